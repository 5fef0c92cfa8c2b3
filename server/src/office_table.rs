//! What officers' pages show, as tables of files: one row for each figure of each place, in words and codes.
//!
//! | file | the pages |
//! |---|---|
//! | `survey` | `/office/indicators/{id}`: an indicator by its breakdowns, and by months |
//! | `gaps` | `/office/gaps`: the gap map |
//! | `fitting` | `/office/menus/{id}/businesses`: who fits a menu |
//! | `caseload` | `/agency`: the clients of an agency |
//! | `funnel` | `/office/funnel`: how far diagnoses come |
//! | `responses` | `/office/responses`: how fast agencies answer |
//! | `crate::open_data` | `/office/plan`: the plans' figures, in the columns in which they are published |

pub mod caseload;
pub mod fitting;
pub mod funnel;
pub mod gaps;
pub mod responses;
pub mod survey;

use app::survey::Named;
use app::words::{office, survey as words};

use crate::spreadsheet::{Cell, Table};

/// A sheet under its heads.
fn table<const N: usize>(sheet: &str, heads: [&str; N], rows: impl Iterator<Item = Vec<Cell>>) -> Table {
    let heads = heads.map(Cell::text).to_vec();
    Table::numbered(sheet, std::iter::once(heads).chain(rows))
}

/// Real respondents or made-up ones: said in every row, since rows are copied elsewhere.
fn who(made_up: bool) -> Cell {
    Cell::text(if made_up { words::MADE_UP } else { words::REAL })
}

/// Code and name of a group; `None` is all groups together.
fn group_cells(group: Option<&Named>) -> [Cell; 2] {
    let (code, name) = group.map_or(("", office::WHOLE), |group| (&group.id, &group.name));
    [Cell::guarded(code), Cell::guarded(name)]
}

/// How many; what is hidden is never empty nor 0.
fn counted(count: Option<u64>) -> Cell {
    count.map_or_else(hidden, number)
}

fn hidden() -> Cell {
    Cell::text(office::SUPPRESSED)
}

#[expect(clippy::cast_precision_loss, reason = "counts of businesses are far below 2^53")]
fn number(count: u64) -> Cell {
    Cell::Number(count as f64)
}
