//! What became of support that was looked at: applied for or not, got or not, and what stood in the way; as businesses
//! say. Counted by menu, each business once.

use std::collections::BTreeMap;

use crate::passage::may_part;

/// How far a business has come with applying for a menu (申請).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Application {
    NotMade,
    /// Not decided yet.
    Waiting,
    /// Adopted, or used.
    Adopted,
    Refused,
}

impl Application {
    /// In the order of the form.
    pub const ALL: [Application; 4] =
        [Application::NotMade, Application::Waiting, Application::Adopted, Application::Refused];

    /// As it is stored and sent.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Application::NotMade => "not-made",
            Application::Waiting => "waiting",
            Application::Adopted => "adopted",
            Application::Refused => "refused",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Application> {
        Application::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// What stood most in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hindrance {
    TooComplicated,
    NoTime,
    TooLate,
    TooExpensive,
    DoesNotFit,
    NobodyToAsk,
    Other,
}

impl Hindrance {
    pub const ALL: [Hindrance; 7] = [
        Hindrance::TooComplicated,
        Hindrance::NoTime,
        Hindrance::TooLate,
        Hindrance::TooExpensive,
        Hindrance::DoesNotFit,
        Hindrance::NobodyToAsk,
        Hindrance::Other,
    ];

    /// As it is stored and sent.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Hindrance::TooComplicated => "too-complicated",
            Hindrance::NoTime => "no-time",
            Hindrance::TooLate => "too-late",
            Hindrance::TooExpensive => "too-expensive",
            Hindrance::DoesNotFit => "does-not-fit",
            Hindrance::NobodyToAsk => "nobody-to-ask",
            Hindrance::Other => "other",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Hindrance> {
        Hindrance::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// How many businesses said what of one menu.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applications(BTreeMap<Application, u64>);

impl FromIterator<(Application, u64)> for Applications {
    /// The same twice is added up.
    fn from_iter<I: IntoIterator<Item = (Application, u64)>>(counts: I) -> Applications {
        let mut applications = Applications::default();
        for (application, count) in counts {
            *applications.0.entry(application).or_default() += count;
        }
        applications
    }
}

/// From those who said something to those who got it, as far as it may be shown (statistics.md §4).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Funnel {
    pub said: Option<u64>,
    pub applied: Option<u64>,
    pub decided: Option<u64>,
    pub adopted: Option<u64>,
}

impl Applications {
    #[must_use]
    pub fn count(&self, application: Application) -> u64 {
        self.0.get(&application).copied().unwrap_or(0)
    }

    /// Each step tells how many of the one before it went on and how many did not: it is shown only if both may be told,
    /// and nothing after one that is not.
    #[must_use]
    pub fn funnel(&self, k: u64) -> Funnel {
        let [not_applied, waiting, adopted, refused] =
            Application::ALL.map(|application| self.count(application));
        let (decided, applied) = (adopted + refused, adopted + refused + waiting);
        let said = applied + not_applied;
        let shown = said == 0 || said >= k;
        let applied_shown = shown && may_part(&[applied, not_applied], said, k);
        let decided_shown = applied_shown && may_part(&[decided, waiting], applied, k);
        let adopted_shown = decided_shown && may_part(&[adopted, refused], decided, k);
        Funnel {
            said: shown.then_some(said),
            applied: applied_shown.then_some(applied),
            decided: decided_shown.then_some(decided),
            adopted: adopted_shown.then_some(adopted),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_shown_only_if_both_its_parts_may_be_told() {
        let of = |counts: [u64; 4]| -> [Option<u64>; 4] {
            let Funnel { said, applied, decided, adopted } =
                Application::ALL.into_iter().zip(counts).collect::<Applications>().funnel(5);
            [said, applied, decided, adopted]
        };
        for (counts, expected) in [
            ([0, 0, 0, 0], [Some(0), None, None, None]),
            ([2, 1, 1, 0], [None; 4]),
            ([10, 0, 3, 1], [Some(14), None, None, None]),
            ([10, 6, 3, 1], [Some(20), Some(10), None, None]),
            ([10, 6, 8, 1], [Some(25), Some(15), Some(9), None]),
            ([10, 6, 8, 5], [Some(29), Some(19), Some(13), Some(8)]),
            ([20, 0, 9, 9], [Some(38), Some(18), Some(18), Some(9)]),
            ([0, 5, 5, 5], [Some(15), Some(15), Some(10), Some(5)]),
            // None among fewer than 3 k would tell of everybody in it.
            ([0, 5, 4, 4], [Some(13), None, None, None]),
        ] {
            assert_eq!(of(counts), expected, "{counts:?}");
        }
    }

    #[test]
    fn every_code_leads_back() {
        for application in Application::ALL {
            assert_eq!(Application::parse(application.code()), Some(application));
        }
        for hindrance in Hindrance::ALL {
            assert_eq!(Hindrance::parse(hindrance.code()), Some(hindrance));
        }
        assert_eq!((Application::parse(""), Hindrance::parse("")), (None, None));
    }
}
