//! Files to be saved.

use app::refusal::Refusal;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

/// A file and what it is called.
pub struct Download {
    pub name: String,
    pub content_type: &'static str,
    pub bytes: Vec<u8>,
}

/// An answer that browsers save.
///
/// # Errors
/// [`Refusal::Unavailable`] when the name cannot stand in a header.
pub fn attached(file: Download) -> Result<Response, Refusal> {
    let name = format!("attachment; filename=\"{}\"", file.name);
    let name = HeaderValue::from_str(&name).map_err(|_| Refusal::Unavailable)?;
    let kind = HeaderValue::from_static(file.content_type);
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], file.bytes).into_response())
}
