//! Searching the real catalogue: 40 searches with the hits that a reader of the files expects, counts that keep what
//! they promise, orders and pages.

use std::collections::BTreeSet;

use domain::document::{MenuKind, ProviderLevel};
use domain::freshness;
use domain::matching::Business;
use domain::search::{
    AMOUNT_STEPS, CaseFacet, CaseFilter, CaseOrder, CaseSearch, Hit, MenuFacet, MenuFilter, MenuOrder,
    MenuSearch, MenusFound, PAGE_SIZE, Words,
};
use domain::window::Window;
use serde::Deserialize;
use serde_json::json;

use crate::seed::{answers, content, day};

const TODAY: &str = "2026-11-22";

/// The searches and what they find, told apart from the program: `tests/searches.json` was worked out by reading the
/// files with a script of its own.
#[derive(Deserialize)]
struct Searches {
    menus: Vec<MenuSearches>,
    cases: Vec<CaseSearches>,
}

#[derive(Deserialize)]
struct MenuSearches {
    q: String,
    menus: BTreeSet<String>,
}

#[derive(Deserialize)]
struct CaseSearches {
    q: String,
    cases: BTreeSet<String>,
}

fn searches() -> Searches {
    serde_json::from_str(include_str!("../searches.json")).expect("a list of searches")
}

fn found(filter: &MenuFilter) -> MenusFound<'_> {
    let content = content();
    MenuSearch { menus: &content.menus, index: &content.menu_index, filter, on: day(TODAY) }.run()
}

fn ids(hits: &[Hit<'_>]) -> Vec<String> {
    hits.iter().map(|hit| hit.menu.id().to_owned()).collect()
}

fn count(filter: &MenuFilter) -> usize {
    found(filter).hits.len()
}

fn words(text: &str) -> MenuFilter {
    MenuFilter { words: Words::of(text), ..MenuFilter::default() }
}

#[test]
fn forty_searches_find_what_a_reader_expects() {
    let searches = searches().menus;
    assert!(searches.len() >= 40);
    for required in ["補助", "会計", "呉", "ｲﾝﾎﾞｲｽ", "いんぼいす", "ＩＴ導入", "人手"]
    {
        assert!(searches.iter().any(|search| search.q == required), "{required}");
    }
    assert!(searches.iter().any(|search| search.menus.is_empty()), "one that finds nothing");
    for search in &searches {
        let filter = words(&search.q);
        let found: BTreeSet<String> = ids(&found(&filter).hits).into_iter().collect();
        assert_eq!(found, search.menus, "{}", search.q);
        let admitted = content().menus.iter().filter(|menu| filter.admits(menu, day(TODAY)));
        let admitted: BTreeSet<String> = admitted.map(|menu| menu.id().to_owned()).collect();
        assert_eq!(admitted, search.menus, "{} as the JSON interface asks", search.q);
    }
}

#[test]
fn searches_in_cases_find_what_a_reader_expects() {
    for search in &searches().cases {
        let filter = CaseFilter { words: Words::of(&search.q), ..CaseFilter::default() };
        let found: BTreeSet<String> = cases(&filter).into_iter().collect();
        assert_eq!(found, search.cases, "{}", search.q);
    }
}

fn case_search(filter: &CaseFilter) -> CaseSearch<'_> {
    CaseSearch { cases: &content().cases, questionnaire: &content().questionnaire, filter }
}

fn cases(filter: &CaseFilter) -> Vec<String> {
    case_search(filter).run().hits.iter().map(|case| case.id().to_owned()).collect()
}

/// Some ways to narrow down, from nothing to nothing left.
fn filters() -> Vec<MenuFilter> {
    let some = |text: &str| Some(text.to_owned());
    vec![
        MenuFilter::default(),
        words("補助"),
        MenuFilter { kind: Some(MenuKind::Subsidy), ..words("機械 人手") },
        MenuFilter { municipality: some("34209"), window: Some(Window::Rolling), ..MenuFilter::default() },
        MenuFilter { provider_level: Some(ProviderLevel::Municipality), ..words("福山") },
        MenuFilter { pain: some("paperwork"), amount_at_least: Some(5_000_000), ..MenuFilter::default() },
        MenuFilter { solution: some("generative-ai"), window: Some(Window::Closed), ..words("県") },
        MenuFilter { kind: Some(MenuKind::Loan), pain: some("long-hours"), ..words("呉") },
    ]
}

#[test]
fn every_count_is_what_the_choice_would_show() {
    for filter in filters() {
        let counts = found(&filter).counts;
        let with = |change: &dyn Fn(&mut MenuFilter)| {
            let mut other = filter.clone();
            change(&mut other);
            count(&other)
        };
        for &kind in MenuKind::ALL {
            assert_eq!(counts.kinds.of(kind), with(&|f| f.kind = Some(kind)), "{kind:?} {filter:?}");
        }
        for &level in ProviderLevel::ALL {
            let shown = with(&|f| f.provider_level = Some(level));
            assert_eq!(counts.provider_levels.of(level), shown, "{level:?} {filter:?}");
        }
        for window in Window::ALL {
            assert_eq!(
                counts.windows.of(window),
                with(&|f| f.window = Some(window)),
                "{window:?} {filter:?}"
            );
        }
        for step in AMOUNT_STEPS {
            assert_eq!(
                counts.amounts.of(step),
                with(&|f| f.amount_at_least = Some(step)),
                "{step} {filter:?}"
            );
        }
        for town in &content().municipalities {
            let shown = with(&|f| f.municipality = Some(town.code.clone()));
            assert_eq!(counts.municipalities.of(&town.code), shown, "{} {filter:?}", town.name);
        }
        for pain in &content().questionnaire.pains {
            let shown = with(&|f| f.pain = Some(pain.id.clone()));
            assert_eq!(counts.pains.of(&pain.id), shown, "{} {filter:?}", pain.id);
        }
        for solution in &content().questionnaire.solutions {
            let shown = with(&|f| f.solution = Some(solution.id.clone()));
            assert_eq!(counts.solutions.of(&solution.id), shown, "{} {filter:?}", solution.id);
        }
    }
}

#[test]
fn what_taking_one_limit_away_would_show_is_told() {
    for filter in filters() {
        let counts = found(&filter).counts;
        for facet in MenuFacet::ALL {
            let mut other = filter.clone();
            match facet {
                MenuFacet::Kind => other.kind = None,
                MenuFacet::ProviderLevel => other.provider_level = None,
                MenuFacet::Municipality => other.municipality = None,
                MenuFacet::Pain => other.pain = None,
                MenuFacet::Solution => other.solution = None,
                MenuFacet::Window => other.window = None,
                MenuFacet::Amount => other.amount_at_least = None,
            }
            assert_eq!(counts.without(facet), count(&other), "{facet:?} {filter:?}");
        }
        for place in 0..filter.words.iter().len() {
            let other =
                MenuFilter { words: Words::of(&filter.words.written_without(place)), ..filter.clone() };
            assert_eq!(counts.without_word(place), count(&other), "word {place} {filter:?}");
        }
    }
}

#[test]
fn limits_that_the_files_show_by_hand() {
    let some = |text: &str| Some(text.to_owned());
    // 尾道市 alone asks for itself in two menus; 呉市 in none. Both see all that ask for no municipality.
    let free = content().menus.len() - 9;
    for (code, own) in [("34205", 2), ("34202", 0), ("34209", 1), ("34212", 2), ("34207", 2), ("34100", 1)] {
        let filter = MenuFilter { municipality: some(code), ..MenuFilter::default() };
        assert_eq!(count(&filter), free + own, "{code}");
    }
    let elsewhere = MenuFilter { municipality: some("33100"), ..MenuFilter::default() };
    assert!(count(&elsewhere) < free, "what asks for Hiroshima shuts out Okayama");
    let large = MenuFilter { amount_at_least: Some(50_000_000), ..MenuFilter::default() };
    let large: BTreeSet<String> = ids(&found(&large).hits).into_iter().collect();
    let by_hand = ["jinzai-kaihatsu-reskilling", "shinjigyo-shinshutsu-3", "shoryokuka-ippan"];
    assert_eq!(large, by_hand.map(str::to_owned).into());
}

fn ordered(filter: &MenuFilter, order: MenuOrder<'_>) -> Vec<String> {
    let total = count(filter);
    let mut all = Vec::new();
    for number in 1..=total.div_ceil(PAGE_SIZE).max(1) {
        let (page, _) = found(filter).page(order, number, day(TODAY));
        assert_eq!((page.number, page.total), (number, total));
        all.extend(ids(&page.items));
    }
    assert_eq!(all.len(), total, "every hit on one page");
    all
}

#[test]
fn the_nearest_deadline_comes_first() {
    let open = MenuFilter { window: Some(Window::Open), ..MenuFilter::default() };
    assert_eq!(
        ordered(&open, MenuOrder::ClosingSoon),
        [
            "hatarakikata-r8",            // 2026-11-30
            "jizokuka-general-20",        // 2026-12-15
            "jizokuka-sogyo-4",           // 2026-12-15
            "pro-jinzai-hojokin-r8",      // 2027-03-24
            "jinzai-kaihatsu-reskilling", // 2027-03-31
            "sentan-setsubi",             // 2027-03-31
            "miyoshi-shokibo-jizoku",     // since 2025-04-01, no end
        ]
    );
    let all = ordered(&MenuFilter::default(), MenuOrder::ClosingSoon);
    assert_eq!(all[0], "hatarakikata-r8");
    let closed = MenuFilter { window: Some(Window::Closed), ..MenuFilter::default() };
    assert_eq!(
        ordered(&closed, MenuOrder::ClosingSoon)[0],
        "shinjigyo-monodukuri-2026",
        "closed last: 10-30"
    );
}

#[test]
fn the_largest_amount_and_the_newest_source_come_first() {
    let by_amount = ordered(&MenuFilter::default(), MenuOrder::Amount);
    assert_eq!(by_amount[..3], ["jinzai-kaihatsu-reskilling", "shoryokuka-ippan", "shinjigyo-shinshutsu-3"]);
    let amounts: Vec<_> =
        by_amount.iter().map(|id| content().menu(id).unwrap().document.max_amount_yen).collect();
    assert!(amounts.is_sorted_by(|a, b| a >= b) && amounts.last() == Some(&None));
    let by_date = ordered(&MenuFilter::default(), MenuOrder::Newest);
    let dates: Vec<_> = by_date
        .iter()
        .map(|id| content().menu(id).unwrap().document.as_of.as_deref().and_then(freshness::last_day))
        .collect();
    assert!(dates.is_sorted_by(|a, b| a >= b) && dates.last() == Some(&None));
    assert_eq!(dates[0], Some(day("2026-08-22")));
}

fn small_maker() -> Business {
    let answers = answers(&json!({
        "q01": "34207", "q02": "E", "q03": 12, "q04": "corporation", "q05": 12,
        "q10": ["paperwork", "labor-shortage"], "q11": ["efficiency"], "q24": ["gbiz"],
    }));
    Business::of_answers(&content().questionnaire.interpret(&answers), &content().industries)
}

#[test]
fn what_fits_comes_in_the_order_of_offering_and_nothing_is_left_out() {
    let business = small_maker();
    let all = ordered(&MenuFilter::default(), MenuOrder::Fits(&business));
    let offered = business.match_all(&content().menus, day(TODAY)).offered;
    let offered: Vec<&str> = offered.iter().map(|judgement| judgement.menu.id()).collect();
    assert!(!offered.is_empty());
    assert_eq!(all[..offered.len()], offered);
    assert_eq!(all.len(), content().menus.len());
    let refused = |id: &String| {
        let judgement = business.judge(content().menu(id).unwrap(), day(TODAY));
        judgement.verdict == domain::matching::Verdict::NotEligible && !judgement.near_miss
    };
    let last = all.iter().rposition(|id| !refused(id)).unwrap();
    assert!(
        all[last + 1..].iter().all(refused) && !all[..=last].iter().any(refused),
        "what does not fit is last"
    );
}

#[test]
fn cases_are_counted_and_ordered() {
    let filter = CaseFilter { pain: Some("info-silo".to_owned()), ..CaseFilter::default() };
    let counts = case_search(&filter).run().counts;
    for division in content().industries.divisions() {
        let letter = division.division.to_string();
        let shown = cases(&CaseFilter { industry: Some(letter.clone()), ..filter.clone() }).len();
        assert_eq!(counts.industries.of(&letter), shown, "{letter}");
    }
    for class in &content().questionnaire.size_classes {
        let shown = cases(&CaseFilter { size: Some(class.id.clone()), ..filter.clone() }).len();
        assert_eq!(counts.sizes.of(&class.id), shown, "{}", class.id);
    }
    assert_eq!(counts.without(CaseFacet::Pain), content().cases.len());
    assert_eq!(counts.without(CaseFacet::Industry), cases(&filter).len());

    let all = CaseFilter::default();
    let search = case_search(&all);
    let in_order = |order| -> Vec<String> {
        let page = search.page(search.run().hits, order, 1);
        page.items.iter().map(|case| case.id().to_owned()).collect()
    };
    assert_eq!(in_order(CaseOrder::Newest)[..2], ["morita-package", "fugetsu-foods"]);
    // A maker short of people: makers that share the pain, the newest first.
    let closest = in_order(CaseOrder::Closest(&small_maker()));
    assert_eq!(closest[..2], ["asahi-tekko", "bushu-kogyo"]);
}
