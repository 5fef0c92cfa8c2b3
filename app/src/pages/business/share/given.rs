//! What a business has agreed to: with whom, what, until when, who looked; each with the button that ends it.

use domain::consent::Standing;
use leptos::prelude::*;

use crate::backend::{DiagnosisKey, OwnConsent};
use crate::parts::facts::facts;
use crate::words::account::day;
use crate::words::consent as words;

/// What a consent is taken back by.
#[derive(Debug, Clone, Copy)]
pub enum Taker<'a> {
    Key(&'a DiagnosisKey),
    /// The account that is signed in: of which of its businesses, by number and name.
    Account(usize, &'a str),
}

impl Taker<'_> {
    /// Whose consents they are, if there are others' on the page.
    fn whose(self) -> Option<String> {
        match self {
            Taker::Key(_) => None,
            Taker::Account(_, name) => Some(name.to_owned()),
        }
    }

    /// The id of the heading.
    fn heading(self) -> String {
        match self {
            Taker::Key(_) => "given".to_owned(),
            Taker::Account(number, _) => format!("given-{number}"),
        }
    }
}

/// Those that hold, then, folded, those that are over.
pub fn section(taker: Taker<'_>, consents: &[OwnConsent]) -> AnyView {
    let (holding, over): (Vec<_>, Vec<_>) =
        consents.iter().partition(|consent| consent.standing == Standing::Holds);
    let cards: Vec<_> = holding.into_iter().map(|consent| card(taker, consent)).collect();
    let body = if cards.is_empty() {
        view! { <p>{words::NONE_GIVEN}</p> }.into_any()
    } else {
        view! { <ul class="cards">{cards}</ul> }.into_any()
    };
    let past: Vec<_> = over.into_iter().map(|consent| card(taker, consent)).collect();
    let past = (!past.is_empty()).then(|| {
        view! {
            <details class="fold">
                <summary class="fold__summary">{words::OVER_TITLE}</summary>
                <ul class="cards">{past}</ul>
            </details>
        }
    });
    let (id, title) = (taker.heading(), words::given_by(taker.whose().as_deref()));
    let labelled_by = id.clone();
    view! {
        <section class="section" aria-labelledby=labelled_by>
            <h2 class="section__title" id=id>{title}</h2>
            {body}
            {past}
        </section>
    }
    .into_any()
}

fn card(taker: Taker<'_>, consent: &OwnConsent) -> AnyView {
    let holds = consent.standing == Standing::Holds;
    let until = if holds {
        words::until(consent.expires_at)
    } else {
        words::over(consent.standing, consent.revoked_at, consent.expires_at)
    };
    let known = [
        Some((words::AGENCY, consent.agency.clone())),
        Some((words::SEES, words::covers(consent.covers))),
        (!consent.name.is_empty()).then(|| (words::NAME, consent.name.clone())),
        (!consent.contact.is_empty()).then(|| (words::CONTACT_FIELD, consent.contact.clone())),
        Some((words::SINCE, day(consent.given_at))),
        Some((words::UNTIL, until)),
    ];
    view! {
        <li class="case-card">
            {facts(known.into_iter().flatten())}
            {looks(consent)}
            {holds.then(|| revoke(taker, consent))}
        </li>
    }
    .into_any()
}

fn looks(consent: &OwnConsent) -> AnyView {
    let looked: Vec<_> = consent
        .looks
        .iter()
        .map(|look| view! { <li>{words::looked(&consent.agency, look.at, look.what)}</li> })
        .collect();
    let hidden = consent.look_count.saturating_sub(consent.looks.len() as u64);
    let more = (hidden > 0).then(|| view! { <li>{words::more_looks(hidden)}</li> });
    if looked.is_empty() {
        return view! { <p class="hint">{words::NO_LOOKS}</p> }.into_any();
    }
    view! {
        <details class="fold">
            <summary class="fold__summary">{words::LOOKS} "（" {consent.look_count.to_string()} "）"</summary>
            <ul class="plain-list">{looked} {more}</ul>
        </details>
    }
    .into_any()
}

fn revoke(taker: Taker<'_>, consent: &OwnConsent) -> AnyView {
    let key = match taker {
        Taker::Key(key) => Some(key.as_str().to_owned()),
        Taker::Account(..) => None,
    };
    view! {
        <form class="actions" method="post" action="/do/revoke-consent">
            {key.map(|key| view! { <input type="hidden" name="key" value=key /> })}
            <input type="hidden" name="consent" value=consent.id.to_string() />
            <button class="button button--secondary" type="submit">
                <span class="visually-hidden">{words::to(taker.whose().as_deref(), &consent.agency)}</span>
                {words::REVOKE}
            </button>
        </form>
    }
    .into_any()
}
