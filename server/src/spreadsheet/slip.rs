//! What is wrong with a spreadsheet, each with its place as Excel shows it. The sentences are in `app::words`.

use std::fmt;

pub use app::words::table_slips::Problem;

use super::table::Place;

/// Errors that are told at once: nobody reads more, and reading stops soon after.
pub const MAX_SLIPS: usize = 1_000;

/// In the order of reading; of too many the first, and that there are more.
pub(super) fn told(mut slips: Vec<Slip>) -> Vec<Slip> {
    slips.sort_by(|one, other| one.place.cmp(&other.place));
    if slips.len() > MAX_SLIPS {
        slips.truncate(MAX_SLIPS);
        slips.push(Slip { place: Place::nowhere(), problem: Problem::More(MAX_SLIPS) });
    }
    slips
}

/// One error.
#[derive(Debug, Clone, PartialEq)]
pub struct Slip {
    pub place: Place,
    pub problem: Problem,
}

impl fmt::Display for Slip {
    /// `「支援メニュー」5行目 F列「受付の終わり」：…`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}：{}", self.place, self.problem)
    }
}
