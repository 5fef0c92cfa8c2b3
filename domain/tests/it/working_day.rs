//! Working days: weekends, holidays and the turn of the year are none.

use chrono::{Days, NaiveDate};
use domain::working_day::Holidays;
use proptest::prelude::*;

use crate::seed::{day, holidays};

#[test]
fn working_days_are_counted_across_holidays() {
    let holidays = holidays();
    for (after, until, expected, why) in [
        ("2026-11-24", "2026-11-24", 0, "the day itself"),
        ("2026-11-25", "2026-11-24", 0, "before it"),
        ("2026-11-24", "2026-11-25", 1, "the next day"),
        ("2026-11-20", "2026-11-24", 1, "a weekend and 勤労感謝の日 between"),
        ("2026-12-28", "2027-01-03", 0, "public offices rest from 29 December to 3 January"),
        ("2026-12-28", "2027-01-04", 1, "the first day of the year on which they work"),
        ("2026-12-25", "2027-01-04", 2, "28 December is one"),
        ("2026-04-28", "2026-05-07", 3, "Golden Week: 30 April, 1 May and 7 May"),
        ("2026-09-18", "2026-09-23", 0, "敬老の日, the day between, 秋分の日"),
        ("2026-09-18", "2026-09-24", 1, "after them"),
        ("2027-03-19", "2027-03-22", 0, "春分の日 on a Sunday is made up for"),
    ] {
        assert_eq!(holidays.working_days_between(day(after), day(until)), expected, "{after}–{until}: {why}");
    }
}

#[test]
fn the_day_after_so_many_working_days() {
    let holidays = holidays();
    for (from, days, expected) in [
        ("2026-12-28", 1, "2027-01-04"),
        ("2026-12-24", 3, "2027-01-04"),
        ("2026-04-28", 3, "2026-05-07"),
        ("2026-09-18", 1, "2026-09-24"),
        ("2026-09-19", 0, "2026-09-19"),
    ] {
        assert_eq!(holidays.after(day(from), days), day(expected), "{from} + {days}");
    }
}

#[test]
fn single_days() {
    let holidays = holidays();
    for (text, works) in [
        ("2026-11-20", true),
        ("2026-11-21", false),
        ("2026-11-22", false),
        ("2026-11-23", false),
        ("2026-12-28", true),
        ("2026-12-29", false),
        ("2026-12-31", false),
        ("2027-01-01", false),
        ("2027-01-04", true),
        ("2026-09-22", false),
        ("2026-05-06", false),
    ] {
        assert_eq!(holidays.is_working_day(day(text)), works, "{text}");
    }
    assert_eq!(holidays.last(), Some(day("2027-11-23")));
    assert_eq!(Holidays::default().last(), None);
    assert!(Holidays::default().is_working_day(day("2026-11-23")), "nothing is known");
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..1_095).prop_map(|days| day("2025-01-01") + Days::new(days))
}

proptest! {
    #[test]
    fn later_is_never_fewer(from in any_day(), days in 0_u64..60, more in 0_u64..30) {
        let holidays = holidays();
        let count = |days| holidays.working_days_between(from, from + Days::new(days));
        prop_assert!(count(days) <= count(days + more));
        prop_assert!(u64::from(count(days)) <= days);
    }

    #[test]
    fn parts_add_up(from in any_day(), first in 0_u64..40, second in 0_u64..40) {
        let holidays = holidays();
        let (middle, end) = (from + Days::new(first), from + Days::new(first + second));
        let sum = holidays.working_days_between(from, middle) + holidays.working_days_between(middle, end);
        prop_assert_eq!(holidays.working_days_between(from, end), sum);
    }

    #[test]
    fn counting_back_finds_what_was_added(from in any_day(), days in 1_u32..30) {
        let holidays = holidays();
        let end = holidays.after(from, days);
        prop_assert!(holidays.is_working_day(end));
        prop_assert_eq!(holidays.working_days_between(from, end), days);
    }
}
