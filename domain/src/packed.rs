//! Facts and comparisons as whole numbers: the same answers as [`crate::condition::Comparison::holds`] gives, for asking
//! very many of them. That both agree is a tested law.

use crate::condition::Test;
use crate::facts::{FactName, FactValue, Facts, LEGAL_FORMS, SECURITY_ACTIONS};
use crate::id_set::IdSet;
use crate::span::{Span, spans};
use crate::truth::Truth;

const FACTS: usize = FactName::ALL.len();
/// Stands for a text that no comparison can name.
const NO_TEXT: u64 = u64::MAX;

/// The facts of one business, by number.
#[derive(Debug)]
pub(crate) struct PackedFacts {
    /// One bit per fact.
    known: u32,
    /// Of texts, numbers and truths; 0 where unknown.
    numbers: [u64; FACTS],
    /// Of sets.
    sets: [IdSet; FACTS],
}

impl PackedFacts {
    pub(crate) fn of(facts: &Facts) -> PackedFacts {
        let mut packed = PackedFacts { known: 0, numbers: [0; FACTS], sets: Default::default() };
        for (fact, value) in facts.known() {
            let at = fact as usize;
            packed.known |= 1 << at;
            match value {
                FactValue::Text(text) => packed.numbers[at] = code(fact, text).unwrap_or(NO_TEXT),
                FactValue::Number(number) => packed.numbers[at] = *number,
                FactValue::Bool(value) => packed.numbers[at] = u64::from(*value),
                FactValue::Set(members) => packed.sets[at] = members.iter().cloned().collect(),
            }
        }
        packed
    }
}

/// What a comparison asks of its fact.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PackedTest {
    asked: Asked,
    negated: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum Asked {
    /// Nearly every condition asks for one value or sets one bound.
    Within(Span),
    WithinAny(Vec<Span>),
    AnyOf(IdSet),
}

impl PackedTest {
    pub(crate) fn of(fact: FactName, test: &Test) -> PackedTest {
        let asked = match test {
            Test::ContainsAny(wanted) => Asked::AnyOf(wanted.iter().cloned().collect()),
            _ => match spans(test, |text| code(fact, text)).as_slice() {
                [span] => Asked::Within(*span),
                several => Asked::WithinAny(several.to_vec()),
            },
        };
        PackedTest { asked, negated: matches!(test, Test::NoneOf(_)) }
    }

    #[inline]
    pub(crate) fn holds(&self, fact: FactName, facts: &PackedFacts) -> Truth {
        let at = fact as usize;
        let holds = match &self.asked {
            Asked::Within(span) => span.contains(facts.numbers[at]),
            Asked::WithinAny(spans) => spans.iter().any(|span| span.contains(facts.numbers[at])),
            Asked::AnyOf(wanted) => wanted.shares_any(&facts.sets[at]),
        };
        if facts.known >> at & 1 == 0 { Truth::Unknown } else { Truth::from(holds != self.negated) }
    }
}

/// The number of a text: its place in a closed vocabulary, else its bytes. Texts of more than seven bytes have none,
/// and no fact of an open vocabulary admits them.
fn code(fact: FactName, text: &str) -> Option<u64> {
    let place = |vocabulary: &[&str]| vocabulary.iter().position(|known| *known == text).map(|n| n as u64);
    match fact {
        FactName::LegalForm => place(&LEGAL_FORMS),
        FactName::SecurityAction => place(&SECURITY_ACTIONS),
        _ if text.len() < size_of::<u64>() => {
            let mut bytes = [0; size_of::<u64>()];
            bytes[1..=text.len()].copy_from_slice(text.as_bytes());
            // The length tells "34" from "34" with zeros behind it.
            bytes[0] = text.len().to_le_bytes()[0];
            Some(u64::from_le_bytes(bytes))
        }
        _ => None,
    }
}
