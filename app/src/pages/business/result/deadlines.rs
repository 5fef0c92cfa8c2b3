//! The deadlines of what is offered, the nearest first, each with what must begin before it.

use chrono::NaiveDate;
use domain::backward_calendar::BackwardCalendar;
use domain::matching::Matches;
use leptos::prelude::*;

use crate::parts::calendar::{calendar_file, steps_in_short};
use crate::parts::catalogue::days_left_badge;
use crate::parts::judgement::SeenBy;
use crate::words::format::month_and_day;
use crate::words::result as words;

/// How many of the nearest deadlines show their steps.
const WITH_STEPS: usize = 3;

/// The offered menus with a last day, the nearest first.
pub fn deadlines(
    matches: &Matches<'_>,
    seen_by: &SeenBy<'_>,
    today: NaiveDate,
) -> Option<impl IntoView + use<>> {
    let facts = Some(seen_by.business.facts());
    let calendar = |menu| BackwardCalendar::of(menu, &seen_by.content.lead_times, facts, today);
    let mut dated: Vec<_> = matches
        .offered
        .iter()
        .filter_map(|judgement| {
            Some((calendar(judgement.menu)?, judgement.standing.days_left?, judgement.menu))
        })
        .collect();
    dated.sort_by_key(|(calendar, _, menu)| (calendar.closes, menu.id()));
    let items: Vec<_> = dated
        .into_iter()
        .enumerate()
        .map(|(n, (calendar, left, menu))| {
            let steps = (n < WITH_STEPS).then(|| steps_in_short(&calendar));
            view! {
                <li class="deadlines__item">
                    <span class="deadlines__date">{month_and_day(calendar.closes)}</span>
                    <div class="deadlines__what">
                        <b>{menu.document.name.clone()}</b>
                        <span class="deadlines__note">{days_left_badge(left)}</span>
                        {steps}
                        {calendar_file(menu)}
                    </div>
                </li>
            }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <section class="section" id="deadlines">
                <h2 class="section__title">{words::DEADLINES}</h2>
                <ol class="deadlines">{items}</ol>
            </section>
        }
    })
}
