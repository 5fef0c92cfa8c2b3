use super::super::answer::Raw;
use super::super::record::Record;
use super::*;
use crate::content::{Checked, Files};

fn content() -> Content {
    let Checked { content, .. } = Files::seed().check().expect("a sound seed");
    content
}

/// The menu of a record with a few fields, on 2026-11-22.
fn menu(fields: Value) -> Made {
    let mut record = json!({ "id": "A1", "title": "ある補助金", "detail": null });
    for (field, value) in fields.as_object().expect("fields") {
        record[field] = value.clone();
    }
    let record = Record::read(Raw(record.as_object().cloned())).expect("a record");
    made(&record.fields, &content(), "2026-11-22".parse().expect("a day"))
}

fn note(made: &Made) -> &str {
    made.document["note"].as_str().unwrap_or_default()
}

#[test]
fn days_are_those_on_which_one_can_apply() {
    let some = |day: &str| json!(day);
    for (start, end, opens, closes, told) in [
        ("2026-04-12T15:00Z", "2026-09-30T14:59Z", some("2026-04-13"), some("2026-09-30"), ""),
        ("2026-04-12T15:00Z", "2026-09-30T15:00Z", some("2026-04-13"), some("2026-09-30"), ""),
        (
            "2026-04-15T00:00Z",
            "2026-09-30T08:00Z",
            some("2026-04-15"),
            some("2026-09-30"),
            "受付は、始まりの日は9:00から、終わりの日は17:00までです。",
        ),
        (
            "2026-04-12T15:00Z",
            "2026-09-30T03:30Z",
            some("2026-04-13"),
            some("2026-09-30"),
            "受付は、終わりの日は12:30までです。",
        ),
    ] {
        let made = menu(json!({ "acceptance_start_datetime": start, "acceptance_end_datetime": end }));
        assert_eq!((&made.document["opens"], &made.document["closes"]), (&opens, &closes), "{start} {end}");
        assert_eq!(note(&made), told, "{start} {end}");
        assert!(made.notes.is_empty(), "{:?}", made.notes);
    }
}

#[test]
fn a_far_end_is_no_deadline() {
    for (start, end) in [
        (json!("2025-03-31T15:00Z"), "2029-03-31T14:59Z"),
        (json!("2025-03-31T23:00Z"), "2027-03-31T14:59Z"),
        (Value::Null, "2028-06-30T14:59Z"),
    ] {
        let made = menu(json!({ "acceptance_start_datetime": start, "acceptance_end_datetime": end }));
        let Made { document, notes } = &made;
        assert!(document.get("opens").is_none() && document.get("closes").is_none(), "{document}");
        assert_eq!(document["status"], "unknown");
        assert!(note(&made).contains("締切として出していません"), "{}", note(&made));
        assert!(notes.len() == 1 && notes[0].contains("申請の締切を確かめてください"), "{notes:?}");
    }
}

#[test]
fn times_that_cannot_be_are_not_shown() {
    let made = menu(json!({
        "acceptance_start_datetime": "2026-09-30T15:00Z", "acceptance_end_datetime": "2026-09-30T15:00Z",
    }));
    assert!(made.document.get("closes").is_none());
    assert_eq!(made.notes, ["受付の終わりが始まりより前です。日付は取り込んでいません。"]);
}

#[test]
fn rounds_keep_their_names_hours_and_areas() {
    let round = |name: Value, end: Value, area: &str| {
        json!({ "fiscal_year_round": name, "acceptance_start_datetime": null, "acceptance_end_datetime": end,
            "target_area_search": area })
    };
    let made = menu(json!({ "workflow": [
        round(json!("1次"), json!("2026-12-25T08:00Z"), "広島県"),
        round(Value::Null, json!("2027-01-31T14:59Z"), "岡山県"),
        round(json!("3次"), Value::Null, "広島県"),
        round(json!("事業の報告"), json!("2030-03-31T14:59Z"), "広島県"),
    ] }));
    assert_eq!(
        made.document["rounds"],
        json!([
            { "name": "1次（終わりの日は17:00まで）", "closes": "2026-12-25" },
            { "name": "募集回 2", "closes": "2027-01-31" },
            { "name": "3次" },
            { "name": "事業の報告" },
        ])
    );
    assert_eq!(made.document["conditions"][0]["value"], json!(["33", "34"]));
    assert_eq!(made.notes.len(), 2, "{:?}", made.notes);
    assert!(note(&made).contains("「事業の報告」は2030年3月31日まで"), "{}", note(&made));
}

#[test]
fn what_is_not_understood_is_told_and_makes_no_condition() {
    let made = menu(json!({
        "target_area_search": "広島県 / 火星", "target_number_of_employees": "そこそこ", "industry": "宇宙業",
    }));
    assert_eq!(made.document["conditions"], json!([]));
    assert_eq!(made.notes.len(), 3);
    for (word, what) in [("火星", "対象の地域"), ("そこそこ", "従業員の数"), ("宇宙業", "業種")]
    {
        assert!(made.notes.iter().any(|note| note.contains(word)), "{:?}", made.notes);
        assert!(note(&made).contains(&format!("{what}の決まりがあります")), "{}", note(&made));
    }
}

#[test]
fn amounts_and_rates_as_far_as_they_are_plain() {
    let made = menu(json!({ "subsidy_max_limit": 0, "subsidy_rate": "定額" }));
    assert!(made.document.get("max_amount_yen").is_none());
    assert_eq!(made.document["subsidy_rate"], "定額");
    assert!(made.document.get("subsidy_rate_num").is_none());
    let made = menu(json!({ "subsidy_max_limit": 500_000, "subsidy_rate": "２／３以内" }));
    assert_eq!(made.document["max_amount_yen"], 500_000);
    assert_eq!(
        (&made.document["subsidy_rate_num"], &made.document["subsidy_rate_den"]),
        (&json!(2), &json!(3))
    );
    assert_eq!(made.document["subsidy_rate"], "２／３以内", "as it was written");
}

#[test]
fn a_municipality_in_the_title_is_told() {
    let made =
        menu(json!({ "title": "東広島市小児科新規開業支援事業補助金", "target_area_search": "広島県" }));
    assert!(made.notes.iter().any(|note| note.contains("「東広島市」")), "{:?}", made.notes);
    assert_eq!(made.document["provider_level"], "unknown");
}

#[test]
fn the_kind_follows_the_title() {
    for (title, kind) in [
        ("働き方改革推進支援助成金", "grant_employment"),
        ("デジタル化補助金", "subsidy"),
        ("補助金・助成金のまとめ", "subsidy"),
        ("携帯電話等エリア整備事業", "subsidy"),
    ] {
        assert_eq!(menu(json!({ "title": title })).document["kind"], kind, "{title}");
    }
}

#[test]
fn the_summary_is_what_the_portal_says_first() {
    let detail = "<p>■目的</p><p>小さな会社のデジタル化を助けます。</p>";
    for (fields, summary) in [
        (json!({ "subsidy_catch_phrase": "早い者勝ち", "detail": detail }), "早い者勝ち"),
        (json!({ "detail": detail }), "小さな会社のデジタル化を助けます。"),
        (json!({ "detail": "<script>x</script>" }), NO_SUMMARY),
    ] {
        assert_eq!(menu(fields.clone()).document["summary"], summary, "{fields}");
    }
}
