//! The questionnaire on paper: all questions in their order, with their ids, for whoever keys the answers in.

use domain::content::Content;
use domain::questionnaire::{Question, QuestionKind};
use leptos::prelude::*;

use crate::parts::error::requirement;
use crate::parts::frame::{Frame, Place};
use crate::parts::load::backend;
use crate::words::{common, diagnosis, keying, paper as words};

/// `/paper`
#[component]
pub fn PaperPage() -> impl IntoView {
    let content = backend().contents.current();
    let questionnaire = &content.questionnaire;
    let how = words::HOW.map(|line| view! { <li>{line}</li> });
    let sections: Vec<_> = questionnaire
        .sections
        .iter()
        .map(|section| {
            let of_section = questionnaire.questions.iter().filter(|question| question.section == section.id);
            let questions: Vec<_> = of_section.map(|question| asked(&content, question)).collect();
            view! {
                <section class="section">
                    <h2 class="section__title">{section.label.clone()}</h2>
                    {questions}
                </section>
            }
        })
        .collect();
    let body = view! {
        <h1 class="page__title">{questionnaire.title.clone()} " " {words::TITLE}</h1>
        <p class="paper-version">{words::version(&questionnaire.id, questionnaire.version)}</p>
        <p class="lead print-hide">{words::LEAD}</p>
        <section class="section" aria-labelledby="how">
            <h2 class="section__title" id="how">{words::HOW_TITLE}</h2>
            <ul class="plain-list">{how}</ul>
            <p>{words::NO_NAME}</p>
        </section>
        {sections}
        <section class="section print-hide" aria-labelledby="keying">
            <h2 class="section__title" id="keying">{keying::START_TITLE}</h2>
            <p>{keying::START_TEXT}</p>
            <form class="actions" method="post" action="/do/keying">
                <button class="button button--secondary" type="submit">{keying::START}</button>
            </form>
        </section>
    };
    view! { <Frame title=words::TITLE place=Place::Paper>{body}</Frame> }
}

fn asked(content: &Content, question: &Question) -> AnyView {
    let when = question.visible_if.as_ref().map(|expression| words::when(content, expression));
    view! {
        <div class="paper-question" id=question.id.clone()>
            <h3 class="paper-question__title">
                <span class="paper-question__id">{question.id.clone()}</span>
                " "
                {question.text.clone()}
                " "
                <span class="paper-question__how">{how_many(&question.kind)}</span>
                " "
                {requirement(question.required)}
            </h3>
            {question.help.clone().map(|help| view! { <p class="hint">{help}</p> })}
            {when.map(|when| view! { <p class="paper-question__when">{when}</p> })}
            {field(content, question)}
        </div>
    }
    .into_any()
}

fn how_many(kind: &QuestionKind) -> String {
    match kind {
        QuestionKind::Multi { max_choices: Some(max), .. } => words::up_to(*max),
        QuestionKind::Multi { max_choices: None, .. } => words::ANY.to_owned(),
        QuestionKind::Number { .. } => words::NUMBER.to_owned(),
        _ => words::ONE.to_owned(),
    }
}

fn field(content: &Content, question: &Question) -> AnyView {
    let not_known = (!question.offers_unknown()).then(|| common::NOT_KNOWN.to_owned());
    match &question.kind {
        QuestionKind::Municipality => {
            boxes(content.municipalities.iter().map(|place| place.name.clone()).chain(not_known))
        }
        QuestionKind::Industry => {
            let divisions = content.industries.divisions().map(|row| row.name.clone()).chain(not_known);
            view! {
                {boxes(divisions)}
                {finer(content)}
            }
            .into_any()
        }
        QuestionKind::Number { unit, .. } => view! {
            <p class="paper-number">
                <span class="paper-number__line" aria-hidden="true"></span>
                {unit.clone()}
            </p>
            {boxes(not_known.into_iter())}
        }
        .into_any(),
        _ => boxes(question.choices().iter().map(|choice| choice.label.clone()).chain(not_known)),
    }
}

/// The second step of the industry, for the divisions where it decides.
fn finer(content: &Content) -> AnyView {
    let steps: Vec<_> = content
        .industries
        .divisions()
        .filter_map(|row| {
            let letter = row.division.to_string();
            let finer: Vec<String> =
                content.industries.finer_that_matter(&letter).map(|row| row.name.clone()).collect();
            (!finer.is_empty()).then(|| {
                view! {
                    <p class="paper-question__when">{words::finer(&row.name)}</p>
                    {boxes(finer.into_iter().chain([diagnosis::OTHER_KIND.to_owned()]))}
                }
            })
        })
        .collect();
    steps.into_any()
}

fn boxes(labels: impl Iterator<Item = String>) -> AnyView {
    let items: Vec<_> = labels
        .map(|label| {
            view! {
                <li class="paper-option">
                    <span class="paper-option__box" aria-hidden="true"></span>
                    {label}
                </li>
            }
        })
        .collect();
    view! { <ul class="paper-options">{items}</ul> }.into_any()
}
