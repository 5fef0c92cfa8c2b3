//! What somebody of a support agency sees. Every page asks for them, by `agency` of `parts/load.rs`.

mod requests;

pub use requests::{RequestPage, RequestsPage, desk_path, request_path};
