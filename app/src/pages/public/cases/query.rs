//! What the address of `/cases` asks for. An unknown value narrows nothing: an old link still shows a list.

use domain::content::Content;
use domain::document::{Labelled, Pain, SizeClass};
use domain::industry::IndustryRow;
use domain::search::{CaseCounts, CaseFacet, CaseFilter, Words};

use crate::parts::listing::{Address, Asked, Choice, Facet};
use crate::words::{catalogue as words, search as listed};

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Needs a diagnosis at hand.
    Closest,
    Newest,
}

impl Sort {
    const ALL: [Sort; 2] = [Sort::Closest, Sort::Newest];

    fn as_str(self) -> &'static str {
        match self {
            Sort::Closest => "closest",
            Sort::Newest => "newest",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Sort::Closest => listed::BY_CLOSENESS,
            Sort::Newest => listed::BY_DATE,
        }
    }
}

/// What to show.
#[derive(Debug, Clone)]
pub struct CaseQuery {
    pub filter: CaseFilter,
    pub sort: Sort,
    pub page: usize,
    /// The order that the address names, if it names one.
    sort_asked: Option<Sort>,
}

impl CaseQuery {
    /// By default the closest first, where a diagnosis is at hand, else the newest.
    pub fn read(asked: &Asked, content: &Content, diagnosis_at_hand: bool) -> CaseQuery {
        let known = &content.questionnaire;
        let industry = |letter: &str| content.industries.division(letter).map(|row| row.division.to_string());
        let size =
            |id: &str| known.size_classes.iter().find(|class| class.id == id).map(|class| class.id.clone());
        let filter = CaseFilter {
            words: Words::of(&asked.words()),
            industry: asked.value("industry").and_then(industry),
            size: asked.value("size").and_then(size),
            pain: asked.value("pain").and_then(|id| known.pain(id)).map(|pain| pain.id.clone()),
            solution: asked
                .value("solution")
                .and_then(|id| known.solution(id))
                .map(|solution| solution.id.clone()),
        };
        let sort_asked =
            asked.value("sort").and_then(|name| Sort::ALL.into_iter().find(|sort| sort.as_str() == name));
        let sort = if diagnosis_at_hand { sort_asked.unwrap_or(Sort::Closest) } else { Sort::Newest };
        CaseQuery { filter, sort, page: asked.page(), sort_asked }
    }

    /// The same, as an address without the page.
    pub fn address(&self) -> Address {
        let filter = &self.filter;
        Address::new("/cases")
            .and("q", Some(filter.words.written()))
            .and("industry", filter.industry.as_deref())
            .and("size", filter.size.as_deref())
            .and("pain", filter.pain.as_deref())
            .and("solution", filter.solution.as_deref())
            .and("sort", self.sort_asked.map(Sort::as_str))
    }

    /// The orders to choose from.
    pub fn orders(&self, diagnosis_at_hand: bool) -> Vec<(&'static str, &'static str, bool)> {
        let offered = Sort::ALL.into_iter().filter(|sort| diagnosis_at_hand || *sort == Sort::Newest);
        offered.map(|sort| (sort.as_str(), sort.label(), sort == self.sort)).collect()
    }

    /// A filter with its choices.
    pub fn facet(&self, facet: CaseFacet, content: &Content, counts: &CaseCounts<'_>) -> Facet {
        let (name, label, choices) = match facet {
            CaseFacet::Industry => ("industry", listed::INDUSTRY, self.industries(content, counts)),
            CaseFacet::Size => ("size", listed::SIZE, self.sizes(content, counts)),
            CaseFacet::Pain => ("pain", words::PAIN, self.pains(content, counts)),
            CaseFacet::Solution => ("solution", listed::SOLUTION, self.solutions(content, counts)),
        };
        Facet { name, label, all: counts.without(facet), choices }
    }

    /// Of the twenty divisions those that have a case, and the one that is chosen.
    fn industries(&self, content: &Content, counts: &CaseCounts<'_>) -> Vec<Choice> {
        let chosen = self.filter.industry.as_deref();
        let choice = |row: &IndustryRow| {
            let letter = row.division.to_string();
            Choice::of(&letter, &row.name, counts.industries.of(&letter), chosen)
        };
        let told = |row: &&IndustryRow| {
            let letter = row.division.to_string();
            chosen == Some(&letter) || content.cases.iter().any(|case| case.document.industry == letter)
        };
        content.industries.divisions().filter(told).map(choice).collect()
    }

    fn sizes(&self, content: &Content, counts: &CaseCounts<'_>) -> Vec<Choice> {
        let chosen = self.filter.size.as_deref();
        let choice =
            |class: &SizeClass| Choice::of(&class.id, &class.label, counts.sizes.of(&class.id), chosen);
        content.questionnaire.size_classes.iter().map(choice).collect()
    }

    fn pains(&self, content: &Content, counts: &CaseCounts<'_>) -> Vec<Choice> {
        let chosen = self.filter.pain.as_deref();
        let choice = |pain: &Pain| Choice::of(&pain.id, &pain.label, counts.pains.of(&pain.id), chosen);
        content.questionnaire.pains.iter().map(choice).collect()
    }

    fn solutions(&self, content: &Content, counts: &CaseCounts<'_>) -> Vec<Choice> {
        let chosen = self.filter.solution.as_deref();
        let choice = |solution: &Labelled| {
            Choice::of(&solution.id, &solution.label, counts.solutions.of(&solution.id), chosen)
        };
        content.questionnaire.solutions.iter().map(choice).collect()
    }
}
