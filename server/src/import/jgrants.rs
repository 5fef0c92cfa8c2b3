//! jGrants (Jグランツ), the government's portal of subsidies: its public API's answers become menus.
//! Which field becomes which, and why, stands in `docs/jgrants.md`.
//!
//! The walk: an answer, from a file or by HTTP ([`fetch`]) → its records, bad ones apart ([`answer`]) → what is used of
//! each, in one form ([`record`]) → on top of what was known of it → a menu document ([`menu`]) → the store, which
//! publishes, completes or makes a draft ([`run`]).

mod answer;
mod areas;
mod classes;
mod fetch;
mod html;
mod menu;
mod record;
mod report;
mod run;

use std::fmt;

pub use fetch::{BASE, KEYWORDS, Manners};
pub use report::Report;
pub use run::{Listing, Problem, Step, import_files, import_portal};

/// Where a menu of a record is looked up by people: the portal's own page of it.
const PAGE: &str = "https://www.jgrants-portal.go.jp/subsidy/";

/// Why something could not be read. No message carries what was read: it may be an attachment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slip {
    /// The system's reason.
    Unreadable(String),
    NotJson {
        line: usize,
        column: usize,
    },
    /// JSON, but without a list of results; the API's own code and title of the error, where it says them.
    NoResult(Option<String>),
    NotATable,
    Missing(&'static str),
    BadId,
    BadText(&'static str),
    BadTime(&'static str),
    BadAmount,
    BadRounds,
}

impl fmt::Display for Slip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Slip::Unreadable(reason) => write!(f, "読めません（{reason}）"),
            Slip::NotJson { line, column } => write!(f, "JSON として読めません（{line} 行 {column} 文字目）"),
            Slip::NoResult(Some(said)) => write!(f, "結果（result）がなく、誤りの知らせでした（{said}）"),
            Slip::NoResult(None) => f.write_str("結果（result）の一覧がありません"),
            Slip::NotATable => f.write_str("公募の形（項目の並び）ではありません"),
            Slip::Missing(field) => write!(f, "{field} がありません"),
            Slip::BadId => f.write_str("id が英数字40字以内ではありません"),
            Slip::BadText(field) => write!(f, "{field} が文ではありません"),
            Slip::BadTime(field) => write!(f, "{field} が日時の形ではありません"),
            Slip::BadAmount => f.write_str("subsidy_max_limit が 0 以上の金額ではありません"),
            Slip::BadRounds => f.write_str("workflow が募集回の一覧ではありません"),
        }
    }
}
