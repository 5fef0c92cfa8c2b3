//! What was entered and does not count: on top of the page, and at the field.

use leptos::prelude::*;

use crate::words::common;

/// On top of the page, focused when it opens: the same words as at the field, and the way there.
pub fn error_summary(field: &str, problem: String) -> AnyView {
    error_summaries(vec![(field, problem)])
}

/// The same for several fields of one form.
pub fn error_summaries(problems: Vec<(&str, String)>) -> AnyView {
    let items: Vec<_> = problems
        .into_iter()
        .map(|(field, problem)| view! { <li><a href=format!("#{field}")>{problem}</a></li> })
        .collect();
    view! {
        <div class="error-summary" role="alert" tabindex="-1" id="error-summary" autofocus>
            <h2 class="error-summary__title">{common::ERROR_SUMMARY}</h2>
            <ul class="error-summary__list">{items}</ul>
        </div>
    }
    .into_any()
}

/// At the field, inside its label or legend; with an id where the field is described by it.
pub fn field_error<'a>(id: impl Into<Option<&'a str>>, problem: String) -> AnyView {
    let id = id.into().map(str::to_owned);
    view! {
        <span class="field-error" id=id>
            <span class="field-error__word">{common::ERROR}</span>
            {problem}
        </span>
    }
    .into_any()
}

/// The title of a page, which says at once that something is wrong.
#[must_use]
pub fn title(title: &str, wrong: bool) -> String {
    if wrong { format!("{}{title}", common::ERROR) } else { title.to_owned() }
}

/// 「※必須」 or 「※任意」 beside the name of a field.
pub fn requirement(required: bool) -> AnyView {
    let (word, class) = if required {
        (common::REQUIRED, "badge badge--required")
    } else {
        (common::OPTIONAL, "badge badge--optional")
    };
    view! { <span class=class>{word}</span> }.into_any()
}
