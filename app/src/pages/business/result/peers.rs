//! How others of the same size and industry stand, when there are enough of them.

use std::collections::BTreeMap;

use domain::indicator::{Breakdown, Period, SCORES, TOTAL, breakdown, score_hundredths};
use domain::questionnaire::Interpretation;
use domain::scoring::score;
use domain::suppression;

use crate::backend::{Backend, CountQuery};
use crate::parts::load::Opened;
use crate::refusal::Refusal;
use crate::words::result as words;

/// The means of the others.
#[derive(Debug)]
pub struct Peers {
    /// Who they are, in words.
    pub group: String,
    /// How many others there are.
    pub others: u64,
    /// Mean by dimension, and under [`TOTAL`]; whole points.
    pub means: BTreeMap<String, u64>,
}

/// Peers of the same size and industry. There is no fall-back to a wider group: beside the narrow groups it would let
/// one subtract, and read the scores of the few who are left.
///
/// # Errors
/// When the store does not answer.
pub async fn load(
    backend: &Backend,
    opened: &Opened,
    answers: &Interpretation<'_>,
) -> Result<Option<Peers>, Refusal> {
    let here = breakdown(answers);
    if here.employee_size.is_none() || here.industry.is_none() {
        return Ok(None);
    }
    let within = Breakdown { municipality: None, ..here };
    let group = group_words(answers, &within);
    let query = CountQuery { indicator: SCORES, period: Period::Ever, within, made_up: false };
    let counts = backend.counts.counts(&query, &[]).await?;
    let amount = |amount: u64| i64::try_from(amount).unwrap_or(i64::MAX);
    let sums = counts.into_iter().map(|count| (count.counter, amount(count.amount))).collect();
    // A diagnosis that no longer counts has a later one of the same business among the sums in its stead.
    let own_scores = opened.diagnosis.counted.then(|| score(answers));
    let own = own_scores.iter().flat_map(score_hundredths).map(|(id, sum)| (id.to_owned(), sum)).collect();
    let k = opened.content.questionnaire.small_cell_threshold;
    let enough = if opened.diagnosis.counted { k } else { k + 1 };
    Ok(means(group, &sums, &own, enough))
}

/// The others' means, if at least `enough` others have a total, by dimension where they may be told.
fn means(
    group: String,
    sums: &BTreeMap<String, i64>,
    own: &BTreeMap<String, i64>,
    enough: u64,
) -> Option<Peers> {
    let amount = |counter: &str, id: &str| sums.get(&format!("{counter}:{id}")).copied().unwrap_or(0);
    let others = |id: &str| {
        let count = amount("n", id) - i64::from(own.contains_key(id));
        let sum = amount("sum", id) - own.get(id).copied().unwrap_or(0);
        Some((u64::try_from(count).ok()?, u64::try_from(sum).ok()?))
    };
    let ids = sums.keys().filter_map(|counter| counter.strip_prefix("n:"));
    let (count, _) = others(TOTAL).filter(|(count, _)| *count >= enough)?;
    let mean = |id: &str| others(id).and_then(|(count, sum)| suppression::mean_score(count, sum, enough));
    let means = ids.filter_map(|id| Some((id.to_owned(), mean(id)?))).collect();
    Some(Peers { group, others: count, means })
}

fn group_words(interpretation: &Interpretation<'_>, within: &Breakdown) -> String {
    let sizes = &interpretation.questionnaire.size_classes;
    let size = sizes.iter().find(|class| Some(&class.id) == within.employee_size.as_ref());
    words::same(size.map_or("", |class| &class.label))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(n: i64, hundredths: i64) -> BTreeMap<String, i64> {
        BTreeMap::from([(format!("n:{TOTAL}"), n), (format!("sum:{TOTAL}"), hundredths)])
    }

    #[test]
    fn one_does_not_count_among_ones_own_peers() {
        let own = BTreeMap::from([(TOTAL.to_owned(), 9_000)]);
        assert!(means(String::new(), &sums(5, 30_000), &own, 5).is_none());
        let peers = means(String::new(), &sums(6, 30_000), &own, 5).expect("five others");
        assert_eq!((peers.others, peers.means[TOTAL]), (5, 42));
    }

    #[test]
    fn means_are_rounded_half_up() {
        let peers = means(String::new(), &sums(8, 8 * 4_150), &BTreeMap::new(), 5).expect("eight others");
        assert_eq!(peers.means[TOTAL], 42);
    }
}
