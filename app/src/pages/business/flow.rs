//! Which question comes next, and the addresses of a diagnosis.

use domain::answer::{Readings, read_all};
use domain::questionnaire::{Question, QuestionKind};

use crate::backend::DiagnosisKey;
use crate::parts::load::Opened;

/// Where a visitor came from to change an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Back {
    Check,
}

impl Back {
    #[must_use]
    pub fn parse(text: &str) -> Option<Back> {
        (text == Back::Check.as_str()).then_some(Back::Check)
    }

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Back::Check => "check",
        }
    }
}

#[must_use]
pub fn diagnosis_path(key: &DiagnosisKey) -> String {
    format!("/diagnosis/{}", key.as_str())
}

#[must_use]
pub fn question_path(key: &DiagnosisKey, question: &str, back: Option<Back>) -> String {
    let path = format!("{}/{question}", diagnosis_path(key));
    match back {
        Some(back) => format!("{path}?back={}", back.as_str()),
        None => path,
    }
}

#[must_use]
pub fn check_path(key: &DiagnosisKey) -> String {
    format!("{}/check", diagnosis_path(key))
}

#[must_use]
pub fn result_path(key: &DiagnosisKey) -> String {
    format!("{}/result", diagnosis_path(key))
}

/// Is this the question whose second step depends on the first?
#[must_use]
pub fn asks_industry(opened: &Opened, question: &str) -> bool {
    let question = opened.content.questionnaire.question(question);
    question.is_some_and(|question| matches!(question.kind, QuestionKind::Industry))
}

/// The visible questions and the place of one among them.
#[must_use]
pub fn visible<'a>(opened: &'a Opened, readings: &'a Readings) -> Vec<&'a Question> {
    opened.content.questionnaire.interpret(&readings.answers).visible
}

/// Where a visitor goes who opens the diagnosis: on with what has not been asked, or to the check page.
#[must_use]
pub fn resume(opened: &Opened) -> String {
    if opened.diagnosis.submitted_at.is_some() {
        return result_path(&opened.key);
    }
    let readings = read_all(&opened.diagnosis.answers, &opened.content);
    match not_asked_yet(opened, &readings) {
        Some(question) => question_path(&opened.key, &question, None),
        None => check_path(&opened.key),
    }
}

/// Where to go after an answer that counts. On a change, what it newly opened is asked before returning.
#[must_use]
pub fn after(opened: &Opened, readings: &Readings, question: &str, back: Option<Back>) -> String {
    let next = match back {
        Some(_) => not_asked_yet(opened, readings),
        None => {
            let visible = visible(opened, readings);
            let place = visible.iter().position(|q| q.id == question);
            place.and_then(|place| visible.get(place + 1)).map(|q| q.id.clone())
        }
    };
    match next {
        Some(next) => question_path(&opened.key, &next, back),
        None => check_path(&opened.key),
    }
}

fn not_asked_yet(opened: &Opened, readings: &Readings) -> Option<String> {
    let visible = visible(opened, readings);
    visible.into_iter().map(|q| q.id.clone()).find(|id| !opened.diagnosis.answers.contains_key(id))
}
