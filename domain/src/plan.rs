//! Plan indicators: figures of the two plans, by indicator and fiscal year. They are entered, not computed
//! (statistics.md §1): what is not there is not zero.

mod figures;

use std::cmp::Ordering;

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use crate::document::{PlanDirection, PlanRecord};
use crate::indicator::Period;

pub use figures::{Field, Figure, Figures, LONGEST_TEXT, RawFigures, Slip};

/// Did a year reach its target?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Achieved,
    NotAchieved,
}

/// None where target and actual are not both numbers of the same year: a state in words is compared by people.
#[must_use]
pub fn outcome(record: &PlanRecord) -> Option<Outcome> {
    let (target, actual) = record.target.zip(record.actual)?;
    let achieved = match (record.direction, actual.partial_cmp(&target)?) {
        (_, Ordering::Equal) => true,
        (PlanDirection::Lower, order) => order.is_lt(),
        (PlanDirection::Higher | PlanDirection::Achieved, order) => order.is_gt(),
    };
    Some(if achieved { Outcome::Achieved } else { Outcome::NotAchieved })
}

/// The figures of one indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct Series<'a> {
    first: &'a PlanRecord,
    records: Vec<&'a PlanRecord>,
}

impl<'a> Series<'a> {
    /// The indicators in the order in which their first figures stand.
    #[must_use]
    pub fn all(records: &'a [PlanRecord]) -> Vec<Series<'a>> {
        let mut all: Vec<Series<'a>> = Vec::new();
        for record in records {
            match all.iter_mut().find(|series| series.first.indicator == record.indicator) {
                Some(series) => series.records.push(record),
                None => all.push(Series { first: record, records: vec![record] }),
            }
        }
        for series in &mut all {
            series.records.sort_by_key(|record| year_number(record).unwrap_or(u8::MAX));
        }
        all
    }

    /// The figures of one indicator; none if there is no such indicator.
    #[must_use]
    pub fn of(records: &'a [PlanRecord], indicator: &str) -> Option<Series<'a>> {
        Series::all(records).into_iter().find(|series| series.first.indicator == indicator)
    }

    /// What holds for all of them (name, plan, section, unit, direction) stands here.
    #[must_use]
    pub fn first(&self) -> &'a PlanRecord {
        self.first
    }

    /// By year; what has no year comes last.
    #[must_use]
    pub fn records(&self) -> &[&'a PlanRecord] {
        &self.records
    }

    /// The figure of a year, as `R7`.
    #[must_use]
    pub fn in_year(&self, fiscal_year: &str) -> Option<&'a PlanRecord> {
        self.records.iter().copied().find(|record| record.fiscal_year.as_deref() == Some(fiscal_year))
    }
}

fn year_number(record: &PlanRecord) -> Option<u8> {
    record.fiscal_year.as_deref()?.strip_prefix('R')?.parse().ok()
}

/// Years whose figures can be entered beyond the current one: plans set targets ahead.
const AHEAD: i32 = 5;

/// The fiscal years whose figures can be entered on Japan's day `today`, as `R8`: all that have a name, up to a few ahead;
/// the latest first.
#[must_use]
pub fn years(today: NaiveDate) -> Vec<String> {
    let [_, _, current, _] = Period::containing(today);
    let Period::FiscalYear { fiscal_year } = current else { return Vec::new() };
    let codes = (0..).map(|back| Period::FiscalYear { fiscal_year: fiscal_year + AHEAD - back }.code());
    codes.take_while(|code| Period::parse(code).is_some()).collect()
}

/// The id of a new figure: the indicator with the year, and a number if that is taken.
#[must_use]
pub fn new_id(indicator: &str, fiscal_year: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let plain = format!("{indicator}-{}", fiscal_year.to_ascii_lowercase());
    let numbered = (2..).map(|number: u32| format!("{plain}-{number}"));
    std::iter::once(plain.clone()).chain(numbered).find(|id| !is_taken(id)).unwrap_or(plain)
}

/// A document for another year of the indicator of `sibling`, still without figures.
#[must_use]
pub fn of_new_year(sibling: &Value, id: &str, fiscal_year: &str) -> Value {
    const STAYS: [&str; 7] = ["indicator", "name", "plan", "section", "unit", "direction", "cumulative"];
    let mut document = json!({ "id": id, "fiscal_year": fiscal_year, "role": "kpi" });
    for key in STAYS {
        document[key] = sibling[key].clone();
    }
    document
}

/// A figure's document with what was entered. What the form does not ask for stays.
#[must_use]
pub fn entered(document: &Value, figures: &Figures) -> Value {
    let mut entered = document.clone();
    let Some(fields) = entered.as_object_mut() else { return entered };
    for (number, state, figure) in
        [("target", "target_state", &figures.target), ("actual", "actual_state", &figures.actual)]
    {
        match figure {
            Some(Figure::Number(value)) => {
                set(fields, number, Some(json_number(*value)));
                set(fields, state, None);
            }
            Some(Figure::State(text)) => set(fields, state, Some(text.as_str().into())),
            None if figures.in_words => set(fields, state, None),
            // A number that was taken away leaves the words that may stand in its place.
            None => set(fields, number, None),
        }
    }
    set(fields, "approx", figures.approx.then_some(Value::Bool(true)));
    set(fields, "note", (!figures.note.is_empty()).then(|| figures.note.as_str().into()));
    for (key, text) in [
        ("source_location", figures.source.as_str()),
        ("source_url", &figures.url),
        ("as_of", &figures.as_of),
        ("verified", "seed"),
    ] {
        set(fields, key, Some(text.into()));
    }
    entered
}

fn set(fields: &mut Map<String, Value>, key: &str, value: Option<Value>) {
    match value {
        Some(value) => fields.insert(key.to_owned(), value),
        None => fields.remove(key),
    };
}

/// Whole numbers without a point, as the content files write them.
#[expect(clippy::cast_possible_truncation, reason = "whole, and far below what a number holds exactly")]
fn json_number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < figures::BEYOND { json!(value as i64) } else { json!(value) }
}
