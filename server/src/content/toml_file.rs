//! TOML → JSON values; dates become texts. Every slip of the pen is reported, with its line and entry.

use std::ops::Range;

use app::words::content::{FileProblem, SyntaxSlip};
use domain::content::ContentFile;
use serde_json::Value;
use toml::de::DeTable;

use super::Finding;

/// Reads a TOML file.
///
/// # Errors
/// Every slip that the reader could get past.
pub(super) fn read(file: ContentFile, text: &str) -> Result<Value, Vec<Finding>> {
    let findings: Vec<Finding> = DeTable::parse_recoverable(text)
        .1
        .into_iter()
        .map(|error| slip(file, text, error.message(), error.span().unwrap_or_default()))
        .collect();
    if !findings.is_empty() {
        return Err(findings);
    }
    match toml::from_str::<toml::Table>(text) {
        Ok(table) => Ok(Value::Object(table.into_iter().map(|(key, value)| (key, json(value))).collect())),
        Err(error) => Err(vec![slip(file, text, error.message(), error.span().unwrap_or_default())]),
    }
}

fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(value) => Value::Bool(value),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(items) => items.into_iter().map(json).collect(),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(key, value)| (key, json(value))).collect())
        }
    }
}

fn slip(file: ContentFile, text: &str, message: &str, span: Range<usize>) -> Finding {
    let start = floor(text, span.start);
    let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line = text[from..].lines().next().unwrap_or_default();
    let to = floor(line, span.end.saturating_sub(from)).max(start - from);
    let number = text[..start].matches('\n').count() + 1;
    let slip = SyntaxSlip { message: message.to_owned(), text: line.to_owned(), span: start - from..to };
    let entry = match entry_around(text, from) {
        Some(id) => format!("{id}・{number} 行目"),
        None => format!("{number} 行目"),
    };
    let field = line.split_once('=').map_or("-", |(key, _)| key.trim());
    Finding::of_file(file, entry, field, FileProblem::Toml(slip))
}

/// The id of the `[[…]]` that the line beginning at `at` belongs to.
fn entry_around(text: &str, at: usize) -> Option<&str> {
    let head = if text[at..].starts_with("[[") { at } else { text[..at].rfind("\n[[")? + 1 };
    let block = &text[head..];
    let end = block[1..].find("\n[").map_or(block.len(), |end| end + 1);
    let line = block[..end].lines().find(|line| line.starts_with("id"))?;
    line.split('"').nth(1)
}

/// The nearest boundary of a character at or below `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}
