//! XLSX in. Cells are read one by one: a sheet that claims a million rows costs only what stands in it.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, XlsxError};
use chrono::NaiveDate;
use zip::ZipArchive;

use super::columns::sheet_titled;
use super::head::{MAX_COLUMNS, MAX_ROWS};
use super::table::{Budget, Cell, Overdrawn, Row, Table};

/// Unpacked size of a whole file: a hundred times what the catalogue takes. A few kilobytes can claim gigabytes.
const MAX_UNPACKED: u64 = 64 * 1024 * 1024;
/// Sheets that a file may name: ours are seven.
const MAX_SHEETS: usize = 200;

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum XlsxFault {
    /// No XLSX, or one with a password.
    NotXlsx(String),
    TooLarge,
}

impl From<XlsxError> for XlsxFault {
    fn from(error: XlsxError) -> XlsxFault {
        XlsxFault::NotXlsx(error.to_string())
    }
}

impl From<Overdrawn> for XlsxFault {
    fn from(_: Overdrawn) -> XlsxFault {
        XlsxFault::TooLarge
    }
}

/// Reads the sheets of a file that may be ours: of the others there is only the title.
///
/// # Errors
/// When it is no XLSX file, or unpacks to more than the catalogue ever could.
pub fn read(bytes: &[u8]) -> Result<Vec<Table>, XlsxFault> {
    read_within(bytes, Budget::default())
}

fn read_within(bytes: &[u8], mut budget: Budget) -> Result<Vec<Table>, XlsxFault> {
    bounded(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
    let titles = book.sheet_names();
    if titles.len() > MAX_SHEETS {
        return Err(XlsxFault::TooLarge);
    }
    let mut tables = Vec::new();
    let is_alone = titles.len() == 1;
    for title in titles {
        let rows = if is_alone || sheet_titled(&title).is_some() {
            rows(&mut book, &title, &mut budget)?
        } else {
            Vec::new()
        };
        tables.push(Table { title, rows });
    }
    Ok(tables)
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

fn rows(book: &mut Xlsx<Cursor<&[u8]>>, title: &str, budget: &mut Budget) -> Result<Vec<Row>, XlsxFault> {
    let mut rows: BTreeMap<u32, Vec<Cell>> = BTreeMap::new();
    let mut cells = book.worksheet_cells_reader(title)?;
    while let Some(found) = cells.next_cell()? {
        let (row, column) = found.get_position();
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        // One row more than may be, so that whoever reads it notices.
        if column >= MAX_COLUMNS || rows.len() > MAX_ROWS + 2 {
            continue;
        }
        let cell = cell(found.get_value());
        if cell.is_blank() {
            continue;
        }
        budget.take_text(&cell)?;
        let cells = rows.entry(row + 1).or_default();
        if cells.len() <= column {
            budget.take_places(column + 1 - cells.len())?;
            cells.resize(column + 1, Cell::Empty);
        }
        cells[column] = cell;
    }
    Ok(rows.into_iter().map(|(number, cells)| Row { number, cells }).collect())
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

    use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
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

    type Fill<'a> = &'a dyn Fn(&mut Worksheet);

    /// What a workbook of these sheets reads as with room for 1,000 places and 10,000 letters, or why not.
    fn read_back(sheets: &[(&str, Fill<'_>)]) -> Result<Vec<Table>, XlsxFault> {
        let mut book = Workbook::new();
        for (title, fill) in sheets {
            let sheet = book.add_worksheet();
            sheet.set_name(*title).expect("a name");
            fill(sheet);
        }
        let budget = Budget { places: 1_000, text_bytes: 30_000 };
        read_within(&book.save_to_buffer().expect("a file"), budget)
    }

    #[test]
    fn a_text_that_stands_in_many_cells_counts_each_time() {
        let text = "長".repeat(1_000);
        let fill = |rows| {
            let text = text.clone();
            move |sheet: &mut Worksheet| {
                for row in 0..rows {
                    sheet.write_string(row, 0, &text).expect("written");
                }
            }
        };
        assert_eq!(read_back(&[("支援メニュー", &fill(10))]).map(|tables| tables[0].rows.len()), Ok(10));
        assert_eq!(read_back(&[("支援メニュー", &fill(11))]), Err(XlsxFault::TooLarge));
        // The budget is that of the file.
        let half = fill(6);
        assert_eq!(read_back(&[("支援メニュー", &half), ("条件", &half)]), Err(XlsxFault::TooLarge));
        // What is none of ours is not read, and costs nothing.
        let tables = read_back(&[("メモ", &fill(11)), ("支援メニュー", &fill(1))]).expect("read");
        assert_eq!(tables.iter().map(|table| table.rows.len()).collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn cells_far_to_the_right_cost_what_they_fill_up() {
        let fill = |column| {
            move |sheet: &mut Worksheet| {
                for row in 0..6 {
                    sheet.write_number(row, column, 1).expect("written");
                }
            }
        };
        assert!(read_back(&[("支援メニュー", &fill(100))]).is_ok());
        assert_eq!(read_back(&[("支援メニュー", &fill(199))]), Err(XlsxFault::TooLarge));
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
