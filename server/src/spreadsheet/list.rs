//! The lists of a menu (conditions, tiers, rates, rounds): from a sheet of their own, or out of one cell.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::back::{Said, SaidOfField, SaidOfMenu, id};
use super::columns::{Column, ID, Sheet};
use super::entry;
use super::head::Headed;
use super::slip::{MAX_SLIPS, Problem, Slip};
use super::table::{Cell, Place, Table};

/// A whole list in one cell, one entry on each line.
pub(super) fn cell(
    menu: &mut SaidOfMenu,
    column: &'static Column,
    sheet: &'static Sheet,
    (text, place): (&str, Place),
    slips: &mut Vec<Slip>,
) {
    let mut list = List::new(place.clone());
    for (number, line) in (1..).zip(text.lines().filter(|line| !line.trim().is_empty())) {
        if slips.len() > MAX_SLIPS {
            break;
        }
        let within = |part: &str| Place {
            heading: format!("{}（{number}番目{part}）", column.heading),
            ..place.clone()
        };
        match entry::pieces(sheet, line) {
            Ok(pieces) => {
                let cell = |column: &Column| {
                    let found = pieces.iter().find(|(known, _)| *known == column);
                    found.map_or(&Cell::Empty, |(_, cell)| cell)
                };
                let place_of = |column: Option<&Column>| {
                    within(&column.map_or(String::new(), |column| format!("・{}", column.heading)))
                };
                list.add(sheet, cell, place_of, slips);
            }
            Err(problem) => list.fails(Slip { place: within(""), problem }, slips),
        }
    }
    list.finish(menu, column.key);
}

/// The entries of a list, as they are read.
struct List {
    place: Place,
    values: Vec<Value>,
    places: Vec<BTreeMap<&'static str, Place>>,
    broken: bool,
}

impl List {
    fn new(place: Place) -> List {
        List { place, values: Vec::new(), places: Vec::new(), broken: false }
    }

    fn fails(&mut self, slip: Slip, slips: &mut Vec<Slip>) {
        self.broken = true;
        slips.push(slip);
    }

    fn add<'c>(
        &mut self,
        sheet: &'static Sheet,
        cell: impl Fn(&Column) -> &'c Cell,
        place_of: impl Fn(Option<&Column>) -> Place,
        slips: &mut Vec<Slip>,
    ) {
        let wrong =
            |column: &'static Column, problem| slips.push(Slip { place: place_of(Some(column)), problem });
        match entry::row(sheet, cell, wrong) {
            Some(value) => {
                let mut places: BTreeMap<_, _> =
                    sheet.of_entry().map(|column| (column.key, place_of(Some(column)))).collect();
                places.insert("", place_of(None));
                self.values.push(value);
                self.places.push(places);
            }
            None => self.broken = true,
        }
    }

    fn finish(self, menu: &mut SaidOfMenu, field: &'static str) {
        if self.broken {
            menu.broken.insert(field);
            return;
        }
        // A menu always has a list of conditions; the other lists it has only if there is something in them.
        let value = (field == "conditions" || !self.values.is_empty()).then_some(Value::Array(self.values));
        menu.fields.insert(field, SaidOfField { value, place: self.place, entries: self.places });
    }
}

/// A sheet of entries, each row with the id of its menu. A menu among the menus that has no row here has an empty list.
pub(super) fn sheet(sheet: &'static Sheet, field: &'static str, table: (usize, &Table), said: &mut Said) {
    let known: Vec<&'static Column> = sheet.columns.iter().collect();
    let headed = Headed::of(table, &known, &mut said.slips);
    if said.menus.iter().any(|menu| menu.fields.contains_key(field) || menu.broken.contains(field)) {
        said.slips.push(Slip { place: headed.place, problem: Problem::ListTwice });
        return;
    }
    if !headed.require(sheet.columns.iter(), &mut said.slips) {
        for menu in &mut said.menus {
            menu.broken.insert(field);
        }
        return;
    }
    let mut of_menu: BTreeMap<String, List> = BTreeMap::new();
    let mut without_row = Vec::new();
    let among: BTreeSet<String> = said.menus.iter().map(|menu| menu.id.clone()).collect();
    for row in &headed.rows {
        if said.slips.len() > MAX_SLIPS {
            return;
        }
        let Some(id) = id(&headed, row, &mut said.slips) else { continue };
        let list = of_menu.entry(id.clone()).or_insert_with(|| List::new(headed.place_of(row, &ID)));
        let place_of = |column: Option<&Column>| match column {
            Some(column) => headed.place_of(row, column),
            None => headed.place.at_row(row.number),
        };
        list.add(sheet, |column| headed.cell(row, column), place_of, &mut said.slips);
        if !among.contains(&id) && !without_row.contains(&id) {
            without_row.push(id);
        }
    }
    for id in without_row {
        let place = of_menu.get(&id).map_or_else(|| headed.place.clone(), |list| list.place.clone());
        let (fields, broken) = (BTreeMap::new(), BTreeSet::new());
        said.menus.push(SaidOfMenu { id, place, among_menus: false, stamp: None, fields, broken });
    }
    for menu in &mut said.menus {
        let list = of_menu.remove(&menu.id);
        // Of a menu that is named on another sheet only, this one says nothing.
        let list = list.or_else(|| menu.among_menus.then(|| List::new(headed.place.clone())));
        if let Some(list) = list {
            list.finish(menu, field);
        }
    }
}
