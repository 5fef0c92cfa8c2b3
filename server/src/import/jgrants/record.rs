//! A record in one form, whichever answer it came from: list or detail, version 1 or 2.
//!
//! Kept by the API's own names. Times are instants `2026-09-30T08:00:00Z` (lists write milliseconds, details no
//! seconds); an amount of 0 is no amount; texts are trimmed, empty ones are null.

use chrono::{DateTime, NaiveDateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

use super::Slip;
use super::answer::Raw;

/// The fields that are used, or kept so that a change of them is seen.
const TEXTS: [&str; 13] = [
    "id",
    "name",
    "title",
    "subsidy_catch_phrase",
    "detail",
    "use_purpose",
    "industry",
    "target_area_search",
    "target_area_detail",
    "target_number_of_employees",
    "subsidy_rate",
    "institution_name",
    "request_reception_presence",
];
const TIMES: [&str; 3] = ["acceptance_start_datetime", "acceptance_end_datetime", "project_end_deadline"];
const AMOUNT: &str = "subsidy_max_limit";
/// 募集回, in version 2 only.
const ROUNDS: &str = "workflow";
const ROUND_TEXTS: [&str; 4] = ["id", "fiscal_year_round", "target_area_search", "target_area_detail"];

/// The longest id that the API is expected to give; its own have 18 characters.
const ID_LENGTH: usize = 40;
/// Amounts above it are no amounts: a hundred times Japan's budget.
const MAX_YEN: u64 = 10_000_000_000_000_000;

pub(super) fn is_known(field: &str) -> bool {
    TEXTS.contains(&field) || TIMES.contains(&field) || [AMOUNT, ROUNDS].contains(&field)
}

/// What one answer says of a record.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Record {
    pub(super) id: String,
    pub(super) fields: Map<String, Value>,
}

/// A record that could not be read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct BadRecord {
    /// Where even that could be read.
    pub(super) id: Option<String>,
    pub(super) slip: Slip,
}

impl Record {
    pub(super) fn read(raw: Raw) -> Result<Record, BadRecord> {
        let Some(raw) = raw.0 else { return Err(BadRecord { id: None, slip: Slip::NotATable }) };
        let id = id(&raw).map_err(|slip| BadRecord { id: None, slip })?;
        match fields(&raw) {
            Ok(fields) => Ok(Record { id, fields }),
            Err(slip) => Err(BadRecord { id: Some(id), slip }),
        }
    }

    /// How much the answer says: details say more than lists, those of version 2 more than those of version 1.
    pub(super) fn rank(&self) -> u8 {
        u8::from(has_detail(&self.fields)) + u8::from(self.fields.contains_key(ROUNDS))
    }
}

/// Was a detail among the answers that it was read from?
pub(super) fn has_detail(record: &Map<String, Value>) -> bool {
    record.contains_key("detail")
}

fn id(raw: &Map<String, Value>) -> Result<String, Slip> {
    let id = raw.get("id").ok_or(Slip::Missing("id"))?.as_str().ok_or(Slip::BadId)?.trim();
    let well_formed = matches!(id.len(), 1..=ID_LENGTH) && id.bytes().all(|b| b.is_ascii_alphanumeric());
    if well_formed { Ok(id.to_owned()) } else { Err(Slip::BadId) }
}

fn fields(raw: &Map<String, Value>) -> Result<Map<String, Value>, Slip> {
    let mut fields = Map::new();
    for (key, value) in raw {
        let read = if let Some(field) = TEXTS.into_iter().find(|field| field == key) {
            text(field, value)?
        } else if let Some(field) = TIMES.into_iter().find(|field| field == key) {
            time(field, value)?
        } else if key == AMOUNT {
            amount(value)?
        } else {
            rounds(value)?
        };
        fields.insert(key.clone(), read);
    }
    match fields.get("title") {
        Some(Value::String(_)) => Ok(fields),
        _ => Err(Slip::Missing("title")),
    }
}

fn text(field: &'static str, value: &Value) -> Result<Value, Slip> {
    match value {
        Value::Null => Ok(Value::Null),
        Value::String(text) => {
            let text = text.trim();
            Ok(if text.is_empty() { Value::Null } else { json!(text) })
        }
        _ => Err(Slip::BadText(field)),
    }
}

fn time(field: &'static str, value: &Value) -> Result<Value, Slip> {
    match text(field, value).map_err(|_| Slip::BadTime(field))? {
        Value::String(text) => {
            let instant = instant(&text).ok_or(Slip::BadTime(field))?;
            Ok(json!(instant.to_rfc3339_opts(SecondsFormat::Secs, true)))
        }
        _ => Ok(Value::Null),
    }
}

/// `2026-09-30T08:00:00.000Z` in lists, `2026-09-30T08:00Z` in details.
fn instant(text: &str) -> Option<DateTime<Utc>> {
    let to_the_minute = || Some(NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%MZ").ok()?.and_utc());
    DateTime::parse_from_rfc3339(text).map(|instant| instant.to_utc()).ok().or_else(to_the_minute)
}

/// 0 is written where nothing was filled in.
fn amount(value: &Value) -> Result<Value, Slip> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and in range")]
    let whole = |number: f64| {
        let is_whole = number >= 0.0 && number.fract() == 0.0 && number <= 1e16;
        is_whole.then_some(number as u64)
    };
    let yen = match value {
        Value::Null => 0,
        Value::Number(number) => {
            number.as_u64().or_else(|| number.as_f64().and_then(whole)).ok_or(Slip::BadAmount)?
        }
        _ => return Err(Slip::BadAmount),
    };
    match yen {
        0 => Ok(Value::Null),
        yen if yen > MAX_YEN => Err(Slip::BadAmount),
        yen => Ok(json!(yen)),
    }
}

fn rounds(value: &Value) -> Result<Value, Slip> {
    let rounds = match value {
        Value::Null => return Ok(json!([])),
        Value::Array(rounds) => rounds,
        _ => return Err(Slip::BadRounds),
    };
    let mut read = Vec::new();
    for round in rounds {
        let round = round.as_object().ok_or(Slip::BadRounds)?;
        let mut fields = Map::new();
        for field in ROUND_TEXTS {
            fields.insert(field.to_owned(), text(field, round.get(field).unwrap_or(&Value::Null))?);
        }
        for field in TIMES {
            fields.insert(field.to_owned(), time(field, round.get(field).unwrap_or(&Value::Null))?);
        }
        read.push(Value::Object(fields));
    }
    Ok(Value::Array(read))
}

/// What was known with what was read on top: each field as it was said last. What an answer does not say stays: a list
/// has fewer fields than a detail, and leaves some of those empty that the detail has filled in.
pub(super) fn on_top(known: Option<&Map<String, Value>>, read: &Map<String, Value>) -> Map<String, Value> {
    let mut all = known.cloned().unwrap_or_default();
    let says_less = has_detail(&all) && !has_detail(read);
    let said = read.iter().filter(|(_, value)| !(says_less && value.is_null()));
    all.extend(said.map(|(key, value)| (key.clone(), value.clone())));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(record: Value) -> Result<Record, BadRecord> {
        Record::read(Raw(record.as_object().cloned()))
    }

    #[test]
    fn one_form_for_all_answers() {
        let list = json!({ "id": "A1", "title": " あ ", "subsidy_max_limit": 0, "institution_name": null,
            "acceptance_end_datetime": "2026-09-30T08:00:00.000Z" });
        let detail = json!({ "id": "A1", "title": "あ", "subsidy_max_limit": null, "institution_name": "",
            "acceptance_end_datetime": "2026-09-30T08:00Z" });
        let one = read(list).expect("a record");
        assert_eq!(one, read(detail).expect("a record"));
        assert_eq!(one.fields["acceptance_end_datetime"], "2026-09-30T08:00:00Z");
        assert_eq!((&one.fields["subsidy_max_limit"], one.rank()), (&Value::Null, 0));
    }

    #[test]
    fn the_table_of_slips() {
        let with = |field: &str, value: Value| {
            let mut record = json!({ "id": "A1", "title": "あ" });
            record[field] = value;
            record
        };
        for (record, id, slip) in [
            (json!(5), None, Slip::NotATable),
            (json!({ "title": "あ" }), None, Slip::Missing("id")),
            (with("id", json!("a/../b")), None, Slip::BadId),
            (with("id", json!("")), None, Slip::BadId),
            (with("id", json!("a".repeat(41))), None, Slip::BadId),
            (with("id", json!(5)), None, Slip::BadId),
            (with("title", json!(" ")), Some("A1"), Slip::Missing("title")),
            (with("detail", json!(["<p>"])), Some("A1"), Slip::BadText("detail")),
            (
                with("acceptance_end_datetime", json!("令和8年")),
                Some("A1"),
                Slip::BadTime("acceptance_end_datetime"),
            ),
            (
                with("acceptance_start_datetime", json!("2026-02-30T00:00Z")),
                Some("A1"),
                Slip::BadTime("acceptance_start_datetime"),
            ),
            (with("project_end_deadline", json!(0)), Some("A1"), Slip::BadTime("project_end_deadline")),
            (with("subsidy_max_limit", json!(-1)), Some("A1"), Slip::BadAmount),
            (with("subsidy_max_limit", json!(0.5)), Some("A1"), Slip::BadAmount),
            (with("subsidy_max_limit", json!("100万円")), Some("A1"), Slip::BadAmount),
            (with("subsidy_max_limit", json!(u64::MAX)), Some("A1"), Slip::BadAmount),
            (with("workflow", json!({})), Some("A1"), Slip::BadRounds),
            (with("workflow", json!([5])), Some("A1"), Slip::BadRounds),
            (
                with("workflow", json!([{ "acceptance_end_datetime": "x" }])),
                Some("A1"),
                Slip::BadTime("acceptance_end_datetime"),
            ),
        ] {
            let expected = BadRecord { id: id.map(str::to_owned), slip };
            assert_eq!(read(record.clone()), Err(expected), "{record}");
        }
    }

    #[test]
    fn amounts_are_whole_yen() {
        for (value, yen) in [
            (json!(500_000), json!(500_000)),
            (json!(500_000.0), json!(500_000)),
            (json!(0), Value::Null),
            (json!(0.0), Value::Null),
            (Value::Null, Value::Null),
        ] {
            assert_eq!(amount(&value), Ok(yen), "{value}");
        }
    }

    #[test]
    fn a_list_takes_nothing_from_a_detail() {
        let detail = read(json!({ "id": "A1", "title": "あ", "detail": "<p>", "subsidy_rate": "1/2",
            "institution_name": "制度" }));
        let list = read(json!({ "id": "A1", "title": "い", "institution_name": null }));
        let all = on_top(Some(&detail.expect("a record").fields), &list.expect("a record").fields);
        assert_eq!(
            (&all["title"], &all["detail"], &all["subsidy_rate"]),
            (&json!("い"), &json!("<p>"), &json!("1/2"))
        );
        assert_eq!(all["institution_name"], "制度", "what the list leaves empty");
        assert!(has_detail(&all));
        let taken_back =
            read(json!({ "id": "A1", "title": "い", "detail": "<p>", "institution_name": null }));
        let all = on_top(Some(&all), &taken_back.expect("a record").fields);
        assert_eq!(all["institution_name"], Value::Null, "what a detail takes back");
    }
}
