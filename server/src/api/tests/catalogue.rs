//! The questionnaire and the menus.

use serde_json::{Value, json};

use super::support::{assert_problem, content, get};

fn ids(answer: &Value) -> Vec<&str> {
    answer["menus"].as_array().expect("a list").iter().map(|m| m["id"].as_str().expect("an id")).collect()
}

fn question<'a>(answer: &'a Value, id: &str) -> &'a Value {
    let questions = answer["questions"].as_array().expect("a list");
    questions.iter().find(|question| question["id"] == id).expect("the question")
}

#[tokio::test]
async fn the_questionnaire_spells_out_every_answer() {
    let answer = get("/api/v1/questionnaire").await.json();
    assert_eq!((&answer["version"], &answer["id"]), (&json!(1), &json!("hiroshima-dx-check")));
    assert_eq!(answer["questions"].as_array().map(Vec::len), Some(25));
    assert_eq!(answer["dimensions"].as_array().map(Vec::len), Some(6));
    assert_eq!(answer["levels"][3], json!({"id": "change", "label": "変えている", "min": 75}));

    let towns = &question(&answer, "q01")["options"];
    assert_eq!(towns.as_array().map(Vec::len), Some(23));
    assert_eq!((&towns[0]["id"], &towns[0]["label"]), (&json!("34100"), &json!("広島市")));

    let capital = question(&answer, "q06");
    assert_eq!(capital["visible_if"], r#"legal_form == "corporation" and employees >= 51"#);
    assert_eq!((&capital["type"], &capital["max"]), (&json!("number"), &json!(100_000_000_000u64)));

    let pains = question(&answer, "q10");
    assert_eq!((&pains["type"], &pains["max_choices"]), (&json!("multi"), &json!(5)));
    assert_eq!(question(&answer, "q23")["points_by_count"], json!([0, 1, 1, 2, 3, 3, 4]));
    assert_eq!(
        question(&answer, "q24")["sets_otherwise"],
        json!({"gbizid_prime": false, "security_action": "none"})
    );
    let need = &question(&answer, "q07")["options"][0];
    assert_eq!((&need["id"], &need["scores"]), (&json!("strong"), &json!({"vision": 4})));
}

#[tokio::test]
async fn the_second_step_is_there_where_the_law_differs() {
    let answer = get("/api/v1/questionnaire").await.json();
    let divisions = question(&answer, "q02")["options"].as_array().expect("a list").clone();
    assert_eq!(divisions.len(), 20);
    let with_second_step: Vec<&str> = divisions
        .iter()
        .filter(|division| !division["finer"].as_array().expect("a list").is_empty())
        .map(|division| division["id"].as_str().expect("an id"))
        .collect();
    assert_eq!(with_second_step, ["G", "I", "K", "M", "N"]);
    assert_eq!(
        divisions[8]["finer"][1],
        json!({"id": "I:56", "label": "小売業", "codes": ["56", "57", "58", "59", "60", "61"]})
    );
}

#[tokio::test]
async fn every_menu_is_listed_with_source_and_window() {
    let answer = get("/api/v1/menus").await.json();
    assert_eq!(answer["on"], "2026-11-22");
    let ids = ids(&answer);
    assert_eq!(ids.len(), content().menus.len());
    assert!(ids.is_sorted());
    for menu in answer["menus"].as_array().expect("a list") {
        assert!(menu["source_url"].as_str().is_some_and(|url| url.starts_with("http")), "{}", menu["id"]);
        assert!(menu.get("as_of").is_some() && menu.get("verified").is_some());
        assert!(menu["window"].is_string());
    }
}

#[tokio::test]
async fn windows_follow_the_day_asked_for() {
    for (on, window, days_left) in
        [("2026-08-24", "open", 1), ("2026-08-25", "open", 0), ("2026-08-26", "closed", -1)]
    {
        let menu = get(&format!("/api/v1/menus/digital-ai-2026-regular?on={on}")).await.json();
        assert_eq!((&menu["window"], &menu["days_left"]), (&json!(window), &json!(days_left)), "{on}");
        assert_eq!(menu["closes"], "2026-08-25");
    }
}

#[tokio::test]
async fn filters_narrow_the_list_down() {
    let all = content().menus.len();
    for query in [
        "q=%E8%A3%9C%E5%8A%A9",
        "kind=loan",
        "provider_level=municipality",
        "municipality=34207",
        "pain=security-worry",
        "window=closed",
        "window=open&on=2026-08-25",
        "kind=subsidy&provider_level=national&window=closed&q=IT",
    ] {
        let answer = get(&format!("/api/v1/menus?{query}")).await;
        let found = ids(&answer.json()).len();
        assert!(0 < found && found < all, "{query}: {found}");
    }
    for query in ["", "kind=&q=&on=", "q=%20%E3%80%80"] {
        let found = ids(&get(&format!("/api/v1/menus?{query}")).await.json()).len();
        assert_eq!(found, all, "{query}");
    }
}

#[tokio::test]
async fn a_bad_filter_is_named() {
    for (query, field, code) in [
        ("colour=red", "colour", "unknown_parameter"),
        ("kind=money", "kind", "no_such_value"),
        ("provider_level=moon", "provider_level", "no_such_value"),
        ("municipality=34999", "municipality", "no_such_value"),
        ("municipality=hiroshima", "municipality", "no_such_value"),
        ("pain=none", "pain", "no_such_value"),
        ("window=ajar", "window", "no_such_value"),
        ("on=2026-02-30", "on", "not_a_date"),
        ("on=tomorrow", "on", "not_a_date"),
        ("kind=loan&kind=tax", "kind", "repeated"),
        ("q=%FF", "q", "broken_text"),
    ] {
        let answer = get(&format!("/api/v1/menus?{query}")).await;
        assert_problem(&answer, 400, query);
        assert_eq!(answer.errors(), [(field.to_owned(), code.to_owned())], "{query}");
    }
    assert_problem(&get(&format!("/api/v1/menus?q={}", "a".repeat(101))).await, 400, "long");
    assert_problem(&get("/api/v1/menus/digital-ai-2026-regular?q=x").await, 400, "one menu");
    assert_problem(&get("/api/v1/questionnaire?version=2").await, 400, "questionnaire");
}
