//! One fact of all businesses: who has it at all, and its value in bit planes.

use std::collections::{BTreeMap, HashMap};

use super::diagram::{Outcome, Span, any_of, diagram};
use super::plane::{Plane, Slot};
use crate::condition::{Scalar, Test, compared};
use crate::facts::{FactKind, FactValue};

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
            Column::Number(numbers) => numbers.compare(&spans(test, number_span)),
            Column::Bool(numbers) => numbers.compare(&spans(test, bool_span)),
            Column::Text { codes, numbers } => numbers.compare(&spans(test, |text| match text {
                Scalar::Text(text) => codes.get(text).map(|code| Span { first: *code, last: *code }),
                Scalar::Number(_) | Scalar::Bool(_) => None,
            })),
        };
        Probe { known, outcome, negated: matches!(test, Test::NoneOf(_)) }
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

/// The whole numbers for which a test of single values holds (for [`Test::NoneOf`]: does not hold).
fn spans(test: &Test, of: impl Fn(&Scalar) -> Option<Span>) -> Vec<Span> {
    match test {
        Test::OneOf(values) | Test::NoneOf(values) => values.iter().filter_map(of).collect(),
        Test::AtLeast(bound) => at_least(*bound).into_iter().collect(),
        Test::AtMost(bound) => at_most(*bound).into_iter().collect(),
        // Content with an operator that does not fit its fact is refused when it is loaded.
        Test::ContainsAny(_) => Vec::new(),
    }
}

fn among<'p>(members: &'p BTreeMap<String, Plane>, test: &Test) -> Outcome<'p> {
    match test {
        Test::ContainsAny(wanted) => any_of(wanted.iter().filter_map(|member| members.get(member))),
        _ => Outcome::Never,
    }
}

fn bool_span(value: &Scalar) -> Option<Span> {
    match value {
        Scalar::Bool(value) => Some(Span { first: u64::from(*value), last: u64::from(*value) }),
        Scalar::Text(_) | Scalar::Number(_) => None,
    }
}

fn number_span(value: &Scalar) -> Option<Span> {
    let Scalar::Number(value) = value else { return None };
    let (from, to) = (at_least(*value)?, at_most(*value)?);
    (from.first <= to.last).then_some(Span { first: from.first, last: to.last })
}

fn at_least(bound: f64) -> Option<Span> {
    first_where(|number| compared(number) >= bound).map(|first| Span { first, last: u64::MAX })
}

fn at_most(bound: f64) -> Option<Span> {
    match first_where(|number| compared(number) > bound) {
        Some(beyond) => beyond.checked_sub(1).map(|last| Span { first: 0, last }),
        None => Some(Span { first: 0, last: u64::MAX }),
    }
}

/// The smallest number for which a condition holds that, once it holds, holds for all larger ones.
fn first_where(holds: impl Fn(u64) -> bool) -> Option<u64> {
    let (mut low, mut high) = (0, u64::MAX);
    if !holds(high) {
        return None;
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) { high = middle } else { low = middle + 1 }
    }
    Some(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_may_be_fractional_negative_or_out_of_reach() {
        let span = |first, last| Some(Span { first, last });
        assert_eq!(at_least(0.5), span(1, u64::MAX));
        assert_eq!(at_least(-3.0), span(0, u64::MAX));
        assert_eq!(at_least(1e300), None);
        assert_eq!(at_most(0.5), span(0, 0));
        assert_eq!(at_most(-0.5), None);
        assert_eq!(at_most(1e300), span(0, u64::MAX));
        assert_eq!(number_span(&Scalar::Number(7.0)), span(7, 7));
        assert_eq!(number_span(&Scalar::Number(7.5)), None);
    }

    /// As [`crate::condition::Comparison::holds`], which compares as floating-point numbers do.
    #[test]
    fn past_53_bits_neighbours_are_equal() {
        let large = 1_u64 << 60;
        let Some(span) = number_span(&Scalar::Number(compared(large))) else { panic!("a span") };
        assert!(span.first < large && span.last > large);
        for number in [span.first - 1, span.first, large, span.last, span.last + 1] {
            let inside = (span.first..=span.last).contains(&number);
            assert_eq!(compared(number) == compared(large), inside, "{number}");
        }
    }
}
