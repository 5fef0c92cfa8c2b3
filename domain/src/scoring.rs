//! Answers → points → scores → level (engine.md §6). Exact until the last rounding.

use num_rational::Ratio;

use crate::answer::Answer;
use crate::document::LevelDocument;
use crate::questionnaire::{Interpretation, Question};

/// Points of an answer (0–4) times this is a score (0–100).
const SCORE_PER_POINT: u64 = 25;

/// An exact score between 0 and 100.
pub type Exact = Ratio<u64>;

/// Where a business stands.
#[derive(Debug, Clone)]
pub struct Scores<'a> {
    /// In the questionnaire's order; `None` is "unanswered", never 0.
    pub dimensions: Vec<DimensionScore<'a>>,
    /// Plain mean of the dimensions that have a score.
    pub total: Option<Exact>,
    /// From the unrounded total.
    pub level: Option<&'a LevelDocument>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DimensionScore<'a> {
    pub id: &'a str,
    pub label: &'a str,
    pub score: Option<Exact>,
}

/// Points by how many options were chosen: `count_to_score: 0=0, 1-2=1, 3+=2`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountScore {
    /// Lowest count of each band, rising from 0, and its points.
    bands: Vec<(usize, u64)>,
}

impl CountScore {
    /// Reads a rule. Bands must begin at 0, follow each other without gap, and reach `options`.
    #[must_use]
    pub fn parse(rule: &str, options: usize) -> Option<CountScore> {
        let mut next = Some(0);
        let mut bands = Vec::new();
        for band in rule.strip_prefix("count_to_score:")?.split(',') {
            let (counts, points) = band.trim().split_once('=')?;
            let (first, last) = match counts.split_once('-') {
                Some((first, last)) => (first.parse().ok()?, Some(last.parse::<usize>().ok()?)),
                None => match counts.strip_suffix('+') {
                    Some(first) => (first.parse().ok()?, None),
                    None => (counts.parse().ok()?, Some(counts.parse().ok()?)),
                },
            };
            let follows = next == Some(first) && last.is_none_or(|last| last >= first);
            follows.then(|| bands.push((first, points.parse().unwrap_or(u64::MAX))))?;
            next = last.map(|last| last.saturating_add(1));
        }
        let reaches_all = next.is_none_or(|next| next > options);
        (reaches_all && bands.iter().all(|(_, points)| *points <= 4)).then_some(CountScore { bands })
    }

    /// Points for so many chosen.
    #[must_use]
    pub fn points(&self, count: usize) -> u64 {
        self.bands.iter().rev().find(|(first, _)| *first <= count).map_or(0, |(_, points)| *points)
    }
}

/// Scores what was answered.
#[must_use]
pub fn score<'a>(interpretation: &Interpretation<'a>) -> Scores<'a> {
    let questionnaire = interpretation.questionnaire;
    let dimensions: Vec<_> = questionnaire
        .dimensions
        .iter()
        .map(|dimension| DimensionScore {
            id: &dimension.id,
            label: &dimension.label,
            score: dimension_score(interpretation, &dimension.id),
        })
        .collect();
    let total = mean(dimensions.iter().filter_map(|dimension| dimension.score));
    let level = total.and_then(|total| {
        questionnaire.levels.iter().rev().find(|level| Ratio::from_integer(level.min) <= total)
    });
    Scores { dimensions, total, level }
}

fn dimension_score(interpretation: &Interpretation<'_>, dimension: &str) -> Option<Exact> {
    let points: Vec<Exact> = interpretation
        .visible
        .iter()
        .filter_map(|question| points(question, interpretation.answer(&question.id)?, dimension))
        .map(Ratio::from_integer)
        .collect();
    let enough = points.len() >= interpretation.questionnaire.min_answered_per_dimension.max(1);
    if enough { mean(points).map(|mean| mean * SCORE_PER_POINT) } else { None }
}

/// The points that an answer gives in a dimension; none for 「わからない」 and for questions that do not score there.
fn points(question: &Question, answer: &Answer, dimension: &str) -> Option<u64> {
    match answer {
        Answer::Single(id) => question.choice(id)?.scores.get(dimension).copied(),
        Answer::Multi(ids) if question.dimensions.iter().any(|d| d == dimension) => {
            question.score_rule.as_ref().map(|rule| rule.points(question.counted(ids).count()))
        }
        _ => None,
    }
}

fn mean(values: impl IntoIterator<Item = Exact>) -> Option<Exact> {
    let (sum, count) =
        values.into_iter().fold((Ratio::from_integer(0), 0), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / count)
}

/// Rounded half up to a whole number, for the screen.
#[must_use]
pub fn whole(score: Exact) -> u64 {
    half_up(score, 1)
}

/// Rounded half up to tenths, as a count of tenths, for the JSON interface.
#[must_use]
pub fn tenths(score: Exact) -> u64 {
    half_up(score, 10)
}

/// Rounded half up to hundredths, as a count of hundredths, for sums kept in roll-ups.
#[must_use]
pub fn hundredths(score: Exact) -> u64 {
    half_up(score, 100)
}

fn half_up(score: Exact, parts: u64) -> u64 {
    (score * parts + Ratio::new(1, 2)).floor().to_integer()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_of_counts_are_read_and_checked() {
        let rule =
            CountScore::parse("count_to_score: 0=0, 1-2=1, 3-4=2, 5-7=3, 8+=4", 12).expect("well-formed");
        let points: Vec<u64> = (0..=12).map(|count| rule.points(count)).collect();
        assert_eq!(points, [0, 1, 1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 4]);
        assert!(CountScore::parse("count_to_score: 0=0, 1-2=1, 3=2, 4-5=3, 6=4", 6).is_some());
        for broken in [
            "0=0",
            "count_to_score: 1=1",
            "count_to_score: 0=0, 2=1",
            "count_to_score: 0=0, 1-3=1",
            "count_to_score: 0=0, 1+=9",
            "count_to_score: 0=0, 1+=1, 2=2",
            "count_to_score: 0=zero, 1+=1",
        ] {
            assert_eq!(CountScore::parse(broken, 6), None, "{broken}");
        }
    }

    #[test]
    fn rounding_is_half_up() {
        assert_eq!(whole(Ratio::new(125, 2)), 63);
        assert_eq!(whole(Ratio::new(124, 2)), 62);
        assert_eq!(tenths(Ratio::new(1, 3)), 3);
        assert_eq!(tenths(Ratio::new(1, 20)), 1);
        assert_eq!(hundredths(Ratio::new(100, 3)), 3333);
    }
}
