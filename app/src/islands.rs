//! The only code that ships as WASM. Each island makes a form kinder that works without it.
//!
//! The form itself is rendered on the server; an island finds it by id and listens. Sentences come as properties,
//! since `words` stays on the server.

mod browser;

use leptos::prelude::*;

/// Says how many options are chosen and when there are too many, and keeps exclusive options alone.
#[island]
pub fn ChoiceCounter(
    /// Id of the fieldset.
    field: String,
    /// How many are chosen as the page arrives.
    chosen: usize,
    /// How many may be chosen.
    #[prop(optional_no_strip)]
    max: Option<usize>,
    /// What stands before and after the number.
    before: String,
    after: String,
    /// What follows when there are too many.
    over: String,
) -> impl IntoView {
    let (count, set_count) = signal(chosen);
    let too_many = move || max.is_some_and(|max| count.get() > max);
    Effect::new(move |_| {
        browser::follow(&field, move |fieldset, changed| {
            if let Some(changed) = changed {
                browser::keep_exclusive_alone(fieldset, changed);
            }
            set_count.set(browser::count_chosen(fieldset));
        });
    });
    view! {
        <p class="counter" class:counter--over=too_many aria-live="polite">
            {before}
            <b class="counter__now">{count}</b>
            {after}
            <span hidden=move || !too_many()>{over}</span>
        </p>
    }
}

/// Shows the second step of the industry for the division that is chosen, and only that.
#[island]
pub fn IndustrySteps(
    /// Id of the fieldset.
    field: String,
) -> impl IntoView {
    Effect::new(move |_| {
        browser::follow(&field, |fieldset, _| browser::show_step_of_choice(fieldset));
    });
}
