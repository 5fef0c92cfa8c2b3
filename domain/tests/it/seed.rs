//! The real content of `server/seed`, and short ways to speak of a business.

use std::path::Path;
use std::sync::LazyLock;

use chrono::NaiveDate;
use domain::content::{Content, Row, Sources};
use domain::facts::{FactKind, FactName, FactValue, Facts};
use domain::questionnaire::Answers;
use domain::working_day::Holidays;
use serde_json::Value;

static SOURCES: LazyLock<Sources> = LazyLock::new(|| Sources {
    questionnaire: toml("questionnaire.toml"),
    menus: toml("support_menus.toml"),
    cases: toml("cases.toml"),
    indicators: toml("indicators.toml"),
    lead_times: toml("lead_times.toml"),
    municipalities: csv("municipalities.csv"),
    industries: csv("industries.csv"),
});

static CONTENT: LazyLock<Content> = LazyLock::new(|| Content::check(&SOURCES).expect("the seed is sound"));

fn file(name: &str) -> String {
    let path = Path::new("../server/seed").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn toml(name: &str) -> Value {
    toml::from_str(&file(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn csv(name: &str) -> Vec<Row> {
    csv::Reader::from_reader(file(name).as_bytes())
        .deserialize()
        .map(|row| row.unwrap_or_else(|error| panic!("{name}: {error}")))
        .collect()
}

/// Japan's holidays.
pub fn holidays() -> Holidays {
    csv("holidays.csv").iter().map(|row| day(&row["day"])).collect()
}

/// The files as they are written, to be changed at will.
pub fn sources() -> Sources {
    SOURCES.clone()
}

/// The files, checked.
pub fn content() -> &'static Content {
    &CONTENT
}

/// Answers as the JSON interface takes them; each must count.
pub fn answers(written: &Value) -> Answers {
    let mut answers = Answers::new();
    for (id, value) in written.as_object().expect("answers by question") {
        let question = content().questionnaire.question(id).unwrap_or_else(|| panic!("no question {id}"));
        match question.read_json(value, content()) {
            Ok(Some(answer)) => {
                answers.insert(id.clone(), answer);
            }
            other => panic!("{id} = {value}: {other:?}"),
        }
    }
    answers
}

/// Facts as the JSON interface writes them.
pub fn facts(written: &Value) -> Facts {
    let mut facts = Facts::default();
    for (name, value) in written.as_object().expect("values by fact") {
        let fact = FactName::parse(name).unwrap_or_else(|| panic!("no fact {name}"));
        let value = match (fact.kind(), value) {
            (FactKind::Text, Value::String(text)) => FactValue::Text(text.clone()),
            (FactKind::Number, Value::Number(number)) => FactValue::Number(number.as_u64().expect("a count")),
            (FactKind::Bool, Value::Bool(value)) => FactValue::Bool(*value),
            (FactKind::Set, Value::Array(members)) => {
                FactValue::Set(members.iter().map(|m| m.as_str().expect("an id").to_owned()).collect())
            }
            _ => panic!("{value} is no value of {name}"),
        };
        facts.learn(fact, value);
    }
    facts
}

/// Facts as the JSON interface writes them, for comparing.
pub fn written(facts: &Facts) -> Value {
    serde_json::to_value(facts).expect("facts are plain")
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}
