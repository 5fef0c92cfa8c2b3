//! 「次へ」 on a question page.

#![expect(clippy::too_many_arguments, reason = "the fields of one form, by the names that the browser sends")]

use domain::answer::{RawAnswer, read_all};
use leptos::prelude::*;
use leptos::server_fn::ServerFnError;
use validator::{Validate, ValidationError};

use super::later::for_later;
use crate::backend::{Saved, Wanted};
use crate::pages::business::flow::{self, Back};
use crate::parts::load::{Opened, backend, not_found, open};
use crate::refusal::Refusal;
use crate::visitor;

/// Stores an answer as it was given and leads on: to the next question, back to the same one if the answer does
/// not count, or to where the visitor came from.
#[server(prefix = "/do", endpoint = "answer")]
pub async fn save_answer(
    #[server(default)] key: Option<String>,
    #[server(default)] question: Option<String>,
    /// Chosen option ids, or the one text typed.
    #[server(default)]
    choice: Option<Vec<String>>,
    /// Second step of the industry: `I:56`, or `I:` for "none of them".
    #[server(default)]
    detail: Option<String>,
    /// The division whose second step was shown.
    #[server(default)]
    detail_asked: Option<String>,
    /// 「わからない」 was pressed.
    #[server(default)]
    declined: Option<String>,
    /// 「わからない」 was the answer before.
    #[server(default)]
    declined_before: Option<String>,
    /// Where to return to.
    #[server(default)]
    back: Option<String>,
    /// 「続きはあとで」 was pressed.
    #[server(default)]
    later: Option<String>,
) -> Result<(), ServerFnError> {
    let form = AnswerForm {
        question: question.unwrap_or_default(),
        declined: declined.is_some() || (declined_before.is_some() && says_nothing(choice.as_deref())),
        choice: choice.unwrap_or_default(),
        detail,
        detail_asked,
        back: back.as_deref().and_then(Back::parse),
        later: later.is_some(),
    };
    super::redirect(save(key, form).await);
    Ok(())
}

fn says_nothing(choice: Option<&[String]>) -> bool {
    choice.is_none_or(|choice| choice.iter().all(|text| text.trim().is_empty()))
}

/// Bounds on what is stored; what the answer means is the domain's business.
#[derive(Validate)]
struct AnswerForm {
    #[validate(length(max = 64))]
    question: String,
    #[validate(length(max = 64), custom(function = "short_texts", code = "texts_too_long"))]
    choice: Vec<String>,
    #[validate(length(max = 64))]
    detail: Option<String>,
    #[validate(length(max = 64))]
    detail_asked: Option<String>,
    declined: bool,
    back: Option<Back>,
    later: bool,
}

const LONGEST_TEXT: usize = 2_000;

fn short_texts(texts: &[String]) -> Result<(), ValidationError> {
    let short = texts.iter().all(|text| text.len() <= LONGEST_TEXT);
    if short { Ok(()) } else { Err(ValidationError::new("texts_too_long")) }
}

async fn save(key: Option<String>, form: AnswerForm) -> Result<String, Refusal> {
    form.validate().map_err(|_| Refusal::TooLarge)?;
    let backend = backend();
    let mut opened = open(&backend, &key.unwrap_or_default()).await?;
    let question = opened.content.questionnaire.question(&form.question).ok_or(Refusal::BadForm)?;
    let raw = form.raw();
    let is_nothing = says_nothing(Some(&raw.values)) && !raw.declined;
    let is_open = !opened.diagnosis.answers.contains_key(&form.question);
    let is_proposal = is_open && flow::proposal(&opened, question).as_ref() == Some(&raw);
    if form.later && (is_nothing || is_proposal) {
        // Whoever stops here has neither passed the question nor confirmed what is proposed: it is asked again.
        return for_later(&backend, &opened.key, Wanted::Any).await;
    }
    match backend.diagnoses.save_answer(&opened.key, &form.question, &raw).await? {
        Saved::NotFound => return Err(not_found(&backend, &opened.key).await),
        Saved::AlreadySubmitted => {
            return Ok(flow::question_path(&opened.key, &form.question, form.back.as_ref()));
        }
        Saved::Stored => {}
    }
    if let Some(Back::Menu(_)) = form.back {
        // The menu's page judges for the diagnosis at hand: the browser may have forgotten it, or remember another.
        visitor::remember_shown(&backend, &opened.key);
    }
    if form.later {
        return for_later(&backend, &opened.key, Wanted::Any).await;
    }
    opened.diagnosis.answers.insert(form.question.clone(), raw);
    Ok(form.next(&opened))
}

impl AnswerForm {
    /// The answer as it was given. A second step that belongs to another division than the chosen one is a remnant
    /// of an earlier choice.
    fn raw(&self) -> RawAnswer {
        let mut values = if self.declined { Vec::new() } else { self.choice.clone() };
        if let ([division], Some((of, code))) =
            (values.as_mut_slice(), self.detail.as_deref().and_then(|detail| detail.split_once(':')))
            && division == of
            && !code.is_empty()
        {
            *division = format!("{of}:{code}");
        }
        RawAnswer { values, declined: self.declined }
    }

    fn next(&self, opened: &Opened) -> String {
        let readings = read_all(&opened.diagnosis.answers, &opened.content);
        if readings.problems.contains_key(&self.question) {
            return flow::question_path(&opened.key, &self.question, self.back.as_ref());
        }
        if self.second_step_is_open(opened) {
            let path = flow::question_path(&opened.key, &self.question, self.back.as_ref());
            return format!("{path}#detail");
        }
        flow::after(opened, &readings, &self.question, self.back.as_ref())
    }

    /// A division was chosen whose finer lines matter, and nobody has asked for them yet.
    fn second_step_is_open(&self, opened: &Opened) -> bool {
        let [division] = self.choice.as_slice() else { return false };
        let is_industry = flow::asks_industry(opened, &self.question);
        let asked = self.detail.as_deref().and_then(|detail| detail.split(':').next()) == Some(division)
            || self.detail_asked.as_deref() == Some(division);
        is_industry
            && !self.declined
            && !asked
            && opened.content.industries.finer_that_matter(division).next().is_some()
    }
}
