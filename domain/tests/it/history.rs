//! Two diagnoses of one business, within one version of the questionnaire and across two.

use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, Utc};
use domain::answer::{RawAnswer, RawAnswers};
use domain::content::{Content, ContentProblem};
use domain::crosswalk::Crosswalk;
use domain::history::{Pair, needs_confirming, offers};
use domain::matching::Judgement;
use domain::scoring::whole;
use serde_json::{Value, json};

use crate::seed::{content, sources};

/// The second version: 「経理や請求」 is asked anew under another id, with another option for the cloud; 「見つけてもらう
/// 工夫」 has one option more; a pain was split off; 「セキュリティ」 is not asked any more.
static NEXT: LazyLock<Content> = LazyLock::new(|| Content::check(&next()).expect("a sound second version"));

fn next() -> domain::content::Sources {
    let mut sources = sources();
    let document = &mut sources.questionnaire;
    document["version"] = json!(2);
    let questions = document["question"].as_array_mut().expect("questions");
    for question in questions.iter_mut() {
        match question["id"].as_str().expect("an id") {
            "q14" => {
                question["id"] = json!("q14b");
                question["options"][3]["id"] = json!("saas");
            }
            "q16" => {
                let more = json!({"id": "fair", "label": "展示会に出ている", "scores": {"customer": 2}});
                question["options"].as_array_mut().expect("options").insert(1, more);
            }
            "q10" => {
                let more = json!({"id": "energy", "label": "電気代や燃料代が高い"});
                question["options"].as_array_mut().expect("options").insert(0, more);
            }
            _ => {}
        }
    }
    let pain = json!({"id": "energy", "label": "電気代や燃料代が高い", "solutions": [], "first_step": "先月の請求書を見る"});
    document["pain"].as_array_mut().expect("pains").insert(0, pain);
    document["crosswalk"] = json!([
        {"until_version": 1, "question": "q14", "becomes": "q14b", "options": {"cloud": "saas"}},
        {"until_version": 1, "question": "q22"},
    ]);
    sources
}

fn raw(written: &Value) -> RawAnswers {
    let values = |value: &Value| match value {
        Value::Array(items) => items.iter().map(|item| item.as_str().expect("an id").to_owned()).collect(),
        Value::String(text) => vec![text.clone()],
        other => panic!("{other}"),
    };
    let object = written.as_object().expect("answers by question");
    object
        .iter()
        .map(|(id, value)| (id.clone(), RawAnswer { values: values(value), declined: false }))
        .collect()
}

fn within(before: &Value, now: &Value) -> Pair<'static> {
    Pair::new(&content().questionnaire, &raw(before), content(), &raw(now))
}

fn across(before: &Value, now: &Value) -> Pair<'static> {
    Pair::new(&content().questionnaire, &raw(before), &NEXT, &raw(now))
}

/// Score then and now by label; `None` where it does not compare.
fn dimension(pair: &Pair<'_>, place: usize) -> (Option<Option<u64>>, Option<u64>) {
    let progress = pair.progress();
    let dimension = &progress.dimensions[place];
    (dimension.before.map(|before| before.map(whole)), dimension.now.map(whole))
}

const PROCESS: usize = 1;
const CUSTOMER: usize = 2;
const INFRA: usize = 5;

#[test]
fn within_one_version_everything_compares() {
    let pair = within(
        &json!({"q14": "sheet", "q16": "offline", "q10": ["paperwork", "funding"], "q22": "none"}),
        &json!({"q14": "cloud", "q16": "offline", "q10": ["funding", "old-system"]}),
    );
    assert_eq!(dimension(&pair, PROCESS), (Some(Some(25)), Some(100)));
    assert_eq!(dimension(&pair, CUSTOMER), (Some(Some(0)), Some(0)));
    assert_eq!(dimension(&pair, INFRA), (Some(Some(0)), None), "answered then, and not now");
    let progress = pair.progress();
    let total = progress.total.expect("compares");
    // (25 + 0 + 0) / 3 and (100 + 0) / 2.
    assert_eq!((total.before.map(whole), total.now.map(whole)), (Some(8), Some(50)));
    let level = progress.level.expect("compares");
    assert_eq!(
        level.before.map(|l| l.id.as_str()).zip(level.now.map(|l| l.id.as_str())),
        Some(("start", "grow"))
    );
    let pains = pair.pains().expect("known in both");
    assert_eq!(
        (pains.gone, pains.stayed, pains.new),
        (vec!["paperwork"], vec!["funding"], vec!["old-system"])
    );
    assert_eq!(pains.not_asked_before, Vec::<&str>::new());
    let changed: Vec<&str> = pair.answered_otherwise().iter().map(|question| question.id.as_str()).collect();
    assert_eq!(changed, ["q10", "q14"]);
    assert!(pair.not_comparable().is_empty());
}

#[test]
fn across_versions_only_what_compares_is_compared() {
    let pair = across(
        &json!({"q14": "cloud", "q16": "sns", "q10": ["paperwork"], "q22": "ok"}),
        &json!({"q14b": "sheet", "q16": "fair", "q10": ["energy", "funding"], "q22": "ok"}),
    );
    assert_eq!(dimension(&pair, PROCESS), (Some(Some(100)), Some(25)), "asked under another id");
    assert_eq!(dimension(&pair, CUSTOMER), (None, Some(50)), "there is more to choose from");
    assert_eq!(dimension(&pair, INFRA), (None, Some(75)), "said not to compare");
    let progress = pair.progress();
    assert!(progress.total.is_none() && progress.level.is_none());
    let pains = pair.pains().expect("known in both");
    assert_eq!((pains.gone, pains.new), (vec!["paperwork"], vec!["funding"]));
    assert_eq!(pains.not_asked_before, ["energy"]);
    let new: Vec<&str> = pair.not_comparable().iter().map(|question| question.id.as_str()).collect();
    assert_eq!(new, ["q10", "q16", "q22"]);
}

#[test]
fn what_was_not_answered_is_not_zero_and_unknown_pains_are_not_gone() {
    let pair = within(&json!({"q16": "sns"}), &json!({"q14": "hand", "q10": ["funding"]}));
    assert_eq!(dimension(&pair, PROCESS), (Some(None), Some(0)));
    assert_eq!(pair.pains(), None);
    assert!(pair.answered_otherwise().is_empty(), "nothing was answered in both");
}

#[test]
fn answers_are_carried_as_the_later_version_has_them() {
    let crosswalk = Crosswalk::new(&content().questionnaire, &NEXT.questionnaire);
    let before = raw(
        &json!({"q03": "12人", "q14": "cloud", "q16": "sns", "q22": "ok", "q10": ["funding", "nonsense"]}),
    );
    let carried = crosswalk.carry(&before);
    assert_eq!(carried, raw(&json!({"q03": "12人", "q14b": "saas", "q16": "sns", "q10": ["funding"]})));
    let declined = RawAnswers::from([("q14".to_owned(), RawAnswer { values: vec![], declined: true })]);
    assert_eq!(crosswalk.carry(&declined).get("q14b").map(|raw| raw.declined), Some(true));
    // Within one version entries about versions before it say nothing.
    let same = Crosswalk::new(&NEXT.questionnaire, &NEXT.questionnaire);
    let now = raw(&json!({"q22": "ok", "q14b": "saas"}));
    assert_eq!(same.carry(&now), now);
    assert!(NEXT.questionnaire.questions.iter().all(|question| same.compares(question)));
}

#[test]
fn the_entry_of_the_nearest_version_counts() {
    let mut third = next();
    third.questionnaire["version"] = json!(3);
    third.questionnaire["crosswalk"] = json!([
        {"until_version": 2, "question": "q14", "becomes": "q16"},
        {"until_version": 1, "question": "q14", "becomes": "q14b"},
    ]);
    let third = Content::check(&third).expect("sound");
    let from = |questionnaire| Crosswalk::new(questionnaire, &third.questionnaire);
    let answers = raw(&json!({"q14": "sheet"}));
    assert_eq!(from(&content().questionnaire).carry(&answers), raw(&json!({"q14b": "sheet"})));
}

#[test]
fn an_entry_that_leads_nowhere_is_found() {
    let mut sources = next();
    sources.questionnaire["crosswalk"] = json!([
        {"until_version": 2, "question": "q14", "becomes": "q14b"},
        {"until_version": 1, "question": "q15", "becomes": "q99"},
        {"until_version": 1, "question": "q16", "becomes": "q16", "options": {"sns": "sn"}},
        {"until_version": 1, "question": "q16"},
        {"until_version": 1, "question": "q17", "options": {"a": "b"}},
    ]);
    let found = Content::check(&sources).expect_err("wrong in five places");
    let told: Vec<_> =
        found.into_iter().map(|finding| (finding.entry, finding.field, finding.problem)).collect();
    let reference = |id: &str| ContentProblem::UnknownReference(id.to_owned());
    let expected = [
        ("q14", "until_version", ContentProblem::Range),
        ("q15", "becomes", reference("q99")),
        ("q16", "options", reference("sn")),
        ("q16", "question", ContentProblem::Duplicate("q16".to_owned())),
        ("q17", "options", ContentProblem::Unsupported("options".to_owned())),
    ];
    let expected: Vec<_> = expected
        .into_iter()
        .map(|(question, field, problem)| (format!("crosswalk {question}"), field.to_owned(), problem))
        .collect();
    assert_eq!(told, expected);
}

#[test]
fn offers_are_those_of_today_by_the_answers_of_then_and_of_now() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
    let since: DateTime<Utc> = "2025-11-22T00:00:00Z".parse().expect("an instant");
    let base = json!({"q01": "34100", "q02": "E", "q03": "12", "q04": "corporation", "q06": "10000000", "q10": ["paperwork"]});
    let ids =
        |list: &[Judgement<'_>]| -> Vec<String> { list.iter().map(|j| j.menu.id().to_owned()).collect() };
    let same = within(&base, &base).businesses();
    let unchanged = offers(&same, content(), (since, today));
    assert!(unchanged.gained.is_empty() && unchanged.lost.is_empty());
    assert!(!unchanged.opened.is_empty(), "some of the seed has begun within this year");
    for judgement in &unchanged.opened {
        let opens = judgement.standing.round.opens.expect("dated");
        assert!(opens > since.date_naive() && opens <= today, "{}", judgement.menu.id());
    }
    // The same the other way round: what one direction gains, the other loses.
    let (there, back) = (within(&base, &json!({"q01": "34100"})), within(&json!({"q01": "34100"}), &base));
    let (there, back) = (there.businesses(), back.businesses());
    let (lost, gained) =
        (offers(&there, content(), (since, today)), offers(&back, content(), (since, today)));
    assert!(!gained.gained.is_empty(), "who answers more can use more");
    let sorted = |mut ids: Vec<String>| {
        ids.sort();
        ids
    };
    assert_eq!(sorted(ids(&lost.lost)), sorted(ids(&gained.gained)));
    assert!(gained.lost.is_empty() && lost.gained.is_empty());
}

#[test]
fn within_a_month_answers_are_mended_and_later_confirmed() {
    let at = |text: &str| -> DateTime<Utc> { text.parse().expect("an instant") };
    let answered = at("2026-10-01T00:00:00Z");
    assert!(!needs_confirming(answered, at("2026-10-31T00:00:00Z")));
    assert!(needs_confirming(answered, at("2026-10-31T00:00:01Z")));
}
