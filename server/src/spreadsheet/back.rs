//! From sheets back to what they say of each menu, field by field, with the place of everything.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::columns::{Column, ID, IN_ONE_CELL, Kind, MENUS, Sheet, sheet_titled};
use super::entry;
use super::head::Headed;
use super::list;
use super::reading;
use super::slip::{MAX_SLIPS, Problem, Slip};
use super::table::{Place, Row, Table};

/// What a file says.
#[derive(Debug, Default)]
pub struct Said {
    /// In the order of their first rows.
    pub menus: Vec<SaidOfMenu>,
    pub slips: Vec<Slip>,
    /// Sheets that are none of ours, by title.
    pub passed_over: Vec<String>,
    /// Required fields that the file has no column for; new menus need them.
    pub without_column: Vec<&'static str>,
}

/// What a file says of one menu.
#[derive(Debug)]
pub struct SaidOfMenu {
    pub id: String,
    /// Its row among the menus; where it has none, its first row elsewhere.
    pub place: Place,
    pub among_menus: bool,
    pub stamp: Option<String>,
    /// Fields that the file has a place for, and that can be read.
    pub fields: BTreeMap<&'static str, SaidOfField>,
    /// Fields that cannot be read; a slip says why.
    pub broken: BTreeSet<&'static str>,
}

/// What a file says of one field of a menu.
#[derive(Debug, Clone)]
pub struct SaidOfField {
    /// `None`: the cell is empty.
    pub value: Option<Value>,
    pub place: Place,
    /// Of a list: the places of each entry, by key of the entry; under the empty key that of the entry itself.
    pub entries: Vec<BTreeMap<&'static str, Place>>,
}

/// Reads the sheets of a file.
#[must_use]
pub fn said(tables: &[Table]) -> Said {
    let mut said = Said::default();
    let mut ours = Vec::new();
    for (order, table) in tables.iter().enumerate() {
        match sheet_of(table, tables.len()) {
            Some(sheet) => ours.push((sheet, order, table)),
            None if super::is_for_reading_only(&table.title) => {}
            None => said.passed_over.push(table.title.clone()),
        }
    }
    if ours.is_empty() {
        let place = tables.first().map_or_else(Place::nowhere, |table| Place::of_sheet(0, table));
        said.slips.push(Slip { place, problem: Problem::NoSheet });
        return said;
    }
    // The menus first, wherever their sheet stands: lists belong to them.
    ours.sort_by_key(|(sheet, order, _)| (sheet.field.is_some(), *order));
    for (sheet, order, table) in ours {
        match sheet.field {
            None => menus((order, table), &mut said),
            Some(field) => list::sheet(sheet, field, (order, table), &mut said),
        }
    }
    said.slips.sort_by(|one, other| one.place.cmp(&other.place));
    said
}

/// Which of our sheets a table is. A file of one sheet may call it what it will: Excel names it after the file.
fn sheet_of(table: &Table, of: usize) -> Option<&'static Sheet> {
    sheet_titled(&table.title).or_else(|| (of == 1 && begins_with_id(table)).then_some(&MENUS))
}

fn begins_with_id(table: &Table) -> bool {
    let head = table.rows.iter().find(|row| !row.is_blank());
    let is_id = |cell| reading::code(cell).is_ok_and(|text| text == ID.heading);
    head.is_some_and(|row| row.cells.iter().any(is_id))
}

fn menus(table: (usize, &Table), said: &mut Said) {
    let known: Vec<&'static Column> = MENUS.columns.iter().chain(&IN_ONE_CELL).collect();
    let headed = Headed::of(table, &known, &mut said.slips);
    said.without_column = MENUS
        .columns
        .iter()
        .filter(|column| column.required && !headed.columns().any(|known| known == *column))
        .map(|column| column.heading)
        .collect();
    if !headed.require([&ID].into_iter(), &mut said.slips) {
        return;
    }
    let mut rows: BTreeMap<String, u32> = BTreeMap::new();
    for row in &headed.rows {
        if said.slips.len() > MAX_SLIPS {
            return;
        }
        let Some(id) = id(&headed, row, &mut said.slips) else { continue };
        if let Some(first) = rows.insert(id.clone(), row.number) {
            let place = headed.place_of(row, &ID);
            said.slips.push(Slip { place, problem: Problem::RepeatedId(first) });
            continue;
        }
        said.menus.push(menu(id, &headed, row, &mut said.slips));
    }
}

pub(super) fn id(headed: &Headed<'_>, row: &Row, slips: &mut Vec<Slip>) -> Option<String> {
    let read = entry::read(&ID, headed.cell(row, &ID)).map_err(|problem| match problem {
        Problem::Empty => Problem::NoId,
        other => other,
    });
    match read {
        Ok(value) => value.as_ref().and_then(Value::as_str).map(str::to_owned),
        Err(problem) => {
            slips.push(Slip { place: headed.place_of(row, &ID), problem });
            None
        }
    }
}

fn menu(id: String, headed: &Headed<'_>, row: &Row, slips: &mut Vec<Slip>) -> SaidOfMenu {
    let mut menu = SaidOfMenu {
        id,
        place: headed.place_of(row, &ID),
        among_menus: true,
        stamp: None,
        fields: BTreeMap::new(),
        broken: BTreeSet::new(),
    };
    for column in headed.columns().filter(|column| column.key != ID.key) {
        let (cell, place) = (headed.cell(row, column), headed.place_of(row, column));
        match column.kind {
            Kind::Shown => {}
            Kind::Stamp => menu.stamp = reading::code(cell).ok().filter(|stamp| !stamp.is_empty()),
            Kind::Items(sheet) => match reading::text(cell) {
                Ok(text) => list::cell(&mut menu, column, sheet, (&text, place), slips),
                Err(trouble) => menu.breaks(column.key, Slip { place, problem: trouble.into() }, slips),
            },
            _ => match entry::read(column, cell) {
                Ok(value) => {
                    menu.fields.insert(column.key, SaidOfField { value, place, entries: Vec::new() });
                }
                Err(problem) => menu.breaks(column.key, Slip { place, problem }, slips),
            },
        }
    }
    menu
}

impl SaidOfMenu {
    pub(super) fn breaks(&mut self, field: &'static str, slip: Slip, slips: &mut Vec<Slip>) {
        self.fields.remove(field);
        self.broken.insert(field);
        slips.push(slip);
    }
}
