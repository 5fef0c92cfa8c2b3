//! Disclosure control of one-way tables (statistics.md §4): nothing shown may give away a single business.
//!
//! Primary suppression hides groups below k and shares of exactly 0 % or 100 % in groups below 3k; complementary
//! suppression hides more groups where the total would give the hidden ones away.

/// One group of a table of shares: how many answered, how many of them meet the measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub id: String,
    pub answered: u64,
    pub met: u64,
}

/// A group as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownGroup {
    pub id: String,
    /// `None` is suppressed.
    pub figures: Option<Figures>,
}

/// Figures that may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    pub answered: u64,
    pub met: u64,
}

/// A table with its total, safe to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownTable {
    pub total: Option<Figures>,
    pub groups: Vec<ShownGroup>,
}

/// Suppresses. Groups without anybody are shown as such: it is no secret that nobody answered, unless the table hides
/// others, behind which an empty group would stand out no more than it does by itself.
#[must_use]
pub fn suppress(groups: &[Group], k: u64) -> ShownTable {
    let total = Figures {
        answered: groups.iter().map(|group| group.answered).sum(),
        met: groups.iter().map(|group| group.met).sum(),
    };
    let total_shown = is_safe(total, k);
    let mut hidden: Vec<bool> =
        groups.iter().map(|g| !is_safe(Figures { answered: g.answered, met: g.met }, k)).collect();
    while total_shown && gives_away(groups, &hidden, k) {
        let smallest = (0..groups.len())
            .filter(|&n| !hidden[n] && groups[n].answered > 0)
            .min_by_key(|&n| groups[n].answered);
        match smallest {
            Some(smallest) => hidden[smallest] = true,
            None => break,
        }
    }
    let all_hidden = groups.iter().zip(&hidden).all(|(group, hidden)| *hidden || group.answered == 0);
    let show = |group: &Group, hidden: bool| ShownGroup {
        id: group.id.clone(),
        figures: (!hidden).then_some(Figures { answered: group.answered, met: group.met }),
    };
    ShownTable {
        // If hiding every group still gives something away, the total goes too.
        total: (total_shown && !(all_hidden && gives_away(groups, &hidden, k))).then_some(total),
        groups: groups.iter().zip(hidden).map(|(group, hidden)| show(group, hidden)).collect(),
    }
}

/// Nobody, or at least k; and never "all of them" or "none of them" of fewer than 3k; nor fewer than k on either side.
fn is_safe(figures: Figures, k: u64) -> bool {
    let Figures { answered, met } = figures;
    let rest = answered.saturating_sub(met);
    let uniform = met == 0 || rest == 0;
    let small_cell = (1..k).contains(&met) || (1..k).contains(&rest);
    answered == 0 || (answered >= k && !small_cell && !(uniform && answered < 3 * k))
}

/// The hidden groups together are the total less the shown ones: that must not be one group, nor fewer than k,
/// nor leave a hidden cell an interval narrower than k.
fn gives_away(groups: &[Group], hidden: &[bool], k: u64) -> bool {
    let behind: Vec<&Group> =
        groups.iter().zip(hidden).filter(|(_, hidden)| **hidden).map(|(group, _)| group).collect();
    let sum = |of: fn(&Group) -> u64| behind.iter().map(|group| of(group)).sum::<u64>();
    let (met, rest) = (sum(|g| g.met), sum(|g| g.answered.saturating_sub(g.met)));
    match behind.len() {
        0 => false,
        1 => true,
        // Every hidden cell lies between 0 and the hidden sum of its column.
        _ => met < k || rest < k,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(counts: &[(u64, u64)]) -> Vec<Group> {
        let group = |(n, &(answered, met)): (usize, &(u64, u64))| Group { id: n.to_string(), answered, met };
        counts.iter().enumerate().map(group).collect()
    }

    fn shown(counts: &[(u64, u64)]) -> Vec<bool> {
        suppress(&table(counts), 5).groups.iter().map(|group| group.figures.is_some()).collect()
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
    fn a_total_that_is_small_is_hidden_too() {
        let table = suppress(&table(&[(3, 1), (1, 1)]), 5);
        assert_eq!(table.total, None);
        assert!(table.groups.iter().all(|group| group.figures.is_none()));
    }

    #[test]
    fn nothing_is_hidden_behind_a_total_that_gives_it_away() {
        let table = suppress(&table(&[(4, 2), (100, 50)]), 5);
        assert_eq!(table.groups.iter().filter(|group| group.figures.is_some()).count(), 0);
        assert_eq!(table.total, Some(Figures { answered: 104, met: 52 }));
    }
}
