//! Two publications of the same cells must not give away by subtraction what neither tells alone.

use super::grid::Cell;
use super::interval::{Layer, Margins};
use super::suppress_with;
use super::table::{Published, Table};

/// A publication that stands already: what was shown, and what was counted.
#[derive(Debug, Clone, Copy)]
pub struct Frozen<'a> {
    pub table: &'a Table,
    pub published: &'a Published,
}

/// Suppresses what is to be published beside an earlier one of the same cells: what was hidden stays hidden, and so does
/// what differs by 1 to k − 1 businesses from what was shown. Whether that is enough, [`is_safe_beside`] says.
#[must_use]
pub fn suppress_beside(table: Table, before: Frozen<'_>, k: u64) -> Published {
    let shape = table.shape();
    let also: Vec<bool> = shape
        .cells()
        .map(|cell| before.published.is_hidden(cell) || differs_little(before.table, &table, cell, k))
        .collect();
    suppress_with(table, k, &also)
}

/// May both be known? Asked for a reader who knows every difference between the two: then what either shows is known
/// of both, and a hidden count is known not to be so small that it would be negative in the other.
#[must_use]
pub fn is_safe_beside(next: Frozen<'_>, before: Frozen<'_>, k: u64) -> bool {
    let shape = next.table.shape();
    let hidden = |published: &Published| -> Vec<bool> {
        published.shape().cells().map(|cell| published.is_hidden(cell)).collect()
    };
    shape == before.table.shape()
        && next.table.layers() == before.table.layers()
        && is_pair_safe((next.table, &hidden(next.published)), (before.table, &hidden(before.published)), k)
}

/// The same of tables of one shape, each with the cells that it hides.
pub(super) fn is_pair_safe(
    (next, next_hidden): (&Table, &[bool]),
    (before, before_hidden): (&Table, &[bool]),
    k: u64,
) -> bool {
    let shape = next.shape();
    let pairs = || next_hidden.iter().zip(before_hidden);
    let hidden: Vec<bool> = pairs().map(|(next, before)| *next && *before).collect();
    let shown_in_both = shape.cells().zip(pairs()).filter(|(_, (next, before))| !**next && !**before);
    let tells_little = shown_in_both.map(|(cell, _)| cell).any(|cell| differs_little(before, next, cell, k));
    !tells_little
        && next.told_layers(k).into_iter().chain(before.told_layers(k)).all(|layer| {
            let counts: Vec<u64> =
                shape.cells().map(|cell| next.count(layer, cell).min(before.count(layer, cell))).collect();
            let layer =
                Layer { shape, counts: &counts, hidden: &hidden, margins: Margins::MayBeHidden, sides: &[] };
            layer.hidden_cells().all(|cell| layer.width(cell, k) >= k)
        })
}

/// By 1 to k − 1 in some layer, or in all of them together.
pub(super) fn differs_little(one: &Table, other: &Table, cell: Cell, k: u64) -> bool {
    let by_layer =
        |table: &Table| -> Vec<u64> { (0..table.layers()).map(|layer| table.count(layer, cell)).collect() };
    let (one, other) = (by_layer(one), by_layer(other));
    let little = |one: u64, other: u64| (1..k).contains(&one.abs_diff(other));
    one.iter().zip(&other).any(|(one, other)| little(*one, *other))
        || little(one.iter().sum(), other.iter().sum())
}
