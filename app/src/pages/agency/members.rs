//! Who of an agency may sign in: for its own people and for officers alike.

use domain::access::Role;
use leptos::prelude::*;

use super::staff_place;
use crate::backend::{Backend, ManagedAgency, Member};
use crate::door::Managing;
use crate::pages::staff::confirm_path;
use crate::parts::field::{Field, field};
use crate::parts::listing::{option, select};
use crate::parts::staff_cards::{Presses, staff_cards, staff_list};
use crate::refusal::Refusal;
use crate::visitor::{Typed, typed};
use crate::words::agencies as words;
use crate::words::staff as staff_words;

/// An agency as whoever sees to it finds it, and all of its people, with what can be done once it is sure who looks. `problem`:
/// what is wrong with the address of somebody who was to be invited.
///
/// # Errors
/// When there is no such agency, or the store does not answer.
pub async fn with_members(
    managing: &Managing,
    looks: &Member,
    problem: Option<&'static str>,
) -> Result<(ManagedAgency, AnyView), Refusal> {
    let backend = &managing.backend;
    let managed = backend.agencies.managed(managing.agency).await?.ok_or(Refusal::PageNotFound)?;
    let staff = backend.rosters.roster_of(managing.agency).await?;
    let active = managed.agency.active;
    let (list, rest) = if looks.confirmed && active {
        (
            staff_cards(presses(managing.agency), &staff, looks.id),
            invitation(backend, managing.agency, problem),
        )
    } else {
        (staff_list(&staff, looks.id), active.then(|| confirm(&staff_place(managing))).into_any())
    };
    Ok((managed, members(staff.is_empty(), list, rest)))
}

/// Where the buttons send to.
fn presses(agency: i64) -> Presses {
    Presses {
        disable: "/do/disable-agency-staff",
        invite_again: "/do/invite-agency-staff-again",
        change_role: "/do/change-agency-staff-role",
        agency: Some(agency),
    }
}

fn members(nobody: bool, list: AnyView, rest: AnyView) -> AnyView {
    let none = nobody.then(|| view! { <p>{words::NO_STAFF}</p> });
    view! {
        <section class="section" aria-labelledby="members">
            <h2 class="section__title" id="members">{words::MEMBERS}</h2>
            <p class="section__lead">{words::STAFF_LEAD}</p>
            {none}
            {list}
        </section>
        {rest}
    }
    .into_any()
}

fn confirm(place: &str) -> AnyView {
    view! {
        <p>{words::CONFIRM_FIRST}</p>
        <p class="actions">
            <a class="button button--secondary" href=confirm_path(place)>{words::CONFIRM}</a>
        </p>
    }
    .into_any()
}

fn invitation(backend: &Backend, agency: i64, problem: Option<&'static str>) -> AnyView {
    let value = typed(backend, Typed::StaffAddress);
    let address = Field { value, ..Field::address(staff_words::ADDRESS, staff_words::INVITE_HINT, problem) };
    let roles: Vec<_> = Role::ALL
        .into_iter()
        .filter(|role| role.is_of_agency())
        .map(|role| option(role.code(), staff_words::role(role).to_owned(), role == Role::Adviser))
        .collect();
    view! {
        <section class="section" aria-labelledby="invite">
            <h2 class="section__title" id="invite">{staff_words::INVITE_TITLE}</h2>
            <p>{staff_words::INVITE_TEXT}</p>
            <form class="form" method="post" action="/do/invite-agency-staff" novalidate>
                <input type="hidden" name="agency" value=agency.to_string() />
                {field(address)} {select("role", staff_words::ROLE, roles.into_any())}
                <div class="actions">
                    <button class="button button--primary" type="submit">{staff_words::INVITE}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}
