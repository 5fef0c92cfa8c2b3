//! Support agencies: adding, closing and opening them; what they say of themselves.

#![expect(clippy::too_many_arguments, reason = "the fields of one form, by the names that the browser sends")]

use domain::access::Act;
use domain::agency::Kind;
use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use super::{manager, officer, to_prove};
use crate::backend::{Adding, AgencyChange, ProfileField, RawProfile};
use crate::pages::agency::profile_place;
use crate::pages::office::{AGENCIES, AgencyForm, agency_path};
use crate::pages::staff::with_next;
use crate::refusal::Refusal;
use crate::words::agencies::Said;

/// More of a name than this, in bytes, goes back to no form.
const MOST_BACK: usize = 1_000;

/// Adds an agency, or leads back to the form with what was typed: nothing in it is personal.
#[server(prefix = "/do", endpoint = "add-agency")]
pub async fn add_agency(
    #[server(default)] name: Option<String>,
    #[server(default)] kind: Option<String>,
) -> Result<(), ServerFnError> {
    let typed = AgencyForm { name: name.unwrap_or_default(), kind: kind.unwrap_or_default() };
    super::redirect(add(typed).await);
    Ok(())
}

async fn add(typed: AgencyForm) -> Result<String, Refusal> {
    let backend = officer(Act::ManageAgencies)?;
    if typed.name.len() > MOST_BACK || typed.kind.len() > MOST_BACK {
        return Err(Refusal::TooLarge);
    }
    let Some(kind) = Kind::parse(&typed.kind) else { return Ok(typed.retry_path(ProfileField::Kind.code())) };
    Ok(match backend.agencies.add(&typed.name, kind).await? {
        Adding::Done(id) => with_next(agency_path(id), Some(Said::Added.code()), None),
        Adding::Taken => typed.retry_path(AgencyForm::TAKEN),
        Adding::NotAName => typed.retry_path(AgencyForm::NAME),
        Adding::NotPermitted => return Err(Refusal::NotPermitted(Act::ManageAgencies)),
    })
}

/// Closes an agency, and ends what it was asked.
#[server(prefix = "/do", endpoint = "close-agency")]
pub async fn close_agency(#[server(default)] agency: Option<String>) -> Result<(), ServerFnError> {
    super::redirect(close(agency).await);
    Ok(())
}

/// Opens it again.
#[server(prefix = "/do", endpoint = "reopen-agency")]
pub async fn reopen_agency(#[server(default)] agency: Option<String>) -> Result<(), ServerFnError> {
    super::redirect(reopen(agency).await);
    Ok(())
}

async fn close(agency: Option<String>) -> Result<String, Refusal> {
    let (backend, id) = (officer(Act::ManageAgencies)?, id(agency)?);
    // It shuts people out, and ends what businesses wait for.
    if let Some(place) = to_prove(AGENCIES)? {
        return Ok(place);
    }
    changed(backend.agencies.close_agency(id, &backend.base_url).await?, Said::Closed)
}

async fn reopen(agency: Option<String>) -> Result<String, Refusal> {
    let (backend, id) = (officer(Act::ManageAgencies)?, id(agency)?);
    changed(backend.agencies.reopen_agency(id).await?, Said::Reopened)
}

fn id(agency: Option<String>) -> Result<i64, Refusal> {
    agency.and_then(|id| id.parse().ok()).ok_or(Refusal::PageNotFound)
}

/// The list, with what was done.
fn changed(change: AgencyChange, said: Said) -> Result<String, Refusal> {
    match change {
        AgencyChange::Done => Ok(with_next(AGENCIES, Some(said.code()), None)),
        AgencyChange::Unfit | AgencyChange::NotFound => Err(Refusal::PageNotFound),
        AgencyChange::NotPermitted => Err(Refusal::NotPermitted(Act::ManageAgencies)),
    }
}

/// Saves a profile. What does not count is kept as it was typed, and shown.
#[server(prefix = "/do", endpoint = "agency-profile")]
pub async fn save_agency_profile(
    #[server(default)] agency: Option<String>,
    #[server(default)] kind: Option<String>,
    #[server(default)] about: Option<String>,
    #[server(default)] place: Option<String>,
    #[server(default)] phone: Option<String>,
    #[server(default)] mail: Option<String>,
    #[server(default)] url: Option<String>,
    #[server(default)] hours: Option<String>,
    #[server(default)] contact_note: Option<String>,
    #[server(default)] municipality: Option<Vec<String>>,
    #[server(default)] pain: Option<Vec<String>>,
) -> Result<(), ServerFnError> {
    let texts = [kind, about, place, phone, mail, url, hours, contact_note].map(Option::unwrap_or_default);
    let typed = RawProfile {
        texts: ProfileField::TEXTS.into_iter().zip(texts).collect(),
        municipalities: municipality.unwrap_or_default(),
        pains: pain.unwrap_or_default(),
    };
    super::redirect(save(agency, &typed).await);
    Ok(())
}

async fn save(agency: Option<String>, typed: &RawProfile) -> Result<String, Refusal> {
    let managing = manager(agency)?;
    let change = managing.backend.agencies.save_profile(managing.agency, typed).await?;
    let place = profile_place(&managing);
    match change {
        AgencyChange::Done => Ok(with_next(place, Some(Said::Saved.code()), None)),
        AgencyChange::Unfit => Ok(place),
        AgencyChange::NotFound => Err(Refusal::PageNotFound),
        AgencyChange::NotPermitted => Err(Refusal::NotPermitted(Act::ManageOwnAgency)),
    }
}

/// Goes back to what is saved.
#[server(prefix = "/do", endpoint = "drop-agency-profile")]
pub async fn drop_agency_profile(#[server(default)] agency: Option<String>) -> Result<(), ServerFnError> {
    super::redirect(drop_typed(agency).await);
    Ok(())
}

async fn drop_typed(agency: Option<String>) -> Result<String, Refusal> {
    let managing = manager(agency)?;
    match managing.backend.agencies.drop_typed(managing.agency).await? {
        AgencyChange::Done => Ok(with_next(profile_place(&managing), Some(Said::Dropped.code()), None)),
        AgencyChange::Unfit | AgencyChange::NotFound => Err(Refusal::PageNotFound),
        AgencyChange::NotPermitted => Err(Refusal::NotPermitted(Act::ManageOwnAgency)),
    }
}
