//! The conditions in ZEN's expression language, for zen-engine.
//!
//! All menus stand in one expression node of one decision: the engine walks its graph once for a business, which is
//! kinder to it than a decision per menu. A fact that is not there is null; so each condition asks first whether it is
//! known, as in [`crate::json_logic`].

use domain::condition::{Comparison, Scalar, Test};
use domain::document::ConditionLevel;
use domain::menu::Menu;
use serde_json::{Value, json};

use crate::Found;

/// A decision whose answer has the menus' places (`m0`, `m1`, …) as keys.
pub fn decision(menus: &[Menu]) -> Value {
    let expressions: Vec<Value> = menus
        .iter()
        .enumerate()
        .map(|(n, menu)| json!({"id": format!("e{n}"), "key": format!("m{n}"), "value": rule(menu)}))
        .collect();
    json!({
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode"},
            {"id": "rules", "name": "rules", "type": "expressionNode", "content": {"expressions": expressions}},
            {"id": "out", "name": "out", "type": "outputNode"}
        ],
        "edges": [
            {"id": "1", "type": "edge", "sourceId": "in", "targetId": "rules"},
            {"id": "2", "type": "edge", "sourceId": "rules", "targetId": "out"}
        ]
    })
}

fn rule(menu: &Menu) -> String {
    let required: Vec<&Comparison> = menu
        .conditions
        .iter()
        .filter(|condition| condition.level == ConditionLevel::Required)
        .map(|condition| &condition.comparison)
        .collect();
    let missed = |by_acting: bool| {
        let misses = required.iter().filter(|c| c.fact().changes_by_acting() == by_acting);
        any(misses.map(|c| format!("({} != null and not ({}))", c.fact().as_str(), holds(c))).collect())
    };
    let unknown = any(required.iter().map(|c| format!("{} == null", c.fact().as_str())).collect());
    format!(
        "({}) ? {} : (({}) ? {} : (({}) ? {} : {}))",
        missed(false),
        Found::NotEligible.code(),
        missed(true),
        Found::NearMiss.code(),
        unknown,
        Found::NeedsInfo.code(),
        Found::Eligible.code()
    )
}

fn any(conditions: Vec<String>) -> String {
    if conditions.is_empty() { "false".to_owned() } else { conditions.join(" or ") }
}

fn holds(comparison: &Comparison) -> String {
    let fact = comparison.fact().as_str();
    match comparison.test() {
        Test::OneOf(values) => one_of(fact, values),
        Test::NoneOf(values) => format!("not ({})", one_of(fact, values)),
        Test::AtLeast(bound) => format!("{fact} >= {bound}"),
        Test::AtMost(bound) => format!("{fact} <= {bound}"),
        Test::ContainsAny(wanted) => {
            format!("some({fact}, # in [{}])", list(wanted.iter().map(|w| json!(w))))
        }
    }
}

fn one_of(fact: &str, values: &[Scalar]) -> String {
    let mut values = values.iter().map(crate::json_logic::scalar);
    if values.len() == 1 {
        values.next().map(|one| format!("{fact} == {one}")).expect("there is one")
    } else {
        format!("{fact} in [{}]", list(values))
    }
}

fn list(values: impl Iterator<Item = Value>) -> String {
    values.map(|value| value.to_string()).collect::<Vec<_>>().join(", ")
}
