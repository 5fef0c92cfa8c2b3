//! Application windows, exact to Japan's day.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
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

/// First and last day on which one can apply, both Japan's, both inclusive, either unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reception {
    pub opens: Option<NaiveDate>,
    pub closes: Option<NaiveDate>,
    pub status: Status,
}

impl Reception {
    /// The window on Japan's day `on` (engine.md §4).
    #[must_use]
    pub fn window(&self, on: NaiveDate) -> Window {
        match (self.opens, self.closes) {
            (Some(opens), _) if on < opens => Window::Upcoming,
            (_, Some(closes)) if on > closes => Window::Closed,
            (_, Some(_)) => Window::Open,
            (Some(_), None) if self.status == Status::Closed => Window::Closed,
            (Some(_), None) => Window::Open,
            (None, None) => match self.status {
                Status::Open => Window::Open,
                Status::Rolling => Window::Rolling,
                Status::Closed => Window::Closed,
                Status::Unknown => Window::Unknown,
            },
        }
    }

    /// Whole days from `on` to the last day: 0 on the last day itself, negative after it; none without a last day.
    #[must_use]
    pub fn days_left(&self, on: NaiveDate) -> Option<i64> {
        Some(self.closes?.signed_duration_since(on).num_days())
    }
}

/// Seconds by which Japan is ahead of UTC, all year round.
const JAPAN_OFFSET_SECONDS: i32 = 9 * 3600;

/// Japan's calendar day at an instant.
#[must_use]
pub fn japan_day(instant: DateTime<Utc>) -> NaiveDate {
    match FixedOffset::east_opt(JAPAN_OFFSET_SECONDS) {
        Some(japan) => instant.with_timezone(&japan).date_naive(),
        None => unreachable!("nine hours are a valid offset"),
    }
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
        Reception { opens: opens.map(day), closes: closes.map(day), status }
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
        assert_eq!(window.days_left(day("2026-12-13")), Some(2));
        assert_eq!(window.days_left(day("2026-12-15")), Some(0));
        assert_eq!(window.days_left(day("2026-12-16")), Some(-1));
        assert_eq!(reception(None, None, Status::Open).days_left(day("2026-12-16")), None);
    }

    proptest! {
        /// Open from 00:00 JST of the first day to 23:59:59 JST of the last.
        #[test]
        fn windows_are_exact_to_the_second(start in 0u64..20_000, length in 0u64..400) {
            let first = day("2000-01-01") + Days::new(start);
            let last = first + Days::new(length);
            let window = Reception { opens: Some(first), closes: Some(last), status: Status::Unknown };
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
