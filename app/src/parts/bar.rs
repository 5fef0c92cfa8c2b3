//! A bar beside its number in a table.

use leptos::prelude::*;

/// A share or score from 0 to 100, with an optional mark to compare with, or the interval in which the share may lie.
#[component]
pub fn Bar(
    value: u64,
    #[prop(optional_no_strip)] mark: Option<u64>,
    #[prop(optional_no_strip)] whisker: Option<(u64, u64)>,
) -> impl IntoView {
    view! {
        <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="bar__track" width="100" height="10"></rect>
            <rect class="bar__fill" width=value.min(100) height="10"></rect>
            {mark
                .map(|mark| {
                    view! { <rect class="bar__mark" x=mark.clamp(1, 99) - 1 width="2" height="10"></rect> }
                })}
            {whisker
                .map(|(low, high)| {
                    let width = high.saturating_sub(low).max(1);
                    let low = low.min(99);
                    // The halo keeps it apart from the fill, also where there are no colours.
                    view! {
                        <rect class="bar__halo" x=low y="3" width=width height="4"></rect>
                        <rect class="bar__whisker" x=low y="4" width=width height="2"></rect>
                    }
                })}
        </svg>
    }
}
