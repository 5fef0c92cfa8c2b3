//! One way to narrow a list down, with the number that each choice would show.

use leptos::prelude::*;

use crate::words::{catalogue, search as words};

/// A filter.
#[derive(Debug, Clone)]
pub struct Facet {
    /// The parameter in the address.
    pub name: &'static str,
    pub label: &'static str,
    /// How many there would be without this filter.
    pub all: usize,
    pub choices: Vec<Choice>,
}

/// One value of a filter.
#[derive(Debug, Clone)]
pub struct Choice {
    pub value: String,
    pub label: String,
    /// How many there would be with it.
    pub count: usize,
    pub chosen: bool,
}

impl Choice {
    /// A choice, told whether it is the one that is chosen.
    #[must_use]
    pub fn of(value: &str, label: &str, count: usize, chosen: Option<&str>) -> Choice {
        let chosen = chosen == Some(value);
        Choice { value: value.to_owned(), label: label.to_owned(), count, chosen }
    }
}

impl Facet {
    #[must_use]
    pub fn chosen(&self) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.chosen)
    }

    pub(super) fn select(&self) -> AnyView {
        let all = words::counted(catalogue::ALL, self.all);
        let options: Vec<_> = self
            .choices
            .iter()
            .map(|choice| option(&choice.value, words::counted(&choice.label, choice.count), choice.chosen))
            .collect();
        select(self.name, self.label, view! { <option value="">{all}</option> {options} }.into_any())
    }
}

/// A choice of a select field.
pub fn option(value: &str, label: String, chosen: bool) -> AnyView {
    view! { <option value=value.to_owned() selected=chosen>{label}</option> }.into_any()
}

/// A select field.
pub fn select(name: &'static str, label: &'static str, options: AnyView) -> AnyView {
    view! {
        <label class="select-field" for=name>
            <span class="select-field__label">{label}</span>
            <select class="select" id=name name=name>
                {options}
            </select>
        </label>
    }
    .into_any()
}
