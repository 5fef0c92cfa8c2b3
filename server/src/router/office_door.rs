//! The door of staff: puts who is signed in into the request, and turns others away from addresses behind which there is no
//! page that asks. Pages and actions ask for themselves (`app::door`): an address that the pages' router reads otherwise than
//! a layer does opens nothing.

use app::backend::{Backend, SignedIn};
use app::door;
use app::refusal::Refusal;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use domain::access::Act;

use super::explain;

/// Puts who is signed in into the request. Who is not signed in costs no look at the database.
pub async fn mark(State(backend): State<Backend>, mut request: Request, next: Next) -> Response {
    if let Some(session) = door::session_in(request.headers(), &backend) {
        match backend.sign_ins.member(&session).await {
            Ok(Some(member)) => {
                request.extensions_mut().insert(SignedIn { member, session });
            }
            Ok(None) => {}
            Err(_) => return explain::refuse(Refusal::Unavailable),
        }
    }
    next.run(request).await
}

/// Addresses that only those reach who may do this. Handlers are given a backend that acts for them, as an extension: there is
/// no other way to one.
pub fn guarded(router: Router, backend: &Backend, act: Act) -> Router {
    router
        .layer(from_fn_with_state((backend.clone(), act), only))
        .layer(from_fn_with_state(backend.clone(), mark))
}

async fn only(State((backend, act)): State<(Backend, Act)>, mut request: Request, next: Next) -> Response {
    match door::open(&backend, request.extensions(), act) {
        Ok(theirs) => {
            request.extensions_mut().insert(theirs);
            next.run(request).await
        }
        Err(Refusal::SignInFirst) if request.method().is_safe() => {
            let place = door::sign_in_for(request.uri());
            (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response()
        }
        Err(refusal) => explain::refuse(refusal),
    }
}
