//! Deleting what is one's own, once it was confirmed.

use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use crate::backend::{Erasing, Own};
use crate::pages::account::{me_said_path, not_sure_path, sign_in_said_path};
use crate::parts::load::backend;
use crate::refusal::Refusal;
use crate::visitor::account as visitor;
use crate::words::account::Said;

/// Deletes everything, or one business, or one diagnosis that was not submitted.
#[server(prefix = "/do", endpoint = "erase")]
pub async fn erase_own(
    #[server(default)] business: Option<String>,
    #[server(default)] diagnosis: Option<String>,
    #[server(default)] sure: Option<String>,
) -> Result<(), ServerFnError> {
    crate::actions::redirect(erase(business, diagnosis, sure.is_some()).await);
    Ok(())
}

async fn erase(business: Option<String>, diagnosis: Option<String>, sure: bool) -> Result<String, Refusal> {
    let session = match super::session() {
        Ok(session) => session,
        Err(place) => return Ok(place),
    };
    let number = |id: String| id.parse::<i64>().map_err(|_| Refusal::BadForm);
    let erasing = match (business, diagnosis) {
        (None, None) => Erasing::All,
        (Some(id), None) => Erasing::Business(number(id)?),
        (_, Some(id)) => Erasing::OpenDiagnosis(number(id)?),
    };
    if !sure {
        return Ok(not_sure_path(erasing));
    }
    let backend = backend();
    match backend.accounts.erase(&session, erasing).await? {
        Own::Done(()) if erasing == Erasing::All => {
            visitor::sign_out(&backend);
            Ok(sign_in_said_path(Said::Erased))
        }
        Own::Done(()) => Ok(me_said_path(Said::ErasedPart)),
        Own::NotSignedIn => Ok(sign_in_said_path(Said::Over)),
        Own::NotFound => Err(Refusal::DiagnosisNotFound),
    }
}
