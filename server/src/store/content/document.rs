//! Between the content files and their rows. A catalogue file is kept as its head (all but the list) and its entries.

use domain::content::{Row, Sources};
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::{Map, Value};

use super::super::StoreError;
use super::super::entity::{
    case_example, content_document, content_state, plan_record, questionnaire_version, support_menu,
};
use crate::checksum::sha256_hex;

/// Id of the one row of the content's state.
pub(super) const STATE: i32 = 1;

pub(super) const MUNICIPALITIES: &str = "municipalities";
pub(super) const INDUSTRIES: &str = "industries";
pub(super) const LEAD_TIMES: &str = "lead_times";

/// A catalogue file: the name of its head among the documents, and the key of its list.
pub(super) struct File {
    pub(super) head: &'static str,
    pub(super) list: &'static str,
}

pub(super) const MENUS: File = File { head: "support_menus", list: "menu" };
pub(super) const CASES: File = File { head: "cases", list: "case" };
pub(super) const INDICATORS: File = File { head: "indicators", list: "record" };

/// JSON with its keys in order, so that the same content is the same text.
pub(in super::super) fn canonical(value: &Value) -> String {
    sorted(value).to_string()
}

fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let mut members: Vec<_> = object.iter().collect();
            members.sort_by_key(|(key, _)| *key);
            members.into_iter().map(|(key, value)| (key.clone(), sorted(value))).collect()
        }
        Value::Array(items) => items.iter().map(sorted).collect(),
        other => other.clone(),
    }
}

/// Proof that a published version is the one that was published.
pub(in super::super) fn checksum(canonical: &str) -> String {
    sha256_hex(canonical.as_bytes())
}

pub(in super::super) fn parse(text: &str, what: &'static str) -> Result<Value, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::unreadable(what))
}

/// The head of a file, and its entries in order.
pub(super) fn split(file: &Value, list: &str) -> (Value, Vec<Value>) {
    let mut head = file.as_object().cloned().unwrap_or_default();
    match head.remove(list) {
        Some(Value::Array(entries)) => (Value::Object(head), entries),
        _ => (Value::Object(head), Vec::new()),
    }
}

pub(super) fn joined(head: Option<Value>, list: &str, entries: Vec<Value>) -> Value {
    let mut file = match head {
        Some(Value::Object(head)) => head,
        _ => Map::new(),
    };
    file.insert(list.to_owned(), Value::Array(entries));
    Value::Object(file)
}

/// All that is stored; `None` before the first load.
pub(in super::super) async fn sources<C: ConnectionTrait>(
    connection: &C,
    state: &content_state::Model,
) -> Result<Option<Sources>, StoreError> {
    let Some(id) = state.questionnaire_version_id else { return Ok(None) };
    let version = questionnaire_version::Entity::find_by_id(id).one(connection).await?;
    let version = version.ok_or_else(|| StoreError::unreadable("questionnaire version"))?;
    Ok(Some(Sources {
        questionnaire: parse(&version.document, "questionnaire")?,
        menus: catalogue_file::<support_menu::Entity, _>(connection, &MENUS).await?,
        cases: catalogue_file::<case_example::Entity, _>(connection, &CASES).await?,
        indicators: catalogue_file::<plan_record::Entity, _>(connection, &INDICATORS).await?,
        lead_times: lead_times(connection).await?,
        municipalities: rows(connection, MUNICIPALITIES).await?,
        industries: rows(connection, INDUSTRIES).await?,
    }))
}

/// A row of the catalogue.
pub(super) trait Entry {
    fn id(&self) -> &str;
    fn position(&self) -> i32;
    fn document(&self) -> &str;
}

macro_rules! entry {
    ($($entity:ident),+) => {
        $(impl Entry for $entity::Model {
            fn id(&self) -> &str {
                &self.id
            }

            fn position(&self) -> i32 {
                self.position
            }

            fn document(&self) -> &str {
                &self.document
            }
        })+
    };
}

entry!(support_menu, case_example, plan_record);

async fn catalogue_file<E, C>(connection: &C, file: &File) -> Result<Value, StoreError>
where
    E: EntityTrait,
    E::Model: Entry,
    C: ConnectionTrait,
{
    let head = stored(connection, file.head).await?;
    let mut entries = E::find().all(connection).await?;
    entries.sort_by(|one, other| (one.position(), one.id()).cmp(&(other.position(), other.id())));
    let entries: Result<Vec<Value>, StoreError> =
        entries.iter().map(|entry| parse(entry.document(), file.head)).collect();
    Ok(joined(head, file.list, entries?))
}

async fn stored<C: ConnectionTrait>(connection: &C, name: &'static str) -> Result<Option<Value>, StoreError> {
    let row = content_document::Entity::find_by_id(name).one(connection).await?;
    row.map(|row| parse(&row.document, name)).transpose()
}

/// Kept whole: nothing asks for a single one. Content loaded before there were lead times has none.
async fn lead_times<C: ConnectionTrait>(connection: &C) -> Result<Value, StoreError> {
    Ok(stored(connection, LEAD_TIMES).await?.unwrap_or_else(|| Value::Object(Map::new())))
}

/// The records of one of the two tables.
pub(super) async fn rows<C: ConnectionTrait>(
    connection: &C,
    name: &'static str,
) -> Result<Vec<Row>, StoreError> {
    let document = stored(connection, name).await?.unwrap_or(Value::Array(Vec::new()));
    serde_json::from_value(document).map_err(|_| StoreError::unreadable(name))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_file_is_its_head_and_its_entries() {
        let file = json!({ "schema": "cases/1", "case": [{ "id": "b" }, { "id": "a" }] });
        let (head, entries) = split(&file, "case");
        assert_eq!(head, json!({ "schema": "cases/1" }));
        assert_eq!(joined(Some(head), "case", entries), file);
    }

    #[test]
    fn the_order_of_keys_is_no_content() {
        let (one, other) = (r#"{"a":{"c":1,"b":[2]},"d":3}"#, r#"{"d":3,"a":{"b":[2],"c":1}}"#);
        let canonical_of = |text: &str| canonical(&parse(text, "test").expect("JSON"));
        assert_eq!(canonical_of(one), canonical_of(other));
        assert_eq!(canonical_of(one), r#"{"a":{"b":[2],"c":1},"d":3}"#);
    }
}
