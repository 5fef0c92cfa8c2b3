//! Finding menus. Nothing is hidden that a business could use.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::narrowing::{Misses, Page, Tally, Without};
use super::text::Words;
use crate::content::Municipality;
use crate::document::{ConditionLevel, MenuKind, ProviderLevel};
use crate::facts::{FactName, Facts};
use crate::freshness;
use crate::matching::Business;
use crate::menu::Menu;
use crate::truth::Truth;
use crate::window::{Standing, Window};

/// The amounts that one can ask for at least, in yen.
pub const AMOUNT_STEPS: [u64; 5] = [500_000, 1_000_000, 5_000_000, 10_000_000, 50_000_000];

/// What to look for; what is not given sets no limit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MenuFilter {
    pub words: Words,
    pub kind: Option<MenuKind>,
    pub provider_level: Option<ProviderLevel>,
    /// JIS code: menus that do not shut out a business there.
    pub municipality: Option<String>,
    pub pain: Option<String>,
    pub solution: Option<String>,
    pub window: Option<Window>,
    /// Yen: menus that are known to give up to this or more. An unknown amount is not zero, but not this either.
    pub amount_at_least: Option<u64>,
}

/// The ways to narrow down, beside words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MenuFacet {
    Kind,
    ProviderLevel,
    Municipality,
    Pain,
    Solution,
    Window,
    Amount,
}

impl MenuFacet {
    pub const ALL: [MenuFacet; 7] = [
        MenuFacet::Kind,
        MenuFacet::ProviderLevel,
        MenuFacet::Municipality,
        MenuFacet::Pain,
        MenuFacet::Solution,
        MenuFacet::Window,
        MenuFacet::Amount,
    ];
}

impl MenuFilter {
    /// Does the menu fit, on Japan's day `on`?
    #[must_use]
    pub fn admits(&self, menu: &Menu, on: NaiveDate) -> bool {
        self.misses(menu, menu.reception.window(on), self.place().as_ref()) == Misses::Nothing
    }

    /// What is known of a business of which only the municipality is.
    fn place(&self) -> Option<Facts> {
        self.municipality.as_deref().map(at)
    }

    /// The limits in the order of [`MenuFacet::ALL`], then the words: they cost the most.
    fn misses(&self, menu: &Menu, window: Window, place: Option<&Facts>) -> Misses {
        let facets = MenuFacet::ALL.into_iter().map(|facet| self.holds(facet, menu, window, place));
        Misses::of(facets.chain(self.words.iter().map(|word| menu.text.contains(word))))
    }

    fn holds(&self, facet: MenuFacet, menu: &Menu, window: Window, place: Option<&Facts>) -> bool {
        let document = &menu.document;
        match facet {
            MenuFacet::Kind => self.kind.is_none_or(|kind| document.kind == kind),
            MenuFacet::ProviderLevel => {
                self.provider_level.is_none_or(|level| document.provider_level == level)
            }
            MenuFacet::Municipality => place.is_none_or(|place| is_open_at(menu, place)),
            MenuFacet::Pain => self.pain.as_ref().is_none_or(|pain| document.pains.contains(pain)),
            MenuFacet::Solution => {
                self.solution.as_ref().is_none_or(|solution| document.solutions.contains(solution))
            }
            MenuFacet::Window => self.window.is_none_or(|wanted| wanted == window),
            MenuFacet::Amount => self.amount_at_least.is_none_or(|least| gives(menu, least)),
        }
    }
}

fn at(municipality: &str) -> Facts {
    Facts::default().with(FactName::Municipality, municipality)
}

/// Nothing that is required of the place rules it out.
fn is_open_at(menu: &Menu, place: &Facts) -> bool {
    conditions_on_place(menu).all(|condition| condition.comparison.holds(place) != Truth::False)
}

fn conditions_on_place(menu: &Menu) -> impl Iterator<Item = &crate::menu::Condition> {
    menu.conditions.iter().filter(|condition| {
        condition.level == ConditionLevel::Required
            && matches!(condition.comparison.fact(), FactName::Municipality | FactName::Prefecture)
    })
}

fn gives(menu: &Menu, least: u64) -> bool {
    menu.document.max_amount_yen.is_some_and(|most| most >= least)
}

/// A menu that was found.
#[derive(Debug, Clone, Copy)]
pub struct Hit<'a> {
    pub menu: &'a Menu,
    /// On the day of looking.
    pub standing: Standing,
}

/// In which order to show what was found.
#[derive(Debug, Clone, Copy)]
pub enum MenuOrder<'a> {
    /// As this business would be offered them; at last those that it cannot use.
    Fits(&'a Business),
    /// By window in the order of offering, then by the last day, the nearest first; what has closed, the latest first.
    ClosingSoon,
    /// The largest amount first, unknown ones last.
    Amount,
    /// By the date of the source, undated ones last.
    Newest,
}

/// A search over a catalogue.
#[derive(Debug, Clone, Copy)]
pub struct MenuSearch<'a> {
    pub menus: &'a [Menu],
    /// Those that can be chosen, for their counts.
    pub municipalities: &'a [Municipality],
    pub filter: &'a MenuFilter,
    /// Japan's day.
    pub on: NaiveDate,
}

/// What a search has found.
#[derive(Debug)]
pub struct MenusFound<'a> {
    pub hits: Vec<Hit<'a>>,
    pub counts: MenuCounts<'a>,
}

impl<'a> MenuSearch<'a> {
    /// Looks through the catalogue once, for the hits and for every count.
    #[must_use]
    pub fn run(&self) -> MenusFound<'a> {
        let place = self.filter.place();
        let towns: Vec<(&str, Facts)> =
            self.municipalities.iter().map(|town| (town.code.as_str(), at(&town.code))).collect();
        let mut counts = MenuCounts::new(MenuFacet::ALL.len() + self.filter.words.iter().len());
        let mut hits = Vec::new();
        for menu in self.menus {
            let standing = menu.reception.standing(self.on);
            let misses = self.filter.misses(menu, standing.window, place.as_ref());
            if misses == Misses::Several {
                continue;
            }
            counts.add(menu, standing.window, misses, &towns);
            if misses == Misses::Nothing {
                hits.push(Hit { menu, standing });
            }
        }
        counts.spread(&towns);
        MenusFound { hits, counts }
    }
}

impl<'a> MenusFound<'a> {
    /// A page of the hits in an order; of a number that there is not, the nearest.
    #[must_use]
    pub fn page(
        mut self,
        order: MenuOrder<'_>,
        number: usize,
        on: NaiveDate,
    ) -> (Page<Hit<'a>>, MenuCounts<'a>) {
        match order {
            MenuOrder::Fits(business) => {
                self.hits.sort_by_cached_key(|hit| business.judge(hit.menu, on).in_catalogue());
            }
            MenuOrder::ClosingSoon => self.hits.sort_by_cached_key(Hit::by_deadline),
            MenuOrder::Amount => {
                self.hits
                    .sort_by_cached_key(|hit| (Reverse(hit.menu.document.max_amount_yen), hit.by_deadline()));
            }
            MenuOrder::Newest => self.hits.sort_by_cached_key(|hit| {
                let as_of = hit.menu.document.as_of.as_deref().and_then(freshness::last_day);
                (Reverse(as_of), hit.by_deadline())
            }),
        }
        (Page::of(self.hits, number), self.counts)
    }
}

impl<'a> Hit<'a> {
    fn by_deadline(&self) -> (Window, i64, &'a str) {
        let days = match (self.standing.window, self.standing.days_left) {
            (Window::Closed, left) => left.map_or(i64::MAX, |left| -left),
            (_, left) => left.unwrap_or(i64::MAX),
        };
        (self.standing.window, days, self.menu.id())
    }
}

/// How many menus each choice would show, with all other limits as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuCounts<'a> {
    without: Without,
    pub kinds: Tally<MenuKind>,
    pub provider_levels: Tally<ProviderLevel>,
    /// By JIS code.
    pub municipalities: Tally<&'a str>,
    pub pains: Tally<&'a str>,
    pub solutions: Tally<&'a str>,
    pub windows: Tally<Window>,
    /// By [`AMOUNT_STEPS`].
    pub amounts: Tally<u64>,
    /// Menus that no place is shut out of.
    everywhere: usize,
}

impl<'a> MenuCounts<'a> {
    fn new(limits: usize) -> MenuCounts<'a> {
        MenuCounts {
            without: Without::new(limits),
            kinds: Tally::default(),
            provider_levels: Tally::default(),
            municipalities: Tally::default(),
            pains: Tally::default(),
            solutions: Tally::default(),
            windows: Tally::default(),
            amounts: Tally::default(),
            everywhere: 0,
        }
    }

    /// Without any choice of this kind.
    #[must_use]
    pub fn without(&self, facet: MenuFacet) -> usize {
        self.without.limit(facet as usize)
    }

    /// Without the word at this place.
    #[must_use]
    pub fn without_word(&self, place: usize) -> usize {
        self.without.limit(MenuFacet::ALL.len() + place)
    }

    /// Counts a menu in wherever it would be shown if only that choice were another.
    fn add(&mut self, menu: &'a Menu, window: Window, misses: Misses, towns: &[(&'a str, Facts)]) {
        self.without.count(misses);
        let document = &menu.document;
        for facet in MenuFacet::ALL.into_iter().filter(|facet| misses.all_but(*facet as usize)) {
            match facet {
                MenuFacet::Kind => self.kinds.add(document.kind),
                MenuFacet::ProviderLevel => self.provider_levels.add(document.provider_level),
                MenuFacet::Municipality => self.add_places(menu, towns),
                MenuFacet::Pain => document.pains.iter().for_each(|id| self.pains.add(id)),
                MenuFacet::Solution => document.solutions.iter().for_each(|id| self.solutions.add(id)),
                MenuFacet::Window => self.windows.add(window),
                MenuFacet::Amount => {
                    let steps = AMOUNT_STEPS.into_iter().filter(|step| gives(menu, *step));
                    steps.for_each(|step| self.amounts.add(step));
                }
            }
        }
    }

    fn add_places(&mut self, menu: &Menu, towns: &[(&'a str, Facts)]) {
        if conditions_on_place(menu).next().is_none() {
            self.everywhere += 1;
        } else {
            let open = towns.iter().filter(|(_, town)| is_open_at(menu, town));
            open.for_each(|(code, _)| self.municipalities.add(code));
        }
    }

    fn spread(&mut self, towns: &[(&'a str, Facts)]) {
        for (code, _) in towns {
            self.municipalities.add_many(code, self.everywhere);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::condition::Comparison;
    use crate::id_set::IdSet;
    use crate::menu::Condition;
    use crate::search::SearchText;
    use crate::window::{Reception, Status};

    fn menu(municipality: Option<&str>) -> Menu {
        let document = serde_json::from_value(json!({
            "id": "it-help", "name": "ＩＴ導入の相談", "provider": "広島県", "provider_level": "prefecture",
            "kind": "consultation", "status": "rolling", "summary": "ﾊﾟｿｺﾝ選びを手伝う", "max_amount_yen": 1_000_000,
            "pains": ["paperwork"], "solutions": ["expert-support"], "conditions": [], "url": "https://example.jp/",
            "source_url": "https://example.jp/", "source_kind": "primary", "verified": "page",
        }));
        let conditions = municipality.map(|code| Condition {
            comparison: Comparison::parse("municipality", "eq", &json!(code)).expect("well-formed"),
            level: ConditionLevel::Required,
            text: String::new(),
            op: "eq".to_owned(),
            value: json!(code),
        });
        Menu {
            document: document.expect("well-formed"),
            reception: Reception::new([], Status::Rolling),
            conditions: conditions.into_iter().collect(),
            pains: IdSet::default(),
            solutions: IdSet::default(),
            text: SearchText::of(["ＩＴ導入の相談", "ﾊﾟｿｺﾝ選びを手伝う"]),
        }
    }

    fn found(filter: &MenuFilter, menu: &Menu) -> bool {
        filter.admits(menu, "2026-11-22".parse().expect("a date"))
    }

    #[test]
    fn a_municipality_finds_its_own_menus_and_those_for_all() {
        let kure = MenuFilter { municipality: Some("34202".to_owned()), ..MenuFilter::default() };
        assert!(found(&kure, &menu(None)));
        assert!(found(&kure, &menu(Some("34202"))));
        assert!(!found(&kure, &menu(Some("34100"))));
    }

    #[test]
    fn each_limit_limits() {
        let menu = menu(None);
        let some = |text: &str| Some(text.to_owned());
        let fitting = MenuFilter {
            words: Words::of("it パソコン"),
            kind: Some(MenuKind::Consultation),
            provider_level: Some(ProviderLevel::Prefecture),
            municipality: some("34202"),
            pain: some("paperwork"),
            solution: some("expert-support"),
            window: Some(Window::Rolling),
            amount_at_least: Some(1_000_000),
        };
        assert!(found(&fitting, &menu));
        for other in [
            MenuFilter { words: Words::of("it 融資"), ..fitting.clone() },
            MenuFilter { kind: Some(MenuKind::Loan), ..fitting.clone() },
            MenuFilter { provider_level: Some(ProviderLevel::National), ..fitting.clone() },
            MenuFilter { pain: some("funding"), ..fitting.clone() },
            MenuFilter { solution: some("rpa-noncode"), ..fitting.clone() },
            MenuFilter { window: Some(Window::Open), ..fitting.clone() },
            MenuFilter { amount_at_least: Some(1_000_001), ..fitting.clone() },
        ] {
            assert!(!found(&other, &menu), "{other:?}");
        }
    }
}
