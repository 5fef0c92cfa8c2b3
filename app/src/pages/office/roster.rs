//! `/office/staff`: who may sign in, and as what.

use domain::access::{Act, Role};
use leptos::prelude::*;

use crate::backend::{AgencyEntry, Backend};
use crate::pages::staff::{NOT_AN_ADDRESS, confirm_path, note, said};
use crate::parts::error;
use crate::parts::field::{Field, field, summary};
use crate::parts::frame::{Crumbs, OfficeFrame};
use crate::parts::listing::{option, select};
use crate::parts::load::{office, show, signed_in};
use crate::parts::staff_cards::{Presses, staff_cards};
use crate::response::see_other;
use crate::visitor::{Typed, typed};
use crate::words::account::ADDRESS_WRONG;
use crate::words::office as office_words;
use crate::words::staff::{self as words, Said};

/// Where the page is.
pub const ROSTER: &str = "/office/staff";

/// Where its buttons send to.
const PRESSES: Presses = Presses {
    disable: "/do/disable-staff",
    invite_again: "/do/invite-staff-again",
    change_role: "/do/change-staff-role",
    agency: None,
};

/// `/office/staff`
#[component]
pub fn RosterPage() -> impl IntoView {
    let backend = match office(Act::ManageStaff) {
        Ok(backend) => backend,
        Err(closed) => return closed,
    };
    let Some(member) = signed_in().map(|signed_in| signed_in.member) else { return ().into_any() };
    if !member.confirmed {
        see_other(&confirm_path(ROSTER));
        return ().into_any();
    }
    let said = said();
    let problem = (said.as_deref() == Some(NOT_AN_ADDRESS)).then_some(ADDRESS_WRONG);
    show(async move {
        let roster = backend.rosters.roster().await?;
        Ok(view! {
            <OfficeFrame title=error::title(words::ROSTER_TITLE, problem.is_some())>
                {summary("address", problem)}
                <Crumbs parent=(super::OFFICE, office_words::TITLE) here=words::ROSTER_TITLE />
                <h1 class="page__title">{words::ROSTER_TITLE}</h1>
                {said.as_deref().and_then(Said::parse).map(note)}
                <p class="lead">{words::ROSTER_LEAD}</p>
                {staff_cards(PRESSES, &roster.staff, member.id)}
                {invitation(&backend, &roster.agencies, problem)}
                {roles()}
            </OfficeFrame>
        }
        .into_any())
    })
    .into_any()
}

fn invitation(backend: &Backend, agencies: &[AgencyEntry], problem: Option<&'static str>) -> AnyView {
    let value = typed(backend, Typed::StaffAddress);
    let address = Field { value, ..Field::address(words::ADDRESS, words::INVITE_HINT, problem) };
    let roles: Vec<_> = Role::ALL
        .into_iter()
        .map(|role| option(role.code(), words::role(role).to_owned(), role == Role::Officer))
        .collect();
    let agencies: Vec<_> = agencies
        .iter()
        .map(|agency| view! { <option value=agency.id.to_string()>{agency.name.clone()}</option> })
        .collect();
    let agencies = view! { <option value="">{words::NO_AGENCY}</option> {agencies} };
    view! {
        <section class="section" aria-labelledby="invite">
            <h2 class="section__title" id="invite">{words::INVITE_TITLE}</h2>
            <p>{words::INVITE_TEXT}</p>
            <form class="form" method="post" action="/do/invite-staff" novalidate>
                {field(address)} {select("role", words::ROLE, roles.into_any())}
                {select("agency", words::AGENCY, agencies.into_any())}
                <div class="actions">
                    <button class="button button--primary" type="submit">{words::INVITE}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// What each role may, as the domain says.
fn roles() -> AnyView {
    let may = |role: Role| {
        let acts: Vec<&str> = Act::ALL
            .into_iter()
            .filter(|act| act.permitted().any(|one| one == role))
            .map(words::act)
            .collect();
        view! { <li><b>{words::role(role)}</b> "：" {acts.join("、")}</li> }
    };
    let items: Vec<_> = Role::ALL.into_iter().filter(|role| !role.is_of_agency()).map(may).collect();
    view! {
        <section class="section" aria-labelledby="roles">
            <h2 class="section__title" id="roles">{words::ROLES_TITLE}</h2>
            <ul class="plain-list plain-list--spaced">{items}</ul>
        </section>
    }
    .into_any()
}
