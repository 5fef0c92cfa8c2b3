//! The OpenAPI description says all there is, and nothing that is not.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::support::{get, post_json};

async fn description() -> Value {
    get("/api/v1/openapi.json").await.json()
}

fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(object) => {
            found.extend(object.get("$ref").and_then(Value::as_str));
            object.values().for_each(|inner| references(inner, found));
        }
        Value::Array(items) => items.iter().for_each(|inner| references(inner, found)),
        _ => {}
    }
}

#[tokio::test]
async fn every_path_is_described_in_japanese_with_its_refusals() {
    let document = description().await;
    assert!(document["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
    let paths = document["paths"].as_object().expect("an object");
    let mut described: Vec<&str> = paths.keys().map(String::as_str).collect();
    described.sort_unstable();
    assert_eq!(
        described,
        [
            "/api/v1/indicators",
            "/api/v1/indicators/{id}",
            "/api/v1/matches",
            "/api/v1/menus",
            "/api/v1/menus/{id}",
            "/api/v1/menus/{id}/why",
            "/api/v1/openapi.json",
            "/api/v1/questionnaire",
            "/api/v1/score",
        ]
    );
    for (path, methods) in paths {
        for (method, operation) in methods.as_object().expect("an object") {
            let summary = operation["summary"].as_str().unwrap_or_default();
            assert!(summary.chars().any(|c| ('ぁ'..='ん').contains(&c)), "{path}: {summary}");
            let refusals: &[&str] = if method == "post" { &["400", "413", "415", "422"] } else { &["400"] };
            for status in refusals {
                let content = &operation["responses"][status]["content"]["application/problem+json"];
                assert_eq!(content["schema"]["$ref"], "#/components/schemas/Problem", "{path} {status}");
            }
        }
    }
}

#[tokio::test]
async fn every_reference_leads_somewhere() {
    let document = description().await;
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(found.len() > 20);
    for reference in found {
        let pointer = reference.trim_start_matches('#');
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

/// Names of all properties of a schema, also of those that it is made of, and which of them are always there.
fn properties(document: &Value, schema: &Value) -> (BTreeSet<String>, BTreeSet<String>) {
    let schema = match schema["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).expect("a schema"),
        None => schema,
    };
    let mut known: BTreeSet<String> =
        schema["properties"].as_object().into_iter().flat_map(|all| all.keys().cloned()).collect();
    let names = schema["required"].as_array().into_iter().flatten();
    let mut required: BTreeSet<String> =
        names.map(|name| name.as_str().expect("a name").to_owned()).collect();
    for part in schema["allOf"].as_array().into_iter().flatten() {
        let (more, always) = properties(document, part);
        known.extend(more);
        required.extend(always);
    }
    (known, required)
}

#[tokio::test]
async fn conditions_are_answered_as_they_are_described() {
    let document = description().await;
    let body = json!({ "facts": {}, "pains": [] });
    let all = post_json("/api/v1/matches", &body).await.json();
    let id = all["menus"].as_array().expect("a list").iter().find(|menu| menu["conditions"][0].is_object());
    let id = id.expect("a menu with conditions")["id"].as_str().expect("an id").to_owned();
    let one = post_json(&format!("/api/v1/menus/{id}/why"), &body).await.json();
    let of_all = &all["menus"].as_array().expect("a list").iter().find(|menu| menu["id"] == id.as_str());
    for (schema, answer) in [
        ("JudgedCondition", &of_all.expect("the menu")["conditions"][0]),
        ("ConditionReason", &one["conditions"][0]),
    ] {
        let (known, required) = properties(&document, &document["components"]["schemas"][schema]);
        let said: BTreeSet<String> = answer.as_object().expect("an object").keys().cloned().collect();
        assert_eq!((&said, &said), (&known, &required), "{schema}");
        assert!(said.len() > 6 && said.contains("needs"), "{schema}: {said:?}");
    }
}

#[tokio::test]
async fn requests_are_closed_and_words_are_those_of_the_domain() {
    let document = description().await;
    let schemas = &document["components"]["schemas"];
    for name in ["MatchRequest", "ScoreRequest", "Facts"] {
        assert_eq!(schemas[name]["additionalProperties"], false, "{name}");
    }
    assert_eq!(schemas["MatchRequest"]["required"], json!(["facts", "pains"]));
    assert_eq!(schemas["Facts"]["properties"].as_object().map(|facts| facts.len()), Some(18));
    assert_eq!(schemas["Facts"]["properties"]["employees"]["type"], json!(["integer", "null"]));
    assert_eq!(schemas["ConditionVerdict"]["enum"], json!(["met", "not_met", "unknown"]));
    assert_eq!(schemas["Window"]["enum"], json!(["open", "rolling", "upcoming", "unknown", "closed"]));
    let parameters = document["paths"]["/api/v1/menus"]["get"]["parameters"].as_array().expect("a list");
    assert_eq!(parameters.len(), 7);
}
