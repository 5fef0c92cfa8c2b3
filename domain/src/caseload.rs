//! Caseload (担当先): the clients of an agency, those first for whom something is due.

use chrono::NaiveDate;

use crate::matching::{Business, Verdict};
use crate::menu::Menu;

/// The last day of an application that a client could make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    pub day: NaiveDate,
    /// Id of the menu.
    pub menu: String,
}

/// The nearest last day among the menus that are open on a day and that the business is eligible for.
#[must_use]
pub fn next_deadline(business: &Business, menus: &[Menu], today: NaiveDate) -> Option<Deadline> {
    let dated = menus.iter().filter_map(|menu| {
        let standing = menu.reception.standing(today);
        let day = standing.round.closes.filter(|_| standing.window.takes_applications())?;
        Some((day, menu))
    });
    let mut dated: Vec<_> = dated.collect();
    dated.sort_by_key(|(day, menu)| (*day, menu.id()));
    let eligible = |(_, menu): &&(NaiveDate, &Menu)| business.verdict(menu).0 == Verdict::Eligible;
    dated.iter().find(eligible).map(|(day, menu)| Deadline { day: *day, menu: menu.id().to_owned() })
}

/// What is due for a client, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// On this day: a to-do, or the last day of an application.
    On(NaiveDate),
    /// Nothing has a day.
    Never,
}

impl Due {
    /// The first of what has a day.
    #[must_use]
    pub fn first(days: impl IntoIterator<Item = NaiveDate>) -> Due {
        days.into_iter().min().map_or(Due::Never, Due::On)
    }

    #[must_use]
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            Due::On(day) => Some(day),
            Due::Never => None,
        }
    }
}
