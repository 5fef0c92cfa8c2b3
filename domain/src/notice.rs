//! What businesses are told of by mail, and when: a new menu that fits, one that opens, one that closes soon, and a
//! reminder to diagnose again. Which business a menu fits is [`crate::matching`]'s.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::matching::Verdict;
use crate::menu::Menu;
use crate::window::{Window, japan_day, japan_midnight};

/// The hour of Japan's clocks at which a day of notices begins: nobody is woken by a menu that opens at midnight.
const MORNING: TimeDelta = TimeDelta::hours(7);
/// Days from one digest to the next, without the day itself: so much later a weekly mail may tell.
const REST_OF_WEEK: u64 = 6;

/// How long before the last day a menu's closing is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ahead {
    Week,
    Fortnight,
    Month,
}

impl Ahead {
    pub const ALL: [Ahead; 3] = [Ahead::Week, Ahead::Fortnight, Ahead::Month];

    #[must_use]
    pub fn days(self) -> u64 {
        match self {
            Ahead::Week => 7,
            Ahead::Fortnight => 14,
            Ahead::Month => 30,
        }
    }

    /// By its days, as a form sends it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Ahead> {
        Ahead::ALL.into_iter().find(|ahead| ahead.days().to_string() == text)
    }
}

/// After how long somebody wants to be reminded to diagnose again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reminder {
    Quarter,
    HalfYear,
    Year,
}

impl Reminder {
    pub const ALL: [Reminder; 3] = [Reminder::Quarter, Reminder::HalfYear, Reminder::Year];

    #[must_use]
    pub fn months(self) -> u32 {
        match self {
            Reminder::Quarter => 3,
            Reminder::HalfYear => 6,
            Reminder::Year => 12,
        }
    }

    /// By its months, as a form sends it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Reminder> {
        Reminder::ALL.into_iter().find(|reminder| reminder.months().to_string() == text)
    }

    /// The day on which one is reminded: the same day of a later month, or that month's last where it has no such day.
    #[must_use]
    pub fn day(self, ordered: NaiveDate) -> NaiveDate {
        ordered.checked_add_months(Months::new(self.months())).unwrap_or(NaiveDate::MAX)
    }
}

/// What somebody wants to be told. It is stored: what an older or a newer version of the program did not write is not wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// Menus that are published for the first time.
    pub new: bool,
    /// Of menus also those that fit but for what the owner can change: 「あと一歩」.
    pub near: bool,
    /// Menus on their first day.
    pub opening: bool,
    pub closing: Option<Ahead>,
    /// Warnings about information security.
    pub security: bool,
    /// All of it in one mail a week, on Monday; else at once.
    pub weekly: bool,
    pub reminder: Option<Reminder>,
    /// To be asked once what became of the support.
    pub follow_up: bool,
}

impl Choices {
    /// Nothing at all is told: `near` and `weekly` only say how, and who is told nothing is asked nothing.
    #[must_use]
    pub fn are_empty(self) -> bool {
        !(self.new || self.opening || self.closing.is_some() || self.security || self.reminder.is_some())
    }

    /// Would this be told, if the menu fits? Who gets a mail a week is told of an end so much earlier that the days which
    /// were asked for are left when the mail comes.
    #[must_use]
    pub fn want(self, happening: Happening) -> bool {
        match happening {
            Happening::New => self.new,
            Happening::Opens(_) => self.opening,
            Happening::Closes { before, .. } => self.days_before_closing() == Some(before),
        }
    }

    fn days_before_closing(self) -> Option<u64> {
        Some(self.closing?.days() + if self.weekly { REST_OF_WEEK } else { 0 })
    }

    /// What a verdict on a menu comes to; none: it is not told of.
    #[must_use]
    pub fn fit(self, verdict: Verdict, near_miss: bool) -> Option<Fit> {
        match verdict {
            Verdict::Eligible => Some(Fit::Eligible),
            Verdict::NotEligible if near_miss && self.near => Some(Fit::Near),
            Verdict::NotEligible | Verdict::NeedsInfo => None,
        }
    }
}

/// Days from the confirmation to the question what became of the support.
const FOLLOW_UP: Days = Days::new(30);

/// When somebody is asked who confirmed on this day.
#[must_use]
pub fn follow_up_day(confirmed: NaiveDate) -> NaiveDate {
    confirmed.checked_add_days(FOLLOW_UP).unwrap_or(NaiveDate::MAX)
}

/// How well a menu fits that is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    Eligible,
    /// 「あと一歩」
    Near,
}

/// What happens to a menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happening {
    New,
    /// Its first day.
    Opens(NaiveDate),
    /// Its last day, and for those who want to know it so many days before.
    Closes {
        last: NaiveDate,
        before: u64,
    },
}

/// Something that happens to a menu and is told once to everybody whom it concerns.
#[derive(Debug, Clone, Copy)]
pub struct Occasion<'m> {
    pub menu: &'m Menu,
    pub happening: Happening,
}

impl Occasion<'_> {
    /// Names it. Under one name nobody is told twice: an end is told of once, however many days before.
    #[must_use]
    pub fn key(&self) -> String {
        let menu = self.menu.id();
        match self.happening {
            Happening::New => format!("new:{menu}"),
            Happening::Opens(day) => format!("opens:{menu}:{day}"),
            Happening::Closes { last, .. } => format!("closes:{menu}:{last}"),
        }
    }
}

/// What was told already.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// Menus that are no news any more.
    pub announced: &'a BTreeSet<String>,
    /// The day of notices up to which it was looked.
    pub until: NaiveDate,
}

/// What happens to these menus on the days since. A day that was looked at already is looked at again, since menus may have
/// changed on it. Menus that take no applications any more are not told of; of a new menu nothing else is.
#[must_use]
pub fn occasions<'m>(
    menus: impl IntoIterator<Item = &'m Menu>,
    told: Told<'_>,
    today: NaiveDate,
) -> Vec<Occasion<'m>> {
    let first = told.until.succ_opt().unwrap_or(today).min(today);
    let mut occasions = Vec::new();
    for menu in menus {
        if told.announced.contains(menu.id()) {
            let happenings = on_days(menu, first, today);
            occasions.extend(happenings.into_iter().map(|happening| Occasion { menu, happening }));
        } else if menu.reception.window(today) != Window::Closed {
            occasions.push(Occasion { menu, happening: Happening::New });
        }
    }
    occasions
}

/// First and last days, by the rounds that are open today.
fn on_days(menu: &Menu, first: NaiveDate, today: NaiveDate) -> Vec<Happening> {
    let days = first..=today;
    let rounds = menu.reception.rounds().iter();
    let open = rounds.filter(|round| menu.reception.window_of(**round, today) == Window::Open);
    let mut happenings = Vec::new();
    for round in open {
        happenings.extend(round.opens.filter(|opens| days.contains(opens)).map(Happening::Opens));
        let Some(last) = round.closes else { continue };
        for before in Ahead::ALL.into_iter().flat_map(|ahead| [ahead.days(), ahead.days() + REST_OF_WEEK]) {
            let day = last.checked_sub_days(Days::new(before));
            if day.is_some_and(|day| days.contains(&day)) {
                happenings.push(Happening::Closes { last, before });
            }
        }
    }
    happenings
}

/// The day of notices at an instant: Japan's, but it begins in the morning.
#[must_use]
pub fn day(now: DateTime<Utc>) -> NaiveDate {
    japan_day(now - MORNING)
}

/// When a day of notices begins.
#[must_use]
pub fn morning(day: NaiveDate) -> DateTime<Utc> {
    japan_midnight(day) + MORNING
}

/// The Monday whose mail tells what is found on a day. What is found when a Monday begins goes with that Monday's mail;
/// what is found later on, with the next.
#[must_use]
pub fn digest_day(found: NaiveDate, day_begins: bool) -> NaiveDate {
    let days_since_monday = u64::from(found.weekday().num_days_from_monday());
    match days_since_monday {
        0 if day_begins => found,
        _ => found.checked_add_days(Days::new(7 - days_since_monday)).unwrap_or(found),
    }
}

/// Does a warning that names these divisions (JSIC; none: all) concern a business of this one? Of whom the division is not
/// known is told rather too much.
#[must_use]
pub fn concerns(divisions: &[String], industry: Option<&str>) -> bool {
    divisions.is_empty() || industry.is_none_or(|industry| divisions.iter().any(|one| one == industry))
}
