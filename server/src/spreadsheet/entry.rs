//! Between one value of a document and one cell.

use domain::condition::{Comparison, ComparisonError, Operator};
use domain::facts::FactName;
use serde_json::{Map, Value};

use super::columns::{Column, Kind, Sheet};
use super::names::{Names, ids};
use super::operand;
use super::reading;
use super::slip::Problem;
use super::table::Cell;

/// Before a value in a cell that holds a whole list.
const IS: char = '=';
/// Between values in such a cell.
const BAR: &str = " | ";

/// The cell of a column in the row of an entry (a menu, a condition, a round).
#[must_use]
pub fn written(column: &Column, entry: &Value, names: Names<'_>) -> Cell {
    let Some(value) = entry.get(column.key) else { return Cell::Empty };
    let texts = || value.as_array().into_iter().flatten().filter_map(Value::as_str);
    match (column.kind, value) {
        (Kind::Number, Value::Number(number)) => match number.as_f64().filter(|number| *number < 1e15) {
            Some(number) => Cell::Number(number),
            None => Cell::text(number.to_string()),
        },
        (Kind::Word(vocabulary), Value::String(code)) => Cell::text(vocabulary.word(code)),
        (Kind::Lines, _) => cell(&texts().map(on_one_line).collect::<Vec<_>>().join("\n")),
        (Kind::Ids(named), _) => {
            cell(&texts().map(|id| names.named(named, id)).collect::<Vec<_>>().join("\n"))
        }
        (Kind::Operand, _) => {
            let fact = entry.get("fact").and_then(Value::as_str).and_then(FactName::parse);
            cell(&operand::written(fact, value, names))
        }
        (Kind::Items(sheet), Value::Array(items)) => {
            let lines: Vec<String> = items.iter().map(|item| in_one_line(sheet, item, names)).collect();
            cell(&lines.join("\n"))
        }
        (Kind::Shown | Kind::Line, Value::String(text)) => cell(&on_one_line(text)),
        (_, Value::String(text)) => cell(text),
        _ => Cell::Empty,
    }
}

/// The text as it may stand in a cell: no formula, no signs that a file cannot carry.
pub(super) fn cell(text: &str) -> Cell {
    let plain: String =
        text.replace("\r\n", "\n").chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    Cell::guarded(&plain)
}

fn on_one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `事実=働いている人 | 比べ方=以上 | 値=5 | …`: what is empty is left out.
fn in_one_line(sheet: &Sheet, item: &Value, names: Names<'_>) -> String {
    let piece = |column: &'static Column| {
        let text = reading::line(&written(column, item, names)).unwrap_or_default();
        (!text.is_empty()).then(|| format!("{}{IS}{text}", column.heading))
    };
    sheet.of_entry().filter_map(piece).collect::<Vec<_>>().join(BAR)
}

/// The pieces of such a line by heading. A bar that no heading follows belongs to the text before it.
///
/// # Errors
/// When the line does not begin with a heading, or has one twice.
pub fn pieces(sheet: &'static Sheet, line: &str) -> Result<Vec<(&'static Column, Cell)>, Problem> {
    let mut pieces: Vec<(&'static Column, String)> = Vec::new();
    for part in line.split(['|', '｜']) {
        let headed = part.split_once(['=', '＝']).and_then(|(heading, value)| {
            let heading = reading::folded(heading);
            let column = sheet.of_entry().find(|column| reading::folded(column.heading) == heading)?;
            Some((column, value))
        });
        if let Some((column, value)) = headed {
            if pieces.iter().any(|(known, _)| *known == column) {
                return Err(Problem::RepeatedPiece(column.heading));
            }
            pieces.push((column, value.to_owned()));
        } else if let Some((_, text)) = pieces.last_mut() {
            text.push('|');
            text.push_str(part);
        } else {
            return Err(Problem::NoHeadingBefore(part.trim().to_owned()));
        }
    }
    Ok(pieces.into_iter().map(|(column, text)| (column, Cell::text(text.trim()))).collect())
}

/// The value of a cell; `None` where there is none. Operands and whole lists are read by their row ([`row`]).
///
/// # Errors
/// When the cell does not hold what its column asks for, or holds nothing where something must be.
pub fn read(column: &Column, cell: &Cell) -> Result<Option<Value>, Problem> {
    let value = match column.kind {
        Kind::Code => texted(reading::code(cell)?),
        Kind::Text => texted(reading::text(cell)?),
        Kind::Line => texted(reading::line(cell)?),
        Kind::Word(vocabulary) => {
            let written = reading::line(cell)?;
            match vocabulary.code(&written) {
                _ if written.is_empty() => None,
                Some(code) => Some(Value::from(code)),
                None => {
                    return Err(Problem::NotAWord(
                        written,
                        vocabulary.words().into_iter().map(|(_, word)| word).collect(),
                    ));
                }
            }
        }
        Kind::Number => reading::number(cell)?.map(Value::from),
        Kind::Day => reading::day(cell)?.map(|day| Value::from(day.to_string())),
        Kind::SourceDay => reading::source_day(cell)?.map(Value::from),
        Kind::Lines => {
            let text = reading::text(cell)?;
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            Some(lines.map(Value::from).collect())
        }
        Kind::Ids(_) => Some(ids(&reading::text(cell)?).into_iter().map(Value::from).collect()),
        Kind::Operand | Kind::Items(_) | Kind::Shown | Kind::Stamp => None,
    };
    if column.required && value.is_none() { Err(Problem::Empty) } else { Ok(value) }
}

fn texted(text: String) -> Option<Value> {
    (!text.is_empty()).then_some(Value::String(text))
}

/// An entry out of the cells of its columns. What is wrong is said of its column; then there is no entry.
pub fn row<'c>(
    sheet: &'static Sheet,
    cell: impl Fn(&Column) -> &'c Cell,
    mut wrong: impl FnMut(&'static Column, Problem),
) -> Option<Value> {
    let mut entry = Map::new();
    let mut whole = true;
    for column in sheet.of_entry().filter(|column| column.kind != Kind::Operand) {
        match read(column, cell(column)) {
            Ok(value) => entry.extend(value.map(|value| (column.key.to_owned(), value))),
            Err(problem) => {
                whole = false;
                wrong(column, problem);
            }
        }
    }
    for column in sheet.of_entry().filter(|column| column.kind == Kind::Operand) {
        match compared(&entry, cell(column)) {
            Ok(value) => entry.extend(value.map(|value| (column.key.to_owned(), value))),
            Err((key, problem)) => {
                whole = false;
                wrong(sheet.of_entry().find(|other| other.key == key).unwrap_or(column), problem);
            }
        }
    }
    whole.then_some(Value::Object(entry))
}

/// The operand of a condition, if its fact and operator can be read; the error with the field that it is about.
fn compared(entry: &Map<String, Value>, cell: &Cell) -> Result<Option<Value>, (&'static str, Problem)> {
    let word = |key: &str| entry.get(key).and_then(Value::as_str);
    let (Some(fact), Some(op)) =
        (word("fact").and_then(FactName::parse), word("op").and_then(Operator::parse))
    else {
        return Ok(None);
    };
    let value = operand::read(fact, op, cell).map_err(|problem| ("value", problem))?;
    let value = value.ok_or(("value", Problem::Empty))?;
    match Comparison::new(fact, op, &value) {
        Err(error @ ComparisonError::OperatorMisfit { .. }) => Err(("op", Problem::Comparison(error))),
        _ => Ok(Some(value)),
    }
}
