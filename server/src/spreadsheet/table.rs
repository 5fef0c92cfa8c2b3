//! A spreadsheet as every format has it: sheets of rows of cells, each with its place as Excel shows it.

use std::fmt;

use chrono::NaiveDate;

use super::guard;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Number(f64),
    Bool(bool),
    /// Formatted as a date; the time of the day, if there is one, is left out.
    Day(NaiveDate),
    /// `#REF!` and the like: what a formula came to that came to nothing.
    Fault(String),
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Cell {
        let text = text.into();
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }

    /// A text from elsewhere, which no spreadsheet takes for a formula.
    #[must_use]
    pub fn guarded(text: &str) -> Cell {
        Cell::text(guard::guarded(text))
    }

    /// Nothing that anyone sees: white space counts for nothing.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }
}

/// A row with its number as Excel counts: from 1, empty rows too.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub number: u32,
    /// From column A on; what is missing at the end is empty.
    pub cells: Vec<Cell>,
}

impl Row {
    #[must_use]
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }

    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_blank)
    }
}

/// One sheet; a CSV file is one too.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    pub title: String,
    pub rows: Vec<Row>,
}

impl Table {
    /// Rows one below the other, without gaps.
    #[must_use]
    pub fn numbered(title: &str, rows: impl Iterator<Item = Vec<Cell>>) -> Table {
        let rows = (1..).zip(rows).map(|(number, cells)| Row { number, cells }).collect();
        Table { title: title.to_owned(), rows }
    }
}

/// What one file may come to in memory, whatever it unpacks to or repeats: the catalogue takes a hundredth of it.
#[derive(Debug)]
pub struct Budget {
    pub places: usize,
    pub text_bytes: usize,
}

impl Default for Budget {
    fn default() -> Budget {
        Budget { places: 1_000_000, text_bytes: 64 * 1024 * 1024 }
    }
}

/// The file would come to more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overdrawn;

impl Budget {
    /// Takes room for so many places, also those that only fill a row up to its last cell.
    pub fn take_places(&mut self, places: usize) -> Result<(), Overdrawn> {
        self.places = self.places.checked_sub(places).ok_or(Overdrawn)?;
        Ok(())
    }

    /// Takes room for what stands in a cell.
    pub fn take_text(&mut self, cell: &Cell) -> Result<(), Overdrawn> {
        let (Cell::Text(text) | Cell::Fault(text)) = cell else { return Ok(()) };
        self.text_bytes = self.text_bytes.checked_sub(text.len()).ok_or(Overdrawn)?;
        Ok(())
    }
}

/// Where something stands. The order is that of reading: sheets as they follow each other, rows, columns.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Which of the file's sheets, from 0.
    pub order: usize,
    pub sheet: String,
    /// From 1; 0 stands for the sheet as a whole.
    pub row: u32,
    /// From 0; none stands for the row as a whole.
    pub column: Option<usize>,
    /// What the column is called.
    pub heading: String,
}

impl Place {
    /// A file without any sheet.
    pub fn nowhere() -> Place {
        Place { order: 0, sheet: String::new(), row: 0, column: None, heading: String::new() }
    }

    /// A sheet as a whole.
    pub fn of_sheet(order: usize, table: &Table) -> Place {
        Place { order, sheet: table.title.clone(), row: 0, column: None, heading: String::new() }
    }

    #[must_use]
    pub fn at_row(&self, row: u32) -> Place {
        Place { row, column: None, heading: String::new(), ..self.clone() }
    }

    #[must_use]
    pub fn at_column(&self, column: usize, heading: &str) -> Place {
        Place { column: Some(column), heading: heading.to_owned(), ..self.clone() }
    }
}

impl fmt::Display for Place {
    /// `「支援メニュー」5行目 F列「受付の終わり」`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.sheet.is_empty() {
            return f.write_str("ファイル");
        }
        write!(f, "「{}」", self.sheet)?;
        if self.row > 0 {
            write!(f, "{}行目", self.row)?;
        }
        if let Some(column) = self.column {
            write!(f, " {}列", letters(column))?;
        }
        if !self.heading.is_empty() {
            write!(f, "「{}」", self.heading)?;
        }
        Ok(())
    }
}

/// A column as Excel names it: A … Z, AA ….
#[must_use]
pub fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rest % 26]);
        rest /= 26;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_in_excel() {
        for (column, name) in
            [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
        {
            assert_eq!(letters(column), name);
        }
    }

    #[test]
    fn a_place_reads_as_people_would_say_it() {
        let table = Table { title: "支援メニュー".to_owned(), rows: Vec::new() };
        let sheet = Place::of_sheet(0, &table);
        assert_eq!(sheet.to_string(), "「支援メニュー」");
        assert_eq!(sheet.at_row(5).to_string(), "「支援メニュー」5行目");
        let cell = sheet.at_row(5).at_column(5, "受付の終わり");
        assert_eq!(cell.to_string(), "「支援メニュー」5行目 F列「受付の終わり」");
    }

    #[test]
    fn places_are_in_the_order_of_reading() {
        let place =
            |order, row, column| Place { order, sheet: String::new(), row, column, heading: String::new() };
        let sorted = [
            place(0, 2, None),
            place(0, 2, Some(0)),
            place(0, 2, Some(10)),
            place(0, 10, Some(1)),
            place(1, 1, None),
        ];
        assert!(sorted.is_sorted());
    }
}
