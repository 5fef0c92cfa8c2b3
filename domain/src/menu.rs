//! A support menu, checked: its conditions fit their facts and its dates are dates.

use serde_json::Value;

use crate::condition::Comparison;
use crate::document::{ConditionLevel, MenuDocument};
use crate::id_set::IdSet;
use crate::window::Reception;

/// A published support menu.
#[derive(Debug, Clone)]
pub struct Menu {
    pub document: MenuDocument,
    pub reception: Reception,
    pub conditions: Vec<Condition>,
    /// The document's, ready to be compared with those of many businesses.
    pub pains: IdSet,
    pub solutions: IdSet,
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
