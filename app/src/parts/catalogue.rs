//! Menus and cases as they stand in the catalogue.

use chrono::NaiveDate;
use domain::content::Content;
use domain::document::{CaseExample, SourceKind};
use domain::freshness::{Doubt, FreshDays, doubts};
use domain::matching::{Judgement, Verdict};
use domain::menu::Menu;
use domain::search::Hit;
use domain::window::{Round, Standing, Window};
use leptos::prelude::*;

use crate::pages::business::flow;
use crate::words::format::{date, partial_date, yen};
use crate::words::{catalogue as words, freshness, labels, result};

/// Deadlines this near are set off.
const SOON_DAYS: i64 = 14;

/// Kind and window of a menu.
pub fn badges(menu: &Menu, window: Window) -> impl IntoView + use<> {
    let class = match window {
        Window::Open => "badge badge--open",
        Window::Rolling => "badge badge--rolling",
        Window::Upcoming => "badge badge--upcoming",
        Window::Unknown => "badge badge--unknown",
        Window::Closed => "badge badge--closed",
    };
    view! {
        <p class="menu-card__badges">
            <span class="badge badge--kind">{labels::menu_kind(menu.document.kind)}</span>
            <span class=class>{labels::window(window)}</span>
        </p>
    }
}

/// Amount, rate and window, as far as they are known.
pub fn facts(menu: &Menu, standing: Standing) -> impl IntoView + use<> {
    let unit = labels::amount_unit(menu.document.amount_unit);
    let amount = menu.document.max_amount_yen.map(|max| (words::MAX, format!("{}{unit}", yen(max))));
    let rate = menu.document.subsidy_rate.clone().map(|rate| (words::RATE, rate));
    let reception = reception(standing).map(|text| (words::RECEPTION, text));
    let left = standing.days_left.filter(|_| standing.window == Window::Open);
    let items: Vec<_> = [amount, rate, reception]
        .into_iter()
        .flatten()
        .map(|(name, text)| {
            let left = (name == words::RECEPTION).then_some(left).flatten().map(days_left_badge);
            view! {
                <div class="facts__item">
                    <dt>{name}</dt>
                    <dd>{text} " " {left}</dd>
                </div>
            }
        })
        .collect();
    (!items.is_empty()).then(|| view! { <dl class="facts">{items}</dl> })
}

/// How long one can still apply.
pub fn days_left_badge(days: i64) -> impl IntoView {
    let class = if days <= SOON_DAYS { "days-left days-left--soon" } else { "days-left" };
    view! { <span class=class>{result::days_left(days)}</span> }
}

/// From when to when one can apply, in words; nothing when no date is known.
#[must_use]
pub fn reception(standing: Standing) -> Option<String> {
    let dated = round_dates(&standing.round);
    if dated.is_empty() {
        (standing.window == Window::Rolling).then(|| labels::window(standing.window).to_owned())
    } else {
        Some(dated)
    }
}

/// From when to when a round runs; empty when no date is known.
#[must_use]
pub fn round_dates(round: &Round) -> String {
    let (opens, closes) = (round.opens.map(date), round.closes.map(date));
    words::from_to(opens.as_deref(), closes.as_deref())
}

/// Where it was read and when, and the caution that goes with every menu.
pub fn source_line(url: &str, as_of: Option<&str>, kind: Option<SourceKind>) -> impl IntoView + use<> {
    let dated = as_of.map_or(words::UNDATED.to_owned(), partial_date);
    let about = match kind {
        Some(kind) => words::dated_kind(&dated, labels::source_kind(kind)),
        None => words::dated(&dated),
    };
    view! {
        <p class="source-line">
            {words::SOURCE} <a href=url.to_owned() rel="noreferrer">{host(url).to_owned()}</a> {about}
            {kind.map(|_| view! { <strong class="source-line__caution">{words::CAUTION}</strong> })}
        </p>
    }
}

/// The host of an address, which says where a link leads.
#[must_use]
pub fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}

/// A menu that was found, and what the list says of it.
pub struct MenuRow<'a> {
    pub hit: Hit<'a>,
    /// For the business at hand.
    pub judgement: Option<Judgement<'a>>,
    /// Japan's day of looking.
    pub on: NaiveDate,
    pub fresh: FreshDays,
}

/// A menu in a list; with its verdict, where there is a business to judge for.
pub fn menu_card(row: &MenuRow<'_>) -> AnyView {
    let Hit { menu, standing } = row.hit;
    let document = &menu.document;
    let class = row.judgement.as_ref().map_or("menu-card menu-card--plain", verdict_class);
    view! {
        <article class=class>
            {badges(menu, standing.window)}
            <h2 class="menu-card__title">
                <a href=flow::menu_path(menu.id())>{document.name.clone()}</a>
            </h2>
            {row.judgement.as_ref().map(verdict_line)}
            <p class="menu-card__summary">{document.summary.clone()}</p>
            {facts(menu, standing)}
            {source_line(&document.source_url, document.as_of.as_deref(), Some(document.source_kind))}
            {freshness_note(&doubts(menu, row.on, row.fresh))}
        </article>
    }
    .into_any()
}

/// The class of a card by its verdict.
#[must_use]
pub fn verdict_class(judgement: &Judgement<'_>) -> &'static str {
    match judgement.verdict {
        Verdict::Eligible if judgement.standing.window == Window::Closed => "menu-card menu-card--plain",
        Verdict::Eligible => "menu-card menu-card--eligible",
        Verdict::NeedsInfo => "menu-card menu-card--needs-info",
        Verdict::NotEligible if judgement.near_miss => "menu-card menu-card--near",
        Verdict::NotEligible => "menu-card menu-card--plain",
    }
}

/// The verdict as a sign and a word.
fn verdict_line(judgement: &Judgement<'_>) -> AnyView {
    let (class, mark) = match judgement.verdict {
        Verdict::Eligible if judgement.standing.window == Window::Closed => {
            ("condition condition--preferred", "○")
        }
        Verdict::Eligible => ("condition condition--met", "○"),
        Verdict::NeedsInfo => ("condition condition--unknown", "?"),
        Verdict::NotEligible if judgement.near_miss => ("condition condition--preferred", "+"),
        Verdict::NotEligible => ("condition condition--not-met", "×"),
    };
    view! {
        <p class=class>
            <span class="condition__mark" aria-hidden="true">{mark}</span>
            <b>{labels::judged(judgement)}</b>
        </p>
    }
    .into_any()
}

/// That what is said of a menu may be out of date, and why; nothing if there is no doubt
/// (`domain::freshness::doubts` with the backend's `fresh`).
pub fn freshness_note(doubts: &[Doubt]) -> Option<AnyView> {
    let reasons: Vec<String> = doubts.iter().map(|doubt| freshness::doubt(*doubt)).collect();
    (!reasons.is_empty()).then(|| {
        view! {
            <p class="freshness__note">
                <span class="badge badge--unknown">{freshness::MAYBE_OLD}</span> " " {reasons.join(freshness::JOINT)}
            </p>
        }
        .into_any()
    })
}

/// Which heading a card has: it depends on what stands above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    Second,
    Third,
}

/// A case in a list.
pub fn case_card(case: &CaseExample, heading: Heading) -> impl IntoView + use<> {
    let link = view! { <a href=format!("/cases/{}", case.id)>{case.company.clone()}</a> };
    let title = match heading {
        Heading::Second => view! { <h2 class="case-card__title">{link}</h2> }.into_any(),
        Heading::Third => view! { <h3 class="case-card__title">{link}</h3> }.into_any(),
    };
    view! {
        <article class="case-card">
            <p class="case-card__meta">{case_meta(case)}</p>
            {title}
            <dl class="case-card__story">
                <dt>{words::ISSUE}</dt>
                <dd>{case.issue.clone()}</dd>
                <dt>{words::ACTION}</dt>
                <dd>{case.action.clone()}</dd>
                <dt>{words::EFFECT}</dt>
                <dd>{case.effect.clone()}</dd>
            </dl>
            {source_line(&case.source_url, case.as_of.as_deref(), None)}
        </article>
    }
}

/// Place, trade and size of a case.
#[must_use]
pub fn case_meta(case: &CaseExample) -> String {
    let place = match (&case.prefecture, &case.city) {
        (Some(prefecture), Some(city)) => Some(format!("{prefecture} {city}")),
        (prefecture, city) => prefecture.clone().or_else(|| city.clone()),
    };
    let parts = [place, Some(case.industry_text.clone()), case.employees_note.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(words::META_JOINT)
}

/// Labels of solutions, as tags.
pub fn solution_tags(content: &Content, ids: &[String]) -> impl IntoView + use<> {
    let labels = ids.iter().filter_map(|id| content.questionnaire.solution(id)).map(|s| s.label.clone());
    tags(labels.collect())
}

/// Labels of pains, as tags.
pub fn pain_tags(content: &Content, ids: &[String]) -> impl IntoView + use<> {
    let labels = ids.iter().filter_map(|id| content.questionnaire.pain(id)).map(|pain| pain.label.clone());
    tags(labels.collect())
}

fn tags(labels: Vec<String>) -> impl IntoView {
    let items: Vec<_> = labels.into_iter().map(|label| view! { <li class="tag">{label}</li> }).collect();
    view! { <ul class="tags">{items}</ul> }
}
