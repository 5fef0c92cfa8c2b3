//! One table of several, with what they share taken as known.

use super::grid::{Cell, Shape};
use super::hiding::Hiding;
use super::interval::{Layer, Margins};
use super::shared::total;
use super::table::{Table, tells};

/// A table in which all hidden groups stand as one row and all hidden columns as one column, at the end: then every
/// margin is known.
pub(super) struct Lumped<'a> {
    table: &'a Table,
    groups: &'a [bool],
    columns: &'a [bool],
    small: Table,
}

impl<'a> Lumped<'a> {
    pub(super) fn of(table: &'a Table, groups: &'a [bool], columns: &'a [bool]) -> Lumped<'a> {
        let (rows, width) = (lumps(groups), lumps(columns));
        let mut counts = vec![vec![0; width]; rows];
        for cell in inner(table.shape()) {
            counts[place(groups, cell.row)][place(columns, cell.column)] += table.count(0, cell);
        }
        let small = Table::by_option(&counts).with_sides(lumped_sides(table, columns));
        Lumped { table, groups, columns, small }
    }

    /// Where a cell within the table stands in the small one.
    fn lump(&self, cell: Cell) -> Cell {
        Cell { row: place(self.groups, cell.row), column: place(self.columns, cell.column) }
    }

    fn count(&self, lump: Cell) -> u64 {
        self.small.count(0, lump)
    }

    fn is_lump(&self, cell: Cell) -> bool {
        self.groups[cell.row] || self.columns[cell.column]
    }

    /// The cells of the whole table that are hidden.
    pub(super) fn hidden(&self, is_told_before: &dyn Fn(Cell) -> bool, k: u64) -> Vec<bool> {
        let small = self.small.shape();
        let (mut sensitive, mut unknown) = (vec![false; small.len()], vec![false; small.len()]);
        for cell in inner(self.table.shape()) {
            let (lump, at) = (self.lump(cell), small.index(self.lump(cell)));
            let few = self.count(lump) < k;
            sensitive[at] |=
                self.is_sensitive(cell, k) || (is_told_before(cell) && (few || !self.is_lump(cell)));
            unknown[at] = self.is_lump(cell) && !few;
        }
        let hiding = Hiding { table: &self.small, k, margins: Margins::Stay, unknown: &unknown };
        let hidden = hiding.around(&sensitive);
        let Shape { rows, columns } = self.table.shape();
        let is_hidden = |cell: Cell| match (cell.row == rows, cell.column == columns) {
            (true, true) => false,
            (true, false) => self.columns[cell.column],
            (false, true) => self.groups[cell.row],
            (false, false) => {
                let lump = self.lump(cell);
                // What the total tells, and a group of whom nobody chose any of the hidden options.
                let is_told = if self.groups[cell.row] {
                    self.count(Cell { row: small.rows, ..lump }) == 0 && !self.columns[cell.column]
                } else {
                    self.count(lump) == 0 && !hidden[small.index(lump)]
                };
                !is_told && (self.is_lump(cell) || hidden[small.index(lump)])
            }
        };
        self.table.shape().cells().map(is_hidden).collect()
    }

    /// Sensitive by itself, or where few stand together of whom each cell is hidden.
    fn is_sensitive(&self, cell: Cell, k: u64) -> bool {
        let lump = self.lump(cell);
        let Shape { rows, columns } = self.small.shape();
        let of_column = self.count(Cell { row: rows, ..lump });
        let of_group = self.count(Cell { column: columns, ..lump });
        let told_by_total = of_column == 0 || of_column == total(self.table) || of_group == 0;
        let count = self.count(lump);
        !told_by_total && if self.groups[cell.row] { count < k } else { tells(count, of_group, k) }
    }

    /// Those of the unknown cells that stand in a lump.
    pub(super) fn unknown_lumps<'b>(&'b self, unknown: &'b [bool]) -> impl Iterator<Item = Cell> + 'b {
        self.unknown(unknown).filter(|cell| self.is_lump(*cell))
    }

    fn unknown<'b>(&self, unknown: &'b [bool]) -> impl Iterator<Item = Cell> + 'b {
        let shape = self.table.shape();
        inner(shape).filter(move |cell| unknown[shape.index(*cell)])
    }

    /// See [`Breakdowns::is_safe`]: the cells that stand for themselves.
    pub(super) fn are_safe_within(&self, unknown: &[bool], k: u64) -> bool {
        let widths = self.widths(unknown, k);
        self.unknown(unknown).filter(|cell| !self.is_lump(*cell)).all(|cell| widths(self.lump(cell)) >= k)
    }

    /// A cell in a lump: all of the lump could stand in it.
    pub(super) fn is_safe(&self, cell: Cell, unknown: &[bool], k: u64) -> bool {
        self.count(self.lump(cell)) >= k || self.widths(unknown, k)(self.lump(cell)) >= k
    }

    /// The widths of the small table's cells.
    fn widths(&self, unknown: &[bool], k: u64) -> impl Fn(Cell) -> u64 + use<> {
        let shape = self.small.shape();
        let mut hidden = vec![false; shape.len()];
        self.unknown(unknown).for_each(|cell| hidden[shape.index(self.lump(cell))] = true);
        let counts: Vec<u64> = shape.cells().map(|cell| self.count(cell)).collect();
        move |cell| {
            let layer = Layer { shape, counts: &counts, hidden: &hidden, margins: Margins::Stay, sides: &[] };
            layer.width(shape.index(cell), k)
        }
    }
}

/// The side of each column of the small table; hidden columns of several sides have one of their own.
fn lumped_sides(table: &Table, hidden: &[bool]) -> Vec<u64> {
    let of = |wanted: bool| {
        table.sides.iter().zip(hidden).filter(move |(_, hidden)| **hidden == wanted).map(|(side, _)| *side)
    };
    let lump = of(true).reduce(|one, other| if one == other { one } else { u64::MAX });
    of(false).chain(lump).collect()
}

/// Without the margins.
fn inner(shape: Shape) -> impl Iterator<Item = Cell> {
    shape.cells().filter(move |cell| cell.row < shape.rows && cell.column < shape.columns)
}

fn lumps(hidden: &[bool]) -> usize {
    hidden.iter().filter(|hidden| !**hidden).count() + usize::from(hidden.contains(&true))
}

/// The hidden ones share the last place.
fn place(hidden: &[bool], one: usize) -> usize {
    let before = if hidden[one] { hidden } else { &hidden[..one] };
    before.iter().filter(|hidden| !**hidden).count()
}
