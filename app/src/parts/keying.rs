//! The field of a question on the keying page: as on paper, many on one page, each with its id.

use domain::answer::RawAnswer;
use domain::content::Content;
use domain::questionnaire::{Choice, Question, QuestionKind};
use leptos::prelude::*;

use super::error::{field_error, requirement};
use crate::words::{common, diagnosis, keying as words, paper};

/// The field with what was keyed in before, even if it does not count.
pub fn keying_field(
    content: &Content,
    question: &Question,
    raw: Option<&RawAnswer>,
    problem: Option<String>,
) -> AnyView {
    let class = if problem.is_some() { "keying-field field--error" } else { "keying-field" };
    let values: &[String] = raw.map_or(&[], |raw| &raw.values);
    let declined = raw.is_some_and(|raw| raw.declined);
    let when = question.visible_if.as_ref().map(|expression| paper::when(content, expression));
    let not_known = (!question.offers_unknown()).then(|| not_known(question, declined));
    view! {
        <fieldset class=class id=question.id.clone() tabindex="-1">
            <legend class="keying-field__legend">
                <span class="paper-question__id">{question.id.clone()}</span>
                " "
                {question.text.clone()}
                " "
                {requirement(question.required)}
                {when.map(|when| view! { <span class="hint">{when}</span> })}
                {problem.map(|problem| field_error(None, problem))}
            </legend>
            {body(content, question, values)}
            {not_known}
        </fieldset>
    }
    .into_any()
}

fn body(content: &Content, question: &Question, values: &[String]) -> AnyView {
    match &question.kind {
        QuestionKind::Municipality => {
            let all = content.municipalities.iter().map(|place| (place.code.clone(), place.name.clone()));
            select(question, all.collect(), values)
        }
        QuestionKind::Industry => select(question, industries(content), values),
        QuestionKind::Single { options } => ticks(question, "radio", options, values),
        QuestionKind::Multi { options, .. } => ticks(question, "checkbox", options, values),
        QuestionKind::Number { unit, .. } => number(question, unit, values),
    }
}

/// The name under which the form sends the values of a question.
fn name(question: &Question) -> String {
    format!("answer[{}][]", question.id)
}

/// Divisions, each followed by those of its finer lines that decide something.
fn industries(content: &Content) -> Vec<(String, String)> {
    let industries = &content.industries;
    let with_finer = |division: char, name: &str| {
        let letter = division.to_string();
        let finer: Vec<(String, String)> = industries
            .finer_that_matter(&letter)
            .filter_map(|row| {
                Some((format!("{letter}:{}", row.codes.first()?), words::finer(name, &row.name)))
            })
            .collect();
        [(letter, name.to_owned())].into_iter().chain(finer)
    };
    industries.divisions().flat_map(|row| with_finer(row.division, &row.name)).collect()
}

fn select(question: &Question, all: Vec<(String, String)>, values: &[String]) -> AnyView {
    let chosen = values.first().cloned().unwrap_or_default();
    let options: Vec<_> = all
        .into_iter()
        .map(|(value, label)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{label}</option> }
        })
        .collect();
    view! {
        <select class="select" name=name(question) aria-label=question.text.clone()>
            <option value="">{words::BLANK}</option>
            {options}
        </select>
    }
    .into_any()
}

fn ticks(question: &Question, kind: &'static str, options: &[Choice], values: &[String]) -> AnyView {
    let name = name(question);
    let items: Vec<_> = options
        .iter()
        .map(|option| {
            let checked = values.contains(&option.id);
            tick(kind, &name, &option.id, &option.label, checked)
        })
        .collect();
    view! { <div class="keying-ticks">{items}</div> }.into_any()
}

fn tick(kind: &'static str, name: &str, value: &str, label: &str, checked: bool) -> impl IntoView + use<> {
    view! {
        <label class="keying-tick">
            <input
                class="choice__input"
                type=kind
                name=name.to_owned()
                value=value.to_owned()
                checked=checked
            />
            <span>{label.to_owned()}</span>
        </label>
    }
}

fn number(question: &Question, unit: &str, values: &[String]) -> AnyView {
    view! {
        <label class="keying-number">
            <span class="visually-hidden">{diagnosis::COUNT_FIELD}</span>
            <input
                class="input"
                name=name(question)
                type="text"
                inputmode="numeric"
                autocomplete="off"
                value=values.first().cloned()
            />
            <span>{unit.to_owned()}</span>
        </label>
    }
    .into_any()
}

fn not_known(question: &Question, declined: bool) -> impl IntoView + use<> {
    tick("checkbox", &format!("declined[{}]", question.id), "1", common::NOT_KNOWN, declined)
}
