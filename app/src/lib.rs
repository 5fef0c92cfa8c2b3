//! What people see: pages rendered on the server (`ssr`), islands that ship to the browser (`hydrate`).

#[cfg(feature = "ssr")]
pub mod backend;
pub mod islands;
#[cfg(feature = "ssr")]
pub mod words;

#[cfg(feature = "hydrate")]
mod hydrate {
    #[wasm_bindgen::prelude::wasm_bindgen]
    pub fn hydrate() {
        leptos::mount::hydrate_islands();
    }
}
