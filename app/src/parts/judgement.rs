//! A menu as judged for one business: card, conditions with their verdicts, what would settle or change them.

use std::collections::BTreeSet;

use domain::condition::{Scalar, Test};
use domain::content::Content;
use domain::document::ConditionLevel;
use domain::facts::{FactName, FactValue};
use domain::matching::{ConditionVerdict, Judgement};
use domain::questionnaire::{Question, QuestionKind};
use domain::truth::Truth;
use leptos::prelude::*;

use super::catalogue::{badges, facts, source_line, verdict_class};
use crate::backend::DiagnosisKey;
use crate::pages::business::flow;
use crate::words::{labels, result as words};

/// Whose judgement it is.
pub struct SeenBy<'a> {
    pub content: &'a Content,
    pub key: &'a DiagnosisKey,
    /// Ids of the questions that are asked with the answers as they are.
    pub visible: BTreeSet<String>,
}

/// A card with every condition's verdict.
pub fn card(judgement: &Judgement<'_>, seen_by: &SeenBy<'_>) -> AnyView {
    let content = seen_by.content;
    let menu = judgement.menu;
    let class = verdict_class(judgement);
    let conditions: Vec<_> = judgement.conditions.iter().map(|c| condition(c, content)).collect();
    view! {
        <article class=class>
            {badges(menu, judgement.standing.window)}
            <h4 class="menu-card__title">
                <a href=format!("/menus/{}", menu.id())>{menu.document.name.clone()}</a>
            </h4>
            <p class="menu-card__summary">{menu.document.summary.clone()}</p>
            {judgement.near_miss.then(|| near_steps(judgement))}
            {facts(menu, judgement.standing)}
            {(!conditions.is_empty())
                .then(|| {
                    view! {
                        <ul class="conditions" aria-label=words::CONDITIONS>
                            {conditions}
                        </ul>
                    }
                })}
            {needs(judgement, seen_by)}
            {source_line(&menu.document.source_url, menu.document.as_of.as_deref(), Some(menu.document.source_kind))}
        </article>
    }
    .into_any()
}

/// What is left to do for a near miss.
fn near_steps(judgement: &Judgement<'_>) -> AnyView {
    let steps: Vec<_> = judgement
        .misses()
        .map(|miss| {
            let (label, step) = if is_past(miss) {
                (words::ALREADY_DONE, miss.condition.text.clone())
            } else {
                (words::NEAR, labels::step_towards(miss.condition.comparison.fact()).to_owned())
            };
            view! {
                <p class="near-step">
                    <span class="near-step__label">{label}</span>
                    {step}
                </p>
            }
        })
        .collect();
    steps.into_any()
}

/// The condition asks that something has *not* been done, and it has: nothing is left to do.
fn is_past(miss: &ConditionVerdict<'_>) -> bool {
    match miss.condition.comparison.test() {
        Test::NoneOf(_) => true,
        Test::OneOf(values) => values.iter().all(|value| *value == Scalar::Bool(false)),
        _ => false,
    }
}

fn condition(verdict: &ConditionVerdict<'_>, content: &Content) -> impl IntoView + use<> {
    let fact = verdict.condition.comparison.fact();
    let preferred = verdict.condition.level == ConditionLevel::Preferred;
    let (class, mark, word) = match (preferred, verdict.truth) {
        (true, Truth::True) => ("condition condition--preferred", "+", words::PREFERRED),
        (true, Truth::False) => ("condition condition--unknown", "–", words::PREFERRED_NOT),
        (true, Truth::Unknown) => ("condition condition--unknown", "?", words::PREFERRED_UNKNOWN),
        (false, Truth::True) => ("condition condition--met", "○", words::MET),
        (false, Truth::False) if fact.changes_by_acting() => {
            ("condition condition--not-met", "×", words::NOT_MET)
        }
        (false, Truth::False) => ("condition condition--not-met", "×", words::NOT_MET_FIXED),
        (false, Truth::Unknown) => ("condition condition--unknown", "?", words::UNKNOWN),
    };
    let why = match verdict.has {
        Some(value) => words::has_but_asked(&value_text(content, fact, value)),
        None if verdict.needs.is_empty() => words::NEEDS_NOBODY_CAN_TELL.to_owned(),
        None => words::because_unknown(fact),
    };
    view! {
        <li class=class>
            <span class="condition__mark" aria-hidden="true">{mark}</span>
            <span class="condition__body">
                <span class="condition__word">
                    {word} <span class="visually-hidden">{words::COLON}</span>
                </span>
                <span class="condition__text">
                    {verdict.condition.text.clone()} <span class="visually-hidden">{words::SPACE}</span>
                </span>
                <span class="condition__why">{why}</span>
            </span>
        </li>
    }
}

/// Links to the questions that would settle what is unknown. A question that stays hidden with the answers as they
/// are (capital, where nobody is employed) cannot be asked: then the counter has to tell.
fn needs(judgement: &Judgement<'_>, seen_by: &SeenBy<'_>) -> Option<AnyView> {
    let needed = judgement.needs();
    if needed.is_empty() {
        return None;
    }
    let content = seen_by.content;
    let mut asked = BTreeSet::new();
    let questions: Vec<_> =
        needed.into_iter().filter_map(|fact| content.questionnaire.question_for(fact)).collect();
    let can_open = |question: &Question| {
        seen_by.visible.contains(&question.id)
            || question.visible_if.as_ref().is_some_and(|expression| {
                expression
                    .facts()
                    .iter()
                    .any(|fact| questions.iter().any(|other| other.can_yield(fact.asked_as())))
            })
    };
    let links: Vec<_> = questions
        .iter()
        .filter(|question| can_open(question) && asked.insert(question.id.clone()))
        .map(|question| {
            let href = flow::question_path(seen_by.key, &question.id, Some(flow::Back::Check));
            view! {
                <li>
                    <a href=href>{question.text.clone()}</a>
                </li>
            }
        })
        .collect();
    let none = links.is_empty();
    Some(
        view! {
            <div class="needs">
                {if none {
                    view! { <p class="needs__title">{words::NEEDS_NOBODY_CAN_TELL}</p> }.into_any()
                } else {
                    view! {
                        <p class="needs__title">{words::NEEDS}</p>
                        <ul class="needs__list">{links}</ul>
                    }
                        .into_any()
                }}
            </div>
        }
        .into_any(),
    )
}

/// What the business has, in words.
#[must_use]
pub fn value_text(content: &Content, fact: FactName, value: &FactValue) -> String {
    labels::fact_value(fact, value).unwrap_or_else(|| match value {
        FactValue::Text(code) => code_text(content, fact, code),
        FactValue::Set(members) => {
            let question = content.questionnaire.question_for(fact);
            let label =
                |id: &String| question.and_then(|q| q.choice(id)).map_or(id.clone(), |c| c.label.clone());
            members.iter().map(label).collect::<Vec<_>>().join(words::LIST_JOINT)
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
