//! What a business has, in words; some of them are those of the questionnaire and the tables.

use domain::content::Content;
use domain::facts::{FactName, FactValue};
use domain::questionnaire::QuestionKind;

use super::{labels, result};

/// What the business has, in words.
#[must_use]
pub fn value_text(content: &Content, fact: FactName, value: &FactValue) -> String {
    labels::fact_value(fact, value).unwrap_or_else(|| match value {
        FactValue::Text(code) => code_text(content, fact, code),
        FactValue::Set(members) => {
            let question = content.questionnaire.question_for(fact);
            let label =
                |id: &String| question.and_then(|q| q.choice(id)).map_or(id.clone(), |c| c.label.clone());
            members.iter().map(label).collect::<Vec<_>>().join(result::LIST_JOINT)
        }
        FactValue::Number(number) => number.to_string(),
        FactValue::Bool(value) => value.to_string(),
    })
}

fn code_text(content: &Content, fact: FactName, code: &str) -> String {
    let name = match content.questionnaire.question_for(fact).map(|question| &question.kind) {
        Some(QuestionKind::Municipality) => content.municipality(code).map(|m| m.name.clone()),
        Some(QuestionKind::Industry) if fact == FactName::Industry => {
            content.industries.division(code).map(|row| row.name.clone())
        }
        Some(QuestionKind::Industry) => content.industries.row_of_code(code).map(|row| row.name.clone()),
        _ => None,
    };
    name.unwrap_or_else(|| code.to_owned())
}
