//! Headers of every response, and what of a request may stand in the log.

use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower_http::compression::{DefaultPredicate, Predicate};

/// Sent with everything. Pages set their own Content-Security-Policy with a nonce; all else may do nothing at all.
const HEADERS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=()"),
];
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";
/// Pages that show answers, or lead to them, stay in no cache and no search engine.
const PERSONAL: [&str; 8] =
    ["/agency", "/diagnosis/", "/do/", "/me/", "/notices/", "/office", "/resume", "/staff/"];
/// The same of one page: what else begins like it is everybody's.
const PERSONAL_PAGE: &str = "/me";

/// Refuses addresses with `.` or `..` in them, however written: what one part of the server reads as one address,
/// another would read as a different one. No link of ours has them.
pub async fn plain_paths_only(request: Request, next: Next) -> Response {
    if request.uri().path().split('/').any(is_dots) {
        return (StatusCode::NOT_FOUND, "not found\n").into_response();
    }
    next.run(request).await
}

fn is_dots(segment: &str) -> bool {
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    plain == "." || plain == ".."
}

/// Sets the headers that are not set yet.
pub async fn headers(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let personal = path == PERSONAL_PAGE || PERSONAL.iter().any(|prefix| path.starts_with(prefix));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(NOTHING));
    if personal {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    }
    response
}

/// Lets a response be compressed unless it asks to be left as it is (`no-transform`): its tag and its checksum are those of
/// its bytes.
#[derive(Clone, Default)]
pub struct Transformable(DefaultPredicate);

impl Predicate for Transformable {
    fn should_compress<B: HttpBody>(&self, response: &axum::http::Response<B>) -> bool {
        let cache_control =
            response.headers().get(header::CACHE_CONTROL).and_then(|value| value.to_str().ok());
        !cache_control.is_some_and(|value| value.contains("no-transform")) && self.0.should_compress(response)
    }
}

/// Keys, resume codes, links that were sent and tokens of subscriptions stand in addresses; they stay out of the log.
pub fn span_without_keys(request: &Request<Body>) -> tracing::Span {
    let path = request.uri().path();
    tracing::info_span!("request", method = %request.method(), path = %without_secret(path))
}

/// The address with `…` for what stands behind one of these.
fn without_secret(path: &str) -> String {
    let places = [
        "/diagnosis/",
        "/resume/",
        "/me/link/",
        "/staff/enrol/",
        "/notices/confirm/",
        "/notices/unsubscribe/",
        "/notices/",
    ];
    for place in places {
        if let Some(rest) = path.strip_prefix(place) {
            return format!("{place}…{}", rest.find('/').map_or("", |slash| &rest[slash..]));
        }
    }
    path.to_owned()
}
