//! Answers to GET carry a tag of their content: asking again costs no transfer.

use app::words::api::Refusal;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::problem::Problem;
use crate::checksum::sha256_hex;

/// How long an answer may be used without asking again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Changes only when somebody publishes.
    Minutes,
    /// Windows turn at midnight: always ask.
    AskAgain,
}

impl Freshness {
    fn cache_control(self) -> &'static str {
        match self {
            Freshness::Minutes => "public, max-age=300",
            Freshness::AskAgain => "public, no-cache",
        }
    }
}

/// The value as JSON, or 304 if the asker has it already.
///
/// # Errors
/// Only if the value cannot be written as JSON.
pub fn answer(asked: &HeaderMap, value: &impl Serialize, freshness: Freshness) -> Result<Response, Problem> {
    let body = serde_json::to_vec(value).map_err(|error| {
        tracing::error!(%error, "an answer cannot be written as JSON");
        Problem::new(Refusal::Internal)
    })?;
    let tag = tag(&body);
    let headers =
        [(header::ETAG, tag.clone()), (header::CACHE_CONTROL, freshness.cache_control().to_owned())];
    if has_already(asked, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    Ok((headers, [(header::CONTENT_TYPE, "application/json")], body).into_response())
}

/// Weak, because the answer may be compressed on its way.
fn tag(body: &[u8]) -> String {
    format!("W/\"{}\"", &sha256_hex(body)[..24])
}

/// Does the asker have what this tag stands for? For GET the weak comparison holds.
pub(crate) fn has_already(asked: &HeaderMap, tag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    asked
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|one| one.trim() == "*" || opaque(one) == opaque(tag))
}
