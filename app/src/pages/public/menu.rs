//! `/menus/{id}`

mod amounts;
mod calculator;
mod related;
mod verdict;

use chrono::NaiveDate;
use domain::backward_calendar::BackwardCalendar;
use domain::content::Content;
use domain::freshness::{FreshDays, doubts};
use domain::menu::Menu;
use domain::window::{Round, Standing, Window};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::backend::{Backend, Diagnosis};
use crate::pages::business::flow;
use crate::parts::at_hand::{AtHand, at_hand};
use crate::parts::calendar::backward_calendar;
use crate::parts::catalogue::{
    badges, days_left_badge, freshness_note, host, pain_tags, reception, round_dates, solution_tags,
    source_line,
};
use crate::parts::error;
use crate::parts::frame::{Crumbs, Frame, Place, Width};
use crate::parts::judgement;
use crate::parts::load::{Opened, backend, segment, show};
use crate::parts::table::Table;
use crate::refusal::Refusal;
use crate::visitor;
use crate::words::format::yen;
use crate::words::{catalogue as words, labels, steps, why};
use calculator::Asked;

pub use verdict::answer_missing;

/// `/menus/{id}`
#[component]
pub fn MenuPage() -> impl IntoView {
    let (backend, id) = (backend(), segment("id"));
    let asked = Asked::read(use_query_map().with_untracked(|query| query.get("cost")));
    let looking = visitor::is_looking();
    show(async move {
        let content = backend.contents.current();
        let menu = content.menu(&id).ok_or(Refusal::PageNotFound)?;
        let at_hand = at_hand(&backend).await?;
        if let Some(at_hand) = at_hand.as_ref().filter(|_| looking) {
            note_opened(&backend, &at_hand.opened);
        }
        let shown = Shown { today: backend.clock.today(), fresh: backend.fresh, asked };
        Ok(page(&content, menu, at_hand.as_ref(), &shown))
    })
}

/// Notes, once for each diagnosis, that a menu was opened after it was submitted; which and when is not kept. The cookie
/// of the diagnosis stands in no link, so that what only follows links is not taken for its reader.
fn note_opened(backend: &Backend, opened: &Opened) {
    let Diagnosis { submitted_at, opened_menu, .. } = &opened.diagnosis;
    if submitted_at.is_some() && !opened_menu {
        backend.passages.menu_opened(&opened.key);
    }
}

/// What is shown beside the menu itself: the day, how old a source may be, and the cost that was typed.
struct Shown {
    today: NaiveDate,
    fresh: FreshDays,
    asked: Option<Asked>,
}

fn page(content: &Content, menu: &Menu, at_hand: Option<&AtHand>, shown: &Shown) -> AnyView {
    let document = &menu.document;
    let standing = menu.reception.standing(shown.today);
    let asked = shown.asked.as_ref().filter(|_| calculator::is_offered(menu));
    let problem = asked.and_then(Asked::problem);
    let title = error::title(&document.name, problem.is_some());
    let body = view! {
            <Crumbs parent=("/menus", words::MENUS_TITLE) here=document.name.clone() />
            {problem.map(|problem| error::error_summary("cost", problem))}
            <article class="article">
                {badges(menu, standing.window)} <h1 class="page__title">{document.name.clone()}</h1>
                <p class="lead">{document.summary.clone()}</p>
                {freshness_note(&doubts(menu, shown.today, shown.fresh))}
                {key_facts(menu, standing).into_any()}
                {at_hand.map(|at_hand| verdict::box_of(menu, at_hand, shown.today))}
                {conditions(menu, at_hand, shown.today)}
                {rounds(menu, standing, shown.today)}
                {amounts::tiers(document).into_any()}
                {amounts::rates(document).into_any()}
                {calculator::section(menu, asked)}
                {calendar(content, menu, at_hand, shown.today)}
                {costs(menu).into_any()}
                <h2 class="section__title">{words::FOR_PAINS}</h2>
                {pain_tags(content, &document.pains).into_any()}
                <h2 class="section__title">{words::WITH_SOLUTIONS}</h2>
                {solution_tags(content, &document.solutions).into_any()}
                {note(menu).into_any()}
                {crate::parts::imported::imported(menu).into_any()}
                {source(menu, at_hand.is_none()).into_any()}
            </article>
            {related::menus(content, menu, shown.today).into_any()}
            {related::cases(content, menu).into_any()}
    };
    view! { <Frame title=title place=Place::Menus width=Width::Narrow>{body}</Frame> }.into_any()
}

fn key_facts(menu: &Menu, standing: Standing) -> impl IntoView + use<> {
    let document = &menu.document;
    let unit = labels::amount_unit(document.amount_unit);
    let amount = |yen_amount: Option<u64>| yen_amount.map(|amount| format!("{}{unit}", yen(amount)));
    let provider = words::beside(&document.provider, labels::provider_level(document.provider_level));
    let items: Vec<_> = [
        (words::PROVIDER, Some(provider)),
        (words::MAX, amount(document.max_amount_yen)),
        (words::MIN, amount(document.min_amount_yen)),
        (words::RATE, document.subsidy_rate.clone()),
        (words::RECEPTION, reception(standing)),
    ]
    .into_iter()
    .filter_map(|(name, text)| {
        let left = (name == words::RECEPTION && standing.window == Window::Open)
            .then_some(standing.days_left)
            .flatten();
        let text = text?;
        Some(view! {
            <div class="facts__item">
                <dt>{name}</dt>
                <dd>{text} " " {left.map(days_left_badge)}</dd>
            </div>
        })
    })
    .collect();
    view! { <dl class="facts facts--wide">{items}</dl> }
}

/// The conditions: with their verdicts for the business at hand, else as they are written.
fn conditions(menu: &Menu, at_hand: Option<&AtHand>, today: NaiveDate) -> AnyView {
    let judged = at_hand.and_then(|at_hand| {
        judgement::conditions(&at_hand.business.judge(menu, today), &at_hand.opened.content)
    });
    let listed = judged.or_else(|| judgement::as_written(menu));
    let none = listed.is_none();
    let see = if at_hand.is_some() { why::SEE } else { why::SEE_FOR_ALL };
    view! {
        <h2 class="section__title">{words::CONDITIONS}</h2>
        {listed}
        {none.then(|| view! { <p>{words::NO_CONDITIONS}</p> })}
        {(!none)
            .then(|| {
                view! {
                    <p class="later print-hide">
                        <a href=flow::why_path(menu.id())>{see}</a>
                    </p>
                }
            })}
    }
    .into_any()
}

/// All rounds, where there are several; the one that counts today is marked.
fn rounds(menu: &Menu, standing: Standing, today: NaiveDate) -> Option<AnyView> {
    let rounds = menu.reception.rounds();
    let rows: Vec<_> = rounds
        .iter()
        .map(|round| {
            let counts = *round == standing.round;
            let window = labels::window(menu.reception.window_of(*round, today));
            view! {
                <tr aria-current=counts.then_some("true")>
                    <th scope="row">{round_name(menu, round)}</th>
                    <td>{round_dates(round)}</td>
                    <td>{window} " " {counts.then(|| view! { <b>{words::ROUND_THAT_COUNTS}</b> })}</td>
                </tr>
            }
        })
        .collect();
    (rows.len() > 1).then(|| {
        let head = [words::ROUND, words::PERIOD, words::RECEPTION];
        let head = head.map(|name| view! { <th scope="col">{name}</th> });
        view! {
            <h2 class="section__title">{words::ROUNDS}</h2>
            <Table id="rounds" caption=words::ROUNDS_CAPTION head=head.into_any()>
                <tbody>{rows}</tbody>
            </Table>
        }
        .into_any()
    })
}

/// As the provider calls it.
fn round_name(menu: &Menu, round: &Round) -> String {
    let text = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    let written = menu.document.rounds.iter();
    let mut same = written.filter(|w| w.opens == text(round.opens) && w.closes == text(round.closes));
    same.find_map(|written| written.name.clone()).unwrap_or_else(|| words::NO_FIGURE.to_owned())
}

fn calendar(content: &Content, menu: &Menu, at_hand: Option<&AtHand>, today: NaiveDate) -> Option<AnyView> {
    let facts = at_hand.map(|at_hand| at_hand.business.facts());
    let calendar = BackwardCalendar::of(menu, &content.lead_times, facts, today)?;
    let left = menu.reception.standing(today).days_left?;
    Some(
        view! {
            <h2 class="section__title" id="calendar">
                {steps::TITLE}
            </h2>
            <p class="section__lead">
                {steps::LEAD} {at_hand.is_none().then_some(steps::NOT_SEEN_BY_ANYONE)}
            </p>
            {backward_calendar(menu, &calendar, left)}
        }
        .into_any(),
    )
}

fn costs(menu: &Menu) -> Option<impl IntoView + use<>> {
    let costs: Vec<_> =
        menu.document.eligible_costs.iter().map(|cost| view! { <li>{cost.clone()}</li> }).collect();
    (!costs.is_empty()).then(|| {
        view! {
            <h2 class="section__title">{words::COSTS}</h2>
            <ul class="plain-list">{costs}</ul>
        }
    })
}

fn note(menu: &Menu) -> Option<impl IntoView + use<>> {
    menu.document.note.clone().map(|note| {
        view! {
            <h2 class="section__title">{words::NOTE}</h2>
            <p>{note}</p>
        }
    })
}

/// Where it was read, that it must be checked, where it is announced, and for those who have no diagnosis yet the way
/// to one.
fn source(menu: &Menu, may_start: bool) -> impl IntoView + use<> {
    let document = &menu.document;
    let start = may_start.then(|| view! { <a class="button button--secondary" href="/">{words::START}</a> });
    view! {
        <div class="callout callout--warning">
            <p>
                <b>{words::CAUTION}</b>
                {words::SENTENCE_END}
                {words::CAUTION_TEXT}
            </p>
        </div>
        {source_line(&document.source_url, document.as_of.as_deref(), Some(document.source_kind))}
        <p class="table-note">{labels::verified(document.verified)}</p>
        <div class="actions">
            <a class="button button--primary" href=document.url.clone() rel="noreferrer">
                {words::OFFICIAL}
                {words::leads_to(host(&document.url))}
            </a>
            {start}
        </div>
    }
}
