//! The gap map: who has a pain, and what the open menus against it are to them (issue 4).

use std::collections::BTreeMap;

use domain::document::Pain;
use domain::facts::{FactName, Facts};
use domain::id_set::IdSet;
use domain::indicator::Breakdown;
use domain::matching::{Business, Verdict};
use domain::menu::Menu;
use domain::population::{BusinessId, Population, Served};
use domain::window::Window;
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

use crate::population::{a_condition, place, some_facts};
use crate::seed::{content, day, facts};

fn ids(of: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    btree_set(select(of), 0..3).prop_map(|ids| ids.into_iter().map(str::to_owned).collect())
}

/// Pains as they come up in the facts, and one that nobody has; each with some solutions.
fn some_pains() -> impl Strategy<Value = Vec<Pain>> {
    vec(ids(&["s", "t", "u"]), 6).prop_map(|solutions| {
        let named = ["a", "b", "c", "d", "e", "nobody has this"].into_iter().zip(solutions);
        let pain = |(id, solutions): (&str, Vec<String>)| Pain {
            id: id.to_owned(),
            label: String::new(),
            solutions,
            first_step: String::new(),
        };
        named.map(pain).collect()
    })
}

/// The first seed menu under other conditions, against other pains.
fn a_menu() -> impl Strategy<Value = Menu> {
    (vec(a_condition(), 0..4), ids(&["a", "b", "c"]), ids(&["s", "t", "u"])).prop_map(
        |(conditions, pains, solutions)| Menu {
            conditions,
            pains: pains.into_iter().collect(),
            solutions: solutions.into_iter().collect(),
            ..content().menus[0].clone()
        },
    )
}

fn business(facts: Facts) -> Business {
    let pains: Vec<String> = facts.set(FactName::Pains).into_iter().flatten().cloned().collect();
    Business::new(facts, pains, &content().questionnaire, &content().industries)
}

/// One business after the other, one menu after the other.
fn one_by_one(
    businesses: &BTreeMap<i64, Facts>,
    pain: &Pain,
    menus: &[&Menu],
) -> BTreeMap<Breakdown, Served> {
    let mut found = BTreeMap::<Breakdown, Served>::new();
    for facts in businesses.values() {
        let at = Breakdown { industry: None, ..place(facts) };
        let served = found.entry(at).or_default();
        let business = business(facts.clone());
        if !business.pains().contains(&pain.id) {
            served.without += 1;
            continue;
        }
        let against = menus.iter().filter(|menu| menu.is_against(pain));
        let judged: Vec<_> = against.map(|menu| business.judge(menu, day("2026-11-22"))).collect();
        *match () {
            () if judged.iter().any(|j| j.verdict == Verdict::Eligible) => &mut served.eligible,
            () if judged.iter().any(|j| j.near_miss) => &mut served.near_miss,
            () if judged.iter().any(|j| j.verdict == Verdict::NeedsInfo) => &mut served.needs_info,
            () => &mut served.unmet,
        } += 1;
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// After any putting, replacing and removing, on any pains, under any well-formed conditions.
    #[test]
    fn columns_say_what_judging_one_by_one_says(
        changes in vec((1..60_i64, proptest::option::weighted(0.8, some_facts())), 0..120),
        pains in some_pains(),
        menus in vec(a_menu(), 0..6),
    ) {
        let (mut columns, mut scalar) = (Population::new(), BTreeMap::new());
        for (id, facts) in changes {
            match facts {
                Some(facts) => {
                    columns.put(BusinessId(id), &business(facts.clone()), &place(&facts));
                    scalar.insert(id, facts);
                }
                None => {
                    columns.remove(BusinessId(id));
                    scalar.remove(&id);
                }
            }
        }
        let menus: Vec<&Menu> = menus.iter().collect();
        let needs = columns.needs(&pains, &menus);
        prop_assert_eq!(needs.len(), pains.len());
        for (pain, found) in pains.iter().zip(needs) {
            let places = found.len();
            let found: BTreeMap<Breakdown, Served> = found.into_iter().collect();
            prop_assert_eq!(found.len(), places, "a place comes once");
            prop_assert_eq!(found, one_by_one(&scalar, pain, &menus));
        }
    }

    /// A menu is against a pain exactly where that pain alone makes it relevant.
    #[test]
    fn against_a_pain_is_what_relevance_counts(menu in 0..64_usize, pain in 0..20_usize) {
        let content = content();
        let (menu, pain) = (&content.menus[menu], &content.questionnaire.pains[pain]);
        let plain = Menu { conditions: Vec::new(), ..menu.clone() };
        let only =
            Business::new(Facts::default(), [pain.id.clone()], &content.questionnaire, &content.industries);
        let relevance = only.judge(&plain, day("2026-11-22")).relevance;
        prop_assert_eq!(menu.is_against(pain), relevance > 0);
    }
}

/// More than one block holds, so that a slot's place in its block is not its place in the whole.
#[test]
fn thousands_are_counted_where_they_stand() {
    let mut columns = Population::new();
    let (towns, sizes) = (["34100", "34202", "34207"], [3, 12]);
    for (id, n) in (0..).zip(0..9_000_usize) {
        let pain = if n / 6 % 2 == 0 { json!(["a"]) } else { json!(["b", "c"]) };
        let facts =
            facts(&json!({"municipality": towns[n % 3], "employees": sizes[n / 3 % 2], "pains": pain}));
        columns.put(BusinessId(id), &business(facts.clone()), &place(&facts));
    }
    let against_a = Menu {
        conditions: Vec::new(),
        pains: ["a"].into_iter().collect(),
        solutions: IdSet::default(),
        ..content().menus[0].clone()
    };
    let pain = |id: &str| Pain {
        id: id.to_owned(),
        label: String::new(),
        solutions: Vec::new(),
        first_step: String::new(),
    };
    let needs = columns.needs(&[pain("a"), pain("b")], &[&against_a]);
    for (found, each) in needs.iter().zip([
        Served { eligible: 750, without: 750, ..Served::default() },
        Served { unmet: 750, without: 750, ..Served::default() },
    ]) {
        assert_eq!(found.len(), 6);
        assert!(found.iter().all(|(_, served)| *served == each), "{found:?}");
    }
}

#[test]
fn only_what_is_open_takes_applications() {
    let open: Vec<Window> = Window::ALL.into_iter().filter(|window| window.takes_applications()).collect();
    assert_eq!(open, [Window::Open, Window::Rolling]);
}
