//! Asking a support agency for advice. What was typed and does not count comes back in cookies: nothing of it stands in an address.

mod form;
mod own;

use domain::answer::read_all;
use domain::request::{MOST_OPEN, State};
use leptos::prelude::*;

use super::flow;
use crate::backend::{Asking, Backend, DiagnosisKey, OTHER_TOPIC};
use crate::parts::error;
use crate::parts::frame::{Frame, Place, Width};
use crate::parts::listing::Asked;
use crate::parts::load::{Opened, backend, open, segment, show, signed_in};
use crate::refusal::Refusal;
use crate::words::refusal::sentences;
use crate::words::requests::{self as words, Said};

pub use form::SentRequest;

/// What the address says of a form that does not count; the page reads it again.
pub const UNFIT: &str = "unfit";

/// The page, with what a form came to.
#[must_use]
pub fn asked_path(key: &DiagnosisKey, said: &str) -> String {
    format!("{}?said={said}", flow::ask_path(key))
}

/// `/diagnosis/{key}/ask`
#[component]
pub fn AskPage() -> impl IntoView {
    let (backend, key, asked) = (backend(), segment("key"), Asked::of_address());
    show(async move {
        let opened = open(&backend, &key).await?;
        if opened.diagnosis.submitted_at.is_none() {
            return Err(Refusal::DiagnosisNotFound);
        }
        let topics = topics(&opened);
        let asking = backend.requests.asking(&opened.key, &topics).await?;
        let asking = asking.ok_or(Refusal::DiagnosisNotFound)?;
        Ok(page(&backend, &opened, (&topics, &asking), asked.value("said")))
    })
}

/// What a request can be about: the pains of the business, and all else.
fn topics(opened: &Opened) -> Vec<String> {
    let readings = read_all(&opened.diagnosis.answers, &opened.content);
    let questionnaire = &opened.content.questionnaire;
    let pains = questionnaire.interpret(&readings.answers).pains();
    let known = pains.into_iter().filter(|pain| questionnaire.pain(pain).is_some());
    known.chain([OTHER_TOPIC.to_owned()]).collect()
}

fn page(
    backend: &Backend,
    opened: &Opened,
    (topics, asking): (&[String], &Asking),
    code: Option<&str>,
) -> AnyView {
    let said = code.and_then(Said::parse);
    let unfit = code == Some(UNFIT);
    // What was not sent is shown again.
    let kept = unfit || matches!(said, Some(Said::TooMany | Said::TooOften | Said::NoAgency));
    let sent = if kept { SentRequest::typed(backend) } else { SentRequest::default() };
    let problems = if unfit { sent.problems(backend) } else { Vec::new() };
    let summary: Vec<_> = problems.iter().map(|one| (one.field(), one.sentence().to_owned())).collect();
    let elsewhere = signed_in().is_some();
    let open = asking.own.iter().filter(|request| request.state.is_open()).count() as u64;
    let asks = if elsewhere {
        on_own_device()
    } else if asking.receivers.iter().all(Option::is_none) {
        nobody()
    } else if open >= MOST_OPEN {
        view! { <div class="callout"><p>{words::ENOUGH}</p></div> }.into_any()
    } else {
        form::form(opened, (topics, asking), (&sent, &problems))
    };
    let wrong = !problems.is_empty();
    let body = view! {
        {wrong.then(|| error::error_summaries(summary))}
        <h1 class="page__title">{words::TITLE}</h1>
        <p class="lead">{words::LEAD}</p>
        {said.filter(|said| *said != Said::NoAgency).map(note)}
        {own::own(opened, &asking.own, elsewhere)}
        {asks}
        <p class="actions">
            <a class="button button--secondary" href=flow::result_path(&opened.key)>{words::BACK}</a>
        </p>
    }
    .into_any();
    let title = error::title(words::TITLE, wrong);
    view! { <Frame title width=Width::Narrow place=Place::Answering>{body}</Frame> }.into_any()
}

/// What a form came to.
pub fn note(said: Said) -> AnyView {
    let class = if said.is_good_news() { "callout callout--success" } else { "callout callout--warning" };
    view! {
        <div class=class role="status">
            <p>{said.sentence()}</p>
        </div>
    }
    .into_any()
}

/// Where staff is signed in, nobody asks for the business, and nobody answers.
fn on_own_device() -> AnyView {
    view! { <p class="callout callout--warning">{sentences(Refusal::OnOwnDevice).1}</p> }.into_any()
}

/// Nobody could read a request: better to say so than to let it lie.
fn nobody() -> AnyView {
    view! {
        <div class="callout callout--warning">
            <p>{words::NOBODY}</p>
            <ul class="plain-list">
                <li><a href="/agencies">{words::TO_AGENCIES}</a></li>
                <li><a href="/menus?kind=consultation">{words::TO_CONSULTATIONS}</a></li>
            </ul>
        </div>
    }
    .into_any()
}

/// Has it come to nothing yet, so that the business may take it back?
fn may_withdraw(state: State) -> bool {
    state.is_open()
}
