//! A support menu, checked: its conditions fit their facts and its dates are dates.

use serde_json::Value;

use crate::condition::Comparison;
use crate::document::{ConditionLevel, MenuDocument};
use crate::search::SearchText;
use crate::window::Reception;

/// A published support menu.
#[derive(Debug, Clone)]
pub struct Menu {
    pub document: MenuDocument,
    pub reception: Reception,
    pub conditions: Vec<Condition>,
    /// What a search looks through: all that is told of it, what its kind and provider are called, its pains,
    /// solutions and places by name.
    pub text: SearchText,
}

/// One condition of a menu.
#[derive(Debug, Clone)]
pub struct Condition {
    pub comparison: Comparison,
    pub level: ConditionLevel,
    /// The sentence shown to people as the reason.
    pub text: String,
    /// Operator and value as written, for the JSON interface.
    pub op: String,
    pub value: Value,
}

impl Menu {
    #[must_use]
    pub fn id(&self) -> &str {
        &self.document.id
    }
}
