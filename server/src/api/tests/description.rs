//! The OpenAPI description says all there is, and nothing that is not.

use serde_json::{Value, json};

use super::support::get;

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
