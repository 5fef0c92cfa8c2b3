//! 「同意して見せる」, and taking it back.

#![expect(clippy::too_many_arguments, reason = "the fields of one form, by the names that the browser sends")]

use domain::caseload::ProposalState;
use domain::consent::{Covers, Term};
use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use super::on_own_device;
use crate::backend::{Grant, Granted, Marked, Owner};
use crate::pages::account::{ME, sign_in_said_path};
use crate::pages::business::{
    LONGEST_SHARED_CONTACT as LONGEST_CONTACT, LONGEST_SHARED_NAME as LONGEST_NAME, ShareFault, ShareForm,
    flow, share_said_path,
};
use crate::parts::load::backend;
use crate::refusal::Refusal;
use crate::visitor::account as visitor;
use crate::words::account::Said as AccountSaid;
use crate::words::consent::{MarkSaid, Said};

/// More than this of a field, in bytes, nobody types.
const LONGEST: usize = 2_000;

/// Makes six digits.
#[server(prefix = "/do", endpoint = "share-code")]
pub async fn make_share_code(#[server(default)] key: Option<String>) -> Result<(), ServerFnError> {
    super::redirect(make_code(key).await);
    Ok(())
}

async fn make_code(key: Option<String>) -> Result<String, Refusal> {
    on_own_device()?;
    let key = super::parse_key(key)?;
    let made = backend().consents.show_code(&key).await?;
    if made { Ok(flow::share_path(&key)) } else { Err(Refusal::DiagnosisNotFound) }
}

/// Agrees.
#[server(prefix = "/do", endpoint = "share")]
pub async fn share_result(
    #[server(default)] key: Option<String>,
    #[server(default)] agency: Option<String>,
    /// In place of one that was chosen: that of whoever has typed the digits, as it was shown.
    #[server(default)]
    shown: Option<String>,
    #[server(default)] answers: Option<String>,
    #[server(default)] contact_covered: Option<String>,
    #[server(default)] name: Option<String>,
    #[server(default)] contact: Option<String>,
    #[server(default)] term: Option<String>,
) -> Result<(), ServerFnError> {
    let form = ShareForm {
        agency: agency.unwrap_or_default(),
        answers: answers.is_some(),
        contact_covered: contact_covered.is_some(),
        name: name.unwrap_or_default(),
        contact: contact.unwrap_or_default(),
        term: term.unwrap_or_default(),
    };
    super::redirect(share(key, shown, form).await);
    Ok(())
}

async fn share(key: Option<String>, shown: Option<String>, form: ShareForm) -> Result<String, Refusal> {
    on_own_device()?;
    let key = super::parse_key(key)?;
    if [&form.agency, &form.name, &form.contact, &form.term].iter().any(|field| field.len() > LONGEST) {
        return Err(Refusal::TooLarge);
    }
    let backend = backend();
    let shown = shown.map(|id| id.parse().map_err(|_| Refusal::BadForm)).transpose()?;
    let agency = match (shown, form.agency.as_str()) {
        (Some(_), _) | (None, "") => None,
        (None, id) => Some(id.parse().map_err(|_| Refusal::BadForm)?),
    };
    let (name, contact) = (form.name.trim(), form.contact.trim());
    if let Some(fault) = fault(&form, agency.or(shown).is_some()) {
        form.remember(&backend);
        return Ok(share_said_path(&key, fault.code()));
    }
    let grant = Grant {
        agency,
        shown,
        covers: Covers { answers: form.answers, contact: form.contact_covered },
        term: Term::parse(&form.term).unwrap_or_default(),
        name,
        contact,
    };
    let said = match backend.consents.grant(&key, grant).await? {
        Granted::Done => Said::Given,
        Granted::NoSuchAgency => Said::NoSuchAgency,
        Granted::NoCode => Said::NoCode,
        Granted::NotFound => return Err(Refusal::DiagnosisNotFound),
    };
    if said == Said::Given {
        ShareForm::forget(&backend);
    } else {
        form.remember(&backend);
    }
    Ok(share_said_path(&key, said.code()))
}

fn fault(form: &ShareForm, to_somebody: bool) -> Option<ShareFault> {
    let is_longer = |text: &str, most: usize| text.trim().chars().count() > most;
    if !to_somebody {
        Some(ShareFault::NoAgency)
    } else if is_longer(&form.name, LONGEST_NAME) {
        Some(ShareFault::LongName)
    } else if is_longer(&form.contact, LONGEST_CONTACT) {
        Some(ShareFault::LongContact)
    } else if form.contact_covered && form.contact.trim().is_empty() {
        Some(ShareFault::NoContact)
    } else {
        None
    }
}

/// Takes a consent back.
#[server(prefix = "/do", endpoint = "revoke-consent")]
pub async fn revoke_consent(
    #[server(default)] key: Option<String>,
    #[server(default)] consent: Option<String>,
) -> Result<(), ServerFnError> {
    super::redirect(revoke(key, consent).await);
    Ok(())
}

async fn revoke(key: Option<String>, consent: Option<String>) -> Result<String, Refusal> {
    let id = consent.and_then(|id| id.parse().ok()).ok_or(Refusal::BadForm)?;
    let backend = backend();
    let (owner_key, session) = match key {
        Some(key) => (Some(super::parse_key(Some(key))?), None),
        None => (None, visitor::session(&backend)),
    };
    let owner = match (&owner_key, &session) {
        (Some(key), _) => Owner::Key(key),
        (None, Some(session)) => Owner::Session(session),
        (None, None) => return Ok(sign_in_said_path(AccountSaid::Over)),
    };
    if !backend.consents.revoke(owner, id).await? {
        return Err(Refusal::PageNotFound);
    }
    Ok(match &owner_key {
        Some(key) => share_said_path(key, Said::Revoked.code()),
        None => format!("{ME}?said={}", AccountSaid::Revoked.code()),
    })
}

/// What became of a menu that an agency proposed.
#[server(prefix = "/do", endpoint = "mark-proposal")]
pub async fn mark_proposal(
    #[server(default)] key: Option<String>,
    #[server(default)] proposal: Option<String>,
    #[server(default)] state: Option<String>,
) -> Result<(), ServerFnError> {
    super::redirect(mark(key, proposal, state).await);
    Ok(())
}

async fn mark(
    key: Option<String>,
    proposal: Option<String>,
    state: Option<String>,
) -> Result<String, Refusal> {
    on_own_device()?;
    let key = super::parse_key(key)?;
    let id = proposal.and_then(|id| id.parse().ok()).ok_or(Refusal::BadForm)?;
    let state = state.as_deref().and_then(ProposalState::parse).ok_or(Refusal::BadForm)?;
    let said = match backend().consents.mark_proposal(&key, id, state).await? {
        Marked::Done => MarkSaid::Told,
        Marked::NotShared => MarkSaid::NotShared,
        Marked::NotFound => return Err(Refusal::PageNotFound),
    };
    Ok(format!("{}?marked={}#advice", flow::result_path(&key), said.code()))
}
