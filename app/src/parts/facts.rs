//! What there is to know of something, name by name.

use leptos::prelude::*;

/// What there is to know of a thing in a list.
pub fn facts<const N: usize>(facts: [(&'static str, String); N]) -> AnyView {
    let facts = facts.map(|(name, value)| {
        view! {
            <div class="facts__item">
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
    });
    view! { <dl class="facts">{facts.to_vec()}</dl> }.into_any()
}
