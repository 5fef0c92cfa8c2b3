//! Tests of single values as spans of whole numbers: what a column of bits and a packed fact are asked.

use crate::condition::{Scalar, Test, compared};

/// All numbers from `first` to `last`, both in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) first: u64,
    pub(crate) last: u64,
}

impl Span {
    /// One number.
    pub(crate) fn only(number: u64) -> Span {
        Span { first: number, last: number }
    }

    #[inline]
    pub(crate) fn contains(self, number: u64) -> bool {
        // One comparison: below `first` the difference wraps round to a large number.
        number.wrapping_sub(self.first) <= self.last - self.first
    }
}

/// The numbers for which a test holds (for [`Test::NoneOf`]: does not hold); `text` says by which number a text stands,
/// if by any.
pub(crate) fn spans(test: &Test, text: impl Fn(&str) -> Option<u64>) -> Vec<Span> {
    let of = |value: &Scalar| match value {
        Scalar::Text(value) => text(value).map(Span::only),
        Scalar::Bool(value) => Some(Span::only(u64::from(*value))),
        Scalar::Number(value) => equal_to(*value),
    };
    match test {
        Test::OneOf(values) | Test::NoneOf(values) => values.iter().filter_map(of).collect(),
        Test::AtLeast(bound) => at_least(*bound).into_iter().collect(),
        Test::AtMost(bound) => at_most(*bound).into_iter().collect(),
        // Content with an operator that does not fit its fact is refused when it is loaded.
        Test::ContainsAny(_) => Vec::new(),
    }
}

fn equal_to(value: f64) -> Option<Span> {
    let (from, to) = (at_least(value)?, at_most(value)?);
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
        assert_eq!(equal_to(7.0), span(7, 7));
        assert_eq!(equal_to(7.5), None);
    }

    #[test]
    fn a_span_contains_its_ends_and_nothing_beyond() {
        let span = Span { first: 3, last: 5 };
        assert_eq!((0..9).filter(|n| span.contains(*n)).collect::<Vec<_>>(), [3, 4, 5]);
        assert!(!span.contains(u64::MAX));
        assert!(
            Span { first: 0, last: u64::MAX }.contains(u64::MAX) && Span::only(u64::MAX).contains(u64::MAX)
        );
    }

    /// As [`crate::condition::Comparison::holds`], which compares as floating-point numbers do.
    #[test]
    fn past_53_bits_neighbours_are_equal() {
        let large = 1_u64 << 60;
        let Some(span) = equal_to(compared(large)) else { panic!("a span") };
        assert!(span.first < large && span.last > large);
        for number in [span.first - 1, span.first, large, span.last, span.last + 1] {
            assert_eq!(compared(number) == compared(large), span.contains(number), "{number}");
        }
    }
}
