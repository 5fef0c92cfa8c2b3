//! One support menu against all businesses at once: who is eligible, who nearly, of whom too little is known.
//!
//! The facts stand in a *bit-sliced index* (P. O'Neil, D. Quass: Improved Query Performance with Variant Indexes,
//! SIGMOD 1997): per fact a bitmap of those of whom it is known, and the value in bit planes – texts by a code, numbers
//! in binary, sets by one plane per member. A condition then takes a few operations on machine words for 64 businesses,
//! three-valued as [`crate::truth::Truth`] is: known and holding, known and not holding, or unknown.
//!
//! The rule itself is [`Business::judge`]'s (engine.md §3); that both agree on every business is a tested law.
//!
//! A population is of one kind of respondents: made-up ones have one of their own.

mod column;
mod diagram;
mod matched;
mod needs;
mod places;
mod plane;

use hashbrown::HashTable;

use crate::document::ConditionLevel;
use crate::facts::FactName;
use crate::indicator::Breakdown;
use crate::matching::Business;
use crate::menu::{Condition, Menu};
use column::{Column, Probe};
use diagram::Stack;
use places::Places;
use plane::{Block, NONE, PER_BLOCK, Plane, Slot, WORDS, push};

pub use matched::{Cell, Matched, Sums};
pub use needs::Served;

/// Which business: the number under which it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BusinessId(pub i64);

/// All businesses, by columns.
#[derive(Debug, Clone)]
pub struct Population {
    /// By fact.
    columns: [Column; FactName::ALL.len()],
    places: Places,
    /// The slots that hold a business.
    taken: Plane,
    /// By slot.
    ids: Vec<BusinessId>,
    /// The slots of all businesses, found by id.
    slots: HashTable<u32>,
    free: Vec<Slot>,
}

impl Default for Population {
    fn default() -> Population {
        Population::new()
    }
}

impl Population {
    /// Nobody.
    #[must_use]
    pub fn new() -> Population {
        Population {
            columns: FactName::ALL.map(|fact| Column::new(fact.kind())),
            places: Places::default(),
            taken: Plane::default(),
            ids: Vec::new(),
            slots: HashTable::new(),
            free: Vec::new(),
        }
    }

    /// How many businesses there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Takes a business in, with all that is known of it and where it stands in the breakdowns; in place of what was
    /// held of it before.
    pub fn put(&mut self, id: BusinessId, business: &Business, place: &Breakdown) {
        let slot = self.slot(id).unwrap_or_else(|| self.take_slot(id));
        self.places.put(slot, place);
        for (column, fact) in self.columns.iter_mut().zip(FactName::ALL) {
            column.put(slot, business.facts().get(fact));
        }
    }

    /// Lets go of a business; says whether it was there.
    pub fn remove(&mut self, id: BusinessId) -> bool {
        let Population { slots, ids, .. } = self;
        let Ok(entry) = slots.find_entry(hash(id), |slot| ids[*slot as usize] == id) else { return false };
        let (slot, _) = entry.remove();
        let slot = Slot(slot);
        self.taken.set(slot, false);
        self.free.push(slot);
        true
    }

    #[must_use]
    pub fn contains(&self, id: BusinessId) -> bool {
        self.slot(id).is_some()
    }

    /// Bytes on the heap that all of this takes.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        self.columns.iter().map(Column::heap_bytes).sum::<usize>()
            + self.places.heap_bytes()
            + self.taken.heap_bytes()
            + self.ids.capacity() * size_of::<BusinessId>()
            + self.slots.allocation_size()
            + self.free.capacity() * size_of::<Slot>()
    }

    /// The verdict on one menu for everybody, by its required conditions as [`Business::judge`] has it.
    #[must_use]
    pub fn match_menu(&self, menu: &Menu) -> Matched<'_> {
        let questions = self.questions(menu);
        let mut matched = Matched::new(self);
        let mut stack = Stack::default();
        for number in 0..self.blocks() {
            let folded = Folded::of_block(number, &questions, &mut stack);
            matched.push(&folded.verdicts(self.taken.block(number)));
        }
        matched
    }

    /// A menu's required conditions, ready to be asked of every block.
    fn questions(&self, menu: &Menu) -> Vec<Question<'_>> {
        let required = menu.conditions.iter().filter(|condition| condition.level == ConditionLevel::Required);
        let question = |condition: &Condition| {
            let fact = condition.comparison.fact();
            let probe = self.columns[fact as usize].probe(condition.comparison.test());
            Question { probe, by_acting: fact.changes_by_acting() }
        };
        required.map(question).collect()
    }

    fn blocks(&self) -> usize {
        self.ids.len().div_ceil(PER_BLOCK)
    }

    fn slot(&self, id: BusinessId) -> Option<Slot> {
        self.slots.find(hash(id), |slot| self.ids[*slot as usize] == id).copied().map(Slot)
    }

    fn take_slot(&mut self, id: BusinessId) -> Slot {
        let slot = self.free.pop().unwrap_or_else(|| {
            // 2^32 businesses are more than any country has.
            let next = Slot(u32::try_from(self.ids.len()).unwrap_or(u32::MAX));
            push(&mut self.ids, id);
            next
        });
        let Population { slots, ids, .. } = self;
        ids[slot.index()] = id;
        slots.insert_unique(hash(id), slot.0, |slot| hash(ids[*slot as usize]));
        self.taken.set(slot, true);
        slot
    }
}

/// Spreads ids that follow each other over all bits (Fibonacci hashing). They are the database's own: nobody chooses them.
fn hash(id: BusinessId) -> u64 {
    let spread = id.0.cast_unsigned().wrapping_mul(0x9E37_79B9_7F4A_7C15);
    spread ^ spread >> 32
}

/// A required condition.
struct Question<'p> {
    probe: Probe<'p>,
    /// The owner can change the fact by acting.
    by_acting: bool,
}

/// All required conditions, for the businesses of a block.
struct Folded {
    /// Some condition is not met.
    failed: Block,
    /// Some condition is not met that the owner cannot change by acting.
    out_of_reach: Block,
    /// Some condition is unknown.
    open: Block,
}

impl Folded {
    fn of_block(number: usize, questions: &[Question<'_>], stack: &mut Stack) -> Folded {
        let mut folded = Folded { failed: NONE, out_of_reach: NONE, open: NONE };
        for Question { probe, by_acting } in questions {
            let (known, holds) = (probe.known.block(number), probe.outcome.of_block(number, stack));
            let negated = if probe.negated { u64::MAX } else { 0 };
            let missed = if *by_acting { &mut folded.failed } else { &mut folded.out_of_reach };
            for word in 0..WORDS {
                missed[word] |= known[word] & !(holds[word] ^ negated);
                folded.open[word] |= !known[word];
            }
        }
        for word in 0..WORDS {
            folded.failed[word] |= folded.out_of_reach[word];
        }
        folded
    }

    fn verdicts(&self, taken: &Block) -> Verdicts {
        let Folded { failed, out_of_reach, open } = self;
        let mut verdicts = Verdicts { eligible: NONE, needs_info: NONE, not_eligible: NONE, near_miss: NONE };
        for word in 0..WORDS {
            let stands = taken[word] & !failed[word];
            verdicts.eligible[word] = stands & !open[word];
            verdicts.needs_info[word] = stands & open[word];
            verdicts.not_eligible[word] = taken[word] & failed[word];
            verdicts.near_miss[word] = verdicts.not_eligible[word] & !out_of_reach[word];
        }
        verdicts
    }
}

/// What a menu is to the businesses of a block.
struct Verdicts {
    eligible: Block,
    needs_info: Block,
    not_eligible: Block,
    /// Some of the not eligible.
    near_miss: Block,
}
