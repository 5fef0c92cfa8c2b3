//! The few things that the islands ask of the browser.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement};

/// Calls back at once, and then whenever an input inside the element changes, for as long as the page lives;
/// with the element and the changed input.
///
/// At once, since on a slow phone a person chooses before the island wakes.
pub fn follow(id: &str, mut react: impl FnMut(&Element, Option<&HtmlInputElement>) + 'static) {
    let Some(element) = leptos::prelude::document().get_element_by_id(id) else { return };
    let root = element.clone();
    react(&root, None);
    let listener = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
            react(&root, Some(&input));
        }
    });
    if element.add_event_listener_with_callback("change", listener.as_ref().unchecked_ref()).is_ok() {
        listener.forget();
    }
}

/// Choosing an exclusive option clears the others; choosing another clears the exclusive one.
pub fn keep_exclusive_alone(root: &Element, changed: &HtmlInputElement) {
    if !changed.checked() {
        return;
    }
    let alone = is_exclusive(changed);
    for input in inputs(root, "input[type=checkbox]") {
        if input.value() != changed.value() && (alone || is_exclusive(&input)) {
            input.set_checked(false);
        }
    }
}

pub fn count_chosen(root: &Element) -> usize {
    inputs(root, "input:checked").filter(|input| !is_exclusive(input)).count()
}

/// Hides every `[data-division]` but that of the chosen division.
pub fn show_step_of_choice(root: &Element) {
    let division = inputs(root, "input[data-step]:checked").next().map(|input| input.value());
    for step in select(root, "[data-division]").filter_map(|node| node.dyn_into::<HtmlElement>().ok()) {
        step.set_hidden(step.get_attribute("data-division") != division);
    }
}

fn is_exclusive(input: &HtmlInputElement) -> bool {
    input.has_attribute("data-exclusive")
}

fn inputs(root: &Element, selector: &str) -> impl Iterator<Item = HtmlInputElement> + use<> {
    select(root, selector).filter_map(|node| node.dyn_into().ok())
}

fn select(root: &Element, selector: &str) -> impl Iterator<Item = web_sys::Node> + use<> {
    let found = root.query_selector_all(selector).ok();
    (0..).map_while(move |index| found.as_ref()?.get(index))
}
