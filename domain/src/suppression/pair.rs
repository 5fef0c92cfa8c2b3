//! Two publications of the same cells must not give away by subtraction what neither tells alone.

use super::grid::Cell;
use super::interval::Layer;
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
    if shape != before.table.shape() || next.table.layers() != before.table.layers() {
        return false;
    }
    let hidden: Vec<bool> = shape
        .cells()
        .map(|cell| next.published.is_hidden(cell) && before.published.is_hidden(cell))
        .collect();
    let shown_in_both = |cell: &Cell| !next.published.is_hidden(*cell) && !before.published.is_hidden(*cell);
    let tells_little =
        shape.cells().filter(shown_in_both).all(|cell| !differs_little(before.table, next.table, cell, k));
    let layers = next.table.told_layers(k).into_iter();
    tells_little
        && layers.chain(before.table.told_layers(k)).all(|layer| {
            let counts: Vec<u64> = shape
                .cells()
                .map(|cell| next.table.count(layer, cell).min(before.table.count(layer, cell)))
                .collect();
            let layer = Layer { shape, counts: &counts, hidden: &hidden, sides: &[] };
            layer.hidden_cells().all(|cell| layer.width(cell, k) >= k)
        })
}

/// By 1 to k − 1 in some layer, or in all of them together.
fn differs_little(one: &Table, other: &Table, cell: Cell, k: u64) -> bool {
    let by_layer =
        |table: &Table| -> Vec<u64> { (0..table.layers()).map(|layer| table.count(layer, cell)).collect() };
    let (one, other) = (by_layer(one), by_layer(other));
    let little = |one: u64, other: u64| (1..k).contains(&one.abs_diff(other));
    one.iter().zip(&other).any(|(one, other)| little(*one, *other))
        || little(one.iter().sum(), other.iter().sum())
}
