//! Who has a pain, and what the menus against it are to them: for everybody at once.

use super::diagram::Stack;
use super::plane::{Block, NONE, PER_BLOCK, Plane, WORDS, slots_from};
use super::{Folded, Population, Question, Verdicts};
use crate::document::Pain;
use crate::facts::FactName;
use crate::indicator::Breakdown;
use crate::menu::Menu;

/// What the menus against a pain are to the businesses of a place. Each stands in one of these, by the best it gets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Served {
    /// Have the pain and can use a menu.
    pub eligible: u64,
    /// Can nearly use one: they miss only what they can change by acting.
    pub near_miss: u64,
    /// Of one at least, too little is known of them to say.
    pub needs_info: u64,
    /// Have the pain, and no menu is for them.
    pub unmet: u64,
    /// Did not name the pain.
    pub without: u64,
}

impl Served {
    /// Those who have the pain.
    #[must_use]
    pub fn with_pain(&self) -> u64 {
        self.eligible + self.near_miss + self.needs_info + self.unmet
    }
}

impl Population {
    /// By pain: what these menus are to the businesses, by size class × municipality; every place once in which somebody
    /// stands. The pains of a business are those of its facts.
    #[must_use]
    pub fn needs(&self, pains: &[Pain], menus: &[&Menu]) -> Vec<Vec<(Breakdown, Served)>> {
        let mut helpers: Vec<Helper<'_>> = menus.iter().map(|menu| Helper::of(self, menu, pains)).collect();
        helpers.retain(|helper| !helper.pains.is_empty());
        let column = &self.columns[FactName::Pains as usize];
        let mut found: Vec<Found<'_>> =
            pains.iter().map(|pain| Found::new(column.member(&pain.id), self.places.pairs())).collect();
        let (mut businesses, mut stack) = (vec![0; self.places.pairs()], Stack::default());
        for (number, first) in (0..self.blocks()).zip((0..).step_by(PER_BLOCK)) {
            let taken = self.taken.block(number);
            self.count(first, taken, &mut businesses);
            let mut best = vec![Best::default(); pains.len()];
            for helper in &helpers {
                let verdicts = Folded::of_block(number, &helper.questions, &mut stack).verdicts(taken);
                helper.pains.iter().for_each(|pain| best[*pain].take(&verdicts));
            }
            for (found, best) in found.iter_mut().zip(&best) {
                found.count(self, first, best);
            }
        }
        found.iter().map(|found| found.by_place(self, &businesses)).collect()
    }

    fn count(&self, first: u32, block: &Block, counts: &mut [u64]) {
        slots_from(first, block).for_each(|slot| counts[self.places.pair(slot)] += 1);
    }
}

/// A menu, and the places of the pains that it is against.
struct Helper<'p> {
    questions: Vec<Question<'p>>,
    pains: Vec<usize>,
}

impl<'p> Helper<'p> {
    fn of(population: &'p Population, menu: &Menu, pains: &[Pain]) -> Helper<'p> {
        let against = |(place, pain)| menu.is_against(pain).then_some(place);
        Helper {
            questions: population.questions(menu),
            pains: pains.iter().enumerate().filter_map(against).collect(),
        }
    }
}

/// What some menu is to the businesses of a block.
#[derive(Clone, Copy)]
struct Best {
    eligible: Block,
    near_miss: Block,
    needs_info: Block,
}

impl Default for Best {
    fn default() -> Best {
        Best { eligible: NONE, near_miss: NONE, needs_info: NONE }
    }
}

impl Best {
    fn take(&mut self, verdicts: &Verdicts) {
        for word in 0..WORDS {
            self.eligible[word] |= verdicts.eligible[word];
            self.near_miss[word] |= verdicts.near_miss[word];
            self.needs_info[word] |= verdicts.needs_info[word];
        }
    }
}

/// What was counted of a pain, by size class × municipality.
struct Found<'p> {
    /// Nobody where there is none.
    with_pain: Option<&'p Plane>,
    served: Vec<Served>,
}

impl<'p> Found<'p> {
    fn new(with_pain: Option<&'p Plane>, places: usize) -> Found<'p> {
        Found { with_pain, served: vec![Served::default(); places] }
    }

    /// The plane may hold bits of those who are gone: `best` holds none of them, but who is unmet is not in it.
    fn count(&mut self, population: &Population, first: u32, best: &Best) {
        let Some(plane) = self.with_pain else { return };
        let number = first as usize / PER_BLOCK;
        let (with_pain, taken) = (plane.block(number), population.taken.block(number));
        let mut parts = [NONE; 4];
        for word in 0..WORDS {
            let all = with_pain[word] & taken[word];
            let eligible = all & best.eligible[word];
            let near_miss = all & !eligible & best.near_miss[word];
            let needs_info = all & !eligible & !near_miss & best.needs_info[word];
            let unmet = all & !(eligible | near_miss | needs_info);
            parts
                .iter_mut()
                .zip([eligible, near_miss, needs_info, unmet])
                .for_each(|(p, bits)| p[word] = bits);
        }
        let counters: [fn(&mut Served) -> &mut u64; 4] =
            [|s| &mut s.eligible, |s| &mut s.near_miss, |s| &mut s.needs_info, |s| &mut s.unmet];
        for (part, counter) in parts.iter().zip(counters) {
            for slot in slots_from(first, part) {
                *counter(&mut self.served[population.places.pair(slot)]) += 1;
            }
        }
    }

    fn by_place(&self, population: &Population, businesses: &[u64]) -> Vec<(Breakdown, Served)> {
        let with_all = self.served.iter().zip(businesses).enumerate().filter(|(_, (_, all))| **all > 0);
        let named = with_all.map(|(pair, (served, all))| {
            (population.places.named(pair), Served { without: all - served.with_pain(), ..*served })
        });
        named.collect()
    }
}
