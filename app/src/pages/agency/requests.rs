//! `/agency/requests`: what businesses ask the agency for. Of the diagnosis nothing is here.

use domain::access::Act;
use domain::content::Content;
use domain::request::State;
use leptos::prelude::*;

use super::NEW_CLIENT;
use crate::backend::{DeskEntry, RequestDetail};
use crate::pages::business::note;
use crate::parts::facts::facts;
use crate::parts::frame::{AgencyFrame, AgencyPlace};
use crate::parts::listing::{Asked, option, select};
use crate::parts::load::{agency, segment, show};
use crate::parts::table::Table;
use crate::refusal::Refusal;
use crate::words::agency as places;
use crate::words::format::date;
use crate::words::requests::{self as words, Said};

/// Where the list is.
const REQUESTS: &str = "/agency/requests";

/// The list, with what a form came to.
#[must_use]
pub fn desk_path(said: Said) -> String {
    format!("{REQUESTS}?said={}", said.code())
}

/// A request, with what a form came to.
#[must_use]
pub fn request_path(id: i64, said: Said) -> String {
    format!("{}?said={}", path(id), said.code())
}

fn path(id: i64) -> String {
    format!("{REQUESTS}/{id}")
}

/// `/agency/requests`
#[component]
pub fn RequestsPage() -> impl IntoView {
    let (backend, adviser) = match agency(Act::SeeClients) {
        Ok(opened) => opened,
        Err(closed) => return closed,
    };
    let said = Asked::of_address().value("said").and_then(Said::parse);
    show(async move {
        let desk = backend.requests.desk(adviser).await?;
        let content = backend.contents.current();
        let waiting = [words::WAITING, words::NONE_WAITING, words::WAITED];
        let offered = [words::OFFERED, words::NONE_OFFERED, words::WAITED];
        let answered = [words::ANSWERED, words::NONE_ANSWERED, words::TOOK];
        let lists = [
            list(&content, "waiting", &desk.waiting, waiting),
            list(&content, "offered", &desk.offered, offered),
            list(&content, "answered", &desk.answered, answered),
        ];
        Ok(view! {
            <AgencyFrame title=places::REQUESTS place=AgencyPlace::Requests>
                <h1 class="page__title">{places::REQUESTS}</h1>
                <p class="lead">{words::DESK_LEAD}</p>
                {said.map(note)}
                {lists}
            </AgencyFrame>
        }
        .into_any())
    })
    .into_any()
}

/// `texts`: what the list holds, that it holds nothing, and what its days are.
fn list(content: &Content, id: &'static str, entries: &[DeskEntry], texts: [&'static str; 3]) -> AnyView {
    let [title, none, days] = texts;
    let rows: Vec<_> = entries.iter().map(|entry| row(content, entry)).collect();
    let head = view! {
        <th scope="col">{words::FROM}</th>
        <th scope="col">{words::ABOUT}</th>
        <th scope="col">{words::GOT_ON}</th>
        <th scope="col" class="table__num">{days}</th>
    };
    let body = if rows.is_empty() {
        view! { <p class="empty">{none}</p> }.into_any()
    } else {
        view! {
            <Table id=id caption=words::counted(title, entries.len()) head=head.into_any()>
                <tbody>{rows}</tbody>
            </Table>
        }
        .into_any()
    };
    view! {
        <section class="section">
            <h2 class="section__title">{title}</h2>
            {body}
        </section>
    }
    .into_any()
}

fn row(content: &Content, entry: &DeskEntry) -> impl IntoView + use<> {
    view! {
        <tr>
            <th scope="row">
                <a href=path(entry.id)>{entry.name.clone()}</a>
            </th>
            <td>{words::topic(content, &entry.topic)}</td>
            <td>{date(entry.got_on)}</td>
            <td class="table__num">{entry.waited}</td>
        </tr>
    }
}

/// `/agency/requests/{id}`
#[component]
pub fn RequestPage() -> impl IntoView {
    let (backend, adviser) = match agency(Act::SeeClients) {
        Ok(opened) => opened,
        Err(closed) => return closed,
    };
    let (id, said) = (segment("id"), Asked::of_address().value("said").and_then(Said::parse));
    show(async move {
        let id: i64 = id.parse().map_err(|_| Refusal::PageNotFound)?;
        let detail = backend.requests.request(adviser, id).await?.ok_or(Refusal::PageNotFound)?;
        let title = words::request_title(&detail.entry.name);
        let content = backend.contents.current();
        Ok(view! {
            <AgencyFrame title=title.clone() place=AgencyPlace::Requests>
                <h1 class="page__title">{title.clone()}</h1>
                {said.map(note)}
                {asked(&content, &detail)}
                {detail.entry.state.is_open().then(|| steps(&detail))}
                <section class="section">
                    <h2 class="section__title">{words::RESULT_TITLE}</h2>
                    <p>{words::RESULT_TEXT}</p>
                    <p><a href=NEW_CLIENT>{words::TO_NEW_CLIENT}</a></p>
                </section>
                <p><a href=REQUESTS>{places::REQUESTS}</a></p>
            </AgencyFrame>
        }
        .into_any())
    })
    .into_any()
}

fn asked(content: &Content, detail: &RequestDetail) -> impl IntoView + use<> {
    let entry = &detail.entry;
    let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| words::NOT_GIVEN.to_owned());
    let days = if entry.state == State::Answered { words::TOOK } else { words::WAITED };
    let known = [
        Some((words::FROM, entry.name.clone())),
        Some((words::PHONE, or_none(&detail.phone))),
        Some((words::MAIL, or_none(&detail.mail))),
        Some((words::ABOUT, words::topic(content, &entry.topic))),
        Some((words::ASKED_ON, date(detail.asked_on))),
        (entry.got_on != detail.asked_on).then(|| (words::GOT_ON, date(entry.got_on))),
        Some((days, words::working_days(entry.waited))),
        entry.answered_on.map(|day| (words::MARK, date(day))),
        detail.answered_by.clone().map(|who| (words::ANSWERED_BY, who)),
    ];
    view! {
        {facts(known.into_iter().flatten())}
        <section class="section">
            <h2 class="section__title">{words::CONTENT}</h2>
            <p class="written">{detail.text.clone()}</p>
        </section>
    }
}

/// What can be done with an open one.
fn steps(detail: &RequestDetail) -> impl IntoView + use<> {
    let id = detail.entry.id;
    let note = detail
        .offered_to
        .as_deref()
        .map(|other| view! { <p class="callout">{words::asked_about(other)}</p> });
    view! {
        {note}
        <section class="section">
            <h2 class="section__title">{words::MARK_TITLE}</h2>
            <p>{words::MARK_TEXT}</p>
            <form class="actions" method="post" action="/do/answer-request">
                <input type="hidden" name="request" value=id.to_string() />
                <button class="button button--primary" type="submit">{words::MARK}</button>
            </form>
        </section>
        <section class="section">
            <h2 class="section__title">{words::OFFER_TITLE}</h2>
            <p>{words::OFFER_TEXT}</p>
            {offer(detail)}
        </section>
    }
}

fn offer(detail: &RequestDetail) -> AnyView {
    if detail.others.is_empty() {
        return view! { <p>{words::NO_OTHERS}</p> }.into_any();
    }
    let others = detail.others.iter().map(|other| option(&other.id.to_string(), other.name.clone(), false));
    let others: Vec<_> = others.collect();
    view! {
        <form class="form" method="post" action="/do/offer-request">
            <input type="hidden" name="request" value=detail.entry.id.to_string() />
            {select("to", words::OFFER_TO, others.into_any())}
            <div class="actions">
                <button class="button button--secondary" type="submit">{words::OFFER}</button>
            </div>
        </form>
    }
    .into_any()
}
