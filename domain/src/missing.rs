//! Which questions to ask so that a menu's unknown conditions are settled.

use std::collections::BTreeSet;

use crate::facts::{FactName, Facts};
use crate::questionnaire::{Question, Questionnaire};
use crate::truth::Truth;

/// The questions that would tell the facts `needs`, in the questionnaire's order, of those that are asked with the
/// answers as they are (`is_visible`). A needed question that is hidden brings the questions on whose unknown answers
/// that depends; one that stays hidden whatever is said there cannot be asked, and is left out.
#[must_use]
pub fn questions<'q>(
    questionnaire: &'q Questionnaire,
    needs: &[FactName],
    facts: &Facts,
    is_visible: impl Fn(&Question) -> bool,
) -> Vec<&'q Question> {
    let mut wanted: Vec<FactName> = needs.to_vec();
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
