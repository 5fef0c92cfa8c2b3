//! The page behind a link to enrol by. Whoever looks at it changes nothing: only its forms do.

use leptos::prelude::*;

use super::app::app_section;
use super::{SIGN_IN, new_password_fields, page, problem, said};
use crate::backend::{EnrolFault, Enrolling, LinkToken, TotpSecret};
use crate::parts::field::{field, summary};
use crate::parts::load::{backend, segment, show};
use crate::visitor::staff as visitor;
use crate::words::refusal::TO_SIGN_IN;
use crate::words::staff as words;

/// `/staff/enrol/{token}`
#[component]
pub fn EnrolPage() -> impl IntoView {
    let (backend, token, said) = (backend(), segment("token"), said());
    let problem = problem(said.as_deref(), words::WRONG_CODE);
    show(async move {
        let Some(link) = LinkToken::parse(&token) else { return Ok(dead(EnrolFault::Unknown)) };
        let browser = visitor::enrolling(&backend);
        Ok(match backend.enrolments.look_at_enrolment(&link, browser.as_ref()).await? {
            Enrolling::Password { address } => password(&link, address, problem),
            Enrolling::App(secret) => app(&link, &secret, problem),
            Enrolling::Dead(fault) => dead(fault),
        })
    })
}

fn password(link: &LinkToken, address: String, problem: Option<&'static str>) -> AnyView {
    let body = view! {
        {summary("password", problem)}
        <h1 class="page__title">{words::ENROL_TITLE}</h1>
        <p class="lead">{words::ENROL_LEAD}</p>
        <p>{words::FOR} "：" <b>{address}</b></p>
        <form class="form" method="post" action="/do/staff-enrol" novalidate>
            <input type="hidden" name="link" value=link.as_str().to_owned() />
            {new_password_fields(problem).map(field)}
            <div class="actions">
                <button class="button button--primary" type="submit">{words::NEXT}</button>
            </div>
        </form>
    };
    page(words::ENROL_TITLE, problem.is_some(), body.into_any())
}

fn app(link: &LinkToken, secret: &TotpSecret, problem: Option<&'static str>) -> AnyView {
    let link = view! { <input type="hidden" name="link" value=link.as_str().to_owned() /> };
    let body = view! {
        {summary("code", problem)}
        <h1 class="page__title">{words::APP_TITLE}</h1>
        {app_section(secret, problem, ("/do/staff-enrol-app", words::ENROL, Some(link.into_any())))}
    };
    page(words::APP_TITLE, problem.is_some(), body.into_any())
}

fn dead(fault: EnrolFault) -> AnyView {
    let body = view! {
        <h1 class="page__title">{words::ENROL_TITLE}</h1>
        <div class="callout callout--warning" role="alert">
            <p>{words::enrol_fault(fault)}</p>
        </div>
        <p class="actions">
            <a class="button button--secondary" href=SIGN_IN>{TO_SIGN_IN}</a>
        </p>
    };
    page(words::ENROL_TITLE, false, body.into_any())
}
