//! `POST /notices/unsubscribe/{token}`: a mail program ends a subscription with one request (RFC 8058). It brings no cookie
//! and may come from anywhere, so that no check for other sites stands before it: who has the token may end it. What the
//! body says makes no difference; a person who opens the address sees a page with a button.

use app::backend::{Backend, NoticeToken};
use app::words::notices::ENDED_PLAIN;
use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;

pub fn router(backend: Backend) -> Router {
    Router::new().route("/notices/unsubscribe/{token}", post(end)).with_state(backend)
}

/// The same for a subscription that there is not: nobody learns which tokens there are.
async fn end(State(backend): State<Backend>, token: Result<Path<String>, PathRejection>) -> Response {
    let token = token.ok().and_then(|Path(token)| NoticeToken::parse(&token));
    if let Some(token) = token
        && backend.notices.end(&token).await.is_err()
    {
        // It is tried again.
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    ENDED_PLAIN.into_response()
}
