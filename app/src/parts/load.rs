//! Pages with data: load, then show, or show why not.

use std::future::Future;
use std::sync::Arc;

use axum::http::request::Parts;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::refused::Refused;
use crate::backend::{Adviser, Backend, Diagnosis, DiagnosisKey, Sender, SignedIn};
use crate::door::{self, Managing};
use crate::pages::agency::refusal as of_client_refusal;
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
/// When the key is forged or unknown, or opens nothing any more, or the store does not answer.
pub async fn open(backend: &Backend, key: &str) -> Result<Opened, Refusal> {
    let key = DiagnosisKey::parse(key).ok_or(Refusal::DiagnosisNotFound)?;
    match find(backend, &key).await? {
        Some(opened) => Ok(opened),
        None => Err(not_found(backend, &key).await),
    }
}

/// The diagnosis of a key, if it opens one.
///
/// # Errors
/// When the store does not answer.
pub async fn find(backend: &Backend, key: &DiagnosisKey) -> Result<Option<Opened>, Refusal> {
    let Some(diagnosis) = backend.diagnoses.find(key).await? else { return Ok(None) };
    let content = Arc::clone(&diagnosis.content);
    Ok(Some(Opened { key: key.clone(), diagnosis, content }))
}

/// Why a key opens nothing. An adviser who was answering with a business reads that its consent is over, and not that there is
/// no such diagnosis.
pub async fn not_found(backend: &Backend, key: &DiagnosisKey) -> Refusal {
    let Some(signed_in) = signed_in() else { return Refusal::DiagnosisNotFound };
    match backend.clients.why_closed(&signed_in.session, key).await {
        Ok(Some(reason)) => of_client_refusal(reason),
        Ok(None) => Refusal::DiagnosisNotFound,
        Err(unavailable) => unavailable.into(),
    }
}
