//! 「答えを引きついで答え直す」, also for what a menu still needs.

use domain::answer::read_all;
use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use crate::pages::business::flow::{self, Back};
use crate::parts::load::{backend, open};
use crate::refusal::Refusal;
use crate::visitor;

/// Begins a new diagnosis from the answers of a submitted one, at the question that was asked for, or at the first
/// that is missing for a menu.
#[server(prefix = "/do", endpoint = "again")]
pub async fn begin_again(
    #[server(default)] key: Option<String>,
    #[server(default)] question: Option<String>,
    #[server(default)] menu: Option<String>,
) -> Result<(), ServerFnError> {
    super::redirect(again(key, question, menu).await);
    Ok(())
}

async fn again(
    key: Option<String>,
    question: Option<String>,
    menu: Option<String>,
) -> Result<String, Refusal> {
    let key = super::parse_key(key)?;
    let backend = backend();
    let new = backend.diagnoses.begin_again(&key).await?.ok_or(Refusal::DiagnosisNotFound)?;
    let opened = open(&backend, new.as_str()).await?;
    visitor::remember(&backend, &new);
    let is_open = opened.diagnosis.submitted_at.is_none();
    if let Some(menu) = menu.as_deref().and_then(|id| opened.content.menu(id)) {
        let readings = read_all(&opened.diagnosis.answers, &opened.content);
        return Ok(if is_open {
            flow::towards_menu(&opened, &readings, menu, None)
        } else {
            flow::menu_path(menu.id())
        });
    }
    // Answers that are to be confirmed are gone through from the first.
    let confirms = opened.diagnosis.previous.is_some();
    let question = question.filter(|id| opened.content.questionnaire.question(id).is_some());
    Ok(match question {
        Some(question) if is_open && !confirms => flow::question_path(&new, &question, Some(&Back::Check)),
        _ if is_open && !confirms => flow::check_path(&new),
        _ => flow::resume(&opened),
    })
}
