//! What a menu would become, field by field.

use domain::content::Content;
use domain::draft::{Difference, differences};
use leptos::prelude::*;
use serde_json::Value;

use super::table::Table;
use crate::words::drafts as words;

/// Before and after of each field that differs; without `before` all that a new menu says.
/// `name` is the menu's.
pub fn difference_table(
    content: &Content,
    id: &str,
    name: &str,
    before: Option<&Value>,
    after: &Value,
) -> impl IntoView + use<> {
    let is_new = before.is_none();
    let found = differences(before, after);
    let rows: Vec<_> = found.iter().map(|difference| row(content, difference, is_new)).collect();
    let heads = if is_new { [words::FIELD, words::CONTENT] } else { [words::BEFORE, words::AFTER] };
    let heads = heads.map(|head| view! { <th scope="col">{head}</th> });
    view! {
        <Table id caption=words::differences(name, is_new) head=heads.into_any()>{rows}</Table>
    }
}

fn row(content: &Content, difference: &Difference, is_new: bool) -> AnyView {
    let said = |value: &Option<Value>| match value {
        Some(value) => words::value(content, &difference.field, value),
        None => words::NOTHING.to_owned(),
    };
    let (field, before, after) =
        (words::field(&difference.field), said(&difference.before), said(&difference.after));
    if is_new {
        let row = view! { <tbody><tr><th scope="row">{field}</th><td>{after}</td></tr></tbody> };
        return row.into_any();
    }
    view! {
        <tbody>
            <tr>
                <th scope="rowgroup" colspan="2"><b>{field}</b></th>
            </tr>
            <tr>
                <td>{before}</td>
                <td>{after}</td>
            </tr>
        </tbody>
    }
    .into_any()
}
