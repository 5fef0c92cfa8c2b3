//! Finding cases of other businesses.

use std::cmp::Reverse;

use super::narrowing::{Misses, Page, Tally, Without};
use super::text::Words;
use crate::case::Case;
use crate::facts::FactName;
use crate::freshness;
use crate::matching::Business;
use crate::questionnaire::Questionnaire;

/// What to look for; what is not given sets no limit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseFilter {
    pub words: Words,
    /// JSIC division letter.
    pub industry: Option<String>,
    /// Id of a size class; a case whose number of people is not known is in none.
    pub size: Option<String>,
    pub pain: Option<String>,
    pub solution: Option<String>,
}

/// The ways to narrow down, beside words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseFacet {
    Industry,
    Size,
    Pain,
    Solution,
}

impl CaseFacet {
    pub const ALL: [CaseFacet; 4] =
        [CaseFacet::Industry, CaseFacet::Size, CaseFacet::Pain, CaseFacet::Solution];
}

impl CaseFilter {
    /// The limits in the order of [`CaseFacet::ALL`], then the words.
    fn misses(&self, case: &Case, size: Option<&str>) -> Misses {
        let facets = CaseFacet::ALL.into_iter().map(|facet| self.holds(facet, case, size));
        Misses::of(facets.chain(self.words.iter().map(|word| case.text.contains(word))))
    }

    fn holds(&self, facet: CaseFacet, case: &Case, size: Option<&str>) -> bool {
        let document = &case.document;
        match facet {
            CaseFacet::Industry => self.industry.as_ref().is_none_or(|letter| document.industry == *letter),
            CaseFacet::Size => self.size.as_deref().is_none_or(|wanted| size == Some(wanted)),
            CaseFacet::Pain => self.pain.as_ref().is_none_or(|pain| document.pains.contains(pain)),
            CaseFacet::Solution => {
                self.solution.as_ref().is_none_or(|solution| document.solutions.contains(solution))
            }
        }
    }
}

/// In which order to show what was found.
#[derive(Debug, Clone, Copy)]
pub enum CaseOrder<'a> {
    /// The most like this business first.
    Closest(&'a Business),
    /// By the date of the source, undated ones last.
    Newest,
}

/// How much a case is like a business: twice the pains shared, one for the same division, one for the same size class.
#[must_use]
pub fn closeness(case: &Case, business: &Business, questionnaire: &Questionnaire) -> usize {
    let document = &case.document;
    let facts = business.facts();
    let pains = document.pains.iter().filter(|pain| business.pains().contains(*pain)).count();
    let same_division = facts.text(FactName::Industry) == Some(document.industry.as_str());
    let class = |people: Option<u64>| people.and_then(|people| questionnaire.size_class(people));
    let same_size = class(document.employees)
        .zip(class(facts.number(FactName::Employees)))
        .is_some_and(|(theirs, ours)| theirs.id == ours.id);
    2 * pains + usize::from(same_division) + usize::from(same_size)
}

/// A search over the cases.
#[derive(Debug, Clone, Copy)]
pub struct CaseSearch<'a> {
    pub cases: &'a [Case],
    /// Says the size classes.
    pub questionnaire: &'a Questionnaire,
    pub filter: &'a CaseFilter,
}

/// What a search has found.
#[derive(Debug)]
pub struct CasesFound<'a> {
    pub hits: Vec<&'a Case>,
    pub counts: CaseCounts<'a>,
}

impl<'a> CaseSearch<'a> {
    /// Looks through the cases once, for the hits and for every count.
    #[must_use]
    pub fn run(&self) -> CasesFound<'a> {
        let mut counts = CaseCounts::new(CaseFacet::ALL.len() + self.filter.words.iter().len());
        let mut hits = Vec::new();
        for case in self.cases {
            let class = case.document.employees.and_then(|people| self.questionnaire.size_class(people));
            let size = class.map(|class| class.id.as_str());
            let misses = self.filter.misses(case, size);
            counts.add(case, size, misses);
            if misses == Misses::Nothing {
                hits.push(case);
            }
        }
        CasesFound { hits, counts }
    }

    /// A page of what was found, in an order; of a number that there is not, the nearest.
    #[must_use]
    pub fn page(&self, mut hits: Vec<&'a Case>, order: CaseOrder<'_>, number: usize) -> Page<&'a Case> {
        let newest = |case: &Case| Reverse(case.document.as_of.as_deref().and_then(freshness::last_day));
        match order {
            CaseOrder::Closest(business) => hits.sort_by_cached_key(|case| {
                (Reverse(closeness(case, business, self.questionnaire)), newest(case), case.id())
            }),
            CaseOrder::Newest => hits.sort_by_cached_key(|case| (newest(case), case.id())),
        }
        Page::of(hits, number)
    }
}

/// How many cases each choice would show, with all other limits as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseCounts<'a> {
    without: Without,
    pub industries: Tally<&'a str>,
    pub sizes: Tally<&'a str>,
    pub pains: Tally<&'a str>,
    pub solutions: Tally<&'a str>,
}

impl<'a> CaseCounts<'a> {
    fn new(limits: usize) -> CaseCounts<'a> {
        CaseCounts {
            without: Without::new(limits),
            industries: Tally::default(),
            sizes: Tally::default(),
            pains: Tally::default(),
            solutions: Tally::default(),
        }
    }

    /// Without any choice of this kind.
    #[must_use]
    pub fn without(&self, facet: CaseFacet) -> usize {
        self.without.limit(facet as usize)
    }

    /// Without the word at this place.
    #[must_use]
    pub fn without_word(&self, place: usize) -> usize {
        self.without.limit(CaseFacet::ALL.len() + place)
    }

    fn add(&mut self, case: &'a Case, size: Option<&'a str>, misses: Misses) {
        self.without.count(misses);
        let document = &case.document;
        for facet in CaseFacet::ALL.into_iter().filter(|facet| misses.all_but(*facet as usize)) {
            match facet {
                CaseFacet::Industry => self.industries.add(&document.industry),
                CaseFacet::Size => size.into_iter().for_each(|class| self.sizes.add(class)),
                CaseFacet::Pain => document.pains.iter().for_each(|id| self.pains.add(id)),
                CaseFacet::Solution => document.solutions.iter().for_each(|id| self.solutions.add(id)),
            }
        }
    }
}
