//! Laws that hold for every business, on the real questionnaire and the real menus.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use domain::answer::{Answer, RawAnswer, read_all};
use domain::condition::Comparison;
use domain::facts::{FactName, FactValue, Facts};
use domain::indicator::{Tally, breakdown, tallies};
use domain::matching::{Business, Matches, Verdict};
use domain::questionnaire::{Answers, Question, QuestionKind};
use domain::scoring::score;
use domain::truth::Truth;
use domain::window::{Round, Status, Window};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use serde_json::{Value, json};

use crate::seed::{answers, content, day};

const TODAY: &str = "2026-11-22";

// Businesses, built from the questionnaire itself.

/// Every valid answer to a question; numbers lie near the lines that matter as often as anywhere.
fn answer_to(question: &'static Question) -> BoxedStrategy<Answer> {
    let said = match &question.kind {
        QuestionKind::Municipality => {
            let codes: Vec<&str> = content().municipalities.iter().map(|m| m.code.as_str()).collect();
            select(codes).prop_map(|code| Answer::Municipality(code.to_owned())).boxed()
        }
        QuestionKind::Industry => select(industries()).boxed(),
        QuestionKind::Number { min, max, .. } => {
            let lines = [0, 1, 5, 6, 20, 21, 50, 51, 100, 101, 300, 301, 50_000_000, 50_000_001, 100_000_000];
            let lines: Vec<u64> = lines.into_iter().filter(|n| (min..=max).contains(&n)).collect();
            prop_oneof![3 => select(lines), 1 => *min..=*max].prop_map(Answer::Number).boxed()
        }
        QuestionKind::Single { options } => {
            let ids: Vec<String> = options.iter().filter(|o| !o.unknown).map(|o| o.id.clone()).collect();
            select(ids).prop_map(Answer::Single).boxed()
        }
        QuestionKind::Multi { options, max_choices } => {
            let free: Vec<String> =
                options.iter().filter(|o| !o.exclusive && !o.unknown).map(|o| o.id.clone()).collect();
            let alone: Vec<String> =
                options.iter().filter(|o| o.exclusive && !o.unknown).map(|o| o.id.clone()).collect();
            let most = max_choices.unwrap_or(free.len()).min(free.len());
            let several = subsequence(free, 1..=most).prop_map(Answer::Multi);
            if alone.is_empty() {
                several.boxed()
            } else {
                prop_oneof![4 => several, 1 => select(alone).prop_map(|id| Answer::Multi(vec![id]))].boxed()
            }
        }
    };
    prop_oneof![12 => said, 1 => Just(Answer::Unknown)].boxed()
}

/// Divisions alone, and with each finer code of the table.
fn industries() -> Vec<Answer> {
    let industries = &content().industries;
    let mut all = Vec::new();
    for row in industries.divisions() {
        let division = row.division.to_string();
        let codes = industries.finer(&division).flat_map(|row| &row.codes);
        all.extend(
            codes.map(|code| Answer::Industry { division: division.clone(), code: Some(code.clone()) }),
        );
        all.push(Answer::Industry { division, code: None });
    }
    all
}

/// Answers to most questions of the questionnaire, visible or not.
fn a_business() -> impl Strategy<Value = Answers> {
    let questions: Vec<_> = content()
        .questionnaire
        .questions
        .iter()
        .map(|question| {
            let answer = prop_oneof![1 => Just(None), 4 => answer_to(question).prop_map(Some)];
            answer.prop_map(|answer| answer.map(|answer| (question.id.clone(), answer)))
        })
        .collect();
    questions.prop_map(|answers| answers.into_iter().flatten().collect())
}

fn any_question() -> impl Strategy<Value = &'static Question> {
    select(content().questionnaire.questions.iter().collect::<Vec<_>>())
}

fn business(answers: &Answers) -> Business {
    let interpretation = content().questionnaire.interpret(answers);
    let pains = interpretation.pains();
    Business::new(interpretation.facts, pains, &content().questionnaire, &content().industries)
}

fn of_facts(facts: Facts) -> Business {
    Business::new(facts, [], &content().questionnaire, &content().industries)
}

/// All that a result page could tell apart.
fn told(matches: &Matches<'_>) -> Vec<String> {
    let judged = matches.offered.iter().chain(&matches.others);
    judged
        .map(|judgement| {
            let conditions: Vec<_> = judgement.conditions().map(|c| (c.truth, c.has, c.needs)).collect();
            format!(
                "{} {:?} {} {:?} {:?} {} {conditions:?}",
                judgement.menu.id(),
                judgement.verdict,
                judgement.near_miss,
                judgement.standing.window,
                judgement.standing.days_left,
                judgement.relevance
            )
        })
        .collect()
}

fn matched(answers: &Answers) -> Vec<String> {
    told(&business(answers).match_all(&content().menus, day(TODAY)))
}

// (a) More answers never take back what was settled.

/// The one exception, which engine.md §2 makes itself: an answer that puts the business outside 中小企業基本法 – a form
/// for which "each programme has its own rule", or public service, which "has no group" – makes sme and
/// small_enterprise unknown, although they may have been known while form or industry were merely unknown.
fn puts_outside_the_law(answer: &Answer) -> bool {
    match answer {
        Answer::Single(id) => ["association", "npo", "other"].contains(&id.as_str()),
        Answer::Industry { division, .. } => division == "S",
        _ => false,
    }
}

/// The truth of every condition of every menu.
fn truths(answers: &Answers) -> Vec<(String, FactName, Truth)> {
    let business = business(answers);
    let mut truths = Vec::new();
    for menu in &content().menus {
        for condition in business.judge(menu, day(TODAY)).conditions() {
            truths.push((menu.id().to_owned(), condition.condition.comparison.fact(), condition.truth));
        }
    }
    truths
}

fn verdicts(answers: &Answers) -> BTreeMap<&'static str, Verdict> {
    let business = business(answers);
    content().menus.iter().map(|menu| (menu.id(), business.judge(menu, day(TODAY)).verdict)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// One more answer: what was met stays met, what was not met stays not met; so no verdict goes back to needs_info.
    #[test]
    fn one_more_answer_settles_more_and_unsettles_nothing(
        (before, question, answer) in (a_business(), any_question())
            .prop_flat_map(|(all, question)| (Just(all), Just(question), answer_to(question)))
    ) {
        let mut before = before;
        before.remove(&question.id);
        let mut after = before.clone();
        after.insert(question.id.clone(), answer.clone());
        let outside = puts_outside_the_law(&answer);
        for (then, now) in truths(&before).into_iter().zip(truths(&after)) {
            let by_law = matches!(then.1, FactName::Sme | FactName::SmallEnterprise);
            if then.2 != Truth::Unknown && !(outside && by_law) {
                prop_assert_eq!(&then, &now, "{} = {:?}", question.id, answer);
            }
        }
        if !outside {
            for ((id, then), (_, now)) in verdicts(&before).into_iter().zip(verdicts(&after)) {
                if then != Verdict::NeedsInfo {
                    prop_assert_eq!(then, now, "{} by {} = {:?}", id, question.id, answer);
                }
            }
        }
    }
}

/// The exception is needed: each of these one more answers turns `eligible` or `not_eligible` into `needs_info`.
#[test]
fn an_answer_that_leads_outside_the_law_does_unsettle() {
    let few = json!({"q01": "34207", "q03": 12});
    let many = json!({"q01": "34207", "q03": 9_999, "q02": "E", "q04": "corporation", "q06": 300_000_001});
    let without = |said: &Value, question: &str| {
        let mut said = said.clone();
        said.as_object_mut().unwrap().remove(question);
        said
    };
    for (before, question, answer) in [
        (few.clone(), "q04", json!("association")),
        (few.clone(), "q04", json!("npo")),
        (few.clone(), "q04", json!("other")),
        (few, "q02", json!("S")),
        // Of a corporation far over every line in each possible industry.
        (without(&many, "q02"), "q02", json!("S")),
    ] {
        let mut after = before.clone();
        after[question] = answer.clone();
        let verdict = |said: &Value| verdicts(&answers(said))["yorozu-hiroshima"];
        assert_ne!(verdict(&before), Verdict::NeedsInfo, "{before}");
        assert_eq!(verdict(&after), Verdict::NeedsInfo, "{after}");
    }
}

/// Where the division alone leaves the group open (I, M), a finer code settles more and unsettles nothing.
#[test]
fn a_finer_code_of_an_open_division_unsettles_nothing() {
    for industry in industries() {
        let Answer::Industry { division, code: Some(_) } = &industry else { continue };
        if !["I", "M"].contains(&division.as_str()) {
            continue;
        }
        for employees in [0, 5, 6, 20, 21, 50, 51, 100, 101, 300, 301] {
            for form in ["corporation", "sole_proprietor"] {
                let said = answers(&json!({"q02": division, "q03": employees, "q04": form}));
                let mut finer = said.clone();
                finer.insert("q02".to_owned(), industry.clone());
                let (said, finer) = (business(&said), business(&finer));
                for fact in [FactName::Sme, FactName::SmallEnterprise] {
                    if let Some(then) = said.facts().get(fact) {
                        assert_eq!(finer.facts().get(fact), Some(then), "{industry:?} {employees} {form}");
                    }
                }
            }
        }
    }
}

/// Where a division has a line of its own and exceptions (G, K, N), a finer code is another answer, not one more:
/// the division's line stood, and now another does.
#[test]
fn a_finer_code_of_a_settled_division_is_a_change_of_answer() {
    for (division, exception) in [("G", "G:39"), ("K", "K:70"), ("K", "K:693")] {
        let verdict = |industry: &str| {
            let said = json!({"q01": "34207", "q02": industry, "q03": 200, "q04": "corporation"});
            verdicts(&answers(&said))["yorozu-hiroshima"]
        };
        assert_eq!(verdict(division), Verdict::Eligible);
        assert_eq!(verdict(exception), Verdict::NeedsInfo);
    }
}

// (b) Order.

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// In which order answers come, options are ticked, pains are named or menus are listed makes no difference.
    #[test]
    fn order_does_not_matter(all in a_business(), turns in vec(any::<Index>(), 4)) {
        let mut raw: Vec<(String, RawAnswer)> =
            all.iter().map(|(id, answer)| (id.clone(), raw(question(id), answer))).collect();
        let straight = read_all(&raw.iter().cloned().collect(), content());
        prop_assert_eq!(&straight.answers, &all);
        prop_assert!(straight.problems.is_empty());
        if !raw.is_empty() {
            let turn = turns[0].index(raw.len());
            raw.rotate_left(turn);
        }
        for (_, answer) in &mut raw {
            answer.values.reverse();
        }
        let turned = read_all(&raw.into_iter().rev().collect(), content());
        prop_assert_eq!(&turned.answers, &all);

        let interpretation = content().questionnaire.interpret(&all);
        let mut pains = interpretation.pains();
        pains.reverse();
        let other = Business::new(interpretation.facts, pains, &content().questionnaire, &content().industries);
        let mut menus: Vec<_> = content().menus.iter().collect();
        menus.rotate_left(turns[1].index(64));
        menus.swap(turns[2].index(64), turns[3].index(64));
        prop_assert_eq!(told(&other.match_all(menus, day(TODAY))), matched(&all));
    }
}

// (c) What is not asked.

fn sorted_tallies(answers: &Answers) -> Vec<Tally> {
    let mut tallies = tallies(&content().questionnaire.interpret(answers));
    tallies.sort_unstable();
    tallies
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// An answer to an invisible question changes nothing, whatever it says.
    #[test]
    fn an_invisible_answer_changes_nothing(all in a_business(), others in a_business()) {
        let visible: BTreeSet<&str> =
            content().questionnaire.interpret(&all).visible.iter().map(|q| q.id.as_str()).collect();
        let seen: Answers =
            all.iter().filter(|(id, _)| visible.contains(id.as_str())).map(|(id, a)| (id.clone(), a.clone())).collect();
        // Once without any invisible answer, once with every invisible question answered.
        let mut stuffed = seen.clone();
        for (id, answer) in others {
            if !visible.contains(id.as_str()) {
                stuffed.insert(id, answer);
            }
        }
        let plain = content().questionnaire.interpret(&seen);
        for same in [&all, &stuffed] {
            let interpretation = content().questionnaire.interpret(same);
            prop_assert_eq!(&interpretation.facts, &plain.facts);
            prop_assert_eq!(
                interpretation.visible.iter().map(|q| &q.id).collect::<Vec<_>>(),
                plain.visible.iter().map(|q| &q.id).collect::<Vec<_>>()
            );
            let (scores, plain_scores) = (score(&interpretation), score(&plain));
            prop_assert_eq!(scores.dimensions, plain_scores.dimensions);
            prop_assert_eq!(scores.total, plain_scores.total);
            prop_assert_eq!(breakdown(&interpretation), breakdown(&plain));
            prop_assert_eq!(sorted_tallies(same), sorted_tallies(&seen));
            prop_assert_eq!(matched(same), matched(&seen));
        }
    }
}

/// The law above has something to bite on: these answers are stored and not asked for.
#[test]
fn a_stored_answer_to_a_question_no_longer_asked_does_not_count() {
    let large =
        json!({"q02": "E", "q03": 400, "q04": "corporation", "q06": 1, "q15": "linked", "q21": "yes"});
    let mut small = large.clone();
    small["q02"] = json!("P");
    small["q03"] = json!(0);
    let facts = |said: &Value| crate::seed::written(&content().questionnaire.interpret(&answers(said)).facts);
    assert_eq!(facts(&large)["capital_yen"], json!(1));
    assert_eq!(facts(&large)["declared_reskilling"], json!(true));
    assert_eq!(facts(&small), json!({"industry": "P", "employees": 0, "legal_form": "corporation"}));
}

// (d) Windows.

#[test]
fn the_windows_of_the_seed_are_exact_on_the_days_around_their_ends() {
    let step = |day: NaiveDate, days: i64| {
        if days < 0 { day - Days::new(days.unsigned_abs()) } else { day + Days::new(days.unsigned_abs()) }
    };
    let mut ends = 0;
    for menu in &content().menus {
        let Round { opens, closes } =
            menu.reception.rounds().first().copied().unwrap_or(Round { opens: None, closes: None });
        let status = menu.document.status;
        let nobody = of_facts(Facts::default());
        let on = |day: NaiveDate| {
            let judgement = nobody.judge(menu, day);
            (judgement.standing.window, judgement.standing.days_left)
        };
        if let Some(opens) = opens {
            ends += 1;
            let left = |day: NaiveDate| closes.map(|closes| (closes - day).num_days());
            let within =
                if closes.is_none() && status == Status::Closed { Window::Closed } else { Window::Open };
            assert_eq!(on(step(opens, -1)), (Window::Upcoming, left(step(opens, -1))), "{}", menu.id());
            assert_eq!(on(opens), (within, left(opens)), "{}", menu.id());
            assert_eq!(on(step(opens, 1)), (within, left(step(opens, 1))), "{}", menu.id());
        }
        if let Some(closes) = closes {
            ends += 1;
            // Known dates go before what the provider once said.
            assert_eq!(on(step(closes, -1)), (Window::Open, Some(1)), "{}", menu.id());
            assert_eq!(on(closes), (Window::Open, Some(0)), "{}", menu.id());
            assert_eq!(on(step(closes, 1)), (Window::Closed, Some(-1)), "{}", menu.id());
        }
        if opens.is_none() && closes.is_none() {
            let said = match status {
                Status::Open => Window::Open,
                Status::Rolling => Window::Rolling,
                Status::Closed => Window::Closed,
                Status::Unknown => Window::Unknown,
            };
            for someday in ["2000-01-01", TODAY, "2099-12-31"] {
                assert_eq!(on(day(someday)), (said, None), "{}", menu.id());
            }
        }
    }
    assert!(ends > 20, "the seed has windows to look at");
}

// (e) Needs.

/// Full answers to what the law asks, for each of its needs: on both sides of every line.
fn values_of(need: FactName, known: &Facts) -> Vec<Vec<(FactName, FactValue)>> {
    let numbers = |fact: FactName, numbers: &[u64]| -> Vec<Vec<(FactName, FactValue)>> {
        numbers.iter().map(|&n| vec![(fact, FactValue::Number(n))]).collect()
    };
    let texts = |fact: FactName, texts: &[&str]| -> Vec<Vec<(FactName, FactValue)>> {
        texts.iter().map(|&text| vec![(fact, FactValue::from(text))]).collect()
    };
    match need {
        FactName::Employees => numbers(need, &[0, 5, 6, 20, 21, 50, 51, 100, 101, 300, 301, 9_999]),
        FactName::CapitalYen => {
            numbers(need, &[0, 50_000_000, 50_000_001, 100_000_000, 100_000_001, 300_000_000, 300_000_001])
        }
        FactName::LegalForm => texts(need, &["corporation", "sole_proprietor"]),
        // The second step belongs to the answer where the first does not settle it.
        FactName::Industry => [
            ("E", None),
            ("L", None),
            ("I", Some("52")),
            ("I", Some("56")),
            ("M", Some("75")),
            ("M", Some("76")),
        ]
        .map(|(division, code)| {
            let mut said = vec![(FactName::Industry, FactValue::from(division))];
            said.extend(code.map(|code| (FactName::IndustryCode, FactValue::from(code))));
            said
        })
        .to_vec(),
        FactName::IndustryCode if known.text(FactName::Industry) == Some("I") => {
            texts(need, &["50", "55", "56", "61"])
        }
        FactName::IndustryCode => texts(need, &["75", "76", "77"]),
        other => panic!("the law does not look at {other:?}"),
    }
}

/// Every way of answering all of these needs.
fn completions(known: &Facts, needs: &[FactName]) -> Vec<Facts> {
    needs.iter().fold(vec![known.clone()], |all, need| {
        let values = values_of(*need, known);
        all.iter().flat_map(|facts| values.iter().map(|said| with(facts, said))).collect()
    })
}

fn with(facts: &Facts, said: &[(FactName, FactValue)]) -> Facts {
    said.iter().fold(facts.clone(), |facts, (name, value)| facts.with(*name, value.clone()))
}

/// What may be known of a business, as far as the law looks.
fn known_to_the_law() -> impl Strategy<Value = Facts> {
    let industry = prop_oneof![
        3 => Just(None),
        8 => select(industries()).prop_filter("inside the law", |a| !puts_outside_the_law(a)).prop_map(Some)
    ];
    let form = proptest::option::of(select(vec!["corporation", "sole_proprietor"]));
    let lines = vec![0, 5, 6, 20, 21, 50, 51, 100, 101, 300, 301, 9_999];
    let capitals =
        vec![0, 50_000_000, 50_000_001, 100_000_000, 100_000_001, 300_000_000, 300_000_001, 100_000_000_000];
    let (employees, capital) = (proptest::option::of(select(lines)), proptest::option::of(select(capitals)));
    (industry, form, employees, capital).prop_map(
        |(industry, form, employees, capital): (_, Option<&str>, Option<u64>, Option<u64>)| {
            let mut facts = Facts::default();
            if let Some(Answer::Industry { division, code }) = industry {
                facts.learn(FactName::Industry, division.as_str());
                if let Some(code) = code {
                    facts.learn(FactName::IndustryCode, code.as_str());
                }
            }
            if let Some(form) = form {
                facts.learn(FactName::LegalForm, form);
            }
            if let Some(employees) = employees {
                facts.learn(FactName::Employees, employees);
            }
            if let Some(capital) = capital {
                facts.learn(FactName::CapitalYen, capital);
            }
            facts
        },
    )
}

fn settled(facts: &Facts, fact: FactName) -> Option<bool> {
    match of_facts(facts.clone()).facts().get(fact) {
        Some(FactValue::Bool(value)) => Some(*value),
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Needs are sound: answering all of them settles it. Needs are minimal: for each of them there are answers to the
    /// others with which its own answer decides.
    #[test]
    fn needs_are_sound_and_minimal(known in known_to_the_law(), small in any::<bool>()) {
        let fact = if small { FactName::SmallEnterprise } else { FactName::Sme };
        let needs = of_facts(known.clone()).needs(fact).to_vec();
        prop_assert_eq!(needs.is_empty(), settled(&known, fact).is_some(), "inside the law some answer settles it");
        for facts in completions(&known, &needs) {
            prop_assert!(settled(&facts, fact).is_some(), "{:?} leave it open: {:?}", needs, facts);
        }
        for need in &needs {
            let rest: Vec<FactName> = needs.iter().copied().filter(|other| other != need).collect();
            let decides = completions(&known, &rest).iter().any(|facts| {
                let outcomes: BTreeSet<bool> = values_of(*need, &known)
                    .iter()
                    .filter_map(|said| settled(&with(facts, said), fact))
                    .collect();
                outcomes.len() == 2
            });
            prop_assert!(decides, "{:?} never decides, known {:?}", need, known);
        }
    }
}

/// A fact that is not derived is settled by its own question, and by nothing else.
#[test]
fn every_condition_of_the_seed_is_settled_by_its_needs() {
    let nobody = of_facts(Facts::default());
    for menu in &content().menus {
        for condition in nobody.judge(menu, day(TODAY)).conditions() {
            let fact = condition.condition.comparison.fact();
            assert_eq!(condition.truth, Truth::Unknown, "{} knows something of nobody", menu.id());
            assert!(!condition.needs.is_empty());
            for need in condition.needs {
                assert!(!need.is_derived(), "nobody is asked for {need:?}");
                assert!(
                    content().questionnaire.question_for(*need).is_some(),
                    "no question asks for {need:?}"
                );
            }
            if !fact.is_derived() {
                assert_eq!(condition.needs, [fact.asked_as()]);
            }
        }
    }
}

// (f) From what was sent to what was answered, and back.

fn question(id: &str) -> &'static Question {
    content().questionnaire.question(id).expect("the question exists")
}

/// What a form sends for an answer.
fn raw(question: &Question, answer: &Answer) -> RawAnswer {
    let values = match answer {
        Answer::Unknown => {
            let option = question.choices().iter().find(|choice| choice.unknown);
            return RawAnswer {
                values: option.map(|choice| choice.id.clone()).into_iter().collect(),
                declined: option.is_none(),
            };
        }
        Answer::Multi(ids) => ids.clone(),
        other => vec![text(other)],
    };
    RawAnswer { values, declined: false }
}

fn text(answer: &Answer) -> String {
    match answer {
        Answer::Single(id) | Answer::Municipality(id) => id.clone(),
        Answer::Number(number) => number.to_string(),
        Answer::Industry { division, code: None } => division.clone(),
        Answer::Industry { division, code: Some(code) } => format!("{division}:{code}"),
        Answer::Unknown | Answer::Multi(_) => panic!("not one text: {answer:?}"),
    }
}

/// What a program sends for an answer; none for 「わからない」 where the question has no such option.
fn as_json(question: &Question, answer: &Answer) -> Option<Value> {
    Some(match answer {
        Answer::Unknown => {
            let id = &question.choices().iter().find(|choice| choice.unknown)?.id;
            if matches!(question.kind, QuestionKind::Multi { .. }) { json!([id]) } else { json!(id) }
        }
        Answer::Multi(ids) => json!(ids),
        Answer::Number(number) => json!(number),
        other => json!(text(other)),
    })
}

/// Texts that people and programs send, well-meant or not.
fn any_text() -> impl Strategy<Value = String> {
    let known: Vec<String> = content()
        .questionnaire
        .questions
        .iter()
        .flat_map(|question| question.choices())
        .map(|choice| choice.id.clone())
        .chain(
            ["34207", "I:56", "E", "I:", ":", "S:97", "12", "1億2万3", "億", "-1", "9999999999999999999999"]
                .map(str::to_owned),
        )
        .collect();
    prop_oneof![4 => select(known), 2 => "[0-9０-９,，万億人円 ]{0,24}", 1 => any::<String>()]
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any_text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        prop_oneof![
            3 => vec(inner.clone(), 0..7).prop_map(Value::from),
            1 => btree_map(any_text(), inner, 0..4)
                .prop_map(|map| map.into_iter().collect::<serde_json::Map<_, _>>().into()),
        ]
    })
}

/// An answer that a question can have had: ids it knows, each once, within its bounds.
fn is_valid(question: &Question, answer: &Answer) -> bool {
    match (answer, &question.kind) {
        (Answer::Unknown, _) => true,
        (Answer::Municipality(code), QuestionKind::Municipality) => content().municipality(code).is_some(),
        (Answer::Industry { division, code }, QuestionKind::Industry) => {
            let row = content().industries.division(division);
            let of_code = |code: &String| content().industries.division_of_code(code);
            row.is_some() && code.as_ref().is_none_or(|code| of_code(code) == row)
        }
        (Answer::Number(number), QuestionKind::Number { min, max, .. }) => (min..=max).contains(&number),
        (Answer::Single(id), QuestionKind::Single { options }) => {
            options.iter().any(|o| o.id == *id && !o.unknown)
        }
        (Answer::Multi(ids), QuestionKind::Multi { options, max_choices }) => {
            let place = |id: &String| options.iter().position(|o| o.id == *id && !o.unknown);
            let places: Option<Vec<usize>> = ids.iter().map(place).collect();
            places.is_some_and(|places| !places.is_empty() && places.is_sorted_by(|a, b| a < b))
                && max_choices.is_none_or(|max| ids.len() <= max)
                && (ids.len() == 1
                    || ids.iter().all(|id| options.iter().any(|o| o.id == *id && !o.exclusive)))
        }
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// What was answered is what is read again, from the form and from JSON.
    #[test]
    fn an_answer_survives_being_written_and_read(
        (question, answer) in any_question().prop_flat_map(|q| (Just(q), answer_to(q)))
    ) {
        prop_assert!(is_valid(question, &answer));
        prop_assert_eq!(question.read_form(&raw(question, &answer), content()), Ok(Some(answer.clone())));
        if let Some(json) = as_json(question, &answer) {
            prop_assert_eq!(question.read_json(&json, content()), Ok(Some(answer)));
        }
    }

    /// Whatever a form sends is read or refused; what is read is a valid answer, and survives.
    #[test]
    fn no_raw_answer_makes_it_panic(
        question in any_question(), values in vec(any_text(), 0..8), declined in any::<bool>()
    ) {
        if let Ok(Some(answer)) = question.read_form(&RawAnswer { values, declined }, content()) {
            prop_assert!(is_valid(question, &answer), "{answer:?}");
            prop_assert_eq!(question.read_form(&raw(question, &answer), content()), Ok(Some(answer)));
        }
    }

    #[test]
    fn no_json_makes_it_panic(question in any_question(), value in any_json()) {
        if let Ok(Some(answer)) = question.read_json(&value, content()) {
            prop_assert!(is_valid(question, &answer), "{answer:?}");
        }
        for op in ["eq", "ne", "in", "not_in", "gte", "lte", "contains_any"] {
            for fact in FactName::ALL {
                let _ = Comparison::parse(fact.as_str(), op, &value);
            }
        }
    }
}
