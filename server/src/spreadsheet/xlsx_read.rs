//! XLSX in. Cells are read one by one: a sheet that claims a million rows costs only what stands in it.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, XlsxError};
use chrono::NaiveDate;
use zip::ZipArchive;

use super::head::MAX_ROWS;
use super::table::{Cell, Row, Table};

/// Unpacked size of a whole file: a hundred times what the catalogue takes. A few kilobytes can claim gigabytes.
const MAX_UNPACKED: u64 = 64 * 1024 * 1024;
/// Columns that are looked at: ours are fewer than forty.
const MAX_COLUMNS: usize = 200;

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum XlsxFault {
    /// No XLSX, or one with a password.
    NotXlsx(String),
    TooLarge,
}

/// Reads all sheets of a file.
///
/// # Errors
/// When it is no XLSX file, or unpacks to more than the catalogue ever could.
pub fn read(bytes: &[u8]) -> Result<Vec<Table>, XlsxFault> {
    bounded(bytes)?;
    let fault = |error: XlsxError| XlsxFault::NotXlsx(error.to_string());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(fault)?;
    book.sheet_names().into_iter().map(|title| sheet(&mut book, title).map_err(fault)).collect()
}

/// Unpacks everything once, to nowhere, and stops where it becomes too much: what the file says of its sizes may be
/// a lie.
fn bounded(bytes: &[u8]) -> Result<(), XlsxFault> {
    let broken = |error: &dyn std::error::Error| XlsxFault::NotXlsx(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let mut left = MAX_UNPACKED;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|error| broken(&error))?;
        let size =
            std::io::copy(&mut entry.take(left + 1), &mut std::io::sink()).map_err(|error| broken(&error))?;
        left = left.checked_sub(size).ok_or(XlsxFault::TooLarge)?;
    }
    Ok(())
}

fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, title: String) -> Result<Table, XlsxError> {
    let mut rows: BTreeMap<u32, Vec<Cell>> = BTreeMap::new();
    let mut cells = book.worksheet_cells_reader(&title)?;
    while let Some(found) = cells.next_cell()? {
        let (row, column) = found.get_position();
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        let cell = cell(found.get_value());
        // One row more than may be, so that whoever reads it notices.
        if cell.is_blank() || column >= MAX_COLUMNS || rows.len() > MAX_ROWS + 2 {
            continue;
        }
        let cells = rows.entry(row + 1).or_default();
        if cells.len() <= column {
            cells.resize(column + 1, Cell::Empty);
        }
        cells[column] = cell;
    }
    let rows = rows.into_iter().map(|(number, cells)| Row { number, cells }).collect();
    Ok(Table { title, rows })
}

fn cell(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        #[expect(clippy::cast_precision_loss, reason = "Excel has no whole numbers beyond 15 digits")]
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) => Cell::text(text.as_str()),
        DataRef::SharedString(text) => Cell::text(*text),
        DataRef::Bool(value) => Cell::Bool(*value),
        DataRef::DateTime(day) => date(*day),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cell::text(text.as_str()),
        DataRef::Error(error) => Cell::Fault(error.to_string()),
    }
}

/// A number that is shown as a date. One that is shown as hours and minutes is only a number.
fn date(day: ExcelDateTime) -> Cell {
    let (year, month, date, ..) = day.to_ymd_hms_milli();
    let found = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(date));
    match found.filter(|_| day.is_datetime()) {
        Some(day) => Cell::Day(day),
        None => Cell::Number(day.as_f64()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    #[test]
    fn cells_are_read_as_excel_keeps_them() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name("支援メニュー").expect("a name");
        let day = ExcelDateTime::from_ymd(2026, 4, 1).expect("a day");
        let format = Format::new().set_num_format("yyyy/m/d");
        sheet.write_datetime_with_format(2, 1, &day, &format).expect("written");
        sheet.write_number(2, 2, 34100).expect("written");
        sheet.write_string(2, 4, "=1+1\nと_x000D_").expect("written");
        sheet.write_boolean(2, 5, true).expect("written");
        sheet.write_formula(3, 0, Formula::new("=1/0").set_result("#DIV/0!")).expect("written");
        sheet.write_formula(3, 1, Formula::new("=1+1").set_result("2")).expect("written");
        sheet.write_string(1_048_575, 0, "底").expect("written");
        let tables = read(&book.save_to_buffer().expect("a file")).expect("read");
        assert_eq!(tables.len(), 1);
        assert_eq!(tables[0].title, "支援メニュー");
        let rows = &tables[0].rows;
        assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [3, 4, 1_048_576]);
        let april = NaiveDate::from_ymd_opt(2026, 4, 1).expect("a day");
        assert_eq!(
            rows[0].cells,
            [
                Cell::Empty,
                Cell::Day(april),
                Cell::Number(34100.0),
                Cell::Empty,
                Cell::text("=1+1\nと_x000D_"),
                Cell::Bool(true)
            ]
        );
        assert_eq!(rows[1].cells, [Cell::Fault("#DIV/0!".to_owned()), Cell::Number(2.0)]);
    }

    #[test]
    fn what_is_no_xlsx_is_refused() {
        for bytes in [&b""[..], b"id,\xe5\x90\x8d", b"PK\x03\x04", &[0xd0, 0xcf, 0x11, 0xe0]] {
            assert!(matches!(read(bytes), Err(XlsxFault::NotXlsx(_))), "{bytes:?}");
        }
    }

    #[test]
    fn a_small_file_that_unpacks_to_a_huge_one_is_refused() {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file("xl/sharedStrings.xml", SimpleFileOptions::default()).expect("begun");
        let zeros = vec![b' '; 1024 * 1024];
        for _ in 0..65 {
            archive.write_all(&zeros).expect("written");
        }
        let bytes = archive.finish().expect("a file").into_inner();
        assert!(bytes.len() < 200_000, "{}", bytes.len());
        assert_eq!(read(&bytes), Err(XlsxFault::TooLarge));
    }
}
