//! What makes it run.

pub mod store;
