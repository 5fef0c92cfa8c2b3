//! A dataset as files: the same rows as CSV and as JSON.

use app::words::open_data::columns::Dataset;
use serde_json::{Map, Value};

use super::{File, Unwritable};
use crate::spreadsheet::{Cell, Format, Table};

pub(super) const CSV: &str = "text/csv; charset=utf-8; header=present";
pub(super) const JSON: &str = "application/json; charset=utf-8";

/// By row, one value for each column: text, number, truth value, or null where there is none.
pub(super) type Rows = Vec<Vec<Value>>;

/// `name.csv` and `name.json`.
pub(super) fn files(dataset: &Dataset, rows: &Rows) -> Result<Vec<File>, Unwritable> {
    Ok(vec![
        File { name: format!("{}.csv", dataset.name), media_type: CSV, body: csv(dataset, rows)? },
        File { name: format!("{}.json", dataset.name), media_type: JSON, body: json(dataset, rows)? },
    ])
}

/// One head, UTF-8 with the mark by which Excel knows it; nothing begins like a formula.
fn csv(dataset: &Dataset, rows: &Rows) -> Result<Vec<u8>, Unwritable> {
    let head = dataset.columns.iter().map(|column| Cell::text(column.name)).collect();
    let rows = rows.iter().map(|row| row.iter().map(cell).collect());
    Ok(Table::numbered(dataset.name, std::iter::once(head).chain(rows)).written(Format::Csv)?)
}

fn cell(value: &Value) -> Cell {
    match value {
        Value::Null => Cell::Empty,
        Value::Bool(value) => Cell::text(if *value { "true" } else { "false" }),
        Value::Number(number) => Cell::text(number.to_string()),
        Value::String(text) => Cell::guarded(text),
        other => Cell::text(other.to_string()),
    }
}

fn json(dataset: &Dataset, rows: &Rows) -> Result<Vec<u8>, Unwritable> {
    let object = |row: &Vec<Value>| -> Map<String, Value> {
        let names = dataset.columns.iter().map(|column| column.name.to_owned());
        names.zip(row.iter().cloned()).collect()
    };
    Ok(serde_json::to_vec_pretty(&rows.iter().map(object).collect::<Vec<_>>())?)
}
