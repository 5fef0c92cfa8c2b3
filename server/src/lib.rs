//! What makes the product run: settings, content, the store, the JSON interface, the router, the commands.

pub mod api;
pub mod cli;
pub mod clock;
pub mod config;
pub mod content;
pub mod demo;
pub mod logging;
pub mod router;
pub mod serve;
pub mod store;
