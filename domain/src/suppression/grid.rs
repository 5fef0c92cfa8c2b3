//! A table with margins as a network: its cells are edges, its equations are nodes.
//!
//! Every row adds up to its total and every column to its own. With the signs of the total row and of the columns turned
//! round, each cell stands in two equations, once with + and once with −: what a reader knows of the hidden cells is a
//! flow (L. H. Cox: Network models for complementary cell suppression, JASA 90, 1995).

/// Where a cell stands; the row after the last is that of the totals, and so is the column after the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    pub row: usize,
    pub column: usize,
}

/// How many rows and columns there are, totals not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    pub rows: usize,
    pub columns: usize,
}

impl Shape {
    /// Cells, those of the margins included.
    #[must_use]
    pub fn len(self) -> usize {
        (self.rows + 1) * (self.columns + 1)
    }

    #[must_use]
    pub fn is_empty(self) -> bool {
        self.rows == 0 || self.columns == 0
    }

    #[must_use]
    pub fn index(self, cell: Cell) -> usize {
        cell.row * (self.columns + 1) + cell.column
    }

    #[must_use]
    pub fn cell(self, index: usize) -> Cell {
        Cell { row: index / (self.columns + 1), column: index % (self.columns + 1) }
    }

    /// All cells, row by row.
    pub fn cells(self) -> impl Iterator<Item = Cell> {
        (0..self.len()).map(move |index| self.cell(index))
    }

    /// In how many margins the cell stands: 0, 1, or 2 for the total of all.
    pub(super) fn margins(self, cell: Cell) -> u32 {
        u32::from(cell.row == self.rows) + u32::from(cell.column == self.columns)
    }

    pub(super) fn nodes(self) -> usize {
        self.rows + self.columns + 2
    }

    /// The edge of a cell. Raising the cell sends flow from the first node to the second.
    pub(super) fn edge(self, cell: Cell) -> (usize, usize) {
        let (row, column) = (cell.row, self.rows + 1 + cell.column);
        if self.margins(cell) == 1 { (column, row) } else { (row, column) }
    }

    /// The counts with their totals, row by row.
    pub(super) fn with_margins(self, inner: impl Fn(Cell) -> u64) -> Vec<u64> {
        let mut counts = vec![0; self.len()];
        for row in 0..self.rows {
            for column in 0..self.columns {
                let count = inner(Cell { row, column });
                for (row, column) in
                    [(row, column), (row, self.columns), (self.rows, column), (self.rows, self.columns)]
                {
                    counts[self.index(Cell { row, column })] += count;
                }
            }
        }
        counts
    }
}
