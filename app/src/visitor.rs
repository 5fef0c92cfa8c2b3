//! What the visitor's browser remembers: the key of the diagnosis it had open last, so that the catalogue can say what
//! fits. It is forgotten when the browser closes, or at the press of a button.

use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use leptos::prelude::*;

use crate::backend::{Backend, DiagnosisKey};
use crate::response::append_header;

/// `__Host-`: only ever sent by https, and only to this very host. Browsers refuse the prefix without `Secure`,
/// which in turn a server on this machine itself cannot ask for (quality.md, Security).
const NAME: &str = "__Host-dx-diagnosis";
const NAME_WITHOUT_HTTPS: &str = "dx-diagnosis";

fn name(backend: &Backend) -> &'static str {
    if backend.https { NAME } else { NAME_WITHOUT_HTTPS }
}

/// Lets the browser remember the diagnosis until it is closed.
pub fn remember(backend: &Backend, key: &DiagnosisKey) {
    append_header(header::SET_COOKIE, &cookie(backend, key.as_str(), ""));
}

/// Lets the browser forget.
pub fn forget(backend: &Backend) {
    append_header(header::SET_COOKIE, &cookie(backend, "", "; Max-Age=0"));
}

fn cookie(backend: &Backend, value: &str, lifetime: &str) -> String {
    let secure = if backend.https { "; Secure" } else { "" };
    format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{lifetime}", name(backend))
}

/// Does a person look at this page? A browser that only fetches it in advance, or asks whether it is there, does not.
#[must_use]
pub fn is_looking() -> bool {
    use_context::<Parts>().is_some_and(|parts| {
        let purposes = ["sec-purpose", "purpose", "x-moz"].iter().filter_map(|name| parts.headers.get(*name));
        parts.method == Method::GET
            && !purposes.into_iter().any(|purpose| purpose.as_bytes().starts_with(b"prefetch"))
    })
}

/// The key that the browser remembers; whether it still opens anything is for the store to say.
#[must_use]
pub fn remembered(backend: &Backend) -> Option<DiagnosisKey> {
    key_in(&use_context::<Parts>()?.headers, backend)
}

/// The same, out of a request's headers.
#[must_use]
pub fn key_in(headers: &HeaderMap, backend: &Backend) -> Option<DiagnosisKey> {
    let cookies = headers.get_all(header::COOKIE);
    let pairs = cookies.iter().filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(';'));
    let mut values = pairs.filter_map(|pair| pair.trim().split_once('='));
    values.find(|(name, _)| *name == self::name(backend)).and_then(|(_, value)| DiagnosisKey::parse(value))
}
