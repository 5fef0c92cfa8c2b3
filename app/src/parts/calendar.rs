//! The backward calendar: whole on a menu's page, in short beside a deadline.

use domain::backward_calendar::{BackwardCalendar, Pace, Step};
use domain::document::Verified;
use domain::menu::Menu;
use leptos::prelude::*;

use super::catalogue::{days_left_badge, host};
use crate::pages::business::flow;
use crate::words::format::{date, month_and_day, partial_date};
use crate::words::{catalogue, steps as words};

/// What must begin when, ending with the last day itself.
pub fn backward_calendar(menu: &Menu, calendar: &BackwardCalendar<'_>, left: i64) -> AnyView {
    let steps: Vec<_> = calendar.steps.iter().map(step).collect();
    view! {
        <ol class="deadlines">
            {steps}
            <li class="deadlines__item">
                <span class="deadlines__date">{date(calendar.closes)}</span>
                <div class="deadlines__what">
                    <b>{words::LAST_DAY}</b>
                    " "
                    {days_left_badge(left)}
                    <p class="deadlines__note">{words::LAST_DAY_TEXT}</p>
                </div>
            </li>
        </ol>
        <p>{calendar_file(menu)}</p>
    }
    .into_any()
}

fn step(step: &Step<'_>) -> impl IntoView + use<> {
    let document = &step.lead_time.document;
    let when = match step.pace {
        Pace::Done => view! { {words::DONE} }.into_any(),
        _ => {
            let day = month_and_day(step.begin_by);
            view! { {day} <span class="deadlines__note">{words::BEGIN_BY}</span> }.into_any()
        }
    };
    let mut about = vec![format!("{}{}", words::TAKES, words::span(document.days_min, document.days_max))];
    about.extend(document.cost.as_ref().map(|cost| format!("{}{cost}", words::COST)));
    view! {
        <li class="deadlines__item">
            <span class="deadlines__date">{when}</span>
            <div class="deadlines__what">
                <b>{document.title.clone()}</b>
                " "
                {(step.pace != Pace::Done).then(|| pace_badge(step.pace))}
                <p>{document.text.clone()}</p>
                <p class="deadlines__note">{about.join(catalogue::META_JOINT)} {catalogue::META_JOINT} {source(step)}</p>
            </div>
        </li>
    }
}

/// Where the days were read, or that they are only generally known.
fn source(step: &Step<'_>) -> AnyView {
    let document = &step.lead_time.document;
    match &document.source_url {
        Some(url) if document.verified != Verified::General => {
            let dated = document.as_of.as_deref().map_or(catalogue::UNDATED.to_owned(), partial_date);
            view! {
                {catalogue::SOURCE}
                <a href=url.clone() rel="noreferrer">{host(url).to_owned()}</a>
                {catalogue::dated(&dated)}
            }
            .into_any()
        }
        _ => words::GENERAL.into_any(),
    }
}

fn pace_badge(pace: Pace) -> impl IntoView {
    let pressing = matches!(pace, Pace::Soon { .. } | Pace::AtRisk | Pace::TooLate);
    let class = if pressing { "days-left days-left--soon" } else { "days-left" };
    view! { <span class=class>{words::pace(pace)}</span> }
}

/// The steps that are still to do: day, title, how they stand.
pub fn steps_in_short(calendar: &BackwardCalendar<'_>) -> Option<AnyView> {
    let open = calendar.steps.iter().filter(|step| step.pace != Pace::Done);
    let items: Vec<_> = open
        .map(|step| {
            let when = words::begin_by(&month_and_day(step.begin_by));
            view! {
                <li>
                    {step.lead_time.document.title.clone()} " "
                    <span class="deadlines__note">{when} " " {pace_badge(step.pace)}</span>
                </li>
            }
        })
        .collect();
    (!items.is_empty())
        .then(|| view! { <ul class="plain-list" aria-label=words::STEPS>{items}</ul> }.into_any())
}

/// The link to the deadline as a file for calendars.
pub fn calendar_file(menu: &Menu) -> impl IntoView + use<> {
    let href = format!("{}/deadline.ics", flow::menu_path(menu.id()));
    view! {
        <a class="print-hide" href=href>
            {words::CALENDAR_FILE}
            {words::CALENDAR_FILE_NOTE}
        </a>
    }
}
