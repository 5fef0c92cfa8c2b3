//! Back from the parsed expression to its text, in the grammar that it was read from.

use std::fmt::{Display, Formatter, Result};

use super::Expression;
use crate::condition::{Comparison, Scalar, Test};

impl Display for Expression {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Expression::Comparison(comparison) => comparison.fmt(f),
            Expression::All(parts) => joined(f, parts, " and "),
            Expression::Any(parts) => joined(f, parts, " or "),
        }
    }
}

/// A part that is itself joined stands in parentheses: only so is it read back as the same part.
fn joined(f: &mut Formatter<'_>, parts: &[Expression], joint: &str) -> Result {
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            f.write_str(joint)?;
        }
        match part {
            Expression::Comparison(comparison) => comparison.fmt(f)?,
            Expression::All(_) | Expression::Any(_) => write!(f, "({part})")?,
        }
    }
    Ok(())
}

impl Display for Comparison {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let fact = self.fact().as_str();
        match self.test() {
            Test::OneOf(values) => match values.as_slice() {
                [one] => write!(f, "{fact} == {one}"),
                many => write!(f, "{fact} in {}", List(many)),
            },
            Test::NoneOf(values) => match values.as_slice() {
                [one] => write!(f, "{fact} != {one}"),
                many => write!(f, "{fact} not in {}", List(many)),
            },
            Test::AtLeast(bound) => write!(f, "{fact} >= {bound}"),
            Test::AtMost(bound) => write!(f, "{fact} <= {bound}"),
            Test::ContainsAny(texts) => {
                let texts: Vec<Scalar> = texts.iter().cloned().map(Scalar::Text).collect();
                write!(f, "{fact} contains_any {}", List(&texts))
            }
        }
    }
}

struct List<'a>(&'a [Scalar]);

impl Display for List<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        for (at, value) in self.0.iter().enumerate() {
            f.write_str(if at == 0 { "[" } else { ", " })?;
            value.fmt(f)?;
        }
        f.write_str("]")
    }
}

impl Display for Scalar {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Scalar::Text(text) => write!(f, "\"{text}\""),
            Scalar::Number(number) => number.fmt(f),
            Scalar::Bool(value) => value.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_read_back_as_the_same_expression() {
        for text in [
            r#"legal_form == "corporation" and employees >= 51"#,
            r#"industry in ["A", "B"]"#,
            r#"industry not in ["A", "B"] or years_in_business <= 0.5"#,
            r#"(employees == 1 or employees == 2) and gbizid_prime != true"#,
            r#"(employees == 1 or (employees == 2 or sme == true)) and sme == false"#,
            r#"pains contains_any ["paperwork"]"#,
        ] {
            let expression = Expression::parse(text).expect("well-formed");
            assert_eq!(expression.to_string(), text);
        }
        let tight =
            Expression::parse(r#"industry in ["A"] and employees>=1 or sme==true"#).expect("well-formed");
        assert_eq!(Expression::parse(&tight.to_string()), Ok(tight));
    }
}
