//! CSV with a head line → rows by column name. Every line that does not fit is reported.

use std::collections::BTreeSet;

use app::words::content::FileProblem;
use csv::StringRecord;
use domain::content::{ContentFile, Row};

use super::Finding;

/// Reads a CSV file.
///
/// # Errors
/// Every column of `needed` that is missing, every column named twice, every line of another length than the first.
pub(super) fn read(file: ContentFile, text: &str, needed: &[&str]) -> Result<Vec<Row>, Vec<Finding>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let head = match reader.headers() {
        Ok(head) => head.clone(),
        Err(error) => return Err(vec![unreadable(file, "1 行目", &error)]),
    };
    let mut findings = columns(file, &head, needed);
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) if record.len() == head.len() => rows.push(row(&head, &record)),
            Ok(record) => findings.push(other_length(file, &head, &record)),
            Err(error) => findings.push(unreadable(file, &line(error.position()), &error)),
        }
    }
    if findings.is_empty() { Ok(rows) } else { Err(findings) }
}

fn columns(file: ContentFile, head: &StringRecord, needed: &[&str]) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    let twice = head.iter().filter(|column| !seen.insert(*column)).collect::<Vec<_>>();
    let missing = needed.iter().filter(|column| !seen.contains(*column)).copied();
    let at_head = |column: &str, problem| Finding::of_file(file, "1 行目", column, problem);
    let twice = twice.into_iter().map(|column| at_head(column, FileProblem::RepeatedColumn));
    missing.map(|column| at_head(column, FileProblem::MissingColumn)).chain(twice).collect()
}

fn row(head: &StringRecord, record: &StringRecord) -> Row {
    head.iter().zip(record).map(|(column, cell)| (column.to_owned(), cell.to_owned())).collect()
}

fn other_length(file: ContentFile, head: &StringRecord, record: &StringRecord) -> Finding {
    let problem = FileProblem::CellCount { expected: head.len(), found: record.len() };
    Finding::of_file(file, line(record.position()), "-", problem)
}

fn unreadable(file: ContentFile, entry: &str, error: &csv::Error) -> Finding {
    Finding::of_file(file, entry, "-", FileProblem::Csv(error.to_string()))
}

fn line(position: Option<&csv::Position>) -> String {
    position.map_or_else(|| "-".to_owned(), |position| format!("{} 行目", position.line()))
}
