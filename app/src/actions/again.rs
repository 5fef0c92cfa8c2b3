//! 「答えを引きついで答え直す」

use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use crate::pages::business::flow::{self, Back};
use crate::parts::load::{backend, open};
use crate::refusal::Refusal;
use crate::visitor;

/// Begins a new diagnosis from the answers of a submitted one, at the question that was asked for.
#[server(prefix = "/do", endpoint = "again")]
pub async fn begin_again(
    #[server(default)] key: Option<String>,
    #[server(default)] question: Option<String>,
) -> Result<(), ServerFnError> {
    super::redirect(again(key, question).await);
    Ok(())
}

async fn again(key: Option<String>, question: Option<String>) -> Result<String, Refusal> {
    let key = super::parse_key(key)?;
    let backend = backend();
    let new = backend.diagnoses.begin_again(&key).await?.ok_or(Refusal::DiagnosisNotFound)?;
    let opened = open(&backend, new.as_str()).await?;
    visitor::remember(&backend, &new);
    let question = question.filter(|id| opened.content.questionnaire.question(id).is_some());
    Ok(match question {
        Some(question) if opened.diagnosis.submitted_at.is_none() => {
            flow::question_path(&new, &question, Some(Back::Check))
        }
        _ if opened.diagnosis.submitted_at.is_none() => flow::check_path(&new),
        _ => flow::result_path(&new),
    })
}
