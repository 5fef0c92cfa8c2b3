//! Every address of the product, and what is done to every request and response on the way.

mod account_file;
mod calendar;
mod caseload_table;
mod download;
mod embed;
mod explain;
mod health;
mod menu_tables;
mod notices;
mod office_door;
mod office_tables;
mod security;
mod sender;
mod site;

use std::net::SocketAddr;
use std::time::Duration;

use app::actions;
use app::backend::Backend;
use app::routes::Pages;
use app::shell::shell;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::post;
use leptos::config::LeptosOptions;
use leptos::prelude::provide_context;
use leptos::server_fn::axum::server_fn_paths;
use leptos_axum::{
    AxumRouteListing, LeptosRoutes, generate_route_list_with_exclusions, handle_server_fns_with_context,
};
use tower_http::catch_panic::{CatchPanicLayer, DefaultResponseForPanic};
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

pub(crate) use explain::refuse;
pub use health::Readiness;
pub use site::Site;

/// Largest body of a form: a question with every option ticked needs a tenth of it.
const FORM_LIMIT_BYTES: usize = 32 * 1024;
/// Longest that a request may take.
const TIMEOUT: Duration = Duration::from_secs(20);

/// The whole product as one service.
pub fn router(site: &Site, backend: Backend, readiness: Readiness) -> Router {
    let pages = pages(site.options.clone(), backend.clone());
    let actions = actions(backend.clone())
        .layer(RequestBodyLimitLayer::new(FORM_LIMIT_BYTES))
        .layer(from_fn(sender::mark))
        .layer(from_fn_with_state(backend.clone(), office_door::mark));
    let explained = pages
        .clone()
        .merge(actions)
        .merge(account_file::router(backend.clone()))
        .merge(calendar::router(backend.clone()))
        .merge(menu_tables::router(&backend))
        .merge(office_tables::router(&backend))
        .merge(caseload_table::router(&backend))
        .merge(crate::open_data::router(backend.clone()))
        .layer(CsrfLayer::new())
        .layer(bounded())
        .layer(from_fn_with_state(pages, explain::explain));
    explained
        .merge(crate::api::router(backend.clone()).layer(bounded()))
        .merge(embed::router(backend.clone()).layer(bounded()))
        .merge(notices::router(backend).layer(bounded()))
        .merge(site.files())
        .merge(health::router(readiness))
        .layer(from_fn(security::plain_paths_only))
        .layer(from_fn(security::headers))
        .layer(CompressionLayer::new().compress_when(security::Transformable::default()))
        .layer(TraceLayer::new_for_http().make_span_with(security::span_without_keys))
}

/// Neither a panic nor a slow client takes a connection down with it or holds it for ever.
fn bounded() -> (TimeoutLayer, CatchPanicLayer<DefaultResponseForPanic>) {
    (TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, TIMEOUT), CatchPanicLayer::new())
}

/// Pages, rendered on the server, and 404 for all other addresses.
fn pages(options: LeptosOptions, backend: Backend) -> Router {
    let door = from_fn_with_state(backend.clone(), office_door::mark);
    let context = move || provide_context(backend.clone());
    let rendered = {
        let options = options.clone();
        move || shell(options.clone())
    };
    let fallback = leptos_axum::render_app_async_with_context(context.clone(), rendered.clone());
    Router::new()
        .leptos_routes_with_context(&options, page_routes(), context, rendered)
        .fallback(move |request: Request| fallback(request))
        .layer(from_fn(sender::mark))
        .layer(door)
        .with_state(options)
}

/// The addresses of pages alone: leptos would mount the actions too, past what [`actions`] puts before them.
fn page_routes() -> Vec<AxumRouteListing> {
    let actions = server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    generate_route_list_with_exclusions(Pages, Some(actions))
}

/// The addresses of all pages, as the router writes them: `/menus/{id}`. What may be opened by whom is compared with them.
#[must_use]
pub fn page_paths() -> Vec<String> {
    // The list names what it leaves out, too.
    let is_page = |path: &&str| server_fn_paths().all(|(action, _)| action != *path);
    page_routes().iter().map(AxumRouteListing::path).filter(is_page).map(str::to_owned).collect()
}

/// The forms' actions.
fn actions(backend: Backend) -> Router {
    // Taken whole first, a body that is too large is told apart from one that cannot be read.
    let handle = move |head: Parts, body: Bytes| {
        let backend = backend.clone();
        async move {
            let plain = explain::as_plain_form(Request::from_parts(head, Body::from(body)));
            handle_server_fns_with_context(move || provide_context(backend.clone()), plain).await
        }
    };
    Router::new().route(&format!("{}/{{action}}", actions::PREFIX), post(handle))
}

/// Serves until asked to stop; requests under way are finished.
///
/// # Errors
/// When the address cannot be bound or the listener breaks.
pub async fn serve(
    address: SocketAddr,
    router: Router,
    ready: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    use axum::serve::ListenerExt;
    let listener = tokio::net::TcpListener::bind(address).await?;
    ready(listener.local_addr()?);
    // Nagle's algorithm against delayed ACKs costs 40 ms a page.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY not set");
        }
    });
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}
