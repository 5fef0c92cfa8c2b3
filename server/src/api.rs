//! The JSON interface (engine.md §7): read-only, stateless, open to every origin.
//!
//! The walk of a request: [`body`] or [`query`] reads it, [`facts`] and the domain say what it means,
//! one module per path answers, [`problem`] refuses. [`openapi`] describes all of it.

mod body;
mod cache;
mod condition;
mod cors;
mod facts;
mod indicators;
mod local;
mod matches;
mod menu_view;
mod menus;
mod openapi;
mod problem;
mod query;
mod questionnaire;
mod schema;
mod score;
#[cfg(test)]
mod tests;
mod why;

use app::backend::Backend;
use app::words::api::Refusal;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::middleware::map_response;
use axum::response::Redirect;
use axum::routing::{MethodRouter, any, get, post};

pub(crate) use cache::has_already;
pub(crate) use cors::{may_read, open_to_all};
pub use local::Local;
use problem::Problem;

/// More than this is refused with 413.
const MAX_BODY_BYTES: usize = 64 * 1024;

/// Everything under `/api/v1`. It must not stand behind a check of the request's origin: others are welcome here.
pub fn router(backend: Backend) -> Router {
    routes(Local::new(backend.contents, backend.publications, backend.clock))
}

fn routes(interface: Local) -> Router {
    Router::new()
        .route("/api/v1", any(to_the_page))
        .route("/api/v1/", any(to_the_page))
        .route("/api/v1/questionnaire", reading(questionnaire::show))
        .route("/api/v1/menus", reading(menus::list))
        .route("/api/v1/menus/{id}", reading(menus::show))
        .route("/api/v1/menus/{id}/why", working_out(why::explain))
        .route("/api/v1/matches", working_out(matches::judge))
        .route("/api/v1/score", working_out(score::score))
        .route("/api/v1/indicators", reading(indicators::list))
        .route("/api/v1/indicators/{id}", reading(indicators::show))
        .route("/api/v1/openapi.json", reading(openapi::show))
        .route("/api/v1/{*rest}", any(no_such_path))
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .layer(map_response(open_to_all))
        .with_state(interface)
}

fn reading<H: Handler<T, Local>, T: 'static>(handler: H) -> MethodRouter<Local> {
    get(handler).options(may_read).fallback(method_not_allowed)
}

/// A POST that stores nothing.
fn working_out<H: Handler<T, Local>, T: 'static>(handler: H) -> MethodRouter<Local> {
    post(handler).options(cors::may_post).fallback(method_not_allowed)
}

async fn to_the_page() -> Redirect {
    Redirect::temporary("/api")
}

async fn no_such_path() -> Problem {
    Problem::new(Refusal::NoSuchPath)
}

async fn method_not_allowed() -> Problem {
    Problem::new(Refusal::MethodNotAllowed)
}
