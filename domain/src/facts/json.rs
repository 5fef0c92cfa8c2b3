//! Facts as one JSON object: what is known, by name.

use std::collections::BTreeMap;

use serde::de::Error;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::{FactKind, FactName, FactValue, Facts};

impl Serialize for Facts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (fact, value) in self.known() {
            map.serialize_entry(fact.as_str(), value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Facts {
    /// As written by [`Facts::serialize`]; another fact or a value of another kind is an error, which does not quote it.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Facts, D::Error> {
        let mut facts = Facts::default();
        for (name, value) in BTreeMap::<String, Value>::deserialize(deserializer)? {
            let fact = FactName::parse(&name).ok_or_else(|| D::Error::custom("a fact without a meaning"))?;
            let value =
                read(fact.kind(), value).ok_or_else(|| D::Error::custom("a value of another kind"))?;
            facts.values[fact as usize] = Some(value);
        }
        Ok(facts)
    }
}

fn read(kind: FactKind, value: Value) -> Option<FactValue> {
    match (kind, value) {
        (FactKind::Text, Value::String(text)) => Some(FactValue::Text(text)),
        (FactKind::Number, Value::Number(number)) => number.as_u64().map(FactValue::Number),
        (FactKind::Bool, Value::Bool(value)) => Some(FactValue::Bool(value)),
        (FactKind::Set, Value::Array(members)) => {
            let text = |member: Value| if let Value::String(text) = member { Some(text) } else { None };
            members.into_iter().map(text).collect::<Option<_>>().map(FactValue::Set)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let facts = Facts::default()
            .with(FactName::Municipality, "34207")
            .with(FactName::Employees, 12)
            .with(FactName::GbizidPrime, false)
            .with(FactName::Wants, ["learn", "hire"])
            .with(FactName::Tools, []);
        let written = serde_json::to_string(&facts).expect("plain");
        assert_eq!(serde_json::from_str::<Facts>(&written).expect("readable"), facts);
        assert_eq!(serde_json::from_str::<Facts>("{}").expect("readable"), Facts::default());
    }

    #[test]
    fn what_is_no_fact_is_refused() {
        for text in [
            "[]",
            r#"{"colour": "red"}"#,
            r#"{"employees": "12"}"#,
            r#"{"employees": -1}"#,
            r#"{"wants": [1]}"#,
        ] {
            assert!(serde_json::from_str::<Facts>(text).is_err(), "{text}");
        }
    }
}
