//! What a cost brings, against tables worked out by hand from `support_menus.toml`.

use domain::amount::{CostProblem, Grant, MAX_COST_YEN, estimates, parse_cost, rates};
use domain::document::MenuDocument;
use proptest::prelude::*;
use serde_json::json;

use crate::seed::content;

fn menu(id: &str) -> &'static MenuDocument {
    &content().menu(id).unwrap_or_else(|| panic!("no menu {id}")).document
}

/// `666,666` plain, `^500,000` cut to the limit, `<50,000 (100,000)` below the least, with the cost that reaches it.
fn written(grant: Grant) -> String {
    match grant {
        Grant::Yen { yen, capped: false } => yen.to_string(),
        Grant::Yen { yen, capped: true } => format!("^{yen}"),
        Grant::BelowLeast { least, cost_needed } => format!("<{least} ({})", cost_needed.unwrap_or(0)),
    }
}

/// Tier by tier and, within each, rate by rate: the amount, and behind `+` the one with a wage increase.
fn table(id: &str, cost: u64) -> Vec<String> {
    let row = |estimate: domain::amount::Estimate<'_>| {
        let raised = estimate.with_wage_increase.map_or(String::new(), |g| format!(" +{}", written(g)));
        written(estimate.grant) + &raised
    };
    estimates(menu(id), cost).into_iter().map(row).collect()
}

/// jizokuka-general-20: 2/3; 通常枠 50万, インボイス特例 100万, 賃金引上げ特例 200万, 両方 250万.
#[test]
fn one_rate_and_four_cases() {
    for (cost, by_hand) in [
        (600_000, ["400000", "400000", "400000", "400000"]),
        (750_000, ["500000", "500000", "500000", "500000"]),
        (750_001, ["500000", "500000", "500000", "500000"]),
        (750_002, ["^500000", "500001", "500001", "500001"]),
        (1_000_000, ["^500000", "666666", "666666", "666666"]),
        (3_000_000, ["^500000", "^1000000", "2000000", "2000000"]),
        (4_000_001, ["^500000", "^1000000", "^2000000", "^2500000"]),
        (1, ["0", "0", "0", "0"]),
    ] {
        assert_eq!(table("jizokuka-general-20", cost), by_hand, "{cost}");
    }
}

/// digital-ai-2026-regular: 1/2 and 2/3; 1〜3工程 5万〜150万, 4工程以上 150万〜450万.
#[test]
fn two_rates_and_two_tiers_each_with_its_least() {
    for (cost, by_hand) in [
        (74_999, ["<50000 (100000)", "<50000 (75000)", "<1500000 (3000000)", "<1500000 (2250000)"]),
        (75_000, ["<50000 (100000)", "50000", "<1500000 (3000000)", "<1500000 (2250000)"]),
        (99_999, ["<50000 (100000)", "66666", "<1500000 (3000000)", "<1500000 (2250000)"]),
        (2_250_000, ["1125000", "1500000", "<1500000 (3000000)", "1500000"]),
        (3_000_000, ["1500000", "^1500000", "1500000", "2000000"]),
        (10_000_000, ["^1500000", "^1500000", "^4500000", "^4500000"]),
    ] {
        assert_eq!(table("digital-ai-2026-regular", cost), by_hand, "{cost}");
    }
}

/// shinjigyo-shinshutsu-3: 1/2, 750万 at least; 〜20人 2,500万 (賃上げ 3,000万), 〜50人 4,000万 (5,000万),
/// 〜100人 5,500万 (7,000万), 101人〜 7,000万 (9,000万).
#[test]
fn a_wage_increase_raises_the_limit() {
    let below = "<7500000 (15000000) +<7500000 (15000000)";
    assert_eq!(table("shinjigyo-shinshutsu-3", 14_999_999), [below; 4]);
    assert_eq!(
        table("shinjigyo-shinshutsu-3", 60_000_000),
        ["^25000000 +30000000", "30000000 +30000000", "30000000 +30000000", "30000000 +30000000"]
    );
    assert_eq!(
        table("shinjigyo-shinshutsu-3", 200_000_000),
        ["^25000000 +^30000000", "^40000000 +^50000000", "^55000000 +^70000000", "^70000000 +^90000000"]
    );
}

/// Without tiers the menu's own limits hold: hatarakikata-r8 3/4 and 4/5 up to 1,370万; gyomu-kaizen 4/5 and 3/4,
/// 30万 to 600万.
#[test]
fn a_menu_without_tiers_has_its_own_limits() {
    assert_eq!(table("hatarakikata-r8", 1_000_001), ["750000", "800000"]);
    assert_eq!(table("hatarakikata-r8", 18_266_666), ["13699999", "^13700000"]);
    assert_eq!(table("hatarakikata-r8", 20_000_000), ["^13700000", "^13700000"]);
    assert_eq!(table("gyomu-kaizen", 374_999), ["<300000 (375000)", "<300000 (400000)"]);
    assert_eq!(table("gyomu-kaizen", 375_000), ["300000", "<300000 (400000)"]);
    assert_eq!(table("gyomu-kaizen", 100_000_000), ["^6000000", "^6000000"]);
}

#[test]
fn what_is_not_written_is_not_guessed() {
    // No rate at all; a loan's interest is none either.
    for id in ["itpass-shutoku-hojokin", "miyoshi-shokibo-jizoku", "marukei", "hiroshima-seido-yushi"] {
        assert!(rates(menu(id)).is_empty(), "{id}");
        assert!(table(id, 1_000_000).is_empty(), "{id}");
    }
    // One rate without cases, no limit known: nothing cuts it.
    let mut plain = menu("miyoshi-shokibo-jizoku").clone();
    (plain.subsidy_rate_num, plain.subsidy_rate_den, plain.max_amount_yen) = (Some(2), Some(3), None);
    let brought: Vec<_> = estimates(&plain, MAX_COST_YEN).into_iter().map(|e| written(e.grant)).collect();
    assert_eq!(brought, ["666666666666"]);
    // What a tier leaves open the menu as a whole says.
    let tiers = json!([{"case": "一", "max_yen": 100}, {"case": "二", "min_yen": 10}]);
    (plain.amount_tiers, plain.max_amount_yen) = (serde_json::from_value(tiers).unwrap(), Some(300));
    let brought: Vec<_> = estimates(&plain, 600).into_iter().map(|e| written(e.grant)).collect();
    assert_eq!(brought, ["^100", "^300"]);
    assert_eq!(written(estimates(&plain, 14)[1].grant), "<10 (15)");
    // A rate of nothing reaches no least amount, whatever the cost.
    (plain.subsidy_rate_num, plain.min_amount_yen) = (Some(0), Some(5));
    assert_eq!(estimates(&plain, 600)[0].grant, Grant::BelowLeast { least: 5, cost_needed: None });
}

#[test]
fn costs_are_read_as_people_write_them() {
    for (text, cost) in [
        ("3000000", 3_000_000),
        ("３００万円", 3_000_000),
        ("300万", 3_000_000),
        ("3,000,000", 3_000_000),
        ("￥3，000，000", 3_000_000),
        ("¥50,000 円", 50_000),
        (" 1億2,000万円 ", 120_000_000),
        ("1", 1),
        ("1兆", 0),
    ] {
        let read = parse_cost(text);
        assert_eq!(read, if cost == 0 { Err(CostProblem::NotANumber) } else { Ok(cost) }, "{text}");
    }
    for text in ["", "円", "abc", "-1", "1.5", "三百万", "300万円くらい"] {
        assert_eq!(parse_cost(text), Err(CostProblem::NotANumber), "{text}");
    }
    for text in ["0", "0円", "1000000000001", "99999999999999999999999"] {
        assert_eq!(parse_cost(text), Err(CostProblem::OutOfRange { max: MAX_COST_YEN }), "{text}");
    }
}

fn yen(grant: Grant) -> u64 {
    match grant {
        Grant::Yen { yen, .. } => yen,
        Grant::BelowLeast { .. } => 0,
    }
}

proptest! {
    /// For every menu of the seed: never more than the cost, never more than the limit, never less for a higher cost;
    /// a wage increase never lowers it, and the cost said to reach the least amount reaches it, one yen less does not.
    #[test]
    fn estimates_keep_their_limits(cost in 1u64..200_000_000, more in 0u64..50_000_000) {
        for menu in &content().menus {
            let document = &menu.document;
            let (now, then) = (estimates(document, cost), estimates(document, cost + more));
            prop_assert_eq!(now.len(), then.len());
            for (n, (now, then)) in now.iter().zip(&then).enumerate() {
                let most = now.tier.and_then(|tier| tier.max_yen).or(document.max_amount_yen);
                prop_assert!(yen(now.grant) <= cost.min(most.unwrap_or(u64::MAX)));
                prop_assert!(yen(now.grant) <= yen(then.grant));
                prop_assert!(now.with_wage_increase.is_none_or(|raised| yen(now.grant) <= yen(raised)));
                if let Grant::BelowLeast { least, cost_needed: Some(needed) } = now.grant {
                    prop_assert!(cost < needed);
                    prop_assert!(yen(estimates(document, needed)[n].grant) >= least);
                    prop_assert_eq!(yen(estimates(document, needed - 1)[n].grant), 0);
                }
            }
        }
    }
}
