//! Whose diagnosis the list goes by, and the way to forget it.

use leptos::prelude::*;

use crate::backend::DiagnosisKey;
use crate::words::search as words;

/// Says that the list goes by the diagnosis at hand; `what` says to which end.
pub fn whose(key: &DiagnosisKey, what: &'static str) -> AnyView {
    view! {
        <div class="callout callout--success">
            <p>
                {what} " " <a href=format!("/diagnosis/{}", key.as_str())>{words::TO_DIAGNOSIS}</a>
            </p>
            <form method="post" action="/do/forget">
                <button class="button button--quiet" type="submit">{words::FORGET}</button>
            </form>
        </div>
    }
    .into_any()
}
