//! The clients of an agency: what their consents cover.

use app::backend::{Caseload, ClientRow};
use app::words::clients as words;
use chrono::NaiveDate;
use domain::consent::last_day;
use domain::content::Content;
use domain::window::japan_day;

use super::{number, table};
use crate::spreadsheet::{Cell, Table};

/// A row for each.
#[must_use]
pub fn of(clients: &Caseload) -> Table {
    let rows = clients.clients.items.iter().map(|client| row(&clients.content, client));
    table(words::TITLE, words::COLUMNS, rows)
}

fn row(content: &Content, client: &ClientRow) -> Vec<Cell> {
    let standing = client.standing.as_ref();
    let place = standing.and_then(|standing| standing.municipality.as_deref());
    let town = place.and_then(|code| content.municipality(code)).map(|town| town.name.as_str());
    let trade = standing.and_then(|standing| standing.industry.as_deref());
    let trade = trade.and_then(|code| content.industries.division(code)).map(|row| row.name.as_str());
    let level = standing.and_then(|standing| standing.level.as_ref());
    let menu = client.deadline.as_ref().and_then(|(_, menu)| content.menu(menu));
    let text = |text: Option<&str>| text.map_or(Cell::Empty, Cell::guarded);
    vec![
        number(client.id.unsigned_abs()),
        Cell::guarded(&client.name),
        Cell::guarded(&client.contact),
        text(place),
        text(town),
        text(trade),
        standing.and_then(|standing| standing.employees).map_or(Cell::Empty, number),
        text(level.map(|level| level.label.as_str())),
        standing.map_or(Cell::Empty, |standing| {
            Cell::guarded(&words::change(standing.is_first, standing.change))
        }),
        day(standing.map(|standing| japan_day(standing.submitted_at))),
        day(client.deadline.as_ref().map(|(day, _)| *day)),
        text(menu.map(|menu| menu.document.name.as_str())),
        number(client.tasks),
        day(client.next_task),
        day(client.last_contact.map(japan_day)),
        day(Some(last_day(client.expires_at))),
    ]
}

fn day(day: Option<NaiveDate>) -> Cell {
    day.map_or(Cell::Empty, |day| Cell::text(day.to_string()))
}
