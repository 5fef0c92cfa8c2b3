//! From the catalogue to sheets.

use app::words::menu_tables::HOW_TO_LINES;
use domain::content::Content;
use serde_json::Value;

use super::back::said;
use super::columns::{CHOICES, Column, HOW_TO, ID, IN_ONE_CELL, Kind, LISTS, MENUS, Named, Sheet};
use super::entry;
use super::names::Names;
use super::stamp;
use super::table::{Cell, Table};
use super::vocabulary::Vocabulary;

/// Whether the lists of a menu stand on sheets of their own or in cells of its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lists {
    OnSheets,
    InCells,
}

/// The sheets that are read back: row 1 has the headings, row 2 the teaching, then one row per entry.
#[must_use]
pub fn tables(content: &Content, lists: Lists) -> Vec<Table> {
    let mut tables = unstamped(content, lists);
    let said = said(&tables);
    let at = columns(lists).iter().position(|column| column.kind == Kind::Stamp);
    if let (Some(at), Some(menus)) = (at, tables.first_mut()) {
        // Rows and what they say are in the same order: one for each menu.
        for (row, menu) in menus.rows.iter_mut().skip(2).zip(&said.menus) {
            row.cells[at] = Cell::text(stamp::of(menu).unwrap_or_default());
        }
    }
    tables
}

/// The same without stamps: what a stamp is made of.
#[must_use]
pub fn unstamped(content: &Content, lists: Lists) -> Vec<Table> {
    let names = Names(content);
    let menus: Vec<Value> =
        content.menus.iter().map(|menu| serde_json::to_value(&menu.document).unwrap_or_default()).collect();
    let columns = columns(lists);
    let rows = menus.iter().map(|menu| cells(&columns, menu, names)).collect();
    let mut tables = vec![table(MENUS.title, &columns, rows)];
    if lists == Lists::OnSheets {
        tables.extend(LISTS.iter().map(|sheet| entries(sheet, &menus, names)));
    }
    tables
}

/// The columns of the menus' sheet; the stamp last.
#[must_use]
pub fn columns(lists: Lists) -> Vec<&'static Column> {
    let (stamp, fields): (Vec<_>, Vec<_>) =
        MENUS.columns.iter().partition(|column| column.kind == Kind::Stamp);
    let in_cells = IN_ONE_CELL.iter().filter(|_| lists == Lists::InCells);
    fields.into_iter().chain(in_cells).chain(stamp).collect()
}

fn cells(columns: &[&'static Column], entry: &Value, names: Names<'_>) -> Vec<Cell> {
    columns.iter().map(|column| entry::written(column, entry, names)).collect()
}

fn entries(sheet: &Sheet, menus: &[Value], names: Names<'_>) -> Table {
    let columns: Vec<&'static Column> = sheet.columns.iter().collect();
    let mut rows = Vec::new();
    for menu in menus {
        let text = |key: &str| menu.get(key).and_then(Value::as_str).unwrap_or_default();
        let list = sheet.field.and_then(|field| menu.get(field)).and_then(Value::as_array);
        for item in list.into_iter().flatten() {
            let of_menu = [Cell::text(text(ID.key)), entry::cell(text("name"))];
            let own = sheet.of_entry().map(|column| entry::written(column, item, names));
            rows.push(of_menu.into_iter().chain(own).collect());
        }
    }
    table(sheet.title, &columns, rows)
}

fn table(title: &str, columns: &[&Column], rows: Vec<Vec<Cell>>) -> Table {
    let of_all = |text: fn(&Column) -> &str| columns.iter().map(|column| Cell::text(text(column))).collect();
    let head = [of_all(|column| column.heading), of_all(|column| column.teaching)];
    Table::numbered(title, head.into_iter().chain(rows))
}

/// All words and ids that may be chosen, one list in each pair of columns: the code and the word.
#[must_use]
pub fn choices(content: &Content) -> Table {
    let names = Names(content);
    let owned = |words: Vec<(&str, &str)>| {
        words.into_iter().map(|(code, word)| (code.to_owned(), word.to_owned())).collect::<Vec<_>>()
    };
    let words = Vocabulary::ALL.map(|vocabulary| (vocabulary.title(), owned(vocabulary.words())));
    let ids = [("困りごと", Named::Pain), ("解決策", Named::Solution)]
        .map(|(title, named)| (title, names.all(named)));
    let towns = content.municipalities.iter().map(|town| (town.code.clone(), town.name.clone())).collect();
    let trades =
        content.industries.divisions().map(|row| (row.division.to_string(), row.name.clone())).collect();
    let codes = [("市町のコード", towns), ("仕事の種類のコード", trades)];
    let lists: Vec<(&str, Vec<(String, String)>)> = words.into_iter().chain(ids).chain(codes).collect();
    let longest = lists.iter().map(|(_, list)| list.len()).max().unwrap_or(0);
    let head = lists.iter().flat_map(|(title, _)| [Cell::text(*title), Cell::text("コード")]).collect();
    let row = |number: usize| {
        let pair = |(code, word): &(String, String)| [Cell::text(word.as_str()), Cell::text(code.as_str())];
        lists.iter().flat_map(|(_, list)| list.get(number).map_or([Cell::Empty, Cell::Empty], pair)).collect()
    };
    Table::numbered(CHOICES, std::iter::once(head).chain((0..longest).map(row)))
}

/// Where the words of a vocabulary stand on the sheet of choices: column from 0, first and last row from 1.
#[must_use]
pub fn choices_of(vocabulary: Vocabulary) -> (usize, usize, usize) {
    let at = Vocabulary::ALL.iter().position(|one| *one == vocabulary).unwrap_or(0);
    (at * 2, 2, vocabulary.words().len() + 1)
}

/// How to edit, for those who open the file without having read anything else.
#[must_use]
pub fn how_to() -> Table {
    Table::numbered(HOW_TO, HOW_TO_LINES.into_iter().map(|line| vec![Cell::text(line)]))
}
