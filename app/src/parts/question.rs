//! The field of a question: options or a number, with hint and error inside the legend.

use std::sync::Arc;

use domain::answer::RawAnswer;
use domain::content::{Content, Municipality};
use domain::questionnaire::{Choice, Question, QuestionKind};
use leptos::prelude::*;

use super::error::{field_error, requirement};
use crate::islands::{ChoiceCounter, IndustrySteps};
use crate::shell::IslandScripts;
use crate::words::diagnosis as words;

/// Id of the fieldset, by which the islands find it.
const FIELD: &str = "field";
/// With more options than this they stand in two columns.
const LONG_LIST: usize = 8;

/// The field with what was answered before, even if it did not count.
#[component]
pub fn QuestionField(
    content: Arc<Content>,
    question: Question,
    raw: RawAnswer,
    problem: Option<String>,
) -> impl IntoView {
    let body = match &question.kind {
        QuestionKind::Municipality => municipalities(&content.municipalities, &raw),
        QuestionKind::Industry => industries(&content, &raw),
        QuestionKind::Single { options } => choices(options, "radio", &raw),
        QuestionKind::Multi { options, max_choices } => multi(options, *max_choices, &raw),
        QuestionKind::Number { unit, .. } => number(unit, &raw, problem.is_some(), question.help.is_some()),
    };
    let class = if problem.is_some() { "field field--error" } else { "field" };
    view! {
        <fieldset class=class id=FIELD>
            <legend class="field__legend">
                <h1 class="field__title">{question.text} " " {requirement(question.required)}</h1>
                {question.help.map(|help| view! { <span class="hint" id="answer-hint">{help}</span> })}
                {problem.map(|problem| field_error("answer-error", problem))}
            </legend>
            {raw.declined.then(declined)}
            {body}
        </fieldset>
    }
}

/// 「わからない」 was the answer; going on without choosing keeps it.
fn declined() -> impl IntoView {
    view! {
        <p class="callout">{words::DECLINED}</p>
        <input type="hidden" name="declined_before" value="1" />
    }
}

fn choices(options: &[Choice], kind: &'static str, raw: &RawAnswer) -> AnyView {
    let class = if options.len() > LONG_LIST { "choices choices--columns" } else { "choices" };
    let inputs: Vec<_> = options
        .iter()
        .enumerate()
        .map(|(n, option)| {
            let apart = option.exclusive || option.unknown;
            let chosen = is_chosen(raw, &option.id);
            tick(&Tick { kind, value: &option.id, label: &option.label, chosen, first: n == 0, apart })
        })
        .collect();
    view! { <div class=class>{inputs}</div> }.into_any()
}

/// One option to tick.
struct Tick<'a> {
    kind: &'static str,
    value: &'a str,
    label: &'a str,
    chosen: bool,
    /// The first of the field carries the id that errors lead to.
    first: bool,
    /// Set apart from the others: 「とくにない」, 「わからない」.
    apart: bool,
}

fn tick(tick: &Tick<'_>) -> impl IntoView + use<> {
    let class = if tick.apart { "choice choice--apart" } else { "choice" };
    view! {
        <label class=class>
            <input
                class="choice__input"
                type=tick.kind
                name="choice[]"
                value=tick.value.to_owned()
                id=tick.first.then_some("answer")
                checked=tick.chosen
                data-exclusive=tick.apart
            />
            <span class="choice__label">{tick.label.to_owned()}</span>
        </label>
    }
}

fn is_chosen(raw: &RawAnswer, id: &str) -> bool {
    raw.values.iter().any(|value| value == id)
}

fn multi(options: &[Choice], max: Option<usize>, raw: &RawAnswer) -> AnyView {
    let chosen = options
        .iter()
        .filter(|option| !option.exclusive && !option.unknown && is_chosen(raw, &option.id))
        .count();
    let before = words::CHOSEN.to_owned();
    let after = max.map(words::up_to).unwrap_or_default();
    let over = max.map(words::too_many).unwrap_or_default();
    view! {
        <IslandScripts />
        <ChoiceCounter field=FIELD.to_owned() chosen max before after over />
        {choices(options, "checkbox", raw)}
    }
    .into_any()
}

fn number(unit: &str, raw: &RawAnswer, wrong: bool, hint: bool) -> AnyView {
    let described = match (hint, wrong) {
        (true, true) => Some("answer-hint answer-error"),
        (true, false) => Some("answer-hint"),
        (false, true) => Some("answer-error"),
        (false, false) => None,
    };
    view! {
        <label class="number-field">
            <span class="number-field__label">{words::COUNT_FIELD}</span>
            <span class="number-field__box">
                <input
                    class="input number-field__input"
                    id="answer"
                    name="choice[]"
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    value=raw.values.first().cloned()
                    aria-invalid=wrong.then_some("true")
                    aria-describedby=described
                />
                <span class="number-field__unit">{unit.to_owned()}</span>
            </span>
        </label>
    }
    .into_any()
}

fn municipalities(all: &[Municipality], raw: &RawAnswer) -> AnyView {
    let group = |title: &'static str, city: bool| {
        let members: Vec<_> = all
            .iter()
            .enumerate()
            .filter(|(_, m)| (m.kind == words::CITIES) == city)
            .map(|(n, m)| {
                let chosen = is_chosen(raw, &m.code);
                tick(&Tick {
                    kind: "radio",
                    value: &m.code,
                    label: &m.name,
                    chosen,
                    first: n == 0,
                    apart: false,
                })
            })
            .collect();
        view! {
            <fieldset class="choice-group">
                <legend class="choice-group__title">{title}</legend>
                <div class="choices choices--grid">{members}</div>
            </fieldset>
        }
    };
    view! {
        {group(words::CITIES, true)}
        {group(words::TOWNS, false)}
    }
    .into_any()
}

/// Divisions, and for those whose finer lines matter in law the second step. Without script the second step of the
/// chosen division comes with the next page; with it, as soon as the division is chosen.
fn industries(content: &Content, raw: &RawAnswer) -> AnyView {
    let value = raw.values.first().map_or("", String::as_str);
    let (chosen, code) = value.split_once(':').unwrap_or((value, ""));
    let divisions: Vec<_> = content
        .industries
        .divisions()
        .enumerate()
        .map(|(n, row)| {
            let letter = row.division.to_string();
            let checked = letter == chosen;
            view! {
                <label class="choice">
                    <input
                        class="choice__input"
                        type="radio"
                        name="choice[]"
                        value=letter
                        id=(n == 0).then_some("answer")
                        checked=checked
                        data-step=true
                    />
                    <span class="choice__label">{row.name.clone()}</span>
                </label>
            }
        })
        .collect();
    let steps: Vec<_> = content
        .industries
        .divisions()
        .filter_map(|row| step(content, row.division, &row.name, chosen, code))
        .collect();
    view! {
        <IslandScripts />
        <div class="choices choices--columns">{divisions}</div>
        {steps}
        <IndustrySteps field=FIELD.to_owned() />
    }
    .into_any()
}

fn step(
    content: &Content,
    division: char,
    name: &str,
    chosen: &str,
    code: &str,
) -> Option<impl IntoView + use<>> {
    let letter = division.to_string();
    let shown = letter == chosen;
    let finer: Vec<(String, String)> = content
        .industries
        .finer_that_matter(&letter)
        .filter_map(|row| Some((row.codes.first()?.clone(), row.name.clone())))
        .collect();
    if finer.is_empty() {
        return None;
    }
    let same_line = |code: &str, row_code: &str| {
        content.industries.row_of_code(code).map(|row| &row.codes)
            == content.industries.row_of_code(row_code).map(|row| &row.codes)
    };
    let options: Vec<_> = finer
        .into_iter()
        .chain([(String::new(), words::OTHER_KIND.to_owned())])
        .map(|(row_code, label)| {
            let checked = shown && !code.is_empty() && !row_code.is_empty() && same_line(code, &row_code);
            view! {
                <label class="choice">
                    <input
                        class="choice__input"
                        type="radio"
                        name="detail"
                        value=format!("{letter}:{row_code}")
                        checked=checked
                    />
                    <span class="choice__label">{label}</span>
                </label>
            }
        })
        .collect();
    let id = shown.then_some("detail");
    Some(view! {
        <fieldset
            class="choice-group choice-group--step"
            data-division=division.to_string()
            id=id
            hidden=!shown
            tabindex="-1"
        >
            <legend class="choice-group__title">{words::detail_of(name)}</legend>
            {shown
                .then(|| view! { <input type="hidden" name="detail_asked" value=division.to_string() /> })}
            <div class="choices">{options}</div>
        </fieldset>
    })
}
