//! The rows of the survey's indicators.

use app::words::format::percent;
use app::words::open_data as words;
use domain::content::Content;
use domain::indicator::{Dimension, Period};
use domain::publication::{PublishedTopic, Row};
use domain::statistic::Figure;
use serde_json::{Number, Value, json};

use super::dataset::Rows;

/// Stands for a number that is not published.
const HIDDEN: &str = "x";
/// Stands for a share of nobody.
const NO_SHARE: &str = "n/a";
/// Code of the group of all, and of those who did not say.
const ALL: &str = "all";
const NOT_SAID: &str = "unknown";

pub(super) fn rows(period: &Period, topics: &[PublishedTopic<'_>], content: &Content) -> Rows {
    let of_topic = |topic: &PublishedTopic<'_>| -> Rows {
        let question = topic.topic.question().to_owned();
        topic.rows(content).iter().map(|row| line(period, &question, row, content)).collect()
    };
    topics.iter().flat_map(of_topic).collect()
}

/// In the order of the columns (`app::words::open_data::columns::SURVEY`).
fn line(period: &Period, question: &str, row: &Row<'_>, content: &Content) -> Vec<Value> {
    let (from, to) = period.first_and_last().unzip();
    let indicator = row.statistic.indicator;
    let option = row.series.option.as_deref();
    let label =
        option.and_then(|id| Some(content.questionnaire.question(question)?.choice(id)?.label.as_str()));
    let measure = match (option, row.series.strict) {
        (Some(_), _) => "option",
        (None, true) => "share_strict",
        (None, false) => "share",
    };
    let (breakdown, code, name) = group(row, content);
    let Figure { answered, met } = row.figure;
    vec![
        json!(period.code()),
        json!(from),
        json!(to),
        json!(question),
        json!(indicator.id),
        json!(indicator.label),
        json!(measure),
        json!(option),
        json!(label),
        json!(breakdown),
        json!(code),
        json!(name),
        number(answered),
        number(met),
        share(row.figure),
        json!(remark(row.figure)),
    ]
}

fn group(row: &Row<'_>, content: &Content) -> (&'static str, String, String) {
    let Some((dimension, place)) = row.group else {
        return (ALL, ALL.to_owned(), words::EVERYBODY.to_owned());
    };
    let group = dimension.groups(content).into_iter().nth(place);
    let (code, name) = group.unwrap_or_else(|| (NOT_SAID.to_owned(), words::NOT_SAID.to_owned()));
    (Dimension::as_str(dimension), code, name)
}

fn number(count: Option<u64>) -> Value {
    count.map_or_else(|| json!(HIDDEN), |count| json!(count))
}

fn share(figure: Figure) -> Value {
    match (figure.met, figure.answered) {
        (_, Some(0)) => json!(NO_SHARE),
        (Some(met), Some(answered)) => {
            let percent = percent(met, answered).parse().ok().and_then(Number::from_f64);
            percent.map_or_else(|| json!(NO_SHARE), Value::Number)
        }
        _ => json!(HIDDEN),
    }
}

fn remark(figure: Figure) -> Option<&'static str> {
    match (figure.answered, figure.met) {
        (Some(0), _) => Some(words::NOBODY),
        (Some(_), Some(_)) => None,
        _ => Some(words::HIDDEN),
    }
}
