//! Reads one entry and reports *every* key that is unknown, missing or of the wrong type, each with its field.
//!
//! Serde stops at the first misfit. So each misfit is reported and then mended, and the entry is read again: what is
//! unknown is taken out, what is missing or misshapen is given a stand-in. An entry with stand-ins never gets into
//! the content (there are findings), but other entries may refer to it without seeming wrong.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use serde_path_to_error::{Path, Segment};

use super::findings::{ContentProblem, Place};

/// An entry worse than this is not worth reading on.
const MAX_MISFITS: usize = 40;

/// Reads an entry; none if it cannot be mended, or has no id.
pub(super) fn read<T: DeserializeOwned>(item: &Value, place: &mut Place<'_>) -> Option<T> {
    let mut item = item.clone();
    for _ in 0..MAX_MISFITS {
        let misfit = match attempt::<T>(&item) {
            Ok(read) => return Some(read),
            Err(misfit) => misfit,
        };
        place.report(&misfit.field(), ContentProblem::Shape(misfit.message.clone()));
        place.mended(misfit.path.first().map_or("-", Step::name));
        if misfit.path == [Step::Key("id".to_owned())] || !misfit.mend::<T>(&mut item) {
            return None;
        }
    }
    None
}

fn attempt<T: DeserializeOwned>(item: &Value) -> Result<T, Misfit> {
    serde_path_to_error::deserialize(item)
        .map_err(|error| Misfit::new(error.path(), error.inner().to_string()))
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Key(String),
    Index(usize),
}

impl Step {
    fn name(&self) -> &str {
        match self {
            Step::Key(key) => key,
            Step::Index(_) => "-",
        }
    }
}

/// What serde objects to, and the way there.
#[derive(Debug)]
struct Misfit {
    path: Vec<Step>,
    message: String,
}

impl Misfit {
    fn new(path: &Path, message: String) -> Misfit {
        let mut steps: Vec<Step> = path
            .iter()
            .filter_map(|segment| match segment {
                Segment::Map { key } => Some(Step::Key(key.clone())),
                Segment::Seq { index } => Some(Step::Index(*index)),
                Segment::Enum { .. } | Segment::Unknown => None,
            })
            .collect();
        // Of a key that is not there, or not wanted, serde names the table, and the key only in its message.
        if let Some(key) =
            quoted_after(&message, "missing field ").or_else(|| quoted_after(&message, "unknown field "))
            && steps.last() != Some(&Step::Key(key.to_owned()))
        {
            steps.push(Step::Key(key.to_owned()));
        }
        Misfit { path: steps, message }
    }

    /// `conditions[0].level`
    fn field(&self) -> String {
        let mut field = String::new();
        for step in &self.path {
            match step {
                Step::Key(key) if field.is_empty() => field.push_str(key),
                Step::Key(key) => field.push_str(&format!(".{key}")),
                Step::Index(index) => field.push_str(&format!("[{}]", index + 1)),
            }
        }
        if field.is_empty() { "-".to_owned() } else { field }
    }

    /// Changes the entry so that this misfit is gone.
    fn mend<T: DeserializeOwned>(&self, item: &mut Value) -> bool {
        let Some((last, way)) = self.path.split_last() else { return false };
        let Some(holder) = walk(item, way) else { return false };
        if let (Step::Key(key), Value::Object(table)) = (last, &mut *holder)
            && self.message.starts_with("unknown field")
        {
            return table.remove(key).is_some();
        }
        let before = holder.clone();
        let mut stand_ins = self.stand_ins();
        while let Some(stand_in) = stand_ins.pop() {
            if let Some(holder) = walk(item, way) {
                holder.clone_from(&before);
                put(holder, last, stand_in);
            }
            match attempt::<T>(item) {
                // Of a closed list of words serde tells the words.
                Err(next) if next.path == self.path && next.word() != self.word() => {
                    stand_ins.extend(next.word().map(|word| Some(json!(word))));
                }
                Err(next) if next.path.starts_with(&self.path) => {}
                _ => return true,
            }
        }
        false
    }

    /// The first of the words that serde would take.
    fn word(&self) -> Option<&str> {
        ["expected one of ", "expected "].iter().find_map(|before| quoted_after(&self.message, before))
    }

    /// What to try, last first: a word that serde would take, something of every type, nothing at all.
    fn stand_ins(&self) -> Vec<Option<Value>> {
        let kinds = [Value::Object(Map::new()), json!([]), json!(false), json!(0), json!("")];
        let mut stand_ins = vec![None];
        stand_ins.extend(kinds.map(Some));
        stand_ins.extend(self.word().map(|word| Some(json!(word))));
        stand_ins
    }
}

/// The word in backquotes that follows `before`.
fn quoted_after<'m>(message: &'m str, before: &str) -> Option<&'m str> {
    let (_, rest) = message.split_once(before)?;
    rest.strip_prefix('`')?.split_once('`').map(|(word, _)| word)
}

fn walk<'v>(value: &'v mut Value, way: &[Step]) -> Option<&'v mut Value> {
    way.iter().try_fold(value, |value, step| match step {
        Step::Key(key) => value.get_mut(key.as_str()),
        Step::Index(index) => value.get_mut(*index),
    })
}

/// Puts a stand-in at a step; without one it takes away what is there.
fn put(holder: &mut Value, at: &Step, stand_in: Option<Value>) {
    match (holder, at, stand_in) {
        (Value::Object(table), Step::Key(key), Some(value)) => {
            table.insert(key.clone(), value);
        }
        (Value::Object(table), Step::Key(key), None) => {
            table.remove(key);
        }
        (Value::Array(items), Step::Index(index), Some(value)) => {
            if let Some(item) = items.get_mut(*index) {
                *item = value;
            }
        }
        (Value::Array(items), Step::Index(index), None) if *index < items.len() => {
            items.remove(*index);
        }
        _ => {}
    }
}
