//! A menu's last day and the days by which its preparations must begin, as entries of a calendar.

use axum::http::HeaderMap;
use chrono::NaiveDate;
use domain::backward_calendar::{BackwardCalendar, Pace, Step};
use domain::menu::Menu;

use crate::backend::Backend;
use crate::parts::at_hand;
use crate::refusal::Refusal;
use crate::visitor;
use crate::words::steps as words;

/// A whole day of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The same for the same thing whenever the file is made: a calendar that has it takes over what changed.
    pub id: String,
    /// Japan's.
    pub day: NaiveDate,
    pub title: String,
    pub text: String,
    /// Where the menu is announced.
    pub url: String,
}

/// The entries of one menu, in the order of their days; the last is the deadline itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    pub entries: Vec<Entry>,
    /// What the business that asks has already is left out: these are the entries for it alone.
    pub personal: bool,
}

/// The deadline of a menu, for whoever sends these headers.
///
/// # Errors
/// [`Refusal::PageNotFound`] when there is no such menu, or none that can still be applied for until a known day.
pub async fn deadline(backend: &Backend, headers: &HeaderMap, menu: &str) -> Result<Deadline, Refusal> {
    let content = backend.contents.current();
    let menu = content.menu(menu).ok_or(Refusal::PageNotFound)?;
    let at_hand = match visitor::key_in(headers, backend) {
        Some(key) => at_hand::find(backend, &key).await?,
        None => None,
    };
    let facts = at_hand.as_ref().map(|at_hand| at_hand.business.facts());
    let calendar = BackwardCalendar::of(menu, &content.lead_times, facts, backend.clock.today())
        .ok_or(Refusal::PageNotFound)?;
    let round = round_id(menu, &calendar, backend.clock.today());
    let steps = calendar.steps.iter().filter(|step| step.pace != Pace::Done);
    let mut entries: Vec<Entry> = steps.map(|step| step_entry(menu, step, &round)).collect();
    entries.push(last_day_entry(menu, &calendar, round));
    Ok(Deadline { entries, personal: at_hand.is_some() })
}

/// Tells the rounds of a menu apart, and stays when the last day of one is put off: rounds are told by the day on
/// which they open, if that is known.
fn round_id(menu: &Menu, calendar: &BackwardCalendar<'_>, today: NaiveDate) -> String {
    let opens = menu.reception.standing(today).round.opens;
    format!("{}.{}", menu.id(), opens.unwrap_or(calendar.closes).format("%Y%m%d"))
}

fn step_entry(menu: &Menu, step: &Step<'_>, round: &str) -> Entry {
    let document = &step.lead_time.document;
    Entry {
        id: format!("{round}.{}", document.id),
        day: step.begin_by,
        title: words::step_entry(&document.title, &menu.document.name),
        text: words::step_entry_text(step.lead_time),
        url: menu.document.url.clone(),
    }
}

fn last_day_entry(menu: &Menu, calendar: &BackwardCalendar<'_>, round: String) -> Entry {
    Entry {
        id: round,
        day: calendar.closes,
        title: words::last_day_entry(&menu.document.name),
        text: words::last_day_entry_text(&menu.document.provider),
        url: menu.document.url.clone(),
    }
}
