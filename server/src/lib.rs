//! What makes it run: configuration, content, stores, the JSON interface, the router.

pub mod content;
