//! The keying page: the whole questionnaire as one form, for answers that were given on paper.

use domain::answer::read_all;
use leptos::prelude::*;

use super::already::AlreadySubmitted;
use super::flow;
use crate::parts::error;
use crate::parts::frame::{Frame, Place};
use crate::parts::keying::keying_field;
use crate::parts::load::{Opened, backend, open, segment, show};
use crate::words::{answers, keying as words};

/// `/diagnosis/{key}/keying`
#[component]
pub fn KeyingPage() -> impl IntoView {
    let (backend, key) = (backend(), segment("key"));
    show(async move {
        let opened = open(&backend, &key).await?;
        if opened.diagnosis.submitted_at.is_some() {
            return Ok(view! { <AlreadySubmitted key=opened.key question=None /> }.into_any());
        }
        Ok(page(&opened))
    })
}

fn page(opened: &Opened) -> AnyView {
    let questionnaire = &opened.content.questionnaire;
    let readings = read_all(&opened.diagnosis.answers, &opened.content);
    let visible = flow::visible(opened, &readings);
    // What is not asked with these answers counts for nothing, whatever was written there.
    let problem = |id: &str| {
        let asked = visible.iter().any(|question| question.id == id);
        readings.problems.get(id).filter(|_| asked).map(answers::sentence)
    };
    let problems: Vec<(&str, String)> = questionnaire
        .questions
        .iter()
        .filter_map(|question| Some((question.id.as_str(), words::at(&question.id, &problem(&question.id)?))))
        .collect();
    let sections: Vec<_> = questionnaire
        .sections
        .iter()
        .map(|section| {
            let fields: Vec<_> = questionnaire
                .questions
                .iter()
                .filter(|question| question.section == section.id)
                .map(|question| {
                    let raw = opened.diagnosis.answers.get(&question.id);
                    keying_field(&opened.content, question, raw, problem(&question.id))
                })
                .collect();
            view! {
                <section class="section">
                    <h2 class="section__title">{section.label.clone()}</h2>
                    {fields}
                </section>
            }
        })
        .collect();
    let title = error::title(words::TITLE, !problems.is_empty());
    let body = view! {
        {(!problems.is_empty()).then(|| error::error_summaries(problems))}
        <h1 class="page__title">{words::TITLE}</h1>
        <p class="lead">{words::LEAD}</p>
        <p>{words::BLANK_NOTE}</p>
        <p>{words::NO_NAME}</p>
        <form method="post" action="/do/keyed" novalidate>
            <input type="hidden" name="key" value=opened.key.as_str().to_owned() />
            {sections}
            <div class="actions">
                <button class="button button--primary button--large" type="submit">{words::SEND}</button>
            </div>
        </form>
    };
    view! { <Frame title place=Place::Paper>{body}</Frame> }.into_any()
}
