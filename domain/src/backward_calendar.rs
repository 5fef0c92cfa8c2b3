//! From the last day of reception backwards: what must begin when, so that it is done in time (engine.md §4).

use chrono::{Days, NaiveDate};

use crate::facts::Facts;
use crate::lead_time::LeadTime;
use crate::menu::Menu;
use crate::truth::Truth;
use crate::window::Window;

/// The way to one deadline. All days are Japan's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackwardCalendar<'a> {
    /// The last day on which one can apply, in the round that counts.
    pub closes: NaiveDate,
    /// First what is done already, then in the order of the days by which they must begin.
    pub steps: Vec<Step<'a>>,
}

/// One preparation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step<'a> {
    pub lead_time: &'a LeadTime,
    /// The last day to begin and still be done by `closes`, should it take as long as one must reckon with:
    /// closes − days_max.
    pub begin_by: NaiveDate,
    pub pace: Pace,
}

/// How a step stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// The business has it already.
    Done,
    /// A week or more until it must begin.
    Comfortable,
    /// It must begin within a week: 0 days are left on the last day.
    Soon { days: u64 },
    /// The day to begin by has passed; it is in time only if it takes less than one must reckon with.
    AtRisk,
    /// Too late even if all goes well.
    TooLate,
}

/// From so many days before it must begin, a step is due soon.
const COMFORTABLE_DAYS: u64 = 7;

impl<'a> BackwardCalendar<'a> {
    /// The steps that a menu needs, on Japan's day `on`, for a business of which these facts are known (none, for a
    /// visitor who has not said anything). None unless one can apply now or later and the last day is known.
    #[must_use]
    pub fn of(
        menu: &Menu,
        lead_times: &'a [LeadTime],
        facts: Option<&Facts>,
        on: NaiveDate,
    ) -> Option<BackwardCalendar<'a>> {
        let standing = menu.reception.standing(on);
        let closes = standing.round.closes?;
        if !matches!(standing.window, Window::Open | Window::Upcoming) {
            return None;
        }
        let needed = lead_times.iter().filter(|lead_time| lead_time.is_needed_for(menu));
        let mut steps: Vec<Step<'a>> = needed
            .map(|lead_time| {
                let done = facts.is_some_and(|facts| has_already(menu, lead_time, facts));
                Step {
                    lead_time,
                    begin_by: before(closes, lead_time.document.days_max),
                    pace: if done { Pace::Done } else { pace(closes, lead_time, on) },
                }
            })
            .collect();
        steps.sort_by(|a, b| {
            let key = |step: &Step<'_>| (step.pace != Pace::Done, step.begin_by);
            key(a).cmp(&key(b)).then_with(|| a.lead_time.id().cmp(b.lead_time.id()))
        });
        Some(BackwardCalendar { closes, steps })
    }
}

/// Everything that the menu requires and this step is for is met. What no fact tells (a quotation) is never done.
fn has_already(menu: &Menu, lead_time: &LeadTime, facts: &Facts) -> bool {
    let about = menu.requirements_to_act_on().filter(|c| lead_time.facts.contains(&c.comparison.fact()));
    let verdicts: Vec<Truth> = about.map(|condition| condition.comparison.holds(facts)).collect();
    !verdicts.is_empty() && verdicts.iter().all(|truth| *truth == Truth::True)
}

fn pace(closes: NaiveDate, lead_time: &LeadTime, on: NaiveDate) -> Pace {
    let begin_by = before(closes, lead_time.document.days_max);
    match u64::try_from(begin_by.signed_duration_since(on).num_days()) {
        Ok(days) if days >= COMFORTABLE_DAYS => Pace::Comfortable,
        Ok(days) => Pace::Soon { days },
        Err(_) if on <= before(closes, lead_time.document.days_min) => Pace::AtRisk,
        Err(_) => Pace::TooLate,
    }
}

/// So many days earlier; the first of all days if there is none so early.
fn before(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(NaiveDate::MIN)
}
