//! CSV: one sheet, in UTF-8 with the mark by which Excel knows it, or in Shift_JIS.

use super::head::{MAX_COLUMNS, MAX_ROWS};
use super::shift_jis;
use super::table::{Budget, Cell, Overdrawn, Row, Table};

/// Tells Excel that what follows is UTF-8.
const MARK: &str = "\u{feff}";

/// How the characters are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    ShiftJis,
}

/// Why bytes are no CSV of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CsvFault {
    /// Neither UTF-8 nor Shift_JIS.
    Encoding,
    /// As Excel saves "Unicode text".
    Utf16,
    Broken(String),
    TooLarge,
}

impl From<csv::Error> for CsvFault {
    fn from(error: csv::Error) -> CsvFault {
        CsvFault::Broken(error.to_string())
    }
}

impl From<Overdrawn> for CsvFault {
    fn from(_: Overdrawn) -> CsvFault {
        CsvFault::TooLarge
    }
}

/// Writes a sheet.
///
/// # Errors
/// Never for sheets of ours: it writes to memory.
pub fn write(table: &Table, encoding: Encoding) -> Result<Vec<u8>, csv::Error> {
    let width = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in &table.rows {
        writer.write_record((0..width).map(|column| text(row.cell(column))))?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    let text = String::from_utf8_lossy(&bytes);
    Ok(match encoding {
        Encoding::Utf8 => [MARK.as_bytes(), text.as_bytes()].concat(),
        Encoding::ShiftJis => shift_jis::encode(&text),
    })
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Fault(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        Cell::Day(day) => day.to_string(),
        Cell::Empty => String::new(),
    }
}

/// Reads a file as one sheet of this title; the encoding is found out.
///
/// # Errors
/// When its characters cannot be read.
pub fn read(bytes: &[u8], title: &str) -> Result<Table, CsvFault> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(CsvFault::Utf16);
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix(MARK).unwrap_or(text).to_owned(),
        Err(_) => shift_jis::decode(bytes).ok_or(CsvFault::Encoding)?,
    };
    Ok(Table { title: title.to_owned(), rows: rows(&text)? })
}

/// Rows with the numbers that Excel gives them: a line break inside a cell begins no row, an empty line is one. Rows
/// without anything in them are left out.
fn rows(text: &str) -> Result<Vec<Row>, CsvFault> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let (mut rows, mut budget) = (Vec::new(), Budget::default());
    let mut number = 0;
    loop {
        let from = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        // One row more than may be, so that whoever reads it notices.
        if rows.len() > MAX_ROWS + 2 || !reader.read_record(&mut record)? {
            return Ok(rows);
        }
        number += 1 + empty_lines(text, from);
        budget.take_places(record.len().min(MAX_COLUMNS))?;
        let cells = record.iter().take(MAX_COLUMNS).map(Cell::text).collect();
        let row = Row { number, cells };
        if !row.is_blank() {
            rows.push(row);
        }
    }
}

/// Empty lines from a byte on, which the reader passes over.
fn empty_lines(text: &str, from: usize) -> u32 {
    let (before, rest) = text.split_at_checked(from).unwrap_or((text, ""));
    // The reader stops between the two signs of a line's end.
    let rest = rest.strip_prefix('\n').filter(|_| before.ends_with('\r')).unwrap_or(rest);
    let breaks = &rest[..rest.len() - rest.trim_start_matches(['\r', '\n']).len()];
    u32::try_from(breaks.replace("\r\n", "\n").len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers_and_first_cells(text: &str) -> Vec<(u32, String)> {
        let table = read(text.as_bytes(), "表").expect("CSV");
        table.rows.iter().map(|row| (row.number, super::text(row.cell(0)))).collect()
    }

    #[test]
    fn rows_are_numbered_as_excel_numbers_them() {
        let written = "id,名前\r\n\r\n\"a\r\nb\",1\r\nc,\"2\n3\"\r\n,\r\n\r\n\r\nd,4\r\n";
        let expected = [(1, "id"), (3, "a\r\nb"), (4, "c"), (8, "d")];
        assert_eq!(
            numbers_and_first_cells(written),
            expected.map(|(number, text)| (number, text.to_owned()))
        );
        assert_eq!(numbers_and_first_cells("\n\nid\na"), [(3, "id".to_owned()), (4, "a".to_owned())]);
    }

    #[test]
    fn many_small_cells_are_refused_before_they_take_the_memory() {
        let wide = "a,".repeat(199) + "a\n";
        assert!(read(wide.repeat(4_900).as_bytes(), "表").is_ok());
        assert_eq!(read(wide.repeat(5_100).as_bytes(), "表"), Err(CsvFault::TooLarge));
        // One row more than may be is kept, so that the reader says so; the rest is not.
        let long = "a\n".repeat(4_000_000);
        assert_eq!(read(long.as_bytes(), "表").map(|table| table.rows.len()), Ok(MAX_ROWS + 3));
        let wide = "a,".repeat(4_000_000);
        assert_eq!(read(wide.as_bytes(), "表").map(|table| table.rows[0].cells.len()), Ok(MAX_COLUMNS));
    }

    #[test]
    fn the_encoding_is_found_out() {
        let table = Table {
            title: "表".to_owned(),
            rows: vec![Row {
                number: 1,
                cells: vec![Cell::text("県\n,\"①"), Cell::Number(34100.0), Cell::Empty],
            }],
        };
        for encoding in [Encoding::Utf8, Encoding::ShiftJis] {
            let bytes = write(&table, encoding).expect("CSV");
            let read = read(&bytes, "表").expect("CSV");
            assert_eq!(read.rows[0].cells, [Cell::text("県\n,\"①"), Cell::text("34100"), Cell::Empty]);
        }
        assert!(write(&table, Encoding::Utf8).expect("CSV").starts_with(b"\xef\xbb\xbf"));
        assert_eq!(read("id".as_bytes(), "表").expect("CSV").rows.len(), 1);
        assert_eq!(read(b"\xff\xfei\0d\0", "表"), Err(CsvFault::Utf16));
        assert_eq!(read(b"\x81\xff\xff", "表"), Err(CsvFault::Encoding));
    }
}
