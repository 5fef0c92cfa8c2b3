//! Figures of the plans, as officers enter them.

use std::hash::{DefaultHasher, Hash, Hasher};

use async_trait::async_trait;
use domain::document::PlanRecord;
use domain::plan::Figures;

use super::Unavailable;

/// A figure that is to stand from now on.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanEntry {
    pub indicator: String,
    /// As `R8`.
    pub fiscal_year: String,
    pub figures: Figures,
    /// What stood there when the officer began, by [`seen`].
    pub seen: String,
}

/// Stands for what an officer saw of a year, short enough for an address; empty if there was nothing. Another build of
/// the program may write it otherwise: then what was seen counts as changed.
#[must_use]
pub fn seen(record: Option<&PlanRecord>) -> String {
    let written = record.and_then(|record| serde_json::to_string(record).ok());
    let short = |written: String| {
        let mut hasher = DefaultHasher::new();
        written.hash(&mut hasher);
        format!("{:016x}", hasher.finish())
    };
    written.map(short).unwrap_or_default()
}

/// What became of entering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entered {
    /// It stands; also when it stood there before.
    Done,
    /// Something else stands there now than what was seen. Nothing was stored.
    Changed,
    /// With it, or without, the content would not pass its check. Nothing was stored.
    Unfit,
    NoSuchIndicator,
}

/// The plans' figures.
#[async_trait]
pub trait Plans: Send + Sync {
    /// Lets a figure stand in place of an earlier one, in one transaction; running servers follow within seconds.
    async fn enter(&self, entry: &PlanEntry) -> Result<Entered, Unavailable>;
}
