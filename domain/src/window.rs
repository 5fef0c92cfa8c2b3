//! Application windows, exact to Japan's day.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// Where a programme's reception of applications stands on a day. The order is that of offering (engine.md §5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    Open,
    Rolling,
    Upcoming,
    Unknown,
    Closed,
}

impl Window {
    pub const ALL: [Window; 5] =
        [Window::Open, Window::Rolling, Window::Upcoming, Window::Unknown, Window::Closed];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Window::Open => "open",
            Window::Rolling => "rolling",
            Window::Upcoming => "upcoming",
            Window::Unknown => "unknown",
            Window::Closed => "closed",
        }
    }

    /// Can one apply today? Not where nobody has made sure of it.
    #[must_use]
    pub fn takes_applications(self) -> bool {
        matches!(self, Window::Open | Window::Rolling)
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Window> {
        Window::ALL.into_iter().find(|window| window.as_str() == text)
    }
}

/// What the provider says of the reception; dates, where known, go before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Open,
    Rolling,
    Closed,
    Unknown,
}

/// A round of applications (募集回): first and last day on which one can apply, both Japan's, both inclusive, either
/// unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Round {
    pub opens: Option<NaiveDate>,
    pub closes: Option<NaiveDate>,
}

impl Round {
    /// Neither day is known: such a round says nothing.
    const UNDATED: Round = Round { opens: None, closes: None };

    fn window(self, status: Status, on: NaiveDate) -> Window {
        match (self.opens, self.closes) {
            (Some(opens), _) if on < opens => Window::Upcoming,
            (_, Some(closes)) if on > closes => Window::Closed,
            (_, Some(_)) => Window::Open,
            (Some(_), None) if status == Status::Closed => Window::Closed,
            (Some(_), None) => Window::Open,
            (None, None) => match status {
                Status::Open => Window::Open,
                Status::Rolling => Window::Rolling,
                Status::Closed => Window::Closed,
                Status::Unknown => Window::Unknown,
            },
        }
    }

    fn last_day(self) -> NaiveDate {
        self.closes.unwrap_or(NaiveDate::MAX)
    }

    fn first_day(self) -> NaiveDate {
        self.opens.unwrap_or(NaiveDate::MIN)
    }
}

/// How a programme's reception stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub window: Window,
    /// The round that counts that day.
    pub round: Round,
    /// Whole days to the last day: 0 on the last day itself, negative after it; none without a last day.
    pub days_left: Option<i64>,
}

/// When a programme takes applications: its rounds, in the order of time, and what the provider says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reception {
    rounds: Vec<Round>,
    status: Status,
}

impl Reception {
    /// Rounds in any order; those without any date count for nothing.
    #[must_use]
    pub fn new(rounds: impl IntoIterator<Item = Round>, status: Status) -> Reception {
        let mut rounds: Vec<Round> = rounds.into_iter().filter(|round| *round != Round::UNDATED).collect();
        rounds.sort_by_key(|round| (round.last_day(), round.first_day()));
        Reception { rounds, status }
    }

    #[must_use]
    pub fn rounds(&self) -> &[Round] {
        &self.rounds
    }

    /// The one that counts on a day: the one open then (of several, the one that closes last), else the next to
    /// open, else the one closed last. Undated when no date is known.
    fn round(&self, on: NaiveDate) -> Round {
        let standing = |window: Window| {
            let rounds = self.rounds.iter().copied();
            rounds.filter(move |round| round.window(self.status, on) == window)
        };
        standing(Window::Open)
            .max_by_key(|round| round.last_day())
            .or_else(|| standing(Window::Upcoming).min_by_key(|round| round.first_day()))
            .or_else(|| standing(Window::Closed).max_by_key(|round| round.last_day()))
            .unwrap_or(Round::UNDATED)
    }

    /// Window and days left on Japan's day `on` (engine.md §4), of the round that counts then.
    #[must_use]
    pub fn standing(&self, on: NaiveDate) -> Standing {
        let round = self.round(on);
        let days_left = round.closes.map(|closes| closes.signed_duration_since(on).num_days());
        Standing { window: round.window(self.status, on), round, days_left }
    }

    /// The window of one round, whether it counts that day or not.
    #[must_use]
    pub fn window_of(&self, round: Round, on: NaiveDate) -> Window {
        round.window(self.status, on)
    }

    /// The window alone.
    #[must_use]
    pub fn window(&self, on: NaiveDate) -> Window {
        self.round(on).window(self.status, on)
    }
}

/// Seconds by which Japan is ahead of UTC, all year round.
const JAPAN_OFFSET_SECONDS: i32 = 9 * 3600;

/// What Japan's calendars and clocks show at an instant.
#[must_use]
pub fn japan_time(instant: DateTime<Utc>) -> NaiveDateTime {
    match FixedOffset::east_opt(JAPAN_OFFSET_SECONDS) {
        Some(japan) => instant.with_timezone(&japan).naive_local(),
        None => unreachable!("nine hours are a valid offset"),
    }
}

/// Japan's calendar day at an instant.
#[must_use]
pub fn japan_day(instant: DateTime<Utc>) -> NaiveDate {
    japan_time(instant).date()
}

/// The instant at which a day begins in Japan.
#[must_use]
pub fn japan_midnight(day: NaiveDate) -> DateTime<Utc> {
    let ahead = TimeDelta::seconds(JAPAN_OFFSET_SECONDS.into());
    let midnight = day.and_time(NaiveTime::MIN);
    midnight.checked_sub_signed(ahead).unwrap_or(midnight).and_utc()
}

#[cfg(test)]
mod tests {
    use chrono::{Days, TimeZone};
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn reception(opens: Option<&str>, closes: Option<&str>, status: Status) -> Reception {
        Reception::new([Round { opens: opens.map(day), closes: closes.map(day) }], status)
    }

    #[test]
    fn the_table_of_windows() {
        let (open, close) = (Some("2026-11-05"), Some("2026-12-15"));
        let cases = [
            (open, close, Status::Open, "2026-11-04", Window::Upcoming),
            (open, close, Status::Closed, "2026-11-05", Window::Open),
            (open, close, Status::Unknown, "2026-12-15", Window::Open),
            (open, close, Status::Open, "2026-12-16", Window::Closed),
            (None, close, Status::Closed, "2026-12-15", Window::Open),
            (None, close, Status::Open, "2026-12-16", Window::Closed),
            (open, None, Status::Closed, "2026-11-04", Window::Upcoming),
            (open, None, Status::Unknown, "2026-11-05", Window::Open),
            (open, None, Status::Rolling, "2036-11-05", Window::Open),
            (open, None, Status::Closed, "2026-11-05", Window::Closed),
            (None, None, Status::Rolling, "2026-11-05", Window::Rolling),
            (None, None, Status::Open, "2026-11-05", Window::Open),
            (None, None, Status::Closed, "2026-11-05", Window::Closed),
            (None, None, Status::Unknown, "2026-11-05", Window::Unknown),
        ];
        for (opens, closes, status, on, window) in cases {
            assert_eq!(
                reception(opens, closes, status).window(day(on)),
                window,
                "{opens:?} {closes:?} {status:?} {on}"
            );
        }
    }

    #[test]
    fn days_left_count_down_to_zero() {
        let window = reception(None, Some("2026-12-15"), Status::Open);
        assert_eq!(window.standing(day("2026-12-13")).days_left, Some(2));
        assert_eq!(window.standing(day("2026-12-15")).days_left, Some(0));
        assert_eq!(window.standing(day("2026-12-16")).days_left, Some(-1));
        assert_eq!(reception(None, None, Status::Open).standing(day("2026-12-16")).days_left, None);
    }

    #[test]
    fn the_round_that_counts_is_the_open_one_then_the_next_then_the_last() {
        let round = |opens: &str, closes: &str| Round { opens: Some(day(opens)), closes: Some(day(closes)) };
        let (summer, winter) = (round("2026-06-01", "2026-07-15"), round("2026-11-01", "2026-12-15"));
        let reception = Reception::new([winter, summer], Status::Closed);
        for (on, counts, window, left) in [
            ("2026-05-31", summer, Window::Upcoming, 45),
            ("2026-06-01", summer, Window::Open, 44),
            ("2026-07-15", summer, Window::Open, 0),
            ("2026-07-16", winter, Window::Upcoming, 152),
            ("2026-11-01", winter, Window::Open, 44),
            ("2026-12-15", winter, Window::Open, 0),
            ("2026-12-16", winter, Window::Closed, -1),
        ] {
            let on = day(on);
            let expected = Standing { window, round: counts, days_left: Some(left) };
            assert_eq!(reception.standing(on), expected, "{on}");
        }
        // Overlapping rounds: one can still apply until the later end.
        let overlapping = Reception::new([summer, round("2026-07-01", "2026-08-31")], Status::Unknown);
        assert_eq!(overlapping.standing(day("2026-07-10")).round.closes, Some(day("2026-08-31")));
    }

    proptest! {
        /// Open from 00:00 JST of the first day to 23:59:59 JST of the last.
        #[test]
        fn windows_are_exact_to_the_second(start in 0u64..20_000, length in 0u64..400) {
            let first = day("2000-01-01") + Days::new(start);
            let last = first + Days::new(length);
            let window = Reception::new([Round { opens: Some(first), closes: Some(last) }], Status::Unknown);
            let japan = FixedOffset::east_opt(JAPAN_OFFSET_SECONDS).expect("valid");
            let at = |day: NaiveDate, h, m, s| {
                let local = japan.from_local_datetime(&day.and_hms_opt(h, m, s).expect("valid")).unwrap();
                window.window(japan_day(local.with_timezone(&Utc)))
            };
            prop_assert_eq!(at(first.pred_opt().expect("not the first of days"), 23, 59, 59), Window::Upcoming);
            prop_assert_eq!(at(first, 0, 0, 0), Window::Open);
            prop_assert_eq!(at(last, 23, 59, 59), Window::Open);
            prop_assert_eq!(at(last + Days::new(1), 0, 0, 0), Window::Closed);
        }
    }
}
