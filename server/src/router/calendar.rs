//! `/menus/{id}/deadline.ics`: the deadline of a menu and what must begin before it, for calendars.

use app::backend::Backend;
use app::deadlines::deadline;
use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::calendar_file;

pub fn router(backend: Backend) -> Router {
    Router::new().route("/menus/{id}/deadline.ics", get(show)).with_state(backend)
}

/// A refusal is a bare status here; [`super::explain`] makes a page of it.
async fn show(
    State(backend): State<Backend>,
    headers: HeaderMap,
    id: Result<Path<String>, PathRejection>,
) -> Response {
    let id = id.map(|Path(id)| id).unwrap_or_default();
    let deadline = match deadline(&backend, &headers, &id).await {
        Ok(deadline) => deadline,
        Err(refusal) => return refusal.status().into_response(),
    };
    let file = calendar_file::written(&deadline.entries, backend.clock.now());
    let name = format!("inline; filename=\"{id}.ics\"");
    let mut response = ([(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], file).into_response();
    let headers = response.headers_mut();
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    if deadline.personal {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}
