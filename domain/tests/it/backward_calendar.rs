//! From the deadline backwards, on the real lead times and the real menus.

use chrono::Days;
use domain::backward_calendar::{BackwardCalendar, Pace};
use domain::facts::Facts;
use domain::lead_time::LeadTime;
use domain::menu::Menu;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::seed::{content, day, facts};

fn menu(id: &str) -> &'static Menu {
    content().menu(id).unwrap_or_else(|| panic!("no menu {id}"))
}

fn pace(pace: Pace) -> String {
    match pace {
        Pace::Done => "done".to_owned(),
        Pace::Comfortable => "comfortable".to_owned(),
        Pace::Soon { days } => format!("soon {days}"),
        Pace::AtRisk => "at risk".to_owned(),
        Pace::TooLate => "too late".to_owned(),
    }
}

/// `gbizid-prime 2026-11-24 soon 2` and so on; nothing where there is no calendar.
fn calendar(id: &str, has: Option<Value>, on: &str) -> Vec<String> {
    let has: Option<Facts> = has.map(|written| facts(&written));
    let calendar = BackwardCalendar::of(menu(id), &content().lead_times, has.as_ref(), day(on));
    calendar.map_or(Vec::new(), |calendar| {
        let steps = calendar.steps.iter();
        steps.map(|s| format!("{} {} {}", s.lead_time.id(), s.begin_by, pace(s.pace))).collect()
    })
}

/// 一般型第20回 opens 2026-11-05 and closes 2026-12-15; it asks for GビズIDプライム (14〜21 days) and 様式4 (10〜17),
/// and, as a subsidy, for 見積 (7〜14) and 計画書 (14〜28).
#[test]
fn the_steps_lie_before_the_deadline_by_the_days_to_reckon_with() {
    assert_eq!(
        calendar("jizokuka-general-20", None, "2026-11-22"),
        [
            "application-plan 2026-11-17 at risk",
            "gbizid-prime 2026-11-24 soon 2",
            "jizokuka-form-4 2026-11-28 soon 6",
            "quotation 2026-12-01 comfortable",
        ]
    );
    // Day by day: the last comfortable day, the last day to begin, the last day on which it may still do, too late.
    for (on, gbizid) in [
        ("2026-11-17", "comfortable"),
        ("2026-11-18", "soon 6"),
        ("2026-11-24", "soon 0"),
        ("2026-11-25", "at risk"),
        ("2026-12-01", "at risk"),
        ("2026-12-02", "too late"),
        ("2026-12-15", "too late"),
    ] {
        let steps = calendar("jizokuka-general-20", None, on);
        let expected = format!("gbizid-prime 2026-11-24 {gbizid}");
        assert!(steps.contains(&expected), "{on}: {steps:?}");
    }
}

#[test]
fn there_is_a_calendar_only_while_one_can_still_apply_and_the_last_day_is_known() {
    let calendar = |id, on| BackwardCalendar::of(menu(id), &content().lead_times, None, day(on));
    // Before it opens one can prepare.
    assert_eq!(calendar("jizokuka-general-20", "2026-10-01").map(|c| c.closes), Some(day("2026-12-15")));
    assert_eq!(calendar("jizokuka-general-20", "2026-12-15").map(|c| c.closes), Some(day("2026-12-15")));
    assert_eq!(calendar("jizokuka-general-20", "2026-12-16"), None, "closed");
    assert_eq!(calendar("shoryokuka-catalog", "2026-11-22"), None, "no last day");
    assert_eq!(calendar("dx-nintei", "2026-11-22"), None, "any time");
    // A menu that needs no preparation has its deadline alone.
    let pro = calendar("pro-jinzai-hojokin-r8", "2026-11-22").expect("it closes on 2027-03-24");
    let ids: Vec<&str> = pro.steps.iter().map(|step| step.lead_time.id()).collect();
    assert_eq!(ids, ["application-plan", "quotation"], "by its kind alone");
}

#[test]
fn what_the_business_has_already_is_done() {
    let on = "2026-11-22";
    let first = |has| calendar("jizokuka-general-20", Some(has), on).remove(0);
    assert_eq!(
        first(json!({"gbizid_prime": true})),
        "gbizid-prime 2026-11-24 done",
        "before all that is open"
    );
    // Not known is not had.
    for has in [json!({"gbizid_prime": false}), json!({})] {
        let steps = calendar("jizokuka-general-20", Some(has.clone()), on);
        assert!(steps.contains(&"gbizid-prime 2026-11-24 soon 2".to_owned()), "{has}: {steps:?}");
    }
    // SECURITY ACTION with one star does where one or two are asked for.
    for (stars, expected) in [("none", "too late"), ("one_star", "done"), ("two_star", "done")] {
        let steps =
            calendar("digital-ai-2026-regular", Some(json!({"security_action": stars})), "2026-08-20");
        let expected = format!("security-action 2026-08-11 {expected}");
        assert!(steps.contains(&expected), "{stars}: {steps:?}");
    }
    // What no fact tells is never done.
    assert!(
        calendar("jizokuka-general-20", Some(json!({"gbizid_prime": true})), on)
            .iter()
            .any(|step| step.starts_with("quotation") && !step.ends_with("done"))
    );
}

#[test]
fn nothing_is_to_be_done_where_a_menu_asks_that_it_has_not_been_done() {
    let mut menu = menu("jizokuka-general-20").clone();
    let lead_times = &content().lead_times;
    let needs = |menu: &Menu, id: &str| {
        let lead_time: &LeadTime = lead_times.iter().find(|lead_time| lead_time.id() == id).expect("there");
        lead_time.is_needed_for(menu)
    };
    assert!(needs(&menu, "gbizid-prime") && needs(&menu, "jizokuka-form-4") && needs(&menu, "quotation"));
    assert!(!needs(&menu, "security-action") && !needs(&menu, "sentan-setsubi-approval"));
    let condition = menu.conditions.iter_mut().find(|c| c.comparison.fact().as_str() == "gbizid_prime");
    condition.expect("there").comparison =
        domain::condition::Comparison::parse("gbizid_prime", "ne", &json!(true)).expect("well-formed");
    assert!(!needs(&menu, "gbizid-prime"));
    // A preferred condition is no step either.
    assert!(!needs(content().menu("security-action").expect("there"), "security-action"));
}

proptest! {
    /// Steps come in order, all before the deadline; time only ever makes them more pressing, and having something
    /// never makes a step appear.
    #[test]
    fn time_only_makes_it_more_pressing(start in 0u64..700, later in 0u64..100) {
        let on = day("2025-03-01") + Days::new(start);
        let rank = |pace: Pace| match pace {
            Pace::Done => 0,
            Pace::Comfortable => 1,
            Pace::Soon { days } => 10 - usize::try_from(days).expect("less than a week"),
            Pace::AtRisk => 20,
            Pace::TooLate => 21,
        };
        let all = facts(&json!({
            "gbizid_prime": true, "security_action": "two_star", "declared_reskilling": true, "wage_increase_plan": true,
        }));
        for menu in &content().menus {
            let of = |facts, on| BackwardCalendar::of(menu, &content().lead_times, facts, on);
            let Some(now) = of(None, on) else { continue };
            prop_assert!(now.steps.iter().all(|step| step.begin_by <= now.closes));
            prop_assert!(now.steps.iter().map(|step| step.begin_by).is_sorted());
            if let Some(then) = of(None, on + Days::new(later)).filter(|then| then.closes == now.closes) {
                for (now, then) in now.steps.iter().zip(&then.steps) {
                    prop_assert!(rank(now.pace) <= rank(then.pace), "{} {now:?} {then:?}", menu.id());
                }
            }
            let with_all = of(Some(&all), on).expect("the same deadline");
            prop_assert_eq!(with_all.steps.len(), now.steps.len());
            for step in with_all.steps.iter().filter(|step| !step.lead_time.facts.is_empty()) {
                prop_assert_eq!(step.pace, Pace::Done);
            }
        }
    }
}
