//! The answers to one question by several breakdowns, published side by side: what all of them tell together gives no
//! business away.
//!
//! Tables of the same respondents share their totals, and a table for each option shares the numbers of answers. A reader
//! solves them as one system, which is no network any more. So what is shared is decided first: totals that are sensitive
//! are hidden with others, until all hidden ones together are at least k and any of them could be all of it. Every other
//! total is shown and stays so; then the tables have nothing unknown in common, each is a network again, and what it
//! hides is protected within. This is always possible, since every total that stays is nobody or at least k.

use super::grid::{Cell, Shape};
use super::hide_all;
use super::hiding::Hiding;
use super::interval::{Layer, Margins};
use super::pair::{differs_little, is_pair_safe};
use super::table::{Published, Table, tells};

/// The same answers as counted by each breakdown: one table by option, or of a multiple choice one for each option. Rows are
/// the groups of the breakdown; all tables of a place have the same total row, all of a breakdown the same groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breakdowns(Vec<Vec<Table>>);

/// An earlier version of a publication: what was counted then, and what was hidden, cell by cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    pub counted: Breakdowns,
    pub hidden: Vec<Vec<Vec<bool>>>,
}

impl Earlier {
    #[must_use]
    pub fn hides_all(&self) -> bool {
        self.hidden.iter().flatten().flatten().all(|hidden| *hidden)
    }
}

impl Breakdowns {
    /// `tables[breakdown][option]`.
    #[must_use]
    pub fn new(tables: Vec<Vec<Table>>) -> Breakdowns {
        Breakdowns(tables)
    }

    #[must_use]
    pub fn tables(&self) -> &[Vec<Table>] {
        &self.0
    }

    /// Suppresses all of them together. What an earlier version hid stays hidden, and so does what differs from it by few.
    #[must_use]
    pub fn suppress(&self, before: &[Earlier], k: u64) -> Vec<Vec<Published>> {
        let is_told_before = |breakdown: usize, option: usize, cell: Cell| {
            before.iter().any(|earlier| {
                let (then, now) = (&earlier.counted.0[breakdown][option], &self.0[breakdown][option]);
                earlier.hidden[breakdown][option][then.shape().index(cell)]
                    || differs_little(then, now, cell, k)
            })
        };
        let Some(totals) = Totals::hidden(self, &is_told_before, k) else {
            return self.each(|_, _, table| hide_all(table.clone()));
        };
        self.each(|breakdown, option, table| {
            let lumped = Lumped::of(table, &totals.groups[breakdown], &totals.columns[option]);
            let hidden = lumped.hidden(&|cell| is_told_before(breakdown, option, cell), k);
            let sensitive = table.sensitive(k);
            let primary = sensitive.iter().zip(&hidden).filter(|(one, other)| **one && **other).count();
            Published::new(table.clone(), hidden, primary)
        })
    }

    /// May this be known together with all earlier versions? Asked for a reader who knows every difference between any
    /// two of them (see [`super::is_safe_beside`]), and all breakdowns. The same counts again tell nothing new.
    #[must_use]
    pub fn is_safe_beside(&self, published: &[Vec<Published>], before: &[Earlier], k: u64) -> bool {
        if before.iter().all(|earlier| earlier.counted == *self) {
            return true;
        }
        if before.iter().any(|earlier| !earlier.counted.is_like(self)) {
            return false;
        }
        let hidden = self.each(|breakdown, option, table| {
            let cells = table.shape().cells();
            cells.map(|cell| published[breakdown][option].is_hidden(cell)).collect::<Vec<bool>>()
        });
        let pairs_are_safe = before.iter().all(|earlier| {
            self.places().all(|(b, o)| {
                is_pair_safe(
                    (&self.0[b][o], &hidden[b][o]),
                    (&earlier.counted.0[b][o], &earlier.hidden[b][o]),
                    k,
                )
            })
        });
        // What any version shows is known of all, and no count is less than its differences leave.
        let unknown = self.each(|b, o, _| {
            let in_all = |cell: &usize| before.iter().all(|earlier| earlier.hidden[b][o][*cell]);
            (0..hidden[b][o].len()).map(|cell| hidden[b][o][cell] && in_all(&cell)).collect::<Vec<bool>>()
        });
        let least = Breakdowns(self.each(|b, o, table| {
            let count = |cell| {
                let counts = before.iter().map(|earlier| earlier.counted.0[b][o].count(0, cell));
                counts.chain([table.count(0, cell)]).min().unwrap_or(0)
            };
            table.with_counts(count)
        }));
        pairs_are_safe && least.is_safe(&unknown, k)
    }

    /// Can each unknown cell lie anywhere in an interval of k, if no count can sink by more than is counted here? Rather no
    /// than yes: what one table would have to give way for another is only reckoned with where it is plenty.
    fn is_safe(&self, unknown: &[Vec<Vec<bool>>], k: u64) -> bool {
        let Some(totals) = Totals::told(self, unknown) else {
            return unknown.iter().flatten().flatten().all(|unknown| *unknown);
        };
        let give = Give::of(self);
        give.is_enough(&totals, k)
            && self.places().all(|(breakdown, option)| {
                let (table, unknown) = (&self.0[breakdown][option], &unknown[breakdown][option]);
                let (groups, columns) = (&totals.groups[breakdown], &totals.columns[option]);
                let within = Lumped::of(table, groups, columns);
                let given = give.table(table, breakdown, option, &totals, k);
                let beyond = Lumped::of(&given, groups, columns);
                let among_options = |cell: Cell| {
                    let parts = (0..columns.len()).filter(|column| columns[*column]);
                    let part =
                        |column| table.count(0, Cell { column, ..cell }).min(give.columns[option][column]);
                    parts.map(part).sum::<u64>() >= k
                };
                within.are_safe_within(unknown, k)
                    && within.unknown_lumps(unknown).all(|cell| {
                        beyond.is_safe(cell, unknown, k) || (!groups[cell.row] && among_options(cell))
                    })
            })
    }

    /// The same questions, groups and options?
    fn is_like(&self, other: &Breakdowns) -> bool {
        let shapes = |one: &Breakdowns| one.each(|_, _, table| table.shape());
        shapes(self) == shapes(other)
    }

    fn places(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.0
            .iter()
            .enumerate()
            .flat_map(|(breakdown, tables)| (0..tables.len()).map(move |o| (breakdown, o)))
    }

    fn each<T>(&self, mut of: impl FnMut(usize, usize, &Table) -> T) -> Vec<Vec<T>> {
        let of_breakdown = |(breakdown, tables): (usize, &Vec<Table>)| {
            tables.iter().enumerate().map(|(option, table)| of(breakdown, option, table)).collect()
        };
        self.0.iter().enumerate().map(of_breakdown).collect()
    }
}

/// Which of the shared numbers are hidden: of whole columns by option, of whole groups by breakdown.
struct Totals {
    columns: Vec<Vec<bool>>,
    groups: Vec<Vec<bool>>,
}

impl Totals {
    /// `None` where nothing at all can be shown.
    fn hidden(
        all: &Breakdowns,
        is_told_before: &dyn Fn(usize, usize, Cell) -> bool,
        k: u64,
    ) -> Option<Totals> {
        let tables = all.0.first()?;
        let number = total(tables.first()?);
        let corner = |table: &Table| Cell { row: table.shape().rows, column: table.shape().columns };
        let everywhere = |cell: &dyn Fn(&Table) -> Cell, option: usize| {
            (0..all.0.len()).any(|b| is_told_before(b, option, cell(&all.0[b][option])))
        };
        if (1..k).contains(&number) || (0..tables.len()).any(|option| everywhere(&corner, option)) {
            return None;
        }
        let columns = tables.iter().enumerate().map(|(option, table)| {
            let sums = column_totals(table);
            let is_sensitive = |column: usize| {
                let sum = sums[column];
                let told = |table: &Table| Cell { row: table.shape().rows, column };
                tells(sum, number, k) || (sum > 0 && sum == number) || everywhere(&told, option)
            };
            with_others(&sums, (0..sums.len()).map(is_sensitive).collect(), k)
        });
        let groups = all.0.iter().enumerate().map(|(breakdown, tables)| {
            let sums = group_totals(tables.first()?);
            let is_sensitive = |row: usize| {
                let told = |(option, table): (usize, &Table)| {
                    is_told_before(breakdown, option, Cell { row, column: table.shape().columns })
                };
                (1..k).contains(&sums[row]) || tables.iter().enumerate().any(told)
            };
            with_others(&sums, (0..sums.len()).map(is_sensitive).collect(), k)
        });
        Some(Totals { columns: columns.collect::<Option<_>>()?, groups: groups.collect::<Option<_>>()? })
    }

    /// As a pattern has them; `None` where it does not even show how many answered.
    fn told(all: &Breakdowns, unknown: &[Vec<Vec<bool>>]) -> Option<Totals> {
        let (tables, patterns) = (all.0.first()?, unknown.first()?);
        if patterns.iter().any(|pattern| pattern.last() == Some(&true)) {
            return None;
        }
        let columns = tables.iter().zip(patterns).map(|(table, pattern)| {
            let Shape { rows, columns } = table.shape();
            (0..columns).map(|column| pattern[table.shape().index(Cell { row: rows, column })]).collect()
        });
        let groups = all.0.iter().zip(unknown).map(|(tables, patterns)| {
            let Shape { rows, columns } = tables[0].shape();
            (0..rows).map(|row| patterns[0][tables[0].shape().index(Cell { row, column: columns })]).collect()
        });
        Some(Totals { columns: columns.collect(), groups: groups.collect() })
    }
}

/// By how much all tables together let a shared number sink: what the least yielding of them does.
struct Give {
    columns: Vec<Vec<u64>>,
    groups: Vec<Vec<u64>>,
}

impl Give {
    fn of(all: &Breakdowns) -> Give {
        let least =
            |one: Vec<u64>, other: Vec<u64>| one.into_iter().zip(other).map(|(a, b)| a.min(b)).collect();
        let options = 0..all.0.first().map_or(0, Vec::len);
        let columns =
            options.map(|option| all.0.iter().map(|tables| column_totals(&tables[option])).reduce(least));
        let groups = all.0.iter().map(|tables| tables.iter().map(group_totals).reduce(least));
        Give {
            columns: columns.map(Option::unwrap_or_default).collect(),
            groups: groups.map(Option::unwrap_or_default).collect(),
        }
    }

    fn is_enough(&self, hidden: &Totals, k: u64) -> bool {
        let columns = self.columns.iter().zip(&hidden.columns);
        columns.chain(self.groups.iter().zip(&hidden.groups)).all(|(sums, hidden)| is_enough(sums, hidden, k))
    }

    /// The table with what hidden groups and options can give away.
    fn table(&self, table: &Table, breakdown: usize, option: usize, hidden: &Totals, k: u64) -> Table {
        table.with_counts(|cell| {
            let count = table.count(0, cell);
            if hidden.columns[option][cell.column] && self.columns[option][cell.column] < k {
                return 0;
            }
            if !hidden.groups[breakdown][cell.row] {
                return count;
            }
            let before = (0..cell.column).map(|column| table.count(0, Cell { column, ..cell })).sum();
            count.min(self.groups[breakdown][cell.row].saturating_sub(before))
        })
    }
}

fn total(table: &Table) -> u64 {
    table.count(0, Cell { row: table.shape().rows, column: table.shape().columns })
}

fn column_totals(table: &Table) -> Vec<u64> {
    let Shape { rows, columns } = table.shape();
    (0..columns).map(|column| table.count(0, Cell { row: rows, column })).collect()
}

fn group_totals(table: &Table) -> Vec<u64> {
    let Shape { rows, columns } = table.shape();
    (0..rows).map(|row| table.count(0, Cell { row, column: columns })).collect()
}

/// Nothing is hidden, or so much that each of the hidden sums could be anything from nothing to k.
fn is_enough(sums: &[u64], hidden: &[bool], k: u64) -> bool {
    let those = || sums.iter().zip(hidden).filter(|(_, hidden)| **hidden);
    let count = those().count();
    count == 0 || (count > 1 && those().map(|(sum, _)| sum).sum::<u64>() >= k)
}

/// Hides more of the sums, the smallest first, until it is enough; `None` where it never is.
fn with_others(sums: &[u64], mut hidden: Vec<bool>, k: u64) -> Option<Vec<bool>> {
    while !is_enough(sums, &hidden, k) {
        let shown = (0..sums.len()).filter(|place| !hidden[*place]);
        // Nobody is no help, and is taken last.
        let next = shown.min_by_key(|place| (sums[*place] == 0, sums[*place]))?;
        hidden[next] = true;
    }
    Some(hidden)
}

/// A table in which all hidden groups stand as one row and all hidden columns as one column, at the end: then every
/// margin is known.
struct Lumped<'a> {
    table: &'a Table,
    groups: &'a [bool],
    columns: &'a [bool],
    small: Table,
}

impl<'a> Lumped<'a> {
    fn of(table: &'a Table, groups: &'a [bool], columns: &'a [bool]) -> Lumped<'a> {
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
    fn hidden(&self, is_told_before: &dyn Fn(Cell) -> bool, k: u64) -> Vec<bool> {
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
    fn unknown_lumps<'b>(&'b self, unknown: &'b [bool]) -> impl Iterator<Item = Cell> + 'b {
        self.unknown(unknown).filter(|cell| self.is_lump(*cell))
    }

    fn unknown<'b>(&self, unknown: &'b [bool]) -> impl Iterator<Item = Cell> + 'b {
        let shape = self.table.shape();
        inner(shape).filter(move |cell| unknown[shape.index(*cell)])
    }

    /// See [`Breakdowns::is_safe`]: the cells that stand for themselves.
    fn are_safe_within(&self, unknown: &[bool], k: u64) -> bool {
        let widths = self.widths(unknown, k);
        self.unknown(unknown).filter(|cell| !self.is_lump(*cell)).all(|cell| widths(self.lump(cell)) >= k)
    }

    /// A cell in a lump: all of the lump could stand in it.
    fn is_safe(&self, cell: Cell, unknown: &[bool], k: u64) -> bool {
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
