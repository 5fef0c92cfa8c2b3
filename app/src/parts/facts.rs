//! What there is to know of something, name by name.

use leptos::prelude::*;

/// What there is to know of a thing in a list.
pub fn facts(facts: impl IntoIterator<Item = (&'static str, String)>) -> AnyView {
    let facts = facts.into_iter().map(|(name, value)| {
        view! {
            <div class="facts__item">
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
    });
    view! { <dl class="facts">{facts.collect::<Vec<_>>()}</dl> }.into_any()
}
