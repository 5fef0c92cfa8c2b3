//! The gap map (困りごとの地図): where businesses have a pain that no open menu is for.
//!
//! By pain, one table of municipality × employee size over *all* businesses, each in one layer: it did not name the
//! pain; it can use an open menu against it; it nearly can; or neither is known. So a group is as large as the number of
//! businesses there, which other pages show: where nearly all of a small place have a pain, or nearly none, that is
//! hidden too. Every figure is read from that one table, a list's from its margins. The tables of two pains hold no
//! equation between them: a business may have both pains, either or none.

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::content::Content;
use crate::document::Pain;
use crate::indicator::{Breakdown, Dimension};
use crate::menu::Menu;
use crate::population::Served;
use crate::statistic::{Place, group_ids};
use crate::suppression::{Cell, Published, Table, suppress};

/// What the tables are by.
pub const BY: [Dimension; 2] = [Dimension::Municipality, Dimension::EmployeeSize];

/// All pains of a questionnaire.
#[derive(Debug, Clone, Default)]
pub struct GapMap {
    /// In the questionnaire's order.
    pub gaps: Vec<Gap>,
}

/// One pain, as it may be shown. Places are by [`BY`].
#[derive(Debug, Clone)]
pub struct Gap {
    /// The pain's id.
    pub pain: String,
    table: Published,
}

/// Those of a place who have a pain.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// Can use an open menu against it.
    pub eligible: u64,
    /// Can nearly use one.
    pub near_miss: u64,
    /// Of no open menu against it is either known.
    pub unmet: u64,
}

/// A pain in a municipality.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need<'a> {
    pub pain: &'a str,
    pub place: Place,
    pub figures: Figures,
}

impl Figures {
    #[must_use]
    pub fn with_pain(self) -> u64 {
        self.eligible + self.near_miss + self.unmet
    }
}

/// The menus that take applications on Japan's day `on`.
pub fn open_menus(content: &Content, on: NaiveDate) -> impl Iterator<Item = &Menu> {
    content.menus.iter().filter(move |menu| menu.reception.window(on).takes_applications())
}

impl GapMap {
    /// What may be shown of what [`crate::population::Population::needs`] found for the questionnaire's pains.
    #[must_use]
    pub fn of(content: &Content, needs: &[Vec<(Breakdown, Served)>]) -> GapMap {
        let k = content.questionnaire.small_cell_threshold;
        let gap = |(pain, found): (&Pain, &Vec<(Breakdown, Served)>)| Gap {
            pain: pain.id.clone(),
            table: suppress(table(content, found), k),
        };
        GapMap { gaps: content.questionnaire.pains.iter().zip(needs).map(gap).collect() }
    }

    #[must_use]
    pub fn gap(&self, pain: &str) -> Option<&Gap> {
        self.gaps.iter().find(|gap| gap.pain == pain)
    }

    /// The needs that may be shown, within a size class or of all sizes, in every municipality that is named: the largest
    /// first. What is hidden has no place in it, so that the order tells nothing of it.
    #[must_use]
    pub fn needs(&self, size: Option<usize>) -> Vec<Need<'_>> {
        let mut needs: Vec<Need<'_>> = self.gaps.iter().flat_map(|gap| gap.needs(size)).collect();
        needs.retain(|need| need.figures.unmet > 0);
        // Stable: needs of one size stand in the questionnaire's order.
        needs.sort_by_key(|need| Reverse(need.figures.unmet));
        needs
    }
}

impl Gap {
    /// `None` is suppressed.
    #[must_use]
    pub fn figures(&self, place: Place) -> Option<Figures> {
        let shape = self.table.shape();
        let cell =
            Cell { row: place.first.unwrap_or(shape.rows), column: place.second.unwrap_or(shape.columns) };
        let count = |layer| self.table.count(layer, cell);
        Some(Figures { eligible: count(ELIGIBLE)?, near_miss: count(NEAR_MISS)?, unmet: count(UNMET)? })
    }

    /// What is published.
    #[must_use]
    pub fn published(&self) -> &Published {
        &self.table
    }

    /// The last row is of those who did not say where they are.
    fn needs(&self, size: Option<usize>) -> impl Iterator<Item = Need<'_>> {
        let municipalities = 0..self.table.shape().rows.saturating_sub(1);
        municipalities.filter_map(move |row| {
            let place = Place { first: Some(row), second: size };
            Some(Need { pain: &self.pain, place, figures: self.figures(place)? })
        })
    }
}

/// The layers. The first is of those without the pain.
const LAYERS: usize = 4;
const ELIGIBLE: usize = 1;
const NEAR_MISS: usize = 2;
const UNMET: usize = 3;

fn table(content: &Content, found: &[(Breakdown, Served)]) -> Table {
    let [rows, columns] = BY.map(|dimension| group_ids(dimension, content));
    let mut counts = vec![vec![vec![0; columns.len()]; rows.len()]; LAYERS];
    // A group that the content does not name stands with those who did not say: at last.
    let place = |ids: &[String], id: Option<&str>| {
        ids.iter().position(|known| known == id.unwrap_or_default()).unwrap_or(ids.len() - 1)
    };
    for (at, served) in found {
        let [row, column] =
            [(BY[0], &rows), (BY[1], &columns)].map(|(dimension, ids)| place(ids, dimension.of(at)));
        // Of whom too little is known, it is not known either that a menu is for them.
        let layers = [served.without, served.eligible, served.near_miss, served.unmet + served.needs_info];
        for (layer, count) in counts.iter_mut().zip(layers) {
            layer[row][column] += count;
        }
    }
    Table::by_two(&counts)
}
