//! Points → scores → level: exact until the last rounding, and the level from what is not rounded.

use domain::content::{Content, Sources};
use domain::questionnaire::Answers;
use domain::scoring::{Exact, score, tenths, whole};
use num_rational::Ratio;
use serde_json::{Value, json};

use crate::seed::{answers, content, sources};

/// Scores by dimension in the questionnaire's order (vision, process, customer, data, people, infra), total, level.
fn scored(content: &Content, answers: &Answers) -> (Vec<Option<Exact>>, Option<Exact>, Option<String>) {
    let interpretation = content.questionnaire.interpret(answers);
    let scores = score(&interpretation);
    let level = scores.level.map(|level| level.id.clone());
    (scores.dimensions.iter().map(|dimension| dimension.score).collect(), scores.total, level)
}

fn of(said: Value) -> (Vec<Option<Exact>>, Option<Exact>, Option<String>) {
    scored(content(), &answers(&said))
}

fn dimension(said: Value, id: &str) -> Option<Exact> {
    let answers = answers(&said);
    let interpretation = content().questionnaire.interpret(&answers);
    score(&interpretation).dimensions.iter().find(|dimension| dimension.id == id).expect("exists").score
}

fn some(numerator: u64, denominator: u64) -> Option<Exact> {
    Some(Ratio::new(numerator, denominator))
}

#[test]
fn a_full_set_of_answers_worked_out_by_hand() {
    let (dimensions, total, level) = of(json!({
        "q02": "E", "q03": 12,
        "q07": "some",      // vision 3
        "q08": "s2",        // vision 2, process 2
        "q09": "idea",      // vision 2
        "q12": "half",      // process 2
        "q13": ["crm-sfa", "data-bi", "ec-web-sns"], // three tools: process 2
        "q14": "sheet",     // process 1
        "q15": "linked",    // process 4
        "q16": "sns",       // customer 2
        "q17": "sheet",     // customer 2, data 1
        "q18": "month",     // data 2
        "q19": "boss",      // people 1
        "q20": "self",      // people 1
        "q21": "notknown",  // people 0
        "q22": "ok",        // infra 3
        "q23": ["update", "antivirus", "backup"], // three safeguards: infra 2
    }));
    assert_eq!(
        dimensions,
        [
            some(7 * 25, 3),  // (3+2+2)/3 × 25
            some(11 * 25, 5), // (2+2+2+1+4)/5 × 25
            some(50, 1),
            some(75, 2),
            some(50, 3), // (1+1+0)/3 × 25
            some(125, 2),
        ]
    );
    // 58⅓ + 55 + 50 + 37½ + 16⅔ + 62½ = 280; 280/6 = 46⅔.
    assert_eq!(total, some(140, 3));
    assert_eq!(total.map(whole), Some(47));
    assert_eq!(total.map(tenths), Some(467));
    assert_eq!(level.as_deref(), Some("try"));
}

#[test]
fn a_dimension_without_an_answer_is_unanswered_and_not_in_the_total() {
    let (dimensions, total, level) = of(json!({"q16": "measure", "q22": "none"}));
    assert_eq!(dimensions, [None, None, some(100, 1), None, None, some(0, 1)]);
    assert_eq!(total, some(50, 1));
    assert_eq!(level.as_deref(), Some("grow"));
}

#[test]
fn nothing_answered_has_neither_total_nor_level() {
    assert_eq!(of(json!({})), (vec![None; 6], None, None));
    assert_eq!(of(json!({"q03": 3, "q10": ["none"], "q24": ["none"]})), (vec![None; 6], None, None));
    // 「わからない」 everywhere is no answer either.
    assert_eq!(
        of(json!({"q07": "unknown", "q08": "unknown", "q22": "unknown"})),
        (vec![None; 6], None, None)
    );
}

#[test]
fn dont_know_is_left_out_of_the_mean() {
    assert_eq!(
        dimension(json!({"q07": "strong", "q08": "unknown", "q09": "unknown"}), "vision"),
        some(100, 1)
    );
    assert_eq!(dimension(json!({"q07": "strong", "q08": "s0", "q09": "unknown"}), "vision"), some(50, 1));
    let mut declined = answers(&json!({"q22": "cloud"}));
    declined.insert("q23".to_owned(), domain::answer::Answer::Unknown);
    assert_eq!(scored(content(), &declined).0[5], some(100, 1));
}

#[test]
fn an_invisible_question_is_left_out_of_the_mean() {
    // q15 is asked of manufacturers, not of miners.
    assert_eq!(dimension(json!({"q02": "E", "q12": "none", "q15": "head"}), "process"), some(50, 1));
    assert_eq!(dimension(json!({"q02": "C", "q12": "none", "q15": "head"}), "process"), some(100, 1));
    assert_eq!(dimension(json!({"q12": "none", "q15": "head"}), "process"), some(100, 1));
    // q21 is asked of those who employ.
    assert_eq!(dimension(json!({"q03": 1, "q20": "regular", "q21": "notknown"}), "people"), some(50, 1));
    assert_eq!(dimension(json!({"q03": 0, "q20": "regular", "q21": "notknown"}), "people"), some(100, 1));
}

#[test]
fn an_exclusive_option_counts_as_none_chosen_and_is_an_answer() {
    assert_eq!(dimension(json!({"q12": "none", "q13": ["none"]}), "process"), some(50, 1));
    assert_eq!(dimension(json!({"q13": ["none"]}), "process"), some(0, 1));
    assert_eq!(dimension(json!({"q22": "cloud", "q23": ["none"]}), "infra"), some(50, 1));
    assert_eq!(dimension(json!({"q13": ["data-bi"]}), "process"), some(25, 1));
}

/// As many questions as needed to come as near to a line as one likes: each has the points 0 to 4.
fn made_up(questions: usize) -> Content {
    let seed = sources();
    let options: Vec<Value> = (0..=4)
        .map(|points| json!({"id": points.to_string(), "label": "点", "scores": {"vision": points}}))
        .collect();
    let question = |number: usize| {
        json!({
            "id": format!("p{number}"), "section": "dx", "type": "single", "required": false, "text": "問",
            "dimension": ["vision"], "options": options,
        })
    };
    let mut questionnaire = seed.questionnaire;
    questionnaire["question"] = (0..questions).map(question).collect();
    questionnaire
        .as_object_mut()
        .unwrap()
        .retain(|key, _| !["survey_indicator", "section"].contains(&key.as_str()));
    let nothing = || json!({});
    let sources =
        Sources { questionnaire, menus: nothing(), cases: nothing(), lead_times: nothing(), ..seed };
    Content::check(&sources).expect("sound")
}

#[test]
fn the_level_comes_from_the_unrounded_total() {
    let content = made_up(400);
    // `ones` questions with one point, the rest with `points`: total = mean × 25.
    let total = |points: [(usize, &str); 2]| {
        let ids = points.iter().flat_map(|(count, id)| std::iter::repeat_n(*id, *count));
        let answers = ids
            .enumerate()
            .map(|(n, id)| (format!("p{n}"), domain::answer::Answer::Single(id.to_owned())))
            .collect();
        let (_, total, level) = scored(&content, &answers);
        let total = total.expect("answered");
        (total, whole(total), tenths(total), level.expect("a total has a level"))
    };
    for (points, exact, shown, tenth, level) in [
        ([(400, "0"), (0, "1")], Ratio::new(0, 1), 0, 0, "start"),
        // 24.9375: shown as 25, and still the level below.
        ([(399, "1"), (1, "0")], Ratio::new(399 * 25, 400), 25, 249, "start"),
        ([(400, "1"), (0, "0")], Ratio::new(25, 1), 25, 250, "try"),
        ([(399, "1"), (1, "2")], Ratio::new(401 * 25, 400), 25, 251, "try"),
        ([(399, "2"), (1, "1")], Ratio::new(799 * 25, 400), 50, 499, "try"),
        ([(400, "2"), (0, "1")], Ratio::new(50, 1), 50, 500, "grow"),
        ([(399, "3"), (1, "2")], Ratio::new(1199 * 25, 400), 75, 749, "grow"),
        ([(400, "3"), (0, "2")], Ratio::new(75, 1), 75, 750, "change"),
        ([(400, "4"), (0, "3")], Ratio::new(100, 1), 100, 1000, "change"),
        // Halves go up: 0.5, 1.5 and 62.5 in whole numbers, 0.05 cannot be had in 400ths, 0.25 in tenths.
        ([(8, "1"), (392, "0")], Ratio::new(1, 2), 1, 5, "start"),
        ([(24, "1"), (376, "0")], Ratio::new(3, 2), 2, 15, "start"),
        ([(200, "2"), (200, "3")], Ratio::new(125, 2), 63, 625, "grow"),
        ([(4, "1"), (396, "0")], Ratio::new(1, 4), 0, 3, "start"),
        ([(7, "1"), (393, "0")], Ratio::new(7, 16), 0, 4, "start"),
    ] {
        assert_eq!(total(points), (exact, shown, tenth, level.to_owned()), "{points:?}");
    }
}

#[test]
fn an_even_total_of_real_answers_stands_on_the_line() {
    // People alone: one point is 25, three are 75.
    for (answer, exact, level) in [("none", 0, "start"), ("self", 25, "try"), ("some", 75, "change")] {
        let (_, total, found) = of(json!({"q20": answer}));
        assert_eq!((total, found.as_deref()), (some(exact, 1), Some(level)));
    }
    // Vision 16⅔, people 33⅓: exactly 25, though neither is whole.
    let (dimensions, total, level) = of(
        json!({"q07": "little", "q08": "s0", "q09": "none", "q19": "boss", "q20": "some", "q03": 1, "q21": "notknown"}),
    );
    assert_eq!((dimensions[0], dimensions[4]), (some(25, 3), some(100, 3)));
    assert_eq!((total, level.as_deref()), (some(125, 9), Some("start")), "process is 0");
}
