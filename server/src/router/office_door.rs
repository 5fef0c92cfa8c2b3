//! Until staff can sign in, `/office` opens only on the machine itself.

use std::net::SocketAddr;

use app::refusal::Refusal;
use axum::extract::{ConnectInfo, Request};
use axum::http::{Uri, header};
use axum::middleware::Next;
use axum::response::Response;

/// Sends everyone else to the refusal's page.
pub async fn only_here(mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if (path == "/office" || path.starts_with("/office/")) && !is_here(&request) {
        *request.uri_mut() = Uri::try_from(Refusal::OfficeOnlyHere.path()).unwrap_or_default();
    }
    next.run(request).await
}

/// The connection comes from this machine, no proxy has forwarded it, and it asks for this machine by name
/// (a page elsewhere could point a name of its own at 127.0.0.1).
fn is_here(request: &Request) -> bool {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let from_here = peer.is_some_and(|ConnectInfo(peer)| peer.ip().to_canonical().is_loopback());
    let forwarded = ["forwarded", "x-forwarded-for", "x-real-ip"];
    from_here && !forwarded.iter().any(|name| request.headers().contains_key(*name)) && asks_for_here(request)
}

fn asks_for_here(request: &Request) -> bool {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}
