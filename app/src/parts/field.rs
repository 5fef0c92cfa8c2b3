//! One text that is typed.

use leptos::prelude::*;

use super::error;

/// One text of a form.
pub struct Field {
    pub id: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    /// Of the hint and of what is wrong.
    pub ids: [&'static str; 2],
    pub problem: Option<&'static str>,
    pub value: Option<String>,
    /// The input's `type`: `text`, `email`, or `password`, of which nothing is shown.
    pub kind: &'static str,
    pub inputmode: &'static str,
    pub autocomplete: &'static str,
    pub autocapitalize: &'static str,
}

impl Field {
    /// A mail address.
    pub fn address(label: &'static str, hint: &'static str, problem: Option<&'static str>) -> Field {
        Field {
            id: "address",
            label,
            hint,
            ids: ["address-hint", "address-error"],
            problem,
            value: None,
            kind: "text",
            inputmode: "email",
            autocomplete: "email",
            autocapitalize: "none",
        }
    }
}

/// A label with its hint, what is wrong, and the input.
pub fn field(field: Field) -> AnyView {
    let [hint, wrong] = field.ids;
    let described = if field.problem.is_some() { format!("{hint} {wrong}") } else { hint.to_owned() };
    view! {
        <label class="text-field">
            <span class="text-field__label">{field.label} " " {error::requirement(true)}</span>
            <span class="hint" id=hint>{field.hint}</span>
            {field.problem.map(|problem| error::field_error(wrong, problem.to_owned()))}
            <input
                class="input"
                id=field.id
                name=field.id
                type=field.kind
                inputmode=field.inputmode
                autocomplete=field.autocomplete
                autocapitalize=field.autocapitalize
                spellcheck="false"
                value=field.value
                aria-invalid=field.problem.map(|_| "true")
                aria-describedby=described
            />
        </label>
    }
    .into_any()
}

/// Over the page, if something is wrong with its field.
pub fn summary(id: &'static str, problem: Option<&'static str>) -> Option<AnyView> {
    problem.map(|problem| error::error_summary(id, problem.to_owned()))
}
