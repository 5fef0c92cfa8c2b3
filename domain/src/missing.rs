//! Which questions to ask so that a menu's unknown conditions are settled.

use std::collections::BTreeSet;

use crate::document::ConditionLevel;
use crate::facts::{FactName, Facts};
use crate::matching::Business;
use crate::menu::{Condition, Menu};
use crate::questionnaire::{Question, Questionnaire};
use crate::truth::Truth;

/// What would settle the required conditions of a menu that are unknown.
#[derive(Debug, Clone, Default)]
pub struct Missing<'q> {
    /// The questions to ask, in the questionnaire's order.
    pub questions: Vec<&'q Question>,
    /// No question settles some condition: only the counter can tell.
    pub counter: bool,
}

/// What is missing for a menu.
#[must_use]
pub fn for_menu<'q>(questionnaire: &'q Questionnaire, business: &Business, menu: &Menu) -> Missing<'q> {
    let (mut asked, mut counter) = (BTreeSet::new(), false);
    let required = menu.conditions.iter().filter(|c| c.level == ConditionLevel::Required);
    for condition in required.filter(|c| c.comparison.holds(business.facts()) == Truth::Unknown) {
        let questions = for_condition(questionnaire, business, condition);
        counter |= questions.is_empty();
        asked.extend(questions.into_iter().map(|question| question.id.as_str()));
    }
    Missing { questions: in_order(questionnaire, &asked), counter }
}

/// The questions that would settle a condition, of those that are asked of this business. A question that is hidden
/// brings those on whose answers that depends, where these are unknown; one that stays hidden all the same cannot be
/// asked, and is left out. None where the condition is settled, or where no question settles it.
#[must_use]
pub fn for_condition<'q>(
    questionnaire: &'q Questionnaire,
    business: &Business,
    condition: &Condition,
) -> Vec<&'q Question> {
    let needs = business.needs(condition.comparison.fact());
    in_order(questionnaire, &asking(questionnaire, needs.to_vec(), business.facts()))
}

fn in_order<'q>(questionnaire: &'q Questionnaire, asked: &BTreeSet<&str>) -> Vec<&'q Question> {
    questionnaire.questions.iter().filter(|question| asked.contains(question.id.as_str())).collect()
}

fn asking<'q>(
    questionnaire: &'q Questionnaire,
    mut wanted: Vec<FactName>,
    facts: &Facts,
) -> BTreeSet<&'q str> {
    let (mut looked_at, mut asked) = (BTreeSet::new(), BTreeSet::new());
    while let Some(fact) = wanted.pop() {
        let Some(question) = questionnaire.question_for(fact.asked_as()) else { continue };
        if !looked_at.insert(question.id.as_str()) {
            continue;
        }
        if question.is_visible(facts) {
            asked.insert(question.id.as_str());
        } else if let Some(condition) = &question.visible_if
            && condition.holds(facts) == Truth::Unknown
        {
            // Only facts of earlier questions stand in it, so this comes to an end.
            wanted.extend(condition.facts().into_iter().filter(|fact| facts.get(*fact).is_none()));
        }
    }
    asked
}
