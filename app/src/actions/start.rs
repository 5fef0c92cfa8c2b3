//! 「診断をはじめる」

use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use crate::pages::business::flow;
use crate::parts::load::backend;
use crate::refusal::Refusal;
use crate::visitor;

/// Starts a diagnosis and leads to its first question.
#[server(prefix = "/do", endpoint = "start")]
pub async fn start_diagnosis() -> Result<(), ServerFnError> {
    super::redirect(start().await);
    Ok(())
}

async fn start() -> Result<String, Refusal> {
    let backend = backend();
    let key = backend.diagnoses.start().await?;
    visitor::remember(&backend, &key);
    Ok(flow::diagnosis_path(&key))
}
