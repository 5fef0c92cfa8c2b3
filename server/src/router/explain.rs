//! A bare status from a layer or from the framework becomes a page that says what happened and the way on.

use app::refusal::Refusal;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use tower::ServiceExt;

/// leptos marks with this header what it could not decode or run.
const SERVER_FN_ERROR: &str = "serverfnerror";

/// A refusal by the router itself; [`explain`] puts its page in the place of the bare status.
pub fn refuse(refusal: Refusal) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = refusal.status();
    response.extensions_mut().insert(refusal);
    response
}

/// Renders the page of the refusal for responses that failed without one.
pub async fn explain(State(pages): State<Router>, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    match refusal_for(&response) {
        Some(refusal) => render(pages, refusal, response).await,
        None => response,
    }
}

fn refusal_for(response: &Response) -> Option<Refusal> {
    if let Some(refusal) = response.extensions().get::<Refusal>() {
        return Some(*refusal);
    }
    let status = response.status();
    let has_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| kind.starts_with("text/html"));
    if has_page || !(status.is_client_error() || status.is_server_error()) {
        return None;
    }
    // Actions refuse by themselves; what fails in the framework is a form that it could not decode.
    let undecodable = response.headers().contains_key(SERVER_FN_ERROR);
    Some(match status {
        _ if undecodable => Refusal::BadForm,
        StatusCode::FORBIDDEN => Refusal::CrossSite,
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Refusal::PageNotFound,
        StatusCode::REQUEST_TIMEOUT => Refusal::TooSlow,
        StatusCode::PAYLOAD_TOO_LARGE => Refusal::TooLarge,
        status if status.is_client_error() => Refusal::BadForm,
        _ => Refusal::Unavailable,
    })
}

async fn render(pages: Router, refusal: Refusal, bare: Response) -> Response {
    tracing::info!(code = refusal.code(), status = bare.status().as_u16(), "refused");
    let request = Request::builder()
        .method(Method::GET)
        .uri(refusal.path())
        .header(header::ACCEPT, "text/html")
        .body(Body::empty());
    let Ok(request) = request else { return bare };
    match pages.oneshot(request).await {
        Ok(page) => page,
        Err(never) => match never {},
    }
}

/// The framework would answer a browser's undecodable form by sending it back to where it came from, with the error
/// in the address. Without these two headers it answers plainly, and [`explain`] takes over.
pub fn as_plain_form(mut request: Request) -> Request {
    request.headers_mut().remove(header::ACCEPT);
    request.headers_mut().remove(header::REFERER);
    request
}
