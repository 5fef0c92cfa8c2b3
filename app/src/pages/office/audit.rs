//! `/office/audit`: what officers did, the latest first.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};
use domain::access::Act;
use domain::content::Content;
use domain::draft::{Difference, differences};
use domain::search::Page;
use domain::window::japan_time;
use leptos::prelude::*;
use serde_json::Value;

use crate::backend::{Action, Actor, AuditEntry, AuditQuery};
use crate::parts::frame::{Crumbs, OfficeFrame};
use crate::parts::listing::{Address, Asked, option, pager, select};
use crate::parts::load::{office, show};
use crate::parts::table::Table;
use crate::words::{audit as words, drafts, office, search};

/// Where the page is.
const PATH: &str = "/office/audit";
/// So many fields are shown unfolded.
const UNFOLDED: usize = 6;

/// `/office/audit`
#[component]
pub fn AuditPage() -> impl IntoView {
    let backend = match office(Act::ReadAudit) {
        Ok(backend) => backend,
        Err(closed) => return closed,
    };
    let query = query(&Asked::of_address());
    show(async move {
        let content = backend.contents.current();
        let page = backend.audits.entries(&query).await?;
        let items: Vec<_> = page.items.iter().map(|entry| item(&content, entry)).collect();
        Ok(view! {
            <OfficeFrame title=search::title(words::TITLE, page.number)>
                <Crumbs parent=("/office", office::TITLE) here=words::TITLE />
                <h1 class="page__title">{words::TITLE}</h1>
                <p class="lead">{words::LEAD}</p>
                <p class="table-note">{words::WHO_NOTE}</p>
                {form(&query)}
                {count(&page)}
                <ul class="entries">{items}</ul>
                {pager(&page, &address(&query))}
            </OfficeFrame>
        }
        .into_any())
    })
    .into_any()
}

/// Years of days that can be asked for: no entry is of another, and not every database knows them.
const YEARS: RangeInclusive<i32> = 2000..=2999;

/// More, in bytes, nobody types.
const LONGEST: usize = 400;

/// What the address asks for; what cannot be read sets no limit.
fn query(asked: &Asked) -> AuditQuery {
    let day = |name| asked.value(name).and_then(|text| text.parse::<NaiveDate>().ok());
    let day = |name| day(name).filter(|day| YEARS.contains(&day.year()));
    let is_readable = |text: &&str| !text.contains(char::is_control) && text.len() <= LONGEST;
    let text = |name| asked.value(name).filter(is_readable).map(str::to_owned);
    AuditQuery {
        actor: text("actor"),
        action: asked.value("action").and_then(Action::parse),
        subject: text("subject"),
        words: text("words"),
        from: day("from"),
        until: day("until"),
        page: asked.page(),
    }
}

fn address(query: &AuditQuery) -> Address {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    Address::new(PATH)
        .and("actor", query.actor.as_deref())
        .and("action", query.action.map(Action::code))
        .and("subject", query.subject.as_deref())
        .and("words", query.words.as_deref())
        .and("from", day(query.from))
        .and("until", day(query.until))
}

fn form(query: &AuditQuery) -> impl IntoView + use<> {
    let actions: Vec<_> = Action::ALL
        .into_iter()
        .map(|one| option(one.code(), words::action(one).to_owned(), query.action == Some(one)))
        .collect();
    let actions = view! { <option value="">{words::ALL}</option> {actions} };
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    view! {
        <form class="filters" method="get" action=PATH aria-label=words::FORM>
            <div class="filters__grid">
                {field("actor", "text", words::ACTOR, query.actor.clone().unwrap_or_default())}
                {select("action", words::ACTION, actions.into_any())}
                {field("subject", "text", words::SUBJECT, query.subject.clone().unwrap_or_default())}
                {field("words", "text", words::WORDS, query.words.clone().unwrap_or_default())}
                {field("from", "date", words::FROM, day(query.from))}
                {field("until", "date", words::UNTIL, day(query.until))}
                <button class="button button--secondary" type="submit">{words::SHOW}</button>
            </div>
        </form>
    }
}

fn field(name: &'static str, kind: &'static str, label: &'static str, value: String) -> impl IntoView {
    view! {
        <label class="text-field" for=name>
            <span class="text-field__label">{label}</span>
            <input class="input" type=kind id=name name=name value=value />
        </label>
    }
}

fn count(page: &Page<AuditEntry>) -> impl IntoView + use<> {
    let text = if page.total == 0 { words::NONE.to_owned() } else { words::count(page.total) };
    view! {
        <p class="result-count" role="status">
            <b>{text}</b>
            {search::span(page.span(), page.total)}
        </p>
    }
}

/// When, who, what, of what; then the fields before and after.
fn item(content: &Content, entry: &AuditEntry) -> impl IntoView + use<> {
    let at = japan_time(entry.at);
    let when = words::when(at);
    let actor = Actor::parse(&entry.actor).map_or_else(|| entry.actor.clone(), |actor| words::actor(&actor));
    let action =
        Action::parse(&entry.action).map_or(entry.action.clone(), |one| words::action(one).to_owned());
    let caption = words::changes(entry.number, &action, &when);
    view! {
        <li class="wait-list__item">
            <b>{action}</b>
            " "
            <span>{entry.subject.clone()}</span>
            <span class="wait-list__note">
                <time datetime=at.format("%Y-%m-%dT%H:%M:%S+09:00").to_string()>{when}</time>
                <span>{actor}</span>
                {entry.number.map(|number| view! { <span>{words::number(number)}</span> })}
            </span>
            {changes(content, entry, caption)}
        </li>
    }
}

/// Long ones are folded.
fn changes(content: &Content, entry: &AuditEntry, caption: String) -> Option<impl IntoView + use<>> {
    let found = differences(entry.before.as_ref(), entry.after.as_ref().unwrap_or(&Value::Null));
    let is_change = entry.before.is_some() && entry.after.is_some();
    let rows: Vec<_> = found.iter().map(|difference| row(content, difference, is_change)).collect();
    let heads: &[&str] = if is_change {
        &[words::FIELD, words::BEFORE, words::AFTER]
    } else {
        &[words::FIELD, words::CONTENT]
    };
    let heads: Vec<_> = heads.iter().map(|head| view! { <th scope="col">{*head}</th> }).collect();
    (!found.is_empty()).then(|| {
        view! {
            <details open=found.len() <= UNFOLDED>
                <summary>{words::fields(found.len(), is_change)}</summary>
                <Table id=format!("entry-{}", entry.id) caption=caption head=heads.into_any()>
                    <tbody>{rows}</tbody>
                </Table>
            </details>
        }
    })
}

fn row(content: &Content, difference: &Difference, is_change: bool) -> impl IntoView + use<> {
    let said = |value: &Option<Value>| match value {
        Some(value) => words::value(content, &difference.field, value),
        None => drafts::NOTHING.to_owned(),
    };
    let (before, after) = (said(&difference.before), said(&difference.after));
    let cells = if is_change {
        vec![before, after]
    } else {
        vec![if difference.after.is_some() { after } else { before }]
    };
    let cells: Vec<_> = cells.into_iter().map(|cell| view! { <td>{cell}</td> }).collect();
    view! {
        <tr>
            <th scope="row">{words::field(&difference.field)}</th>
            {cells}
        </tr>
    }
}
