//! The conditions as JSONLogic, for datalogic-rs.
//!
//! JSONLogic knows no third value: a comparison with a fact that is not there is simply false. So each condition asks
//! first whether the fact is known, and the rule of engine.md §3 is written out: refused for good, else a near miss,
//! else something unknown, else eligible.

use domain::condition::{Comparison, Scalar, Test};
use domain::document::ConditionLevel;
use domain::menu::Menu;
use serde_json::{Value, json};

use crate::Found;

pub fn rule(menu: &Menu) -> Value {
    let required: Vec<&Comparison> = menu
        .conditions
        .iter()
        .filter(|condition| condition.level == ConditionLevel::Required)
        .map(|condition| &condition.comparison)
        .collect();
    let missed = |by_acting: bool| -> Value {
        let misses = required.iter().filter(|c| c.fact().changes_by_acting() == by_acting);
        any(misses.map(|c| json!({"and": [known(c), {"!": [holds(c)]}]})).collect())
    };
    let unknown = any(required.iter().map(|c| json!({"!": [known(c)]})).collect());
    json!({"if": [
        missed(false), Found::NotEligible.code(),
        missed(true), Found::NearMiss.code(),
        unknown, Found::NeedsInfo.code(),
        Found::Eligible.code()
    ]})
}

fn any(conditions: Vec<Value>) -> Value {
    if conditions.is_empty() { json!(false) } else { json!({"or": conditions}) }
}

fn known(comparison: &Comparison) -> Value {
    json!({"!==": [fact(comparison), null]})
}

fn fact(comparison: &Comparison) -> Value {
    json!({"var": comparison.fact().as_str()})
}

fn holds(comparison: &Comparison) -> Value {
    let fact = fact(comparison);
    match comparison.test() {
        Test::OneOf(values) => one_of(fact, values),
        Test::NoneOf(values) => json!({"!": [one_of(fact, values)]}),
        Test::AtLeast(bound) => json!({">=": [fact, bound]}),
        Test::AtMost(bound) => json!({"<=": [fact, bound]}),
        Test::ContainsAny(wanted) => json!({"some": [fact, {"in": [{"var": ""}, wanted]}]}),
    }
}

fn one_of(fact: Value, values: &[Scalar]) -> Value {
    let values: Vec<Value> = values.iter().map(scalar).collect();
    match values.as_slice() {
        [one] => json!({"===": [fact, one]}),
        several => json!({"in": [fact, several]}),
    }
}

pub fn scalar(value: &Scalar) -> Value {
    match value {
        Scalar::Text(text) => json!(text),
        Scalar::Number(number) => json!(number),
        Scalar::Bool(value) => json!(value),
    }
}
