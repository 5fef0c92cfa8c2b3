//! What goes and what stays, before anything is deleted.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{EXPORT, ME, said, sign_in_said_path};
use crate::backend::{Erasing, Mine};
use crate::parts::error;
use crate::parts::field::summary;
use crate::parts::frame::{Frame, Width};
use crate::parts::load::{backend, show};
use crate::refusal::Refusal;
use crate::response::see_other;
use crate::visitor::account as visitor;
use crate::words::account::{self as words, Said};

const ERASE: &str = "/me/delete";

/// The page for what is to be deleted. The numbers say nothing of anybody.
#[must_use]
pub fn erase_path(erasing: Erasing) -> String {
    match erasing {
        Erasing::All => ERASE.to_owned(),
        Erasing::Business(id) => format!("{ERASE}?business={id}"),
        Erasing::OpenDiagnosis(id) => format!("{ERASE}?diagnosis={id}"),
    }
}

/// The same, where it was not confirmed.
#[must_use]
pub fn not_sure_path(erasing: Erasing) -> String {
    let path = erase_path(erasing);
    let sign = if path.contains('?') { '&' } else { '?' };
    format!("{path}{sign}said={}", super::NOT_SURE)
}

/// `/me/delete`
#[component]
pub fn ErasePage() -> impl IntoView {
    let backend = backend();
    let problem = (said().as_deref() == Some(super::NOT_SURE)).then_some(words::SURE_MISSING);
    let [business, diagnosis] = ["business", "diagnosis"]
        .map(|name| use_query_map().with_untracked(|query| query.get(name)).map(|id| id.parse::<i64>()));
    let erasing = match (business, diagnosis) {
        (None, None) => Ok(Erasing::All),
        (Some(id), None) => id.map(Erasing::Business),
        (_, Some(id)) => id.map(Erasing::OpenDiagnosis),
    };
    show(async move {
        let mine = match visitor::session(&backend) {
            Some(session) => backend.accounts.mine(&session).await?,
            None => None,
        };
        let Some(mine) = mine else {
            see_other(&sign_in_said_path(Said::Over));
            return Ok(().into_any());
        };
        let erasing = erasing.map_err(|_| Refusal::PageNotFound)?;
        if is_own(&mine, erasing) { Ok(page(erasing, problem)) } else { Err(Refusal::PageNotFound) }
    })
}

fn is_own(mine: &Mine, erasing: Erasing) -> bool {
    match erasing {
        Erasing::All => true,
        Erasing::Business(id) => mine.businesses.iter().any(|business| business.id == id),
        Erasing::OpenDiagnosis(id) => {
            let mut diagnoses = mine.businesses.iter().flat_map(|business| &business.diagnoses);
            diagnoses.any(|diagnosis| diagnosis.id == id && diagnosis.submitted_at.is_none())
        }
    }
}

fn page(erasing: Erasing, problem: Option<&'static str>) -> AnyView {
    let goes: &[&str] = match erasing {
        Erasing::All => &words::GOES_ALL,
        Erasing::Business(_) => &words::GOES_BUSINESS,
        Erasing::OpenDiagnosis(_) => &words::GOES_DIAGNOSIS,
    };
    let goes: Vec<_> = goes.iter().map(|line| view! { <li>{*line}</li> }).collect();
    let stays = (!matches!(erasing, Erasing::OpenDiagnosis(_))).then(|| {
        view! {
            <section class="section" aria-labelledby="stays">
                <h2 class="section__title" id="stays">{words::STAYS}</h2>
                <ul class="plain-list plain-list--spaced">
                    <li>{words::STAYS_PUBLISHED}</li>
                </ul>
            </section>
        }
    });
    let body = view! {
        {summary("sure", problem)}
        <h1 class="page__title">{words::DELETE_PAGE}</h1>
        <section class="section" aria-labelledby="goes">
            <h2 class="section__title" id="goes">{words::GOES}</h2>
            <ul class="plain-list plain-list--spaced">{goes}</ul>
        </section>
        {stays}
        <p>{words::SHARED}</p>
        <div class="callout callout--warning">
            <p>{words::NO_WAY_BACK} " " <a href=EXPORT>{words::TAKE}</a></p>
        </div>
        {form(erasing, problem)}
    };
    let title = error::title(words::DELETE_PAGE, problem.is_some());
    view! { <Frame title width=Width::Narrow>{body}</Frame> }.into_any()
}

fn form(erasing: Erasing, problem: Option<&'static str>) -> AnyView {
    let which = match erasing {
        Erasing::All => None,
        Erasing::Business(id) => Some(("business", id)),
        Erasing::OpenDiagnosis(id) => Some(("diagnosis", id)),
    };
    let which = which.map(|(name, id)| view! { <input type="hidden" name=name value=id.to_string() /> });
    let described = problem.map(|_| "sure-error");
    view! {
        <form class="form" method="post" action="/do/erase" novalidate>
            {which}
            {problem.map(|problem| error::field_error("sure-error", problem.to_owned()))}
            <label class="choice">
                <input
                    class="choice__input"
                    id="sure"
                    type="checkbox"
                    name="sure"
                    value="1"
                    aria-invalid=problem.map(|_| "true")
                    aria-describedby=described
                />
                <span>{words::SURE} " " {error::requirement(true)}</span>
            </label>
            <div class="actions">
                <button class="button button--primary" type="submit">{words::DELETE}</button>
                <a class="button button--quiet" href=ME>{words::KEEP}</a>
            </div>
        </form>
    }
    .into_any()
}
