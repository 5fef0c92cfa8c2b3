//! How long a preparation takes (GビズIDプライム, SECURITY ACTION, 見積 …): content, since offices change it.

use serde::{Deserialize, Serialize};

use crate::document::{MenuKind, Verified};
use crate::facts::FactName;
use crate::menu::Menu;

/// A lead time as written in `lead_times.toml`, whose head tells the meaning of each key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeadTimeDocument {
    pub id: String,
    pub title: String,
    /// What to do.
    pub text: String,
    /// Calendar days that it takes when all goes well.
    pub days_min: u64,
    /// Calendar days to reckon with.
    pub days_max: u64,
    /// What it costs, in words: 「無料」.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<String>,
    /// Menus that require one of these facts need it; all of them change by acting.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<String>,
    /// Menus of these kinds need it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<MenuKind>,
    /// These menus need it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub menus: Vec<String>,
    /// Where the days were read; only what is generally known may go without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    pub verified: Verified,
}

/// A lead time, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeadTime {
    pub document: LeadTimeDocument,
    pub facts: Vec<FactName>,
}

impl LeadTime {
    /// Longest that may be written, in days: beyond two years it is no step of an application.
    pub const MAX_DAYS: u64 = 730;

    #[must_use]
    pub fn id(&self) -> &str {
        &self.document.id
    }

    /// Does an application for this menu need it? Because of what is required and can be had by acting, because of
    /// what kind of support it is, or because it is named.
    #[must_use]
    pub fn is_needed_for(&self, menu: &Menu) -> bool {
        menu.requirements_to_act_on().any(|condition| self.facts.contains(&condition.comparison.fact()))
            || self.document.kinds.contains(&menu.document.kind)
            || self.document.menus.iter().any(|id| id == menu.id())
    }
}
