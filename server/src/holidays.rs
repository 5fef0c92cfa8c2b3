//! Japan's holidays, by which working days are counted. They are data (`server/seed/holidays.csv`, embedded), to be added to once
//! a year: 内閣府「国民の祝日について」, <https://www8.cao.go.jp/chosei/shukujitsu/gaiyou.html>, tells those of a year in February
//! of the year before.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use domain::working_day::Holidays;

const SEED: &str = include_str!("../seed/holidays.csv");

static KNOWN: LazyLock<Holidays> = LazyLock::new(|| read(SEED));

/// Those that are known.
#[must_use]
pub fn holidays() -> &'static Holidays {
    &KNOWN
}

/// One line each: day, and name. A test sees to it that every line is read.
fn read(text: &str) -> Holidays {
    text.lines().skip(1).filter_map(|line| line.split(',').next()?.parse::<NaiveDate>().ok()).collect()
}

/// Are the holidays of this year missing? Then working days are counted that are none.
#[must_use]
pub fn are_outdated(holidays: &Holidays, today: NaiveDate) -> bool {
    holidays.last().is_none_or(|last| last.year() < today.year())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::{Days, Weekday};

    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a day")
    }

    /// The days of the equinoxes, as the National Astronomical Observatory's 暦要項 tells them.
    const EQUINOXES: [(i32, u32, u32); 3] = [(2025, 20, 23), (2026, 20, 23), (2027, 21, 23)];

    /// 国民の祝日に関する法律 第2条.
    fn by_name(year: i32) -> BTreeSet<NaiveDate> {
        let (_, spring, autumn) = EQUINOXES.into_iter().find(|(one, ..)| *one == year).expect("a year");
        let fixed =
            [(1, 1), (2, 11), (2, 23), (3, spring), (4, 29), (5, 3), (5, 4), (5, 5), (8, 11), (9, autumn)];
        let fixed = fixed.into_iter().chain([(11, 3), (11, 23)]).map(|(month, at)| day(year, month, at));
        let mondays = [(1, 2), (7, 3), (9, 3), (10, 2)].map(|(month, nth)| {
            NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, nth).expect("a Monday")
        });
        fixed.chain(mondays).collect()
    }

    /// 第3条: the next day that is none by name stands in for one on a Sunday (2), and a day between two is one (3).
    fn by_law(year: i32) -> BTreeSet<NaiveDate> {
        let named = by_name(year);
        let mut all = named.clone();
        for sunday in named.iter().filter(|day| day.weekday() == Weekday::Sun) {
            all.extend(sunday.iter_days().skip(1).find(|day| !named.contains(day)));
        }
        for before in &named {
            let (between, after) = (*before + Days::new(1), *before + Days::new(2));
            if named.contains(&after) && !named.contains(&between) && between.weekday() != Weekday::Sun {
                all.insert(between);
            }
        }
        all
    }

    #[test]
    fn every_line_is_a_holiday_by_the_law_and_none_is_missing() {
        let lines: Vec<NaiveDate> =
            SEED.lines().skip(1).map(|line| line[..10].parse().expect("a day")).collect();
        assert!(lines.is_sorted());
        let expected: BTreeSet<NaiveDate> = EQUINOXES.iter().flat_map(|(year, ..)| by_law(*year)).collect();
        assert_eq!(lines.iter().copied().collect::<BTreeSet<_>>(), expected);
        assert_eq!(lines.len(), expected.len());
        assert_eq!(*holidays(), lines.into_iter().collect::<Holidays>());
        for named in [day(2026, 5, 6), day(2026, 9, 22), day(2027, 3, 22)] {
            assert!(expected.contains(&named), "{named}");
        }
    }

    #[test]
    fn a_year_without_any_is_noticed() {
        assert!(!are_outdated(holidays(), day(2027, 12, 31)));
        assert!(are_outdated(holidays(), day(2028, 1, 1)));
        assert!(are_outdated(&Holidays::default(), day(2026, 1, 1)));
    }
}
