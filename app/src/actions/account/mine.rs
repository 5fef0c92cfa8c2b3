//! What is done with one's list: opening, adding, ending sessions.

use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use crate::backend::{Ending, Own};
use crate::pages::account::{me_said_path, sign_in_said_path};
use crate::pages::business::flow;
use crate::parts::load::{backend, open};
use crate::refusal::Refusal;
use crate::visitor;
use crate::words::account::Said;

/// 「開く」 and 「もう一度診断する」: with a key that lives as long as the session.
#[server(prefix = "/do", endpoint = "open-mine")]
pub async fn open_mine(
    #[server(default)] diagnosis: Option<String>,
    #[server(default)] again: Option<String>,
) -> Result<(), ServerFnError> {
    crate::actions::redirect(open_own(diagnosis, again.is_some()).await);
    Ok(())
}

async fn open_own(diagnosis: Option<String>, again: bool) -> Result<String, Refusal> {
    let session = match super::session() {
        Ok(session) => session,
        Err(place) => return Ok(place),
    };
    let id = diagnosis.and_then(|id| id.parse().ok()).ok_or(Refusal::DiagnosisNotFound)?;
    let backend = backend();
    let key = match backend.accounts.open_mine(&session, id).await? {
        Own::Done(key) => key,
        Own::NotSignedIn => return Ok(sign_in_said_path(Said::Over)),
        Own::NotFound => return Err(Refusal::DiagnosisNotFound),
    };
    let key = match again {
        true => backend.diagnoses.begin_again(&key).await?.ok_or(Refusal::DiagnosisNotFound)?,
        false => key,
    };
    visitor::remember(&backend, &key);
    Ok(flow::diagnosis_path(&key))
}

/// 「この診断を自分の一覧に加える」
#[server(prefix = "/do", endpoint = "claim")]
pub async fn claim_diagnosis(#[server(default)] key: Option<String>) -> Result<(), ServerFnError> {
    crate::actions::redirect(claim(key).await);
    Ok(())
}

async fn claim(key: Option<String>) -> Result<String, Refusal> {
    let session = match super::session() {
        Ok(session) => session,
        Err(place) => return Ok(place),
    };
    let backend = backend();
    let opened = open(&backend, &key.unwrap_or_default()).await?;
    match backend.accounts.claim(&session, &opened.key).await? {
        Own::Done(()) => Ok(me_said_path(Said::Claimed)),
        Own::NotSignedIn => Ok(sign_in_said_path(Said::Over)),
        Own::NotFound => Err(Refusal::DiagnosisNotFound),
    }
}

/// 「切る」
#[server(prefix = "/do", endpoint = "end-session")]
pub async fn end_session(#[server(default)] session: Option<String>) -> Result<(), ServerFnError> {
    crate::actions::redirect(end(session).await);
    Ok(())
}

async fn end(which: Option<String>) -> Result<String, Refusal> {
    let session = match super::session() {
        Ok(session) => session,
        Err(place) => return Ok(place),
    };
    let ending = Ending::read(which.as_deref()).ok_or(Refusal::BadForm)?;
    let backend = backend();
    let lived = backend.accounts.end_sessions(&session, ending).await?;
    if ending == Ending::This {
        visitor::account::sign_out(&backend);
        return Ok(sign_in_said_path(Said::SignedOut));
    }
    Ok(if lived { me_said_path(Said::Ended) } else { sign_in_said_path(Said::Over) })
}
