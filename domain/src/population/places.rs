//! Where businesses stand in the breakdowns: each in one cell of size class × industry × municipality.

use std::collections::HashMap;

use super::plane::{Slot, push};
use crate::indicator::Breakdown;

/// Each business's cell, as the codes of its three coordinates.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    employee_sizes: Codes,
    industries: Codes,
    municipalities: Codes,
    /// By slot.
    of: Vec<Place>,
}

/// Codes of a size class, a division and a municipality.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    employee_size: u16,
    industry: u16,
    municipality: u16,
}

/// Texts by the order in which they came up; 0 is "did not say".
#[derive(Debug, Clone, Default)]
struct Codes {
    codes: HashMap<String, u16>,
    texts: Vec<String>,
}

/// How many businesses of one kind stand in each cell.
pub(super) struct Counts(Vec<u32>);

impl Places {
    /// Puts a slot where its business stands, in place of whatever stood there.
    pub(super) fn put(&mut self, slot: Slot, place: &Breakdown) {
        let place = Place {
            employee_size: self.employee_sizes.code(place.employee_size.as_deref()),
            industry: self.industries.code(place.industry.as_deref()),
            municipality: self.municipalities.code(place.municipality.as_deref()),
        };
        match self.of.get_mut(slot.index()) {
            Some(of) => *of = place,
            // Slots are given out one after the other.
            None => push(&mut self.of, place),
        }
    }

    /// Counts slots by cell.
    pub(super) fn count(&self, slots: impl Iterator<Item = Slot>) -> Counts {
        let (sizes, industries) = (self.employee_sizes.len(), self.industries.len());
        let mut counts = vec![0; self.cells()];
        for slot in slots {
            let Place { employee_size, industry, municipality } = self.of[slot.index()];
            let row = usize::from(municipality) * industries + usize::from(industry);
            counts[row * sizes + usize::from(employee_size)] += 1;
        }
        Counts(counts)
    }

    /// A slot's size class × municipality, as a number below [`Places::pairs`].
    pub(super) fn pair(&self, slot: Slot) -> usize {
        let Place { employee_size, municipality, .. } = self.of[slot.index()];
        usize::from(municipality) * self.employee_sizes.len() + usize::from(employee_size)
    }

    /// How many of these there can be.
    pub(super) fn pairs(&self) -> usize {
        self.employee_sizes.len() * self.municipalities.len()
    }

    pub(super) fn named(&self, pair: usize) -> Breakdown {
        let sizes = self.employee_sizes.len();
        Breakdown {
            employee_size: self.employee_sizes.text(pair % sizes).map(str::to_owned),
            industry: None,
            municipality: self.municipalities.text(pair / sizes).map(str::to_owned),
        }
    }

    /// How many cells there can be.
    pub(super) fn cells(&self) -> usize {
        self.employee_sizes.len() * self.industries.len() * self.municipalities.len()
    }

    /// Size class, division and municipality of a cell.
    pub(super) fn coordinates(&self, cell: usize) -> [Option<&str>; 3] {
        let (sizes, industries) = (self.employee_sizes.len(), self.industries.len());
        [
            self.employee_sizes.text(cell % sizes),
            self.industries.text(cell / sizes % industries),
            self.municipalities.text(cell / sizes / industries),
        ]
    }

    pub(super) fn heap_bytes(&self) -> usize {
        let codes = [&self.employee_sizes, &self.industries, &self.municipalities];
        self.of.capacity() * size_of::<Place>() + codes.map(Codes::heap_bytes).iter().sum::<usize>()
    }
}

impl Codes {
    fn code(&mut self, text: Option<&str>) -> u16 {
        let Some(text) = text else { return 0 };
        if let Some(code) = self.codes.get(text) {
            return *code;
        }
        // The codes of municipalities have 47,000 possible values, and the other lists are far shorter.
        let Ok(next) = u16::try_from(self.len()) else { return 0 };
        self.codes.insert(text.to_owned(), next);
        self.texts.push(text.to_owned());
        next
    }

    /// With that of "did not say".
    fn len(&self) -> usize {
        self.texts.len() + 1
    }

    fn text(&self, code: usize) -> Option<&str> {
        code.checked_sub(1).map(|place| self.texts[place].as_str())
    }

    fn heap_bytes(&self) -> usize {
        let texts: usize = self.texts.iter().map(|text| size_of::<String>() + 2 * text.capacity()).sum();
        texts + self.codes.capacity() * size_of::<(String, u16)>()
    }
}

impl Counts {
    pub(super) fn of(&self, cell: usize) -> u64 {
        u64::from(self.0[cell])
    }
}
