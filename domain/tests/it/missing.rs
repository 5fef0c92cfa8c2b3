//! Which questions settle a menu, on the real questionnaire.

use domain::matching::Business;
use domain::missing::questions;
use serde_json::{Value, json};

use crate::seed::{answers, content};

/// Ids of the questions to ask of somebody with these answers, for a menu.
fn missing(said: Value, menu: &str) -> Vec<&'static str> {
    let content = content();
    let said = answers(&said);
    let read = content.questionnaire.interpret(&said);
    let business = Business::of_answers(&read, &content.industries);
    let menu = content.menu(menu).expect("a menu");
    let is_visible = |question: &domain::questionnaire::Question| {
        read.visible.iter().any(|visible| visible.id == question.id)
    };
    let found = questions(&content.questionnaire, &business, menu, is_visible);
    found.into_iter().map(|question| question.id.as_str()).collect()
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
