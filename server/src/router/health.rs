//! `/health/live`: the process answers. `/health/ready`: it can do its work.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;

type Check = dyn Fn() -> Pin<Box<dyn Future<Output = bool> + Send>> + Send + Sync;

/// Says whether the database answers.
#[derive(Clone)]
pub struct Readiness(Arc<Check>);

impl Readiness {
    /// Asks `check` each time.
    pub fn new<F>(check: impl Fn() -> F + Send + Sync + 'static) -> Readiness
    where
        F: Future<Output = bool> + Send + 'static,
    {
        Readiness(Arc::new(move || Box::pin(check())))
    }
}

pub fn router(readiness: Readiness) -> Router {
    let ready = move || {
        let readiness = readiness.clone();
        async move {
            if (readiness.0)().await {
                (StatusCode::OK, "ready\n")
            } else {
                (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
            }
        }
    };
    Router::new().route("/health/live", get(|| async { "live\n" })).route("/health/ready", get(ready))
}
