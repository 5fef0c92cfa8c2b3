//! Until staff can sign in, `/office` opens only on the machine itself.
//!
//! The page itself asks for the sign that this door leaves in the request: an address that the pages' router reads
//! otherwise than the door does opens nothing.

use std::net::SocketAddr;

use app::backend::OnThisMachine;
use app::refusal::Refusal;
use axum::extract::{ConnectInfo, Request};
use axum::http::header;
use axum::middleware::Next;
use axum::response::Response;

use super::explain;

/// Marks requests from this machine.
pub async fn mark(mut request: Request, next: Next) -> Response {
    if is_here(&request) {
        request.extensions_mut().insert(OnThisMachine);
    }
    next.run(request).await
}

/// Turns away what [`mark`] has not marked: for addresses behind which there is no page to ask for the sign.
pub async fn only_here(request: Request, next: Next) -> Response {
    if request.extensions().get::<OnThisMachine>().is_none() {
        return explain::refuse(Refusal::OfficeOnlyHere);
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
