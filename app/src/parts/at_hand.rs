//! The diagnosis at hand: what the catalogue knows of the business that looks at it.

use domain::answer::read_all;
use domain::matching::Business;

use super::judgement::SeenBy;
use super::load::{self, Opened};
use crate::backend::{Backend, DiagnosisKey};
use crate::refusal::Refusal;
use crate::response::keep_in_no_cache;
use crate::visitor;

/// A visitor's own diagnosis, read.
pub struct AtHand {
    pub opened: Opened,
    pub business: Business,
}

impl AtHand {
    /// Whose judgement the catalogue shows.
    #[must_use]
    pub fn seen_by(&self) -> SeenBy<'_> {
        SeenBy { content: &self.opened.content, key: &self.opened.key, business: &self.business }
    }
}

/// The diagnosis that the visitor's browser remembers; none if it remembers none, or one that is no more. What is
/// shown of it stays in no cache.
///
/// # Errors
/// When the store does not answer.
pub async fn at_hand(backend: &Backend) -> Result<Option<AtHand>, Refusal> {
    let Some(key) = visitor::remembered(backend) else { return Ok(None) };
    keep_in_no_cache();
    find(backend, &key).await
}

/// The diagnosis of a key that a browser remembers; none if it is no more.
///
/// # Errors
/// When the store does not answer.
pub async fn find(backend: &Backend, key: &DiagnosisKey) -> Result<Option<AtHand>, Refusal> {
    Ok(load::find(backend, key).await?.map(read))
}

/// Reads a diagnosis as a business to be matched.
#[must_use]
pub fn read(opened: Opened) -> AtHand {
    let readings = read_all(&opened.diagnosis.answers, &opened.content);
    let interpretation = opened.content.questionnaire.interpret(&readings.answers);
    let business = Business::of_answers(&interpretation, &opened.content.industries);
    AtHand { business, opened }
}
