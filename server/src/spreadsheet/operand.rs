//! What a condition compares with, as officers write it: はい・いいえ, numbers, codes with their names in brackets.

use domain::condition::{Comparison, ComparisonError, Operator};
use domain::facts::{FactKind, FactName};
use serde_json::{Number, Value};

use super::names::{Names, ids, without_labels};
use super::reading::{self, Trouble, folded};
use super::slip::Problem;
use super::table::Cell;

const YES: &str = "はい";
const NO: &str = "いいえ";
/// Between several values.
const AND: &str = "、";

/// The cell for a condition's value.
#[must_use]
pub fn written(fact: Option<FactName>, value: &Value, names: Names<'_>) -> String {
    match value {
        Value::Bool(true) => YES.to_owned(),
        Value::Bool(false) => NO.to_owned(),
        Value::String(text) => fact.map_or_else(|| text.clone(), |fact| names.value(fact, text)),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| written(fact, item, names)).collect();
            items.join(AND)
        }
        Value::Number(number) => number.to_string(),
        other => other.to_string(),
    }
}

/// The value of a condition on this fact with this operator; `None` where the cell is empty.
///
/// # Errors
/// When the cell holds nothing that the fact can be compared with.
pub fn read(fact: FactName, op: Operator, cell: &Cell) -> Result<Option<Value>, Problem> {
    let text = reading::text(cell)?;
    let parts = ids(&text);
    if parts.is_empty() {
        return Ok(None);
    }
    let list = matches!(op, Operator::In | Operator::NotIn | Operator::ContainsAny);
    let value = match fact.kind() {
        FactKind::Number if !list => number(cell)?,
        _ if list => Value::Array(parts.iter().map(|part| one(fact, part)).collect::<Result<_, _>>()?),
        _ => match parts.as_slice() {
            [part] => one(fact, part)?,
            _ => return Err(Problem::OneValueOnly),
        },
    };
    match Comparison::new(fact, op, &value) {
        // That the operator does not fit is said of the operator.
        Ok(_) | Err(ComparisonError::OperatorMisfit { .. }) => Ok(Some(value)),
        Err(error) => Err(Problem::Comparison(error)),
    }
}

fn one(fact: FactName, part: &str) -> Result<Value, Problem> {
    Ok(match fact.kind() {
        FactKind::Bool => Value::Bool(yes_or_no(part).ok_or_else(|| Problem::NotYesOrNo(part.to_owned()))?),
        FactKind::Number => number(&Cell::Text(part.to_owned()))?,
        FactKind::Text | FactKind::Set => Value::String(with_zeros(fact, part)),
    })
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        YES | "true" | "1" | "○" | "〇" => Some(true),
        NO | "false" | "0" | "×" => Some(false),
        _ => None,
    }
}

/// A whole number, or one with a fraction: `0.5` years.
fn number(cell: &Cell) -> Result<Value, Problem> {
    match reading::number(cell) {
        Ok(Some(number)) => Ok(Value::from(number)),
        Ok(None) => Err(Trouble::NotANumber(String::new()).into()),
        Err(trouble) => {
            let plain = folded(&without_labels(&reading::text(cell)?)).replace(',', "");
            let fraction = plain.parse::<f64>().ok().filter(|_| !reading::is_rounded(&plain));
            fraction.and_then(Number::from_f64).map(Value::Number).ok_or_else(|| trouble.into())
        }
    }
}

/// Excel takes the zeros off the front of a code that it believes to be a number.
fn with_zeros(fact: FactName, code: &str) -> String {
    let (digits, shortest) = match fact {
        FactName::Municipality => (5, 4),
        FactName::Prefecture | FactName::IndustryCode => (2, 1),
        _ => return code.to_owned(),
    };
    let bare = code.len() == shortest && code.bytes().all(|b| b.is_ascii_digit());
    if bare { format!("{code:0>digits$}") } else { code.to_owned() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn value(fact: FactName, op: Operator, written: &str) -> Result<Option<Value>, Problem> {
        read(fact, op, &Cell::Text(written.to_owned()))
    }

    #[test]
    fn values_are_read_in_the_form_that_fact_and_operator_ask_for() {
        use FactName::{
            Employees, GbizidPrime, Municipality, Prefecture, SecurityAction, Wants, YearsInBusiness,
        };
        use Operator::{ContainsAny, Eq, Gte, In};
        for (fact, op, written, expected) in [
            (GbizidPrime, Eq, "はい", json!(true)),
            (GbizidPrime, Eq, "いいえ", json!(false)),
            (GbizidPrime, Eq, "TRUE", json!(true)),
            (Employees, Gte, "５", json!(5)),
            (Employees, Gte, "1,000", json!(1000)),
            (Employees, In, "5、6", json!([5, 6])),
            (YearsInBusiness, Gte, "0.5", json!(0.5)),
            (Municipality, Eq, "34100（広島市）", json!("34100")),
            (Municipality, In, "34100（広島市）、34202", json!(["34100", "34202"])),
            (Municipality, Eq, "1100", json!("01100")),
            (Prefecture, Eq, "5", json!("05")),
            (SecurityAction, In, "one_star（一つ星）、two_star（二つ星）", json!(["one_star", "two_star"])),
            (Wants, ContainsAny, "efficiency", json!(["efficiency"])),
        ] {
            assert_eq!(value(fact, op, written), Ok(Some(expected)), "{written}");
        }
        assert_eq!(read(Municipality, Eq, &Cell::Number(34100.0)), Ok(Some(json!("34100"))));
        assert_eq!(read(GbizidPrime, Eq, &Cell::Bool(true)), Ok(Some(json!(true))));
        assert_eq!(read(Employees, Gte, &Cell::Number(5.0)), Ok(Some(json!(5))));
        assert_eq!(value(Employees, Gte, "（人数）"), Ok(None));
    }

    #[test]
    fn what_does_not_fit_is_refused_where_it_stands() {
        use FactName::{Employees, GbizidPrime, Municipality};
        use Operator::{Eq, Gte};
        assert_eq!(value(GbizidPrime, Eq, "たぶん"), Err(Problem::NotYesOrNo("たぶん".to_owned())));
        assert_eq!(value(Municipality, Eq, "34100、34202"), Err(Problem::OneValueOnly));
        assert!(matches!(value(Municipality, Eq, "広島市"), Err(Problem::Comparison(_))));
        assert!(matches!(value(Employees, Gte, "五人"), Err(Problem::Cell(Trouble::NotANumber(_)))));
        assert!(matches!(value(Employees, Gte, "1E+5"), Err(Problem::Cell(Trouble::Rounded(_)))));
    }
}
