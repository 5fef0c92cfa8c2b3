//! Where businesses stand in the breakdowns: each in one cell of size class × industry × municipality.

use std::collections::HashMap;

use super::plane::{Slot, push};
use crate::indicator::Breakdown;

/// The cells that came up, and each business's.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    cells: Vec<Breakdown>,
    by_place: HashMap<Breakdown, u32>,
    /// Businesses per cell.
    members: Vec<u32>,
    /// By slot.
    of: Vec<u32>,
}

impl Places {
    /// Puts a slot that is in no cell into one.
    pub(super) fn enter(&mut self, slot: Slot, place: Breakdown) {
        let cell = match self.by_place.get(&place) {
            Some(cell) => *cell,
            None => self.open(place),
        };
        match self.of.get_mut(slot.index()) {
            Some(of) => *of = cell,
            // Slots are given out one after the other.
            None => push(&mut self.of, cell),
        }
        self.members[cell as usize] += 1;
    }

    /// Takes a slot out of its cell.
    pub(super) fn leave(&mut self, slot: Slot) {
        self.members[self.of[slot.index()] as usize] -= 1;
    }

    fn open(&mut self, place: Breakdown) -> u32 {
        // A few classes × 20 divisions × 1,741 municipalities are far below 2^32.
        let cell = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
        self.cells.push(place.clone());
        self.members.push(0);
        self.by_place.insert(place, cell);
        cell
    }

    /// Every cell that has somebody in it, with how many.
    pub(super) fn cells(&self) -> impl Iterator<Item = (usize, &Breakdown, u64)> {
        let cells = self.cells.iter().zip(&self.members).enumerate();
        cells
            .filter(|(_, (_, members))| **members > 0)
            .map(|(n, (place, members))| (n, place, u64::from(*members)))
    }

    /// How many of these slots lie in each cell.
    pub(super) fn count(&self, slots: impl Iterator<Item = Slot>) -> Vec<u32> {
        let mut counts = vec![0; self.cells.len()];
        for slot in slots {
            counts[self.of[slot.index()] as usize] += 1;
        }
        counts
    }

    pub(super) fn heap_bytes(&self) -> usize {
        let texts = |place: &Breakdown| {
            [&place.employee_size, &place.industry, &place.municipality]
                .into_iter()
                .flatten()
                .map(String::capacity)
                .sum::<usize>()
        };
        let cells =
            self.cells.iter().map(|place| 2 * (size_of::<Breakdown>() + texts(place)) + 2 * size_of::<u32>());
        self.of.capacity() * size_of::<u32>() + cells.sum::<usize>()
    }
}
