//! What the browser of somebody remembers who keeps diagnoses by mail: under which token it waits for a link, and the
//! session that it is in.

use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use leptos::prelude::*;

use super::{Name, cookie_in, set, value};
use crate::backend::{Backend, BrowserToken, Device, LINK_LIFE, SESSION_LIFE, SessionToken};

/// It waits for a link, and shows a code meanwhile.
const ASKED: Name = Name { with_https: "__Host-dx-asked", without: "dx-asked" };
/// It is signed in.
const SESSION: Name = Name { with_https: "__Host-dx-me", without: "dx-me" };

/// Lets the browser wait for a link as long as one opens.
pub fn wait(backend: &Backend, browser: &BrowserToken) {
    set(backend, &ASKED, browser.as_str(), LINK_LIFE.num_seconds());
}

/// Under which token it waits.
#[must_use]
pub fn waiting(backend: &Backend) -> Option<BrowserToken> {
    value(backend, &ASKED).and_then(|token| BrowserToken::parse(&token))
}

pub fn sign_in(backend: &Backend, session: &SessionToken) {
    set(backend, &SESSION, session.as_str(), SESSION_LIFE.num_seconds());
}

/// The browser forgets its session, and what it had open last: that may have been opened by it.
pub fn sign_out(backend: &Backend) {
    set(backend, &SESSION, "", 0);
    super::forget(backend);
}

/// The session that it is in; whether it lives is for the store to say.
#[must_use]
pub fn session(backend: &Backend) -> Option<SessionToken> {
    session_in(&use_context::<Parts>()?.headers, backend)
}

/// The same, out of a request's headers.
#[must_use]
pub fn session_in(headers: &HeaderMap, backend: &Backend) -> Option<SessionToken> {
    cookie_in(headers, SESSION.of(backend)).and_then(SessionToken::parse)
}

/// What kind of browser it is; what it says of itself is not kept.
#[must_use]
pub fn device() -> Device {
    let parts = use_context::<Parts>();
    let said = parts.as_ref().and_then(|parts| parts.headers.get(header::USER_AGENT)?.to_str().ok());
    said.map_or(Device::Other, Device::of_user_agent)
}
