//! Disclosure control of one-way tables (statistics.md §4): nothing shown may give away a single business.
//!
//! Primary suppression hides groups below k and shares of exactly 0 % or 100 % in groups below 3k; complementary
//! suppression hides more groups where the total would give the hidden ones away.

/// One group of a table: how many gave each of the answers that exclude each other. For a share the cells are
/// those who do not meet the measure and those who do; with a stricter measure, those who meet that come last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub id: String,
    pub cells: Vec<u64>,
}

impl Group {
    fn answered(&self) -> u64 {
        self.cells.iter().sum()
    }
}

/// A group as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownGroup {
    pub id: String,
    /// `None` is suppressed, all cells together.
    pub cells: Option<Vec<u64>>,
}

/// A table with its total, safe to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownTable {
    /// By cell; `None` is suppressed.
    pub total: Option<Vec<u64>>,
    pub groups: Vec<ShownGroup>,
}

/// Suppresses. All groups have the same cells. Groups without anybody are shown as such.
#[must_use]
pub fn suppress(groups: &[Group], k: u64) -> ShownTable {
    let total = column_sums(groups.iter());
    let total_shown = is_safe(&total, k);
    let mut hidden: Vec<bool> = groups.iter().map(|group| !is_safe(&group.cells, k)).collect();
    while total_shown && gives_away(groups, &hidden, k) {
        let shown = (0..groups.len()).filter(|&n| !hidden[n] && groups[n].answered() > 0);
        match shown.min_by_key(|&n| groups[n].answered()) {
            Some(smallest) => hidden[smallest] = true,
            None => break,
        }
    }
    // If hiding every group still gives something away, the total goes too.
    let total_told = total_shown && !gives_away(groups, &hidden, k);
    let show = |(group, hidden): (&Group, bool)| ShownGroup {
        id: group.id.clone(),
        cells: (!hidden).then(|| group.cells.clone()),
    };
    ShownTable { total: total_told.then_some(total), groups: groups.iter().zip(hidden).map(show).collect() }
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

fn column_sums<'a>(groups: impl Iterator<Item = &'a Group>) -> Vec<u64> {
    groups.fold(Vec::new(), |mut sums, group| {
        sums.resize(group.cells.len().max(sums.len()), 0);
        sums.iter_mut().zip(&group.cells).for_each(|(sum, cell)| *sum += cell);
        sums
    })
}

/// Nobody, or at least k with no cell of 1 to k − 1; and no share of exactly 0 % or 100 % of fewer than 3k
/// (the first cell empty: all meet the measure; the last: none meets the strictest).
fn is_safe(cells: &[u64], k: u64) -> bool {
    let answered: u64 = cells.iter().sum();
    let small_cell = cells.iter().any(|cell| (1..k).contains(cell));
    let uniform = cells.first() == Some(&0) || cells.last() == Some(&0);
    answered == 0 || (answered >= k && !small_cell && !(uniform && answered < 3 * k))
}

/// The hidden groups together are the total less the shown ones: that must not be one group alone, nor leave a hidden
/// cell, which lies between 0 and the hidden sum of its column, an interval narrower than k. A column in which nobody
/// stands at all is told by the total, whatever is hidden: it calls for nothing.
fn gives_away(groups: &[Group], hidden: &[bool], k: u64) -> bool {
    let behind = || groups.iter().zip(hidden).filter(|(_, hidden)| **hidden).map(|(group, _)| group);
    match behind().count() {
        0 => false,
        1 => true,
        _ => {
            column_sums(groups.iter()).iter().zip(column_sums(behind())).any(|(all, sum)| *all > 0 && sum < k)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(counts: &[(u64, u64)]) -> Vec<Group> {
        let group = |(n, &(answered, met)): (usize, &(u64, u64))| Group {
            id: n.to_string(),
            cells: vec![answered - met, met],
        };
        counts.iter().enumerate().map(group).collect()
    }

    fn shown(counts: &[(u64, u64)]) -> Vec<bool> {
        suppress(&table(counts), 5).groups.iter().map(|group| group.cells.is_some()).collect()
    }

    #[test]
    fn groups_below_five_are_hidden_and_cannot_be_worked_out() {
        assert_eq!(shown(&[(40, 20), (30, 15), (20, 10)]), [true, true, true]);
        // One hidden group alone would be the total less the rest: the next smallest goes with it.
        assert_eq!(shown(&[(40, 20), (30, 15), (4, 2)]), [true, false, false]);
        assert_eq!(shown(&[(40, 20), (0, 0), (30, 15)]), [true, true, true]);
    }

    #[test]
    fn shares_of_all_or_none_are_hidden_in_small_groups() {
        assert_eq!(shown(&[(14, 14), (40, 20), (30, 15), (12, 0)]), [false, true, true, false]);
        assert_eq!(shown(&[(15, 15), (40, 20)]), [true, true]);
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
    fn a_total_that_is_small_is_hidden_too() {
        let table = suppress(&table(&[(3, 1), (1, 1)]), 5);
        assert_eq!(table.total, None);
        assert!(table.groups.iter().all(|group| group.cells.is_none()));
    }

    #[test]
    fn nothing_is_hidden_behind_a_total_that_gives_it_away() {
        let table = suppress(&table(&[(4, 2), (100, 50)]), 5);
        assert_eq!(table.groups.iter().filter(|group| group.cells.is_some()).count(), 0);
        assert_eq!(table.total, Some(vec![52, 52]));
    }

    #[test]
    fn what_nobody_is_anywhere_hides_no_more_groups() {
        let group = |n: usize, cells: [u64; 3]| Group { id: n.to_string(), cells: cells.to_vec() };
        let table = suppress(&[group(0, [20, 0, 40]), group(1, [10, 0, 20]), group(2, [1, 0, 2])], 5);
        assert_eq!(table.groups.iter().map(|g| g.cells.is_some()).collect::<Vec<_>>(), [true, false, false]);
        assert_eq!(table.total, Some(vec![31, 0, 62]));
    }

    #[test]
    fn a_stricter_share_gives_away_no_small_difference() {
        // 40 answered, 20 meet the measure, 18 the stricter one: the two between would be read off.
        let group = |n: usize, cells: [u64; 3]| Group { id: n.to_string(), cells: cells.to_vec() };
        let table = suppress(&[group(0, [20, 2, 18]), group(1, [30, 20, 20]), group(2, [9, 9, 9])], 5);
        let shown: Vec<bool> = table.groups.iter().map(|group| group.cells.is_some()).collect();
        assert_eq!(shown, [false, true, false]);
    }
}
