//! How fast agencies answer what they are asked.

use app::backend::AgencyResponses;
use app::words::requests as words;

use super::{number, table};
use crate::spreadsheet::{Cell, Table};

/// `lately`: of the latest days only.
#[must_use]
pub fn of(responses: &[AgencyResponses], lately: bool) -> Table {
    let period = if lately { words::LATELY } else { words::EVER };
    let days = |days: Option<u32>| days.map_or(Cell::Empty, |days| number(days.into()));
    let rows = responses.iter().map(|of| {
        vec![
            Cell::text(period),
            Cell::guarded(&of.agency),
            number(of.responses.answered() as u64),
            number(of.responses.in_time() as u64),
            days(of.responses.median()),
            number(of.responses.waiting() as u64),
            days(of.responses.longest_waiting()),
            number(of.handed_over as u64),
        ]
    });
    table(words::SHEET, words::COLUMNS, rows)
}
