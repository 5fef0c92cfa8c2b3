//! The answers to one question by several breakdowns, published side by side: what all of them tell together gives no
//! business away.
//!
//! Tables of the same respondents share their totals, and a table for each option shares the numbers of answers. A reader
//! solves them as one system, which is no network any more. So what is shared is decided first: totals that are sensitive
//! are hidden with others, until all hidden ones together are at least k and any of them could be all of it. Every other
//! total is shown and stays so; then the tables have nothing unknown in common, each is a network again, and what it
//! hides is protected within. This is always possible, since every total that stays is nobody or at least k.

use super::grid::Cell;
use super::hide_all;
use super::lumped::Lumped;
use super::pair::{differs_little, is_pair_safe};
use super::shared::{Give, Totals};
use super::table::{Published, Table};

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
                let given = give.table(table, (breakdown, option), &totals, k);
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
