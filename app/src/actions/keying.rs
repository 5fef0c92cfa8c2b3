//! 「紙の答えを入力する」, and 「保存して確認へ」 on the keying page.

use std::collections::BTreeMap;

use domain::answer::{RawAnswer, RawAnswers, read_all};
use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use crate::backend::Saved;
use crate::pages::business::flow;
use crate::parts::load::{Opened, backend, not_found, open};
use crate::refusal::Refusal;
use crate::visitor;

/// Bounds on what is stored of one question, as for a question's own page.
const MOST_VALUES: usize = 64;
const LONGEST_TEXT: usize = 2_000;

/// Starts the diagnosis of one sheet of paper. The browser does not remember it: the next sheet is somebody else's.
#[server(prefix = "/do", endpoint = "keying")]
pub async fn start_keying() -> Result<(), ServerFnError> {
    super::redirect(start().await);
    Ok(())
}

async fn start() -> Result<String, Refusal> {
    let backend = backend();
    let key = backend.diagnoses.start().await?;
    visitor::begin_keying(&backend);
    Ok(flow::keying_path(&key))
}

/// Stores a whole sheet as it was keyed in, and leads to the check page; back to the form if something does not count.
#[server(prefix = "/do", endpoint = "keyed")]
pub async fn save_keyed(
    #[server(default)] key: Option<String>,
    /// Chosen option ids, or the one text typed, by question.
    #[server(default)]
    answer: Option<BTreeMap<String, Vec<String>>>,
    /// The questions at which 「わからない」 is ticked.
    #[server(default)]
    declined: Option<BTreeMap<String, String>>,
) -> Result<(), ServerFnError> {
    let sheet = Sheet { values: answer.unwrap_or_default(), declined: declined.unwrap_or_default() };
    super::redirect(save(key, sheet).await);
    Ok(())
}

struct Sheet {
    values: BTreeMap<String, Vec<String>>,
    declined: BTreeMap<String, String>,
}

async fn save(key: Option<String>, mut sheet: Sheet) -> Result<String, Refusal> {
    let backend = backend();
    let mut opened = open(&backend, &key.unwrap_or_default()).await?;
    sheet.check(&opened)?;
    let answers = sheet.answers(&opened);
    match backend.diagnoses.save_answers(&opened.key, &answers).await? {
        Saved::NotFound => return Err(not_found(&backend, &opened.key).await),
        Saved::AlreadySubmitted => return Ok(flow::keying_path(&opened.key)),
        Saved::Stored => {}
    }
    opened.diagnosis.answers.extend(answers);
    let readings = read_all(&opened.diagnosis.answers, &opened.content);
    let wrong =
        flow::visible(&opened, &readings).iter().any(|question| readings.problems.contains_key(&question.id));
    Ok(if wrong { flow::keying_path(&opened.key) } else { flow::check_path(&opened.key) })
}

impl Sheet {
    /// Only questions that there are, and no more of each than is stored.
    fn check(&self, opened: &Opened) -> Result<(), Refusal> {
        let mut ids = self.values.keys().chain(self.declined.keys());
        if !ids.all(|id| opened.content.questionnaire.question(id).is_some()) {
            return Err(Refusal::BadForm);
        }
        let fits = |values: &Vec<String>| {
            values.len() <= MOST_VALUES && values.iter().all(|text| text.len() <= LONGEST_TEXT)
        };
        if self.values.values().all(fits) { Ok(()) } else { Err(Refusal::TooLarge) }
    }

    /// All questions as they were keyed in. One that was left blank is an answer only if it is asked with these answers:
    /// otherwise a later change that opens it could not ask it.
    fn answers(&mut self, opened: &Opened) -> RawAnswers {
        let questions = &opened.content.questionnaire.questions;
        let all: RawAnswers =
            questions.iter().map(|question| (question.id.clone(), self.raw(&question.id))).collect();
        let readings = read_all(&all, &opened.content);
        let visible: Vec<&str> =
            flow::visible(opened, &readings).into_iter().map(|question| question.id.as_str()).collect();
        let before = &opened.diagnosis.answers;
        let counts = |id: &str, raw: &RawAnswer| {
            raw.declined || !raw.values.is_empty() || visible.contains(&id) || before.contains_key(id)
        };
        all.iter().filter(|(id, raw)| counts(id, raw)).map(|(id, raw)| (id.clone(), raw.clone())).collect()
    }

    /// An empty text is what a field sends in which nothing was keyed.
    fn raw(&mut self, question: &str) -> RawAnswer {
        let mut values = self.values.remove(question).unwrap_or_default();
        values.retain(|text| !text.is_empty());
        RawAnswer { values, declined: self.declined.contains_key(question) }
    }
}
