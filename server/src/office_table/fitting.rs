//! Who fits a menu, by each breakdown.

use app::fitting::Shown;
use app::survey::groups;
use app::words::office::fitting as words;
use app::words::survey;
use domain::content::Content;
use domain::indicator::Dimension;
use domain::menu::Menu;

use super::{counted, group_cells, table, who};
use crate::spreadsheet::{Cell, Table};

/// Of everybody first.
#[must_use]
pub fn of(content: &Content, menu: &Menu, shown: &Shown, made_up: bool) -> Table {
    let first = || vec![who(made_up), Cell::guarded(menu.id()), Cell::guarded(&menu.document.name)];
    let total = std::iter::once((Cell::Empty, group_cells(None), shown.total()));
    let groups = Dimension::ALL.into_iter().flat_map(|dimension| {
        let groups = groups(content, dimension).into_iter().enumerate();
        groups.map(move |(place, group)| {
            let by = Cell::text(survey::dimension(dimension));
            (by, group_cells(Some(&group)), shown.of_group(dimension, place))
        })
    });
    let rows = total.chain(groups).map(|(by, group, figures)| {
        let counts = figures.each().map(|(_, count)| counted(count));
        first().into_iter().chain([by]).chain(group).chain(counts).collect()
    });
    table(words::SHEET, words::COLUMNS, rows)
}
