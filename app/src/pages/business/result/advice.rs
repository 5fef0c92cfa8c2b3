//! What agencies have written for this business: words, and menus that they propose.

use domain::caseload::ProposalState;
use domain::content::Content;
use leptos::prelude::*;

use crate::backend::{DiagnosisKey, ForBusiness, ProposalFor};
use crate::pages::business::flow;
use crate::parts::listing::option;
use crate::parts::load::signed_in;
use crate::words::consent::{self as words, MarkSaid};

/// Nothing where nothing was written.
pub fn section(
    content: &Content,
    key: &DiagnosisKey,
    (written, marked): (&ForBusiness, Option<MarkSaid>),
) -> Option<AnyView> {
    if written.advice.is_empty() && written.proposals.is_empty() {
        return None;
    }
    let advice: Vec<_> = written
        .advice
        .iter()
        .map(|one| {
            view! {
                <li class="case-card">
                    <p class="written">{one.text.clone()}</p>
                    <p class="table-note">{words::written(&one.agency, one.written_at)}</p>
                </li>
            }
        })
        .collect();
    let proposals: Vec<_> = written.proposals.iter().map(|one| proposal(content, key, one)).collect();
    let proposed = (!proposals.is_empty()).then(|| {
        view! {
            <h3 class="verdict-group__title">{words::PROPOSED}</h3>
            <ul class="cards">{proposals}</ul>
        }
    });
    Some(
        view! {
            <section class="section" id="advice" aria-labelledby="advice-title">
                <h2 class="section__title" id="advice-title">{words::ADVICE_TITLE}</h2>
                {marked.map(note)}
                {(!advice.is_empty()).then(|| view! { <ul class="cards">{advice}</ul> })}
                {proposed}
            </section>
        }
        .into_any(),
    )
}

fn note(said: MarkSaid) -> AnyView {
    let class = match said {
        MarkSaid::Told => "callout callout--success",
        MarkSaid::NotShared => "callout callout--warning",
    };
    view! { <p class=class role="status">{said.sentence()}</p> }.into_any()
}

fn proposal(content: &Content, key: &DiagnosisKey, one: &ProposalFor) -> AnyView {
    let (name, link) = match content.menu(&one.menu) {
        Some(menu) => {
            let name = menu.document.name.clone();
            let link = view! { <a href=flow::menu_path(&one.menu)>{name.clone()}</a> }.into_any();
            (name, link)
        }
        None => (one.menu.clone(), view! { {one.menu.clone()} {words::MENU_GONE} }.into_any()),
    };
    // Where staff is signed in, nobody says for the business what became of it.
    let then = match one.is_shared {
        true if signed_in().is_none() => Some(mark_form(key, one, name)),
        true => None,
        false => Some(closed(one)),
    };
    view! {
        <li class="case-card">
            <p><b>{link}</b></p>
            <p class="table-note">{words::written(&one.agency, one.changed_at)}</p>
            {then}
        </li>
    }
    .into_any()
}

/// How far it had come; nobody of the agency would read more.
fn closed(one: &ProposalFor) -> AnyView {
    view! {
        <p>{words::MARK_STATE} {words::proposal(one.state)}</p>
        <p class="hint">{words::MARK_CLOSED}</p>
    }
    .into_any()
}

fn mark_form(key: &DiagnosisKey, one: &ProposalFor, name: String) -> AnyView {
    let states: Vec<_> = ProposalState::ALL
        .into_iter()
        .map(|state| option(state.code(), words::proposal(state).to_owned(), state == one.state))
        .collect();
    let label = format!("{name}：{}", words::MARK);
    view! {
        <form class="actions print-hide" method="post" action="/do/mark-proposal">
            <input type="hidden" name="key" value=key.as_str().to_owned() />
            <input type="hidden" name="proposal" value=one.id.to_string() />
            <select class="select" name="state" aria-label=label>
                {states}
            </select>
            <button class="button button--secondary" type="submit">
                <span class="visually-hidden">{name} "："</span>
                {words::MARK_KEEP}
            </button>
        </form>
    }
    .into_any()
}
