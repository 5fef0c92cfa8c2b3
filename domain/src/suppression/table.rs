//! What is to be published, and what of it may be.

use super::grid::{Cell, Shape};

/// Counts of businesses that exclude each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    shape: Shape,
    kind: Kind,
    /// Each with margins.
    pub(super) layers: Vec<Vec<u64>>,
    /// By column, see [`Table::with_sides`].
    pub(super) sides: Vec<u64>,
}

/// What a column stands for, and with it what is told of whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Rows are groups, columns the options of an answer: a row tells of its group.
    ByOption,
    /// Rows and columns are groups, layers the options: a cell tells of its group, by all layers together.
    ByTwo,
}

impl Table {
    /// One breakdown: `counts[group][option]`. All groups have the same options.
    #[must_use]
    pub fn by_option(counts: &[Vec<u64>]) -> Table {
        let shape = Shape { rows: counts.len(), columns: counts.iter().map(Vec::len).max().unwrap_or(0) };
        let count = |cell: Cell| counts[cell.row].get(cell.column).copied().unwrap_or(0);
        Table { shape, kind: Kind::ByOption, layers: vec![shape.with_margins(count)], sides: Vec::new() }
    }

    /// Two breakdowns: `counts[option][group of the first][group of the second]`. Whatever hides an option of a group
    /// hides the others with it, and how many there are.
    #[must_use]
    pub fn by_two(counts: &[Vec<Vec<u64>>]) -> Table {
        let rows = counts.iter().map(Vec::len).max().unwrap_or(0);
        let columns = counts.iter().flatten().map(Vec::len).max().unwrap_or(0);
        let shape = Shape { rows, columns };
        let layer = |layer: &Vec<Vec<u64>>| {
            shape.with_margins(|cell| {
                layer.get(cell.row).and_then(|row| row.get(cell.column)).copied().unwrap_or(0)
            })
        };
        Table { shape, kind: Kind::ByTwo, layers: counts.iter().map(layer).collect(), sides: Vec::new() }
    }

    /// Options of one side count together in the shares that people read. A row whose hidden options are all of one side
    /// still tells its shares: where there is a choice, what else must be hidden is sought there.
    #[must_use]
    pub fn with_sides(self, sides: Vec<u64>) -> Table {
        debug_assert!(sides.is_empty() || sides.len() == self.shape.columns, "a side for each column");
        Table { sides, ..self }
    }

    /// The same groups and options with other counts; margins are counted anew.
    #[must_use]
    pub(super) fn with_counts(&self, count: impl Fn(Cell) -> u64) -> Table {
        Table { layers: vec![self.shape.with_margins(count)], sides: self.sides.clone(), ..*self }
    }

    #[must_use]
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// The count of a cell in a layer: of what nobody may see.
    #[must_use]
    pub fn count(&self, layer: usize, cell: Cell) -> u64 {
        self.layers[layer][self.shape.index(cell)]
    }

    #[must_use]
    pub fn layers(&self) -> usize {
        self.layers.len()
    }

    /// The cells that give a business away by themselves (primary suppression, statistics.md §4).
    #[must_use]
    pub fn sensitive(&self, k: u64) -> Vec<bool> {
        let mut sensitive = vec![false; self.shape.len()];
        for group in self.groups(k) {
            let counts: Vec<u64> =
                group.told_by.iter().map(|(layer, cell)| self.layers[*layer][*cell]).collect();
            let all = counts.iter().sum();
            for ((_, cell), count) in group.told_by.iter().zip(counts) {
                sensitive[*cell] |= tells(count, all, k);
            }
            if (1..k).contains(&all) {
                group.told_by.iter().for_each(|(_, cell)| sensitive[*cell] = true);
                sensitive[group.all] = true;
            }
        }
        sensitive
    }

    /// Every group of which the table tells, margins included.
    fn groups(&self, k: u64) -> Vec<Group> {
        let index = |row, column| self.shape.index(Cell { row, column });
        let Shape { rows, columns } = self.shape;
        match self.kind {
            Kind::ByOption => {
                let options: Vec<usize> =
                    (0..columns).filter(|column| !self.is_empty(0, index(rows, *column), k)).collect();
                let told_by = |row| options.iter().map(|column| (0, index(row, *column))).collect();
                (0..=rows).map(|row| Group { told_by: told_by(row), all: index(row, columns) }).collect()
            }
            Kind::ByTwo => {
                let options = self.told_layers(k);
                let told_by = |cell| options.iter().map(|layer| (*layer, cell)).collect();
                (0..self.shape.len()).map(|cell| Group { told_by: told_by(cell), all: cell }).collect()
            }
        }
    }

    /// The layers in which there is something to hide.
    pub(super) fn told_layers(&self, k: u64) -> Vec<usize> {
        let last = self.shape.len() - 1;
        (0..self.layers.len()).filter(|layer| !self.is_empty(*layer, last, k)).collect()
    }

    /// An option that nobody chose, of so many that this may be said: the total tells it of every group.
    fn is_empty(&self, layer: usize, total: usize, k: u64) -> bool {
        let last = self.shape.len() - 1;
        let all: u64 = self.layers.iter().map(|layer| layer[last]).sum();
        self.layers[layer][total] == 0 && all >= 3 * k
    }
}

/// Those of whom a table tells together.
struct Group {
    /// Layer and cell of each option.
    told_by: Vec<(usize, usize)>,
    /// The cell that says how many they are.
    all: usize,
}

/// Does this count give away an answer? 1 to k − 1 of them are few enough to be known; nobody or everybody of fewer
/// than 3k tells the answer of each.
pub(super) fn tells(count: u64, of: u64, k: u64) -> bool {
    of > 0 && ((1..k).contains(&count) || (of < 3 * k && (count == 0 || count == of)))
}

/// A table that may be shown: nothing in it gives a business away. Only [`super::suppress`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    shape: Shape,
    layers: Vec<Vec<u64>>,
    hidden: Vec<bool>,
    /// Hidden for their own sake.
    primary: usize,
}

impl Published {
    pub(super) fn new(table: Table, hidden: Vec<bool>, primary: usize) -> Published {
        let mut layers = table.layers;
        for layer in &mut layers {
            // What is not there cannot be read by mistake.
            layer.iter_mut().zip(&hidden).filter(|(_, hidden)| **hidden).for_each(|(count, _)| *count = 0);
        }
        Published { shape: table.shape, layers, hidden, primary }
    }

    #[must_use]
    pub fn shape(&self) -> Shape {
        self.shape
    }

    #[must_use]
    pub fn layers(&self) -> usize {
        self.layers.len()
    }

    /// The count of a cell in a layer; `None` is suppressed.
    #[must_use]
    pub fn count(&self, layer: usize, cell: Cell) -> Option<u64> {
        let index = self.shape.index(cell);
        (!self.hidden[index]).then(|| self.layers[layer][index])
    }

    /// The counts of a cell in all layers together.
    #[must_use]
    pub fn all(&self, cell: Cell) -> Option<u64> {
        (0..self.layers.len()).map(|layer| self.count(layer, cell)).sum()
    }

    #[must_use]
    pub fn is_hidden(&self, cell: Cell) -> bool {
        self.hidden[self.shape.index(cell)]
    }

    /// How many cells are hidden for their own sake, and how many only so that those cannot be worked out.
    #[must_use]
    pub fn suppressed(&self) -> (usize, usize) {
        (self.primary, self.hidden.iter().filter(|hidden| **hidden).count() - self.primary)
    }
}
