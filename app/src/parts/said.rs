//! What was answered, in the words of the questionnaire.

use domain::answer::RawAnswer;
use domain::content::Content;
use domain::facts::{FactName, FactValue};
use domain::questionnaire::{Question, QuestionKind};
use leptos::prelude::*;

use crate::words::facts::value_text;
use crate::words::{common, diagnosis as words};

/// An answer, or that there is none.
pub fn said(content: &Content, question: &Question, raw: Option<&RawAnswer>) -> AnyView {
    lines(raw.map_or(Vec::new(), |raw| answer_lines(content, question, raw)))
}

fn lines(mut lines: Vec<String>) -> AnyView {
    match lines.len() {
        0 => view! { {words::SKIPPED} }.into_any(),
        1 => lines.remove(0).into_any(),
        _ => {
            let items: Vec<_> = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect();
            view! { <ul class="plain-list">{items}</ul> }.into_any()
        }
    }
}

/// What was answered, in the words of the questionnaire.
fn answer_lines(content: &Content, question: &Question, raw: &RawAnswer) -> Vec<String> {
    if raw.declined {
        return vec![common::NOT_KNOWN.to_owned()];
    }
    let text = |fact: FactName, code: &str| value_text(content, fact, &FactValue::Text(code.to_owned()));
    raw.values
        .iter()
        .filter(|value| !value.trim().is_empty())
        .flat_map(|value| match &question.kind {
            QuestionKind::Municipality => vec![text(FactName::Municipality, value)],
            QuestionKind::Industry => match value.split_once(':') {
                Some((division, code)) => {
                    vec![text(FactName::Industry, division), text(FactName::IndustryCode, code)]
                }
                None => vec![text(FactName::Industry, value)],
            },
            QuestionKind::Number { unit, .. } => {
                vec![format!("{value}{}", value.strip_suffix(unit).map_or(unit.as_str(), |_| ""))]
            }
            _ => vec![question.choice(value).map_or(value.clone(), |choice| choice.label.clone())],
        })
        .collect()
}
