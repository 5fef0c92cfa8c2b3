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

/// Peers of the same size and industry; failing that, of the same size; failing that, none.
///
/// # Errors
/// When the store does not answer.
pub async fn load(backend: &Backend, opened: &Opened) -> Result<Option<Peers>, Refusal> {
    let readings = read_all(&opened.diagnosis.answers, &opened.content);
    let interpretation = opened.content.questionnaire.interpret(&readings.answers);
    let own = if opened.diagnosis.counted { own_sums(&score(&interpretation)) } else { BTreeMap::new() };
    let here = breakdown(&interpretation);
    let narrow = Breakdown { municipality: None, ..here.clone() };
    let wide = Breakdown { industry: None, ..narrow.clone() };
    let groups = if narrow.industry.is_some() { vec![narrow, wide] } else { vec![wide] };
    let enough = opened.content.questionnaire.small_cell_threshold;
    for within in groups.into_iter().filter(|group| group.employee_size.is_some()) {
        let group = group_words(&interpretation, &within);
        let query = CountQuery { indicator: SCORES, period: Period::Ever, within, made_up: false };
        let counts = backend.counts.counts(&query, Axis::Whole).await?;
        let sums = counts.into_iter().map(|count| (count.counter, count.amount)).collect();
        if let Some(peers) = means(group, &sums, &own, enough) {
            return Ok(Some(peers));
        }
    }
    Ok(None)
}

/// What this diagnosis itself has added to the sums, in hundredths.
fn own_sums(scores: &Scores<'_>) -> BTreeMap<String, i64> {
    let dimensions = scores.dimensions.iter().map(|dimension| (dimension.id, dimension.score));
    dimensions
        .chain([(TOTAL, scores.total)])
        .filter_map(|(id, score)| Some((id.to_owned(), i64::try_from(hundredths(score?)).ok()?)))
        .collect()
}

/// The others' means, if at least `enough` others have a total. A dimension with fewer others has no mean.
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
    let means = ids
        .filter_map(|id| {
            let (count, sum) = others(id)?;
            // Hundredths to whole points, rounded half up.
            Some((id.to_owned(), (sum * 2 + count * 100) / (count * 200)))
        })
        .collect();
    Some(Peers { group, others: count, means })
}

fn group_words(interpretation: &Interpretation<'_>, within: &Breakdown) -> String {
    let sizes = &interpretation.questionnaire.size_classes;
    let size = sizes.iter().find(|class| Some(&class.id) == within.employee_size.as_ref());
    words::same(within.industry.is_some(), size.map_or("", |class| &class.label))
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
