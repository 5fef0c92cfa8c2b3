//! Made-up respondents for trying things out. Reproducible: the same seed, day and content give the same answers.
//!
//! Nothing here is a finding about Hiroshima. A business has a hidden *maturity* on the scale of the points (0–4),
//! which rises with its size; all its answers lean on it, so that they fit together. The figures are in
//! [`assumptions`], each with what it is taken from.

mod answers;
mod assumptions;
mod chance;
mod profile;

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc, Weekday};
use domain::content::Content;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::store::MadeUp;
use chance::pick;
use profile::Profile;

/// Diagnoses lie within so many days before today: two years.
const SPAN_DAYS: f64 = 730.0;

/// `count` made-up businesses, each with one submitted diagnosis before `today`.
/// Fewer businesses of the same seed are the first ones of more.
pub fn businesses(
    seed: u64,
    count: usize,
    content: &Content,
    today: NaiveDate,
) -> impl Iterator<Item = MadeUp> + '_ {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    (0..count).map(move |_| {
        let (submitted_at, age) = moment(&mut dice, today);
        let profile = Profile::draw(&mut dice, content, age);
        MadeUp { answers: answers::draw(&mut dice, &profile, content), submitted_at }
    })
}

/// When a diagnosis was submitted, and how far back that is (1 = two years ago, 0 = yesterday).
/// More of late than before, on weekdays more than at the weekend, mostly by day.
fn moment(dice: &mut ChaCha8Rng, today: NaiveDate) -> (DateTime<Utc>, f64) {
    let mut age = back(dice);
    let mut day = days_before(today, age);
    if matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && dice.random_bool(0.6) {
        age = back(dice);
        day = days_before(today, age);
    }
    let hour = *pick(dice, &assumptions::HOURS);
    let second = hour * 3600 + dice.random_range(0..3600);
    let japan = day.and_time(chrono::NaiveTime::MIN) + TimeDelta::seconds(second);
    ((japan - TimeDelta::hours(9)).and_utc(), age)
}

fn back(dice: &mut ChaCha8Rng) -> f64 {
    dice.random::<f64>().powf(1.3)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 730")]
fn days_before(today: NaiveDate, age: f64) -> NaiveDate {
    today - Days::new(1 + (age * (SPAN_DAYS - 1.0)) as u64)
}

#[cfg(test)]
mod tests;
