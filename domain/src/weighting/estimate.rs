//! From counts of respondents and a frame to shares.

use std::collections::{BTreeMap, BTreeSet};

use super::frame::{Frame, Margin, Place, projected};
use super::interval::{Interval, effective_n, wilson};
use super::rake::{self, Rules, Sample, Targets};
use super::real;
use crate::indicator::{Breakdown, Dimension};

/// Those who answered a question, by where they stand; several entries of one place are added up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Respondents {
    pub at: Breakdown,
    pub answered: u64,
    /// How many of them meet the measure.
    pub met: u64,
}

/// What can be said of a share indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// Among those who answered; none if nobody did.
    pub plain: Option<Share>,
    /// Of all businesses. Without a frame there is no such figure.
    pub weighted: Option<Result<Weighted, NotWeighed>>,
}

/// The plain share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    pub share: f64,
    pub n: u64,
    /// 95 %, Wilson.
    pub interval: Interval,
}

impl Share {
    /// None if nobody answered.
    #[must_use]
    pub fn of(met: u64, n: u64) -> Option<Share> {
        let share = real(met) / real(n);
        wilson(share, real(n)).map(|interval| Share { share, n, interval })
    }
}

/// The weighted share, of the covered part of the frame.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighted {
    pub share: f64,
    /// Respondents with a weight.
    pub n: u64,
    /// Kish's effective number of respondents.
    pub effective_n: f64,
    /// 95 %, Wilson with `effective_n`.
    pub interval: Interval,
    pub weighting: Weighting,
}

/// Weights, and what they do not reach.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighting {
    /// By place on the frame's dimensions: how many respondents, and how many businesses each of them stands for.
    pub weights: BTreeMap<Breakdown, (u64, f64)>,
    /// At least this part of the frame's businesses, 0 to 1, is in cells that have respondents in every margin.
    pub covered: f64,
    /// Cells with businesses, and without a respondent.
    pub empty: Vec<EmptyCell>,
    /// Respondents where the frame has no businesses. They have no weight.
    pub outside: u64,
    /// Respondents who did not say where they stand. They have no weight.
    pub unplaced: u64,
    /// Respondents whose weight was cut.
    pub trimmed: u64,
    /// The largest relative error of a margin. More than [`Rules::tolerance`] only if weights were cut.
    pub margin_error: f64,
    /// Passes over the margins.
    pub rounds: u32,
}

/// A cell of the frame that nobody answered from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmptyCell {
    pub dimensions: BTreeSet<Dimension>,
    /// None: the groups that the frame does not list.
    pub at: Option<Breakdown>,
    pub businesses: u64,
}

/// Why there are no weights.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum NotWeighed {
    #[error("nobody who answered stands in a cell of the frame")]
    Nobody,
    /// The margins contradict each other for those who answered, or nearly do.
    #[error("after {rounds} rounds the margins are not met: the largest relative error is {error}")]
    NotReached { rounds: u32, error: f64 },
}

/// The plain share of those who meet a measure, and the weighted one if there is a frame.
///
/// For a part of the businesses, pass the respondents of that part and [`Frame::within`] it.
#[must_use]
pub fn estimate(respondents: &[Respondents], frame: Option<&Frame>, rules: Rules) -> Estimate {
    let (n, met) = respondents.iter().fold((0, 0), |(n, met), group| (n + group.answered, met + group.met));
    let plain = Share::of(met, n);
    let weighted = frame.map(|frame| weighted(respondents, frame, rules));
    Estimate { plain, weighted }
}

fn weighted(respondents: &[Respondents], frame: &Frame, rules: Rules) -> Result<Weighted, NotWeighed> {
    let weighting = weigh(respondents, frame, rules)?;
    let dimensions = frame.dimensions();
    let met: f64 = respondents
        .iter()
        .filter_map(|group| {
            weighting.weights.get(&projected(&group.at, &dimensions)?).map(|cell| (group, cell))
        })
        .map(|(group, (_, weight))| real(group.met) * weight)
        .sum();
    let cells = || weighting.weights.values().map(|(count, weight)| (real(*count), *weight));
    let all: f64 = cells().map(|(count, weight)| count * weight).sum();
    let share = (met / all).clamp(0.0, 1.0);
    let effective_n = effective_n(cells());
    let n = weighting.weights.values().map(|(count, _)| count).sum();
    let interval = wilson(share, effective_n).ok_or(NotWeighed::Nobody)?;
    Ok(Weighted { share, n, effective_n, interval, weighting })
}

/// Weights of those who answered.
///
/// Margins need not have the same total (two tables of two days): each is met in its proportions, at the size of the
/// covered part of the first.
///
/// # Errors
/// When there is nobody to weigh, or the margins cannot be met in the rounds that there are. Nothing half done is given.
pub fn weigh(respondents: &[Respondents], frame: &Frame, rules: Rules) -> Result<Weighting, NotWeighed> {
    let dimensions = frame.dimensions();
    let mut counts: BTreeMap<Breakdown, u64> = BTreeMap::new();
    let (mut outside, mut unplaced) = (0, 0);
    for group in respondents.iter().filter(|group| group.answered > 0) {
        match projected(&group.at, &dimensions) {
            None => unplaced += group.answered,
            Some(at) if frame.margins().iter().any(|margin| margin.place(&at) == Place::Outside) => {
                outside += group.answered;
            }
            Some(at) => *counts.entry(at).or_default() += group.answered,
        }
    }
    if counts.is_empty() {
        return Err(NotWeighed::Nobody);
    }
    let reached: Vec<Reached> = frame.margins().iter().map(|margin| Reached::of(margin, &counts)).collect();
    let size = reached.first().map_or(0, Reached::covered);
    let sample = Sample {
        counts: counts.values().map(|count| real(*count)).collect(),
        margins: reached.iter().map(|margin| margin.targets(&counts, real(size))).collect(),
    };
    let raked = rake::rake(&sample, rules)
        .map_err(|not| NotWeighed::NotReached { rounds: rules.rounds, error: not.error })?;
    let trimmed = counts.values().zip(&raked.trimmed).filter(|(_, trimmed)| **trimmed);
    Ok(Weighting {
        trimmed: trimmed.map(|(count, _)| count).sum(),
        covered: (1.0 - reached.iter().map(Reached::missing).sum::<f64>()).max(0.0),
        empty: reached.into_iter().flat_map(|margin| margin.empty).collect(),
        weights: counts.into_iter().zip(raked.weights).map(|((at, n), weight)| (at, (n, weight))).collect(),
        outside,
        unplaced,
        margin_error: raked.error,
        rounds: raked.rounds,
    })
}

/// A margin, as far as there are respondents.
struct Reached<'a> {
    margin: &'a Margin,
    /// Businesses by place, of the places that have respondents.
    businesses: BTreeMap<Place, u64>,
    empty: Vec<EmptyCell>,
}

impl<'a> Reached<'a> {
    fn of(margin: &'a Margin, respondents: &BTreeMap<Breakdown, u64>) -> Reached<'a> {
        let places: BTreeSet<Place> = respondents.keys().map(|at| margin.place(at)).collect();
        let listed = margin.counts.iter().map(|(at, count)| (Place::Cell(at.clone()), *count));
        let all = listed.chain([(Place::Rest, margin.rest())]).filter(|(_, count)| *count > 0);
        let (businesses, empty): (BTreeMap<Place, u64>, BTreeMap<Place, u64>) =
            all.partition(|(place, _)| places.contains(place));
        let empty = empty.into_iter().map(|(place, businesses)| EmptyCell {
            dimensions: margin.dimensions.clone(),
            at: match place {
                Place::Cell(at) => Some(at),
                _ => None,
            },
            businesses,
        });
        Reached { margin, businesses, empty: empty.collect() }
    }

    fn covered(&self) -> u64 {
        self.businesses.values().sum()
    }

    /// The part of the margin's businesses that nobody answered from.
    fn missing(&self) -> f64 {
        real(self.margin.total - self.covered()) / real(self.margin.total)
    }

    /// What each place should come to if all of them come to `size`.
    fn targets(&self, respondents: &BTreeMap<Breakdown, u64>, size: f64) -> Targets {
        let order: BTreeMap<&Place, usize> = self.businesses.keys().zip(0..).collect();
        let place = |at: &Breakdown| order.get(&self.margin.place(at)).copied();
        let covered = real(self.covered());
        Targets {
            // Everybody has one: who stands outside or did not say was left out before.
            group_of: respondents.keys().filter_map(place).collect(),
            targets: self.businesses.values().map(|count| real(*count) * size / covered).collect(),
        }
    }
}
