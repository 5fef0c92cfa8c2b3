//! `/me/export.json`: all that is kept of a person, for this person.

use app::account_file::{FILE_NAME, account_file};
use app::backend::Backend;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::download::{self, Download};

pub fn router(backend: Backend) -> Router {
    Router::new().route("/me/export.json", get(show)).with_state(backend)
}

/// Whoever is not signed in is led to where one can be.
async fn show(State(backend): State<Backend>, headers: HeaderMap) -> Response {
    let file = match account_file(&backend, &headers).await {
        Ok(Ok(file)) => file,
        Ok(Err(place)) => return (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response(),
        Err(refusal) => return super::refuse(refusal),
    };
    let download = Download {
        name: FILE_NAME.to_owned(),
        content_type: "application/json; charset=utf-8",
        bytes: file.into_bytes(),
    };
    download::attached(download).unwrap_or_else(super::refuse)
}
