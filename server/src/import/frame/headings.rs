//! What the columns of a table are for, by what they are called.

use super::labels::{self, plain};
use super::layout::{Axis, text};
use crate::spreadsheet::Row;

/// A row's cells as headings.
pub(super) fn headings(row: &Row) -> Vec<String> {
    row.cells.iter().map(|cell| plain(&text(cell)).trim_start_matches('/').to_owned()).collect()
}

/// Columns of codes stand beside those of names.
pub(super) fn is_code(heading: &str) -> bool {
    heading.ends_with("コード") || heading.ends_with("_code") || heading == "level" || heading == "階層レベル"
}

/// What a column is for by its heading; none if the heading does not tell.
pub(super) fn by_heading(heading: &str) -> Option<Axis> {
    let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    if heading == "area_code" {
        return Some(Axis::AreaCode);
    }
    match heading {
        _ if has(&["時間軸", "年次", "時点", "調査年", "as_of"]) => Some(Axis::Time),
        _ if has(&["規模", "size"]) => Some(Axis::Size),
        _ if has(&["産業", "業種", "division"]) => Some(Axis::Industry),
        _ if has(&["地域", "市区町村", "都道府県", "市町", "area"]) => Some(Axis::Area),
        _ if has(&["表章項目", "単位", "事項", "unit"]) => Some(Axis::Item),
        "survey" | "release" | "scope" => Some(Axis::Series),
        _ => None,
    }
}

/// Columns that say nothing about which number this is.
pub(super) fn is_remark(heading: &str) -> bool {
    ["annotation", "注釈", "注", "備考", "persons_engaged", "source_url", "verified"].contains(&heading)
}

/// Columns of numbers of businesses.
pub(super) fn is_value(heading: &str) -> bool {
    ["value", "値", "count"].contains(&heading)
        || matches!(labels::item(heading), Some(labels::Item::Counts(_)))
            && (heading.ends_with('数') || heading.contains('('))
}
