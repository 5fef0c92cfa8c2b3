//! A clock that a test sets.

use std::sync::{Arc, Mutex, PoisonError};

use app::backend::Clock;
use chrono::{DateTime, Utc};

/// Stands still until it is set.
#[derive(Debug, Clone)]
pub struct TestClock(Arc<Mutex<DateTime<Utc>>>);

impl Default for TestClock {
    fn default() -> TestClock {
        TestClock::new(at("2026-11-22T10:00:00+09:00"))
    }
}

impl TestClock {
    #[must_use]
    pub fn new(now: DateTime<Utc>) -> TestClock {
        TestClock(Arc::new(Mutex::new(now)))
    }

    pub fn set(&self, now: DateTime<Utc>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }
}

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An instant, written as `2026-11-22T10:00:00+09:00`.
#[must_use]
pub fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).expect("an instant with its offset").to_utc()
}
