//! Password and code once more, before something dangerous.

use leptos::prelude::*;

use super::sign_on::{trouble, way};
use super::{code_field, next_field, own, page, password_field, problem, said};
use crate::backend::SignOnFor;
use crate::parts::field::{field, summary};
use crate::words::staff as words;

/// `/staff/confirm`
#[component]
pub fn ConfirmPage() -> impl IntoView {
    let who = match own() {
        Ok(signed_in) => signed_in.member,
        Err(closed) => return closed,
    };
    let said = said();
    let problem = problem(said.as_deref(), words::WRONG_CONFIRM);
    let form = who.enrolled.then(|| {
        view! {
            <p>{words::CONFIRM_BY_PASSWORD}</p>
            <form class="form" method="post" action="/do/staff-confirm" novalidate>
                {next_field()}
                {field(password_field(problem))}
                {field(code_field(words::CODE_HINT, None))}
                <div class="actions">
                    <button class="button button--primary" type="submit">{words::CONFIRM}</button>
                </div>
            </form>
        }
    });
    let body = view! {
        {summary("password", problem)}
        <h1 class="page__title">{words::CONFIRM_TITLE}</h1>
        {trouble(said.as_deref())}
        <p class="lead">{words::CONFIRM_LEAD}</p>
        {form}
        {(!who.role.is_of_agency()).then(|| way(SignOnFor::Confirm))}
    };
    page(words::CONFIRM_TITLE, problem.is_some(), body.into_any())
}
