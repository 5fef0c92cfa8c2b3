//! The app that makes codes, and the recovery codes for when it is lost.

use leptos::prelude::*;

use super::{APP, OWN, code_field, confirm_path, own, page, problem, said};
use crate::backend::{Renewed, TotpSecret};
use crate::parts::field::{field, summary};
use crate::parts::frame::{Frame, Place, Width};
use crate::parts::load::{backend, show};
use crate::parts::qr::Qr;
use crate::refusal::Refusal;
use crate::response::see_other;
use crate::visitor::staff as visitor;
use crate::words::staff as words;

/// `/staff/app`: another app, once a press of the button has made what it reads. Looking changes nothing, and shows the same
/// until it is taken.
#[component]
pub fn AppPage() -> impl IntoView {
    let signed_in = match own() {
        Ok(signed_in) => signed_in,
        Err(closed) => return closed,
    };
    let (backend, said) = (backend(), said());
    let problem = problem(said.as_deref(), words::WRONG_CODE);
    show(async move {
        let offered = match backend.enrolments.offered_app(&signed_in.session).await? {
            Renewed::Done(offered) => offered,
            Renewed::Unconfirmed => {
                see_other(&confirm_path(APP));
                return Ok(().into_any());
            }
            Renewed::NotEnrolled => {
                see_other(OWN);
                return Ok(().into_any());
            }
            Renewed::Over => return Err(Refusal::SignInFirst),
            Renewed::Weak(_) | Renewed::WrongCode => return Err(Refusal::BadForm),
        };
        let body = view! {
            {summary("code", problem)}
            <h1 class="page__title">{words::CHANGE_APP}</h1>
            <p>{words::CHANGE_NOTE}</p>
            {offered.map_or_else(begin, |secret| app_section(&secret, problem, TAKE))}
        };
        Ok(page(words::CHANGE_APP, problem.is_some(), body.into_any()))
    })
    .into_any()
}

/// The form that takes another app.
const TAKE: (&str, &str, Option<AnyView>) = ("/do/staff-app", words::SAVE_APP, None);

/// The button that makes what another app reads.
fn begin() -> AnyView {
    view! {
        <p class="lead">{words::NEW_APP_LEAD}</p>
        <form class="actions" method="post" action="/do/staff-new-app">
            <button class="button button--primary" type="submit">{words::NEW_APP}</button>
        </form>
    }
    .into_any()
}

/// What an app reads, and the form that shows that it has. `form`: where it leads, its button, what it brings along.
pub(super) fn app_section(
    secret: &TotpSecret,
    problem: Option<&'static str>,
    (action, label, hidden): (&'static str, &'static str, Option<AnyView>),
) -> AnyView {
    let text: Vec<char> = secret.text.chars().collect();
    let text = text.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ");
    view! {
        <p class="lead">{words::APP_LEAD}</p>
        <Qr address=secret.address.clone() name=words::QR />
        <p>
            {words::SECRET} "：" <b>{text}</b>
        </p>
        <form class="form" method="post" action=action novalidate>
            {hidden}
            {field(code_field(words::APP_CODE_HINT, problem))}
            <div class="actions">
                <button class="button button--primary" type="submit">{label}</button>
            </div>
        </form>
    }
    .into_any()
}

/// `/staff/codes`: recovery codes, in the browser that has just made them, for a while.
#[component]
pub fn CodesPage() -> impl IntoView {
    if let Err(closed) = own() {
        return closed;
    }
    let backend = backend();
    let codes = match visitor::codes(&backend) {
        Some(token) => {
            let codes = backend.enrolments.recovery_codes(&token);
            let codes: Vec<_> = codes.into_iter().map(|code| view! { <li>{code}</li> }).collect();
            view! {
                <p class="lead">{words::CODES_LEAD}</p>
                <ul class="plain-list plain-list--spaced">{codes}</ul>
                <p>{words::CODES_NOTE}</p>
            }
            .into_any()
        }
        None => view! { <p class="lead">{words::CODES_GONE}</p> }.into_any(),
    };
    view! {
        <Frame title=words::CODES_TITLE width=Width::Narrow place=Place::Paper>
            <h1 class="page__title">{words::CODES_TITLE}</h1>
            {codes}
            <form class="actions" method="post" action="/do/staff-codes-kept">
                <button class="button button--primary" type="submit">{words::CODES_KEPT}</button>
            </form>
        </Frame>
    }
    .into_any()
}
