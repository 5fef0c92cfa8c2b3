//! Working days (営業日) in Japan: neither Saturday nor Sunday, nor a holiday (国民の祝日に関する法律), nor one of the days on which
//! public offices rest at the turn of the year (行政機関の休日に関する法律 第1条: 12月29日から1月3日まで).

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Japan's holidays, as data: the Cabinet Office announces each year's in February of the year before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holidays(BTreeSet<NaiveDate>);

impl FromIterator<NaiveDate> for Holidays {
    fn from_iter<I: IntoIterator<Item = NaiveDate>>(days: I) -> Holidays {
        Holidays(days.into_iter().collect())
    }
}

impl Holidays {
    /// The last day for which holidays are known; none without any.
    #[must_use]
    pub fn last(&self) -> Option<NaiveDate> {
        self.0.last().copied()
    }

    /// Is it one on which offices work?
    #[must_use]
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let turn_of_year = matches!((day.month(), day.day()), (12, 29..) | (1, ..=3));
        !weekend && !turn_of_year && !self.0.contains(&day)
    }

    /// How many working days come after a day, up to and with another: 0 on the day itself, and before it.
    #[must_use]
    pub fn working_days_between(&self, after: NaiveDate, until: NaiveDate) -> u32 {
        let days = after.iter_days().skip(1).take_while(|day| *day <= until);
        u32::try_from(days.filter(|day| self.is_working_day(*day)).count()).unwrap_or(u32::MAX)
    }

    /// The day on which so many working days have passed after a day; the day itself for 0.
    #[must_use]
    pub fn after(&self, day: NaiveDate, working_days: u32) -> NaiveDate {
        let mut day = day;
        let mut left = working_days;
        while left > 0 {
            let Some(next) = day.checked_add_days(Days::new(1)) else { return day };
            day = next;
            left -= u32::from(self.is_working_day(day));
        }
        day
    }
}
