//! One fact of all businesses: who has it at all, and its value in bit planes.

use std::collections::{BTreeMap, HashMap};

use super::diagram::{Outcome, any_of, diagram};
use super::plane::{Plane, Slot};
use crate::condition::Test;
use crate::facts::{FactKind, FactValue};
use crate::span::{Span, spans};

/// A column of the kind that its fact has.
#[derive(Debug, Clone)]
pub(super) enum Column {
    Number(Numbers),
    /// 0 is false, 1 is true.
    Bool(Numbers),
    /// Texts by the order in which they came up.
    Text {
        codes: HashMap<String, u64>,
        numbers: Numbers,
    },
    /// One plane for each member that came up.
    Set {
        known: Plane,
        members: BTreeMap<String, Plane>,
    },
}

/// Whole numbers in bit planes, as many as the largest one needs; zero where unknown.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbers {
    known: Plane,
    /// From the lowest bit up.
    bits: Vec<Plane>,
}

/// What a test asks of a column: it holds where the fact is known and the planes say so (or, negated, do not).
#[derive(Debug)]
pub(super) struct Probe<'p> {
    pub(super) known: &'p Plane,
    pub(super) outcome: Outcome<'p>,
    pub(super) negated: bool,
}

impl Column {
    pub(super) fn new(kind: FactKind) -> Column {
        match kind {
            FactKind::Number => Column::Number(Numbers::default()),
            FactKind::Bool => Column::Bool(Numbers::default()),
            FactKind::Text => Column::Text { codes: HashMap::new(), numbers: Numbers::default() },
            FactKind::Set => Column::Set { known: Plane::default(), members: BTreeMap::new() },
        }
    }

    /// Writes a value in place of whatever stood there; `None` is unknown.
    pub(super) fn put(&mut self, slot: Slot, value: Option<&FactValue>) {
        match self {
            Column::Number(numbers) => {
                numbers.put(slot, value.and_then(FactValue::as_number));
            }
            Column::Bool(numbers) => numbers.put(slot, value.and_then(FactValue::as_bool).map(u64::from)),
            Column::Text { codes, numbers } => {
                numbers.put(slot, value.and_then(FactValue::as_text).map(|text| code(codes, text)));
            }
            Column::Set { known, members } => {
                let set = value.and_then(FactValue::as_set);
                known.set(slot, set.is_some());
                members.values_mut().for_each(|plane| plane.set(slot, false));
                for member in set.into_iter().flatten() {
                    match members.get_mut(member) {
                        Some(plane) => plane.set(slot, true),
                        None => members.entry(member.clone()).or_default().set(slot, true),
                    }
                }
            }
        }
    }

    pub(super) fn probe(&self, test: &Test) -> Probe<'_> {
        let (known, outcome) = match self {
            Column::Set { known, members } => (known, among(members, test)),
            Column::Number(numbers) | Column::Bool(numbers) => numbers.compare(&spans(test, |_| None)),
            Column::Text { codes, numbers } => numbers.compare(&spans(test, |text| codes.get(text).copied())),
        };
        Probe { known, outcome, negated: matches!(test, Test::NoneOf(_)) }
    }

    /// Those whose set has this member; `None` if nobody's has.
    pub(super) fn member(&self, member: &str) -> Option<&Plane> {
        match self {
            Column::Set { members, .. } => members.get(member),
            Column::Number(_) | Column::Bool(_) | Column::Text { .. } => None,
        }
    }

    pub(super) fn heap_bytes(&self) -> usize {
        match self {
            Column::Number(numbers) | Column::Bool(numbers) => numbers.heap_bytes(),
            Column::Text { codes, numbers } => {
                let texts = codes.keys().map(String::capacity).sum::<usize>();
                texts + codes.capacity() * size_of::<(String, u64)>() + numbers.heap_bytes()
            }
            Column::Set { known, members } => {
                let planes = members.iter().map(|(name, plane)| name.capacity() + plane.heap_bytes());
                let tree = members.len() * size_of::<(String, Plane)>();
                known.heap_bytes() + tree + planes.sum::<usize>()
            }
        }
    }
}

impl Numbers {
    fn put(&mut self, slot: Slot, number: Option<u64>) {
        self.known.set(slot, number.is_some());
        let number = number.unwrap_or(0);
        let width = (u64::BITS - number.leading_zeros()) as usize;
        if self.bits.len() < width {
            self.bits.resize_with(width, Plane::default);
        }
        for (place, plane) in self.bits.iter_mut().enumerate() {
            plane.set(slot, number >> place & 1 == 1);
        }
    }

    fn compare(&self, spans: &[Span]) -> (&Plane, Outcome<'_>) {
        (&self.known, diagram(&self.bits, spans))
    }

    fn heap_bytes(&self) -> usize {
        let bits = self.bits.iter().map(|plane| size_of::<Plane>() + plane.heap_bytes());
        self.known.heap_bytes() + bits.sum::<usize>()
    }
}

fn code(codes: &mut HashMap<String, u64>, text: &str) -> u64 {
    if let Some(code) = codes.get(text) {
        return *code;
    }
    let next = codes.len() as u64;
    codes.insert(text.to_owned(), next);
    next
}

fn among<'p>(members: &'p BTreeMap<String, Plane>, test: &Test) -> Outcome<'p> {
    match test {
        Test::ContainsAny(wanted) => any_of(wanted.iter().filter_map(|member| members.get(member))),
        _ => Outcome::Never,
    }
}
