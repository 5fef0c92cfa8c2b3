//! Differences of menu documents, and changes of two sides brought together.

use domain::draft::{Difference, alike, differences, merged};
use proptest::prelude::*;
use serde_json::{Value, json};

fn told(before: Option<&Value>, after: &Value) -> Vec<(String, Value, Value)> {
    let told =
        |Difference { field, before, after }| (field, before.unwrap_or_default(), after.unwrap_or_default());
    differences(before, after).into_iter().map(told).collect()
}

#[test]
fn the_table_of_differences() {
    let round = |name: &str, closes: &str| json!({ "name": name, "closes": closes });
    let cases = [
        (json!({ "name": "あ", "kind": "loan" }), json!({ "kind": "loan", "name": "あ" }), vec![]),
        (json!({ "note": null, "rounds": [] }), json!({}), vec![]),
        (json!({ "max_amount_yen": 1 }), json!({ "max_amount_yen": 1.0 }), vec![]),
        (
            json!({ "closes": "2026-01-31" }),
            json!({ "closes": "2026-02-28" }),
            vec![("closes", json!("2026-01-31"), json!("2026-02-28"))],
        ),
        (json!({ "note": "あ" }), json!({}), vec![("note", json!("あ"), Value::Null)]),
        (
            json!({ "pains": ["a", "b"], "name": "あ" }),
            json!({ "pains": ["b", "a"], "name": "い" }),
            vec![("name", json!("あ"), json!("い")), ("pains", json!(["a", "b"]), json!(["b", "a"]))],
        ),
        (
            json!({ "rounds": [round("1次", "2026-01-31"), round("2次", "2026-02-28")] }),
            json!({ "rounds": [round("1次", "2026-01-31"), round("2次", "2026-03-31")] }),
            vec![("rounds[2].closes", json!("2026-02-28"), json!("2026-03-31"))],
        ),
        (
            json!({ "rounds": [round("1次", "a"), round("3次", "c")] }),
            json!({ "rounds": [round("1次", "a"), round("2次", "b"), round("3次", "c")] }),
            vec![("rounds[2]", Value::Null, round("2次", "b"))],
        ),
        (
            json!({ "rounds": [round("1次", "a"), round("2次", "b")] }),
            json!({}),
            vec![
                ("rounds[1]", round("1次", "a"), Value::Null),
                ("rounds[2]", round("2次", "b"), Value::Null),
            ],
        ),
        (
            json!({ "conditions": [{ "fact": "employees", "value": 5 }] }),
            json!({ "conditions": [{ "fact": "employees", "value": 20 }] }),
            vec![("conditions[1].value", json!(5), json!(20))],
        ),
    ];
    for (before, after, expected) in cases {
        let expected: Vec<_> =
            expected.into_iter().map(|(field, before, after)| (field.to_owned(), before, after)).collect();
        assert_eq!(told(Some(&before), &after), expected, "{before} → {after}");
    }
}

#[test]
fn of_a_new_menu_everything_is_told_in_the_order_of_reading() {
    let after = json!({ "verified": "page", "closes": "2026-01-31", "name": "あ", "id": "a", "rounds": [{ "name": "1次" }] });
    let fields: Vec<String> = told(None, &after).into_iter().map(|(field, ..)| field).collect();
    assert_eq!(fields, ["id", "name", "closes", "rounds[1]", "verified"]);
}

#[test]
fn what_only_one_side_changed_is_taken() {
    let base = json!({ "name": "あ", "pains": [], "closes": "2026-01-31", "note": "注" });
    let ours = json!({ "name": "あ", "pains": ["paperwork"], "closes": "2026-01-31" });
    let theirs = json!({ "name": "い", "pains": [], "closes": "2026-02-28", "note": "注" });
    let both = merged(&base, &ours, &theirs);
    let expected = json!({ "name": "い", "pains": ["paperwork"], "closes": "2026-02-28" });
    assert!(alike(Some(&both.document), Some(&expected)), "{}", both.document);
    assert!(both.conflicts.is_empty());
}

#[test]
fn what_both_changed_is_theirs_and_said() {
    let base = json!({ "opens": "2026-01-01", "closes": "2026-01-31", "summary": "あ" });
    let ours = json!({ "rounds": [{ "closes": "2026-01-31" }], "summary": "い" });
    let theirs = json!({ "opens": "2026-01-01", "closes": "2026-02-28", "summary": "い" });
    let both = merged(&base, &ours, &theirs);
    assert!(alike(Some(&both.document), Some(&theirs)), "dates go together: {}", both.document);
    assert_eq!(both.conflicts, ["opens"]);
}

#[test]
fn conditions_that_officers_added_stay() {
    let condition = |fact: &str, value: u64| json!({ "fact": fact, "value": value });
    let (people, fewer, own) =
        (condition("employees", 300), condition("employees", 100), condition("capital_yen", 1));
    let both = merged(
        &json!({ "conditions": [people] }),
        &json!({ "conditions": [people, own] }),
        &json!({ "conditions": [fewer] }),
    );
    assert_eq!(both.document, json!({ "conditions": [own, fewer] }));
    assert_eq!(both.conflicts, ["conditions"]);
}

fn document() -> impl Strategy<Value = Value> {
    let text = prop_oneof![Just(Value::Null), "[ab]".prop_map(Value::from)];
    let rows = proptest::collection::vec("[abc]", 0..3)
        .prop_map(|texts| texts.into_iter().map(|text| json!({ "text": text })).collect::<Value>());
    (text.clone(), text.clone(), text, rows.clone(), rows).prop_map(|(name, opens, closes, rounds, conditions)| {
        json!({ "name": name, "opens": opens, "closes": closes, "rounds": rounds, "conditions": conditions })
    })
}

proptest! {
    #[test]
    fn nothing_differs_exactly_when_two_say_the_same(one in document(), other in document()) {
        prop_assert!(differences(Some(&one), &one).is_empty());
        prop_assert_eq!(differences(Some(&one), &other).is_empty(), alike(Some(&one), Some(&other)));
    }

    #[test]
    fn the_side_that_changed_nothing_gives_way(base in document(), side in document()) {
        for (ours, theirs) in [(&base, &side), (&side, &base), (&side, &side)] {
            let both = merged(&base, ours, theirs);
            prop_assert!(alike(Some(&both.document), Some(&side)), "{}", both.document);
            prop_assert!(both.conflicts.is_empty());
        }
    }

    #[test]
    fn without_a_conflict_nothing_of_theirs_is_lost(base in document(), ours in document(), theirs in document()) {
        let both = merged(&base, &ours, &theirs);
        let changed = differences(Some(&base), &theirs);
        if both.conflicts.is_empty() {
            // Applying their change once more changes nothing.
            prop_assert_eq!(&merged(&base, &both.document, &theirs).document, &both.document);
        } else {
            prop_assert!(!changed.is_empty());
        }
    }
}
