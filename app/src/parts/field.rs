//! One text that is typed into one line.

use leptos::prelude::*;

use super::error;

/// One text of a form. What is said about it has the ids `…-hint` and `…-error`.
pub struct Field {
    pub id: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    pub required: bool,
    pub problem: Option<&'static str>,
    pub value: Option<String>,
    /// The input's `type`: `text`, `email`, `tel`, or `password`, of which nothing is shown.
    pub kind: &'static str,
    pub inputmode: &'static str,
    pub autocomplete: &'static str,
    pub autocapitalize: &'static str,
    /// In characters; none where what is longer is told so.
    pub longest: Option<usize>,
}

impl Field {
    /// What must be given, of letters and digits that stand for themselves.
    pub fn new(id: &'static str, label: &'static str, hint: &'static str) -> Field {
        Field {
            id,
            label,
            hint,
            required: true,
            problem: None,
            value: None,
            kind: "text",
            inputmode: "text",
            autocomplete: "off",
            autocapitalize: "none",
            longest: None,
        }
    }

    /// A mail address.
    pub fn address(label: &'static str, hint: &'static str, problem: Option<&'static str>) -> Field {
        Field { problem, inputmode: "email", autocomplete: "email", ..Field::new("address", label, hint) }
    }
}

/// A label with its hint, what is wrong, and the input.
pub fn field(field: Field) -> AnyView {
    let [hint, wrong] = ["hint", "error"].map(|what| format!("{}-{what}", field.id));
    let described = if field.problem.is_some() { format!("{hint} {wrong}") } else { hint.clone() };
    view! {
        <label class="text-field">
            <span class="text-field__label">{field.label} " " {error::requirement(field.required)}</span>
            <span class="hint" id=hint>{field.hint}</span>
            {field.problem.map(|problem| error::field_error(wrong.as_str(), problem.to_owned()))}
            <input
                class="input"
                id=field.id
                name=field.id
                type=field.kind
                inputmode=field.inputmode
                autocomplete=field.autocomplete
                autocapitalize=field.autocapitalize
                spellcheck="false"
                maxlength=field.longest
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
