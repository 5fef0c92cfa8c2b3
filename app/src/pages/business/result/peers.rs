//! How others of the same size and industry stand, when there are enough of them.

use std::collections::BTreeMap;

use domain::answer::read_all;
use domain::indicator::{Breakdown, Period, SCORES, TOTAL, breakdown};
use domain::questionnaire::Interpretation;
use domain::scoring::{Scores, hundredths, score};

use crate::backend::{Axis, Backend, CountQuery};
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
pub async fn load(backend: &Backend, opened: &Opened) -> Result<Option<Peers>, Refusal> {
    let readings = read_all(&opened.diagnosis.answers, &opened.content);
    let interpretation = opened.content.questionnaire.interpret(&readings.answers);
    let here = breakdown(&interpretation);
    if here.employee_size.is_none() || here.industry.is_none() {
        return Ok(None);
    }
    let within = Breakdown { municipality: None, ..here };
    let group = group_words(&interpretation, &within);
    let query = CountQuery { indicator: SCORES, period: Period::Ever, within, made_up: false };
    let counts = backend.counts.counts(&query, Axis::Whole).await?;
    let sums = counts.into_iter().map(|count| (count.counter, count.amount)).collect();
    // A diagnosis that no longer counts has a later one of the same business among the sums in its stead.
    let own = if opened.diagnosis.counted { own_sums(&score(&interpretation)) } else { BTreeMap::new() };
    let k = opened.content.questionnaire.small_cell_threshold;
    let enough = if opened.diagnosis.counted { k } else { k + 1 };
    Ok(means(group, &sums, &own, enough))
}

/// What this diagnosis itself has added to the sums, in hundredths.
fn own_sums(scores: &Scores<'_>) -> BTreeMap<String, i64> {
    let dimensions = scores.dimensions.iter().map(|dimension| (dimension.id, dimension.score));
    dimensions
        .chain([(TOTAL, scores.total)])
        .filter_map(|(id, score)| Some((id.to_owned(), i64::try_from(hundredths(score?)).ok()?)))
        .collect()
}

/// The others' means, if at least `enough` others have a total. A dimension with fewer others has no mean,
/// nor one where a mean of 0 or 100 would tell what each of few others answered (statistics.md §4).
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
        Some((u64::try_from(count).ok()?, u64::try_from(sum).ok()?)).filter(|(count, _)| *count >= enough)
    };
    let ids = sums.keys().filter_map(|counter| counter.strip_prefix("n:"));
    let (count, _) = others(TOTAL)?;
    let tells_all = |mean: u64| count < 3 * enough && matches!(mean, 0 | 100);
    let means = ids
        .filter_map(|id| {
            let (count, sum) = others(id)?;
            // Hundredths to whole points, rounded half up.
            let mean = (sum * 2 + count * 100) / (count * 200);
            (!tells_all(mean)).then(|| (id.to_owned(), mean))
        })
        .collect();
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
