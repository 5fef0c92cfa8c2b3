//! `/me`: what a person has here, and what can be done with it.

use domain::answer::read_all;
use domain::scoring::score;
use leptos::prelude::*;

use super::{EXPORT, erase_path, note, said, sign_in_said_path};
use crate::backend::{Backend, Erasing, Mine, OwnBusiness, OwnConsent, OwnDiagnosis};
use crate::pages::business::{Taker, given_section};
use crate::parts::error;
use crate::parts::facts::facts;
use crate::parts::field::{Field, field, summary};
use crate::parts::frame::Frame;
use crate::parts::load::{backend, show};
use crate::parts::sessions::{self, About};
use crate::refusal::Refusal;
use crate::response::see_other;
use crate::visitor::{Typed, account as visitor, typed};
use crate::words::account::{self as words, Said};

const SESSIONS: About = About {
    action: "/do/end-session",
    title: words::SESSIONS_TITLE,
    text: words::SESSIONS_TEXT,
    end_this: words::END_THIS,
};

/// `/me`
#[component]
pub fn MinePage() -> impl IntoView {
    let (backend, said) = (backend(), said());
    show(async move {
        let mine = match visitor::session(&backend) {
            Some(session) => backend.accounts.mine(&session).await?,
            None => None,
        };
        let Some(mine) = mine else {
            let over = visitor::session(&backend).is_some();
            see_other(&if over { sign_in_said_path(Said::Over) } else { super::SIGN_IN.to_owned() });
            return Ok(().into_any());
        };
        let mut given = Vec::with_capacity(mine.businesses.len());
        for business in &mine.businesses {
            let session = visitor::session(&backend).ok_or(Refusal::Unavailable)?;
            given.push(backend.consents.consents_of(&session, business.id).await?.unwrap_or_default());
        }
        Ok(page(&backend, &mine, &given, said.as_deref()))
    })
}

fn page(backend: &Backend, mine: &Mine, given: &[Vec<OwnConsent>], said: Option<&str>) -> AnyView {
    let problem = (said == Some(super::WRONG_ADDRESS)).then_some(words::ADDRESS_WRONG);
    let body = view! {
        {summary("address", problem)}
        <h1 class="page__title">{words::TITLE}</h1>
        <p class="lead">{words::LEAD}</p>
        {said.and_then(Said::parse).map(note)}
        {businesses(mine)}
        {consents(mine, given)}
        {address(backend, mine, problem)}
        {sessions::section(SESSIONS, &mine.sessions)}
        <section class="section" aria-labelledby="take">
            <h2 class="section__title" id="take">{words::TAKE_TITLE}</h2>
            <p>{words::TAKE_TEXT}</p>
            <p class="actions">
                <a class="button button--secondary" href=EXPORT>{words::TAKE}</a>
            </p>
        </section>
        <section class="section" aria-labelledby="delete">
            <h2 class="section__title" id="delete">{words::DELETE_TITLE}</h2>
            <p>{words::DELETE_TEXT}</p>
            <p class="actions">
                <a class="button button--secondary" href=erase_path(Erasing::All)>{words::DELETE_GO}</a>
            </p>
        </section>
    };
    let title = error::title(words::TITLE, problem.is_some());
    view! { <Frame title>{body}</Frame> }.into_any()
}

fn businesses(mine: &Mine) -> AnyView {
    if mine.businesses.is_empty() {
        return view! {
            <p class="empty">{words::NOTHING}</p>
            <p>{words::ADD_TEXT}</p>
        }
        .into_any();
    }
    let sections: Vec<_> = mine
        .businesses
        .iter()
        .enumerate()
        .map(|(place, business)| of_business(place + 1, business))
        .collect();
    view! {
        {sections}
        <p class="table-note">{words::ADD_TEXT}</p>
    }
    .into_any()
}

/// To whom each business shows its results; nothing for those that never did.
fn consents(mine: &Mine, given: &[Vec<OwnConsent>]) -> AnyView {
    let sections: Vec<_> = mine
        .businesses
        .iter()
        .zip(given)
        .enumerate()
        .filter(|(_, (_, given))| !given.is_empty())
        .map(|(place, (business, given))| {
            let name = words::business(place + 1, self::place(business).as_deref());
            given_section(Taker::Account(place + 1, &name), given)
        })
        .collect();
    sections.into_any()
}

fn of_business(number: usize, business: &OwnBusiness) -> AnyView {
    let name = words::business(number, place(business).as_deref());
    let id = format!("business-{number}");
    let labelled_by = id.clone();
    let cards: Vec<_> = business.diagnoses.iter().map(card).collect();
    let erase = erase_path(Erasing::Business(business.id));
    view! {
        <section class="section" aria-labelledby=labelled_by>
            <h2 class="section__title" id=id>{name.clone()}</h2>
            <ul class="cards">{cards}</ul>
            <p class="actions">
                <a class="button button--quiet" href=erase>
                    <span class="visually-hidden">{name} " "</span>
                    {words::DELETE_BUSINESS}
                </a>
            </p>
        </section>
    }
    .into_any()
}

/// The town that the latest answers name: enough to tell one's businesses apart.
fn place(business: &OwnBusiness) -> Option<String> {
    business.diagnoses.iter().find_map(|diagnosis| {
        let readings = read_all(&diagnosis.answers, &diagnosis.content);
        let facts = diagnosis.content.questionnaire.interpret(&readings.answers).facts;
        let code = facts.text(domain::facts::FactName::Municipality)?;
        let town = diagnosis.content.municipalities.iter().find(|town| town.code == code)?;
        Some(town.name.clone())
    })
}

fn card(diagnosis: &OwnDiagnosis) -> AnyView {
    let sent = diagnosis.submitted_at.map_or_else(|| words::NOT_SENT.to_owned(), words::day);
    let again = (diagnosis.submitted_at.is_some() && !diagnosis.followed)
        .then(|| press(diagnosis, Some("1"), words::AGAIN));
    let erase = diagnosis.submitted_at.is_none().then(|| {
        view! {
            <a class="button button--quiet" href=erase_path(Erasing::OpenDiagnosis(diagnosis.id))>
                <span class="visually-hidden">{words::of_day(diagnosis.started_at)}</span>
                {words::DELETE_ONE}
            </a>
        }
    });
    view! {
        <li class="case-card">
            {facts([
                (words::STATE, state(diagnosis)),
                (words::STARTED, words::day(diagnosis.started_at)),
                (words::SENT_ON, sent),
            ])}
            <div class="actions">{press(diagnosis, None, words::OPEN)} {again} {erase}</div>
        </li>
    }
    .into_any()
}

/// The level of a submitted one, how far another is.
fn state(diagnosis: &OwnDiagnosis) -> String {
    if diagnosis.submitted_at.is_none() {
        return words::under_way(diagnosis.answers.len());
    }
    let readings = read_all(&diagnosis.answers, &diagnosis.content);
    let answers = diagnosis.content.questionnaire.interpret(&readings.answers);
    let level = score(&answers).level.map(|level| level.label.clone());
    level.unwrap_or_else(|| words::NO_STAGE.to_owned())
}

/// A form that is one button. The number is no proof of anything: whose it is, is looked at.
fn press(diagnosis: &OwnDiagnosis, again: Option<&'static str>, label: &'static str) -> AnyView {
    view! {
        <form method="post" action="/do/open-mine">
            <input type="hidden" name="diagnosis" value=diagnosis.id.to_string() />
            {again.map(|again| view! { <input type="hidden" name="again" value=again /> })}
            <button class="button button--secondary" type="submit">
                <span class="visually-hidden">{words::of_day(diagnosis.started_at)}</span>
                {label}
            </button>
        </form>
    }
    .into_any()
}

fn address(backend: &Backend, mine: &Mine, problem: Option<&'static str>) -> AnyView {
    let value = problem.and_then(|_| typed(backend, Typed::Address));
    let new = Field { value, ..Field::address(words::NEW_ADDRESS, words::NEW_ADDRESS_HINT, problem) };
    view! {
        <section class="section" aria-labelledby="mail">
            <h2 class="section__title" id="mail">{words::ADDRESS_TITLE}</h2>
            <p>
                <b>{mine.address.clone()}</b>
            </p>
            <p>{words::CHANGE_TEXT}</p>
            <form class="form" method="post" action="/do/change-address" novalidate>
                {field(new)}
                <div class="actions">
                    <button class="button button--secondary" type="submit">{words::SEND}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}
