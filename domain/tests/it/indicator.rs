//! The ten survey indicators, tallied by hand for a few businesses.

use std::collections::BTreeMap;

use domain::indicator::{Breakdown, breakdown, tallies};
use domain::questionnaire::Answers;
use serde_json::{Value, json};

use crate::seed::{answers, content};

/// Counters by indicator, sorted; scores and the count of diagnoses apart.
fn counted(answers: &Answers) -> BTreeMap<String, Vec<String>> {
    let interpretation = content().questionnaire.interpret(answers);
    let mut counters: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for tally in tallies(&interpretation) {
        if tally.indicator.starts_with("survey-") {
            assert_eq!(tally.amount, 1, "a business counts once: {tally:?}");
            counters.entry(tally.indicator).or_default().push(tally.counter);
        }
    }
    counters.values_mut().for_each(|counters| counters.sort_unstable());
    counters
}

fn assert_counted(said: Value, expected: &[(&str, &[&str])]) {
    let expected: BTreeMap<String, Vec<String>> = expected
        .iter()
        .map(|(id, counters)| ((*id).to_owned(), counters.iter().map(|&c| c.to_owned()).collect()))
        .collect();
    assert_eq!(counted(&answers(&said)), expected, "{said}");
}

#[test]
fn there_are_ten_survey_indicators() {
    let ids: Vec<&str> = content().questionnaire.indicators.iter().map(|i| i.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "survey-dx-need-rate",
            "survey-dx-uptake-rate",
            "survey-stage-distribution",
            "survey-it-staff-rate",
            "survey-learning-rate",
            "survey-reskilling-declared-rate",
            "survey-security-basic-rate",
            "survey-security-action-rate",
            "survey-tool-use-rate",
            "survey-ai-use-rate",
        ]
    );
}

#[test]
fn a_business_far_ahead_meets_every_measure() {
    assert_counted(
        json!({
            "q02": "E", "q03": 60, "q07": "strong", "q08": "s4", "q13": ["generative-ai", "data-bi"],
            "q19": "dedicated", "q20": "regular", "q21": "yes", "q23": ["update", "backup", "rule"],
            "q24": ["sa_two", "gbiz"],
        }),
        &[
            ("survey-dx-need-rate", &["answered", "met"]),
            ("survey-dx-uptake-rate", &["answered", "met", "met_strict"]),
            ("survey-stage-distribution", &["answered", "option:s4"]),
            ("survey-it-staff-rate", &["answered", "met"]),
            ("survey-learning-rate", &["answered", "met"]),
            ("survey-reskilling-declared-rate", &["answered", "met"]),
            ("survey-security-basic-rate", &["answered", "met"]),
            ("survey-security-action-rate", &["answered", "met"]),
            ("survey-tool-use-rate", &["answered", "option:data-bi", "option:generative-ai"]),
            ("survey-ai-use-rate", &["answered", "met"]),
        ],
    );
}

#[test]
fn a_business_at_the_start_is_in_every_denominator_and_meets_nothing() {
    assert_counted(
        json!({
            "q02": "E", "q03": 3, "q07": "little", "q08": "s1", "q13": ["none"], "q19": "boss", "q20": "self",
            "q21": "notknown", "q23": ["update", "backup"], "q24": ["gbiz"],
        }),
        &[
            ("survey-dx-need-rate", &["answered"]),
            ("survey-dx-uptake-rate", &["answered"]),
            ("survey-stage-distribution", &["answered", "option:s1"]),
            ("survey-it-staff-rate", &["answered"]),
            ("survey-learning-rate", &["answered"]),
            ("survey-reskilling-declared-rate", &["answered"]),
            ("survey-security-basic-rate", &["answered"]),
            ("survey-security-action-rate", &["answered"]),
            ("survey-tool-use-rate", &["answered", "option:none"]),
            ("survey-ai-use-rate", &["answered"]),
        ],
    );
}

#[test]
fn the_options_that_meet_each_share_are_these() {
    for (question, indicator, counter, meeting) in [
        ("q07", "survey-dx-need-rate", "met", vec!["strong", "some"]),
        ("q08", "survey-dx-uptake-rate", "met", vec!["s2", "s3", "s4"]),
        ("q08", "survey-dx-uptake-rate", "met_strict", vec!["s3", "s4"]),
        ("q13", "survey-ai-use-rate", "met", vec!["generative-ai"]),
        ("q19", "survey-it-staff-rate", "met", vec!["dedicated", "part"]),
        ("q20", "survey-learning-rate", "met", vec!["regular", "some"]),
        ("q21", "survey-reskilling-declared-rate", "met", vec!["yes"]),
        ("q24", "survey-security-action-rate", "met", vec!["sa_one", "sa_two"]),
        // At least three of them: one is never enough.
        ("q23", "survey-security-basic-rate", "met", vec![]),
    ] {
        let asked = content().questionnaire.question(question).expect("exists");
        let is_multi = matches!(asked.kind, domain::questionnaire::QuestionKind::Multi { .. });
        let found: Vec<&str> = asked
            .choices()
            .iter()
            .map(|choice| choice.id.as_str())
            .filter(|id| {
                let answer = if is_multi { json!([id]) } else { json!(id) };
                let counted = counted(&answers(&json!({"q03": 1, question: answer})));
                counted.get(indicator).is_some_and(|counters| counters.iter().any(|c| c == counter))
            })
            .collect();
        assert_eq!(found, meeting, "{indicator} {counter}");
    }
}

#[test]
fn safeguards_count_from_three_and_the_exclusive_option_is_none_of_them() {
    let met = |ticked: Value| {
        counted(&answers(&json!({"q23": ticked})))["survey-security-basic-rate"].contains(&"met".to_owned())
    };
    assert!(!met(json!(["none"])));
    assert!(!met(json!(["update", "antivirus"])));
    assert!(met(json!(["update", "antivirus", "password"])));
    assert!(met(json!(["update", "antivirus", "password", "backup", "rule", "train"])));
}

#[test]
fn dont_know_and_no_answer_are_in_no_denominator() {
    assert_counted(json!({}), &[]);
    assert_counted(
        json!({"q03": 3, "q07": "unknown", "q08": "unknown", "q19": "unknown", "q20": "unknown", "q24": ["unknown"]}),
        &[],
    );
    let declined: Answers =
        ["q13", "q23"].map(|id| (id.to_owned(), domain::answer::Answer::Unknown)).into_iter().collect();
    assert!(counted(&declined).is_empty());
}

#[test]
fn an_invisible_question_is_in_no_denominator() {
    assert_counted(json!({"q03": 0, "q21": "yes"}), &[]);
    assert_counted(json!({"q21": "yes"}), &[]);
    assert_counted(
        json!({"q03": 1, "q21": "yes"}),
        &[("survey-reskilling-declared-rate", &["answered", "met"])],
    );
}

#[test]
fn every_diagnosis_counts_once_and_its_scores_are_summed_in_hundredths() {
    let answers = answers(&json!({"q07": "strong", "q08": "s1", "q09": "none", "q20": "self"}));
    let interpretation = content().questionnaire.interpret(&answers);
    let others: Vec<(String, String, i64)> = tallies(&interpretation)
        .into_iter()
        .filter(|tally| !tally.indicator.starts_with("survey-"))
        .map(|tally| (tally.indicator, tally.counter, tally.amount))
        .collect();
    let told = |indicator: &str, counter: &str, amount| (indicator.to_owned(), counter.to_owned(), amount);
    assert_eq!(
        others,
        [
            told("diagnoses", "completed", 1),
            told("scores", "n:vision", 1),
            told("scores", "sum:vision", 4_167), // (4+1+0)/3 × 25 = 41.666…
            told("scores", "n:process", 1),
            told("scores", "sum:process", 2_500),
            told("scores", "n:people", 1),
            told("scores", "sum:people", 2_500),
            told("scores", "n:total", 1),
            told("scores", "sum:total", 3_056), // (41.666… + 25 + 25)/3 = 30.555…
        ]
    );
}

#[test]
fn the_breakdown_is_by_size_class_division_and_municipality() {
    let of = |said: Value| {
        let answers = answers(&said);
        breakdown(&content().questionnaire.interpret(&answers))
    };
    let wholesaler = of(json!({"q01": "34100", "q02": "I:52", "q03": 120}));
    let expected = Breakdown {
        employee_size: Some("101-300".to_owned()),
        industry: Some("I".to_owned()),
        municipality: Some("34100".to_owned()),
    };
    assert_eq!(wholesaler, expected);
    assert_eq!(of(json!({})), Breakdown::default());
    let class =
        |employees: u64| of(json!({"q03": employees})).employee_size.expect("every number has a class");
    let edges = [0, 1, 5, 6, 20, 21, 50, 51, 100, 101, 300, 301, 9_999].map(class);
    assert_eq!(
        edges,
        [
            "0", "1-5", "1-5", "6-20", "6-20", "21-50", "21-50", "51-100", "51-100", "101-300", "101-300",
            "301-", "301-"
        ]
    );
}
