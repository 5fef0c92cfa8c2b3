//! Which menus each choice of the catalogue's form shows, worked out once when the content is checked.

use std::collections::BTreeMap;

use super::bits::{Bits, grouped};
use super::menus::AMOUNT_STEPS;
use super::text::Word;
use super::word_index::WordIndex;
use crate::content::Municipality;
use crate::document::{ConditionLevel, MenuKind, ProviderLevel};
use crate::facts::{FactName, Facts};
use crate::menu::Menu;
use crate::truth::Truth;

/// Over menus in their order; windows are not in it, since they go by the day.
#[derive(Debug, Clone, Default)]
pub struct MenuIndex {
    pub(super) kinds: BTreeMap<MenuKind, Bits>,
    pub(super) provider_levels: BTreeMap<ProviderLevel, Bits>,
    /// By JIS code: the menus that do not shut out a business there.
    pub(super) municipalities: BTreeMap<String, Bits>,
    pub(super) pains: BTreeMap<String, Bits>,
    pub(super) solutions: BTreeMap<String, Bits>,
    /// By [`AMOUNT_STEPS`].
    pub(super) amounts: BTreeMap<u64, Bits>,
    words: WordIndex,
}

impl MenuIndex {
    /// Of the municipalities, those that can be chosen.
    #[must_use]
    pub fn new(menus: &[Menu], municipalities: &[Municipality]) -> MenuIndex {
        let towns = municipalities.iter().map(|town| {
            let place = at(&town.code);
            (town.code.clone(), Bits::of(menus, |menu| is_open_at(menu, &place)))
        });
        MenuIndex {
            kinds: grouped(menus, |menu| [menu.document.kind]),
            provider_levels: grouped(menus, |menu| [menu.document.provider_level]),
            municipalities: towns.collect(),
            pains: grouped(menus, |menu| menu.document.pains.iter().cloned()),
            solutions: grouped(menus, |menu| menu.document.solutions.iter().cloned()),
            amounts: AMOUNT_STEPS.map(|step| (step, Bits::of(menus, |menu| gives(menu, step)))).into(),
            words: WordIndex::new(menus.iter().map(|menu| &menu.text)),
        }
    }

    pub(super) fn find(&self, word: &Word, menus: &[Menu]) -> Bits {
        self.words.find(word, |place| menus.get(place).map(|menu| &menu.text))
    }
}

/// What is known of a business of which only the municipality is.
pub(super) fn at(municipality: &str) -> Facts {
    Facts::default().with(FactName::Municipality, municipality)
}

/// Nothing that is required of the place rules it out.
pub(super) fn is_open_at(menu: &Menu, place: &Facts) -> bool {
    let conditions = menu.conditions.iter().filter(|condition| {
        condition.level == ConditionLevel::Required
            && matches!(condition.comparison.fact(), FactName::Municipality | FactName::Prefecture)
    });
    conditions.into_iter().all(|condition| condition.comparison.holds(place) != Truth::False)
}

/// The menu is known to give up to so many yen or more.
pub(super) fn gives(menu: &Menu, least: u64) -> bool {
    menu.document.max_amount_yen.is_some_and(|most| most >= least)
}
