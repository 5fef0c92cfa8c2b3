//! How businesses pass through the product, and what they say of it.

use async_trait::async_trait;
use domain::indicator::Period;
use domain::passage::{Helpful, Passage};

use super::{DiagnosisKey, Unavailable};

/// The counts of a period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passed {
    /// Of the diagnoses that began in the period.
    pub all: Passage,
    /// Those of them that were left: how many after which question, none if none was answered; the most first.
    pub left: Vec<(Option<String>, u64)>,
    /// Those that were neither submitted nor left: the last answer, or the start, is less than a day ago.
    pub answering: u64,
}

/// What became of a word on a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    Stored,
    /// There is no submitted diagnosis under the key.
    NotFound,
}

/// The passages. Never scans answers.
#[async_trait]
pub trait Passages: Send + Sync {
    /// Of real or of made-up respondents; the two are never added up.
    async fn passed(&self, period: &Period, made_up: bool) -> Result<Passed, Unavailable>;

    /// What was said of results ever.
    async fn said(&self, made_up: bool) -> Result<Passage, Unavailable>;

    /// Notes that the page of some menu was opened after a diagnosis was submitted; once, and nothing else of it. Soon,
    /// without anybody waiting for it: a page is shown all the same if it cannot be noted.
    fn menu_opened(&self, key: &DiagnosisKey);

    /// Keeps whether a result helped, in place of what was said of it before.
    async fn say_helpful(&self, key: &DiagnosisKey, helpful: Helpful) -> Result<Said, Unavailable>;
}
