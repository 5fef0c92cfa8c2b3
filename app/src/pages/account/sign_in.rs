//! Asking for a link, and what to do once it was asked for. Both pages are the same for every address.

use leptos::prelude::*;

use super::{ME, SIGN_IN, note, offer, said};
use crate::backend::{Backend, DiagnosisKey, LinkFault, Standing};
use crate::parts::error;
use crate::parts::field::{Field, field, summary};
use crate::parts::frame::{Frame, Place, Width};
use crate::parts::load::{backend, open, segment, show};
use crate::response::keep_in_no_cache;
use crate::visitor::{Typed, account as visitor, typed};
use crate::words::account::{self as words, Said};

/// `/me/sign-in`
#[component]
pub fn SignInPage() -> impl IntoView {
    let (backend, said) = (backend(), said());
    let said = said.as_deref();
    let problem = (said == Some(super::WRONG_ADDRESS)).then_some(words::ADDRESS_WRONG);
    let fault = said.and_then(LinkFault::parse).map(|fault| {
        view! {
            <div class="callout callout--warning" role="alert">
                <p>{words::link_fault(fault)}</p>
            </div>
        }
    });
    let body = view! {
        {summary("address", problem)}
        <h1 class="page__title">{words::SIGN_IN_TITLE}</h1>
        {fault}
        {said.and_then(Said::parse).map(note)}
        <p class="lead">{words::SIGN_IN_LEAD}</p>
        {form(&backend, None, problem)}
    };
    let title = error::title(words::SIGN_IN_TITLE, problem.is_some());
    view! { <Frame title width=Width::Narrow>{body}</Frame> }
}

/// `/diagnosis/{key}/mail`: the same, for a diagnosis that is to be kept.
#[component]
pub fn SaveByMailPage() -> impl IntoView {
    let (backend, key) = (backend(), segment("key"));
    let wrong = said().as_deref() == Some(super::WRONG_ADDRESS);
    let problem = wrong.then_some(words::ADDRESS_WRONG);
    show(async move {
        let opened = open(&backend, &key).await?;
        let standing = super::standing(&backend, &opened.key).await?;
        let action = match standing {
            Standing::NotSignedIn => view! {
                <p class="lead">{words::SAVE_LEAD}</p>
                {form(&backend, Some(&opened.key), problem)}
            }
            .into_any(),
            Standing::MayClaim | Standing::Owns => offer(&opened.key, standing),
        };
        let body = view! {
            {summary("address", problem)}
            <h1 class="page__title">{words::SAVE_TITLE}</h1>
            {action}
        };
        let title = error::title(words::SAVE_TITLE, problem.is_some());
        Ok(view! { <Frame title width=Width::Narrow place=Place::Answering>{body}</Frame> }.into_any())
    })
}

fn form(backend: &Backend, key: Option<&DiagnosisKey>, problem: Option<&'static str>) -> AnyView {
    let value = problem.and_then(|_| typed(backend, Typed::Address));
    let address = Field { value, ..Field::address(words::ADDRESS, words::ADDRESS_HINT, problem) };
    let key = key.map(|key| view! { <input type="hidden" name="key" value=key.as_str().to_owned() /> });
    view! {
        <form class="form" method="post" action="/do/sign-in" novalidate>
            {key}
            {field(address)}
            <div class="actions">
                <button class="button button--primary" type="submit">{words::SEND}</button>
            </div>
        </form>
    }
    .into_any()
}

/// `/me/sent`
#[component]
pub fn SentPage() -> impl IntoView {
    keep_in_no_cache();
    let backend = backend();
    let code = visitor::waiting(&backend).map(|browser| code(&backend.accounts.code_of(&browser)));
    let help = words::SENT_HELP.map(|line| view! { <li>{line}</li> });
    let body = view! {
        <h1 class="page__title">{words::SENT_TITLE}</h1>
        <p class="lead">{words::SENT_LEAD}</p>
        <p>{words::SENT_SAME}</p>
        {code}
        <section class="section" aria-labelledby="help">
            <h2 class="section__title" id="help">{words::SENT_HELP_TITLE}</h2>
            <ul class="plain-list plain-list--spaced">{help}</ul>
            <div class="actions">
                <a class="button button--secondary" href=SIGN_IN>{words::ASK_AGAIN}</a>
                <a class="button button--quiet" href=ME>{words::TO_LIST}</a>
            </div>
        </section>
    };
    view! { <Frame title=words::SENT_TITLE width=Width::Narrow place=Place::Paper>{body}</Frame> }
}

/// By which another device knows that it was asked for here.
fn code(code: &str) -> AnyView {
    view! {
        <section class="section" aria-labelledby="code">
            <h2 class="section__title" id="code">{words::CODE_TITLE}</h2>
            <p>{words::CODE_TEXT}</p>
            <dl class="later-card">
                <div class="later-card__row">
                    <dt>{words::CODE}</dt>
                    <dd>
                        <span class="later-card__code">{words::grouped_code(code)}</span>
                    </dd>
                </div>
            </dl>
        </section>
    }
    .into_any()
}
