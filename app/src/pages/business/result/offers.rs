//! The menus of the result page: those offered by verdict, those to wait for, and why the rest does not fit.

use chrono::NaiveDate;
use domain::content::Content;
use domain::matching::{ConditionVerdict, Judgement, Matches, Verdict};
use domain::window::Window;
use leptos::prelude::*;

use crate::pages::business::flow;
use crate::parts::judgement::{SeenBy, card};
use crate::words::facts::value_text;
use crate::words::format::date;
use crate::words::{diagnosis, labels, result as words, why};

/// The menus offered, by verdict, and what has closed.
pub fn menus(matches: &Matches<'_>, seen_by: &SeenBy<'_>, today: NaiveDate) -> impl IntoView + use<> {
    let of = |verdict: Verdict| -> Vec<&Judgement<'_>> {
        matches.offered.iter().filter(|judgement| judgement.verdict == verdict).collect()
    };
    let groups = [
        Group {
            class: "eligible",
            mark: "○",
            lead: |_, _| words::ELIGIBLE_LEAD,
            shown: 4,
            verdict: Verdict::Eligible,
        },
        Group { class: "needs-info", mark: "?", lead: needs_info, shown: 3, verdict: Verdict::NeedsInfo },
        Group {
            class: "near",
            mark: "+",
            lead: |_, _| words::NEAR_LEAD,
            shown: 2,
            verdict: Verdict::NotEligible,
        },
    ];
    let groups: Vec<_> =
        groups.into_iter().filter_map(|group| group.view(&of(group.verdict), seen_by)).collect();
    let none = groups.is_empty();
    view! {
        <section class="section" id="menus">
            <h2 class="section__title">{words::MENUS}</h2>
            <p class="section__lead">{words::MENUS_LEAD} {words::judged_on(&date(today))}</p>
            {groups}
            {none.then(nothing_fits)}
            {waiting(matches)}
            {not_now(matches, seen_by.content)}
            <p class="print-hide">
                <a href="/menus">{words::MORE_MENUS}</a>
            </p>
        </section>
    }
}

fn nothing_fits() -> impl IntoView {
    view! {
        <div class="empty">
            <p class="empty__title">{words::NO_MENUS}</p>
            <p>{words::NO_MENUS_TEXT}</p>
        </div>
    }
}

struct Group {
    class: &'static str,
    mark: &'static str,
    /// What is said of all of them.
    lead: fn(&[&Judgement<'_>], &SeenBy<'_>) -> &'static str,
    /// How many cards stand open; the rest is folded away, and stays off paper.
    shown: usize,
    verdict: Verdict,
}

impl Group {
    fn view(&self, judged: &[&Judgement<'_>], seen_by: &SeenBy<'_>) -> Option<impl IntoView + use<>> {
        let mut cards: Vec<_> = judged.iter().map(|judgement| card(judgement, seen_by)).collect();
        let folded = cards.split_off(self.shown.min(cards.len()));
        let folded_count = folded.len();
        let (mark, lead) = (self.mark, (self.lead)(judged, seen_by));
        let title = labels::verdict(self.verdict, true);
        let class = format!("verdict-group verdict-group--{}", self.class);
        let count = judged.len();
        (count > 0).then(|| {
            view! {
                <section class=class>
                    <h3 class="verdict-group__title">
                        <span class="verdict-group__mark" aria-hidden="true">{mark}</span>
                        {title} " " <span class="verdict-group__count">{words::items(count)}</span>
                    </h3>
                    <p class="verdict-group__lead">{lead}</p>
                    <div class="cards">{cards}</div>
                    {(folded_count > 0)
                        .then(|| {
                            view! {
                                <details class="fold">
                                    <summary class="fold__summary">{words::more(folded_count)}</summary>
                                    <div class="cards">{folded}</div>
                                </details>
                            }
                        })}
                </section>
            }
        })
    }
}

/// What settles all that is unknown.
fn needs_info(judged: &[&Judgement<'_>], seen_by: &SeenBy<'_>) -> &'static str {
    let missing: Vec<_> = judged.iter().map(|judgement| seen_by.missing(judgement.menu)).collect();
    let answers = missing.iter().any(|missing| !missing.questions.is_empty());
    words::needs_info(answers, missing.iter().any(|missing| missing.counter))
}

/// Closed menus that would have been offered: one waits for their next round.
fn waiting(matches: &Matches<'_>) -> Option<impl IntoView + use<>> {
    let items: Vec<_> = matches
        .others
        .iter()
        .filter(|judgement| judgement.awaits_reopening())
        .map(|judgement| {
            let document = &judgement.menu.document;
            let note = judgement.standing.round.closes.map(|day| words::closed_on(&date(day)));
            view! {
                <li class="wait-list__item">
                    <a href=flow::menu_path(&document.id)>{document.name.clone()}</a>
                    <span class="wait-list__note">
                        <span class="badge badge--closed">{labels::window(Window::Closed)}</span>
                        {note}
                    </span>
                </li>
            }
        })
        .collect();
    fold(words::WAIT, items)
}

/// What is not offered for its conditions, with each condition that stands against it.
fn not_now(matches: &Matches<'_>, content: &Content) -> Option<impl IntoView + use<>> {
    let refused = matches.others.iter().filter(|j| j.verdict == Verdict::NotEligible && !j.near_miss);
    let items: Vec<_> = refused
        .map(|judgement| {
            let document = &judgement.menu.document;
            let reasons: Vec<_> =
                judgement.misses().map(|miss| view! { <li>{reason(&miss, content)}</li> }).collect();
            view! {
                <li class="wait-list__item">
                    <a href=flow::menu_path(&document.id)>{document.name.clone()}</a>
                    <ul class="plain-list">{reasons}</ul>
                    <a href=flow::why_path(&document.id)>
                        {why::SEE} <span class="visually-hidden">{diagnosis::about(&document.name)}</span>
                    </a>
                </li>
            }
        })
        .collect();
    fold(words::NOT_NOW, items)
}

/// A list that opens on demand; nothing where there is nothing in it.
fn fold<V: IntoView + 'static>(title: &'static str, items: Vec<V>) -> Option<impl IntoView + use<V>> {
    let count = items.len();
    (count > 0).then(|| {
        view! {
            <details class="fold">
                <summary class="fold__summary">{title} " " {words::items(count)}</summary>
                <ul class="wait-list">{items}</ul>
            </details>
        }
    })
}

/// What is asked, and what the business has.
fn reason(miss: &ConditionVerdict<'_>, content: &Content) -> String {
    let has = miss.has.map(|value| value_text(content, miss.condition.comparison.fact(), value));
    words::asked_but_has(&miss.condition.text, &has.unwrap_or_default())
}
