//! What a cost would bring under a menu: each tier of its amount × each of its rates, in whole yen.
//!
//! The rule, as 公募要領 state it: 補助額 = 対象になる費用 × 補助率, at most the tier's 上限 (raised where the tier
//! gives one for a wage increase), and nothing at all where it stays below the tier's 下限. Rounded down to the yen;
//! real programmes often drop everything below 1,000 yen. What is not written is not guessed: no rate, no estimate.

use crate::count::parse_count;
use crate::document::{AmountTier, MenuDocument};

/// Largest cost that is worked out: 1兆円. Nothing in the catalogue comes near it.
pub const MAX_COST_YEN: u64 = 1_000_000_000_000;

/// Why a cost cannot be worked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CostProblem {
    #[error("not a whole amount of yen")]
    NotANumber,
    #[error("outside 1 to {max} yen")]
    OutOfRange { max: u64 },
}

/// A cost in yen as people write it: `３００万円`, `300万`, `3,000,000`, `¥3,000,000`.
///
/// # Errors
/// When it is no whole number of yen, or nothing, or more than [`MAX_COST_YEN`].
pub fn parse_cost(text: &str) -> Result<u64, CostProblem> {
    let amount = text.trim().trim_start_matches(['¥', '￥']);
    let cost = parse_count(amount, "円").ok_or(CostProblem::NotANumber)?;
    let possible = (1..=MAX_COST_YEN).contains(&cost);
    possible.then_some(cost).ok_or(CostProblem::OutOfRange { max: MAX_COST_YEN })
}

/// The part of the cost that comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate<'a> {
    pub num: u64,
    pub den: u64,
    /// In which case; none where the menu has one rate for all.
    pub when: Option<&'a str>,
}

/// The rates of a menu: the cases in which they differ, else the one rate; none where it is not known.
#[must_use]
pub fn rates(menu: &MenuDocument) -> Vec<Rate<'_>> {
    let cases = menu.subsidy_rates.iter();
    let cases: Vec<Rate<'_>> =
        cases.map(|rate| Rate { num: rate.num, den: rate.den, when: Some(&rate.when) }).collect();
    if !cases.is_empty() {
        return cases;
    }
    let one = menu.subsidy_rate_num.zip(menu.subsidy_rate_den);
    one.map(|(num, den)| Rate { num, den, when: None }).into_iter().collect()
}

/// Between which amounts the menu pays, in yen; what is not known sets no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Limits {
    least: Option<u64>,
    most: Option<u64>,
    most_with_wage_increase: Option<u64>,
}

/// What a cost brings under one tier and one rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimate<'a> {
    /// None where the menu has no tiers: its own limits hold.
    pub tier: Option<&'a AmountTier>,
    pub rate: Rate<'a>,
    pub grant: Grant,
    /// With the wage increase that raises the limit, where the tier gives that limit.
    pub with_wage_increase: Option<Grant>,
}

/// An amount of money that comes back, in whole yen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grant {
    Yen {
        yen: u64,
        /// The limit has cut it.
        capped: bool,
    },
    /// Below what the menu pays at least: such a cost brings nothing.
    BelowLeast {
        least: u64,
        /// The smallest cost that reaches it; none if no cost does.
        cost_needed: Option<u64>,
    },
}

/// What this cost would bring: for every tier, as they are written, every rate. Empty where no rate is known.
///
/// The cost is that of whatever the amounts are counted by: one application, or one person where the menu has
/// `amount_unit = "per_person"`.
#[must_use]
pub fn estimates(menu: &MenuDocument, cost_yen: u64) -> Vec<Estimate<'_>> {
    let tiers: Vec<Option<&AmountTier>> = match menu.amount_tiers.as_slice() {
        [] => vec![None],
        tiers => tiers.iter().map(Some).collect(),
    };
    let rates = rates(menu);
    let pairs = tiers.into_iter().flat_map(|tier| rates.iter().map(move |rate| (tier, *rate)));
    pairs
        .map(|(tier, rate)| {
            let Limits { least, most, most_with_wage_increase } = limits(menu, tier);
            let raised = most_with_wage_increase.map(|most| grant(cost_yen, rate, least, Some(most)));
            Estimate { tier, rate, grant: grant(cost_yen, rate, least, most), with_wage_increase: raised }
        })
        .collect()
}

/// A tier's own limits; what a tier leaves open the menu as a whole may say.
fn limits(menu: &MenuDocument, tier: Option<&AmountTier>) -> Limits {
    Limits {
        least: tier.and_then(|tier| tier.min_yen).or(menu.min_amount_yen),
        most: tier.and_then(|tier| tier.max_yen).or(menu.max_amount_yen),
        most_with_wage_increase: tier.and_then(|tier| tier.max_yen_with_wage_increase),
    }
}

fn grant(cost: u64, rate: Rate<'_>, least: Option<u64>, most: Option<u64>) -> Grant {
    let (num, den) = (u128::from(rate.num), u128::from(rate.den.max(1)));
    let brought = whole(u128::from(cost) * num / den);
    if let Some(least) = least.filter(|least| brought < *least) {
        let cost_needed = (num > 0).then(|| whole((u128::from(least) * den).div_ceil(num)));
        return Grant::BelowLeast { least, cost_needed };
    }
    match most {
        Some(most) if brought > most => Grant::Yen { yen: most, capped: true },
        _ => Grant::Yen { yen: brought, capped: false },
    }
}

fn whole(yen: u128) -> u64 {
    u64::try_from(yen).unwrap_or(u64::MAX)
}
