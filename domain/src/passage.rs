//! How businesses pass through the product: how many began, how far they came, how long it took, whether it helped.
//! Only counts: who it was, what was answered and which support was looked at is in none of them.
//!
//! Counted are diagnoses by the month in which they began, each at every step that it has reached by now. Those that
//! begin from the answers of an earlier one are not: they pass through a part of the questions only.

use std::collections::BTreeMap;

/// Whether a result helped, as its reader says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Helpful {
    Yes,
    Neither,
    No,
}

impl Helpful {
    /// In the order of the buttons.
    pub const ALL: [Helpful; 3] = [Helpful::Yes, Helpful::Neither, Helpful::No];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Helpful::Yes => "yes",
            Helpful::Neither => "neither",
            Helpful::No => "no",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Helpful> {
        Helpful::ALL.into_iter().find(|one| one.as_str() == text)
    }
}

/// Longest time that is told in minutes; whatever takes longer was broken off and taken up again.
pub const MOST_MINUTES: u32 = 120;

/// What is counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Started,
    /// An answer to a question of this section was given.
    Section(String),
    Submitted,
    /// The page of some support menu was opened with the finished diagnosis at hand.
    OpenedMenu,
    /// From the start to the submission: whole minutes, rounded down; [`MOST_MINUTES`] stands for that or longer.
    Minutes(u32),
    /// Of all diagnoses, also those that begin from an earlier one.
    Helpful(Helpful),
}

impl Step {
    /// The step of a passage that took so many seconds.
    #[must_use]
    pub fn minutes(seconds: i64) -> Step {
        Step::Minutes(u32::try_from(seconds.max(0) / 60).unwrap_or(u32::MAX).min(MOST_MINUTES))
    }

    /// As it is stored.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Step::Started => "started".to_owned(),
            Step::Section(id) => format!("section:{id}"),
            Step::Submitted => "submitted".to_owned(),
            Step::OpenedMenu => "opened-menu".to_owned(),
            Step::Minutes(minutes) => format!("minutes:{minutes}"),
            Step::Helpful(helpful) => format!("helpful:{}", helpful.as_str()),
        }
    }

    /// Reads a [`Step::key`].
    #[must_use]
    pub fn parse(key: &str) -> Option<Step> {
        let (name, of) = key.split_once(':').unwrap_or((key, ""));
        match name {
            "started" => Some(Step::Started),
            "section" => Some(Step::Section(of.to_owned())),
            "submitted" => Some(Step::Submitted),
            "opened-menu" => Some(Step::OpenedMenu),
            "minutes" => of.parse().ok().map(Step::Minutes),
            "helpful" => Helpful::parse(of).map(Step::Helpful),
            _ => None,
        }
    }
}

/// Counts of steps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage(BTreeMap<Step, u64>);

impl FromIterator<(Step, u64)> for Passage {
    /// The same step twice is added up.
    fn from_iter<I: IntoIterator<Item = (Step, u64)>>(counts: I) -> Passage {
        let mut passage = Passage::default();
        for (step, count) in counts {
            *passage.0.entry(step).or_default() += count;
        }
        passage
    }
}

impl Passage {
    #[must_use]
    pub fn count(&self, step: &Step) -> u64 {
        self.0.get(step).copied().unwrap_or(0)
    }

    /// The middle of the times, in minutes: half of the passages took no longer. None with fewer than `k` times.
    #[must_use]
    pub fn median_minutes(&self, k: u64) -> Option<u32> {
        let times = || {
            self.0.iter().filter_map(|(step, count)| match step {
                Step::Minutes(minutes) => Some((*minutes, *count)),
                _ => None,
            })
        };
        let all: u64 = times().map(|(_, count)| count).sum();
        if all < k {
            return None;
        }
        let mut so_far = 0;
        times()
            .find(|(_, count)| {
                so_far += count;
                so_far * 2 >= all
            })
            .map(|(minutes, _)| minutes)
    }
}

/// What was said of results, as far as it may be shown (statistics.md §4). Of all time only: months make up quarters and
/// years exactly, so that what one of them hides could be subtracted from the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Satisfaction {
    /// How many said something.
    pub said: Option<u64>,
    /// How many of them said yes.
    pub yes: Option<u64>,
    /// How many said neither, and how many no.
    pub others: Option<[u64; 2]>,
}

impl Passage {
    /// A count of 1 to `k` − 1 is hidden, with what it could be worked out from; so is a count of none or all among fewer
    /// than 3 `k`.
    #[must_use]
    pub fn satisfaction(&self, k: u64) -> Satisfaction {
        let [yes, neither, no] = Helpful::ALL.map(|helpful| self.count(&Step::Helpful(helpful)));
        let (said, others) = (yes + neither + no, neither + no);
        let may_tell = said >= k && may_part(&[yes, others], said, k);
        let may_split = may_tell && may_part(&[neither, no], said, k);
        Satisfaction {
            said: (said == 0 || said >= k).then_some(said),
            yes: may_tell.then_some(yes),
            others: may_split.then_some([neither, no]),
        }
    }
}

/// May the parts be told of a whole that is told itself? None of 1 to `k` − 1, and none of 0 where the whole is less than
/// 3 `k`: it would tell of everybody in it.
pub(crate) fn may_part(parts: &[u64], whole: u64, k: u64) -> bool {
    parts.iter().all(|part| if *part == 0 { whole >= 3 * k } else { *part >= k })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_few_have_said_is_not_told() {
        let of = |counts: [u64; 3]| -> Satisfaction {
            let steps = Helpful::ALL.map(Step::Helpful).into_iter().zip(counts);
            steps.collect::<Passage>().satisfaction(5)
        };
        let shown = |said, yes, others| Satisfaction { said, yes, others };
        for (counts, expected) in [
            ([0, 0, 0], shown(Some(0), None, None)),
            ([2, 1, 1], shown(None, None, None)),
            ([4, 6, 6], shown(Some(16), None, None)),
            ([20, 1, 2], shown(Some(23), None, None)),
            ([20, 1, 6], shown(Some(27), Some(20), None)),
            ([20, 0, 6], shown(Some(26), Some(20), Some([0, 6]))),
            ([5, 0, 6], shown(Some(11), Some(5), None)),
            ([5, 0, 10], shown(Some(15), Some(5), Some([0, 10]))),
            ([20, 5, 6], shown(Some(31), Some(20), Some([5, 6]))),
            ([14, 0, 0], shown(Some(14), None, None)),
            ([15, 0, 0], shown(Some(15), Some(15), Some([0, 0]))),
            ([0, 7, 7], shown(Some(14), None, None)),
        ] {
            assert_eq!(of(counts), expected, "{counts:?}");
        }
    }

    #[test]
    fn every_key_leads_back() {
        let section = Step::Section("basics".to_owned());
        let mut steps = vec![Step::Started, section, Step::Submitted, Step::OpenedMenu, Step::Minutes(7)];
        steps.extend(Helpful::ALL.map(Step::Helpful));
        for step in steps {
            assert_eq!(Step::parse(&step.key()), Some(step));
        }
        assert_eq!(Step::parse("asked-agency"), None);
    }

    #[test]
    fn times_are_whole_minutes_and_never_below_zero() {
        for (seconds, minutes) in
            [(-5, 0), (0, 0), (59, 0), (60, 1), (7_199, 119), (7_200, 120), (900_000, 120)]
        {
            assert_eq!(Step::minutes(seconds), Step::Minutes(minutes), "{seconds}");
        }
    }

    #[test]
    fn the_median_is_the_middle() {
        let of = |times: &[(u32, u64)]| -> Option<u32> {
            times
                .iter()
                .map(|(minutes, count)| (Step::Minutes(*minutes), *count))
                .collect::<Passage>()
                .median_minutes(3)
        };
        for (times, median) in [
            (&[][..], None),
            (&[(5, 2)], None),
            (&[(5, 2), (9, 1)], Some(5)),
            (&[(5, 2), (9, 2)], Some(5)),
            (&[(5, 1), (9, 2)], Some(9)),
            (&[(3, 2), (8, 5), (120, 6)], Some(8)),
        ] {
            assert_eq!(of(times), median, "{times:?}");
        }
    }
}
