//! Menus as spreadsheets: a file out, a file in, and what it would change.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde_json::Value;

use super::Unavailable;

/// The files that menus are written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    Xlsx,
    Csv,
    CsvShiftJis,
}

/// A file that waits for an officer, and what it comes to today.
#[derive(Debug, Clone)]
pub struct SentTable {
    pub file_name: String,
    pub sent_at: DateTime<Utc>,
    /// What it would change, or everything that is wrong with it.
    pub read: Result<TableChanges, Vec<TableSlip>>,
}

/// What a file would change.
#[derive(Debug, Clone, PartialEq)]
pub struct TableChanges {
    pub menus: Vec<ChangedMenu>,
    /// Menus of the file that stay as they are.
    pub unchanged: usize,
    /// Sheets that were not read, by title.
    pub passed_over: Vec<String>,
    /// Stands for exactly these changes: what is confirmed is what was shown.
    pub seal: String,
}

/// A menu as it would be.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangedMenu {
    pub id: String,
    pub name: String,
    /// None: a new menu.
    pub before: Option<Value>,
    pub after: Value,
    /// Sentences for the officer.
    pub notes: Vec<String>,
}

/// One error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableSlip {
    /// Sheet, row and column as Excel shows them; empty for the file as a whole.
    pub place: String,
    pub sentence: String,
}

/// What became of confirming.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmed {
    /// Drafts were made.
    Done,
    /// It would change something else now than what was shown. Nothing was stored.
    Changed,
    /// The file is not there any more.
    Gone,
}

/// Menus as spreadsheets.
#[async_trait]
pub trait MenuTables: Send + Sync {
    /// What is published, as a file.
    async fn written(&self, format: TableFormat) -> Result<Vec<u8>, Unavailable>;

    /// Keeps a file as it was sent, for a day, and gives its id. Nothing else is stored.
    async fn keep(&self, file_name: &str, body: Vec<u8>) -> Result<String, Unavailable>;

    /// Reads a file that waits.
    async fn sent(&self, id: &str) -> Result<Option<SentTable>, Unavailable>;

    /// Makes drafts of what a file would change, if that is what its seal stands for.
    async fn confirm(&self, id: &str, seal: &str) -> Result<Confirmed, Unavailable>;

    /// Throws a file away; also when it is gone already.
    async fn throw_away(&self, id: &str) -> Result<(), Unavailable>;
}
