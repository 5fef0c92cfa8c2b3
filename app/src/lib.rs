//! What people see. With the feature `ssr` all pages, rendered on the server; with `hydrate` only the islands,
//! which are the only code that ships to the browser.
//!
//! A new page: its words in [`words`], its view in [`pages`], its route in [`routes`], what it asks for in
//! [`backend`]. A new form: an action in [`actions`] that stores the raw input and redirects.

// Views are deep types; the compiler must follow them.
#![recursion_limit = "256"]

pub mod islands;

#[cfg(feature = "ssr")]
pub mod account_file;
#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
pub mod backend;
#[cfg(feature = "ssr")]
pub mod caseload;
#[cfg(feature = "ssr")]
pub mod deadlines;
#[cfg(feature = "ssr")]
pub mod door;
#[cfg(feature = "ssr")]
pub mod fitting;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod parts;
#[cfg(feature = "ssr")]
pub mod refusal;
#[cfg(feature = "ssr")]
mod response;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod survey;
#[cfg(feature = "ssr")]
mod visitor;
#[cfg(feature = "ssr")]
pub mod words;

#[cfg(feature = "hydrate")]
mod hydrate {
    /// The browser's entry: wakes the islands of the page.
    #[wasm_bindgen::prelude::wasm_bindgen]
    pub fn hydrate() {
        leptos::mount::hydrate_islands();
    }
}
