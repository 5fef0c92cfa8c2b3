//! Consent (同意): which agency sees what of a business, and until when. The business gives it and takes it back; nothing else
//! opens a business to an agency (個人情報保護法 第27条: 本人の同意).

use chrono::{DateTime, Days, Months, NaiveDate, Utc};

use crate::window::{japan_day, japan_midnight};

/// The version of the text that a business agrees to. The text stands in the app's words; whoever changes it raises this.
pub const TEXT_VERSION: i32 = 1;

/// What an agency sees besides the result.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Covers {
    /// Each answer as it was given.
    pub answers: bool,
    /// How to reach the business.
    pub contact: bool,
}

/// What a business gave to an agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Consent {
    /// The agency's id.
    pub agency: i64,
    pub covers: Covers,
    /// From this moment on it has expired.
    pub expires_at: DateTime<Utc>,
    /// The business has taken it back.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// Does it hold?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Holds,
    Revoked,
    Expired,
}

impl Consent {
    /// How it stands at a moment. What was taken back is not called expired later.
    #[must_use]
    pub fn standing(&self, now: DateTime<Utc>) -> Standing {
        match self.revoked_at {
            Some(_) => Standing::Revoked,
            None if self.expires_at <= now => Standing::Expired,
            None => Standing::Holds,
        }
    }

    /// The last day, in Japan, on which it holds if nobody takes it back.
    #[must_use]
    pub fn last_day(&self) -> NaiveDate {
        last_day(self.expires_at)
    }
}

/// The last day, in Japan, before a moment of expiry.
#[must_use]
pub fn last_day(expires_at: DateTime<Utc>) -> NaiveDate {
    let day = japan_day(expires_at);
    day.checked_sub_days(Days::new(1)).unwrap_or(day)
}

/// For how long.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Term {
    ThreeMonths,
    SixMonths,
    #[default]
    Year,
}

impl Term {
    pub const ALL: [Term; 3] = [Term::ThreeMonths, Term::SixMonths, Term::Year];

    /// Calendar months.
    #[must_use]
    pub fn months(self) -> u32 {
        match self {
            Term::ThreeMonths => 3,
            Term::SixMonths => 6,
            Term::Year => 12,
        }
    }

    /// As a form says it: the months.
    #[must_use]
    pub fn parse(text: &str) -> Option<Term> {
        Term::ALL.into_iter().find(|term| term.months().to_string() == text)
    }

    /// When a consent expires that is given now: at the end of the same day of the month, in Japan, that many months later;
    /// of the month's last day, where the month has no such day.
    #[must_use]
    pub fn end(self, given_at: DateTime<Utc>) -> DateTime<Utc> {
        let given = japan_day(given_at);
        let last = given.checked_add_months(Months::new(self.months())).unwrap_or(given);
        japan_midnight(last.checked_add_days(Days::new(1)).unwrap_or(last))
    }
}
