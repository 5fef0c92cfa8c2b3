//! `/office/staff`: who may sign in, and as what.

use domain::access::{Act, Role};
use leptos::prelude::*;

use crate::backend::{AgencyEntry, Backend, Roster, StaffEntry, StaffState};
use crate::pages::staff::{NOT_AN_ADDRESS, confirm_path, note, said};
use crate::parts::error;
use crate::parts::facts::facts;
use crate::parts::field::{Field, field, summary};
use crate::parts::frame::{Crumbs, OfficeFrame};
use crate::parts::listing::{option, select};
use crate::parts::load::{office, show, signed_in};
use crate::response::see_other;
use crate::visitor::{Typed, typed};
use crate::words::account::{ADDRESS_WRONG, day};
use crate::words::office as office_words;
use crate::words::staff::{self as words, Said};

/// Where the page is.
pub const ROSTER: &str = "/office/staff";

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
                {list(&roster, member.id)}
                {invitation(&backend, &roster.agencies, problem)}
                {roles()}
            </OfficeFrame>
        }
        .into_any())
    })
    .into_any()
}

fn list(roster: &Roster, own: i64) -> AnyView {
    let cards: Vec<_> = roster.staff.iter().map(|entry| card(entry, entry.id == own)).collect();
    view! { <ul class="cards section">{cards}</ul> }.into_any()
}

fn card(entry: &StaffEntry, is_own: bool) -> AnyView {
    let you = if is_own { words::YOU } else { "" };
    let known = [
        Some((words::ADDRESS, format!("{}{you}", entry.address))),
        Some((words::ROLE, words::role(entry.role).to_owned())),
        entry.agency.clone().map(|agency| (words::AGENCY, agency)),
        Some((words::STATE, words::state(entry.state).to_owned())),
        entry.seen_at.map(|seen_at| (words::LAST_SEEN, day(seen_at))),
    ];
    let disable = (entry.state != StaffState::Disabled)
        .then(|| press("/do/disable-staff", entry, (words::DISABLE, None)));
    let again = match entry.state {
        StaffState::Invited | StaffState::Active => words::INVITE_AGAIN,
        StaffState::Disabled => words::LET_IN_AGAIN,
    };
    view! {
        <li class="case-card">
            {facts(known.into_iter().flatten())} {change_role(entry)}
            <div class="actions">
                {disable} {press("/do/invite-staff-again", entry, (again, None))}
            </div>
        </li>
    }
    .into_any()
}

/// Roles of the same side, with the one that it is chosen.
fn change_role(entry: &StaffEntry) -> AnyView {
    let same_side = Role::ALL.into_iter().filter(|role| role.is_of_agency() == entry.role.is_of_agency());
    let options: Vec<_> =
        same_side.map(|role| option(role.code(), words::role(role).to_owned(), role == entry.role)).collect();
    let label = format!("{}{}", words::whose(&entry.address), words::ROLE);
    let choice = view! { <select class="input" name="role" aria-label=label>{options}</select> };
    press("/do/change-staff-role", entry, (words::CHANGE_ROLE, Some(choice.into_any())))
}

fn press(
    action: &'static str,
    entry: &StaffEntry,
    (label, choice): (&'static str, Option<AnyView>),
) -> AnyView {
    let class = choice.is_some().then_some("actions");
    let of = if choice.is_some() { words::whose } else { words::whom }(&entry.address);
    view! {
        <form class=class method="post" action=action>
            <input type="hidden" name="staff" value=entry.id.to_string() />
            {choice}
            <button class="button button--secondary" type="submit">
                <span class="visually-hidden">{of}</span>
                {label}
            </button>
        </form>
    }
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
