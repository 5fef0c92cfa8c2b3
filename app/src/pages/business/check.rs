//! All answers before they are submitted, each with 「変更」.

use domain::answer::{Readings, read_all};
use domain::document::Labelled;
use domain::questionnaire::Question;
use leptos::prelude::*;

use super::already::AlreadySubmitted;
use super::flow::{self, Back};
use crate::parts::frame::{Frame, Place, Width};
use crate::parts::load::{Opened, backend, open, segment, show};
use crate::parts::said::said;
use crate::words::{answers, diagnosis as words, later};

/// `/diagnosis/{key}/check`
#[component]
pub fn CheckPage() -> impl IntoView {
    let (backend, key) = (backend(), segment("key"));
    show(async move {
        let opened = open(&backend, &key).await?;
        if opened.diagnosis.submitted_at.is_some() {
            return Ok(view! { <AlreadySubmitted key=opened.key question=None /> }.into_any());
        }
        Ok(check(&opened))
    })
}

fn check(opened: &Opened) -> AnyView {
    let readings = read_all(&opened.diagnosis.answers, &opened.content);
    let visible = flow::visible(opened, &readings);
    let sections: Vec<_> = opened
        .content
        .questionnaire
        .sections
        .iter()
        .filter_map(|section| summary(opened, &readings, &visible, section))
        .collect();
    let open_question = readings.first_open(&opened.content);
    let end = match open_question {
        Some(question) => incomplete(opened, question).into_any(),
        None => submit_form(opened).into_any(),
    };
    let later = later_form(opened).into_any();
    view! {
        <Frame title=words::CHECK_TITLE width=Width::Narrow place=Place::Answering>
            <h1 class="page__title">{words::CHECK_TITLE}</h1>
            <p class="lead">{words::CHECK_LEAD}</p>
            {sections}
            {end}
            {later}
        </Frame>
    }
    .into_any()
}

fn later_form(opened: &Opened) -> impl IntoView + use<> {
    view! {
        <form class="actions" method="post" action="/do/later">
            <input type="hidden" name="key" value=opened.key.as_str().to_owned() />
            <button class="button button--quiet" type="submit">{later::LATER}</button>
        </form>
    }
}

fn submit_form(opened: &Opened) -> impl IntoView + use<> {
    view! {
        <p>{words::SUBMIT_NOTE}</p>
        <form class="actions" method="post" action="/do/submit">
            <input type="hidden" name="key" value=opened.key.as_str().to_owned() />
            <button class="button button--primary button--large" type="submit">{words::SUBMIT}</button>
        </form>
    }
}

fn incomplete(opened: &Opened, question: &Question) -> impl IntoView + use<> {
    view! {
        <div class="callout callout--warning">
            <p>{words::CHECK_INCOMPLETE}</p>
        </div>
        <p class="actions">
            <a class="button button--primary" href=flow::question_path(&opened.key, &question.id, Some(&Back::Check))>
                {words::ANSWER_REST}
            </a>
        </p>
    }
}

fn summary(
    opened: &Opened,
    readings: &Readings,
    visible: &[&Question],
    section: &Labelled,
) -> Option<impl IntoView + use<>> {
    let rows: Vec<_> = visible
        .iter()
        .filter(|question| question.section == section.id)
        .map(|question| row(opened, readings, question))
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="summary">
                <h2 class="summary__title">{section.label.clone()}</h2>
                <dl class="summary-list">{rows}</dl>
            </section>
        }
    })
}

fn row(opened: &Opened, readings: &Readings, question: &Question) -> impl IntoView + use<> {
    let (content, raw) = (&opened.content, opened.diagnosis.answers.get(&question.id));
    let problem = readings.problems.get(&question.id);
    let missing = problem.is_some() || (question.required && raw.is_none());
    let value = match (problem, raw) {
        (Some(problem), _) => {
            view! { <span class="badge badge--missing">{words::MUST_FIX}</span> " " {answers::sentence(problem)} }
                .into_any()
        }
        (None, None) if question.required => {
            view! { <span class="badge badge--missing">{words::NOT_YET}</span> }.into_any()
        }
        (None, raw) => said(content, question, raw),
    };
    let class = if missing { "summary-list__row summary-list__row--missing" } else { "summary-list__row" };
    let action = if raw.is_some() { words::CHANGE } else { words::ANSWER };
    view! {
        <div class=class>
            <dt class="summary-list__key">{question.text.clone()}</dt>
            <dd class="summary-list__value">{value}</dd>
            <dd class="summary-list__action">
                <a href=flow::question_path(&opened.key, &question.id, Some(&Back::Check))>
                    {action} <span class="visually-hidden">{words::about(&question.text)}</span>
                </a>
            </dd>
        </div>
    }
}
