//! Dice of several shapes.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// One of the items, each as likely as its weight says. The items must not be empty.
pub(super) fn pick<'i, T>(dice: &mut ChaCha8Rng, items: &'i [(T, f64)]) -> &'i T {
    let total: f64 = items.iter().map(|(_, weight)| weight).sum();
    let mut rest = dice.random::<f64>() * total;
    let (last, others) = match items.split_last() {
        Some(split) => split,
        None => unreachable!("callers hand in something to choose from"),
    };
    for (item, weight) in others {
        if rest < *weight {
            return item;
        }
        rest -= weight;
    }
    &last.0
}

/// `count` different items, the likely ones first; fewer if there are fewer.
pub(super) fn pick_several<T: Clone>(dice: &mut ChaCha8Rng, items: &[(T, f64)], count: usize) -> Vec<T> {
    let mut left: Vec<(usize, f64)> = items.iter().map(|(_, weight)| *weight).enumerate().collect();
    let mut chosen = Vec::new();
    while chosen.len() < count && !left.is_empty() {
        let index = *pick(dice, &left);
        left.retain(|(other, _)| *other != index);
        chosen.push(items[index].0.clone());
    }
    chosen
}

/// A bell curve around `mean` (Box–Muller).
pub(super) fn normal(dice: &mut ChaCha8Rng, mean: f64, deviation: f64) -> f64 {
    let (u, v): (f64, f64) = (1.0 - dice.random::<f64>(), dice.random());
    mean + deviation * (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
}

/// True with a chance that rises with `maturity` and is one half at `difficulty`.
pub(super) fn manages(dice: &mut ChaCha8Rng, maturity: f64, difficulty: f64) -> bool {
    let chance = 1.0 / (1.0 + (-1.5 * (maturity - difficulty)).exp());
    dice.random::<f64>() < chance
}

/// A whole number between both ends, small ones more often: each doubling is as likely as the last.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "numbers of people and years"
)]
pub(super) fn log_uniform(dice: &mut ChaCha8Rng, min: u64, max: u64) -> u64 {
    let (low, high) = ((min + 1) as f64, (max + 2) as f64);
    let drawn = (low.ln() + dice.random::<f64>() * (high.ln() - low.ln())).exp() as u64;
    drawn.saturating_sub(1).clamp(min, max)
}
