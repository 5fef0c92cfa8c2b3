//! What a page or an action may say about its response.

use axum::http::{HeaderValue, StatusCode, header};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

/// Gives the response a status other than 200.
pub fn set_status(status: StatusCode) {
    if let Some(options) = use_context::<ResponseOptions>() {
        options.set_status(status);
    }
}

/// 303 See Other, whatever the client says that it accepts (leptos's own redirect goes by that).
pub fn see_other(path: &str) {
    set_status(StatusCode::SEE_OTHER);
    insert_header(header::LOCATION, path);
}

/// The response tells something of one visitor: no cache keeps it.
pub fn keep_in_no_cache() {
    insert_header(header::CACHE_CONTROL, "no-store");
}

/// Adds a header beside those of the same name.
pub fn append_header(name: header::HeaderName, value: &str) {
    if let (Some(options), Ok(value)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(value)) {
        options.append_header(name, value);
    }
}

/// Sets a header, in place of one of the same name.
pub fn insert_header(name: header::HeaderName, value: &str) {
    if let (Some(options), Ok(value)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(value)) {
        options.insert_header(name, value);
    }
}
