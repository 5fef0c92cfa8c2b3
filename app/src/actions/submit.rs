//! 「送信して結果を見る」

use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use crate::backend::Submitted;
use crate::pages::business::flow::{self, Back};
use crate::parts::load::{backend, not_found};
use crate::refusal::Refusal;

/// Completes a diagnosis. Pressing twice leads to the same result.
#[server(prefix = "/do", endpoint = "submit")]
pub async fn submit_diagnosis(#[server(default)] key: Option<String>) -> Result<(), ServerFnError> {
    super::redirect(submit(key).await);
    Ok(())
}

async fn submit(key: Option<String>) -> Result<String, Refusal> {
    let key = super::parse_key(key)?;
    let backend = backend();
    match backend.diagnoses.submit(&key).await? {
        Submitted::Done => Ok(flow::result_path(&key)),
        Submitted::Incomplete { question } => Ok(flow::question_path(&key, &question, Some(&Back::Check))),
        Submitted::NotFound => Err(not_found(&backend, &key).await),
    }
}
