//! Instants of opening and closing, as the days on which one can apply (engine.md §4: `closes` is the last such day).
//!
//! | closes in Japan at | the last day is | and the hour |
//! |---|---|---|
//! | 23:59 (any second) | that day | goes without saying |
//! | 00:00:00 | the day before: of the day itself nothing is left | goes without saying |
//! | any other time, 17:00 | that day | must be told |
//!
//! | opens in Japan at | the first day is | and the hour |
//! |---|---|---|
//! | 00:00:00 | that day | goes without saying |
//! | any other time, 10:00 | that day | must be told |

use chrono::{DateTime, Months, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};

/// A day of Japan's, and the time of that day where it is neither its beginning nor its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayAndTime {
    pub day: NaiveDate,
    pub time: Option<NaiveTime>,
}

/// The first day on which one can apply; none outside the calendar.
#[must_use]
pub fn first_day(opens: DateTime<Utc>) -> Option<DayAndTime> {
    let japan = opens.naive_utc().checked_add_signed(JAPAN)?;
    let time = (japan.time() != NaiveTime::MIN).then_some(japan.time());
    Some(DayAndTime { day: japan.date(), time })
}

/// The last day on which one can apply; none outside the calendar.
#[must_use]
pub fn last_day(closes: DateTime<Utc>) -> Option<DayAndTime> {
    let japan = closes.naive_utc().checked_add_signed(JAPAN)?;
    let (day, time) = (japan.date(), japan.time());
    if time == NaiveTime::MIN {
        return Some(DayAndTime { day: day.pred_opt()?, time: None });
    }
    let is_end_of_day = (time.hour(), time.minute()) == (23, 59);
    Some(DayAndTime { day, time: (!is_end_of_day).then_some(time) })
}

const JAPAN: TimeDelta = TimeDelta::hours(9);

/// A reception longer than this is none of applications, but the time in which those accepted report.
pub const LONGEST_DAYS: i64 = 400;
/// No application is due later than this from today.
pub const FARTHEST: Months = Months::new(18);

/// Is the end so far away that it can hardly be the day by which one has to apply? The portals list some programmes
/// until the end of what follows an acceptance.
#[must_use]
pub fn is_far_off(opens: Option<NaiveDate>, closes: NaiveDate, today: NaiveDate) -> bool {
    let lasts = opens.map(|opens| closes.signed_duration_since(opens).num_days());
    let farthest = today.checked_add_months(FARTHEST).unwrap_or(NaiveDate::MAX);
    lasts.is_some_and(|days| days > LONGEST_DAYS) || closes > farthest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(found: Option<DayAndTime>) -> (String, String) {
        let found = found.expect("in the calendar");
        let time = found.time.map(|time| time.format("%H:%M").to_string());
        (found.day.to_string(), time.unwrap_or_default())
    }

    #[test]
    fn the_table_of_closings() {
        for (instant, day, time) in [
            ("2026-09-30T14:59:00Z", "2026-09-30", ""),
            ("2026-09-30T14:59:59Z", "2026-09-30", ""),
            ("2026-09-30T15:00:00Z", "2026-09-30", ""),
            ("2026-09-30T15:00:01Z", "2026-10-01", "00:00"),
            ("2026-09-30T15:30:00Z", "2026-10-01", "00:30"),
            ("2026-09-30T08:00:00Z", "2026-09-30", "17:00"),
            ("2026-09-30T03:00:00Z", "2026-09-30", "12:00"),
            ("2026-09-30T14:58:00Z", "2026-09-30", "23:58"),
            ("2026-12-31T15:00:00Z", "2026-12-31", ""),
            ("2027-02-28T14:59:00Z", "2027-02-28", ""),
            ("2028-02-29T15:00:00Z", "2028-02-29", ""),
        ] {
            let expected = (day.to_owned(), time.to_owned());
            assert_eq!(read(last_day(instant.parse().expect("an instant"))), expected, "{instant}");
        }
    }

    #[test]
    fn the_table_of_openings() {
        for (instant, day, time) in [
            ("2026-04-12T15:00:00Z", "2026-04-13", ""),
            ("2026-04-12T14:59:00Z", "2026-04-12", "23:59"),
            ("2026-04-15T00:00:00Z", "2026-04-15", "09:00"),
            ("2025-03-31T23:00:00Z", "2025-04-01", "08:00"),
            ("2025-12-31T15:00:00Z", "2026-01-01", ""),
        ] {
            let expected = (day.to_owned(), time.to_owned());
            assert_eq!(read(first_day(instant.parse().expect("an instant"))), expected, "{instant}");
        }
    }

    #[test]
    fn no_instant_makes_it_panic() {
        for instant in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
            let _ = (first_day(instant), last_day(instant));
        }
    }

    #[test]
    fn what_ends_far_off_is_no_deadline() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let today = day("2026-11-22");
        for (opens, closes, far) in [
            (Some("2026-04-13"), "2026-11-30", false),
            (Some("2026-04-13"), "2027-05-18", false),
            (Some("2026-04-13"), "2027-05-19", true),
            (Some("2025-04-01"), "2029-03-31", true),
            (Some("2025-04-01"), "2026-03-31", false),
            (None, "2028-05-22", false),
            (None, "2028-05-23", true),
            (Some("2028-05-01"), "2028-05-23", true),
        ] {
            assert_eq!(is_far_off(opens.map(day), day(closes), today), far, "{opens:?} {closes}");
        }
    }
}
