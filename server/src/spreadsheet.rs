//! Support menus as spreadsheets: out for officers to edit, and back in as proposals.
//!
//! Out: [`write`]. XLSX has the menus on one sheet and their lists (conditions, tiers, rates, rounds) on others; CSV has
//! one sheet, with each list in a cell. In: [`read`] finds out what kind of file it is; [`proposal`] says what it would
//! change, or everything that is wrong with it. Nothing here stores anything.
//!
//! | file | what it knows |
//! |---|---|
//! | `table`, `xlsx`, `xlsx_read`, `csv`, `shift_jis` | files and cells, nothing of menus |
//! | `guard`, `reading` | what a cell may hold, and what Excel does to it |
//! | `columns`, `vocabulary`, `names`, `operand`, `entry` | the notation: one value, one cell |
//! | `out`, `head`, `back`, `list`, `stamp` | the whole catalogue, to sheets and back |
//! | `changes`, `slip` | what a file would change, and what is wrong with it |
//! | `desk` | the same as pages ask for it, with files that wait in the store |

mod back;
mod changes;
mod columns;
mod csv;
mod desk;
mod entry;
mod guard;
mod head;
mod list;
mod names;
mod operand;
mod out;
mod reading;
mod shift_jis;
mod slip;
mod stamp;
mod table;
mod vocabulary;
mod xlsx;
mod xlsx_read;

pub use app::words::table_slips::FileFault;
use chrono::NaiveDate;
use domain::content::{Content, Sources};

use changes::{Basis, proposal};
pub use changes::{Change, Proposal};
pub use slip::Slip;
pub use table::{Cell, Place, Row, Table};

pub(crate) use head::MAX_ROWS;

use self::csv::{CsvFault, Encoding};
use columns::MENUS;
use out::Lists;
use xlsx_read::XlsxFault;

/// Largest file that is read, in bytes: the catalogue of 64 menus takes under a hundredth of it.
pub const MAX_FILE_BYTES: usize = 8 * 1024 * 1024;

const TOO_LARGE: FileFault = FileFault::TooLarge { megabytes: MAX_FILE_BYTES >> 20 };

/// What a file can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Xlsx,
    Csv,
    CsvShiftJis,
}

impl Format {
    /// Of a file's name.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Format::Xlsx => "xlsx",
            Format::Csv | Format::CsvShiftJis => "csv",
        }
    }

    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Csv => "text/csv; charset=utf-8",
            Format::CsvShiftJis => "text/csv; charset=shift_jis",
        }
    }
}

/// Why a catalogue cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("the spreadsheet cannot be written: {0}")]
pub struct WriteError(String);

impl Table {
    /// The table as a file of its own.
    ///
    /// # Errors
    /// When a text is longer than a cell can hold.
    pub fn written(&self, format: Format) -> Result<Vec<u8>, WriteError> {
        let encoding = match format {
            Format::Xlsx => return xlsx::plain(self).map_err(|error| WriteError(error.to_string())),
            Format::Csv => Encoding::Utf8,
            Format::CsvShiftJis => Encoding::ShiftJis,
        };
        csv::write(self, encoding).map_err(|error| WriteError(error.to_string()))
    }
}

/// The published catalogue as a file.
///
/// # Errors
/// When a text is longer than a cell can hold.
pub fn write(content: &Content, format: Format, today: NaiveDate) -> Result<Vec<u8>, WriteError> {
    let encoding = match format {
        Format::Xlsx => return xlsx::write(content, today).map_err(|error| WriteError(error.to_string())),
        Format::Csv => Encoding::Utf8,
        Format::CsvShiftJis => Encoding::ShiftJis,
    };
    let tables = out::tables(content, Lists::InCells);
    let written = tables.iter().map(|table| csv::write(table, encoding)).collect::<Result<Vec<_>, _>>();
    written.map(|files| files.concat()).map_err(|error| WriteError(error.to_string()))
}

/// The sheets of a file. Its kind is found out from its first bytes, whatever it is called.
///
/// # Errors
/// When it is none that can be read.
pub fn read(bytes: &[u8]) -> Result<Vec<Table>, FileFault> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(TOO_LARGE);
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(FileFault::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return xlsx_read::read(bytes).map_err(|fault| match fault {
            XlsxFault::TooLarge => TOO_LARGE,
            XlsxFault::NotXlsx(reason) => FileFault::Xlsx(reason),
        });
    }
    // The compound file of Windows: XLS, and what Excel encrypts.
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return Err(FileFault::OldOrLocked);
    }
    csv::read(bytes, MENUS.title).map(|table| vec![table]).map_err(|fault| match fault {
        CsvFault::Encoding => FileFault::Encoding,
        CsvFault::Utf16 => FileFault::Utf16,
        CsvFault::Broken(reason) => FileFault::Csv(reason),
        CsvFault::TooLarge => TOO_LARGE,
    })
}

/// Why a file changes nothing.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// It cannot be read at all.
    File(FileFault),
    /// Everything that is wrong in it.
    Slips(Vec<Slip>),
    /// Not the file: what is stored has errors, so many.
    Stored(usize),
}

/// What a file would change in what is published.
///
/// # Errors
/// When it cannot be read, or anything in it is wrong.
pub fn looked_at(file: &[u8], sources: &Sources) -> Result<Proposal, Fault> {
    let tables = read(file).map_err(Fault::File)?;
    let content = Content::check(sources).map_err(|findings| Fault::Stored(findings.len()))?;
    proposal(&tables, &Basis { sources, content: &content }).map_err(Fault::Slips)
}

/// Sheets of ours that are written for the reader alone.
fn is_for_reading_only(title: &str) -> bool {
    [columns::CHOICES, columns::HOW_TO].contains(&reading::folded(title).as_str())
}

#[cfg(test)]
mod tests;
