//! A business × the catalogue → verdicts with their reasons, and the order of offering (engine.md §3, §5).

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use crate::document::ConditionLevel;
use crate::facts::{FactName, FactValue, Facts};
use crate::id_set::IdSet;
use crate::industry::Industries;
use crate::menu::{Condition, Menu};
use crate::packed::PackedFacts;
use crate::questionnaire::{Interpretation, Questionnaire};
use crate::sme_law::{SmeFact, SmeLaw};
use crate::truth::Truth;
use crate::window::{Standing, Window};

/// Can this business use the menu? By its required conditions alone. The order is that of offering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Eligible,
    NeedsInfo,
    NotEligible,
}

/// One condition's verdict and its reason.
#[derive(Debug, Clone)]
pub struct ConditionVerdict<'a> {
    pub condition: &'a Condition,
    pub truth: Truth,
    /// What the business has; `None` where it is unknown.
    pub has: Option<&'a FactValue>,
    /// For an unknown: the askable facts that would settle it.
    pub needs: &'a [FactName],
}

/// One menu as seen by one business on one day.
#[derive(Debug, Clone)]
pub struct Judgement<'a> {
    business: &'a Business,
    pub menu: &'a Menu,
    pub verdict: Verdict,
    /// Not eligible, but only for what the owner can change by acting: 「あと一歩」.
    pub near_miss: bool,
    /// On the day of judging.
    pub standing: Standing,
    pub relevance: usize,
}

/// The whole catalogue for one business: first what the result page offers, then all else by id.
#[derive(Debug)]
pub struct Matches<'a> {
    pub offered: Vec<Judgement<'a>>,
    pub others: Vec<Judgement<'a>>,
}

/// A business ready to be matched: derived facts are in, what its pains ask for is worked out.
#[derive(Debug)]
pub struct Business {
    facts: Facts,
    /// The same.
    packed: PackedFacts,
    pains: IdSet,
    solutions: IdSet,
    sme_needs: Vec<FactName>,
    small_enterprise_needs: Vec<FactName>,
}

impl Business {
    /// Derives what the law says and which solutions the pains link to. Pains that the questionnaire does not know
    /// link to nothing.
    #[must_use]
    pub fn new(
        facts: Facts,
        pains: impl IntoIterator<Item = String>,
        questionnaire: &Questionnaire,
        industries: &Industries,
    ) -> Business {
        let law = SmeLaw::new(&facts, industries);
        let (sme, small) = (law.holds(SmeFact::Sme), law.holds(SmeFact::SmallEnterprise));
        let sme_needs = law.needs(SmeFact::Sme);
        let small_enterprise_needs = law.needs(SmeFact::SmallEnterprise);
        let pains: IdSet = pains.into_iter().collect();
        let solutions = pains
            .iter()
            .filter_map(|pain| questionnaire.pain(pain))
            .flat_map(|pain| pain.solutions.iter().cloned())
            .collect();
        let mut facts = facts;
        for (fact, truth) in [(FactName::Sme, sme), (FactName::SmallEnterprise, small)] {
            if let Some(value) = truth.known() {
                facts.learn(fact, value);
            }
        }
        let packed = PackedFacts::of(&facts);
        Business { facts, packed, pains, solutions, sme_needs, small_enterprise_needs }
    }

    /// The business that gave these answers.
    #[must_use]
    pub fn of_answers(answers: &Interpretation<'_>, industries: &Industries) -> Business {
        Business::new(answers.facts.clone(), answers.pains(), answers.questionnaire, industries)
    }

    /// All that is known, derived facts included.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    #[must_use]
    pub fn pains(&self) -> &IdSet {
        &self.pains
    }

    /// What would settle an unknown fact, in terms of what can be asked.
    #[must_use]
    pub fn needs(&self, fact: FactName) -> &[FactName] {
        match fact {
            _ if self.facts.get(fact).is_some() => &[],
            FactName::Sme => &self.sme_needs,
            FactName::SmallEnterprise => &self.small_enterprise_needs,
            _ => askable(fact),
        }
    }

    /// Judges one menu on Japan's day `on`.
    #[must_use]
    pub fn judge<'a>(&'a self, menu: &'a Menu, on: NaiveDate) -> Judgement<'a> {
        let (mut folded, mut preferred_met) = (Folded::default(), 0);
        for condition in &menu.conditions {
            let truth = self.truth_of(condition);
            match condition.level {
                ConditionLevel::Required => folded.add(condition, truth),
                ConditionLevel::Preferred => preferred_met += usize::from(truth == Truth::True),
            }
        }
        let relevance =
            3 * menu.pains.shared(&self.pains) + menu.solutions.shared(&self.solutions) + preferred_met;
        Judgement {
            business: self,
            menu,
            verdict: folded.verdict(),
            near_miss: folded.near_miss(),
            standing: menu.reception.standing(on),
            relevance,
        }
    }

    /// The verdict on a menu alone, and whether it is a near miss: as [`Business::judge`] has them, without the reasons.
    /// For lists, where nobody asks why.
    #[must_use]
    pub fn verdict(&self, menu: &Menu) -> (Verdict, bool) {
        let mut folded = Folded::default();
        for condition in menu.conditions.iter().filter(|c| c.level == ConditionLevel::Required) {
            folded.add(condition, self.truth_of(condition));
            if folded.is_settled() {
                break;
            }
        }
        (folded.verdict(), folded.near_miss())
    }

    fn truth_of(&self, condition: &Condition) -> Truth {
        condition.comparison.holds_for(&self.packed)
    }

    fn judge_condition<'a>(&'a self, condition: &'a Condition) -> ConditionVerdict<'a> {
        let fact = condition.comparison.fact();
        ConditionVerdict {
            condition,
            truth: self.truth_of(condition),
            has: self.facts.get(fact),
            needs: self.needs(fact),
        }
    }

    /// Judges every menu and puts them in the order of offering.
    #[must_use]
    pub fn match_all<'a>(&'a self, menus: impl IntoIterator<Item = &'a Menu>, on: NaiveDate) -> Matches<'a> {
        let menus = menus.into_iter();
        let (mut offered, mut others) = (Vec::new(), Vec::with_capacity(menus.size_hint().0));
        for menu in menus {
            let judgement = self.judge(menu, on);
            if judgement.is_offered() { offered.push(judgement) } else { others.push(judgement) }
        }
        offered.sort_by(|a, b| a.order().cmp(&b.order()));
        // Judgements are large: keys are sorted instead of them, first by what one comparison of numbers tells.
        others.sort_by_cached_key(|judgement| (beginning(judgement.menu.id()), judgement.menu.id()));
        Matches { offered, others }
    }
}

/// In which part of the catalogue a business finds a menu. The order is that of showing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// What the result page offers (engine.md §5).
    Offered,
    /// Usable, perhaps usable or nearly so, but not for the pains that were named.
    Usable,
    /// The same, but closed: one waits for the next round.
    Waiting,
    /// A required condition stands against it that acting does not change.
    NotNow,
}

impl<'a> Judgement<'a> {
    /// Whose it is.
    #[must_use]
    pub fn business(&self) -> &'a Business {
        self.business
    }

    /// Every condition of the menu with its reason, in the menu's order. They are worked out here, not while judging:
    /// of a whole catalogue, few are looked at.
    pub fn conditions(&self) -> impl Iterator<Item = ConditionVerdict<'a>> + use<'a> {
        let business = self.business;
        self.menu.conditions.iter().map(|condition| business.judge_condition(condition))
    }

    /// The part of the catalogue.
    #[must_use]
    pub fn part(&self) -> Part {
        match () {
            () if self.is_offered() => Part::Offered,
            () if self.verdict == Verdict::NotEligible && !self.near_miss => Part::NotNow,
            () if self.standing.window == Window::Closed => Part::Waiting,
            () => Part::Usable,
        }
    }

    /// The place in the whole catalogue: by part, and within each in the order of offering.
    #[must_use]
    pub fn in_catalogue(&self) -> impl Ord + use<'a> {
        (self.part(), self.order())
    }

    /// Fits, and one can apply for it, or will be able to (engine.md §5).
    #[must_use]
    pub fn is_offered(&self) -> bool {
        self.fits() && self.standing.window != Window::Closed
    }

    /// Fits, but is closed: it waits for the next round (engine.md §4).
    #[must_use]
    pub fn awaits_reopening(&self) -> bool {
        self.fits() && self.standing.window == Window::Closed
    }

    /// Relevant, and usable, perhaps usable, or nearly so.
    fn fits(&self) -> bool {
        self.relevance > 0 && (self.verdict != Verdict::NotEligible || self.near_miss)
    }

    /// Verdict, relevance descending, window, closing date ascending (none last), id.
    fn order(&self) -> (Verdict, Reverse<usize>, Window, NaiveDate, &'a str) {
        let closes = self.standing.round.closes.unwrap_or(NaiveDate::MAX);
        (self.verdict, Reverse(self.relevance), self.standing.window, closes, self.menu.id())
    }

    /// The facts that would settle the required conditions still unknown, each once, in asking order.
    #[must_use]
    pub fn needs(&self) -> Vec<FactName> {
        let unknown = self.required().filter(|c| c.truth == Truth::Unknown);
        let needs: BTreeSet<FactName> = unknown.flat_map(|c| c.needs.iter().copied()).collect();
        needs.into_iter().collect()
    }

    /// The required conditions that are not met.
    pub fn misses(&self) -> impl Iterator<Item = ConditionVerdict<'a>> + use<'a> {
        self.required().filter(|c| c.truth == Truth::False)
    }

    fn required(&self) -> impl Iterator<Item = ConditionVerdict<'a>> + use<'a> {
        self.conditions().filter(|c| c.condition.level == ConditionLevel::Required)
    }
}

/// What the required conditions amount to (engine.md §3).
#[derive(Debug, Clone, Copy, Default)]
struct Folded {
    /// Some condition is not met.
    failed: bool,
    /// Some condition is not met that the owner cannot change by acting.
    out_of_reach: bool,
    /// Some condition is unknown.
    open: bool,
}

impl Folded {
    /// Takes a required condition in.
    fn add(&mut self, condition: &Condition, truth: Truth) {
        match truth {
            Truth::True => {}
            Truth::Unknown => self.open = true,
            Truth::False => {
                self.failed = true;
                self.out_of_reach |= !condition.comparison.fact().changes_by_acting();
            }
        }
    }

    /// No further condition changes anything.
    fn is_settled(self) -> bool {
        self.out_of_reach
    }

    fn verdict(self) -> Verdict {
        match self {
            Folded { failed: true, .. } => Verdict::NotEligible,
            Folded { open: true, .. } => Verdict::NeedsInfo,
            Folded { .. } => Verdict::Eligible,
        }
    }

    fn near_miss(self) -> bool {
        self.failed && !self.out_of_reach
    }
}

/// The first 16 bytes as a number: of two texts whose beginnings differ, the order of those is theirs.
fn beginning(text: &str) -> u128 {
    let mut bytes = [0; 16];
    let length = text.len().min(bytes.len());
    bytes[..length].copy_from_slice(&text.as_bytes()[..length]);
    u128::from_be_bytes(bytes)
}

/// A fact that is not derived by law is learnt by asking one question.
fn askable(fact: FactName) -> &'static [FactName] {
    let asked = fact.asked_as() as usize;
    &FactName::ALL[asked..=asked]
}
