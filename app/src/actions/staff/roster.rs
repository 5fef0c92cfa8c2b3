//! Who may sign in: inviting, changing a role, disabling. All of it needs password and code to have been given a short
//! while ago.

use domain::access::{Act, Role};
use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use super::typed;
use crate::actions::{officer, to_prove};
use crate::backend::{Backend, Invitation, Invited, StaffChange};
use crate::pages::office::ROSTER;
use crate::pages::staff::{NOT_AN_ADDRESS, said_path, with_next};
use crate::refusal::Refusal;
use crate::visitor::{Typed, forget_typed, remember_typed};
use crate::words::staff::Said;

/// Sends a link to enrol by.
#[server(prefix = "/do", endpoint = "invite-staff")]
pub async fn invite_staff(
    #[server(default)] address: Option<String>,
    #[server(default)] role: Option<String>,
    #[server(default)] agency: Option<String>,
) -> Result<(), ServerFnError> {
    crate::actions::redirect(invite([address, role, agency]).await);
    Ok(())
}

/// The backend of an admin who has shown a short while ago that it is them; else where they do.
fn admin() -> Result<Result<Backend, String>, Refusal> {
    let backend = officer(Act::ManageStaff)?;
    Ok(to_prove(ROSTER)?.map_or(Ok(backend), Err))
}

async fn invite([address, role, agency]: [Option<String>; 3]) -> Result<String, Refusal> {
    let backend = match admin()? {
        Ok(backend) => backend,
        Err(place) => return Ok(place),
    };
    let address = typed(address)?;
    let role = role.as_deref().and_then(Role::parse).ok_or(Refusal::BadForm)?;
    let agency = agency.filter(|agency| !agency.is_empty());
    let agency = agency.map(|id| id.parse().map_err(|_| Refusal::BadForm)).transpose()?;
    let invitation = Invitation { address: &address, role, agency };
    let said = match backend.rosters.invite(invitation, &backend.base_url).await? {
        Invited::Sent => {
            forget_typed(&backend, Typed::StaffAddress);
            return Ok(said_path(ROSTER, Said::Invited));
        }
        Invited::NotAnAddress => NOT_AN_ADDRESS,
        Invited::Taken => Said::Taken.code(),
        Invited::NoSuchAgency => Said::NoSuchAgency.code(),
        Invited::NotPermitted => return Err(Refusal::NotPermitted(Act::ManageStaff)),
    };
    remember_typed(&backend, Typed::StaffAddress, &address);
    Ok(with_next(ROSTER, Some(said), None))
}

/// Sends another link.
#[server(prefix = "/do", endpoint = "invite-staff-again")]
pub async fn invite_staff_again(#[server(default)] staff: Option<String>) -> Result<(), ServerFnError> {
    crate::actions::redirect(invite_again(staff).await);
    Ok(())
}

async fn invite_again(staff: Option<String>) -> Result<String, Refusal> {
    match admin()? {
        Ok(backend) => {
            let change = backend.rosters.invite_again(id(staff)?, &backend.base_url).await?;
            told(change, Said::InvitedAgain)
        }
        Err(place) => Ok(place),
    }
}

#[server(prefix = "/do", endpoint = "change-staff-role")]
pub async fn change_staff_role(
    #[server(default)] staff: Option<String>,
    #[server(default)] role: Option<String>,
) -> Result<(), ServerFnError> {
    crate::actions::redirect(change_role(staff, role).await);
    Ok(())
}

async fn change_role(staff: Option<String>, role: Option<String>) -> Result<String, Refusal> {
    let role = role.as_deref().and_then(Role::parse).ok_or(Refusal::BadForm);
    match admin()? {
        Ok(backend) => told(backend.rosters.change_role(id(staff)?, role?).await?, Said::RoleChanged),
        Err(place) => Ok(place),
    }
}

#[server(prefix = "/do", endpoint = "disable-staff")]
pub async fn disable_staff(#[server(default)] staff: Option<String>) -> Result<(), ServerFnError> {
    crate::actions::redirect(disable(staff).await);
    Ok(())
}

async fn disable(staff: Option<String>) -> Result<String, Refusal> {
    match admin()? {
        Ok(backend) => told(backend.rosters.disable(id(staff)?).await?, Said::Disabled),
        Err(place) => Ok(place),
    }
}

fn id(staff: Option<String>) -> Result<i64, Refusal> {
    staff.and_then(|id| id.parse().ok()).ok_or(Refusal::BadForm)
}

fn told(change: StaffChange, done: Said) -> Result<String, Refusal> {
    Ok(said_path(
        ROSTER,
        match change {
            StaffChange::Done => done,
            StaffChange::LastAdmin => Said::LastAdmin,
            StaffChange::OtherSide => Said::OtherSide,
            StaffChange::NotFound => return Err(Refusal::PageNotFound),
            StaffChange::NotPermitted => return Err(Refusal::NotPermitted(Act::ManageStaff)),
        },
    ))
}
