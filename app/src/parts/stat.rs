//! A number that stands large, under what it is.

use leptos::prelude::*;

/// One entry of a `<dl class="stats">`.
pub fn stat(label: &'static str, number: AnyView, unit: &'static str) -> AnyView {
    view! {
        <div class="stat">
            <dt class="stat__label">{label}</dt>
            <dd class="stat__number">
                {number} <span class="stat__unit">{unit}</span>
            </dd>
        </div>
    }
    .into_any()
}
