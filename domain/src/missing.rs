//! Which questions to ask so that a menu's unknown conditions are settled.

use std::collections::BTreeSet;

use crate::document::ConditionLevel;
use crate::facts::{FactName, Facts};
use crate::matching::Business;
use crate::menu::Menu;
use crate::questionnaire::{Question, Questionnaire};
use crate::truth::Truth;

/// The questions that would settle what is required and unknown, in the questionnaire's order, of those that are
/// asked with the answers as they are (`is_visible`). A question that is hidden brings those on whose answers that
/// depends, where these are unknown; one that stays hidden all the same cannot be asked, and is left out.
#[must_use]
pub fn questions<'q>(
    questionnaire: &'q Questionnaire,
    business: &Business,
    menu: &Menu,
    is_visible: impl Fn(&Question) -> bool,
) -> Vec<&'q Question> {
    let required = menu.conditions.iter().filter(|c| c.level == ConditionLevel::Required);
    let unknown = required.filter(|c| c.comparison.holds(business.facts()) == Truth::Unknown);
    let needs = unknown.flat_map(|condition| business.needs(condition.comparison.fact())).copied();
    asking(questionnaire, needs.collect(), business.facts(), is_visible)
}

fn asking<'q>(
    questionnaire: &'q Questionnaire,
    mut wanted: Vec<FactName>,
    facts: &Facts,
    is_visible: impl Fn(&Question) -> bool,
) -> Vec<&'q Question> {
    let (mut looked_at, mut asked) = (BTreeSet::new(), BTreeSet::new());
    while let Some(fact) = wanted.pop() {
        let Some(question) = questionnaire.question_for(fact.asked_as()) else { continue };
        if !looked_at.insert(question.id.as_str()) {
            continue;
        }
        if is_visible(question) {
            asked.insert(question.id.as_str());
        } else if let Some(condition) = &question.visible_if
            && condition.holds(facts) == Truth::Unknown
        {
            // Only facts of earlier questions stand in it, so this comes to an end.
            wanted.extend(condition.facts().into_iter().filter(|fact| facts.get(*fact).is_none()));
        }
    }
    questionnaire.questions.iter().filter(|question| asked.contains(question.id.as_str())).collect()
}
