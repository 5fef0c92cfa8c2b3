//! From what was sent to what was answered. Nothing is thrown away: a raw answer that cannot be read is kept,
//! and a finding says why it does not count.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::content::Content;
use crate::count::parse_count;
use crate::questionnaire::{Answers, Choice, Question, QuestionKind};

/// An answer exactly as the form sent it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawAnswer {
    /// Chosen option ids, or the one text typed; empty when nothing was chosen.
    pub values: Vec<String>,
    /// 「わからない」 was pressed on a question that has no such option of its own.
    pub declined: bool,
}

/// A valid answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// 「わからない」
    Unknown,
    Single(String),
    /// At least one option, each once, in the questionnaire's order.
    Multi(Vec<String>),
    Number(u64),
    /// JIS code of five digits.
    Municipality(String),
    /// JSIC division letter and, where it was asked and known, a middle or minor code of it.
    Industry {
        division: String,
        code: Option<String>,
    },
}

/// Why an answer does not count. Each has a sentence in `app/src/words`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerProblem {
    #[error("an answer is required")]
    Required,
    #[error("no such question")]
    UnknownQuestion,
    #[error("no such option: {0}")]
    UnknownOption(String),
    #[error("only one may be chosen")]
    OnlyOne,
    #[error("at most {max} may be chosen, not {chosen}")]
    TooMany { max: usize, chosen: usize },
    #[error("{label} cannot be chosen together with others")]
    ExclusiveWithOthers { label: String },
    #[error("not a whole number: {0}")]
    NotANumber(String),
    #[error("outside {min} to {max}")]
    OutOfRange { min: u64, max: u64 },
    #[error("no such municipality: {0}")]
    UnknownMunicipality(String),
    #[error("no such industry: {0}")]
    UnknownIndustry(String),
    #[error("code {code} does not belong to division {division}")]
    CodeOfOtherDivision { division: String, code: String },
    #[error("the answer has another type than the question")]
    WrongType,
}

/// `Ok(None)` means: not answered.
pub type ReadAnswer = Result<Option<Answer>, AnswerProblem>;

/// Raw answers by question id, as they are stored.
pub type RawAnswers = BTreeMap<String, RawAnswer>;

/// What a set of stored raw answers amounts to.
#[derive(Debug, Clone, Default)]
pub struct Readings {
    pub answers: Answers,
    /// Why some of them do not count.
    pub problems: BTreeMap<String, AnswerProblem>,
}

/// Reads every stored raw answer; answers to questions that the questionnaire does not have are left out.
#[must_use]
pub fn read_all(raw: &RawAnswers, content: &Content) -> Readings {
    let mut readings = Readings::default();
    for question in &content.questionnaire.questions {
        let Some(raw) = raw.get(&question.id) else { continue };
        match question.read_form(raw, content) {
            Ok(Some(answer)) => {
                readings.answers.insert(question.id.clone(), answer);
            }
            Ok(None) => {}
            Err(problem) => {
                readings.problems.insert(question.id.clone(), problem);
            }
        }
    }
    readings
}

impl Readings {
    /// The first visible question that keeps the diagnosis from being complete: its answer does not count,
    /// or one is required and there is none.
    #[must_use]
    pub fn first_open<'a>(&self, content: &'a Content) -> Option<&'a Question> {
        let visible: Vec<&str> =
            content.questionnaire.interpret(&self.answers).visible.iter().map(|q| q.id.as_str()).collect();
        content.questionnaire.questions.iter().filter(|q| visible.contains(&q.id.as_str())).find(|question| {
            let missing = question.required && !self.answers.contains_key(&question.id);
            missing || self.problems.contains_key(&question.id)
        })
    }
}

impl Question {
    /// Reads what a form sent.
    ///
    /// # Errors
    /// Says why the raw answer does not count; for a required question also when nothing was chosen.
    pub fn read_form(&self, raw: &RawAnswer, content: &Content) -> ReadAnswer {
        if raw.declined {
            return Ok(Some(Answer::Unknown));
        }
        let values: Vec<&str> = raw.values.iter().map(|v| v.trim()).filter(|v| !v.is_empty()).collect();
        match (values.as_slice(), &self.kind) {
            ([], _) if self.required => Err(AnswerProblem::Required),
            ([], _) => Ok(None),
            (chosen, QuestionKind::Multi { .. }) => self.read_multi(chosen),
            ([one], QuestionKind::Number { unit, .. }) => {
                let count = parse_count(one, unit);
                self.read_number(count.ok_or_else(|| AnswerProblem::NotANumber((*one).to_owned()))?)
            }
            ([one], _) => self.read_one(one, content),
            _ => Err(AnswerProblem::OnlyOne),
        }
    }

    /// Reads an answer of the JSON interface (engine.md §7). `[]` is the same as not answered.
    ///
    /// # Errors
    /// Says why the answer does not count.
    pub fn read_json(&self, value: &Value, content: &Content) -> ReadAnswer {
        match (value, &self.kind) {
            (Value::Array(items), QuestionKind::Multi { .. }) => {
                let ids: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
                self.read_multi(&ids.ok_or(AnswerProblem::WrongType)?)
            }
            (Value::Number(number), QuestionKind::Number { min, max, .. }) => match number.as_u64() {
                Some(number) => self.read_number(number),
                None if is_negative_or_past_64_bits(number) => {
                    Err(AnswerProblem::OutOfRange { min: *min, max: *max })
                }
                None => Err(AnswerProblem::NotANumber(number.to_string())),
            },
            (Value::String(_), QuestionKind::Multi { .. } | QuestionKind::Number { .. }) => {
                Err(AnswerProblem::WrongType)
            }
            (Value::String(text), _) => self.read_one(text, content),
            _ => Err(AnswerProblem::WrongType),
        }
    }

    fn read_one(&self, text: &str, content: &Content) -> ReadAnswer {
        match &self.kind {
            QuestionKind::Municipality => match content.municipality(text) {
                Some(found) => Ok(Some(Answer::Municipality(found.code.clone()))),
                None => Err(AnswerProblem::UnknownMunicipality(text.to_owned())),
            },
            QuestionKind::Industry => read_industry(text, content).map(Some),
            _ => {
                let choice =
                    self.choice(text).ok_or_else(|| AnswerProblem::UnknownOption(text.to_owned()))?;
                Ok(Some(if choice.unknown { Answer::Unknown } else { Answer::Single(choice.id.clone()) }))
            }
        }
    }

    fn read_number(&self, number: u64) -> ReadAnswer {
        let QuestionKind::Number { min, max, .. } = self.kind else { return Err(AnswerProblem::WrongType) };
        if (min..=max).contains(&number) {
            Ok(Some(Answer::Number(number)))
        } else {
            Err(AnswerProblem::OutOfRange { min, max })
        }
    }

    fn read_multi(&self, ids: &[&str]) -> ReadAnswer {
        if let Some(stranger) = ids.iter().find(|id| self.choice(id).is_none()) {
            return Err(AnswerProblem::UnknownOption((*stranger).to_owned()));
        }
        let chosen: Vec<&Choice> = self.choices().iter().filter(|c| ids.contains(&c.id.as_str())).collect();
        if let ([_, _, ..], Some(alone)) =
            (chosen.as_slice(), chosen.iter().find(|c| c.exclusive || c.unknown))
        {
            return Err(AnswerProblem::ExclusiveWithOthers { label: alone.label.clone() });
        }
        match self.kind {
            QuestionKind::Multi { max_choices: Some(max), .. } if chosen.len() > max => {
                Err(AnswerProblem::TooMany { max, chosen: chosen.len() })
            }
            _ if chosen.is_empty() => Ok(None),
            _ if chosen.iter().any(|choice| choice.unknown) => Ok(Some(Answer::Unknown)),
            _ => Ok(Some(Answer::Multi(chosen.into_iter().map(|choice| choice.id.clone()).collect()))),
        }
    }
}

/// Whole numbers past 64 bits reach us as floats.
fn is_negative_or_past_64_bits(number: &serde_json::Number) -> bool {
    number.as_i64().is_some() || number.as_f64().is_some_and(|number| number.abs() >= 2f64.powi(63))
}

/// `"I"`, or `"I:56"` with a middle or minor code of that division.
fn read_industry(text: &str, content: &Content) -> Result<Answer, AnswerProblem> {
    let (division, code) =
        text.split_once(':').map_or((text, None), |(division, code)| (division, Some(code)));
    let row = content.industries.division(division);
    let row = row.ok_or_else(|| AnswerProblem::UnknownIndustry(division.to_owned()))?;
    let Some(code) = code else { return Ok(Answer::Industry { division: division.to_owned(), code: None }) };
    match content.industries.division_of_code(code) {
        Some(of_code) if of_code.division == row.division => {
            Ok(Answer::Industry { division: division.to_owned(), code: Some(code.to_owned()) })
        }
        _ => Err(AnswerProblem::CodeOfOtherDivision { division: division.to_owned(), code: code.to_owned() }),
    }
}
