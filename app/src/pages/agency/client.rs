//! `/agency/clients/{id}`: where a client stands, what changed, what could be proposed, what is to be done.

use chrono::NaiveDate;
use domain::access::Act;
use domain::answer::read_all;
use domain::caseload::Channel;
use domain::history::{Change, Pair, offers};
use domain::matching::{Business, Judgement, Matches, Verdict};
use domain::scoring::score;
use domain::window::{japan_day, japan_midnight};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::client_work::{notes, proposals, propose_button, tasks};
use super::{AGENCY, client_path, load, wanted};
use crate::backend::{Backend, Client, ClientDiagnosis, Earlier, LookAt};
use crate::pages::business::{flow, history_sections};
use crate::parts::error;
use crate::parts::facts::facts;
use crate::parts::frame::{AgencyFrame, AgencyPlace, Crumbs};
use crate::parts::load::{agency, show};
use crate::parts::table::Table;
use crate::words::account::day;
use crate::words::clients::{self as words, Said};
use crate::words::consent::{covers, until};
use crate::words::facts::value_text;
use crate::words::format::{date, month_and_day};
use crate::words::{history, steps};

/// `/agency/clients/{id}`
#[component]
pub fn ClientPage() -> impl IntoView {
    let (backend, adviser) = match agency(Act::SeeClients) {
        Ok(open) => open,
        Err(closed) => return closed,
    };
    let id = wanted();
    let said = use_query_map().with_untracked(|query| Said::parse(&query.get("said")?));
    show(async move {
        let client = load(&backend, adviser, (id, LookAt::Result)).await?;
        let title = words::name(&client.name, client.id);
        let wrong = said.and_then(Said::field);
        let summary =
            said.zip(wrong).map(|(said, field)| error::error_summary(field, said.sentence().to_owned()));
        let note = said.filter(|_| wrong.is_none()).map(|said| {
            view! { <p class="callout callout--success" role="status">{said.sentence()}</p> }
        });
        Ok(view! {
            <AgencyFrame title=error::title(&title, wrong.is_some()) place=AgencyPlace::Caseload>
                {summary}
                <Crumbs parent=(AGENCY, words::TITLE) here=title.clone() />
                <h1 class="page__title">{title}</h1>
                {note}
                {head(&client)}
                {latest(&backend, &client)}
                {proposals(&backend.contents.current(), &client)}
                {tasks(&backend, &client, (adviser.staff, said))}
                {notes(&client, said)}
                {past(&client)}
            </AgencyFrame>
        }
        .into_any())
    })
    .into_any()
}

fn head(client: &Client) -> AnyView {
    let contact = if client.covers.contact { client.contact.clone() } else { words::NOT_COVERED.to_owned() };
    let latest = client.diagnoses.first();
    let mut known: Vec<(&'static str, String)> = latest.map(|one| standing(&one.said)).unwrap_or_default();
    known.extend([
        (words::CONTACT, contact),
        (words::COVERS, covers(client.covers)),
        (words::CONSENT_UNTIL, until(client.expires_at)),
    ]);
    let path = client_path(client.id);
    let with_answers = client.covers.answers.then(|| {
        view! {
            <a class="button button--secondary" href=format!("{path}/answers")>{words::SEE_ANSWERS}</a>
            {answer_form(client, Channel::Together, words::TOGETHER)}
            {answer_form(client, Channel::Paper, words::PAPER)}
        }
    });
    view! {
        {facts(known)}
        <div class="actions">
            <a class="button button--primary" href=format!("{path}/sheet")>{words::SEE_SHEET}</a>
            {latest.map(|_| with_answers)}
        </div>
    }
    .into_any()
}

/// Begins the next diagnosis.
fn answer_form(client: &Client, channel: Channel, label: &'static str) -> AnyView {
    view! {
        <form method="post" action="/do/answer-together">
            <input type="hidden" name="client" value=client.id.to_string() />
            <input type="hidden" name="channel" value=channel.code() />
            <button class="button button--secondary" type="submit">{label}</button>
        </form>
    }
    .into_any()
}

/// What a diagnosis says of where the business stands.
pub fn standing(said: &Earlier) -> Vec<(&'static str, String)> {
    use domain::facts::FactName;
    let content = &said.content;
    let readings = read_all(&said.answers, content);
    let answers = content.questionnaire.interpret(&readings.answers);
    let level = score(&answers).level.map_or(words::NO_STANDING.to_owned(), |level| level.label.clone());
    let of = |fact| answers.facts.get(fact).map(|value| value_text(content, fact, value));
    let known = [
        Some((words::LEVEL, level)),
        of(FactName::Municipality).map(|town| (words::PLACE, town)),
        of(FactName::Industry).map(|trade| (words::INDUSTRY, trade)),
        answers.facts.number(FactName::Employees).map(|count| (words::SIZE, words::employees(count))),
        Some((words::SUBMITTED, day(said.submitted_at))),
    ];
    known.into_iter().flatten().collect()
}

fn latest(backend: &Backend, client: &Client) -> AnyView {
    let Some(now) = client.diagnoses.first().map(|one| &one.said) else {
        return view! { <p class="empty">{words::NO_DIAGNOSIS}</p> }.into_any();
    };
    let today = backend.clock.today();
    let readings = read_all(&now.answers, &now.content);
    let answers = now.content.questionnaire.interpret(&readings.answers);
    let business = Business::of_answers(&answers, &now.content.industries);
    let matches = business.match_all(&now.content.menus, today);
    view! {
        {changes(now, client.diagnoses.get(1).map(|one| &one.said), today)}
        {opened(now, client.last_visit, today)}
        {near_misses(client, &matches, now)}
        {eligible(client, &matches)}
    }
    .into_any()
}

fn changes(now: &Earlier, before: Option<&Earlier>, today: NaiveDate) -> AnyView {
    let body = match before {
        None => view! { <p>{words::CHANGES_NONE}</p> }.into_any(),
        Some(before) => {
            let pair = Pair::new(&before.content.questionnaire, &before.answers, &now.content, &now.answers);
            let businesses = pair.businesses();
            let offers = offers(&businesses, &now.content, (before.submitted_at, today));
            let days = [before.submitted_at, now.submitted_at].map(|at| date(japan_day(at)));
            view! {
                <p>{history::lead(&days[0], &days[1])}</p>
                {history_sections::progress(&pair.progress())}
                {history_sections::pains(&now.content, pair.pains().as_ref())}
                {history_sections::offers(&offers)}
            }
            .into_any()
        }
    };
    view! {
        <details class="fold" open=before.is_some()>
            <summary class="fold__summary">{words::CHANGES_TITLE}</summary>
            {body}
        </details>
    }
    .into_any()
}

/// What began to take applications since the last visit, among what the client is eligible for.
fn opened(now: &Earlier, last_visit: NaiveDate, today: NaiveDate) -> AnyView {
    let read = || {
        let readings = read_all(&now.answers, &now.content);
        Business::of_answers(&now.content.questionnaire.interpret(&readings.answers), &now.content.industries)
    };
    let same = Change { before: read(), now: read() };
    let found = offers(&same, &now.content, (japan_midnight(last_visit), today));
    let items: Vec<_> = found.opened.iter().map(item).collect();
    section("opened", words::OPENED_TITLE, list(items, words::OPENED_NONE))
}

fn near_misses(client: &Client, matches: &Matches<'_>, now: &Earlier) -> AnyView {
    let near = matches.offered.iter().filter(|judgement| judgement.near_miss);
    let items: Vec<_> = near
        .map(|judgement| {
            let reasons: Vec<_> = judgement
                .misses()
                .map(|miss| {
                    let step = steps::towards(&now.content, miss.condition.comparison.fact());
                    view! { <li>{step.unwrap_or_else(|| miss.condition.text.clone())}</li> }
                })
                .collect();
            view! {
                <li class="case-card">
                    {name(judgement)}
                    <ul class="plain-list">{reasons}</ul>
                    {propose_button(client, judgement.menu)}
                </li>
            }
            .into_any()
        })
        .collect();
    let body = view! {
        <p class="section__lead">{words::NEAR_LEAD}</p>
        {list(items, words::NEAR_NONE)}
    };
    section("near", words::NEAR_TITLE, body.into_any())
}

fn eligible(client: &Client, matches: &Matches<'_>) -> AnyView {
    let fits = matches.offered.iter().filter(|judgement| judgement.verdict == Verdict::Eligible);
    let items: Vec<_> = fits
        .map(|judgement| {
            view! { <li class="case-card">{name(judgement)} {propose_button(client, judgement.menu)}</li> }
                .into_any()
        })
        .collect();
    section("eligible", words::ELIGIBLE_TITLE, list(items, words::ELIGIBLE_NONE))
}

fn item(judgement: &Judgement<'_>) -> AnyView {
    view! { <li class="case-card">{name(judgement)}</li> }.into_any()
}

/// With its last day.
fn name(judgement: &Judgement<'_>) -> AnyView {
    let closes = judgement.standing.round.closes.filter(|_| judgement.standing.window.takes_applications());
    view! {
        <p>
            <a href=flow::menu_path(judgement.menu.id())>{judgement.menu.document.name.clone()}</a>
            {closes.map(|day| view! { " " <span class="badge">{month_and_day(day)} {words::BY}</span> })}
        </p>
    }
    .into_any()
}

fn list(items: Vec<AnyView>, none: &'static str) -> AnyView {
    if items.is_empty() {
        view! { <p>{none}</p> }.into_any()
    } else {
        view! { <ul class="cards">{items}</ul> }.into_any()
    }
}

/// A part of the page under its name.
pub fn section(id: &'static str, title: &'static str, body: AnyView) -> AnyView {
    let name = format!("{id}-title");
    let labelled_by = name.clone();
    view! {
        <section class="section" id=id aria-labelledby=labelled_by>
            <h2 class="section__title" id=name>{title}</h2>
            {body}
        </section>
    }
    .into_any()
}

fn past(client: &Client) -> AnyView {
    let row = |one: &ClientDiagnosis| {
        let level = standing(&one.said).into_iter().next().map(|(_, level)| level);
        view! {
            <tr>
                <th scope="row">{date(japan_day(one.said.submitted_at))}</th>
                <td>{level}</td>
                <td>{words::channel(one.channel)}</td>
            </tr>
        }
    };
    let rows: Vec<_> = client.diagnoses.iter().map(row).collect();
    let head = view! {
        <th scope="col">{words::DAY}</th>
        <th scope="col">{words::LEVEL}</th>
        <th scope="col">{words::CHANNEL}</th>
    };
    let table = view! {
        <Table id="past" caption=words::HISTORY_CAPTION head=head.into_any()>
            <tbody>{rows}</tbody>
        </Table>
    };
    section("history", words::HISTORY_TITLE, table.into_any())
}
