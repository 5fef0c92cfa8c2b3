//! The content of `server/seed`, and answers to it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::answer::{RawAnswer, RawAnswers};
use domain::content::{Content, Sources};
use server::content::{Checked, Files};
use server::store::Store;

static SEED: LazyLock<Checked> = LazyLock::new(|| Files::seed().check().expect("a seed without errors"));

/// The seed as it stands in its files.
#[must_use]
pub fn sources() -> Sources {
    SEED.sources.clone()
}

/// Content of a test's own making, checked.
#[must_use]
pub fn content(sources: &Sources) -> Content {
    Content::check(sources).expect("content without errors")
}

/// Publishes the seed, as the first start does.
pub async fn published(store: Store) -> Store {
    store.load_content(&SEED.sources, &SEED.content).await.expect("the seed loads");
    store
}

/// Raw answers to every required question: a printer in 福山市 with 12 people.
/// What is given replaces or adds to them; several values are parted by a comma.
#[must_use]
pub fn answers(changes: &[(&str, &str)]) -> RawAnswers {
    let printer = [("q01", "34207"), ("q02", "E"), ("q03", "12"), ("q04", "corporation")];
    let mut answers: RawAnswers = BTreeMap::new();
    for question in &SEED.content.questionnaire.questions {
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
