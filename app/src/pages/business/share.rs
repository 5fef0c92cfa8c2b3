//! `/diagnosis/{key}/share`: to whom the business shows its result, what, and until when; and who looked.

mod given;
mod grant;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::flow;
use crate::backend::{DiagnosisKey, ShareCode, Shares};
use crate::parts::error;
use crate::parts::frame::{Frame, Place, Width};
use crate::parts::load::{backend, segment, show, signed_in};
use crate::refusal::Refusal;
use crate::words::account::grouped_code;
use crate::words::consent::{self as words, Said};
use crate::words::diagnosis::SEE_RESULT;
use crate::words::refusal::sentences;

pub use given::{Taker, section as given_section};
pub use grant::{Fault, Form, LONGEST_CONTACT, LONGEST_NAME};
use grant::{To, grant_form};

/// The page with what was done, or what is wrong.
#[must_use]
pub fn share_said_path(key: &DiagnosisKey, said: &str) -> String {
    format!("{}?said={said}", flow::share_path(key))
}

/// `/diagnosis/{key}/share`
#[component]
pub fn SharePage() -> impl IntoView {
    let (backend, key) = (backend(), segment("key"));
    let said = use_query_map().with_untracked(|query| query.get("said"));
    show(async move {
        let key = DiagnosisKey::parse(&key).ok_or(Refusal::DiagnosisNotFound)?;
        let shares = backend.consents.shares(&key).await?.ok_or(Refusal::DiagnosisNotFound)?;
        let fault = said.as_deref().and_then(Fault::parse);
        let origin = backend.agencies.origin(&key).await?.map(|agency| agency.id.to_string());
        let new = || Form { agency: origin.unwrap_or_default(), ..Form::default() };
        let said = said.as_deref().and_then(Said::parse);
        let is_wrong = fault.is_some() || said.is_some_and(|said| !said.is_good_news());
        let form = is_wrong.then(|| Form::typed(&backend)).flatten().unwrap_or_else(new);
        Ok(page(&key, &shares, (fault, &form), said))
    })
}

fn page(
    key: &DiagnosisKey,
    shares: &Shares,
    (fault, form): (Option<Fault>, &Form),
    said: Option<Said>,
) -> AnyView {
    let elsewhere = signed_in().is_some();
    let typed_by = shares.code.as_ref().and_then(|code| code.typed_by.as_ref());
    let ways = match typed_by {
        // Where staff is signed in, nobody agrees for the business.
        _ if elsewhere => {
            view! { <p class="callout callout--warning">{sentences(Refusal::OnOwnDevice).1}</p> }.into_any()
        }
        Some(agency) => view! {
            <section class="section" aria-labelledby="agree">
                <h2 class="section__title" id="agree">{words::CODE_TITLE}</h2>
                <p class="callout callout--success" role="status">{words::typed_by(&agency.name)}</p>
                {grant_form(key, &To::Typed(agency), fault, form)}
                <p class="later">{words::OTHER_AGENCY}</p>
                {code_form(key, words::OTHER_AGENCY_CODE)}
            </section>
        }
        .into_any(),
        None => view! {
            {code_section(key, shares.code.as_ref())}
            <section class="section" aria-labelledby="named">
                <h2 class="section__title" id="named">{words::NAMED_TITLE}</h2>
                {if shares.agencies.is_empty() {
                    view! { <p>{words::NO_AGENCIES}</p> }.into_any()
                } else {
                    grant_form(key, &To::Choice(&shares.agencies), fault, form)
                }}
            </section>
        }
        .into_any(),
    };
    let given = given_section(Taker::Key(key), &shares.consents);
    let result = flow::result_path(key);
    view! {
        <Frame
            title=error::title(words::TITLE, fault.is_some())
            width=Width::Narrow
            place=Place::Answering
        >
            {fault.map(|fault| error::error_summary(fault.field(), fault.sentence().to_owned()))}
            <h1 class="page__title">{words::TITLE}</h1>
            <p class="lead">{words::LEAD}</p>
            {said.map(note)}
            {ways}
            {given}
            <p class="actions">
                <a class="button button--secondary" href=result>{SEE_RESULT}</a>
            </p>
        </Frame>
    }
    .into_any()
}

fn note(said: Said) -> AnyView {
    let class = if said.is_good_news() { "callout callout--success" } else { "callout callout--warning" };
    view! { <p class=class role="status">{said.sentence()}</p> }.into_any()
}

fn code_section(key: &DiagnosisKey, code: Option<&ShareCode>) -> AnyView {
    let shown = code.map(|code| {
        view! {
            <p>{words::CODE_TELL}</p>
            <p class="code-box code-box--large">{grouped_code(&code.digits)}</p>
            <p>{words::code_until(code.expires_at)}</p>
            <p class="actions">
                <a class="button button--primary" href=flow::share_path(key)>{words::CODE_NEXT}</a>
            </p>
        }
    });
    let label = if code.is_some() { words::MAKE_CODE_AGAIN } else { words::MAKE_CODE };
    view! {
        <section class="section" aria-labelledby="code">
            <h2 class="section__title" id="code">{words::CODE_TITLE}</h2>
            <p>{words::CODE_TEXT}</p>
            {shown}
            {code_form(key, label)}
        </section>
    }
    .into_any()
}

/// Makes new digits: those of before, and whoever has typed them, are over.
fn code_form(key: &DiagnosisKey, label: &'static str) -> AnyView {
    view! {
        <form class="actions" method="post" action="/do/share-code">
            <input type="hidden" name="key" value=key.as_str().to_owned() />
            <button class="button button--secondary" type="submit">{label}</button>
        </form>
    }
    .into_any()
}
