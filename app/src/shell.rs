//! The document around every page.

use axum::http::header;
use leptos::hydration::HydrationScripts;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags, provide_meta_context};

use crate::response::insert_header;
use crate::routes::Pages;
use crate::words::common;

/// The whole HTML document. Scripts are asked for by the pages that have islands, not here.
#[must_use]
pub fn shell(options: LeptosOptions) -> impl IntoView {
    provide_meta_context();
    provide_context(options.clone());
    no_hydration_outside_islands();
    send_content_security_policy();
    view! {
        <!DOCTYPE html>
        <html lang="ja">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="description" content=common::DESCRIPTION />
                <meta name="color-scheme" content="light" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <HashedStylesheet options />
                <MetaTags />
            </head>
            <body>
                <Pages />
            </body>
        </html>
    }
}

/// Only scripts that carry this response's nonce run, and what they load; nothing else does.
fn send_content_security_policy() {
    let Some(nonce) = use_nonce() else { return };
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{}' 'strict-dynamic' 'wasm-unsafe-eval'; connect-src 'self'; \
         style-src 'self'; img-src 'self'; form-action 'self'; object-src 'none'; base-uri 'none'; \
         frame-ancestors 'none'",
        nonce.as_inner()
    );
    insert_header(header::CONTENT_SECURITY_POLICY, &policy);
}

/// Elements outside islands carry no marks for hydration.
fn no_hydration_outside_islands() {
    if let Some(context) = Owner::current_shared_context() {
        context.set_is_hydrating(false);
    }
}

/// Loads the islands' code; only pages with an island ask for it.
#[component]
pub fn IslandScripts() -> impl IntoView {
    use_context::<LeptosOptions>().map(|options| view! { <HydrationScripts options islands=true /> })
}
