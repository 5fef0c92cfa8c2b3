//! The frame of all businesses (statistics.md §3): tables of e-Stat (政府統計の総合窓口), or of the same shape, become
//! numbers of businesses by the questionnaire's size classes, divisions of industry and municipalities.
//!
//! The walk: a file → where its numbers stand and under which labels ([`layout`]) → what the labels mean ([`labels`]),
//! which numbers are of use, and each once ([`numbers`]) → margins ([`margins`]) → with those of the other files a frame.
//! Nothing is guessed: classes that do not nest are refused, marks for numbers that are not told stay unknown, and all
//! that is wrong is said at once, each with its place.

mod headings;
mod labels;
mod layout;
mod margins;
mod numbers;
mod preface;
mod report;
mod slip;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use app::backend::FrameSource;
use domain::content::Content;
use domain::weighting::{Frame, Unit};

pub use report::Report;
pub use slip::{Problem, Slip, unit as unit_name};

use crate::spreadsheet::{self, MAX_ROWS, Place};
use margins::Margins;

/// How to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The day, month or year of the numbers, where the files do not say it.
    pub as_of: Option<String>,
    /// Size classes are passed over: only totals over all sizes are read.
    pub without_size: bool,
}

/// Files that together make a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    pub frame: Frame,
    pub unit: Unit,
    pub sources: Vec<FrameSource>,
    pub report: Report,
}

/// A day, month or year as `--as-of` takes it.
#[must_use]
pub fn as_of(text: &str) -> Option<String> {
    labels::as_of(text)
}

/// Reads files as one frame.
///
/// # Errors
/// All that is wrong with them, in the order of reading.
pub fn read(files: &[PathBuf], reading: &Reading, content: &Content) -> Result<Read, Vec<Slip>> {
    let (mut slips, mut tables) = (Vec::new(), Vec::new());
    for (order, file) in files.iter().enumerate() {
        match table(order, file, reading, content) {
            Ok(read) => tables.push(read),
            Err(found) => slips.extend(found),
        }
    }
    let unit = tables.first().map(|(_, _, margins)| margins.unit);
    for (place, _, other) in &tables {
        if let Some(unit) = unit.filter(|unit| *unit != other.unit) {
            slips.push(Slip { place: place.clone(), problem: Problem::OtherUnit(unit, other.unit) });
        }
    }
    let margins = tables.iter().flat_map(|(_, _, read)| read.margins.iter().map(|read| read.margin.clone()));
    match (Frame::new(margins.collect()), unit) {
        (Ok(frame), Some(unit)) if slips.is_empty() => {
            let sources = tables.iter().map(|(_, source, _)| source.clone()).collect();
            let report = Report::new(&frame, unit, tables, content);
            Ok(Read { frame, unit, sources, report })
        }
        (Err(_), _) if slips.is_empty() => {
            Err(vec![Slip { place: Place::nowhere(), problem: Problem::NoMargin }])
        }
        _ => Err(slip::told(slips)),
    }
}

type TableRead = (Place, FrameSource, Margins);

fn table(order: usize, file: &Path, reading: &Reading, content: &Content) -> Result<TableRead, Vec<Slip>> {
    let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let place = Place { order, sheet: name.clone(), ..Place::nowhere() };
    let fail = |problem: Problem| vec![Slip { place: place.clone(), problem }];
    let bytes = std::fs::read(file).map_err(|error| fail(Problem::Unopened(error.to_string())))?;
    let sheets = spreadsheet::read(&bytes).map_err(|fault| fail(Problem::Unreadable(fault)))?;
    let mut sheet = sheets.into_iter().next().ok_or_else(|| fail(Problem::NoHead))?;
    sheet.title.clone_from(&name);
    if sheet.rows.len() > MAX_ROWS {
        return Err(fail(Problem::TooManyRows(MAX_ROWS)));
    }
    let layout = layout::layout(&sheet, order, content)?;
    let numbers = numbers::numbers(&layout, &place, reading, content)?;
    let margins = margins::margins(&numbers, &place, reading, content)?;
    let source =
        FrameSource { file: name.clone(), title: numbers.title.unwrap_or(name), as_of: numbers.as_of };
    Ok((place, source, margins))
}
