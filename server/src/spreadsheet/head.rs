//! Which of a table's columns is which: by their headings, in whatever order they stand.

use std::collections::BTreeMap;

use super::columns::{Column, Kind, TEACHING};
use super::reading;
use super::slip::{Problem, Slip};
use super::table::{Cell, Place, Row, Table};

/// Rows of one sheet. The whole catalogue has a few hundred; this is against files that only want to be big.
pub const MAX_ROWS: usize = 20_000;

/// Columns that are looked at: ours are fewer than forty.
pub const MAX_COLUMNS: usize = 200;

/// A table whose columns are known.
pub struct Headed<'t> {
    pub place: Place,
    /// Rows with entries: neither empty nor for reading only.
    pub rows: Vec<&'t Row>,
    columns: BTreeMap<usize, &'static Column>,
}

impl<'t> Headed<'t> {
    /// Finds the columns in the first row that has anything in it.
    pub fn of(
        (order, table): (usize, &'t Table),
        known: &[&'static Column],
        slips: &mut Vec<Slip>,
    ) -> Headed<'t> {
        let place = Place::of_sheet(order, table);
        let mut rows = table.rows.iter().filter(|row| !row.is_blank());
        let mut columns = BTreeMap::new();
        if let Some(head) = rows.next() {
            for (at, cell) in head.cells.iter().enumerate().filter(|(_, cell)| !cell.is_blank()) {
                let heading = heading(cell);
                let here = place.at_row(head.number).at_column(at, &heading);
                match known.iter().find(|column| reading::folded(column.heading) == heading) {
                    None => slips.push(Slip { place: here, problem: Problem::UnknownHeading(heading) }),
                    // Which of the two is meant nobody knows: neither is read.
                    Some(column)
                        if columns.values().any(|other: &&Column| other.heading == column.heading) =>
                    {
                        columns.retain(|_, other| other.heading != column.heading);
                        slips.push(Slip { place: here, problem: Problem::RepeatedHeading });
                    }
                    Some(column) => drop(columns.insert(at, *column)),
                }
            }
        }
        let rows: Vec<&Row> = rows.filter(|row| !teaches(row)).collect();
        if let Some(row) = rows.get(MAX_ROWS) {
            let most = u32::try_from(MAX_ROWS).unwrap_or(u32::MAX);
            slips.push(Slip { place: place.at_row(row.number), problem: Problem::TooManyRows(most) });
        }
        Headed { place, rows: rows.into_iter().take(MAX_ROWS).collect(), columns }
    }

    /// Says of every column that must be there and is not that it is missing; whether all are there.
    pub fn require<'c>(&self, needed: impl Iterator<Item = &'c Column>, slips: &mut Vec<Slip>) -> bool {
        let mut all = true;
        for column in needed.filter(|column| !matches!(column.kind, Kind::Shown)) {
            if self.at(column).is_none() {
                all = false;
                let problem = Problem::MissingColumn(column.heading);
                slips.push(Slip { place: self.place.clone(), problem });
            }
        }
        all
    }

    /// The columns that are there, from left to right.
    pub fn columns(&self) -> impl Iterator<Item = &'static Column> {
        self.columns.values().copied()
    }

    /// Where a column stands, from 0.
    fn at(&self, column: &Column) -> Option<usize> {
        let mut places = self.columns.iter();
        places.find(|(_, known)| known.heading == column.heading).map(|(at, _)| *at)
    }

    /// The cell of a column in a row.
    pub fn cell<'r>(&self, row: &'r Row, column: &Column) -> &'r Cell {
        self.at(column).map_or(&Cell::Empty, |at| row.cell(at))
    }

    /// The place of a cell.
    pub fn place_of(&self, row: &Row, column: &Column) -> Place {
        let place = self.place.at_row(row.number);
        self.at(column).map_or(place.clone(), |at| place.at_column(at, column.heading))
    }
}

fn heading(cell: &Cell) -> String {
    reading::folded(&reading::line(cell).unwrap_or_default())
}

/// A row for reading only: its first cell that has anything in it begins with `※`.
fn teaches(row: &Row) -> bool {
    let first = row.cells.iter().find(|cell| !cell.is_blank());
    first.is_some_and(|cell| reading::text(cell).is_ok_and(|text| text.starts_with(TEACHING)))
}

#[cfg(test)]
mod tests {
    use super::super::columns::{ID, MENUS};
    use super::*;

    fn row(number: u32, text: &str) -> Row {
        Row { number, cells: vec![Cell::Empty, Cell::text(text)] }
    }

    #[test]
    fn the_head_is_the_first_row_that_has_anything_in_it() {
        let table = Table {
            title: "表".to_owned(),
            rows: vec![row(1, " "), row(3, "ｉｄ "), row(4, "※説明"), row(5, ""), row(7, "dx-nintei")],
        };
        let known: Vec<&'static Column> = MENUS.columns.iter().collect();
        let mut slips = Vec::new();
        let headed = Headed::of((0, &table), &known, &mut slips);
        assert_eq!(slips, []);
        assert_eq!(headed.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [7]);
        assert_eq!(headed.place_of(headed.rows[0], &ID).to_string(), "「表」7行目 B列「id」");
    }

    #[test]
    fn a_sheet_may_not_go_on_for_ever() {
        let last = u32::try_from(MAX_ROWS).expect("a count") + 2;
        let rows =
            |last| std::iter::once(row(1, "id")).chain((2..=last).map(|number| row(number, "a"))).collect();
        let known: Vec<&'static Column> = MENUS.columns.iter().collect();
        for (last, said) in [(last - 1, ""), (last, "「表」20002行目：20000 行を超えています。")]
        {
            let table = Table { title: "表".to_owned(), rows: rows(last) };
            let mut slips = Vec::new();
            assert_eq!(Headed::of((0, &table), &known, &mut slips).rows.len(), MAX_ROWS);
            let slips: String = slips.iter().map(ToString::to_string).collect();
            assert!(slips.starts_with(said) && slips.is_empty() == said.is_empty(), "{slips}");
        }
    }
}
