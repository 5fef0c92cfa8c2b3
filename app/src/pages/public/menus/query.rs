//! What the address of `/menus` asks for. An unknown value narrows nothing: an old link still shows a list.

use domain::content::{Content, Municipality};
use domain::document::{Labelled, MenuKind, Pain, ProviderLevel};
use domain::search::{AMOUNT_STEPS, MenuCounts, MenuFacet, MenuFilter, Words};
use domain::window::Window;

use crate::parts::listing::{Address, Asked, Choice, Facet};
use crate::words::format::yen;
use crate::words::{catalogue as words, labels, search as listed};

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    Fits,
    Closing,
    Amount,
    Newest,
}

impl Sort {
    const ALL: [Sort; 4] = [Sort::Fits, Sort::Closing, Sort::Amount, Sort::Newest];

    fn as_str(self) -> &'static str {
        match self {
            Sort::Fits => "fits",
            Sort::Closing => "closing",
            Sort::Amount => "amount",
            Sort::Newest => "newest",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Sort::Fits => listed::BY_FIT,
            Sort::Closing => listed::BY_DEADLINE,
            Sort::Amount => listed::BY_AMOUNT,
            Sort::Newest => listed::BY_DATE,
        }
    }

    /// Needs a diagnosis at hand.
    fn is_personal(self) -> bool {
        self == Sort::Fits
    }
}

/// What to show.
#[derive(Debug, Clone)]
pub struct MenuQuery {
    pub filter: MenuFilter,
    pub sort: Sort,
    pub page: usize,
    /// The order that the address names, if it names one.
    sort_asked: Option<Sort>,
}

impl MenuQuery {
    /// By default in the order of what fits, where a diagnosis is at hand, else by deadline.
    pub fn read(asked: &Asked, content: &Content, diagnosis_at_hand: bool) -> MenuQuery {
        let questionnaire = &content.questionnaire;
        let filter = MenuFilter {
            words: Words::of(&asked.words()),
            kind: asked.value("kind").and_then(MenuKind::parse),
            provider_level: asked.value("level").and_then(ProviderLevel::parse),
            municipality: asked
                .value("municipality")
                .and_then(|code| content.municipality(code))
                .map(|town| town.code.clone()),
            pain: asked.value("pain").and_then(|id| questionnaire.pain(id)).map(|pain| pain.id.clone()),
            solution: asked
                .value("solution")
                .and_then(|id| questionnaire.solution(id))
                .map(|solution| solution.id.clone()),
            window: asked.value("window").and_then(Window::parse),
            amount_at_least: asked
                .value("amount")
                .and_then(|yen| yen.parse().ok())
                .filter(|yen| AMOUNT_STEPS.contains(yen)),
        };
        let sort_asked =
            asked.value("sort").and_then(|name| Sort::ALL.into_iter().find(|sort| sort.as_str() == name));
        let default = if diagnosis_at_hand { Sort::Fits } else { Sort::Closing };
        let sort = sort_asked.filter(|sort| diagnosis_at_hand || !sort.is_personal()).unwrap_or(default);
        MenuQuery { filter, sort, page: asked.page(), sort_asked }
    }

    /// The same, as an address without the page.
    pub fn address(&self) -> Address {
        let filter = &self.filter;
        Address::new("/menus")
            .and("q", Some(filter.words.written()))
            .and("kind", filter.kind.map(MenuKind::as_str))
            .and("level", filter.provider_level.map(ProviderLevel::as_str))
            .and("municipality", filter.municipality.as_deref())
            .and("pain", filter.pain.as_deref())
            .and("solution", filter.solution.as_deref())
            .and("window", filter.window.map(Window::as_str))
            .and("amount", filter.amount_at_least.map(|yen| yen.to_string()))
            .and("sort", self.sort_asked.map(Sort::as_str))
    }

    /// The orders to choose from.
    pub fn orders(&self, diagnosis_at_hand: bool) -> Vec<(&'static str, &'static str, bool)> {
        let offered = Sort::ALL.into_iter().filter(|sort| diagnosis_at_hand || !sort.is_personal());
        offered.map(|sort| (sort.as_str(), sort.label(), sort == self.sort)).collect()
    }

    /// A filter with its choices.
    pub fn facet(&self, facet: MenuFacet, content: &Content, counts: &MenuCounts<'_>) -> Facet {
        let (name, label, choices) = match facet {
            MenuFacet::Kind => ("kind", words::KIND, self.kinds(counts)),
            MenuFacet::ProviderLevel => ("level", words::PROVIDER, self.levels(counts)),
            MenuFacet::Municipality => {
                ("municipality", listed::MUNICIPALITY, self.municipalities(content, counts))
            }
            MenuFacet::Pain => ("pain", words::PAIN, self.pains(content, counts)),
            MenuFacet::Solution => ("solution", listed::SOLUTION, self.solutions(content, counts)),
            MenuFacet::Window => ("window", words::RECEPTION, self.windows(counts)),
            MenuFacet::Amount => ("amount", listed::AMOUNT, self.amounts(counts)),
        };
        Facet { name, label, all: counts.without(facet), choices }
    }

    fn kinds(&self, counts: &MenuCounts<'_>) -> Vec<Choice> {
        let chosen = self.filter.kind.map(MenuKind::as_str);
        let choice = |&kind: &MenuKind| {
            Choice::of(kind.as_str(), labels::menu_kind(kind), counts.kinds.of(kind), chosen)
        };
        MenuKind::ALL.iter().map(choice).collect()
    }

    fn levels(&self, counts: &MenuCounts<'_>) -> Vec<Choice> {
        let chosen = self.filter.provider_level.map(ProviderLevel::as_str);
        let choice = |&level: &ProviderLevel| {
            Choice::of(
                level.as_str(),
                labels::provider_level(level),
                counts.provider_levels.of(level),
                chosen,
            )
        };
        ProviderLevel::ALL.iter().map(choice).collect()
    }

    fn municipalities(&self, content: &Content, counts: &MenuCounts<'_>) -> Vec<Choice> {
        let chosen = self.filter.municipality.as_deref();
        let choice = |town: &Municipality| {
            Choice::of(&town.code, &town.name, counts.municipalities.of(&town.code), chosen)
        };
        content.municipalities.iter().map(choice).collect()
    }

    fn pains(&self, content: &Content, counts: &MenuCounts<'_>) -> Vec<Choice> {
        let chosen = self.filter.pain.as_deref();
        let choice = |pain: &Pain| Choice::of(&pain.id, &pain.label, counts.pains.of(&pain.id), chosen);
        content.questionnaire.pains.iter().map(choice).collect()
    }

    fn solutions(&self, content: &Content, counts: &MenuCounts<'_>) -> Vec<Choice> {
        let chosen = self.filter.solution.as_deref();
        let choice = |solution: &Labelled| {
            Choice::of(&solution.id, &solution.label, counts.solutions.of(&solution.id), chosen)
        };
        content.questionnaire.solutions.iter().map(choice).collect()
    }

    fn windows(&self, counts: &MenuCounts<'_>) -> Vec<Choice> {
        let chosen = self.filter.window.map(Window::as_str);
        let choice = |window: Window| {
            Choice::of(window.as_str(), labels::window(window), counts.windows.of(window), chosen)
        };
        Window::ALL.into_iter().map(choice).collect()
    }

    fn amounts(&self, counts: &MenuCounts<'_>) -> Vec<Choice> {
        let chosen = self.filter.amount_at_least.map(|yen| yen.to_string());
        let choice = |step: u64| {
            let label = listed::at_least(&yen(step));
            Choice::of(&step.to_string(), &label, counts.amounts.of(step), chosen.as_deref())
        };
        AMOUNT_STEPS.into_iter().map(choice).collect()
    }
}
