//! `POST /api/v1/menus/{id}/why`: what is asked, what the business has, what would change it.

use axum::http::{StatusCode, header};
use serde_json::{Value, json};

use super::support::{assert_problem, content, menus_by_id, post, post_json};

fn path(id: &str) -> String {
    format!("/api/v1/menus/{id}/why")
}

async fn ask(id: &str, body: &Value) -> Value {
    let answer = post_json(&path(id), body).await;
    assert_eq!(answer.status, StatusCode::OK, "{body}: {}", String::from_utf8_lossy(&answer.body));
    assert_eq!(answer.header(header::CACHE_CONTROL), "no-store");
    answer.json()
}

#[tokio::test]
async fn each_condition_has_the_parts_of_its_sentence() {
    let facts = json!({
        "municipality": "34207", "industry": "E", "employees": 12, "legal_form": "corporation", "gbizid_prime": false,
    });
    let answer = ask("jizokuka-general-20", &json!({"facts": facts, "pains": [], "on": "2026-11-22"})).await;
    assert_eq!(
        answer,
        json!({
            "on": "2026-11-22", "id": "jizokuka-general-20", "verdict": "not_eligible", "near_miss": true,
            "window": "open", "days_left": 23,
            "conditions": [
                {
                    "fact": "small_enterprise", "op": "eq", "value": true, "level": "required", "verdict": "met",
                    "asked": "小規模企業者であること", "has": "小規模企業にあたる", "change": null, "needs": [],
                    "sentence": "求められるのは「小規模企業者であること」で、いまの答えは「小規模企業にあたる」なので、満たしています。",
                },
                {
                    "fact": "gbizid_prime", "op": "eq", "value": true, "level": "required", "verdict": "not_met",
                    "asked": "GビズIDプライムを持っていること（電子申請に使う）", "has": "まだ", "needs": [],
                    "change": "GビズIDプライムを取る（無料、2〜3週間ほど）と満たします",
                    "sentence": "求められるのは「GビズIDプライムを持っていること（電子申請に使う）」ですが、いまの答えは「まだ」で、GビズIDプライムを取る（無料、2〜3週間ほど）と満たします。",
                },
                {
                    "fact": "wants", "op": "contains_any", "value": ["sales-up", "efficiency"], "level": "preferred",
                    "verdict": "unknown", "asked": "やりたいことと合うこと", "has": null, "needs": ["wants"],
                    "change": "「これからしたいことはどれですか」に答えると決まります",
                    "sentence": "必須ではなく、合うとなお良いのは「やりたいことと合うこと」ですが、「これからしたいこと」がまだわからず、「これからしたいことはどれですか」に答えると決まります。",
                },
            ],
        })
    );
}

/// No sentence sends anybody to a question that is not asked.
#[tokio::test]
async fn what_no_question_settles_is_for_the_counter() {
    let ask = async |id: &str, facts: Value, fact: &str| {
        let answer = ask(id, &json!({"facts": facts, "pains": [], "on": "2026-11-22"})).await;
        let conditions = answer["conditions"].as_array().expect("a list").iter();
        let mut of_fact = conditions.filter(|condition| condition["fact"] == fact);
        of_fact.next().expect("a condition")["change"].as_str().expect("a text").to_owned()
    };
    let (menu, declared) = ("digital-literacy-douga", "declared_reskilling");
    let counter = "いまの答えでは聞く設問がないので、窓口で確かめてください";
    assert_eq!(ask(menu, json!({"employees": 0}), declared).await, counter);
    let asked = ask(menu, json!({"employees": 3}), declared).await;
    assert!(
        asked.starts_with("「広島県の「リスキリング推進宣言」") && asked.ends_with("に答えると決まります"),
        "{asked}"
    );
    // The question that opens it comes first.
    let first = ask(menu, json!({}), declared).await;
    assert!(!first.contains("宣言") && first.ends_with("」から順に答えると決まります"), "{first}");
    // A law that leaves it open: whatever is asked.
    let npo = json!({"employees": 60, "legal_form": "npo", "industry": "I"});
    assert_eq!(
        ask("digital-ai-2026-regular", npo, "sme").await,
        "制度ごとに決まりが違うので、窓口で確かめてください"
    );
}

/// The same verdicts as `/api/v1/matches`, for every menu.
#[tokio::test]
async fn the_verdicts_are_those_of_matches() {
    for facts in [
        json!({}),
        json!({"municipality": "13101", "industry": "I", "employees": 60, "legal_form": "npo", "security_action": "none"}),
        json!({"municipality": "34205", "industry": "D", "employees": 0, "years_in_business": 0, "wants": [], "declared_reskilling": false}),
    ] {
        let body = json!({"facts": facts, "pains": ["paperwork"], "on": "2026-08-20"});
        let matched = menus_by_id(&post_json("/api/v1/matches", &body).await.json());
        for menu in &content().menus {
            let (why, matched) = (ask(menu.id(), &body).await, &matched[menu.id()]);
            for key in ["verdict", "near_miss", "window", "days_left"] {
                assert_eq!(why[key], matched[key], "{} {key}", menu.id());
            }
            let reasons = why["conditions"].as_array().expect("a list");
            let judged = matched["conditions"].as_array().expect("a list");
            assert_eq!(reasons.len(), judged.len(), "{}", menu.id());
            for (reason, judged) in reasons.iter().zip(judged) {
                for key in ["fact", "op", "value", "level", "verdict", "needs"] {
                    assert_eq!(reason[key], judged[key], "{} {key}", menu.id());
                }
                assert_eq!(reason["asked"], judged["text"], "{}", menu.id());
                let (has, change) = (reason["has"].is_string(), reason["change"].is_string());
                let expected = match reason["verdict"].as_str() {
                    Some("met") => (true, false),
                    Some("not_met") => (true, true),
                    _ => (false, true),
                };
                assert_eq!((has, change), expected, "{}: {reason}", menu.id());
            }
        }
    }
}

#[tokio::test]
async fn what_is_wrong_is_refused_as_everywhere() {
    let sound = json!({"facts": {}, "pains": []});
    assert_problem(&post_json(&path("no-such-menu"), &sound).await, 404, "no such menu");
    assert_problem(&post_json(&path("%FF"), &sound).await, 404, "no name");
    let menu = path("marukei");
    assert_problem(&post(&menu, "{").await, 400, "broken");
    assert_problem(
        &post_json(&menu, &json!({"facts": {"employees": -1}, "pains": []})).await,
        422,
        "a count",
    );
    assert_problem(&post_json(&menu, &json!({"facts": {}, "pains": [], "colour": 1})).await, 422, "unknown");
    assert_problem(&post(&menu, "x".repeat(70_000)).await, 413, "too large");
    assert_problem(&super::support::get(&menu).await, 405, "GET");
}
