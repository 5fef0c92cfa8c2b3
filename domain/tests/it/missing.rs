//! Which questions settle a menu, on the real questionnaire.

use domain::matching::Business;
use domain::missing::{Missing, for_condition, for_menu};
use serde_json::{Value, json};

use crate::seed::{answers, content};

/// Somebody who gave these answers.
fn business(said: &Value) -> Business {
    let content = content();
    let said = answers(said);
    Business::of_answers(&content.questionnaire.interpret(&said), &content.industries)
}

/// What is missing for a menu of somebody with these answers.
fn of_menu(said: &Value, menu: &str) -> Missing<'static> {
    let content = content();
    for_menu(&content.questionnaire, &business(said), content.menu(menu).expect("a menu"))
}

/// Ids of the questions to ask.
fn missing(said: Value, menu: &str) -> Vec<&'static str> {
    of_menu(&said, menu).questions.into_iter().map(|question| question.id.as_str()).collect()
}

#[test]
fn exactly_what_is_missing_is_asked_in_the_order_of_the_questionnaire() {
    // デジタル化・AI導入補助金 asks: 中小企業, GビズIDプライム, SECURITY ACTION (one question for both).
    let menu = "digital-ai-2026-regular";
    assert_eq!(missing(json!({}), menu), ["q02", "q03", "q04", "q24"]);
    let printer = json!({"q02": "E", "q03": 12, "q04": "corporation"});
    assert_eq!(missing(printer, menu), ["q24"]);
    let done = json!({"q02": "E", "q03": 12, "q04": "corporation", "q24": ["gbiz", "sa_one"]});
    assert_eq!(missing(done, menu), [""; 0]);
}

#[test]
fn a_hidden_question_brings_those_that_open_it() {
    // リスキリング推進宣言 is asked of those who employ somebody; nobody knows yet whether this business does.
    let menu = content()
        .menus
        .iter()
        .find(|menu| {
            menu.requirements_to_act_on().any(|c| c.comparison.fact().as_str() == "declared_reskilling")
        })
        .expect("a menu for those who declared");
    assert!(missing(json!({"q01": "34207"}), menu.id()).contains(&"q03"));
    assert!(!missing(json!({"q01": "34207"}), menu.id()).contains(&"q21"), "hidden as yet");
    assert!(missing(json!({"q01": "34207", "q03": 5}), menu.id()).contains(&"q21"));
    // Nobody is employed: it stays hidden, and so cannot be asked.
    let alone = missing(json!({"q01": "34207", "q03": 0}), menu.id());
    assert!(!alone.contains(&"q21") && !alone.contains(&"q03"), "{alone:?}");
}

#[test]
fn capital_is_asked_where_it_decides_and_can_be_asked() {
    // 広島市の120人の卸売業: over 100 people the capital decides.
    let wholesaler = json!({"q02": "I:50", "q03": 120, "q04": "corporation"});
    let menu = "monodukuri-general";
    assert!(missing(wholesaler, menu).contains(&"q06"));
    let association = json!({"q02": "I:50", "q03": 120, "q04": "association"});
    assert!(!missing(association, menu).contains(&"q06"), "the law does not say, whatever the capital");
}

#[test]
fn what_no_question_settles_is_for_the_counter() {
    let menu = "digital-ai-2026-regular";
    let counter = |said: Value, menu: &str| of_menu(&said, menu).counter;
    let company = json!({"q02": "E", "q03": 12, "q04": "corporation"});
    assert!(!counter(json!({}), menu) && !counter(company, menu));
    // 中小企業か does not follow from the law for an NPO; GビズID can still be asked.
    let npo = json!({"q02": "E", "q03": 12, "q04": "npo"});
    assert!(counter(npo.clone(), menu));
    assert_eq!(missing(npo, menu), ["q24"]);
    // Nobody is employed: the question on the declaration is not asked.
    let alone = json!({"q01": "34207", "q03": 0, "q04": "sole_proprietor"});
    assert!(counter(alone.clone(), "digital-literacy-douga"));
    assert_eq!(missing(alone.clone(), "digital-literacy-douga"), [""; 0]);
    assert!(!counter(json!({"q01": "34207", "q03": 5}), "digital-literacy-douga"));
    // Of one condition alone, the same.
    let content = content();
    let declared = content.menu("digital-literacy-douga").expect("a menu").conditions.iter();
    let declared = declared.clone().find(|c| c.comparison.fact().as_str() == "declared_reskilling");
    let of = |said: Value| {
        for_condition(&content.questionnaire, &business(&said), declared.expect("a condition"))
            .into_iter()
            .map(|question| question.id.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(of(alone), [""; 0]);
    assert_eq!(of(json!({"q03": 5})), ["q21"]);
    assert_eq!(of(json!({"q03": 5, "q21": "yes"})), [""; 0]);
    assert_eq!(of(json!({})), ["q03"]);
}
