//! Requests for advice (相談): how they stand, when an agency is reminded, how fast it answers.

use chrono::{Days, NaiveDate};
use unicode_normalization::UnicodeNormalization;

use crate::working_day::Holidays;

/// Whole working days without an answer after which the agency is reminded, once each: on the first working day that follows.
pub const REMIND_AFTER: [u32; 3] = [3, 7, 14];

/// Requests of one business that may be open at the same time.
pub const MOST_OPEN: u64 = 3;
/// Digits that a telephone number has: 0 and an area, or a country and an area.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 9..=15;

/// How a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It waits for an answer.
    Waiting,
    /// Somebody of the agency has got in touch.
    Answered,
    /// The agency asks whether another one may take it, and the business has not said yet.
    Offered,
    /// The business has taken it back.
    Withdrawn,
    /// The agency was closed before it had answered.
    Closed,
}

impl State {
    pub const ALL: [State; 5] =
        [State::Waiting, State::Answered, State::Offered, State::Withdrawn, State::Closed];

    /// As it is stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            State::Waiting => "waiting",
            State::Answered => "answered",
            State::Offered => "offered",
            State::Withdrawn => "withdrawn",
            State::Closed => "closed",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Can something still come of it: an answer, another agency, being taken back?
    #[must_use]
    pub fn is_open(self) -> bool {
        match self {
            State::Waiting | State::Offered => true,
            State::Answered | State::Withdrawn | State::Closed => false,
        }
    }

    /// May the agency that has it read it? What ended without it, it does not see any more.
    #[must_use]
    pub fn is_the_agencys(self) -> bool {
        match self {
            State::Waiting | State::Offered | State::Answered => true,
            State::Withdrawn | State::Closed => false,
        }
    }

    /// How it stands after a step; none if the step cannot be taken any more. A step taken twice changes nothing.
    #[must_use]
    pub fn after(self, step: Step) -> Option<State> {
        match (step, self) {
            (Step::Answer, State::Waiting | State::Offered | State::Answered) => Some(State::Answered),
            (Step::Offer, State::Waiting | State::Offered) => Some(State::Offered),
            (Step::Agree | Step::Decline | Step::Void, State::Offered) => Some(State::Waiting),
            (Step::Withdraw, State::Waiting | State::Offered | State::Withdrawn) => Some(State::Withdrawn),
            (Step::Close, State::Waiting | State::Offered | State::Closed) => Some(State::Closed),
            _ => None,
        }
    }
}

/// What somebody does with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The agency has got in touch.
    Answer,
    /// The agency asks whether another one may take it.
    Offer,
    /// The business says yes: it is the other agency's, and waits there.
    Agree,
    /// The business says no: it stays where it is.
    Decline,
    /// The business takes it back.
    Withdraw,
    /// The other agency was closed: the request stays where it is.
    Void,
    /// The agency that has it was closed.
    Close,
}

impl Step {
    pub const ALL: [Step; 7] =
        [Step::Answer, Step::Offer, Step::Agree, Step::Decline, Step::Withdraw, Step::Void, Step::Close];
}

/// A telephone number as people type it, in whatever width and however parted; none if it cannot be one.
#[must_use]
pub fn phone(typed: &str) -> Option<String> {
    let plain: String = typed.nfkc().collect();
    let plain = plain.trim();
    let parts = |c: char| matches!(c, '+' | '(' | ')' | ' ' | '-' | '‐'..='―' | '−' | 'ー');
    let digits = plain.chars().filter(char::is_ascii_digit).count();
    let is_one = PHONE_DIGITS.contains(&digits) && plain.chars().all(|c| c.is_ascii_digit() || parts(c));
    (is_one && plain.chars().count() <= 2 * digits).then(|| plain.to_owned())
}

/// How many reminders are due by a day for what an agency was asked on another. The first working day after the one on which it was
/// asked is its first; the last one that it has to answer in must be over.
#[must_use]
pub fn reminders_due(holidays: &Holidays, asked: NaiveDate, today: NaiveDate) -> usize {
    let passed = holidays.working_days_between(asked, today);
    REMIND_AFTER.iter().filter(|after| passed > **after).count()
}

/// Days, with today, over which it is told how fast agencies answer lately.
const LATELY: u64 = 90;

/// The first of them.
#[must_use]
pub fn first_of_lately(today: NaiveDate) -> NaiveDate {
    today.checked_sub_days(Days::new(LATELY - 1)).unwrap_or(today)
}

/// How fast an agency answers what it is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Responses {
    /// Working days until each answer, the shortest first.
    answered: Vec<u32>,
    /// What waits for an answer: working days so far, the shortest first.
    waiting: Vec<u32>,
}

impl Responses {
    /// Of the working days that each answer took, and that each one without has waited.
    #[must_use]
    pub fn of(answered: impl IntoIterator<Item = u32>, waiting: impl IntoIterator<Item = u32>) -> Responses {
        let (mut answered, mut waiting): (Vec<u32>, Vec<u32>) =
            (answered.into_iter().collect(), waiting.into_iter().collect());
        answered.sort_unstable();
        waiting.sort_unstable();
        Responses { answered, waiting }
    }

    #[must_use]
    pub fn answered(&self) -> usize {
        self.answered.len()
    }

    #[must_use]
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Working days within which half of the answers were given; of an even number, the shorter of the two in the middle.
    #[must_use]
    pub fn median(&self) -> Option<u32> {
        let middle = self.answered.len().checked_sub(1)? / 2;
        self.answered.get(middle).copied()
    }

    /// The longest that anything waits, in working days.
    #[must_use]
    pub fn longest_waiting(&self) -> Option<u32> {
        self.waiting.last().copied()
    }

    /// Answers before the first reminder would have gone: on the last working day before it, too.
    #[must_use]
    pub fn in_time(&self) -> usize {
        self.answered.partition_point(|days| *days <= REMIND_AFTER[0])
    }
}
