//! A short sign of what a row said when it was written. A row that still says the same proposes nothing, whatever has
//! been published since; one that was changed on top of something older is shown with a warning.

use serde_json::{Map, Value};

use super::back::SaidOfMenu;
use super::columns::{Kind, LISTS, MENUS};
use crate::checksum::sha256_hex;

/// Hexadecimal digits of a stamp: 48 bits, against chance, not against intent.
const DIGITS: usize = 12;

/// The stamp of what a file says of a menu; none unless it says something of every field.
#[must_use]
pub fn of(menu: &SaidOfMenu) -> Option<String> {
    let lists = LISTS.iter().filter_map(|sheet| sheet.field);
    let columns = MENUS.columns.iter().filter(|column| column.kind != Kind::Stamp && column.key != "id");
    let mut fields = Map::new();
    for key in columns.map(|column| column.key).chain(lists) {
        let said = menu.fields.get(key)?;
        fields.extend(said.value.clone().map(|value| (key.to_owned(), value)));
    }
    // A map of serde_json keeps its keys in order, so that the same fields are the same text.
    Some(short(&Value::Object(fields).to_string()))
}

/// The first digits of a SHA-256.
#[must_use]
pub fn short(text: &str) -> String {
    sha256_hex(text.as_bytes())[..DIGITS].to_owned()
}
