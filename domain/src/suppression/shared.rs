//! What the tables of a question share: how many chose each option, and how many of each group answered.

use super::breakdowns::Breakdowns;
use super::grid::{Cell, Shape};
use super::table::{Table, tells};

/// Which of the shared numbers are hidden: of whole columns by option, of whole groups by breakdown.
pub(super) struct Totals {
    pub(super) columns: Vec<Vec<bool>>,
    pub(super) groups: Vec<Vec<bool>>,
}

impl Totals {
    /// `None` where nothing at all can be shown.
    pub(super) fn hidden(
        all: &Breakdowns,
        is_told_before: &dyn Fn(usize, usize, Cell) -> bool,
        k: u64,
    ) -> Option<Totals> {
        let tables = all.tables().first()?;
        let number = total(tables.first()?);
        let corner = |table: &Table| Cell { row: table.shape().rows, column: table.shape().columns };
        let everywhere = |cell: &dyn Fn(&Table) -> Cell, option: usize| {
            (0..all.tables().len()).any(|b| is_told_before(b, option, cell(&all.tables()[b][option])))
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
        let groups = all.tables().iter().enumerate().map(|(breakdown, tables)| {
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
    pub(super) fn told(all: &Breakdowns, unknown: &[Vec<Vec<bool>>]) -> Option<Totals> {
        let (tables, patterns) = (all.tables().first()?, unknown.first()?);
        if patterns.iter().any(|pattern| pattern.last() == Some(&true)) {
            return None;
        }
        let columns = tables.iter().zip(patterns).map(|(table, pattern)| {
            let Shape { rows, columns } = table.shape();
            (0..columns).map(|column| pattern[table.shape().index(Cell { row: rows, column })]).collect()
        });
        let groups = all.tables().iter().zip(unknown).map(|(tables, patterns)| {
            let Shape { rows, columns } = tables[0].shape();
            (0..rows).map(|row| patterns[0][tables[0].shape().index(Cell { row, column: columns })]).collect()
        });
        Some(Totals { columns: columns.collect(), groups: groups.collect() })
    }
}

/// By how much all tables together let a shared number sink: what the least yielding of them does.
pub(super) struct Give {
    pub(super) columns: Vec<Vec<u64>>,
    groups: Vec<Vec<u64>>,
}

impl Give {
    pub(super) fn of(all: &Breakdowns) -> Give {
        let least =
            |one: Vec<u64>, other: Vec<u64>| one.into_iter().zip(other).map(|(a, b)| a.min(b)).collect();
        let options = 0..all.tables().first().map_or(0, Vec::len);
        let columns = options
            .map(|option| all.tables().iter().map(|tables| column_totals(&tables[option])).reduce(least));
        let groups = all.tables().iter().map(|tables| tables.iter().map(group_totals).reduce(least));
        Give {
            columns: columns.map(Option::unwrap_or_default).collect(),
            groups: groups.map(Option::unwrap_or_default).collect(),
        }
    }

    pub(super) fn is_enough(&self, hidden: &Totals, k: u64) -> bool {
        let columns = self.columns.iter().zip(&hidden.columns);
        columns.chain(self.groups.iter().zip(&hidden.groups)).all(|(sums, hidden)| is_enough(sums, hidden, k))
    }

    /// The table with what hidden groups and options can give away.
    pub(super) fn table(
        &self,
        table: &Table,
        (breakdown, option): (usize, usize),
        hidden: &Totals,
        k: u64,
    ) -> Table {
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

pub(super) fn total(table: &Table) -> u64 {
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
