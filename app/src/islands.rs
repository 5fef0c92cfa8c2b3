//! The only code that ships as WASM.
use leptos::prelude::*;
#[island]
pub fn Probe() -> impl IntoView {
    let (n, set) = signal(0);
    view! { <button on:click=move |_| set.update(|n| *n += 1)>{n}</button> }
}
