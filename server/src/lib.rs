//! What makes the product run: the store, the JSON interface, the router, the commands.

pub mod router;
pub mod api { pub fn router(_: app::backend::Backend) -> axum::Router { axum::Router::new() } }
