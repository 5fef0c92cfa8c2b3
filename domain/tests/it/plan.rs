//! Figures of the plans: what is achieved, and what an officer's entry comes to.

use domain::document::PlanRecord;
use domain::plan::{Field, Outcome, RawFigures, Series, Slip, entered, new_id, of_new_year, outcome};
use serde_json::{Value, json};

use crate::seed::content;

fn record(direction: &str, target: Option<f64>, actual: Option<f64>) -> PlanRecord {
    let document = json!({
        "id": "x-r7", "indicator": "x", "name": "指標", "plan": "p", "section": "柱", "unit": "%",
        "direction": direction, "fiscal_year": "R7", "target": target, "actual": actual, "cumulative": false,
        "role": "kpi", "source_location": "資料", "source_url": "https://example.jp/", "as_of": "2026-11",
        "verified": "seed",
    });
    serde_json::from_value(document).expect("a record")
}

fn raw(fields: &[(Field, &str)]) -> RawFigures {
    let text = |field| fields.iter().find(|(at, _)| *at == field).map_or("", |(_, text)| text).to_owned();
    RawFigures {
        target: text(Field::Target),
        actual: text(Field::Actual),
        approx: false,
        source: text(Field::Source),
        url: text(Field::Url),
        as_of: text(Field::AsOf),
        note: text(Field::Note),
    }
}

const SOURCE: [(Field, &str); 3] =
    [(Field::Source, "資料"), (Field::Url, "https://example.jp/a"), (Field::AsOf, "2026-11")];

#[test]
fn what_is_achieved_follows_the_direction() {
    use Outcome::{Achieved, NotAchieved};
    for (direction, target, actual, expected) in [
        ("higher_is_better", Some(70.0), Some(80.0), Some(Achieved)),
        ("higher_is_better", Some(70.0), Some(70.0), Some(Achieved)),
        ("higher_is_better", Some(70.0), Some(69.9), Some(NotAchieved)),
        ("lower_is_better", Some(10.0), Some(9.0), Some(Achieved)),
        ("lower_is_better", Some(10.0), Some(10.0), Some(Achieved)),
        ("lower_is_better", Some(10.0), Some(11.0), Some(NotAchieved)),
        ("higher_is_better", None, Some(80.0), None),
        ("higher_is_better", Some(70.0), None, None),
        ("higher_is_better", Some(0.0), Some(0.0), Some(Achieved)),
    ] {
        assert_eq!(
            outcome(&record(direction, target, actual)),
            expected,
            "{direction} {target:?} {actual:?}"
        );
    }
}

#[test]
fn all_figures_of_the_seed_stand_in_a_series_by_year() {
    let records = &content().plan_records;
    let all = Series::all(records);
    assert_eq!(all.iter().map(|series| series.records().len()).sum::<usize>(), 38);
    let satisfaction = Series::of(records, "eapply-satisfaction").expect("the indicator");
    let years: Vec<_> = satisfaction.records().iter().map(|r| r.fiscal_year.as_deref()).collect();
    assert_eq!(years, [Some("R6"), Some("R7")], "by year, whatever the order of the file");
    assert_eq!(satisfaction.in_year("R7").and_then(|record| record.target), Some(70.0));
    assert_eq!(satisfaction.in_year("R8"), None);
    assert!(Series::of(records, "nothing").is_none());
}

#[test]
fn everything_wrong_is_said_once_for_each_field() {
    let sibling = record("higher_is_better", None, None);
    for (fields, expected) in [
        (
            vec![],
            vec![
                (Field::Target, Slip::NoFigure),
                (Field::Source, Slip::Empty),
                (Field::Url, Slip::Empty),
                (Field::AsOf, Slip::Empty),
            ],
        ),
        (vec![(Field::Actual, "abc")], vec![(Field::Actual, Slip::NotANumber)]),
        (vec![(Field::Actual, "-3")], vec![(Field::Actual, Slip::NotANumber)]),
        (vec![(Field::Actual, "564")], vec![(Field::Actual, Slip::NotAShare)]),
        (vec![(Field::Target, "70"), (Field::Url, "www.example.jp")], vec![(Field::Url, Slip::NotAnAddress)]),
        (
            vec![(Field::Target, "70"), (Field::Url, "javascript:alert(1)")],
            vec![(Field::Url, Slip::NotAnAddress)],
        ),
        (vec![(Field::Target, "70"), (Field::AsOf, "2026-13")], vec![(Field::AsOf, Slip::NotADate)]),
        (vec![(Field::Target, "70"), (Field::Note, &"あ".repeat(301))], vec![(Field::Note, Slip::TooLong)]),
    ] {
        let with_source = SOURCE.into_iter().filter(|(at, _)| !fields.iter().any(|(field, _)| field == at));
        let all: Vec<(Field, &str)> = match fields.is_empty() {
            true => vec![],
            false => fields.iter().copied().chain(with_source).collect(),
        };
        assert_eq!(raw(&all).read(&sibling), Err(expected), "{fields:?}");
    }
}

#[test]
fn an_entry_changes_what_it_names_and_nothing_else() {
    let sibling = record("higher_is_better", Some(70.0), None);
    let mut fields = SOURCE.to_vec();
    fields.extend([(Field::Target, "７０％"), (Field::Actual, "56.4"), (Field::Note, " 速報 ")]);
    let figures = raw(&fields).read(&sibling).expect("figures");
    let before =
        json!({ "id": "x-r7", "target": 70, "actual_state": "調査中", "role": "reference", "approx": true });
    assert_eq!(
        entered(&before, &figures),
        json!({
            "id": "x-r7", "target": 70, "actual": 56.4, "role": "reference", "note": "速報",
            "source_location": "資料", "source_url": "https://example.jp/a", "as_of": "2026-11", "verified": "seed",
        })
    );
    // What was taken away is no figure any more, not zero.
    fields.retain(|(field, _)| *field != Field::Actual);
    let figures = raw(&fields).read(&sibling).expect("figures");
    let after = entered(&json!({ "id": "x-r7", "actual": 1 }), &figures);
    assert_eq!((&after["actual"], &after["target"]), (&Value::Null, &json!(70)));
}

#[test]
fn states_stay_words() {
    let sibling = record("achieved_is_better", None, None);
    let fields: Vec<_> = SOURCE.into_iter().chain([(Field::Actual, "策定済")]).collect();
    let after = entered(&json!({ "target_state": "策定" }), &raw(&fields).read(&sibling).expect("figures"));
    assert_eq!((&after["actual_state"], &after["target_state"]), (&json!("策定済"), &Value::Null));
}

#[test]
fn what_stands_is_typed_back_without_a_difference() {
    for record in &content().plan_records {
        let document = serde_json::to_value(record).expect("JSON");
        // One figure of the seed says in words what others say in numbers; it has nothing to be typed back.
        let Ok(figures) = RawFigures::of(record).read(record) else {
            assert_eq!(record.id, "involved-systems-r6");
            continue;
        };
        assert!(domain::draft::alike(Some(&entered(&document, &figures)), Some(&document)), "{}", record.id);
    }
}

#[test]
fn a_new_year_is_like_its_siblings_without_their_figures() {
    let sibling = serde_json::to_value(record("higher_is_better", Some(70.0), Some(80.0))).expect("JSON");
    let new = of_new_year(&sibling, "x-r8", "R8");
    assert_eq!(
        (&new["name"], &new["fiscal_year"], &new["id"]),
        (&json!("指標"), &json!("R8"), &json!("x-r8"))
    );
    assert!(["target", "actual", "as_of", "note", "period"].iter().all(|key| new[key].is_null()));
    assert_eq!(new_id("x", "R8", |_| false), "x-r8");
    assert_eq!(new_id("x", "R8", |id| id == "x-r8" || id == "x-r8-2"), "x-r8-3");
}
