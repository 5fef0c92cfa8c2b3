//! What came of matching one menu with everybody.

use std::ops::AddAssign;

use super::plane::{Block, count, push, slots};
use super::{BusinessId, Population, Verdicts};
use crate::matching::Verdict;

/// How many businesses got which verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    pub eligible: u64,
    pub needs_info: u64,
    pub not_eligible: u64,
    /// Those of the not eligible whose every miss the owner can change by acting: 「あと一歩」.
    pub near_miss: u64,
}

impl Sums {
    /// Everybody.
    #[must_use]
    pub fn businesses(&self) -> u64 {
        self.eligible + self.needs_info + self.not_eligible
    }
}

impl AddAssign for Sums {
    fn add_assign(&mut self, more: Sums) {
        self.eligible += more.eligible;
        self.needs_info += more.needs_info;
        self.not_eligible += more.not_eligible;
        self.near_miss += more.near_miss;
    }
}

/// One cell of size class × industry × municipality, as [`crate::indicator::Breakdown`] names them; `None` where the
/// businesses did not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell<'p> {
    pub employee_size: Option<&'p str>,
    pub industry: Option<&'p str>,
    pub municipality: Option<&'p str>,
    pub sums: Sums,
}

/// The verdicts on one menu, as bitmaps over a population.
#[derive(Debug)]
pub struct Matched<'p> {
    population: &'p Population,
    eligible: Vec<Block>,
    needs_info: Vec<Block>,
    not_eligible: Vec<Block>,
    near_miss: Vec<Block>,
    sums: Sums,
}

impl<'p> Matched<'p> {
    pub(super) fn new(population: &'p Population) -> Matched<'p> {
        let room = || Vec::with_capacity(population.blocks());
        Matched {
            population,
            eligible: room(),
            needs_info: room(),
            not_eligible: room(),
            near_miss: room(),
            sums: Sums::default(),
        }
    }

    pub(super) fn push(&mut self, verdicts: &Verdicts) {
        for (blocks, sum, block) in [
            (&mut self.eligible, &mut self.sums.eligible, &verdicts.eligible),
            (&mut self.needs_info, &mut self.sums.needs_info, &verdicts.needs_info),
            (&mut self.not_eligible, &mut self.sums.not_eligible, &verdicts.not_eligible),
            (&mut self.near_miss, &mut self.sums.near_miss, &verdicts.near_miss),
        ] {
            *sum += count(block);
            push(blocks, *block);
        }
    }

    #[must_use]
    pub fn sums(&self) -> Sums {
        self.sums
    }

    /// Those with a verdict, in no promised order.
    pub fn ids(&self, verdict: Verdict) -> impl Iterator<Item = BusinessId> {
        self.ids_of(match verdict {
            Verdict::Eligible => &self.eligible,
            Verdict::NeedsInfo => &self.needs_info,
            Verdict::NotEligible => &self.not_eligible,
        })
    }

    /// Those not eligible only for what the owner can change by acting.
    pub fn near_misses(&self) -> impl Iterator<Item = BusinessId> {
        self.ids_of(&self.near_miss)
    }

    fn ids_of(&self, blocks: &[Block]) -> impl Iterator<Item = BusinessId> {
        slots(blocks).map(|slot| self.population.ids[slot.index()])
    }

    /// The sums by cell, of every cell in which somebody stands: one pass over everybody.
    #[must_use]
    pub fn by_cell(&self) -> Vec<Cell<'p>> {
        let places = &self.population.places;
        let count = |blocks: &[Block]| places.count(slots(blocks));
        let (eligible, needs_info) = (count(&self.eligible), count(&self.needs_info));
        let (not_eligible, near_miss) = (count(&self.not_eligible), count(&self.near_miss));
        let cell = |cell: usize| {
            let sums = Sums {
                eligible: eligible.of(cell),
                needs_info: needs_info.of(cell),
                not_eligible: not_eligible.of(cell),
                near_miss: near_miss.of(cell),
            };
            let [employee_size, industry, municipality] = places.coordinates(cell);
            (sums.businesses() > 0).then_some(Cell { employee_size, industry, municipality, sums })
        };
        (0..places.cells()).filter_map(cell).collect()
    }
}
