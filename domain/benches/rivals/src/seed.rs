//! The real content of `server/seed`.

use std::path::PathBuf;

use domain::content::{Content, Row, Sources};
use serde_json::Value;

fn file(name: &str) -> String {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "../../../server/seed", name].iter().collect();
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn toml(name: &str) -> Value {
    toml::from_str(&file(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn csv(name: &str) -> Vec<Row> {
    let text = file(name);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.unwrap_or_else(|error| panic!("{name}: {error}"))).collect()
}

/// The files, checked.
#[must_use]
pub fn content() -> Content {
    Content::check(&Sources {
        questionnaire: toml("questionnaire.toml"),
        menus: toml("support_menus.toml"),
        cases: toml("cases.toml"),
        indicators: toml("indicators.toml"),
        lead_times: toml("lead_times.toml"),
        municipalities: csv("municipalities.csv"),
        industries: csv("industries.csv"),
    })
    .expect("the seed is sound")
}
