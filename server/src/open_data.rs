//! Open data (statistics.md §5): from what may be published to files that are frozen, and from the store to whoever asks.
//!
//! | file | what it knows |
//! |---|---|
//! | `dataset` | rows under a dataset's columns, as CSV and as JSON |
//! | `survey`, `catalogue` | what stands in the rows |
//! | `package` | the Frictionless Data Package of a set |
//! | `dcat` | the catalogue of all sets |
//! | `routes` | addresses, and what is said of a file on the way |

mod catalogue;
mod dataset;
mod dcat;
mod package;
mod routes;
mod survey;

use std::collections::BTreeSet;

use app::words::open_data as words;
use app::words::open_data::columns::{CASES, MENUS, PLAN, SURVEY};
use chrono::{DateTime, Utc};
use domain::content::Content;
use domain::indicator::Period;
use domain::publication::{PublishedTopic, Set};

use crate::checksum::sha256_hex;
use crate::spreadsheet::{Table, WriteError};

pub use routes::router;

use dataset::Rows;

/// A file to be frozen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub name: String,
    pub media_type: &'static str,
    pub body: Vec<u8>,
}

/// A version of a set.
#[derive(Debug, Clone)]
pub struct Edition {
    pub set: Set,
    pub version: u32,
    pub published_at: DateTime<Utc>,
    pub note: String,
}

/// The file that says what the others are; of two versions only it need differ.
pub const PACKAGE: &str = "datapackage.json";

/// Why no file can be made: only if a value cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum Unwritable {
    #[error("CSV: {0}")]
    Csv(#[from] WriteError),
    #[error("JSON: {0}")]
    Json(#[from] serde_json::Error),
}

impl File {
    /// In hexadecimal digits.
    #[must_use]
    pub fn sha256(&self) -> String {
        sha256_hex(&self.body)
    }
}

/// What was answered in a period.
///
/// # Errors
/// See [`Unwritable`].
pub fn survey(
    period: &Period,
    topics: &[PublishedTopic<'_>],
    content: &Content,
) -> Result<Vec<File>, Unwritable> {
    dataset::files(&SURVEY, &survey::rows(period, topics, content))
}

/// What the prefecture says itself. Menus of these ids are somebody else's words, and are left out.
///
/// # Errors
/// See [`Unwritable`].
pub fn catalogue(content: &Content, imported: &BTreeSet<String>) -> Result<Vec<File>, Unwritable> {
    let tables: [(_, Rows); 3] = [
        (&MENUS, catalogue::menus(content, imported)),
        (&CASES, catalogue::cases(content)),
        (&PLAN, catalogue::plan_records(content)),
    ];
    let files = tables.iter().map(|(dataset, rows)| dataset::files(dataset, rows));
    Ok(files.collect::<Result<Vec<_>, _>>()?.concat())
}

/// The figures of the plans, in the columns in which they are published.
#[must_use]
pub fn plan_table(content: &Content) -> Table {
    dataset::table(&PLAN, &catalogue::plan_records(content))
}

/// The files of a version with their description.
///
/// # Errors
/// See [`Unwritable`].
pub fn described(edition: &Edition, mut files: Vec<File>) -> Result<Vec<File>, Unwritable> {
    let package = package::package(edition, &files);
    let body = serde_json::to_vec_pretty(&package)?;
    files.push(File { name: PACKAGE.to_owned(), media_type: dataset::JSON, body });
    Ok(files)
}

/// Where the files come from.
fn source(set: &Set) -> &'static str {
    match set {
        Set::Catalogue => words::SOURCE_CONTENT,
        Set::Period(_) => words::SOURCE_ANSWERS,
    }
}
