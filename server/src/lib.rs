//! What makes the product run: configuration, content, the store, the JSON interface, the router, the commands.

pub mod api { pub fn router(_: app::backend::Backend) -> axum::Router { axum::Router::new() } }
pub mod content;
pub mod router;
pub mod store;
