//! How far diagnoses come, and after which question people leave.

use app::backend::Passed;
use app::words::funnel as words;
use domain::content::Content;
use domain::indicator::Period;

use super::{number, table, who};
use crate::spreadsheet::{Cell, Table};

/// The steps in their order, then what was answered last, the most first.
#[must_use]
pub fn of(content: &Content, period: &Period, passed: &Passed, made_up: bool) -> Table {
    let first = || vec![Cell::text(period.code()), who(made_up)];
    let row = |what: &str, id: &str, name: &str, count: u64| {
        let cells = [Cell::text(what), Cell::guarded(id), Cell::guarded(name), number(count)];
        first().into_iter().chain(cells).collect()
    };
    let steps = words::steps(content);
    let steps = steps.iter().map(|(name, step)| row(words::STEPS, &step.key(), name, passed.all.count(step)));
    let left = passed.left.iter().map(|(question, count)| {
        row(
            words::LEFT,
            question.as_deref().unwrap_or_default(),
            &words::last_answered(content, question.as_deref()),
            *count,
        )
    });
    let answering = row(words::ANSWERING, "", "", passed.answering);
    table(words::SHEET, words::COLUMNS, steps.chain(left).chain([answering]))
}
