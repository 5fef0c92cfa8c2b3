//! Finding menus. Nothing is hidden that a business could use.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::bits::Bits;
use super::menu_index::{MenuIndex, at, gives, is_open_at};
use super::narrowing::{Narrowed, Page, Tally};
use super::text::Words;
use crate::document::{MenuKind, ProviderLevel};
use crate::freshness;
use crate::matching::Business;
use crate::menu::Menu;
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
        let document = &menu.document;
        self.kind.is_none_or(|kind| document.kind == kind)
            && self.provider_level.is_none_or(|level| document.provider_level == level)
            && self.pain.as_ref().is_none_or(|pain| document.pains.contains(pain))
            && self.solution.as_ref().is_none_or(|solution| document.solutions.contains(solution))
            && self.amount_at_least.is_none_or(|least| gives(menu, least))
            && self.window.is_none_or(|window| menu.reception.window(on) == window)
            && self.municipality.as_deref().is_none_or(|code| is_open_at(menu, &at(code)))
            && self.words.iter().all(|word| menu.text.contains(word))
    }
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
    /// Of these menus.
    pub index: &'a MenuIndex,
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
    /// Finds, and counts what every other choice would find.
    #[must_use]
    pub fn run(&self) -> MenusFound<'a> {
        let windows = windows(self.menus, self.on);
        let facets = MenuFacet::ALL.map(|facet| self.limit(facet, &windows));
        let words = self.filter.words.iter().map(|word| Some(Cow::Owned(self.index.find(word, self.menus))));
        let narrowed = Narrowed::new(self.menus.len(), facets.into_iter().chain(words).collect());
        let hit = |menu: &'a Menu| Hit { menu, standing: menu.reception.standing(self.on) };
        let hits = narrowed.hits().iter().filter_map(|place| self.menus.get(place)).map(hit).collect();
        MenusFound { hits, counts: MenuCounts::new(self.index, &windows, &narrowed) }
    }

    /// The menus that a choice lets through; none where there is no choice.
    fn limit<'b>(&'b self, facet: MenuFacet, windows: &'b [(Window, Bits)]) -> Option<Cow<'b, Bits>> {
        let (filter, index) = (self.filter, self.index);
        let or_none = |known: Option<&'b Bits>| {
            known.map_or_else(|| Cow::Owned(Bits::none(self.menus.len())), Cow::Borrowed)
        };
        match facet {
            MenuFacet::Kind => filter.kind.map(|kind| or_none(index.kinds.get(&kind))),
            MenuFacet::ProviderLevel => {
                filter.provider_level.map(|level| or_none(index.provider_levels.get(&level)))
            }
            MenuFacet::Pain => filter.pain.as_ref().map(|id| or_none(index.pains.get(id))),
            MenuFacet::Solution => filter.solution.as_ref().map(|id| or_none(index.solutions.get(id))),
            MenuFacet::Window => filter.window.map(|wanted| {
                or_none(windows.iter().find(|(window, _)| *window == wanted).map(|(_, menus)| menus))
            }),
            MenuFacet::Amount => filter
                .amount_at_least
                .map(|least| Cow::Owned(Bits::of(self.menus, |menu| gives(menu, least)))),
            MenuFacet::Municipality => {
                filter.municipality.as_deref().map(|code| match index.municipalities.get(code) {
                    Some(menus) => Cow::Borrowed(menus),
                    None => Cow::Owned(Bits::of(self.menus, |menu| is_open_at(menu, &at(code)))),
                })
            }
        }
    }
}

/// The menus of each window on a day.
fn windows(menus: &[Menu], on: NaiveDate) -> [(Window, Bits); Window::ALL.len()] {
    let mut windows = Window::ALL.map(|window| (window, Bits::none(menus.len())));
    for (place, menu) in menus.iter().enumerate() {
        let window = menu.reception.window(on);
        if let Some((_, bits)) = windows.iter_mut().find(|(known, _)| *known == window) {
            bits.insert(place);
        }
    }
    windows
}

impl<'a> MenusFound<'a> {
    /// A page of the hits in an order; of a number that there is not, the nearest.
    #[must_use]
    pub fn page(self, order: MenuOrder<'_>, number: usize, on: NaiveDate) -> (Page<Hit<'a>>, MenuCounts<'a>) {
        let hits = self.hits;
        let page = match order {
            MenuOrder::Fits(business) => {
                Page::ordered(hits, |hit| business.judge(hit.menu, on).in_catalogue(), number)
            }
            MenuOrder::ClosingSoon => Page::ordered(hits, Hit::by_deadline, number),
            MenuOrder::Amount => {
                let amount = |hit: &Hit<'a>| (Reverse(hit.menu.document.max_amount_yen), hit.by_deadline());
                Page::ordered(hits, amount, number)
            }
            MenuOrder::Newest => {
                let as_of = |hit: &Hit<'a>| hit.menu.document.as_of.as_deref().and_then(freshness::last_day);
                Page::ordered(hits, |hit| (Reverse(as_of(hit)), hit.by_deadline()), number)
            }
        };
        (page, self.counts)
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
    /// By facet, then by word.
    without: Vec<usize>,
    pub kinds: Tally<MenuKind>,
    pub provider_levels: Tally<ProviderLevel>,
    /// By JIS code.
    pub municipalities: Tally<&'a str>,
    pub pains: Tally<&'a str>,
    pub solutions: Tally<&'a str>,
    pub windows: Tally<Window>,
    /// By [`AMOUNT_STEPS`].
    pub amounts: Tally<u64>,
}

impl<'a> MenuCounts<'a> {
    fn new(index: &'a MenuIndex, windows: &[(Window, Bits)], narrowed: &Narrowed<'_>) -> MenuCounts<'a> {
        let left = |facet: MenuFacet| narrowed.without(facet as usize);
        let named = |choices: &'a BTreeMap<String, Bits>, facet| {
            Tally::of_choices(choices.iter().map(|(id, menus)| (id.as_str(), menus)), &left(facet))
        };
        MenuCounts {
            without: narrowed.counts_without(),
            kinds: Tally::of_choices(by_value(&index.kinds), &left(MenuFacet::Kind)),
            provider_levels: Tally::of_choices(
                by_value(&index.provider_levels),
                &left(MenuFacet::ProviderLevel),
            ),
            municipalities: named(&index.municipalities, MenuFacet::Municipality),
            pains: named(&index.pains, MenuFacet::Pain),
            solutions: named(&index.solutions, MenuFacet::Solution),
            windows: Tally::of_choices(
                windows.iter().map(|(window, menus)| (*window, menus)),
                &left(MenuFacet::Window),
            ),
            amounts: Tally::of_choices(by_value(&index.amounts), &left(MenuFacet::Amount)),
        }
    }

    /// Without any choice of this kind.
    #[must_use]
    pub fn without(&self, facet: MenuFacet) -> usize {
        self.without.get(facet as usize).copied().unwrap_or(0)
    }

    /// Without the word at this place.
    #[must_use]
    pub fn without_word(&self, place: usize) -> usize {
        self.without.get(MenuFacet::ALL.len() + place).copied().unwrap_or(0)
    }
}

fn by_value<K: Copy>(choices: &BTreeMap<K, Bits>) -> impl Iterator<Item = (K, &Bits)> {
    choices.iter().map(|(key, menus)| (*key, menus))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::condition::Comparison;
    use crate::document::ConditionLevel;
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
