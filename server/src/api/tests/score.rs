//! `POST /api/v1/score`: what answers mean, and rounding.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::support::post_json;

async fn ask(answers: &Value) -> Value {
    let answer = post_json("/api/v1/score", &json!({ "answers": answers })).await;
    assert_eq!(answer.status, StatusCode::OK, "{answers}: {}", String::from_utf8_lossy(&answer.body));
    answer.json()
}

#[tokio::test]
async fn nothing_answered_is_nothing_known() {
    let answer = ask(&json!({})).await;
    assert_eq!((&answer["version"], &answer["facts"], &answer["pains"]), (&json!(1), &json!({}), &json!([])));
    assert_eq!((&answer["total"], &answer["level"]), (&Value::Null, &Value::Null));
    assert_eq!(answer["dimensions"][0], json!({"id": "vision", "score": null}));
    assert_eq!(answer["visible"].as_array().map(Vec::len), Some(22));
    assert_eq!(answer.as_object().map(|object| object.len()), Some(7));
}

#[tokio::test]
async fn answers_become_facts() {
    let answer = ask(&json!({
        "q01": "34207", "q02": "I:56", "q03": 60, "q04": "corporation", "q05": 7, "q06": 50_000_000,
        "q10": ["long-hours", "paperwork"], "q13": ["none"], "q19": "part", "q21": "notknown",
        "q24": ["sa_one", "sa_two"], "q25": "unknown",
    }))
    .await;
    assert_eq!(
        answer["facts"],
        json!({
            "prefecture": "34", "municipality": "34207", "industry": "I", "industry_code": "56", "employees": 60,
            "legal_form": "corporation", "years_in_business": 7, "capital_yen": 50_000_000,
            "pains": ["long-hours", "paperwork"], "tools": [], "declared_reskilling": false,
            "gbizid_prime": false, "has_it_staff": true, "security_action": "two_star",
            "sme": true, "small_enterprise": false,
        })
    );
    assert_eq!(answer["pains"], json!(["long-hours", "paperwork"]));
}

#[tokio::test]
async fn nothing_in_particular_is_a_known_empty_set() {
    let answer = ask(&json!({"q10": ["none"]})).await;
    assert_eq!((&answer["facts"]["pains"], &answer["pains"]), (&json!([]), &json!([])));
    let unanswered = ask(&json!({"q10": []})).await;
    assert_eq!((unanswered["facts"].get("pains"), &unanswered["pains"]), (None, &json!([])));
}

#[tokio::test]
async fn scores_are_rounded_half_up_to_one_decimal() {
    // vision: (3 + 2 + 0) / 3 × 25 = 41.66…
    let answer = ask(&json!({"q07": "some", "q08": "s2", "q09": "none"})).await;
    assert_eq!(answer["dimensions"][0], json!({"id": "vision", "score": 41.7}));
    // process: 2 × 25 = 50; total: (41.66… + 50) / 2 = 45.83…
    assert_eq!((&answer["total"], &answer["level"]), (&json!(45.8), &json!("try")));
    let half = ask(&json!({"q07": "some", "q09": "idea"})).await;
    assert_eq!((&half["total"], &half["level"]), (&json!(62.5), &json!("grow")));
    let unknown = ask(&json!({"q07": "unknown"})).await;
    assert_eq!(unknown["total"], Value::Null);
}

#[tokio::test]
async fn an_invisible_answer_counts_for_nothing_even_if_it_is_nonsense() {
    let plain = ask(&json!({"q02": "C", "q04": "corporation", "q03": 0})).await;
    let with = ask(&json!({
        "q02": "C", "q04": "corporation", "q03": 0, "q06": -1, "q15": "nonsense", "q21": "yes",
    }))
    .await;
    assert_eq!(plain, with);
}
