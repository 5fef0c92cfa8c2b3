//! Facts as others write them: any that is known, `null` or left out where it is not.

use std::collections::BTreeMap;

use app::words::api::FieldProblem;
use domain::content::Content;
use domain::facts::{FactKind, FactName, FactValue, Facts};
use serde_json::{Map, Value};

use super::problem::FieldErrors;

/// Counts up to here are exact in every JSON reader (2^53 − 1).
const MAX_COUNT: u64 = (1 << 53) - 1;

/// What was said. Derived facts are kept apart: they are only compared with what the law says.
#[derive(Debug, Default)]
pub struct SaidFacts(BTreeMap<FactName, FactValue>);

impl SaidFacts {
    /// Reads the object `facts`.
    pub fn read(written: &Map<String, Value>, content: &Content, errors: &mut FieldErrors) -> SaidFacts {
        let mut said = BTreeMap::new();
        for (name, value) in written {
            let Some(fact) = FactName::parse(name) else {
                errors.add(path(name), &FieldProblem::UnknownField);
                continue;
            };
            if value.is_null() {
                continue;
            }
            if let Some(value) = errors.note(path(name), read_value(fact, value, content)) {
                said.insert(fact, value);
            }
        }
        let said = SaidFacts(said);
        said.refuse_contradictions(content, errors);
        said
    }

    pub fn get(&self, fact: FactName) -> Option<&FactValue> {
        self.0.get(&fact)
    }

    /// All but the derived.
    pub fn facts(&self) -> Facts {
        self.0
            .iter()
            .filter(|(fact, _)| !fact.is_derived())
            .fold(Facts::default(), |facts, (fact, value)| facts.with(*fact, value.clone()))
    }

    /// A derived fact may be handed on, as it came from `/score`; another value is a mistake.
    pub fn refuse_underived(&self, derived: &Facts, errors: &mut FieldErrors) {
        for (fact, value) in self.0.iter().filter(|(fact, _)| fact.is_derived()) {
            if derived.get(*fact) != Some(value) {
                let derived = match derived.get(*fact) {
                    Some(FactValue::Bool(value)) => Some(*value),
                    _ => None,
                };
                errors.add(path(fact.as_str()), &FieldProblem::NotAsDerived { derived });
            }
        }
    }

    fn refuse_contradictions(&self, content: &Content, errors: &mut FieldErrors) {
        if let (Some(prefecture), Some(municipality)) =
            (self.text(FactName::Prefecture), self.text(FactName::Municipality))
            && !municipality.starts_with(prefecture)
        {
            errors.add(
                path(FactName::Prefecture.as_str()),
                &FieldProblem::Contradicts { other: FactName::Municipality.as_str() },
            );
        }
        if let (Some(division), Some(code)) =
            (self.text(FactName::Industry), self.text(FactName::IndustryCode))
            && content.industries.division_of_code(code) != content.industries.division(division)
        {
            errors.add(
                path(FactName::IndustryCode.as_str()),
                &FieldProblem::Contradicts { other: FactName::Industry.as_str() },
            );
        }
    }

    fn text(&self, fact: FactName) -> Option<&str> {
        match self.get(fact) {
            Some(FactValue::Text(text)) => Some(text),
            _ => None,
        }
    }
}

fn path(fact: &str) -> String {
    format!("facts.{fact}")
}

fn read_value(fact: FactName, value: &Value, content: &Content) -> Result<FactValue, FieldProblem> {
    match (fact.kind(), value) {
        (FactKind::Bool, Value::Bool(value)) => Ok(FactValue::Bool(*value)),
        (FactKind::Bool, _) => Err(FieldProblem::NotABool),
        (FactKind::Number, value) => read_count(value).map(FactValue::Number),
        (FactKind::Text, Value::String(text)) if admits(fact, text, content) => {
            Ok(FactValue::Text(text.clone()))
        }
        (FactKind::Text, Value::String(text)) => Err(FieldProblem::NoSuchValue(text.clone())),
        (FactKind::Text, _) => Err(FieldProblem::NotAText),
        (FactKind::Set, value) => {
            let question = content.questionnaire.question_for(fact);
            let is_member = |id: &str| {
                let choice = question.and_then(|question| question.choice(id));
                choice.is_some_and(|choice| !choice.exclusive && !choice.unknown)
            };
            read_set(value, is_member)
        }
    }
}

fn read_count(value: &Value) -> Result<u64, FieldProblem> {
    match value.as_u64() {
        Some(count) if count <= MAX_COUNT => Ok(count),
        Some(_) => Err(FieldProblem::TooGreat { max: MAX_COUNT }),
        // serde_json keeps whole numbers past 64 bits as floats.
        None if value.as_f64().is_some_and(|number| number >= 2f64.powi(53)) => {
            Err(FieldProblem::TooGreat { max: MAX_COUNT })
        }
        None => Err(FieldProblem::NotACount),
    }
}

fn read_set(value: &Value, is_member: impl Fn(&str) -> bool) -> Result<FactValue, FieldProblem> {
    let Value::Array(items) = value else { return Err(FieldProblem::NotAList) };
    let members = items.iter().map(|item| match item {
        Value::String(id) if is_member(id) => Ok(id.clone()),
        Value::String(id) => Err(FieldProblem::NoSuchValue(id.clone())),
        _ => Err(FieldProblem::NotAText),
    });
    members.collect::<Result<_, _>>().map(FactValue::Set)
}

/// The pains at the top of a request: ids of the questionnaire.
///
/// # Errors
/// When it is no list of them.
pub fn read_pains(value: &Value, content: &Content) -> Result<FactValue, FieldProblem> {
    read_set(value, |id| content.questionnaire.pain(id).is_some())
}

/// Of prefectures whose municipalities are listed, only those on the list exist; of others the shape must do.
pub fn admits(fact: FactName, text: &str, content: &Content) -> bool {
    fact.admits_text(text)
        && match fact {
            FactName::Municipality => {
                let listed = content.municipalities.iter().any(|m| m.code.get(..2) == text.get(..2));
                !listed || content.municipality(text).is_some()
            }
            FactName::Industry => content.industries.division(text).is_some(),
            FactName::IndustryCode => content.industries.division_of_code(text).is_some(),
            _ => true,
        }
}
