//! An answer of the API: `{ "metadata": …, "result": [ … ] }`, a list also for a single record.
//!
//! Records are read one by one as they stream by, and only their known fields: attachments (megabytes of base64) are
//! passed over, never held.

use std::fmt;
use std::io::{self, Read};

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::Slip;
use super::record::is_known;

/// Known fields of a record as they were sent; none if it was no record at all.
#[derive(Debug, PartialEq)]
pub(super) struct Raw(pub(super) Option<Map<String, Value>>);

#[derive(Deserialize)]
struct Answer {
    result: Option<Vec<Raw>>,
    #[serde(rename = "errorCode")]
    error_code: Option<String>,
    title: Option<String>,
}

/// Why a whole answer could not be read.
#[derive(Debug)]
pub(super) enum Unread {
    Slip(Slip),
    /// The connection broke or took too long while it was read.
    Broken(io::Error),
}

/// Reads an answer; its records in order.
pub(super) fn read(answer: impl Read) -> Result<Vec<Raw>, Unread> {
    let read: Result<Answer, serde_json::Error> = serde_json::from_reader(io::BufReader::new(answer));
    match read {
        Ok(Answer { result: Some(records), .. }) => Ok(records),
        Ok(Answer { error_code, title, .. }) => {
            let said: Vec<String> =
                [error_code, title].into_iter().flatten().map(|text| short(&text)).collect();
            Err(Unread::Slip(Slip::NoResult((!said.is_empty()).then(|| said.join(" ")))))
        }
        Err(error) if error.is_io() => Err(Unread::Broken(error.into())),
        // The message of a wrong type would quote what stands there.
        Err(error) if error.is_data() => Err(Unread::Slip(Slip::NoResult(None))),
        Err(error) => Err(Unread::Slip(Slip::NotJson { line: error.line(), column: error.column() })),
    }
}

/// As much of a foreign text as fits into a message.
fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(80).collect()
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Raw, D::Error> {
        deserializer.deserialize_any(OneRecord)
    }
}

/// Takes a table by its known fields, and anything else as no record.
struct OneRecord;

impl<'de> Visitor<'de> for OneRecord {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut known = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if is_known(&key) {
                known.insert(key, map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Raw(Some(known)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Raw(None))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw(None))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw(None))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw(None))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw(None))
    }

    fn visit_str<E>(self, _: &str) -> Result<Raw, E> {
        Ok(Raw(None))
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw(None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(answer: &str) -> String {
        match read(answer.as_bytes()) {
            Ok(records) => format!("{} 件", records.len()),
            Err(Unread::Slip(slip)) => slip.to_string(),
            Err(Unread::Broken(error)) => error.to_string(),
        }
    }

    #[test]
    fn what_is_no_answer_is_said() {
        for (answer, sentence) in [
            (r#"{"result":[]}"#, "0 件"),
            (r#"{"metadata":{"resultset":{"count":2}},"result":[{"id":"a"},5]}"#, "2 件"),
            (r#"{"result":[{"id":"a"}"#, "JSON として読めません（1 行 21 文字目）"),
            ("<html>503</html>", "JSON として読めません（1 行 1 文字目）"),
            ("", "JSON として読めません（1 行 0 文字目）"),
            (r#"{"result":{"id":"a"}}"#, "結果（result）の一覧がありません"),
            (r#"["JVBERi0xLjQK"]"#, "結果（result）の一覧がありません"),
            (r#"{"result":null}"#, "結果（result）の一覧がありません"),
            (
                r#"{"errorCode":"E-ML-9999","title":"Internal Server Error"}"#,
                "結果（result）がなく、誤りの知らせでした（E-ML-9999 Internal Server Error）",
            ),
        ] {
            assert_eq!(said(answer), sentence, "{answer}");
        }
    }

    #[test]
    fn only_known_fields_are_held() {
        let answer = r#"{"result":[
            {"id":"a","title":"あ","application_form":[{"name":"x","data":"JVBERi0xLjQK"}],"new_field":[[1]]},
            null, "JVBERi0xLjQK", [1,[2]], 5, 0.5, true,
            {"title":"い"}
        ]}"#;
        let read: Vec<Option<Vec<String>>> = read(answer.as_bytes())
            .expect("an answer")
            .into_iter()
            .map(|Raw(fields)| fields.map(|fields| fields.keys().cloned().collect()))
            .collect();
        let keys = |keys: &[&str]| Some(keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>());
        let none = || None;
        assert_eq!(
            read,
            [keys(&["id", "title"]), none(), none(), none(), none(), none(), none(), keys(&["title"])]
        );
    }
}
