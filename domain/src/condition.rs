//! One comparison of one fact: the atom of menu conditions and of `visible_if`.

use serde_json::Value;

use crate::facts::{FactKind, FactName, FactValue, Facts};
use crate::packed::{PackedFacts, PackedTest};
use crate::truth::Truth;

/// A comparison that is known to fit its fact: no operator or value of the wrong kind can be built.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    fact: FactName,
    test: Test,
    packed: PackedTest,
}

/// What is asked of the fact. Numbers may be fractional (`years_in_business >= 0.5`).
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    OneOf(Vec<Scalar>),
    NoneOf(Vec<Scalar>),
    AtLeast(f64),
    AtMost(f64),
    ContainsAny(Vec<String>),
}

/// A value to compare with.
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar {
    Text(String),
    Number(f64),
    Bool(bool),
}

/// Operators of conditions; the names are those of the content files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    Eq,
    Ne,
    In,
    NotIn,
    Gte,
    Lte,
    ContainsAny,
}

impl Operator {
    pub const ALL: [Operator; 7] = [
        Operator::Eq,
        Operator::Ne,
        Operator::In,
        Operator::NotIn,
        Operator::Gte,
        Operator::Lte,
        Operator::ContainsAny,
    ];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Operator::Eq => "eq",
            Operator::Ne => "ne",
            Operator::In => "in",
            Operator::NotIn => "not_in",
            Operator::Gte => "gte",
            Operator::Lte => "lte",
            Operator::ContainsAny => "contains_any",
        }
    }

    #[must_use]
    pub fn parse(name: &str) -> Option<Operator> {
        Operator::ALL.into_iter().find(|op| op.as_str() == name)
    }
}

/// Why a comparison cannot be built. It is an error of the content, never a silent `unknown`.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ComparisonError {
    #[error("unknown fact {0:?}")]
    UnknownFact(String),
    #[error("unknown operator {0:?}")]
    UnknownOperator(String),
    #[error("operator {op} does not fit the fact {fact}")]
    OperatorMisfit { fact: &'static str, op: &'static str },
    #[error("value {value} does not fit the fact {fact} under {op}")]
    ValueMisfit { fact: &'static str, op: &'static str, value: String },
    #[error("{value:?} is not a value of the fact {fact}")]
    NoSuchValue { fact: &'static str, value: String },
    #[error("an empty list compares with nothing")]
    EmptyList,
}

impl Comparison {
    /// Builds a comparison from the words of a content file.
    ///
    /// # Errors
    /// When fact or operator is unknown, the operator does not fit the fact's kind, or the value has another type
    /// or lies outside a closed vocabulary.
    pub fn parse(fact: &str, op: &str, value: &Value) -> Result<Comparison, ComparisonError> {
        let fact = FactName::parse(fact).ok_or_else(|| ComparisonError::UnknownFact(fact.to_owned()))?;
        let op = Operator::parse(op).ok_or_else(|| ComparisonError::UnknownOperator(op.to_owned()))?;
        Comparison::new(fact, op, value)
    }

    /// As [`Comparison::parse`], with fact and operator known already.
    ///
    /// # Errors
    /// See [`Comparison::parse`].
    pub fn new(fact: FactName, op: Operator, value: &Value) -> Result<Comparison, ComparisonError> {
        let misfit = || ComparisonError::OperatorMisfit { fact: fact.as_str(), op: op.as_str() };
        let test = match (fact.kind(), op) {
            (FactKind::Set, Operator::ContainsAny) => Test::ContainsAny(texts(fact, op, value)?),
            (FactKind::Set, _) | (_, Operator::ContainsAny) => return Err(misfit()),
            (FactKind::Number, Operator::Gte) => Test::AtLeast(number(fact, op, value)?),
            (FactKind::Number, Operator::Lte) => Test::AtMost(number(fact, op, value)?),
            (_, Operator::Gte | Operator::Lte) => return Err(misfit()),
            (_, Operator::Eq) => Test::OneOf(vec![scalar(fact, op, value)?]),
            (_, Operator::Ne) => Test::NoneOf(vec![scalar(fact, op, value)?]),
            (FactKind::Bool, Operator::In | Operator::NotIn) => return Err(misfit()),
            (_, Operator::In) => Test::OneOf(scalars(fact, op, value)?),
            (_, Operator::NotIn) => Test::NoneOf(scalars(fact, op, value)?),
        };
        let packed = PackedTest::of(fact, &test);
        Ok(Comparison { fact, test, packed })
    }

    #[must_use]
    pub fn fact(&self) -> FactName {
        self.fact
    }

    #[must_use]
    pub fn test(&self) -> &Test {
        &self.test
    }

    /// The verdict for these facts; unknown exactly when the fact is.
    /// A known empty set contains none of anything.
    #[must_use]
    #[inline]
    pub fn holds(&self, facts: &Facts) -> Truth {
        let Some(value) = facts.get(self.fact) else { return Truth::Unknown };
        Truth::from(match &self.test {
            Test::OneOf(values) => is_one_of(value, values),
            Test::NoneOf(values) => !is_one_of(value, values),
            Test::AtLeast(bound) => as_number(value).is_some_and(|n| n >= *bound),
            Test::AtMost(bound) => as_number(value).is_some_and(|n| n <= *bound),
            Test::ContainsAny(wanted) => match value {
                // Sets have few members: most of them differ in length already, which is quicker than the tree's order.
                FactValue::Set(members) => members.iter().any(|member| wanted.contains(member)),
                _ => false,
            },
        })
    }

    /// The same verdict, from facts in their packed form.
    #[inline]
    pub(crate) fn holds_for(&self, facts: &PackedFacts) -> Truth {
        self.packed.holds(self.fact, facts)
    }

    /// Asks for one of the values that it names, instead of ruling them out.
    #[must_use]
    pub fn wants_one_of(&self) -> bool {
        matches!(self.test, Test::OneOf(_))
    }

    /// The texts that the comparison names, for checking them against lists kept elsewhere.
    pub fn named_texts(&self) -> impl Iterator<Item = &str> {
        let (scalars, texts): (&[Scalar], &[String]) = match &self.test {
            Test::OneOf(values) | Test::NoneOf(values) => (values, &[]),
            Test::ContainsAny(texts) => (&[], texts),
            Test::AtLeast(_) | Test::AtMost(_) => (&[], &[]),
        };
        let from_scalars = scalars.iter().filter_map(|s| match s {
            Scalar::Text(text) => Some(text.as_str()),
            _ => None,
        });
        from_scalars.chain(texts.iter().map(String::as_str))
    }
}

/// Looks at the fact's kind once, not once per value.
fn is_one_of(value: &FactValue, values: &[Scalar]) -> bool {
    match value {
        FactValue::Text(text) => values.iter().any(|v| matches!(v, Scalar::Text(t) if is_same(t, text))),
        FactValue::Bool(bool) => values.iter().any(|v| matches!(v, Scalar::Bool(b) if b == bool)),
        FactValue::Number(n) => values.iter().any(|v| matches!(v, Scalar::Number(m) if compared(*n) == *m)),
        FactValue::Set(_) => false,
    }
}

fn as_number(value: &FactValue) -> Option<f64> {
    value.as_number().map(compared)
}

/// As `==`, without the call that it makes for texts of any length: codes have a few bytes.
fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).all(|(a, b)| a == b)
}

/// A number as it is compared. Exact for every count of people, years and yen below 2^53.
#[expect(clippy::cast_precision_loss, reason = "facts are far below 2^53")]
pub(crate) fn compared(number: u64) -> f64 {
    number as f64
}

fn value_misfit(fact: FactName, op: Operator, value: &Value) -> ComparisonError {
    ComparisonError::ValueMisfit { fact: fact.as_str(), op: op.as_str(), value: value.to_string() }
}

fn number(fact: FactName, op: Operator, value: &Value) -> Result<f64, ComparisonError> {
    value.as_f64().filter(|n| n.is_finite()).ok_or_else(|| value_misfit(fact, op, value))
}

fn scalar(fact: FactName, op: Operator, value: &Value) -> Result<Scalar, ComparisonError> {
    match (fact.kind(), value) {
        (FactKind::Bool, Value::Bool(value)) => Ok(Scalar::Bool(*value)),
        (FactKind::Number, Value::Number(_)) => number(fact, op, value).map(Scalar::Number),
        (FactKind::Text, Value::String(text)) if fact.admits_text(text) => Ok(Scalar::Text(text.clone())),
        (FactKind::Text, Value::String(text)) => {
            Err(ComparisonError::NoSuchValue { fact: fact.as_str(), value: text.clone() })
        }
        _ => Err(value_misfit(fact, op, value)),
    }
}

fn list(fact: FactName, op: Operator, value: &Value) -> Result<&[Value], ComparisonError> {
    match value {
        Value::Array(items) if items.is_empty() => Err(ComparisonError::EmptyList),
        Value::Array(items) => Ok(items),
        _ => Err(value_misfit(fact, op, value)),
    }
}

fn scalars(fact: FactName, op: Operator, value: &Value) -> Result<Vec<Scalar>, ComparisonError> {
    list(fact, op, value)?.iter().map(|item| scalar(fact, op, item)).collect()
}

fn texts(fact: FactName, op: Operator, value: &Value) -> Result<Vec<String>, ComparisonError> {
    let text = |item: &Value| item.as_str().map(str::to_owned).ok_or_else(|| value_misfit(fact, op, item));
    list(fact, op, value)?.iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn holds(fact: &str, op: &str, value: Value, facts: &Facts) -> Truth {
        Comparison::parse(fact, op, &value).expect("well-formed").holds(facts)
    }

    #[test]
    fn every_operator_has_its_three_verdicts() {
        let facts = Facts::default()
            .with(FactName::Employees, 10)
            .with(FactName::Municipality, "34209")
            .with(FactName::GbizidPrime, false)
            .with(FactName::YearsInBusiness, 0)
            .with(FactName::Wants, ["efficiency"]);
        let cases = [
            ("employees", "gte", json!(10), Truth::True),
            ("employees", "gte", json!(11), Truth::False),
            ("employees", "lte", json!(10), Truth::True),
            ("employees", "lte", json!(9.5), Truth::False),
            ("employees", "eq", json!(10), Truth::True),
            ("employees", "in", json!([9, 10]), Truth::True),
            ("capital_yen", "lte", json!(1), Truth::Unknown),
            ("years_in_business", "gte", json!(0.5), Truth::False),
            ("municipality", "eq", json!("34209"), Truth::True),
            ("municipality", "ne", json!("34209"), Truth::False),
            ("prefecture", "in", json!(["33", "34"]), Truth::True),
            ("prefecture", "not_in", json!(["34"]), Truth::False),
            ("industry", "not_in", json!(["A"]), Truth::Unknown),
            ("gbizid_prime", "eq", json!(true), Truth::False),
            ("gbizid_prime", "ne", json!(true), Truth::True),
            ("sme", "eq", json!(true), Truth::Unknown),
            ("wants", "contains_any", json!(["sales-up", "efficiency"]), Truth::True),
            ("wants", "contains_any", json!(["sales-up"]), Truth::False),
            ("tools", "contains_any", json!(["data-bi"]), Truth::Unknown),
        ];
        for (fact, op, value, verdict) in cases {
            assert_eq!(holds(fact, op, value.clone(), &facts), verdict, "{fact} {op} {value}");
        }
    }

    #[test]
    fn a_known_empty_set_is_not_met() {
        let facts = Facts::default().with(FactName::Wants, []);
        assert_eq!(holds("wants", "contains_any", json!(["learn"]), &facts), Truth::False);
    }

    #[test]
    fn malformed_comparisons_are_refused() {
        let cases = [
            ("colour", "eq", json!("red")),
            ("employees", "above", json!(1)),
            ("employees", "gte", json!("1")),
            ("employees", "contains_any", json!(["1"])),
            ("gbizid_prime", "gte", json!(1)),
            ("gbizid_prime", "eq", json!("true")),
            ("gbizid_prime", "in", json!([true])),
            ("industry", "in", json!("D")),
            ("industry", "in", json!([])),
            ("industry", "eq", json!("Z")),
            ("municipality", "eq", json!(34209)),
            ("legal_form", "eq", json!("company")),
            ("wants", "eq", json!("learn")),
            ("wants", "contains_any", json!([1])),
        ];
        for (fact, op, value) in cases {
            assert!(Comparison::parse(fact, op, &value).is_err(), "{fact} {op} {value}");
        }
    }
}
