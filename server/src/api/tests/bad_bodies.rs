//! Bad input: every case gets a problem document that names the field.

use serde_json::{Value, json};

use super::support::{assert_problem, content, post, post_json};

const MATCHES: &str = "/api/v1/matches";
const SCORE: &str = "/api/v1/score";

#[tokio::test]
async fn what_is_no_json_says_where() {
    for (body, detail) in [
        ("{", "1行目の1文字目"),
        ("{\"facts\": {},\n \"pains\": あ}", "2行目の11文字目"),
        ("{\"あ\": x}", "1行目の7文字目"),
        ("{} x", "1行目の4文字目"),
        ("", "空です"),
        (" \n ", "空です"),
        ("{\"facts\": NaN}", "1行目"),
        ("{\"facts\": 1e400}", "1行目"),
        ("{/* x */}", "1行目"),
    ] {
        let answer = post(MATCHES, body).await;
        assert_problem(&answer, 400, body);
        let said = answer.json()["detail"].as_str().expect("a text").to_owned();
        assert!(said.contains(detail), "{body}: {said}");
    }
    for depth in [200, 30_000] {
        assert_problem(&post(SCORE, "[".repeat(depth)).await, 400, "deep");
        assert_problem(&post(SCORE, "{\"a\":".repeat(depth.min(10_000))).await, 400, "deep");
    }
    let answer = post(SCORE, &b"{\"answers\": {\"q07\": \"\xff\"}}"[..]).await;
    assert_problem(&answer, 400, "UTF-8");
    assert_eq!(answer.json()["detail"], "22バイト目が UTF-8 の文字になっていません。");
}

#[tokio::test]
async fn a_mark_of_byte_order_does_no_harm() {
    assert_eq!(post(SCORE, "\u{feff}{\"answers\":{}}").await.status.as_u16(), 200);
}

async fn assert_refused(path: &str, body: &Value, field: &str, code: &str) {
    let answer = post_json(path, body).await;
    assert_problem(&answer, 422, &body.to_string());
    assert_eq!(answer.errors(), [(field.to_owned(), code.to_owned())], "{body}");
    let detail = answer.json()["detail"].as_str().expect("a text").to_owned();
    assert!(detail.starts_with(field), "{detail}");
}

#[tokio::test]
async fn the_outer_shape_is_checked() {
    for body in [json!([]), json!("x"), json!(1), json!(null), json!(true)] {
        for path in [MATCHES, SCORE] {
            assert_refused(path, &body, "body", "not_an_object").await;
        }
    }
    for (path, body, field, code) in [
        (MATCHES, json!({"pains": []}), "facts", "missing"),
        (MATCHES, json!({"facts": {}}), "pains", "missing"),
        (MATCHES, json!({"facts": [], "pains": []}), "facts", "not_an_object"),
        (MATCHES, json!({"facts": null, "pains": []}), "facts", "not_an_object"),
        (MATCHES, json!({"facts": {}, "pains": [], "today": 1}), "today", "unknown_field"),
        (MATCHES, json!({"facts": {"colour": 1}, "pains": []}), "facts.colour", "unknown_field"),
        (SCORE, json!({}), "answers", "missing"),
        (SCORE, json!({"answers": "x"}), "answers", "not_an_object"),
        (SCORE, json!({"answers": {}, "on": "2026-11-22"}), "on", "unknown_field"),
    ] {
        assert_refused(path, &body, field, code).await;
    }
}

#[tokio::test]
async fn bad_facts_are_named() {
    for (fact, value, code) in [
        ("employees", json!("12"), "not_a_count"),
        ("employees", json!(-1), "not_a_count"),
        ("employees", json!(12.0), "not_a_count"),
        ("employees", json!(1e30), "too_great"),
        ("employees", json!(-1e30), "not_a_count"),
        ("employees", json!(true), "not_a_count"),
        ("capital_yen", json!(u64::MAX), "too_great"),
        ("legal_form", json!("llc"), "no_such_value"),
        ("legal_form", json!(1), "not_a_text"),
        ("industry", json!("U"), "no_such_value"),
        ("industry", json!("I:56"), "no_such_value"),
        ("industry_code", json!(56), "not_a_text"),
        ("industry_code", json!("00"), "no_such_value"),
        ("industry_code", json!("５６"), "no_such_value"),
        ("municipality", json!("34999"), "no_such_value"),
        ("municipality", json!("48100"), "no_such_value"),
        ("prefecture", json!("99"), "no_such_value"),
        ("prefecture", json!(34), "not_a_text"),
        ("security_action", json!("three_star"), "no_such_value"),
        ("gbizid_prime", json!("yes"), "not_a_bool"),
        ("has_it_staff", json!(0), "not_a_bool"),
        ("sme", json!("yes"), "not_a_bool"),
        ("wants", json!("learn"), "not_a_list"),
        ("wants", json!(["nope"]), "no_such_value"),
        ("wants", json!([1]), "not_a_text"),
        ("tools", json!(["none"]), "no_such_value"),
        ("sme", json!(true), "not_as_derived"),
        ("small_enterprise", json!(false), "not_as_derived"),
        ("pains", json!(["paperwork"]), "contradiction"),
    ] {
        let mut body = json!({"facts": {}, "pains": []});
        body["facts"][fact] = value;
        assert_refused(MATCHES, &body, &format!("facts.{fact}"), code).await;
    }
}

#[tokio::test]
async fn facts_must_not_contradict_each_other() {
    for (facts, field, code) in [
        (json!({"prefecture": "13", "municipality": "34100"}), "facts.prefecture", "contradiction"),
        (json!({"industry": "I", "industry_code": "75"}), "facts.industry_code", "contradiction"),
        (
            json!({"industry": "E", "employees": 10, "legal_form": "corporation", "sme": false}),
            "facts.sme",
            "not_as_derived",
        ),
    ] {
        assert_refused(MATCHES, &json!({"facts": facts, "pains": []}), field, code).await;
    }
}

#[tokio::test]
async fn bad_pains_and_days_are_named() {
    for (pains, code) in [
        (json!("paperwork"), "not_a_list"),
        (json!(null), "not_a_list"),
        (json!([1]), "not_a_text"),
        (json!(["none"]), "no_such_value"),
        (json!(["paperwork", "nope"]), "no_such_value"),
    ] {
        assert_refused(MATCHES, &json!({"facts": {}, "pains": pains}), "pains", code).await;
    }
    for on in [
        json!("2026-02-30"),
        json!("2026/11/22"),
        json!("20261122"),
        json!(" 2026-11-22"),
        json!("2026-11-22T00:00:00"),
        json!("２０２６-11-22"),
        json!("2026-W47-7"),
        json!("2026-1-005"),
        json!("+026-01-01"),
        json!("0000-01-01"),
        json!(""),
        json!(20_261_122),
        json!([]),
    ] {
        assert_refused(MATCHES, &json!({"facts": {}, "pains": [], "on": on}), "on", "not_a_date").await;
    }
}

#[tokio::test]
async fn bad_answers_name_the_question() {
    let six = json!(["paperwork", "labor-shortage", "long-hours", "funding", "old-system", "succession"]);
    for (question, value, code) in [
        ("q99", json!("x"), "unknown_question"),
        ("q01", json!("13101"), "unknown_municipality"),
        ("q01", json!(34100), "wrong_type"),
        ("q02", json!("Z"), "unknown_industry"),
        ("q02", json!("I:75"), "code_of_other_division"),
        ("q02", json!("I:56:1"), "code_of_other_division"),
        ("q03", json!(10_001), "out_of_range"),
        ("q03", json!(-1), "out_of_range"),
        ("q03", json!(1e30), "out_of_range"),
        ("q03", json!(-1e30), "out_of_range"),
        ("q03", json!("12"), "wrong_type"),
        ("q03", json!(1.5), "not_a_number"),
        ("q06", json!(100_000_000_001u64), "out_of_range"),
        ("q07", json!("zzz"), "unknown_option"),
        ("q07", json!("s1"), "unknown_option"),
        ("q07", json!(null), "wrong_type"),
        ("q10", six, "too_many"),
        ("q10", json!(["none", "paperwork"]), "exclusive_with_others"),
        ("q10", json!("paperwork"), "wrong_type"),
        ("q24", json!(["unknown", "gbiz"]), "exclusive_with_others"),
        ("q25", json!(false), "wrong_type"),
    ] {
        let mut answers = json!({"q02": "E", "q03": 60, "q04": "corporation"});
        answers[question] = value;
        assert_refused(SCORE, &json!({ "answers": answers }), &format!("answers.{question}"), code).await;
    }
}

#[tokio::test]
async fn all_mistakes_are_told_at_once_but_not_without_end() {
    let answer =
        post_json(MATCHES, &json!({"facts": {"employees": -1, "industry": "Z"}, "pains": 1, "x": 1})).await;
    assert_problem(&answer, 422, "several");
    assert_eq!(answer.errors().len(), 4);
    assert!(answer.json()["detail"].as_str().expect("a text").ends_with("ほかに3か所あります。"));
    let many: Value =
        (0..4_000).map(|n| (format!("q{n:07}"), json!(1))).collect::<serde_json::Map<_, _>>().into();
    let answer = post_json(SCORE, &json!({ "answers": many })).await;
    assert_eq!(answer.errors().len(), 50);
    let long = post_json(SCORE, &json!({"answers": {"q07": "あ".repeat(20_000)}})).await;
    assert_problem(&long, 422, "long");
    assert!(long.body.len() < 2_000);
}

/// Whatever stands in a field of a good request, the answer is 200 or 422.
#[tokio::test]
async fn no_value_anywhere_is_a_server_error() {
    let values = [
        json!(null),
        json!(true),
        json!(0),
        json!(-0.0),
        json!(1e308),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(""),
        json!("\u{0}"),
        json!("か\u{3099}😀"),
        json!([]),
        json!([[]]),
        json!({}),
        json!([null, 1, "none", {}]),
    ];
    let questions: Vec<String> = content().questionnaire.questions.iter().map(|q| q.id.clone()).collect();
    let facts = domain::facts::FactName::ALL.map(|fact| fact.as_str().to_owned());
    for value in &values {
        for question in &questions {
            let answers = json!({"answers": {question.as_str(): value}});
            assert!([200, 422].contains(&post_json(SCORE, &answers).await.status.as_u16()), "{answers}");
        }
        for fact in &facts {
            let body = json!({"facts": {fact.as_str(): value}, "pains": []});
            assert!([200, 422].contains(&post_json(MATCHES, &body).await.status.as_u16()), "{body}");
        }
        for key in ["facts", "pains", "on"] {
            let mut body = json!({"facts": {}, "pains": []});
            body[key] = value.clone();
            assert!([200, 422].contains(&post_json(MATCHES, &body).await.status.as_u16()), "{body}");
        }
    }
}
