//! Pages with data: load, then show, or show why not.

use std::future::Future;
use std::sync::Arc;

use axum::http::request::Parts;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::refused::Refused;
use crate::backend::{Adviser, Backend, Diagnosis, DiagnosisKey, Sender, SignedIn};
use crate::door::{self, Managing};
use crate::refusal::Refusal;
use crate::response::see_other;
use domain::access::Act;
use domain::content::Content;

/// The backend of this request.
#[must_use]
pub fn backend() -> Backend {
    expect_context::<Backend>()
}

/// The backend for somebody of staff who may do this, or what they see instead of the page.
///
/// # Errors
/// The way to sign in, or the page that says who may.
pub fn office(act: Act) -> Result<Backend, AnyView> {
    let parts = expect_context::<Parts>();
    door::open(&backend(), &parts.extensions, act).map_err(|refusal| closed(&parts, refusal))
}

/// The same for somebody of an agency, and who they are.
///
/// # Errors
/// Likewise.
pub fn agency(act: Act) -> Result<(Backend, Adviser), AnyView> {
    let parts = expect_context::<Parts>();
    door::open_agency(&backend(), &parts.extensions, act).map_err(|refusal| closed(&parts, refusal))
}

/// The same for whoever may see to an agency: officers to the one that is asked for, others to their own.
///
/// # Errors
/// Likewise.
pub fn managing(asked: Option<i64>) -> Result<Managing, AnyView> {
    let parts = expect_context::<Parts>();
    door::open_managing(&backend(), &parts.extensions, asked).map_err(|refusal| closed(&parts, refusal))
}

fn closed(parts: &Parts, refusal: Refusal) -> AnyView {
    if refusal != Refusal::SignInFirst {
        return view! { <Refused refusal /> }.into_any();
    }
    see_other(&door::sign_in_for(&parts.uri));
    ().into_any()
}

/// May whoever looks at this page do this?
#[must_use]
pub fn may(act: Act) -> bool {
    use_context::<Parts>().is_some_and(|parts| door::permit(&parts.extensions, act).is_ok())
}

/// Who is signed in as staff.
#[must_use]
pub fn signed_in() -> Option<SignedIn> {
    use_context::<Parts>()?.extensions.get::<SignedIn>().cloned()
}

/// Who sends the request, as far as limits need it.
///
/// # Errors
/// When the server has not told.
pub fn sender() -> Result<Sender, Refusal> {
    use_context::<Parts>()
        .and_then(|parts| parts.extensions.get::<Sender>().cloned())
        .ok_or(Refusal::Unavailable)
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
    let content = Arc::clone(&diagnosis.content);
    Ok(Opened { key, diagnosis, content })
}
