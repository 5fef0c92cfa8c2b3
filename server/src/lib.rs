//! What makes it run.

pub mod cli;
pub mod clock;
pub mod config;
pub mod content;
pub mod demo;
pub mod logging;
pub mod router;
pub mod store;
