//! Drafts: what a menu would become, told as differences from what is published. Officers look at them, then decide.
//!
//! Everything here is about menu documents as JSON. A key that is absent, null or an empty list says the same:
//! nothing. The order of keys says nothing either.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// Where a draft comes from; also who a published menu came from, if not from the content files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// Read at the jGrants portal.
    Jgrants,
    /// Read from a spreadsheet that officers edited.
    Spreadsheet,
}

impl Origin {
    pub const ALL: [Origin; 2] = [Origin::Jgrants, Origin::Spreadsheet];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Origin::Jgrants => "jgrants",
            Origin::Spreadsheet => "spreadsheet",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Origin> {
        Origin::ALL.into_iter().find(|origin| origin.as_str() == text)
    }
}

/// One thing that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The way to it, as content findings tell it: `closes`, `conditions[2].value` (the second one).
    pub field: String,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

/// The fields of a menu in the order in which people read them; fields not listed come last.
const ORDER: [&str; 29] = [
    "id",
    "name",
    "provider",
    "provider_level",
    "kind",
    "status",
    "summary",
    "opens",
    "closes",
    "rounds",
    "max_amount_yen",
    "min_amount_yen",
    "amount_unit",
    "amount_tiers",
    "subsidy_rate",
    "subsidy_rate_num",
    "subsidy_rate_den",
    "subsidy_rates",
    "eligible_costs",
    "pains",
    "solutions",
    "conditions",
    "note",
    "detail_html",
    "url",
    "source_url",
    "source_kind",
    "as_of",
    "verified",
];

/// All that differs between two menu documents; without `before` all that `after` says.
///
/// Lists of plain values (`pains`) differ as a whole. Lists of tables (`conditions`, `rounds`) differ row by row:
/// rows that are alike at the beginning and at the end are set aside, the rest is compared by place.
#[must_use]
pub fn differences(before: Option<&Value>, after: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    compare_tables("", before.and_then(Value::as_object), after.as_object(), &mut found);
    found
}

fn compare(field: String, before: Option<&Value>, after: Option<&Value>, found: &mut Vec<Difference>) {
    match (said(before), said(after)) {
        (Some(Value::Object(before)), Some(Value::Object(after))) => {
            compare_tables(&format!("{field}."), Some(before), Some(after), found);
        }
        (before, after) if is_rows(before) && is_rows(after) => {
            compare_rows(&field, rows(before), rows(after), found);
        }
        (before, after) if alike(before, after) => {}
        (before, after) => {
            found.push(Difference { field, before: before.cloned(), after: after.cloned() });
        }
    }
}

type Table = Map<String, Value>;

fn compare_tables(prefix: &str, before: Option<&Table>, after: Option<&Table>, found: &mut Vec<Difference>) {
    for key in keys(before, after) {
        let of = |table: Option<&'_ Table>| -> Option<Value> { table?.get(key).cloned() };
        compare(format!("{prefix}{key}"), of(before).as_ref(), of(after).as_ref(), found);
    }
}

/// The keys of both, in the order of [`ORDER`].
fn keys<'a>(one: Option<&'a Table>, other: Option<&'a Table>) -> Vec<&'a str> {
    let all: BTreeSet<&str> =
        [one, other].into_iter().flatten().flat_map(Map::keys).map(String::as_str).collect();
    let mut all: Vec<&str> = all.into_iter().collect();
    all.sort_by_key(|key| ORDER.iter().position(|known| known == key).unwrap_or(ORDER.len()));
    all
}

/// Can this stand as one side of a comparison row by row? Nothing can: rows may all be new, or all be gone.
fn is_rows(value: Option<&Value>) -> bool {
    match value {
        None => true,
        Some(Value::Array(items)) => items.iter().all(Value::is_object),
        Some(_) => false,
    }
}

fn rows(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn compare_rows(field: &str, before: &[Value], after: &[Value], found: &mut Vec<Difference>) {
    let same = |(one, other): (&Value, &Value)| alike(Some(one), Some(other));
    let start = before.iter().zip(after).take_while(|&pair| same(pair)).count();
    let (before, after) = (&before[start..], &after[start..]);
    let end = before.iter().rev().zip(after.iter().rev()).take_while(|&pair| same(pair)).count();
    let (before, after) = (&before[..before.len() - end], &after[..after.len() - end]);
    for place in 0..before.len().max(after.len()) {
        let way = format!("{field}[{}]", start + place + 1);
        compare(way, before.get(place), after.get(place), found);
    }
}

/// What a value says; nothing if it is absent, null or an empty list.
fn said(value: Option<&Value>) -> Option<&Value> {
    value.filter(|value| !value.is_null() && value.as_array().is_none_or(|items| !items.is_empty()))
}

/// Do two values say the same?
#[must_use]
pub fn alike(one: Option<&Value>, other: Option<&Value>) -> bool {
    match (said(one), said(other)) {
        (Some(Value::Object(one)), Some(Value::Object(other))) => {
            keys(Some(one), Some(other)).into_iter().all(|key| alike(one.get(key), other.get(key)))
        }
        (Some(Value::Array(one)), Some(Value::Array(other))) => {
            one.len() == other.len()
                && one.iter().zip(other).all(|(one, other)| alike(Some(one), Some(other)))
        }
        // 1 and 1.0 are the same number.
        (Some(Value::Number(one)), Some(Value::Number(other))) => {
            one == other || one.as_f64() == other.as_f64()
        }
        (one, other) => one == other,
    }
}

/// Fields that only make sense together: taken from one side as a whole.
const TOGETHER: [&[&str]; 3] = [
    &["status", "opens", "closes", "rounds"],
    &["max_amount_yen", "min_amount_yen", "amount_unit", "amount_tiers"],
    &["subsidy_rate", "subsidy_rate_num", "subsidy_rate_den", "subsidy_rates"],
];

/// The list that is merged row by row: officers add conditions of their own to imported ones.
const CONDITIONS: &str = "conditions";

/// Two changes of one menu, brought together.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    pub document: Value,
    /// Fields that both sides changed, differently: theirs stands there, and people must look.
    pub conflicts: Vec<String>,
}

/// Applies what changed from `base` to `theirs` on top of `ours`. What only we changed stays.
#[must_use]
pub fn merged(base: &Value, ours: &Value, theirs: &Value) -> Merged {
    let sides = [base, ours, theirs].map(Value::as_object);
    let [Some(base), Some(ours), Some(theirs)] = sides else {
        return Merged { document: theirs.clone(), conflicts: Vec::new() };
    };
    let (mut document, mut conflicts) = (ours.clone(), Vec::new());
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for key in keys(Some(theirs), Some(base)) {
        let group = TOGETHER.into_iter().find(|group| group.contains(&key)).unwrap_or(&[]);
        let fields = if group.is_empty() { vec![key] } else { group.to_vec() };
        if !fields.iter().all(|field| done.insert(field)) {
            continue;
        }
        let agree =
            |one: &Table, other: &Table| fields.iter().all(|field| alike(one.get(*field), other.get(*field)));
        if agree(base, theirs) || agree(ours, theirs) {
            continue;
        }
        let both_changed = !agree(base, ours);
        for field in &fields {
            let value = if both_changed && *field == CONDITIONS {
                Some(merged_rows(base.get(*field), ours.get(*field), theirs.get(*field)))
            } else {
                said(theirs.get(*field)).cloned()
            };
            match value {
                Some(value) => document.insert((*field).to_owned(), value),
                None => document.remove(*field),
            };
        }
        if both_changed {
            conflicts.push(key.to_owned());
        }
    }
    Merged { document: Value::Object(document), conflicts }
}

/// Our rows without those that they took away, and after them those that they added.
fn merged_rows(base: Option<&Value>, ours: Option<&Value>, theirs: Option<&Value>) -> Value {
    let (base, ours, theirs) = (rows(base), rows(ours), rows(theirs));
    let has = |rows: &[Value], row: &Value| rows.iter().any(|other| alike(Some(other), Some(row)));
    let kept = ours.iter().filter(|row| !has(base, row) || has(theirs, row));
    let added = theirs.iter().filter(|row| !has(base, row) && !has(ours, row));
    kept.chain(added).cloned().collect()
}
