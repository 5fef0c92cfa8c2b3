//! The fields in which somebody chooses what to be told.

use domain::notice::{Ahead, Choices, Reminder};
use leptos::prelude::*;

use super::error::{field_error, requirement};
use crate::words::notices as words;

/// The id of the first choice, to which an error leads.
pub const FIRST: &str = "wants";

/// What to be told, and how often. `wrong`: nothing was chosen.
pub fn choice_fields(choices: Choices, wrong: bool) -> impl IntoView {
    view! {
        <fieldset class="choice-group section">
            <legend class="choice-group__title">
                {words::WHAT} " " {requirement(true)} <span class="hint">{words::WHAT_HINT}</span>
                {wrong.then(|| field_error(None, words::NOTHING_CHOSEN.to_owned()))}
            </legend>
            <div class="choices">
                {tick("new", words::NEW, choices.new, Some(FIRST))}
                {tick("opening", words::OPENING, choices.opening, None)}
                {tick("security", words::SECURITY, choices.security, None)}
            </div>
        </fieldset>
        {closing(choices.closing)}
        {reminder(choices.reminder)}
        <div class="choices section">
            {tick("near", words::NEAR, choices.near, None)}
            <p class="hint">{words::NEAR_HINT}</p>
            {tick("follow-up", words::FOLLOW_UP, choices.follow_up, None)}
        </div>
        <fieldset class="choice-group section">
            <legend class="choice-group__title">{words::HOW_OFTEN}</legend>
            <div class="choices">
                {often("at-once", words::AT_ONCE, !choices.weekly)} {often("weekly", words::WEEKLY, choices.weekly)}
            </div>
        </fieldset>
    }
}

fn tick(value: &'static str, label: &'static str, chosen: bool, id: Option<&'static str>) -> impl IntoView {
    view! {
        <label class="choice">
            <input class="choice__input" type="checkbox" name="wants[]" value=value id=id checked=chosen />
            <span class="choice__label">{label}</span>
        </label>
    }
}

fn often(value: &'static str, label: &'static str, chosen: bool) -> impl IntoView {
    view! {
        <label class="choice">
            <input class="choice__input" type="radio" name="often" value=value checked=chosen />
            <span class="choice__label">{label}</span>
        </label>
    }
}

fn closing(chosen: Option<Ahead>) -> impl IntoView {
    let options = Ahead::ALL.map(|ahead| {
        view! {
            <option value=ahead.days().to_string() selected=chosen == Some(ahead)>{words::ahead(ahead)}</option>
        }
    });
    select("closing", words::CLOSING, options.into_any())
}

fn reminder(chosen: Option<Reminder>) -> impl IntoView {
    let options = Reminder::ALL.map(|reminder| {
        view! {
            <option value=reminder.months().to_string() selected=chosen == Some(reminder)>
                {words::reminder(reminder)}
            </option>
        }
    });
    select("reminder", words::REMINDER, options.into_any())
}

fn select(name: &'static str, label: &'static str, options: AnyView) -> impl IntoView {
    view! {
        <label class="text-field" for=name>
            <span class="text-field__label">{label}</span>
            <select class="select" id=name name=name>
                <option value="">{words::NOT_TOLD}</option>
                {options}
            </select>
        </label>
    }
}
