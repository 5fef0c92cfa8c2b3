//! Finding cases of other businesses.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::bits::{Bits, grouped};
use super::narrowing::{Narrowed, Page, Tally};
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
    let pains = document.pains.iter().filter(|pain| business.pains().contains(pain)).count();
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
    /// Finds, and counts what every other choice would find.
    #[must_use]
    pub fn run(&self) -> CasesFound<'a> {
        let groups = Groups::of(self.cases, self.questionnaire);
        let filter = self.filter;
        let chosen = |groups: &Group<'a>, wanted: &Option<String>| {
            let id = wanted.as_deref()?;
            Some(Cow::Owned(groups.get(id).cloned().unwrap_or_else(|| Bits::none(self.cases.len()))))
        };
        let facets = CaseFacet::ALL.map(|facet| match facet {
            CaseFacet::Industry => chosen(&groups.industries, &filter.industry),
            CaseFacet::Size => chosen(&groups.sizes, &filter.size),
            CaseFacet::Pain => chosen(&groups.pains, &filter.pain),
            CaseFacet::Solution => chosen(&groups.solutions, &filter.solution),
        });
        let words = filter
            .words
            .iter()
            .map(|word| Some(Cow::Owned(Bits::of(self.cases, |case| case.text.contains(word)))));
        let narrowed = Narrowed::new(self.cases.len(), facets.into_iter().chain(words).collect());
        let hits = narrowed.hits().iter().filter_map(|place| self.cases.get(place)).collect();
        CasesFound { hits, counts: CaseCounts::new(&groups, &narrowed) }
    }

    /// A page of what was found, in an order; of a number that there is not, the nearest.
    #[must_use]
    pub fn page(&self, hits: Vec<&'a Case>, order: CaseOrder<'_>, number: usize) -> Page<&'a Case> {
        let newest = |case: &Case| Reverse(case.document.as_of.as_deref().and_then(freshness::last_day));
        match order {
            CaseOrder::Closest(business) => {
                let close = |case: &Case| Reverse(closeness(case, business, self.questionnaire));
                Page::ordered(hits, |case| (close(case), newest(case), case.id()), number)
            }
            CaseOrder::Newest => Page::ordered(hits, |case| (newest(case), case.id()), number),
        }
    }
}

type Group<'a> = BTreeMap<&'a str, Bits>;

/// The cases of each choice. There are few cases: the sets are made for each search.
struct Groups<'a> {
    industries: Group<'a>,
    sizes: Group<'a>,
    pains: Group<'a>,
    solutions: Group<'a>,
}

impl<'a> Groups<'a> {
    fn of(cases: &'a [Case], questionnaire: &'a Questionnaire) -> Groups<'a> {
        let size = |case: &'a Case| Some(questionnaire.size_class(case.document.employees?)?.id.as_str());
        Groups {
            industries: grouped(cases, |case| [case.document.industry.as_str()]),
            sizes: grouped(cases, size),
            pains: grouped(cases, |case| case.document.pains.iter().map(String::as_str)),
            solutions: grouped(cases, |case| case.document.solutions.iter().map(String::as_str)),
        }
    }
}

/// How many cases each choice would show, with all other limits as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseCounts<'a> {
    /// By facet, then by word.
    without: Vec<usize>,
    pub industries: Tally<&'a str>,
    pub sizes: Tally<&'a str>,
    pub pains: Tally<&'a str>,
    pub solutions: Tally<&'a str>,
}

impl<'a> CaseCounts<'a> {
    fn new(groups: &Groups<'a>, narrowed: &Narrowed<'_>) -> CaseCounts<'a> {
        let counted = |group: &Group<'a>, facet: CaseFacet| {
            let choices = group.iter().map(|(id, cases)| (*id, cases));
            Tally::of_choices(choices, &narrowed.without(facet as usize))
        };
        CaseCounts {
            without: narrowed.counts_without(),
            industries: counted(&groups.industries, CaseFacet::Industry),
            sizes: counted(&groups.sizes, CaseFacet::Size),
            pains: counted(&groups.pains, CaseFacet::Pain),
            solutions: counted(&groups.solutions, CaseFacet::Solution),
        }
    }

    /// Without any choice of this kind.
    #[must_use]
    pub fn without(&self, facet: CaseFacet) -> usize {
        self.without.get(facet as usize).copied().unwrap_or(0)
    }

    /// Without the word at this place.
    #[must_use]
    pub fn without_word(&self, place: usize) -> usize {
        self.without.get(CaseFacet::ALL.len() + place).copied().unwrap_or(0)
    }
}
