//! A case of another business, checked.

use crate::document::CaseExample;
use crate::search::SearchText;

/// A published case.
#[derive(Debug, Clone)]
pub struct Case {
    pub document: CaseExample,
    /// What a search looks through: all that is told of it, and the labels of its pains, solutions and trade.
    pub text: SearchText,
}

impl Case {
    #[must_use]
    pub fn id(&self) -> &str {
        &self.document.id
    }
}
