//! Who of an agency may sign in: for its own people and for officers alike.

use domain::access::Role;
use leptos::prelude::*;

use crate::backend::{Backend, StaffEntry};
use crate::pages::staff::confirm_path;
use crate::parts::field::{Field, field};
use crate::parts::listing::{option, select};
use crate::parts::staff_cards::{Presses, staff_cards, staff_list};
use crate::visitor::{Typed, typed};
use crate::words::agencies as words;
use crate::words::staff as staff_words;

/// Whose page it is, and who looks.
pub struct Members<'a> {
    pub agency: i64,
    pub active: bool,
    pub staff: &'a [StaffEntry],
    /// The id of whoever looks.
    pub own: i64,
    /// They have shown a short while ago that it is them.
    pub confirmed: bool,
    /// Where the page is.
    pub place: String,
}

/// All of them, and what can be done once it is sure who looks.
pub fn members(backend: &Backend, shown: Members<'_>, problem: Option<&'static str>) -> AnyView {
    let presses = Presses {
        disable: "/do/disable-agency-staff",
        invite_again: "/do/invite-agency-staff-again",
        change_role: "/do/change-agency-staff-role",
        agency: Some(shown.agency),
    };
    let none = shown.staff.is_empty().then(|| view! { <p>{words::NO_STAFF}</p> });
    let (list, rest) = if shown.confirmed && shown.active {
        (staff_cards(presses, shown.staff, shown.own), invitation(backend, shown.agency, problem))
    } else {
        let confirm = shown.active.then(|| confirm(&shown.place));
        (staff_list(shown.staff, shown.own), confirm.into_any())
    };
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
