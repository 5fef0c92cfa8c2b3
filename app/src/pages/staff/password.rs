//! Another password.

use leptos::prelude::*;

use super::{OWN, PASSWORD, confirm_path, new_password_fields, own, page, problem, said};
use crate::parts::field::{field, summary};
use crate::response::see_other;
use crate::words::staff as words;

/// `/staff/password`
#[component]
pub fn PasswordPage() -> impl IntoView {
    let signed_in = match own() {
        Ok(signed_in) => signed_in,
        Err(closed) => return closed,
    };
    if !signed_in.member.enrolled {
        see_other(OWN);
        return ().into_any();
    }
    if !signed_in.member.confirmed {
        see_other(&confirm_path(PASSWORD));
        return ().into_any();
    }
    let said = said();
    let problem = problem(said.as_deref(), words::WRONG_PASSWORD);
    let body = view! {
        {summary("password", problem)}
        <h1 class="page__title">{words::CHANGE_PASSWORD}</h1>
        <p class="lead">{words::CHANGE_NOTE}</p>
        <form class="form" method="post" action="/do/staff-password" novalidate>
            {new_password_fields(problem).map(field)}
            <div class="actions">
                <button class="button button--primary" type="submit">{words::SAVE_PASSWORD}</button>
            </div>
        </form>
    };
    page(words::CHANGE_PASSWORD, problem.is_some(), body.into_any())
}
