use std::collections::BTreeMap;

use domain::answer::{Answer, read_all};
use domain::indicator::breakdown;

use super::*;
use crate::content::Files;

fn seed_content() -> Content {
    Files::seed().check().expect("the seed is sound").content
}

fn today() -> NaiveDate {
    "2026-11-22".parse().expect("a date")
}

#[test]
fn the_same_seed_gives_the_same_businesses() {
    let content = seed_content();
    let draw = |seed, count| -> Vec<_> {
        businesses(seed, count, &content, today()).map(|one| (one.answers, one.submitted_at)).collect()
    };
    assert_eq!(draw(1, 200), draw(1, 200));
    assert_eq!(draw(1, 50), draw(1, 200)[..50]);
    assert_ne!(draw(1, 50), draw(2, 50));
}

#[test]
fn every_answer_counts_and_every_diagnosis_is_complete() {
    let content = seed_content();
    let (oldest, mut asked_for_capital) = (today() - Days::new(731), 0);
    for one in businesses(7, 2_000, &content, today()) {
        let readings = read_all(&one.answers, &content);
        assert_eq!(readings.problems, BTreeMap::new(), "{:?}", one.answers);
        assert_eq!(readings.first_open(&content).map(|question| &question.id), None, "{:?}", one.answers);
        let seen = content.questionnaire.interpret(&readings.answers);
        for id in one.answers.keys() {
            assert!(seen.visible.iter().any(|question| question.id == *id), "{id} was not asked");
        }
        asked_for_capital += usize::from(seen.visible.iter().any(|question| question.id == "q06"));
        let day = domain::window::japan_day(one.submitted_at);
        assert!(oldest < day && day < today(), "{day}");
    }
    assert!((40..400).contains(&asked_for_capital), "{asked_for_capital}");
}

/// Businesses and those at stage 2 and above, by size class in rising order.
fn uptake(count: usize) -> Vec<(String, f64, f64)> {
    let content = seed_content();
    let classes = &content.questionnaire.size_classes;
    let mut sums: Vec<(String, f64, f64)> = classes.iter().map(|c| (c.id.clone(), 0.0, 0.0)).collect();
    for one in businesses(1, count, &content, today()) {
        let readings = read_all(&one.answers, &content);
        let place = breakdown(&content.questionnaire.interpret(&readings.answers));
        let Some(Answer::Single(stage)) = readings.answers.get("q08") else { continue };
        let Some(sum) = sums.iter_mut().find(|(id, ..)| Some(id) == place.employee_size.as_ref()) else {
            continue;
        };
        sum.1 += 1.0;
        sum.2 += f64::from(u8::from(["s2", "s3", "s4"].contains(&stage.as_str())));
    }
    sums
}

#[test]
fn most_are_small_and_the_small_start_less_often() {
    let sums = uptake(8_000);
    let shown: Vec<String> =
        sums.iter().map(|(id, n, met)| format!("{id}: n={n} {:.0}%", 100.0 * met / n)).collect();
    let rates: Vec<f64> = sums.iter().map(|(_, n, met)| met / n).collect();
    assert!(rates.windows(2).all(|pair| pair[0] < pair[1]), "{shown:?}");
    assert!(rates[0] < 0.4 && rates[rates.len() - 1] > 0.7, "{shown:?}");
    assert!(sums[0].1 + sums[1].1 > 8_000.0 * 0.5, "{shown:?}");
}

#[test]
fn industries_feel_their_own_pains() {
    let content = seed_content();
    let mut felt: BTreeMap<bool, (f64, f64)> = BTreeMap::new();
    for one in businesses(1, 2_000, &content, today()) {
        let makes = one.answers.get("q02").is_some_and(|raw| raw.values.iter().any(|v| v.starts_with('E')));
        let Some(pains) = one.answers.get("q10") else { continue };
        let sum = felt.entry(makes).or_default();
        sum.0 += 1.0;
        sum.1 += f64::from(u8::from(pains.values.iter().any(|pain| pain == "inventory-production")));
    }
    let rate = |makes| felt.get(&makes).map_or(0.0, |(n, met): &(f64, f64)| met / n);
    assert!(rate(true) > 1.5 * rate(false), "{felt:?}");
}
