//! The rows of support menus, cases and figures of the plans. What is not known is null: no figure is not zero.

use std::collections::BTreeSet;

use domain::case::Case;
use domain::content::Content;
use domain::document::PlanRecord;
use domain::menu::Menu;
use serde_json::{Value, json};

use super::dataset::Rows;

/// In the order of the columns (`app::words::open_data::columns::MENUS`).
pub(super) fn menus(content: &Content, imported: &BTreeSet<String>) -> Rows {
    let row = |menu: &Menu| {
        let document = &menu.document;
        let rounds = menu.reception.rounds();
        let conditions: Vec<&str> =
            document.conditions.iter().map(|condition| condition.text.as_str()).collect();
        vec![
            json!(document.id),
            json!(document.name),
            json!(document.provider),
            json!(document.provider_level),
            json!(document.kind),
            json!(document.summary),
            json!(document.max_amount_yen),
            json!(document.min_amount_yen),
            json!(document.subsidy_rate),
            json!(rounds.iter().filter_map(|round| round.opens).min()),
            json!(rounds.iter().filter_map(|round| round.closes).max()),
            text(&conditions.join("；")),
            listed(&document.pains),
            listed(&document.solutions),
            json!(document.url),
            json!(document.source_url),
            json!(document.as_of),
            json!(document.verified),
            json!(document.note),
        ]
    };
    content.menus.iter().filter(|menu| !imported.contains(menu.id())).map(row).collect()
}

/// In the order of the columns (`app::words::open_data::columns::CASES`).
pub(super) fn cases(content: &Content) -> Rows {
    let row = |case: &Case| {
        let document = &case.document;
        vec![
            json!(document.id),
            json!(document.company),
            json!(document.prefecture),
            json!(document.city),
            json!(document.industry),
            json!(document.industry_text),
            json!(document.employees),
            json!(document.employees_note),
            json!(document.issue),
            json!(document.action),
            json!(document.effect),
            listed(&document.pains),
            listed(&document.solutions),
            json!(document.source_url),
            json!(document.as_of),
            json!(document.verified),
            json!(document.note),
        ]
    };
    content.cases.iter().map(row).collect()
}

/// In the order of the columns (`app::words::open_data::columns::PLAN`).
pub(super) fn plan_records(content: &Content) -> Rows {
    let row = |record: &PlanRecord| {
        vec![
            json!(record.id),
            json!(record.indicator),
            json!(record.name),
            json!(record.plan),
            json!(record.section),
            json!(record.unit),
            json!(record.direction),
            json!(record.fiscal_year),
            json!(record.period),
            json!(record.target),
            json!(record.target_state),
            json!(record.actual),
            json!(record.actual_state),
            json!(record.approx),
            json!(record.cumulative),
            json!(record.role),
            json!(record.source_location),
            json!(record.source_url),
            json!(record.as_of),
            json!(record.verified),
            json!(record.note),
        ]
    };
    content.plan_records.iter().map(row).collect()
}

fn listed(ids: &[String]) -> Value {
    text(&ids.join(";"))
}

fn text(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { json!(text) }
}
