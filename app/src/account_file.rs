//! All that is kept of a person, as a file.

use axum::http::HeaderMap;

use crate::backend::Backend;
use crate::pages::account::sign_in_said_path;
use crate::refusal::Refusal;
use crate::visitor::account as visitor;
use crate::words::account::Said;

/// What browsers call it.
pub const FILE_NAME: &str = "dx-shindan.json";

/// The file, for whoever sends these headers; or where to go first, without a session that lives.
///
/// # Errors
/// When the store does not answer.
pub async fn account_file(backend: &Backend, headers: &HeaderMap) -> Result<Result<String, String>, Refusal> {
    let export = match visitor::session_in(headers, backend) {
        Some(session) => backend.accounts.export(&session).await?,
        None => None,
    };
    let Some(export) = export else { return Ok(Err(sign_in_said_path(Said::Over))) };
    serde_json::to_string_pretty(&export).map(Ok).map_err(|_| Refusal::Unavailable)
}
