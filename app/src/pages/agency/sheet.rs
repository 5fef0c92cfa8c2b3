//! `/agency/clients/{id}/sheet`: one A4 page for a visit.

use chrono::NaiveDate;
use domain::access::Act;
use domain::answer::read_all;
use domain::content::Content;
use domain::matching::{Business, Matches, Verdict};
use domain::scoring::{score, whole};
use leptos::prelude::*;

use super::client::standing;
use super::{back, load, wanted};
use crate::backend::{Client, Earlier, LookAt};
use crate::parts::facts::facts;
use crate::parts::frame::{AgencyFrame, AgencyPlace};
use crate::parts::load::{agency, show};
use crate::words::account::day;
use crate::words::consent::until;
use crate::words::format::{date, month_and_day};
use crate::words::{clients as words, result, steps};

/// At most this many lines of each, so that it stays one page.
const LINES: usize = 4;
/// Of a note or a to-do, so many characters: with four of each, the longest names of menus still leave room to write.
const TEXT: usize = 80;

/// `/agency/clients/{id}/sheet`
#[component]
pub fn SheetPage() -> impl IntoView {
    let (backend, adviser) = match agency(Act::SeeClients) {
        Ok(open) => open,
        Err(closed) => return closed,
    };
    let id = wanted();
    show(async move {
        let client = load(&backend, adviser, (id, LookAt::Sheet)).await?;
        let today = backend.clock.today();
        let mut known = vec![(words::CONSENT_UNTIL, until(client.expires_at))];
        if client.covers.contact {
            known.push((words::CONTACT, client.contact.clone()));
        }
        let latest = client.diagnoses.first().map(|one| &one.said);
        let known: Vec<_> = latest.map(standing).unwrap_or_default().into_iter().chain(known).collect();
        let of_diagnosis = latest.map(|said| of_diagnosis(said, today));
        let title = words::name(&client.name, client.id);
        let (id, tasks, notes) = (client.id, tasks(&client), notes(&client));
        Ok(view! {
            <AgencyFrame title=words::SHEET_TITLE place=AgencyPlace::Caseload>
                {back(id, words::TO_CLIENT)}
                <p class="print-hint print-hide">{words::PRINT}</p>
                <article class="sheet">
                    <h1 class="sheet__title">
                        {words::SHEET_TITLE} "　" {title}
                        <span class="sheet__day">{date(today)}</span>
                    </h1>
                    {facts(known)}
                    {of_diagnosis}
                    <div class="sheet__columns">{tasks} {notes}</div>
                    {free()}
                </article>
            </AgencyFrame>
        }
        .into_any())
    })
    .into_any()
}

fn of_diagnosis(said: &Earlier, today: NaiveDate) -> AnyView {
    let content = &said.content;
    let readings = read_all(&said.answers, content);
    let answers = content.questionnaire.interpret(&readings.answers);
    let business = Business::of_answers(&answers, &content.industries);
    let matches = business.match_all(&content.menus, today);
    let scores = score(&answers);
    let dimensions: Vec<_> = scores
        .dimensions
        .iter()
        .map(|one| {
            let score = one.score.map_or(result::UNANSWERED.to_owned(), |score| whole(score).to_string());
            view! { <li>{one.label.to_owned()} " " <b>{score}</b></li> }
        })
        .collect();
    view! {
        <ul class="sheet__scores">{dimensions}</ul>
        {pains(content, &answers.pains())}
        <div class="sheet__columns">{deadlines(&matches)} {near(content, &matches)}</div>
    }
    .into_any()
}

fn pains(content: &Content, ids: &[String]) -> AnyView {
    let items: Vec<_> = ids
        .iter()
        .filter_map(|id| content.questionnaire.pain(id))
        .take(LINES)
        .map(|pain| view! { <li><b>{pain.label.clone()}</b> "：" {pain.first_step.clone()}</li> }.into_any())
        .collect();
    part(words::SHEET_PAINS, items, result::NO_PAINS)
}

fn deadlines(matches: &Matches<'_>) -> AnyView {
    let mut dated: Vec<_> = matches
        .offered
        .iter()
        .filter(|judgement| judgement.verdict == Verdict::Eligible)
        .filter_map(|judgement| {
            let open = judgement.standing.window.takes_applications();
            Some((judgement.standing.round.closes.filter(|_| open)?, judgement.menu))
        })
        .collect();
    dated.sort_by_key(|(day, menu)| (*day, menu.id()));
    let items: Vec<_> = dated
        .into_iter()
        .take(LINES)
        .map(|(day, menu)| {
            view! { <li><b>{month_and_day(day)}</b> " " {menu.document.name.clone()}</li> }.into_any()
        })
        .collect();
    part(words::SHEET_DEADLINES, items, words::ELIGIBLE_NONE)
}

fn near(content: &Content, matches: &Matches<'_>) -> AnyView {
    let items: Vec<_> = matches
        .offered
        .iter()
        .filter(|judgement| judgement.near_miss)
        .take(LINES)
        .map(|judgement| {
            let step = judgement.misses().next().map(|miss| {
                let step = steps::towards(content, miss.condition.comparison.fact());
                step.unwrap_or_else(|| miss.condition.text.clone())
            });
            view! { <li><b>{judgement.menu.document.name.clone()}</b> "：" {step}</li> }.into_any()
        })
        .collect();
    part(words::NEAR_TITLE, items, words::NEAR_NONE)
}

fn tasks(client: &Client) -> AnyView {
    let open = client.tasks.iter().filter(|task| task.done_at.is_none()).take(LINES);
    let items: Vec<_> = open
        .map(|task| {
            view! { <li>"□ " {shortened(&task.text)} " " {task.due_on.map(month_and_day)}</li> }.into_any()
        })
        .collect();
    part(words::TASKS_TITLE, items, words::TASKS_NONE)
}

fn notes(client: &Client) -> AnyView {
    let items: Vec<_> = client
        .advice
        .iter()
        .take(LINES)
        .map(|one| {
            // The paper may lie on the client's table.
            let class = (!one.visible).then_some("print-hide");
            let inside = (!one.visible).then_some(words::INSIDE);
            view! { <li class=class>{day(one.written_at)} " " {shortened(&one.text)} {inside}</li> }
                .into_any()
        })
        .collect();
    part(words::SHEET_NOTES, items, words::NOTES_NONE)
}

fn shortened(text: &str) -> String {
    let start: String = text.chars().take(TEXT).collect();
    if start.len() < text.len() { format!("{start}…") } else { start }
}

fn part(title: &'static str, items: Vec<AnyView>, none: &'static str) -> AnyView {
    let body = if items.is_empty() {
        view! { <p>{none}</p> }.into_any()
    } else {
        view! { <ul class="plain-list">{items}</ul> }.into_any()
    };
    view! {
        <section class="sheet__part">
            <h2 class="sheet__heading">{title}</h2>
            {body}
        </section>
    }
    .into_any()
}

/// Lines to write on.
fn free() -> AnyView {
    let lines: Vec<_> = (0..6).map(|_| view! { <div class="sheet__line"></div> }).collect();
    view! {
        <section class="sheet__part" aria-hidden="true">
            <h2 class="sheet__heading">{words::SHEET_FREE}</h2>
            {lines}
        </section>
    }
    .into_any()
}
