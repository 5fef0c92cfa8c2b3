//! Complementary suppression of one table: what else is hidden, so that nothing sensitive can be worked out.

use super::interval::{Layer, Margins};
use super::table::Table;

/// How a table is to be kept from telling.
pub(super) struct Hiding<'a> {
    pub(super) table: &'a Table,
    pub(super) k: u64,
    pub(super) margins: Margins,
    /// Cells that no reader sees anyway and that need no protection: they cost nothing.
    pub(super) unknown: &'a [bool],
}

impl Hiding<'_> {
    /// What is hidden in the end, with the sensitive cells, so that each can lie anywhere in an interval of k.
    pub(super) fn around(&self, sensitive: &[bool]) -> Vec<bool> {
        let mut hidden: Vec<bool> =
            sensitive.iter().zip(self.unknown).map(|(one, other)| *one || *other).collect();
        let primary = (0..sensitive.len()).filter(|cell| sensitive[*cell]).collect();
        let mut added = self.complement(primary, &mut hidden);
        added.sort_by_key(|cell| {
            std::cmp::Reverse(self.table.layers.iter().map(|layer| layer[*cell]).sum::<u64>())
        });
        for cell in added {
            hidden[cell] = false;
            if !self.is_safe_around(cell, sensitive, &hidden) {
                hidden[cell] = true;
            }
        }
        hidden
    }

    /// Hides until every hidden cell is safe; says what was added. Hiding more never narrows an interval, so that each
    /// cell is looked at once.
    fn complement(&self, mut queue: Vec<usize>, hidden: &mut [bool]) -> Vec<usize> {
        let mut added = Vec::new();
        while let Some(cell) = queue.pop() {
            for layer in self.table.told_layers(self.k) {
                let layer = self.layer(layer, hidden);
                if layer.width(cell, self.k) >= self.k {
                    continue;
                }
                // There is always a way: over the margins, which rise without limit, or, where they stay, over all
                // cells within, since no margin that stays is below k.
                for helper in layer.helpers(cell, self.k) {
                    hidden[helper] = true;
                    added.push(helper);
                    queue.push(helper);
                }
            }
        }
        added
    }

    /// Is all that is hidden still safe after a cell has been shown again? Its own row and column feel it first.
    fn is_safe_around(&self, shown: usize, sensitive: &[bool], hidden: &[bool]) -> bool {
        let shape = self.table.shape();
        let here = shape.cell(shown);
        let is_near = |cell: &usize| {
            let there = shape.cell(*cell);
            there.row == here.row || there.column == here.column
        };
        let needs = |cell: &usize| sensitive[*cell] || !self.unknown[*cell];
        self.table.told_layers(self.k).into_iter().all(|layer| {
            let layer = self.layer(layer, hidden);
            let is_safe = |cell: usize| layer.width(cell, self.k) >= self.k;
            layer.hidden_cells().filter(needs).filter(is_near).all(is_safe)
                && layer.hidden_cells().filter(needs).filter(|cell| !is_near(cell)).all(is_safe)
        })
    }

    fn layer<'a>(&'a self, layer: usize, hidden: &'a [bool]) -> Layer<'a> {
        let Table { sides, layers, .. } = self.table;
        Layer { shape: self.table.shape(), counts: &layers[layer], hidden, margins: self.margins, sides }
    }
}
