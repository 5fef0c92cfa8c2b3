//! Raking with trimming, on numbers alone.

/// How exactly, how long, and how unequal weights may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rules {
    /// The largest relative error of any margin that is as good as none.
    pub tolerance: f64,
    /// Passes over all margins; if it takes more, there are no weights.
    pub rounds: u32,
    /// No respondent weighs more than this many times the mean; more than 1.
    ///
    /// 5 is what the American National Election Studies came to (M. DeBell and J. A. Krosnick, *Computing Weights for
    /// American National Election Study Survey Data*, 2009), and the default of R's `anesrake`.
    pub trim_ratio: f64,
}

impl Default for Rules {
    fn default() -> Rules {
        Rules { tolerance: 1e-9, rounds: 1_000, trim_ratio: 5.0 }
    }
}

/// Respondents by cell, and what each margin should have. All counts and targets are above zero.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sample {
    /// How many respondents each cell has.
    pub(super) counts: Vec<f64>,
    pub(super) margins: Vec<Targets>,
}

/// One margin: each cell's group, and what each group should come to. All margins come to the same sum.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Targets {
    pub(super) group_of: Vec<usize>,
    pub(super) targets: Vec<f64>,
}

/// Weights of a respondent by cell; with their counts they come to the sum of each margin.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Raked {
    pub(super) weights: Vec<f64>,
    /// Cells whose weight was cut.
    pub(super) trimmed: Vec<bool>,
    /// The largest relative error of a margin that is left; more than the tolerance only if weights were trimmed.
    pub(super) error: f64,
    pub(super) rounds: u32,
}

/// Weights that come this close to the largest that may be are taken for cut.
const AT_THE_CAP: f64 = 1e-6;

/// The margins were not met in the rounds that there are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct NotReached {
    pub(super) error: f64,
}

/// Rakes until all margins are met. If a weight is then too large, goes on as D. Izrael, M. P. Battaglia and M. R.
/// Frankel do ("Extreme survey weight adjustment as a component of sample balancing (a.k.a. raking)", SAS Global Forum
/// 2009): after each further pass over the margins weights are trimmed, so that the next pass gives what was cut to
/// others of the same groups, until neither changes anything. Where there are no others, a group stays below what it
/// should have; by how much is said.
pub(super) fn rake(sample: &Sample, rules: Rules) -> Result<Raked, NotReached> {
    let mut weights = vec![1.0; sample.counts.len()];
    let rounds = sample.meet(&mut weights, rules)?;
    if !sample.trim(&mut weights, rules.trim_ratio) {
        return Ok(Raked {
            error: sample.error(&weights),
            trimmed: vec![false; weights.len()],
            weights,
            rounds,
        });
    }
    let rounds = rounds + sample.settle(&mut weights, rules)?;
    sample.restore_sum(&mut weights);
    let cap = rules.trim_ratio * sample.sum(&weights) / sample.counts.iter().sum::<f64>();
    let trimmed = weights.iter().map(|weight| *weight >= cap * (1.0 - AT_THE_CAP)).collect();
    Ok(Raked { error: sample.error(&weights), trimmed, weights, rounds })
}

impl Sample {
    /// Passes over the margins until all are met; says how many it took.
    fn meet(&self, weights: &mut [f64], rules: Rules) -> Result<u32, NotReached> {
        let mut error = f64::INFINITY;
        for round in 1..=rules.rounds {
            self.pass(weights);
            error = self.error(weights);
            if error <= rules.tolerance {
                return Ok(round);
            }
        }
        Err(NotReached { error })
    }

    /// Passes over the margins, trimming after each pass, until nothing changes.
    fn settle(&self, weights: &mut [f64], rules: Rules) -> Result<u32, NotReached> {
        let mut change = f64::INFINITY;
        for round in 1..=rules.rounds {
            let before = weights.to_vec();
            self.pass(weights);
            self.trim(weights, rules.trim_ratio);
            change = largest(weights.iter().zip(&before).map(|(now, before)| (now / before - 1.0).abs()));
            if change <= rules.tolerance {
                return Ok(round);
            }
        }
        Err(NotReached { error: change })
    }

    /// Brings one margin after the other to its targets.
    fn pass(&self, weights: &mut [f64]) {
        for margin in &self.margins {
            let sums = self.sums(margin, weights);
            for (weight, group) in weights.iter_mut().zip(&margin.group_of) {
                *weight *= margin.targets[*group] / sums[*group];
            }
        }
    }

    fn sums(&self, margin: &Targets, weights: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; margin.targets.len()];
        for ((weight, count), group) in weights.iter().zip(&self.counts).zip(&margin.group_of) {
            sums[*group] += weight * count;
        }
        sums
    }

    /// The largest relative error of a group of any margin.
    fn error(&self, weights: &[f64]) -> f64 {
        let errors = self.margins.iter().flat_map(|margin| {
            let sums = self.sums(margin, weights);
            sums.into_iter().zip(&margin.targets).map(|(sum, target)| (sum / target - 1.0).abs())
        });
        largest(errors)
    }

    /// Cuts weights to the ratio times the mean that is left after cutting; says if it cut any.
    ///
    /// With the heaviest k respondents cut, the cap c is ratio × (sum of the others + k c) / n: the smallest k that
    /// leaves nobody above c is taken.
    fn trim(&self, weights: &mut [f64], ratio: f64) -> bool {
        let mut heaviest: Vec<usize> = (0..weights.len()).collect();
        heaviest.sort_by(|one, other| weights[*other].total_cmp(&weights[*one]));
        let n: f64 = self.counts.iter().sum();
        let mut others = self.sum(weights);
        let mut cut = 0.0;
        for (place, &cell) in heaviest.iter().enumerate() {
            let cap = ratio * others / (n - ratio * cut);
            if weights[cell] <= cap * (1.0 + f64::EPSILON * 8.0) {
                heaviest[..place].iter().for_each(|heavy| weights[*heavy] = cap);
                return place > 0;
            }
            cut += self.counts[cell];
            others -= weights[cell] * self.counts[cell];
        }
        false
    }

    fn sum(&self, weights: &[f64]) -> f64 {
        weights.iter().zip(&self.counts).map(|(weight, count)| weight * count).sum()
    }

    /// What was cut where nobody else could take it goes to all alike.
    fn restore_sum(&self, weights: &mut [f64]) {
        let sum = self.sum(weights);
        let target: f64 = self.margins.first().map_or(sum, |margin| margin.targets.iter().sum());
        weights.iter_mut().for_each(|weight| *weight *= target / sum);
    }
}

/// The largest of them; endless if one is not a number.
fn largest(numbers: impl Iterator<Item = f64>) -> f64 {
    numbers.fold(0.0, |largest, number| if number.is_nan() { f64::INFINITY } else { number.max(largest) })
}
