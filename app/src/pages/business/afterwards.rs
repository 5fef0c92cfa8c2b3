//! What became of the support that the result had offered: one short form for each menu.

use chrono::NaiveDate;
use domain::answer::read_all;
use domain::application::{Application, Hindrance};
use domain::content::Content;
use domain::document::MenuKind;
use domain::matching::Business;
use leptos::prelude::*;

use super::flow;
use crate::backend::{Backend, NoticeToken, SoFar, Teller, Told};
use crate::parts::error;
use crate::parts::frame::{Frame, Place, Width};
use crate::parts::listing::{Asked, option};
use crate::parts::load::{backend, open, segment, show};
use crate::refusal::Refusal;
use crate::response::see_other;
use crate::words::afterwards as words;

/// Of what was offered, this many are asked about.
const ASKED: usize = 8;

/// Where somebody tells.
fn path(teller: &Teller) -> String {
    match teller {
        Teller::Diagnosis(key) => flow::afterwards_path(key),
        Teller::Subscriber(token) => flow::asked_afterwards_path(token),
    }
}

/// Where it is said what became of telling.
#[must_use]
pub fn told_path(teller: &Teller, menu: &str, said: &str) -> String {
    format!("{}?{said}={}#{menu}", path(teller), menu.replace('+', "%2B"))
}

/// `/diagnosis/{key}/afterwards`
#[component]
pub fn AfterwardsPage() -> impl IntoView {
    let (backend, key, asked) = (backend(), segment("key"), Asked::of_address());
    show(async move {
        let opened = open(&backend, &key).await?;
        if opened.diagnosis.submitted_at.is_none() {
            see_other(&flow::resume(&opened));
            return Ok(().into_any());
        }
        let result = flow::result_path(&opened.key);
        let teller = Teller::Diagnosis(opened.key);
        let so_far = backend.tellings.told(&teller).await?.ok_or(Refusal::DiagnosisNotFound)?;
        Ok(page(&backend, &teller, &so_far, (&asked, Some(result))))
    })
}

/// `/notices/{token}/afterwards`: where the mail leads that asks.
#[component]
pub fn AskedAfterwardsPage() -> impl IntoView {
    let (backend, token, asked) = (backend(), NoticeToken::parse(&segment("token")), Asked::of_address());
    show(async move {
        let teller = token.map(Teller::Subscriber);
        let so_far = match &teller {
            Some(teller) => backend.tellings.told(teller).await?,
            None => None,
        };
        Ok(match (teller, so_far) {
            (Some(teller), Some(so_far)) => page(&backend, &teller, &so_far, (&asked, None)),
            _ => {
                see_other(flow::NOTICES_ENDED);
                ().into_any()
            }
        })
    })
}

fn page(
    backend: &Backend,
    teller: &Teller,
    so_far: &SoFar,
    (asked, result): (&Asked, Option<String>),
) -> AnyView {
    let menus = menus(so_far, backend.clock.today());
    let of_form = |name| asked.value(name).filter(|menu| menus.iter().any(|one| one == menu));
    let (kept, choose) = (of_form("kept"), of_form("choose"));
    let forms: Vec<_> = menus
        .iter()
        .map(|menu| {
            let told = so_far.told.iter().find(|told| told.menu == *menu);
            let said = Said { kept: kept == Some(menu), wrong: choose == Some(menu) };
            form(&so_far.asked_by.content, teller, menu, (told, said))
        })
        .collect();
    let none = menus.is_empty().then(|| view! { <p>{words::NONE}</p> });
    let summary = choose.map(|menu| error::error_summary(&application_id(menu), words::CHOOSE.to_owned()));
    let title = error::title(words::TITLE, choose.is_some());
    let back = result.map(|result| {
        view! {
            <p class="actions">
                <a class="button button--secondary" href=result>{words::SEE_RESULT}</a>
            </p>
        }
    });
    view! {
        <Frame title width=Width::Narrow place=Place::Answering>
            {summary}
            <h1 class="page__title">{words::TITLE}</h1>
            <p class="lead">{words::LEAD}</p>
            {none}
            {forms}
            {back}
        </Frame>
    }
    .into_any()
}

/// Ids of the menus that are asked about: what was told of, then what is offered today for the latest answers.
fn menus(so_far: &SoFar, today: NaiveDate) -> Vec<String> {
    let content: &Content = &so_far.asked_by.content;
    let readings = read_all(&so_far.asked_by.answers, content);
    let answers = content.questionnaire.interpret(&readings.answers);
    let business = Business::of_answers(&answers, &content.industries);
    let mut menus: Vec<String> = so_far.told.iter().map(|told| told.menu.clone()).collect();
    menus.retain(|menu| content.menu(menu).is_some());
    let offered = business.match_all(&content.menus, today).offered;
    // One does not apply for information.
    let offered = offered.iter().filter(|judgement| judgement.menu.document.kind != MenuKind::Information);
    for id in offered.map(|judgement| judgement.menu.id()).take(ASKED) {
        if menus.iter().all(|menu| menu != id) {
            menus.push(id.to_owned());
        }
    }
    menus
}

/// What is said at a form.
struct Said {
    kept: bool,
    /// Nothing was chosen.
    wrong: bool,
}

fn application_id(menu: &str) -> String {
    format!("application-{menu}")
}

fn form(
    content: &Content,
    teller: &Teller,
    menu: &str,
    (told, said): (Option<&Told>, Said),
) -> impl IntoView + use<> {
    let (by, opens) = match teller {
        Teller::Diagnosis(key) => ("key", key.as_str().to_owned()),
        Teller::Subscriber(token) => ("token", token.as_str().to_owned()),
    };
    let name = content.menu(menu).map(|menu| menu.document.name.clone());
    let applications: Vec<_> = Application::ALL
        .into_iter()
        .enumerate()
        .map(|(n, one)| {
            view! {
                <label class="choice">
                    <input
                        class="choice__input"
                        type="radio"
                        name="application"
                        value=one.code()
                        id=(n == 0).then(|| application_id(menu))
                        checked=told.is_some_and(|told| told.application == one)
                    />
                    <span class="choice__label">{words::application(one)}</span>
                </label>
            }
        })
        .collect();
    let hindrance = told.and_then(|told| told.hindrance);
    let hindrances: Vec<_> = Hindrance::ALL
        .into_iter()
        .map(|one| option(one.code(), words::hindrance(one).to_owned(), hindrance == Some(one)))
        .collect();
    let select_id = format!("hindrance-{menu}");
    let label_for = select_id.clone();
    view! {
        <details class="fold" id=menu.to_owned() open=told.is_some() || said.wrong>
            <summary class="fold__summary">{name.clone()}</summary>
            <form class="form" method="post" action="/do/tell" novalidate>
                <input type="hidden" name=by value=opens />
                <input type="hidden" name="menu" value=menu.to_owned() />
                {said.kept.then(|| view! { <p class="callout callout--success" role="status">{words::KEPT}</p> })}
                <fieldset class="choice-group">
                    <legend class="choice-group__title">
                        {words::APPLICATION} <span class="visually-hidden">{name}</span>
                        {said.wrong.then(|| error::field_error(None, words::CHOOSE.to_owned()))}
                    </legend>
                    <div class="choices">{applications}</div>
                </fieldset>
                <label class="select-field" for=label_for>
                    <span class="select-field__label">{words::HINDRANCE}</span>
                    <select class="select" id=select_id name="hindrance">
                        <option value="">{words::NOTHING}</option>
                        {hindrances}
                    </select>
                </label>
                <div class="actions">
                    <button class="button button--primary" type="submit">{words::KEEP}</button>
                </div>
            </form>
        </details>
    }
}
