//! The two pages of signing in. The first is the same for every address.

use leptos::prelude::*;

use super::sign_on::{trouble, way};
use super::{code_field, next_field, note, page, password_field, problem, said};
use crate::backend::SignOnFor;
use crate::parts::field::{Field, field, summary};
use crate::parts::load::backend;
use crate::visitor::{Typed, typed};
use crate::words::staff::{self as words, Said};

/// `/staff/sign-in`
#[component]
pub fn SignInPage() -> impl IntoView {
    let (backend, said) = (backend(), said());
    let said = said.as_deref();
    let problem = problem(said, words::WRONG_PASSWORD);
    let value = problem.and_then(|_| typed(&backend, Typed::StaffAddress));
    let address = Field { value, ..Field::address(words::ADDRESS, words::ADDRESS_HINT, None) };
    let body = view! {
        {summary("password", problem)}
        <h1 class="page__title">{words::SIGN_IN_TITLE}</h1>
        {said.and_then(Said::parse).map(note)} {trouble(said)}
        <p class="lead">{words::SIGN_IN_LEAD}</p>
        <form class="form" method="post" action="/do/staff-sign-in" novalidate>
            {next_field()}
            {field(address)}
            {field(password_field(problem))}
            <div class="actions">
                <button class="button button--primary" type="submit">{words::NEXT}</button>
            </div>
        </form>
        <p class="later">{words::NO_INVITATION}</p>
        {way(SignOnFor::SignIn)}
    };
    page(words::SIGN_IN_TITLE, problem.is_some(), body.into_any())
}

/// `/staff/code`
#[component]
pub fn CodePage() -> impl IntoView {
    let said = said();
    let problem = problem(said.as_deref(), words::WRONG_CODE);
    let body = view! {
        {summary("code", problem)}
        <h1 class="page__title">{words::CODE_TITLE}</h1>
        <p class="lead">{words::CODE_LEAD}</p>
        <form class="form" method="post" action="/do/staff-code" novalidate>
            {next_field()}
            {field(code_field(words::CODE_HINT, problem))}
            <div class="actions">
                <button class="button button--primary" type="submit">{words::SIGN_IN}</button>
            </div>
        </form>
        <p class="later">{words::NO_INVITATION}</p>
    };
    page(words::CODE_TITLE, problem.is_some(), body.into_any())
}
