//! What a person sees when something is refused: what it is, and the way on.

use leptos::prelude::*;

use super::frame::{Frame, Width};
use crate::pages::staff::SIGN_IN;
use crate::refusal::Refusal;
use crate::response::set_status;
use crate::words::refusal as words;

/// A whole page for a refusal; the response gets its status.
#[component]
pub fn Refused(refusal: Refusal) -> impl IntoView {
    set_status(refusal.status());
    let (heading, text) = words::sentences(refusal);
    view! {
        <Frame title=heading width=Width::Narrow>
            <div class="error-page">
                <p class="error-page__code">{refusal.status().as_u16()}</p>
                <h1 class="page__title">{heading}</h1>
                <p>{text}</p>
                <div class="actions">
                    {(refusal == Refusal::SignInFirst)
                        .then(|| view! { <a class="button button--primary" href=SIGN_IN>{words::TO_SIGN_IN}</a> })}
                    <a class="button button--primary" href="/">{words::TO_TOP}</a>
                    <a class="button button--secondary" href="/menus">{words::TO_MENUS}</a>
                </div>
            </div>
        </Frame>
    }
}
