//! What may be published, beside what, on the real questionnaire.

use chrono::NaiveDate;
use domain::content::Content;
use domain::document::{Measure, SurveyIndicator};
use domain::indicator::{ANSWERED, Dimension, Period, option_counter};
use domain::publication::{PublishedTopic, Raw, Topic, Unpublishable, may_be_published, topics};
use domain::statistic::{Counted, Figure};

use crate::seed::content;

fn period(code: &str) -> Period {
    Period::parse(code).expect("a period")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

#[test]
fn a_period_is_published_when_it_is_over_and_shares_no_day_with_another() {
    let today = day("2027-04-01");
    let after = |code: &str, published: &[&str]| {
        may_be_published(&period(code), today, &published.iter().map(|code| period(code)).collect::<Vec<_>>())
    };
    for (code, published) in [
        ("R8-Q1", &[][..]),
        ("R8-Q1", &["R8-Q2", "R8-Q3", "R7"]),
        ("R8", &["R7", "2026-03"]),
        ("2026-05", &["2026-04", "2026-06", "R8-Q2"]),
        // The same again: another version.
        ("R8-Q1", &["R8-Q1"]),
    ] {
        assert_eq!(after(code, published), Ok(()), "{code} {published:?}");
    }
    for (code, published) in
        [("R8", "R8-Q1"), ("R8-Q1", "R8"), ("2026-05", "R8-Q1"), ("R8", "2027-03"), ("R8-Q1", "2026-04")]
    {
        let refused = Unpublishable::Overlaps { period: period(code), published: period(published) };
        assert_eq!(after(code, &["R6", published]), Err(refused), "{code} {published}");
    }
    assert_eq!(after("R9-Q1", &[]), Err(Unpublishable::NotOver(period("R9-Q1"))));
    assert_eq!(after("2027-04", &[]), Err(Unpublishable::NotOver(period("2027-04"))));
    assert_eq!(after("ever", &[]), Err(Unpublishable::NeverCloses(Period::Ever)));
}

#[test]
fn every_indicator_of_the_seed_is_published_once_by_question() {
    let questionnaire = &content().questionnaire;
    let topics = topics(questionnaire);
    let published: Vec<(&str, Vec<&str>)> = topics
        .iter()
        .map(|topic| (topic.question(), topic.statistics.iter().map(|s| s.indicator.id.as_str()).collect()))
        .collect();
    assert_eq!(topics.len(), 8);
    assert_eq!(published[1], ("q08", vec!["survey-dx-uptake-rate", "survey-stage-distribution"]));
    assert_eq!(published.iter().map(|(_, ids)| ids.len()).sum::<usize>(), questionnaire.indicators.len());
    let tools = topics.iter().find(|topic| topic.question() == "q13").expect("the tools");
    let options: Vec<_> =
        tools.statistics[0].series.iter().filter_map(|series| series.option.as_deref()).collect();
    assert!(options.contains(&"generative-ai") && !options.contains(&"none"), "{options:?}");
}

#[test]
fn a_second_table_of_a_question_is_left_out() {
    let mut questionnaire = content().questionnaire.clone();
    let share = |id: &str, options: &[&str]| SurveyIndicator {
        id: id.to_owned(),
        measure: Measure::Share {
            any_of: options.iter().map(|id| (*id).to_owned()).collect(),
            at_least: None,
        },
        from_question: "q13".to_owned(),
        ..questionnaire.indicators[0].clone()
    };
    let (either, without) = (share("either", &["crm-sfa", "data-bi"]), share("without", &["none"]));
    questionnaire.indicators.extend([either, without]);
    let topics = topics(&questionnaire);
    let ids = topics.iter().flat_map(|topic| &topic.statistics).map(|s| s.indicator.id.as_str());
    assert!(ids.clone().all(|id| id != "either" && id != "without") && ids.count() == 10);
}

/// The stages of so many businesses in each of three groups of every dimension.
fn stages(groups: [[u64; 5]; 3]) -> [Vec<Counted>; 3] {
    let of = |names: [&str; 3]| -> Vec<Counted> {
        let group = |(name, counts): (&str, [u64; 5])| {
            let one = |counter: String, amount| Counted { groups: vec![name.to_owned()], counter, amount };
            let options = ["s0", "s1", "s2", "s3", "s4"].into_iter().zip(counts);
            let chosen: Vec<Counted> = options.map(|(id, amount)| one(option_counter(id), amount)).collect();
            chosen.into_iter().chain([one(ANSWERED.to_owned(), counts.iter().sum())]).collect::<Vec<_>>()
        };
        names.into_iter().zip(groups).flat_map(group).collect()
    };
    [of(["0", "1-5", "6-20"]), of(["D", "E", "I"]), of(["34100", "34202", ""])]
}

fn topic(content: &Content) -> Topic<'_> {
    topics(&content.questionnaire).into_iter().find(|topic| topic.question() == "q08").expect("the stages")
}

fn publish<'a>(
    content: &'a Content,
    counted: &[Vec<Counted>; 3],
    before: &[Raw],
) -> Option<(PublishedTopic<'a>, Raw)> {
    topic(content).publish(counted, content, before)
}

fn figure(topic: &PublishedTopic<'_>, indicator: &str, group: Option<(Dimension, usize)>) -> Figure {
    let rows = topic.rows(content());
    let row = rows
        .iter()
        .find(|row| row.statistic.indicator.id == indicator && row.group == group && !row.series.strict);
    row.expect("a row").figure
}

const MANY: [[u64; 5]; 3] = [[20, 30, 15, 9, 12], [40, 12, 11, 6, 8], [30, 30, 30, 30, 30]];

#[test]
fn what_is_many_is_published_whole_and_what_is_few_takes_others_with_it() {
    let uptake = "survey-dx-uptake-rate";
    let (published, _) = publish(content(), &stages(MANY), &[]).expect("the first version");
    assert_eq!(published.cells().primary + published.cells().complementary, 0);
    assert_eq!(figure(&published, uptake, None), Figure { answered: Some(313), met: Some(151) });
    // Two in the smallest class.
    let few = [[1, 1, 0, 0, 0], MANY[1], MANY[2]];
    let (published, _) = publish(content(), &stages(few), &[]).expect("the first version");
    let hidden = Figure { answered: None, met: None };
    for dimension in Dimension::ALL {
        assert_eq!(figure(&published, uptake, Some((dimension, published_place(dimension)))), hidden);
    }
    assert_eq!(figure(&published, uptake, None).answered, Some(229));
    assert!(published.cells().primary > 0 && published.cells().complementary > 0);
}

/// Where [`stages`] puts its first group.
fn published_place(dimension: Dimension) -> usize {
    let first = match dimension {
        Dimension::EmployeeSize => "0",
        Dimension::Industry => "D",
        Dimension::Municipality => "34100",
    };
    dimension.groups(content()).iter().position(|(id, _)| id == first).expect("a group")
}

#[test]
fn a_version_is_published_if_nothing_can_be_subtracted_from_all_before() {
    let (_, first) = publish(content(), &stages(MANY), &[]).expect("the first version");
    let mut with = MANY;
    // One business more.
    with[0][1] += 1;
    assert!(publish(content(), &stages(with), std::slice::from_ref(&first)).is_none());
    // Many more, everywhere.
    let grown = MANY.map(|row| row.map(|count| count + 40));
    let (_, second) =
        publish(content(), &stages(grown), std::slice::from_ref(&first)).expect("the second version");
    // It fits the second version, but not the first.
    assert!(publish(content(), &stages(with), std::slice::from_ref(&second)).is_some());
    assert!(publish(content(), &stages(with), &[first.clone(), second.clone()]).is_none());
    // The same again tells nothing new.
    assert!(publish(content(), &stages(MANY), std::slice::from_ref(&first)).is_some());
    // What is kept survives being stored.
    let stored = serde_json::to_string(&second).expect("JSON");
    assert_eq!(serde_json::from_str::<Raw>(&stored).expect("the same"), second);
    // Of another question nothing is subtracted.
    let mut other = first;
    "q07".clone_into(&mut other.question);
    assert!(publish(content(), &stages(with), &[other]).is_some());
}

#[test]
fn a_measure_that_changed_is_no_version_of_the_old_one() {
    let (_, first) = publish(content(), &stages(MANY), &[]).expect("the first version");
    let mut other = content().clone();
    for indicator in &mut other.questionnaire.indicators {
        if indicator.from_question == "q08" {
            indicator.measure = Measure::Share { any_of: vec!["s4".to_owned()], at_least: None };
            indicator.measure_strict = None;
        }
    }
    assert!(publish(&other, &stages(MANY), &[]).is_some());
    assert!(publish(&other, &stages(MANY), &[first]).is_none());
}
