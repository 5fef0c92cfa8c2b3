//! What stands in place of a question once the diagnosis is submitted.

use leptos::prelude::*;

use super::flow;
use crate::backend::DiagnosisKey;
use crate::parts::frame::{Frame, Width};
use crate::words::diagnosis as words;

/// Submitted answers do not change; a new diagnosis can begin from them.
#[component]
pub fn AlreadySubmitted(
    key: DiagnosisKey,
    /// The question to begin with: id and text.
    #[prop(optional_no_strip)]
    question: Option<(String, String)>,
) -> impl IntoView {
    let (id, text) = question.unzip();
    view! {
        <Frame title=words::ALREADY_TITLE width=Width::Narrow>
            <h1 class="page__title">{words::ALREADY_TITLE}</h1>
            {text.map(|text| view! { <p class="lead">{text}</p> })}
            <p>{words::ALREADY_TEXT}</p>
            <AgainForm key=key.clone() question=id />
            <p>
                <a href=flow::result_path(&key)>{words::SEE_RESULT}</a>
            </p>
        </Frame>
    }
}

/// The button that begins again.
#[component]
pub fn AgainForm(key: DiagnosisKey, #[prop(optional_no_strip)] question: Option<String>) -> impl IntoView {
    view! {
        <form class="actions" method="post" action="/do/again">
            <input type="hidden" name="key" value=key.as_str().to_owned() />
            {question.map(|question| view! { <input type="hidden" name="question" value=question /> })}
            <button class="button button--secondary" type="submit">{words::AGAIN}</button>
        </form>
    }
}
