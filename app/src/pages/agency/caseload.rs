//! `/agency`: the clients of one's agency, what is due first.

use domain::access::Act;
use domain::content::Content;
use leptos::prelude::*;

use super::{AGENCY, NEW_CLIENT, client_path};
use crate::backend::{CaseloadOnly, CaseloadOrder, CaseloadQuery, ClientRow};
use crate::caseload::query;
use crate::parts::facts::facts;
use crate::parts::frame::{AgencyFrame, AgencyPlace};
use crate::parts::listing::{Address, Asked, option, pager, select};
use crate::parts::load::{agency, show};
use crate::words::account::day;
use crate::words::clients as words;
use crate::words::consent::until;

/// A list as an address.
fn address(path: &'static str, query: &CaseloadQuery) -> Address {
    let order = (query.order != CaseloadOrder::default()).then(|| query.order.code());
    Address::new(path)
        .and("q", query.words.as_deref())
        .and("municipality", query.municipality.as_deref())
        .and("level", query.level.as_deref())
        .and("only", query.only.map(CaseloadOnly::code))
        .and("sort", order)
}

/// `/agency`
#[component]
pub fn CaseloadPage() -> impl IntoView {
    let (backend, adviser) = match agency(Act::SeeClients) {
        Ok(open) => open,
        Err(closed) => return closed,
    };
    let asked = Asked::of_address();
    show(async move {
        let words = asked.words();
        let value = |name: &str| if name == "q" { Some(words.as_str()) } else { asked.value(name) };
        let mut query = query(value, asked.page());
        query.words = query.words.filter(|words| !words.is_empty());
        let found = backend.clients.caseload(adviser, &query).await?;
        let today = backend.clock.today();
        let rows: Vec<_> = found.clients.items.iter().map(|row| card(&found.content, row, today)).collect();
        let list = address(AGENCY, &query);
        let none = if found.of_all == 0 { words::NONE } else { words::NONE_FOUND };
        let body = if rows.is_empty() {
            view! { <p class="empty">{none}</p> }.into_any()
        } else {
            view! { <ul class="cards section">{rows}</ul> }.into_any()
        };
        Ok(view! {
            <AgencyFrame title=words::TITLE place=AgencyPlace::Caseload>
                <h1 class="page__title">{words::TITLE}</h1>
                <p class="lead">{words::LEAD}</p>
                <p class="actions">
                    <a class="button button--primary" href=NEW_CLIENT>{words::NEW}</a>
                </p>
                {(found.of_all > 0).then(|| form(&found.content, &query))}
                <p class="result-count" role="status">{words::count(found.clients.total, found.of_all)}</p>
                {body}
                {pager(&found.clients, &list)}
                {(found.of_all > 0).then(|| files(&query))}
            </AgencyFrame>
        }
        .into_any())
    })
    .into_any()
}

fn form(content: &Content, query: &CaseloadQuery) -> AnyView {
    let all = || view! { <option value="">{words::ALL}</option> }.into_any();
    let towns: Vec<_> = content
        .municipalities
        .iter()
        .map(|town| option(&town.code, town.name.clone(), query.municipality.as_ref() == Some(&town.code)))
        .collect();
    let levels: Vec<_> = content
        .questionnaire
        .levels
        .iter()
        .map(|level| option(&level.id, level.label.clone(), query.level.as_ref() == Some(&level.id)))
        .collect();
    let only: Vec<_> = CaseloadOnly::ALL
        .into_iter()
        .map(|only| option(only.code(), words::only(only).to_owned(), query.only == Some(only)))
        .collect();
    let orders: Vec<_> = CaseloadOrder::ALL
        .into_iter()
        .map(|order| option(order.code(), words::order(order).to_owned(), query.order == order))
        .collect();
    view! {
        <form class="filters" method="get" action=AGENCY role="search" aria-label=words::FORM>
            <div class="filters__grid">
                <label class="text-field" for="q">
                    <span class="text-field__label">{words::WORDS}</span>
                    <input class="input" type="search" id="q" name="q" maxlength="100" value=query.words.clone() />
                </label>
                {select("municipality", words::MUNICIPALITY, view! { {all()} {towns} }.into_any())}
                {select("level", words::LEVEL, view! { {all()} {levels} }.into_any())}
                {select("only", words::ONLY, view! { {all()} {only} }.into_any())}
                {select("sort", words::ORDER, orders.into_any())}
                <button class="button button--primary" type="submit">{words::SHOW}</button>
            </div>
        </form>
    }
    .into_any()
}

fn card(content: &Content, row: &ClientRow, today: chrono::NaiveDate) -> AnyView {
    let standing = row.standing.as_ref();
    let level = standing.map(|standing| {
        standing.level.as_ref().map_or(words::NO_STANDING.to_owned(), |level| level.label.clone())
    });
    let town = standing
        .and_then(|standing| content.municipality(standing.municipality.as_deref()?))
        .map(|town| town.name.clone());
    let deadline = row.deadline.as_ref().map(|(day, menu)| {
        let name = content.menu(menu).map_or(menu.as_str(), |menu| menu.document.name.as_str());
        words::deadline(*day, name)
    });
    let known = [
        level.map(|level| (words::LEVEL, level)),
        standing.map(|standing| (words::CHANGE, words::change(standing.is_first, standing.change))),
        town.map(|town| (words::MUNICIPALITY, town)),
        deadline.map(|deadline| (words::DEADLINE, deadline)),
        (row.tasks > 0).then(|| (words::TASKS, words::tasks(row.tasks, row.next_task))),
        Some((words::LAST_CONTACT, row.last_contact.map_or(words::NEVER.to_owned(), day))),
        Some((words::CONSENT_UNTIL, until(row.expires_at))),
    ];
    let due = words::due(row.due, today).map(|due| view! { <span class="badge">{due}</span> });
    view! {
        <li class="case-card">
            <h2 class="case-card__title">
                <a href=client_path(row.id)>{words::name(&row.name, row.id)}</a>
                " "
                {due}
            </h2>
            {facts(known.into_iter().flatten())}
        </li>
    }
    .into_any()
}

fn files(query: &CaseloadQuery) -> AnyView {
    let link = |path, label| view! { <a class="button button--secondary" href=address(path, query).page(1)>{label}</a> };
    view! {
        <section class="section" aria-labelledby="files">
            <h2 class="section__title" id="files">{words::FILE}</h2>
            <p>{words::FILE_NOTE}</p>
            <p class="actions">{link("/agency/clients.csv", "CSV")} {link("/agency/clients.xlsx", "Excel")}</p>
        </section>
    }
    .into_any()
}
