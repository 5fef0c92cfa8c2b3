//! Those who may sign in, as whoever lets them in sees and changes them.

use domain::access::Role;
use leptos::prelude::*;

use super::facts::facts;
use super::listing::option;
use crate::backend::{StaffEntry, StaffState};
use crate::words::account::day;
use crate::words::staff as words;

/// Where the buttons send to.
#[derive(Debug, Clone, Copy)]
pub struct Presses {
    pub disable: &'static str,
    pub invite_again: &'static str,
    pub change_role: &'static str,
    /// Sent along, where it matters of which agency the page is.
    pub agency: Option<i64>,
}

/// All of them, with what can be done. `own`: the id of whoever looks.
pub fn staff_cards(presses: Presses, staff: &[StaffEntry], own: i64) -> AnyView {
    let cards: Vec<_> = staff.iter().map(|entry| card(presses, entry, entry.id == own)).collect();
    view! { <ul class="cards section">{cards}</ul> }.into_any()
}

/// All of them, to be looked at.
pub fn staff_list(staff: &[StaffEntry], own: i64) -> AnyView {
    let card = |entry: &StaffEntry| view! { <li class="case-card">{known(entry, entry.id == own)}</li> };
    let cards: Vec<_> = staff.iter().map(card).collect();
    view! { <ul class="cards section">{cards}</ul> }.into_any()
}

fn known(entry: &StaffEntry, is_own: bool) -> AnyView {
    let you = if is_own { words::YOU } else { "" };
    let known = [
        Some((words::ADDRESS, format!("{}{you}", entry.address))),
        Some((words::ROLE, words::role(entry.role).to_owned())),
        entry.agency.clone().map(|agency| (words::AGENCY, agency)),
        Some((words::STATE, words::state(entry.state).to_owned())),
        entry.seen_at.map(|seen_at| (words::LAST_SEEN, day(seen_at))),
    ];
    facts(known.into_iter().flatten())
}

fn card(presses: Presses, entry: &StaffEntry, is_own: bool) -> AnyView {
    let press = |action, label| press(presses.agency, action, entry, (label, None));
    let disable = (entry.state != StaffState::Disabled).then(|| press(presses.disable, words::DISABLE));
    let again = match entry.state {
        StaffState::Invited | StaffState::Active => words::INVITE_AGAIN,
        StaffState::Disabled => words::LET_IN_AGAIN,
    };
    view! {
        <li class="case-card">
            {known(entry, is_own)} {change_role(presses, entry)}
            <div class="actions">{disable} {press(presses.invite_again, again)}</div>
        </li>
    }
    .into_any()
}

/// Roles of the same side, with the one that it is chosen.
fn change_role(presses: Presses, entry: &StaffEntry) -> AnyView {
    let same_side = Role::ALL.into_iter().filter(|role| role.is_of_agency() == entry.role.is_of_agency());
    let options: Vec<_> =
        same_side.map(|role| option(role.code(), words::role(role).to_owned(), role == entry.role)).collect();
    let label = format!("{}{}", words::whose(&entry.address), words::ROLE);
    let choice = view! { <select class="input" name="role" aria-label=label>{options}</select> };
    press(presses.agency, presses.change_role, entry, (words::CHANGE_ROLE, Some(choice.into_any())))
}

fn press(
    agency: Option<i64>,
    action: &'static str,
    entry: &StaffEntry,
    (label, choice): (&'static str, Option<AnyView>),
) -> AnyView {
    let class = choice.is_some().then_some("actions");
    let of = if choice.is_some() { words::whose } else { words::whom }(&entry.address);
    view! {
        <form class=class method="post" action=action>
            <input type="hidden" name="staff" value=entry.id.to_string() />
            {agency.map(|id| view! { <input type="hidden" name="agency" value=id.to_string() /> })}
            {choice}
            <button class="button button--secondary" type="submit">
                <span class="visually-hidden">{of}</span>
                {label}
            </button>
        </form>
    }
    .into_any()
}
