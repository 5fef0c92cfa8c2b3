//! A support menu, checked: its conditions fit their facts and its dates are dates.

use std::ops::Deref;
use std::slice::Iter;
use std::sync::Arc;

use serde_json::Value;

use crate::condition::{Comparison, Scalar, Test};
use crate::document::{ConditionLevel, MenuDocument, Pain};
use crate::id_set::IdSet;
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

/// The menus of a catalogue. A clone shares them: the catalogue goes with every version of the questionnaire.
#[derive(Debug, Clone, Default)]
pub struct Menus(Arc<[Menu]>);

impl From<Vec<Menu>> for Menus {
    fn from(menus: Vec<Menu>) -> Menus {
        Menus(menus.into())
    }
}

impl Deref for Menus {
    type Target = [Menu];

    fn deref(&self) -> &[Menu] {
        &self.0
    }
}

impl<'a> IntoIterator for &'a Menus {
    type Item = &'a Menu;
    type IntoIter = Iter<'a, Menu>;

    fn into_iter(self) -> Iter<'a, Menu> {
        self.0.iter()
    }
}

impl Menu {
    #[must_use]
    pub fn id(&self) -> &str {
        &self.document.id
    }

    /// What is required and can be had by acting.
    pub fn requirements_to_act_on(&self) -> impl Iterator<Item = &Condition> {
        let required = self.conditions.iter().filter(|c| c.level == ConditionLevel::Required);
        required.filter(|condition| condition.can_be_met_by_acting())
    }

    /// Is it against this pain? It names the pain, or a solution to it: what relevance counts (engine.md §5).
    #[must_use]
    pub fn is_against(&self, pain: &Pain) -> bool {
        let helps = |solution: &String| self.solutions.contains(solution);
        self.pains.contains(&pain.id) || pain.solutions.iter().any(helps)
    }

    /// How much it is for the same: 3 × shared pains + shared solutions, as relevance weighs them (engine.md §5);
    /// 0 unless it shares some of both.
    #[must_use]
    pub fn likeness(&self, pains: &[String], solutions: &[String]) -> usize {
        let shared = |ours: &[String], theirs: &[String]| ours.iter().filter(|o| theirs.contains(o)).count();
        let pains = shared(&self.document.pains, pains);
        let solutions = shared(&self.document.solutions, solutions);
        if pains > 0 && solutions > 0 { 3 * pains + solutions } else { 0 }
    }
}

impl Condition {
    /// Can the owner meet it by acting? Not where it asks that something has *not* been done: what is done stays done.
    #[must_use]
    pub fn can_be_met_by_acting(&self) -> bool {
        let asks_for_nothing_done = match self.comparison.test() {
            Test::NoneOf(_) => true,
            Test::OneOf(values) => values.iter().all(|value| *value == Scalar::Bool(false)),
            _ => false,
        };
        self.comparison.fact().changes_by_acting() && !asks_for_nothing_done
    }
}
