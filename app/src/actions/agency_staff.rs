//! Who of an agency may sign in: inviting, changing a role, disabling. All of it needs password and code to have been given a
//! short while ago.

use domain::access::{Act, Role};
use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use super::{LONGEST_ADDRESS, manager, to_prove};
use crate::backend::{Invitation, Invited, StaffChange};
use crate::door::Managing;
use crate::pages::agency::staff_place;
use crate::pages::staff::{NOT_AN_ADDRESS, with_next};
use crate::parts::load;
use crate::refusal::Refusal;
use crate::visitor::{Typed, forget_typed, remember_typed};
use crate::words::staff::Said;

/// Whoever sees to an agency and has shown a short while ago that it is them; else where they do.
fn confirmed(agency: Option<String>) -> Result<Result<Managing, String>, Refusal> {
    let managing = manager(agency)?;
    Ok(to_prove(&staff_place(&managing))?.map_or(Ok(managing), Err))
}

/// Sends a link to enrol by.
#[server(prefix = "/do", endpoint = "invite-agency-staff")]
pub async fn invite_agency_staff(
    #[server(default)] agency: Option<String>,
    #[server(default)] address: Option<String>,
    #[server(default)] role: Option<String>,
) -> Result<(), ServerFnError> {
    super::redirect(invite(agency, address, role).await);
    Ok(())
}

async fn invite(
    agency: Option<String>,
    address: Option<String>,
    role: Option<String>,
) -> Result<String, Refusal> {
    let confirmed = confirmed(agency)?;
    let address = address.unwrap_or_default();
    if address.len() > LONGEST_ADDRESS {
        return Err(Refusal::TooLarge);
    }
    let managing = match confirmed {
        Ok(managing) => managing,
        Err(place) => {
            remember_typed(&load::backend(), Typed::StaffAddress, &address);
            return Ok(place);
        }
    };
    let (backend, place) = (&managing.backend, staff_place(&managing));
    let role = of_agency(role)?;
    let invitation = Invitation { address: &address, role, agency: Some(managing.agency) };
    let said = match backend.rosters.invite(invitation, &backend.base_url).await? {
        Invited::Sent => {
            forget_typed(backend, Typed::StaffAddress);
            return Ok(with_next(place, Some(Said::Invited.code()), None));
        }
        Invited::NotAnAddress => NOT_AN_ADDRESS,
        Invited::Taken => Said::Taken.code(),
        // It is closed, or another's.
        Invited::NoSuchAgency => return Err(Refusal::PageNotFound),
        Invited::NotPermitted => return Err(denied(&managing)),
    };
    remember_typed(backend, Typed::StaffAddress, &address);
    Ok(with_next(place, Some(said), None))
}

/// Sends another link.
#[server(prefix = "/do", endpoint = "invite-agency-staff-again")]
pub async fn invite_agency_staff_again(
    #[server(default)] agency: Option<String>,
    #[server(default)] staff: Option<String>,
) -> Result<(), ServerFnError> {
    super::redirect(invite_again(agency, staff).await);
    Ok(())
}

async fn invite_again(agency: Option<String>, staff: Option<String>) -> Result<String, Refusal> {
    let managing = match confirmed(agency)? {
        Ok(managing) => managing,
        Err(place) => return Ok(place),
    };
    let backend = &managing.backend;
    let change = backend.rosters.invite_again(id(staff)?, &backend.base_url).await?;
    told(&managing, change, Said::InvitedAgain)
}

#[server(prefix = "/do", endpoint = "change-agency-staff-role")]
pub async fn change_agency_staff_role(
    #[server(default)] agency: Option<String>,
    #[server(default)] staff: Option<String>,
    #[server(default)] role: Option<String>,
) -> Result<(), ServerFnError> {
    super::redirect(change_role(agency, staff, role).await);
    Ok(())
}

async fn change_role(
    agency: Option<String>,
    staff: Option<String>,
    role: Option<String>,
) -> Result<String, Refusal> {
    let managing = match confirmed(agency)? {
        Ok(managing) => managing,
        Err(place) => return Ok(place),
    };
    let change = managing.backend.rosters.change_role(id(staff)?, of_agency(role)?).await?;
    told(&managing, change, Said::RoleChanged)
}

#[server(prefix = "/do", endpoint = "disable-agency-staff")]
pub async fn disable_agency_staff(
    #[server(default)] agency: Option<String>,
    #[server(default)] staff: Option<String>,
) -> Result<(), ServerFnError> {
    super::redirect(disable(agency, staff).await);
    Ok(())
}

async fn disable(agency: Option<String>, staff: Option<String>) -> Result<String, Refusal> {
    let managing = match confirmed(agency)? {
        Ok(managing) => managing,
        Err(place) => return Ok(place),
    };
    let change = managing.backend.rosters.disable(id(staff)?).await?;
    told(&managing, change, Said::Disabled)
}

/// They may not any more; or they are officers, and it is somebody of the prefecture.
fn denied(managing: &Managing) -> Refusal {
    Refusal::NotPermitted(if managing.is_own { Act::ManageOwnAgency } else { Act::ManageStaff })
}

fn id(staff: Option<String>) -> Result<i64, Refusal> {
    staff.and_then(|id| id.parse().ok()).ok_or(Refusal::BadForm)
}

fn of_agency(role: Option<String>) -> Result<Role, Refusal> {
    let role = role.as_deref().and_then(Role::parse);
    role.filter(|role| role.is_of_agency()).ok_or(Refusal::BadForm)
}

fn told(managing: &Managing, change: StaffChange, done: Said) -> Result<String, Refusal> {
    let said = match change {
        StaffChange::Done => done,
        StaffChange::LastAdmin => Said::LastAdmin,
        StaffChange::OtherSide => Said::OtherSide,
        StaffChange::NotFound => return Err(Refusal::PageNotFound),
        StaffChange::NotPermitted => return Err(denied(managing)),
    };
    Ok(with_next(staff_place(managing), Some(said.code()), None))
}
