//! The way to ask an agency, and what became of it so far.

use domain::request::State;
use leptos::prelude::*;

use crate::backend::OwnRequest;
use crate::pages::business::flow;
use crate::parts::load::Opened;
use crate::words::requests as words;

/// `own`: what the business has asked.
pub fn requests(opened: &Opened, own: Vec<OwnRequest>) -> AnyView {
    let shown = own.into_iter().filter(|request| request.state != State::Withdrawn);
    let lines: Vec<_> = shown.map(line).collect();
    let lines = (!lines.is_empty()).then(|| view! { <ul class="plain-list">{lines}</ul> });
    view! {
        <section class="print-hide section" aria-labelledby="ask-title">
            <h2 class="section__title" id="ask-title">{words::SECTION}</h2>
            <p>{words::SECTION_TEXT}</p>
            {lines}
            <p class="actions">
                <a class="button button--secondary" href=flow::ask_path(&opened.key)>{words::ASK}</a>
            </p>
        </section>
    }
    .into_any()
}

fn line(request: OwnRequest) -> impl IntoView {
    view! {
        <li>
            {words::asked(&request.agency, request.asked_on)} " " <b>{words::state(request.state)}</b>
        </li>
    }
}
