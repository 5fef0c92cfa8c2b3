//! The little language of `visible_if`: comparisons of facts, joined by `and`, `or` and parentheses.
//!
//! ```text
//! expression = conjunction { "or" conjunction }
//! conjunction = term { "and" term }
//! term       = "(" expression ")" | fact operator value
//! operator   = "==" | "!=" | ">=" | "<=" | "in" | "not in" | "contains_any"
//! value      = "text" | number | true | false | "[" value { "," value } "]"
//! ```

mod display;

use std::ops::Range;

use serde_json::Value;

use crate::condition::{Comparison, ComparisonError, Operator};
use crate::facts::{FactName, Facts};
use crate::truth::Truth;

/// A parsed expression; every comparison in it fits its fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    Comparison(Comparison),
    All(Vec<Expression>),
    Any(Vec<Expression>),
}

/// What is wrong, and at which bytes of the text.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{problem} at {span:?}")]
pub struct ExpressionError {
    pub span: Range<usize>,
    pub problem: ExpressionProblem,
}

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ExpressionProblem {
    #[error("a character that begins nothing")]
    StrayCharacter,
    #[error("a text without closing quote")]
    OpenText,
    #[error("expected {0}")]
    Expected(Expected),
    #[error("unknown fact")]
    UnknownFact,
    #[error(transparent)]
    Comparison(#[from] ComparisonError),
    #[error("parentheses or brackets nested too deeply")]
    TooDeep,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Expected {
    #[error("the name of a fact")]
    Fact,
    #[error("an operator")]
    Operator,
    #[error("a value")]
    Value,
    #[error("a closing parenthesis")]
    ClosingParenthesis,
    #[error("a comma or a closing bracket")]
    CommaOrBracket,
    #[error("and, or, or the end")]
    End,
}

/// Deeper nesting is a slip of the pen, and would let a text exhaust the stack.
const MAX_DEPTH: usize = 16;

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// The first error, with its place in the text.
    pub fn parse(text: &str) -> Result<Expression, ExpressionError> {
        let mut parser = Parser { tokens: tokens(text)?, next: 0, depth: 0, end: text.len() };
        let expression = parser.expression()?;
        match parser.peek() {
            None => Ok(expression),
            Some(_) => Err(parser.expected(Expected::End)),
        }
    }

    #[must_use]
    pub fn holds(&self, facts: &Facts) -> Truth {
        match self {
            Expression::Comparison(comparison) => comparison.holds(facts),
            Expression::All(parts) => {
                parts.iter().fold(Truth::True, |truth, part| truth.and(part.holds(facts)))
            }
            Expression::Any(parts) => {
                parts.iter().fold(Truth::False, |truth, part| truth.or(part.holds(facts)))
            }
        }
    }

    /// Every fact that the expression looks at.
    #[must_use]
    pub fn facts(&self) -> Vec<FactName> {
        self.comparisons().into_iter().map(Comparison::fact).collect()
    }

    /// Its comparisons, from left to right.
    #[must_use]
    pub fn comparisons(&self) -> Vec<&Comparison> {
        match self {
            Expression::Comparison(comparison) => vec![comparison],
            Expression::All(parts) | Expression::Any(parts) => {
                parts.iter().flat_map(Expression::comparisons).collect()
            }
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Token<'a> {
    Word(&'a str),
    Operator(Operator),
    Literal(Value),
    Punctuation(char),
}

type Spanned<'a> = (Token<'a>, Range<usize>);

fn tokens(text: &str) -> Result<Vec<Spanned<'_>>, ExpressionError> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let length =
            if first.is_whitespace() { first.len_utf8() } else { token(text, at, first, &mut found)? };
        at += length;
    }
    Ok(found)
}

/// Reads one token at `at`, and says how many bytes it has.
fn token<'a>(
    text: &'a str,
    at: usize,
    first: char,
    found: &mut Vec<Spanned<'a>>,
) -> Result<usize, ExpressionError> {
    let rest = &text[at..];
    let symbols = [("==", Operator::Eq), ("!=", Operator::Ne), (">=", Operator::Gte), ("<=", Operator::Lte)];
    let (token, length) = if let Some((sign, op)) =
        symbols.into_iter().find(|(sign, _)| rest.starts_with(sign))
    {
        (Token::Operator(op), sign.len())
    } else if "()[],".contains(first) {
        (Token::Punctuation(first), 1)
    } else if first == '"' {
        let inner = &rest[1..];
        let close = inner.find('"').ok_or_else(|| problem(at..text.len(), ExpressionProblem::OpenText))?;
        (Token::Literal(Value::from(&inner[..close])), close + 2)
    } else if first.is_ascii_digit() || first == '-' {
        let length = length_of(rest, |c| c.is_ascii_digit() || c == '.' || c == '-');
        let number = rest[..length].parse::<f64>().ok().and_then(serde_json::Number::from_f64);
        let number =
            number.ok_or_else(|| problem(at..at + length, ExpressionProblem::Expected(Expected::Value)))?;
        (Token::Literal(Value::Number(number)), length)
    } else if first.is_ascii_alphabetic() || first == '_' {
        let length = length_of(rest, |c| c.is_ascii_alphanumeric() || c == '_');
        (word(&rest[..length]), length)
    } else {
        return Err(problem(at..at + first.len_utf8(), ExpressionProblem::StrayCharacter));
    };
    found.push((token, at..at + length));
    Ok(length)
}

fn length_of(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

fn word(text: &str) -> Token<'_> {
    match text {
        "true" => Token::Literal(Value::Bool(true)),
        "false" => Token::Literal(Value::Bool(false)),
        "in" => Token::Operator(Operator::In),
        "contains_any" => Token::Operator(Operator::ContainsAny),
        _ => Token::Word(text),
    }
}

fn problem(span: Range<usize>, problem: ExpressionProblem) -> ExpressionError {
    ExpressionError { span, problem }
}

struct Parser<'a> {
    tokens: Vec<Spanned<'a>>,
    next: usize,
    depth: usize,
    end: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&Token<'a>> {
        self.tokens.get(self.next).map(|(token, _)| token)
    }

    fn span(&self) -> Range<usize> {
        self.tokens.get(self.next).map_or(self.end..self.end, |(_, span)| span.clone())
    }

    fn take(&mut self, token: &Token<'_>) -> bool {
        let found = self.peek() == Some(token);
        self.next += usize::from(found);
        found
    }

    fn expected(&self, what: Expected) -> ExpressionError {
        problem(self.span(), ExpressionProblem::Expected(what))
    }

    fn deeper<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, ExpressionError>,
    ) -> Result<T, ExpressionError> {
        if self.depth == MAX_DEPTH {
            return Err(problem(self.span(), ExpressionProblem::TooDeep));
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    fn expression(&mut self) -> Result<Expression, ExpressionError> {
        self.joined("or", Self::conjunction, Expression::Any)
    }

    fn conjunction(&mut self) -> Result<Expression, ExpressionError> {
        self.joined("and", Self::term, Expression::All)
    }

    fn joined(
        &mut self,
        joint: &str,
        part: fn(&mut Self) -> Result<Expression, ExpressionError>,
        join: fn(Vec<Expression>) -> Expression,
    ) -> Result<Expression, ExpressionError> {
        let first = part(self)?;
        let mut parts = vec![first];
        while self.take(&Token::Word(joint)) {
            parts.push(part(self)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { join(parts) })
    }

    fn term(&mut self) -> Result<Expression, ExpressionError> {
        if self.take(&Token::Punctuation('(')) {
            let inner = self.deeper(Self::expression)?;
            return if self.take(&Token::Punctuation(')')) {
                Ok(inner)
            } else {
                Err(self.expected(Expected::ClosingParenthesis))
            };
        }
        self.comparison().map(Expression::Comparison)
    }

    fn comparison(&mut self) -> Result<Comparison, ExpressionError> {
        let start = self.span();
        let Some(Token::Word(name)) = self.peek() else { return Err(self.expected(Expected::Fact)) };
        let fact =
            FactName::parse(name).ok_or_else(|| problem(start.clone(), ExpressionProblem::UnknownFact))?;
        self.next += 1;
        let op = self.operator()?;
        let value_span = self.span();
        let value = self.value()?;
        let whole = start.start..self.tokens.get(self.next - 1).map_or(value_span.end, |(_, span)| span.end);
        Comparison::new(fact, op, &value).map_err(|error| problem(whole, error.into()))
    }

    fn operator(&mut self) -> Result<Operator, ExpressionError> {
        if self.take(&Token::Word("not")) {
            return if self.take(&Token::Operator(Operator::In)) {
                Ok(Operator::NotIn)
            } else {
                Err(self.expected(Expected::Operator))
            };
        }
        let Some(Token::Operator(op)) = self.peek() else { return Err(self.expected(Expected::Operator)) };
        let op = *op;
        self.next += 1;
        Ok(op)
    }

    fn value(&mut self) -> Result<Value, ExpressionError> {
        if self.take(&Token::Punctuation('[')) {
            return self.deeper(Self::list);
        }
        let Some(Token::Literal(value)) = self.peek() else { return Err(self.expected(Expected::Value)) };
        let value = value.clone();
        self.next += 1;
        Ok(value)
    }

    fn list(&mut self) -> Result<Value, ExpressionError> {
        let mut items = Vec::new();
        loop {
            items.push(self.value()?);
            if self.take(&Token::Punctuation(']')) {
                return Ok(Value::Array(items));
            }
            if !self.take(&Token::Punctuation(',')) {
                return Err(self.expected(Expected::CommaOrBracket));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn truth(text: &str, facts: &Facts) -> Truth {
        Expression::parse(text).expect("well-formed").holds(facts)
    }

    #[test]
    fn the_expressions_of_the_questionnaire() {
        let capital = r#"legal_form == "corporation" and employees >= 51"#;
        let facts = Facts::default().with(FactName::LegalForm, "corporation");
        assert_eq!(truth(capital, &facts), Truth::Unknown);
        assert_eq!(truth(capital, &facts.clone().with(FactName::Employees, 51)), Truth::True);
        assert_eq!(truth(capital, &facts.with(FactName::Employees, 50)), Truth::False);
        let flow = r#"industry in ["A","B","D"]"#;
        assert_eq!(truth(flow, &Facts::default().with(FactName::Industry, "D")), Truth::True);
        assert_eq!(truth(flow, &Facts::default().with(FactName::Industry, "C")), Truth::False);
    }

    #[test]
    fn and_binds_closer_than_or() {
        let facts = Facts::default().with(FactName::Employees, 1);
        assert_eq!(truth("employees == 1 or employees == 2 and employees == 3", &facts), Truth::True);
        assert_eq!(truth("(employees == 1 or employees == 2) and employees == 3", &facts), Truth::False);
        assert_eq!(truth(r#"industry not in ["A"] or employees <= 1"#, &facts), Truth::True);
    }

    #[test]
    fn errors_say_where() {
        let cases = [
            ("", 0..0, ExpressionProblem::Expected(Expected::Fact)),
            ("colour == 1", 0..6, ExpressionProblem::UnknownFact),
            ("employees = 1", 10..11, ExpressionProblem::StrayCharacter),
            ("employees 1", 10..11, ExpressionProblem::Expected(Expected::Operator)),
            ("employees >=", 12..12, ExpressionProblem::Expected(Expected::Value)),
            (r#"industry == "A"#, 12..14, ExpressionProblem::OpenText),
            (r#"industry in ["A" "B"]"#, 17..20, ExpressionProblem::Expected(Expected::CommaOrBracket)),
            ("(employees >= 1", 15..15, ExpressionProblem::Expected(Expected::ClosingParenthesis)),
            ("employees >= 1 employees", 15..24, ExpressionProblem::Expected(Expected::End)),
        ];
        for (text, span, problem) in cases {
            assert_eq!(Expression::parse(text), Err(ExpressionError { span, problem }), "{text}");
        }
        let misfit = Expression::parse(r#"employees >= "x""#).expect_err("a text is no number");
        assert_eq!(misfit.span, 0..16);
        assert!(matches!(misfit.problem, ExpressionProblem::Comparison(_)));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in r#"[a-z"\[\]()=<>, 0-9あ]{0,80}"#) {
            let _ = Expression::parse(&text);
        }

        #[test]
        fn no_depth_exhausts_the_stack(depth in 0usize..5_000) {
            let _ = Expression::parse(&"(".repeat(depth));
            let _ = Expression::parse(&format!("industry in {}", "[".repeat(depth)));
        }
    }
}
