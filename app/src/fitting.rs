//! Who fits a menu, as it may be shown: pages draw it, the router writes it as a file.

use std::collections::BTreeMap;

use domain::content::Content;
use domain::indicator::Dimension;
use domain::population::Sums;
use domain::statistic::group_ids;
use domain::suppression::{Breakdowns, Cell, Published, Table};

use crate::backend::Matching;
use crate::words::office::fitting as words;

/// What may be shown of one menu's matching, by each of [`Dimension::ALL`].
pub struct Shown(Vec<Published>);

impl Shown {
    #[must_use]
    pub fn of(content: &Content, matching: &Matching) -> Shown {
        let k = content.questionnaire.small_cell_threshold;
        let table = |(dimension, sums): (Dimension, &BTreeMap<String, Sums>)| {
            let groups = group_ids(dimension, content);
            let counts = groups.iter().map(|id| verdicts(sums.get(id).copied().unwrap_or_default()));
            vec![Table::by_option(&counts.collect::<Vec<_>>())]
        };
        let tables = Dimension::ALL.into_iter().zip(&matching.by).map(table);
        Shown(Breakdowns::new(tables.collect()).suppress(&[], k).into_iter().flatten().collect())
    }

    /// The totals, which are the same in every table.
    #[must_use]
    pub fn total(&self) -> Figures {
        self.0.first().map_or(Figures::default(), |table| Figures::of(table, table.shape().rows))
    }

    /// A group by its place among [`crate::survey::groups`].
    #[must_use]
    pub fn of_group(&self, dimension: Dimension, place: usize) -> Figures {
        let mut tables = Dimension::ALL.into_iter().zip(&self.0);
        let table = tables.find(|(one, _)| *one == dimension);
        table.map_or(Figures::default(), |(_, table)| Figures::of(table, place))
    }
}

/// How many there are, by [`VERDICTS`].
fn verdicts(sums: Sums) -> Vec<u64> {
    vec![sums.eligible, sums.needs_info, sums.near_miss, sums.not_eligible - sums.near_miss]
}

/// Eligible, too little known, near miss, and refused for good: they exclude each other.
const VERDICTS: usize = 4;

/// One row; `None` is suppressed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Figures {
    eligible: Option<u64>,
    needs_info: Option<u64>,
    near_miss: Option<u64>,
    businesses: Option<u64>,
}

impl Figures {
    fn of(table: &Published, row: usize) -> Figures {
        let count = |column| table.count(0, Cell { row, column });
        Figures { eligible: count(0), needs_info: count(1), near_miss: count(2), businesses: count(VERDICTS) }
    }

    /// With its name, in the order of the columns.
    #[must_use]
    pub fn each(self) -> [(&'static str, Option<u64>); 4] {
        [
            (words::ELIGIBLE, self.eligible),
            (words::NEEDS_INFO, self.needs_info),
            (words::NEAR_MISS, self.near_miss),
            (words::BUSINESSES, self.businesses),
        ]
    }
}
