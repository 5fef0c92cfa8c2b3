//! `POST /api/v1/matches`: shapes, order, and what may be said of a business.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::support::{content, menus_by_id, post, post_json};

const PATH: &str = "/api/v1/matches";

async fn ask(body: &Value) -> Value {
    let answer = post_json(PATH, body).await;
    assert_eq!(answer.status, StatusCode::OK, "{body}: {}", String::from_utf8_lossy(&answer.body));
    answer.json()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[tokio::test]
async fn the_answer_has_the_shape_of_the_contract() {
    let printer = json!({
        "facts": {"municipality": "34207", "industry": "E", "employees": 12, "legal_form": "corporation"},
        "pains": ["paperwork"],
    });
    let answer = ask(&printer).await;
    assert_eq!(keys(&answer), ["derived", "menus", "on"]);
    assert_eq!(answer["on"], "2026-11-22");
    assert_eq!(answer["derived"], json!({"sme": true, "small_enterprise": true}));
    let menus = answer["menus"].as_array().expect("a list");
    assert_eq!(menus.len(), content().menus.len());
    for menu in menus {
        assert_eq!(
            keys(menu),
            ["conditions", "days_left", "id", "near_miss", "relevance", "verdict", "window"]
        );
        for condition in menu["conditions"].as_array().expect("a list") {
            assert_eq!(keys(condition), ["fact", "level", "needs", "op", "text", "value", "verdict"]);
        }
    }
    let menu = &menus_by_id(&answer)["digital-ai-2026-regular"];
    assert_eq!((&menu["verdict"], &menu["days_left"]), (&json!("needs_info"), &json!(-89)));
    assert_eq!(
        menu["conditions"][1],
        json!({
            "fact": "gbizid_prime", "op": "eq", "value": true, "level": "required", "verdict": "unknown",
            "text": "GビズIDプライムを持っていること（電子申請に使う）", "needs": ["gbizid_prime"],
        })
    );
    assert_eq!(menu["conditions"][0]["verdict"], "met");
    assert_eq!(menu["conditions"][0]["needs"], json!([]));
}

#[tokio::test]
async fn a_near_miss_says_so() {
    let facts = json!({
        "municipality": "34100", "industry": "E", "employees": 3, "legal_form": "sole_proprietor",
        "gbizid_prime": false, "security_action": "one_star",
    });
    let answer = ask(&json!({"facts": facts, "pains": ["paperwork"], "on": "2026-08-25"})).await;
    let menu = &menus_by_id(&answer)["digital-ai-2026-regular"];
    assert_eq!(menu["verdict"], "not_eligible");
    assert_eq!((&menu["near_miss"], &menu["window"]), (&json!(true), &json!("open")));
}

#[tokio::test]
async fn what_is_offered_comes_first() {
    let answer = ask(&json!({"facts": {"prefecture": "34"}, "pains": ["security-worry", "paperwork"]})).await;
    let menus = answer["menus"].as_array().expect("a list");
    let offered = |menu: &&Value| {
        menu["relevance"].as_u64() > Some(0)
            && menu["window"] != "closed"
            && (menu["verdict"] != "not_eligible" || menu["near_miss"] == true)
    };
    let count = menus.iter().take_while(offered).count();
    assert!(count > 0);
    let others = &menus[count..];
    assert!(!others.iter().any(|menu| offered(&menu)));
    assert!(others.is_sorted_by_key(|menu| menu["id"].as_str()));
    let relevance: Vec<_> = menus[..count]
        .iter()
        .filter(|menu| menu["verdict"] == "eligible")
        .map(|menu| menu["relevance"].as_u64())
        .collect();
    assert!(relevance.is_sorted_by(|a, b| a >= b));
}

/// engine.md §2: a restaurant or hotel with 40 people is an SME for certain.
#[tokio::test]
async fn the_law_is_three_valued() {
    for (facts, sme, small) in [
        (json!({}), json!(null), json!(null)),
        (json!({"industry": "M", "employees": 40, "legal_form": "corporation"}), json!(true), json!(false)),
        (
            json!({"industry": "I", "employees": 60, "legal_form": "sole_proprietor"}),
            json!(null),
            json!(false),
        ),
        (
            json!({"industry": "I", "industry_code": "56", "employees": 60, "legal_form": "sole_proprietor"}),
            json!(false),
            json!(false),
        ),
        (json!({"industry": "S", "employees": 3, "legal_form": "corporation"}), json!(null), json!(null)),
        (json!({"industry": "E", "employees": 3, "legal_form": "npo"}), json!(null), json!(null)),
        (
            json!({"industry_code": "56", "employees": 60, "legal_form": "sole_proprietor"}),
            json!(false),
            json!(false),
        ),
    ] {
        let answer = ask(&json!({"facts": facts, "pains": []})).await;
        assert_eq!(answer["derived"], json!({"sme": sme, "small_enterprise": small}), "{facts}");
    }
}

#[tokio::test]
async fn everything_that_may_be_said_is_accepted() {
    for facts in [
        json!({"employees": null, "municipality": null, "sme": null}),
        json!({"municipality": "13101"}),
        json!({"prefecture": "13"}),
        json!({"prefecture": "34", "municipality": "34100"}),
        json!({"industry": "I", "industry_code": "568"}),
        json!({"industry": "L", "industry_code": "72"}),
        json!({"capital_yen": 9_007_199_254_740_991u64}),
        json!({"wants": [], "tools": ["data-bi", "data-bi"], "pains": []}),
        json!({"industry": "E", "employees": 3, "legal_form": "corporation", "sme": true, "small_enterprise": true}),
    ] {
        ask(&json!({"facts": facts, "pains": [], "on": null})).await;
    }
    let pains: Vec<String> = content().questionnaire.pains.iter().map(|pain| pain.id.clone()).collect();
    ask(&json!({"facts": {"pains": pains}, "pains": pains})).await;
    for on in ["0001-01-01", "9999-12-31", "2024-02-29"] {
        assert_eq!(ask(&json!({"facts": {}, "pains": [], "on": on})).await["on"], on);
    }
}

#[tokio::test]
async fn of_a_key_written_twice_the_last_counts() {
    let body = r#"{"facts":{"industry":"E","legal_form":"sole_proprietor","employees":1,"employees":500},"pains":[]}"#;
    assert_eq!(post(PATH, body).await.json()["derived"]["sme"], false);
}

#[tokio::test]
async fn what_scoring_answers_can_be_handed_on() {
    for answers in [
        json!({}),
        json!({"q01": "34207", "q02": "E", "q03": 12, "q04": "corporation", "q10": ["paperwork"], "q13": ["none"]}),
        json!({"q02": "I:56", "q03": 60, "q04": "corporation", "q06": 1, "q10": ["none"], "q24": ["gbiz"]}),
    ] {
        let scored = post_json("/api/v1/score", &json!({"answers": answers})).await.json();
        let matched = ask(&json!({"facts": scored["facts"], "pains": scored["pains"]})).await;
        let derived = |name: &str| scored["facts"].get(name).cloned().unwrap_or(Value::Null);
        assert_eq!(matched["derived"]["sme"], derived("sme"));
        assert_eq!(matched["derived"]["small_enterprise"], derived("small_enterprise"));
    }
}
