//! Refusals with an address of their own, and addresses that lead nowhere.

use leptos::prelude::*;

use crate::parts::load::segment;
use crate::parts::refused::Refused;
use crate::refusal::Refusal;

/// `/refused/{code}`
#[component]
pub fn RefusedPage() -> impl IntoView {
    let refusal = Refusal::parse(&segment("code")).unwrap_or(Refusal::PageNotFound);
    view! { <Refused refusal /> }
}

/// Any address without a page.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! { <Refused refusal=Refusal::PageNotFound /> }
}
