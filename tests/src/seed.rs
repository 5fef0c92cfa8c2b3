//! The content of `server/seed`, and answers to it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use domain::answer::{RawAnswer, RawAnswers};
use domain::content::{Content, Row, Sources};
use serde_json::Value;
use server::store::Store;

/// The seed as it stands in its files.
#[must_use]
pub fn sources() -> Sources {
    Sources {
        questionnaire: toml_file("questionnaire.toml"),
        menus: toml_file("support_menus.toml"),
        cases: toml_file("cases.toml"),
        indicators: toml_file("indicators.toml"),
        municipalities: csv_file("municipalities.csv"),
        industries: csv_file("industries.csv"),
    }
}

/// The seed, checked.
#[must_use]
pub fn content(sources: &Sources) -> Content {
    Content::check(sources).expect("content without errors")
}

/// Publishes the seed, as the first start does.
pub async fn published(store: Store) -> Store {
    let sources = sources();
    store.load_content(&sources, &content(&sources)).await.expect("the seed loads");
    store
}

/// Raw answers to every required question: a printer in 福山市 with 12 people.
/// What is given replaces or adds to them; several values are parted by a comma.
#[must_use]
pub fn answers(changes: &[(&str, &str)]) -> RawAnswers {
    let printer = [("q01", "34207"), ("q02", "E"), ("q03", "12"), ("q04", "corporation")];
    let mut answers: RawAnswers = BTreeMap::new();
    for question in content(&sources()).questionnaire.questions {
        if let Some(choice) = question.choices().first().filter(|_| question.required) {
            answers.insert(question.id.clone(), raw(&choice.id));
        }
    }
    for (question, value) in printer.iter().chain(changes) {
        answers.insert((*question).to_owned(), raw(value));
    }
    answers
}

fn raw(values: &str) -> RawAnswer {
    RawAnswer { values: values.split(',').map(str::to_owned).collect(), declined: false }
}

fn seed(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/seed").join(name)
}

fn toml_file(name: &str) -> Value {
    let text = std::fs::read_to_string(seed(name)).expect("a seed file");
    toml::from_str(&text).expect("TOML")
}

fn csv_file(name: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(seed(name)).expect("a seed file");
    reader.deserialize().collect::<Result<Vec<Row>, _>>().expect("CSV")
}
