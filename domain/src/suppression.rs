//! Disclosure control (statistics.md §4): nothing published may let a reader derive an answer of a single business.
//!
//! *Primary* suppression hides counts of 1 to k − 1, groups of fewer than k, and shares of exactly 0 % or 100 % in
//! groups of fewer than 3k. *Complementary* suppression hides more, until every hidden count could, for all that the
//! margins tell, be any number of an interval at least k wide. The search follows Cox (1995) and the network heuristic
//! of τ-ARGUS: for each hidden cell in turn the cheapest way round it, then every cell is shown again that need not be
//! hidden. Cost counts cells first and the businesses in them second; a total costs four cells, the total of all 16. What
//! comes out is minimal in the sense that no complementary cell can be shown again; the least of all is NP-hard to find.

#[cfg(test)]
mod audit;
mod breakdowns;
mod grid;
mod hiding;
mod interval;
mod lumped;
mod pair;
mod shared;
mod table;

pub use breakdowns::{Breakdowns, Earlier};
pub use grid::{Cell, Shape};
pub use pair::{Frozen, is_safe_beside, suppress_beside};
pub use table::{Published, Table};

use hiding::Hiding;
use interval::Margins;

/// Suppresses. With `k` of 0 or 1 nothing gives anything away.
#[must_use]
pub fn suppress(table: Table, k: u64) -> Published {
    let nothing = vec![false; table.shape().len()];
    suppress_with(table, k, &nothing)
}

/// Nothing of the table is told.
#[must_use]
pub fn hide_all(table: Table) -> Published {
    let all = vec![true; table.shape().len()];
    Published::new(table, all, 0)
}

/// Suppresses a table of which some cells are to be hidden in any case.
#[must_use]
pub fn suppress_with(table: Table, k: u64, also: &[bool]) -> Published {
    let mut sensitive = table.sensitive(k);
    sensitive.iter_mut().zip(also).for_each(|(sensitive, also)| *sensitive |= also);
    let nothing = vec![false; table.shape().len()];
    let hiding = Hiding { table: &table, k, margins: Margins::MayBeHidden, unknown: &nothing };
    let (hidden, primary) =
        (hiding.around(&sensitive), sensitive.iter().filter(|sensitive| **sensitive).count());
    Published::new(table, hidden, primary)
}

/// The mean of scores as whole points, rounded half up; `sum` is in hundredths of a point. `None` where fewer than `k`
/// have a score, or where, among fewer than 3k, a mean of 0 or 100 would tell the score of each.
#[must_use]
pub fn mean_score(count: u64, sum: u64, k: u64) -> Option<u64> {
    if count < k.max(1) {
        return None;
    }
    let mean = (sum * 2 + count * 100) / (count * 200);
    let tells_all = count < 3 * k && matches!(mean, 0 | 100);
    (!tells_all).then_some(mean)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answered and met of every group.
    fn table(counts: &[(u64, u64)]) -> Table {
        let counts: Vec<Vec<u64>> = counts.iter().map(|&(answered, met)| vec![answered - met, met]).collect();
        Table::by_option(&counts)
    }

    /// What is shown of each group and, last, of all: how many of each option, and how many together.
    fn shown(table: Table) -> Vec<Vec<Option<u64>>> {
        let published = suppress(table, 5);
        let Shape { rows, columns } = published.shape();
        let row = |row| (0..=columns).map(|column| published.count(0, Cell { row, column })).collect();
        (0..=rows).map(row).collect()
    }

    const X: Option<u64> = None;

    #[test]
    fn what_is_safe_is_shown() {
        let rows = shown(table(&[(40, 20), (30, 15), (20, 10)]));
        assert_eq!(rows[3], [Some(45), Some(45), Some(90)]);
        assert!(rows.iter().flatten().all(Option::is_some));
        // Nobody is no secret.
        assert_eq!(shown(table(&[(40, 20), (0, 0), (30, 15)]))[1], [Some(0); 3]);
    }

    #[test]
    fn a_group_below_five_hides_another_with_it() {
        let rows = shown(table(&[(40, 20), (30, 15), (4, 2)]));
        assert_eq!(rows[0], [Some(20), Some(20), Some(40)]);
        assert_eq!(rows[1..3], [[X, X, X], [X, X, X]]);
        assert_eq!(rows[3], [Some(37), Some(37), Some(74)]);
    }

    #[test]
    fn a_small_count_leaves_the_number_of_answers_to_be_seen() {
        let rows = shown(table(&[(40, 20), (30, 15), (20, 2)]));
        assert_eq!(rows[2], [X, X, Some(20)]);
        assert_eq!(rows[1], [X, X, Some(30)]);
    }

    #[test]
    fn shares_of_all_or_none_are_hidden_in_small_groups() {
        let rows = shown(table(&[(14, 14), (40, 20), (30, 15), (12, 0)]));
        assert_eq!((&rows[0], &rows[3]), (&vec![X, X, Some(14)], &vec![X, X, Some(12)]));
        assert_eq!(rows[1], [Some(20), Some(20), Some(40)]);
        assert!(shown(table(&[(15, 15), (40, 20)])).iter().flatten().all(Option::is_some));
    }

    #[test]
    fn means_of_few_or_of_all_alike_are_hidden() {
        assert_eq!(mean_score(4, 4 * 5_000, 5), None);
        assert_eq!(mean_score(5, 5 * 5_050, 5), Some(51));
        assert_eq!(mean_score(14, 0, 5), None);
        assert_eq!(mean_score(15, 0, 5), Some(0));
        assert_eq!(mean_score(14, 14 * 10_000, 5), None);
        assert_eq!(mean_score(0, 0, 0), None);
    }

    #[test]
    fn a_table_of_few_shows_nothing() {
        assert!(shown(table(&[(3, 1), (1, 1)])).iter().flatten().all(Option::is_none));
    }

    #[test]
    fn a_total_is_given_up_last() {
        // One group must be hidden, and there is only one other: with it hidden too the total can stand.
        let rows = shown(table(&[(4, 2), (100, 50)]));
        assert_eq!(rows, [vec![X; 3], vec![X; 3], vec![Some(52), Some(52), Some(104)]]);
    }

    #[test]
    fn what_nobody_answers_hides_no_more_groups() {
        let counts = [vec![20, 0, 40], vec![10, 0, 20], vec![1, 0, 2]];
        let rows = shown(Table::by_option(&counts));
        assert_eq!(rows[0], [Some(20), Some(0), Some(40), Some(60)]);
        assert_eq!(rows[3], [Some(31), Some(0), Some(62), Some(93)]);
    }

    #[test]
    fn a_total_that_one_table_hides_no_other_shows() {
        let small = table(&[(3, 1), (400, 2)]);
        let other = table(&[(200, 1), (203, 2)]);
        let both: Vec<Published> =
            Breakdowns::new(vec![vec![small], vec![other]]).suppress(&[], 5).into_iter().flatten().collect();
        let total = |table: &Published, column| table.is_hidden(Cell { row: table.shape().rows, column });
        for column in 0..3 {
            assert_eq!(total(&both[0], column), total(&both[1], column));
        }
    }
}
