//! A dataset as files: the same rows as CSV and as JSON.

use app::words::open_data::columns::Dataset;
use serde::{Serialize, Serializer};
use serde_json::Value;

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

/// UTF-8 with the mark by which Excel knows it.
fn csv(dataset: &Dataset, rows: &Rows) -> Result<Vec<u8>, Unwritable> {
    Ok(table(dataset, rows).written(Format::Csv)?)
}

/// One head; nothing begins like a formula.
pub(super) fn table(dataset: &Dataset, rows: &Rows) -> Table {
    let head = dataset.columns.iter().map(|column| Cell::text(column.name)).collect();
    let rows = rows.iter().map(|row| row.iter().map(cell).collect());
    Table::numbered(dataset.name, std::iter::once(head).chain(rows))
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

/// A list of objects, their members in the order of the columns.
fn json(dataset: &Dataset, rows: &Rows) -> Result<Vec<u8>, Unwritable> {
    let objects: Vec<Object<'_>> = rows.iter().map(|row| Object { dataset, row }).collect();
    Ok(serde_json::to_vec_pretty(&objects)?)
}

struct Object<'a> {
    dataset: &'a Dataset,
    row: &'a [Value],
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.dataset.columns.iter().map(|column| column.name).zip(self.row))
    }
}

#[cfg(test)]
mod tests {
    use app::words::open_data::columns::Column;
    use serde_json::json;

    use super::*;

    const COLUMN: Column = Column { name: "z", kind: "string", title: "", description: "" };
    const DATASET: Dataset = Dataset {
        name: "set",
        title: "",
        columns: &[COLUMN, Column { name: "a", ..COLUMN }, Column { name: "c", ..COLUMN }],
    };

    #[test]
    fn no_cell_is_run_as_a_formula_and_json_stays_as_it_is() {
        let rows = vec![
            vec![json!("=1+1"), json!("＋81"), json!(33.3)],
            vec![json!("x"), Value::Null, json!(true)],
            vec![json!("県,\"市\""), json!("\t@"), json!(5)],
        ];
        let files = files(&DATASET, &rows).expect("files");
        let csv = String::from_utf8(files[0].body.clone()).expect("UTF-8");
        assert_eq!(csv, "\u{feff}z,a,c\r\n'=1+1,'＋81,33.3\r\nx,,true\r\n\"県,\"\"市\"\"\",'\t@,5\r\n");
        let json = String::from_utf8(files[1].body.clone()).expect("UTF-8");
        assert!(
            json.starts_with("[\n  {\n    \"z\": \"=1+1\",\n    \"a\": \"＋81\",\n    \"c\": 33.3\n  }"),
            "{json}"
        );
    }
}
