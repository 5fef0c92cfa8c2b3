//! Pages with data: load, then show, or show why not.

use std::future::Future;
use std::sync::Arc;

use axum::http::request::Parts;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::refused::Refused;
use crate::backend::{Backend, Diagnosis, DiagnosisKey, OnThisMachine};
use crate::refusal::Refusal;
use domain::content::Content;

/// The backend of this request.
#[must_use]
pub fn backend() -> Backend {
    expect_context::<Backend>()
}

/// Does the request come from the very machine that serves it? The router has looked.
#[must_use]
pub fn is_on_this_machine() -> bool {
    use_context::<Parts>().is_some_and(|parts| parts.extensions.get::<OnThisMachine>().is_some())
}

/// A segment of the address by its name; empty if there is none.
#[must_use]
pub fn segment(name: &str) -> String {
    use_params_map().with_untracked(|params| params.get(name).unwrap_or_default())
}

/// Shows what `page` comes to, or the refusal it ends in.
pub fn show<F>(page: F) -> impl IntoView
where
    F: Future<Output = Result<AnyView, Refusal>> + Send + 'static,
{
    view! {
        <Suspense>
            {Suspend::new(async move {
                match page.await {
                    Ok(view) => view,
                    Err(refusal) => view! { <Refused refusal /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

/// A diagnosis with the content that it answers.
pub struct Opened {
    pub key: DiagnosisKey,
    pub diagnosis: Diagnosis,
    pub content: Arc<Content>,
}

/// Opens the diagnosis whose key stands in the address.
///
/// # Errors
/// When the key is forged or unknown, or the store does not answer.
pub async fn open(backend: &Backend, key: &str) -> Result<Opened, Refusal> {
    let key = DiagnosisKey::parse(key).ok_or(Refusal::DiagnosisNotFound)?;
    let diagnosis = backend.diagnoses.find(&key).await?.ok_or(Refusal::DiagnosisNotFound)?;
    let version = diagnosis.questionnaire_version;
    let content = backend.contents.with_questionnaire(version).await?.ok_or(Refusal::Unavailable)?;
    Ok(Opened { key, diagnosis, content })
}
