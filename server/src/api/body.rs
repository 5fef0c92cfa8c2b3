//! A request's body: JSON in UTF-8, an object, not too large.

use app::words::api::{FieldProblem, Refusal};
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use chrono::{Datelike, NaiveDate};
use serde_json::{Map, Value};

use super::MAX_BODY_BYTES;
use super::problem::{FieldErrors, Problem};

/// The object that was sent. Of a key written twice the last counts, as is usual with JSON.
pub struct JsonObject(pub Map<String, Value>);

impl<S: Send + Sync> FromRequest<S> for JsonObject {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<JsonObject, Problem> {
        if !is_json(request.headers()) {
            return Err(Problem::new(Refusal::NotJson));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| {
            Problem::new(match rejection.status() {
                StatusCode::PAYLOAD_TOO_LARGE => Refusal::TooLarge { max: MAX_BODY_BYTES },
                _ => Refusal::Unreadable,
            })
        })?;
        parse(&bytes).map(JsonObject)
    }
}

/// `application/json`, also with `charset=utf-8`; `application/…+json` is JSON too.
fn is_json(headers: &HeaderMap) -> bool {
    let Some(written) = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    let written = written.to_ascii_lowercase();
    let mut parts = written.split(';').map(str::trim);
    let kind = parts.next().and_then(|kind| kind.strip_prefix("application/"));
    let charset = parts.find_map(|part| part.strip_prefix("charset="));
    kind.is_some_and(|kind| kind == "json" || kind.ends_with("+json"))
        && charset.is_none_or(|charset| charset.trim_matches('"') == "utf-8")
}

fn parse(bytes: &[u8]) -> Result<Map<String, Value>, Problem> {
    let text = std::str::from_utf8(bytes)
        .map_err(|error| Problem::new(Refusal::NotUtf8 { byte: error.valid_up_to() + 1 }))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(Problem::new(Refusal::EmptyBody));
    }
    let value = serde_json::from_str(text).map_err(|error| malformed(text, &error))?;
    match value {
        Value::Object(object) => Ok(object),
        _ => {
            let mut errors = FieldErrors::default();
            errors.add("body", &FieldProblem::NotAnObject);
            errors.refuse_if_any(Refusal::BadBody)?;
            Ok(Map::new())
        }
    }
}

/// serde_json counts columns in bytes; people count characters.
fn malformed(text: &str, error: &serde_json::Error) -> Problem {
    let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or("");
    let before = line.bytes().take(error.column());
    let characters = before.filter(|byte| byte & 0b1100_0000 != 0b1000_0000).count();
    Problem::new(Refusal::MalformedJson { line: error.line(), column: characters.max(1) })
}

/// Reports every key that nobody reads.
pub fn refuse_unknown(object: &Map<String, Value>, known: &[&str], errors: &mut FieldErrors) {
    for key in object.keys().filter(|key| !known.contains(&key.as_str())) {
        errors.add(key, &FieldProblem::UnknownField);
    }
}

/// An object that must be there.
pub fn required_object<'a>(
    object: &'a Map<String, Value>,
    key: &str,
    errors: &mut FieldErrors,
) -> Option<&'a Map<String, Value>> {
    errors.note(
        key,
        match object.get(key) {
            Some(Value::Object(inner)) => Ok(inner),
            Some(_) => Err(FieldProblem::NotAnObject),
            None => Err(FieldProblem::Missing),
        },
    )
}

/// A real day, written `YYYY-MM-DD` and not otherwise.
///
/// # Errors
/// When it is not.
pub fn day(text: &str) -> Result<NaiveDate, FieldProblem> {
    let formed = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let day = if formed { text.parse().ok() } else { None };
    day.filter(|day: &NaiveDate| day.year() > 0).ok_or(FieldProblem::NotADate)
}
