//! `/office/agencies`: the support agencies, adding one, closing it; `/office/agencies/{id}`: what one says of itself, and who of
//! it may sign in.

use domain::access::Act;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::backend::{AgencyRow, LONGEST_NAME, ProfileField};
use crate::pages::agency::{kind_options, note, profile_form, with_members};
use crate::pages::staff::{NOT_AN_ADDRESS, note as staff_note, said};
use crate::parts::error::{self, error_summary, field_error, requirement};
use crate::parts::facts::facts;
use crate::parts::field::{Field, field, summary};
use crate::parts::frame::{Crumbs, OfficeFrame};
use crate::parts::listing::Address;
use crate::parts::load::{managing, office, segment, show, signed_in};
use crate::words::account::ADDRESS_WRONG;
use crate::words::agencies::{self as words, Said};
use crate::words::office as office_words;
use crate::words::staff as staff_words;

/// Where the list is.
pub const AGENCIES: &str = "/office/agencies";

/// Where one is.
#[must_use]
pub fn agency_path(id: i64) -> String {
    format!("{AGENCIES}/{id}")
}

/// The form of a new one, as it was typed.
#[derive(Debug, Clone, Default)]
pub struct AgencyForm {
    pub name: String,
    pub kind: String,
}

impl AgencyForm {
    /// What is wrong, in its address.
    pub const NAME: &str = "name";
    pub const TAKEN: &str = "name-taken";

    fn of_address() -> AgencyForm {
        use_query_map().with_untracked(|query| AgencyForm {
            name: query.get("name").unwrap_or_default(),
            kind: query.get("kind").unwrap_or_default(),
        })
    }

    /// Where it is shown again, with what is wrong.
    #[must_use]
    pub fn retry_path(&self, wrong: &str) -> String {
        let address = Address::new(AGENCIES).and("said", Some(wrong));
        address.and("name", Some(self.name.as_str())).and("kind", Some(self.kind.as_str())).page(1)
    }
}

/// What is wrong with the form, and at which field.
fn problem(said: Option<&str>) -> Option<(&'static str, &'static str)> {
    match said? {
        AgencyForm::NAME => Some(("name", words::NAME_WRONG)),
        AgencyForm::TAKEN => Some(("name", words::NAME_TAKEN)),
        code => (code == ProfileField::Kind.code()).then_some(("kind", words::KIND_WRONG)),
    }
}

/// `/office/agencies`
#[component]
pub fn AgenciesPage() -> impl IntoView {
    let backend = match office(Act::ManageAgencies) {
        Ok(backend) => backend,
        Err(closed) => return closed,
    };
    let (said, typed) = (said(), AgencyForm::of_address());
    let problem = problem(said.as_deref());
    show(async move {
        let agencies = backend.agencies.all().await?;
        let none = agencies.is_empty().then(|| view! { <p class="empty">{words::NO_AGENCIES}</p> });
        let cards: Vec<_> = agencies.iter().map(card).collect();
        let summary = problem.map(|(field, text)| error_summary(field, text.to_owned()));
        Ok(view! {
            <OfficeFrame title=error::title(words::MANAGE_TITLE, problem.is_some())>
                {summary}
                <Crumbs parent=(super::OFFICE, office_words::TITLE) here=words::MANAGE_TITLE />
                <h1 class="page__title">{words::MANAGE_TITLE}</h1>
                {said.as_deref().and_then(Said::parse).map(note)}
                <p class="lead">{words::MANAGE_LEAD}</p>
                {none}
                <ul class="cards section">{cards}</ul>
                {adding(&typed, problem)}
            </OfficeFrame>
        }
        .into_any())
    })
    .into_any()
}

fn card(row: &AgencyRow) -> AnyView {
    let agency = &row.agency;
    let state = match (agency.active, agency.profile.is_filled()) {
        (false, _) => words::CLOSED,
        (true, false) => words::UNFILLED,
        (true, true) => words::OPEN,
    };
    let known = [
        agency.profile.kind.map(|kind| (words::KIND, words::kind(kind).to_owned())),
        Some((words::STATE, state.to_owned())),
        Some((words::MEMBERS, words::members(row.staff, row.invited))),
        Some((words::OPEN_REQUESTS, words::open_requests(row.open_requests))),
    ];
    let ends = (agency.active && row.open_requests > 0).then(|| {
        view! { <p class="callout callout--warning">{words::closing_ends(row.open_requests)}</p> }
    });
    let (action, label) =
        if agency.active { ("/do/close-agency", words::CLOSE) } else { ("/do/reopen-agency", words::REOPEN) };
    view! {
        <li class="case-card">
            <h2 class="contact__name">
                <a href=agency_path(agency.id)>{agency.name.clone()}</a>
            </h2>
            {facts(known.into_iter().flatten())}
            {ends}
            <form class="actions" method="post" action=action>
                <input type="hidden" name="agency" value=agency.id.to_string() />
                <button class="button button--secondary" type="submit">
                    <span class="visually-hidden">{staff_words::whom(&agency.name)}</span>
                    {label}
                </button>
            </form>
        </li>
    }
    .into_any()
}

fn adding(typed: &AgencyForm, problem: Option<(&'static str, &'static str)>) -> AnyView {
    let at = |field| problem.filter(|(wrong, _)| *wrong == field).map(|(_, text)| text);
    let wrong = at("kind").map(|_| "true");
    let name = Field {
        problem: at("name"),
        value: Some(typed.name.clone()),
        longest: Some(LONGEST_NAME),
        ..Field::new("name", words::NAME, words::NAME_HINT)
    };
    view! {
        <section class="section" aria-labelledby="add">
            <h2 class="section__title" id="add">{words::ADD_TITLE}</h2>
            <form class="form" method="post" action="/do/add-agency" novalidate>
                {field(name)}
                <label class="select-field" for="kind">
                    <span class="select-field__label">{words::KIND} " " {requirement(true)}</span>
                    {at("kind").map(|text| field_error("kind-error", text.to_owned()))}
                    <select
                        class="select"
                        id="kind"
                        name="kind"
                        aria-invalid=wrong
                        aria-describedby=wrong.map(|_| "kind-error")
                    >
                        {kind_options(&typed.kind)}
                    </select>
                </label>
                <div class="actions">
                    <button class="button button--primary" type="submit">{words::ADD}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// `/office/agencies/{id}`
#[component]
pub fn AgencyPage() -> impl IntoView {
    // Those of agencies have pages of their own.
    if let Err(closed) = office(Act::ManageAgencies) {
        return closed;
    }
    let managing = match managing(segment("id").parse().ok()) {
        Ok(managing) => managing,
        Err(closed) => return closed,
    };
    let Some(member) = signed_in().map(|signed_in| signed_in.member) else { return ().into_any() };
    let said = said();
    let problem = (said.as_deref() == Some(NOT_AN_ADDRESS)).then_some(ADDRESS_WRONG);
    show(async move {
        let backend = &managing.backend;
        let (managed, members) = with_members(&managing, &member, problem).await?;
        let [unfit, form] = profile_form(&backend.contents.current(), &managed);
        let wrong = managed.typed.as_ref().is_some_and(|(_, unfit)| !unfit.is_empty());
        let name = managed.agency.name.clone();
        let closed = (!managed.agency.active)
            .then(|| view! { <p class="callout callout--warning">{words::CLOSED_NOTE}</p> });
        Ok(view! {
            <OfficeFrame title=error::title(&name, wrong || problem.is_some())>
                {unfit}
                {(!wrong).then(|| summary("address", problem))}
                <Crumbs parent=(AGENCIES, words::MANAGE_TITLE) here=name.clone() />
                <h1 class="page__title">{name.clone()}</h1>
                {said.as_deref().and_then(Said::parse).map(note)}
                {said.as_deref().and_then(staff_words::Said::parse).map(staff_note)}
                {closed}
                {members}
                <section class="section" aria-labelledby="profile">
                    <h2 class="section__title" id="profile">{words::PROFILE_TITLE}</h2>
                    <p class="section__lead">{words::PROFILE_LEAD}</p>
                    {form}
                </section>
            </OfficeFrame>
        }
        .into_any())
    })
    .into_any()
}
