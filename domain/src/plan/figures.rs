//! Figures as an officer typed them, and what they come to.

use unicode_normalization::UnicodeNormalization;

use crate::content::{is_source_date, is_web_address};
use crate::document::{PlanDirection, PlanRecord};

/// No figure of a plan is as large as this.
pub(super) const BEYOND: f64 = 1e12;
/// Longest text of a field, in characters.
pub const LONGEST_TEXT: usize = 300;

/// What a form asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Target,
    Actual,
    Source,
    Url,
    AsOf,
    Note,
}

impl Field {
    pub const ALL: [Field; 6] =
        [Field::Target, Field::Actual, Field::Source, Field::Url, Field::AsOf, Field::Note];

    /// The name in forms and addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Field::Target => "target",
            Field::Actual => "actual",
            Field::Source => "source",
            Field::Url => "url",
            Field::AsOf => "as_of",
            Field::Note => "note",
        }
    }
}

/// Why a field does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip {
    /// It must be filled in.
    Empty,
    /// Neither a target nor an actual was given: said of the first of the two.
    NoFigure,
    NotANumber,
    /// A share lies between 0 and 100.
    NotAShare,
    TooLarge,
    TooLong,
    NotAnAddress,
    NotADate,
}

impl Slip {
    pub const ALL: [Slip; 8] = [
        Slip::Empty,
        Slip::NoFigure,
        Slip::NotANumber,
        Slip::NotAShare,
        Slip::TooLarge,
        Slip::TooLong,
        Slip::NotAnAddress,
        Slip::NotADate,
    ];
}

/// What was typed, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawFigures {
    pub target: String,
    pub actual: String,
    /// The actual is a round number, as its source says.
    pub approx: bool,
    pub source: String,
    pub url: String,
    pub as_of: String,
    pub note: String,
}

/// A figure: a number, or a state in words (`策定済`).
#[derive(Debug, Clone, PartialEq)]
pub enum Figure {
    Number(f64),
    State(String),
}

/// Figures that count.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    pub target: Option<Figure>,
    pub actual: Option<Figure>,
    /// The indicator is told in words, not in numbers.
    pub in_words: bool,
    pub approx: bool,
    pub source: String,
    pub url: String,
    pub as_of: String,
    pub note: String,
}

impl RawFigures {
    /// What a record says, as one would type it.
    #[must_use]
    pub fn of(record: &PlanRecord) -> RawFigures {
        let written = |number: Option<f64>, state: &Option<String>| match record.direction {
            PlanDirection::Achieved => state.clone().unwrap_or_default(),
            _ => number.map(|number| number.to_string()).unwrap_or_default(),
        };
        RawFigures {
            target: written(record.target, &record.target_state),
            actual: written(record.actual, &record.actual_state),
            approx: record.approx == Some(true),
            source: record.source_location.clone(),
            url: record.source_url.clone(),
            as_of: record.as_of.clone(),
            note: record.note.clone().unwrap_or_default(),
        }
    }

    #[must_use]
    pub fn get(&self, field: Field) -> &str {
        match field {
            Field::Target => &self.target,
            Field::Actual => &self.actual,
            Field::Source => &self.source,
            Field::Url => &self.url,
            Field::AsOf => &self.as_of,
            Field::Note => &self.note,
        }
    }

    /// Reads them for an indicator of which `sibling` is a figure.
    ///
    /// # Errors
    /// All that does not count, in the order of the form.
    pub fn read(&self, sibling: &PlanRecord) -> Result<Figures, Vec<(Field, Slip)>> {
        let mut slips: Vec<(Field, Slip)> = Field::ALL
            .into_iter()
            .filter(|field| self.get(*field).chars().count() > LONGEST_TEXT)
            .map(|field| (field, Slip::TooLong))
            .collect();
        let mut figure = |field| {
            read_figure(self.get(field), sibling).unwrap_or_else(|slip| {
                slips.push((field, slip));
                None
            })
        };
        let (target, actual) = (figure(Field::Target), figure(Field::Actual));
        let is_blank = |field| self.get(field).trim().is_empty();
        if is_blank(Field::Target) && is_blank(Field::Actual) {
            slips.push((Field::Target, Slip::NoFigure));
        }
        let (url, as_of) = (plain(&self.url), plain(&self.as_of));
        for (field, holds, slip) in [
            (Field::Source, true, Slip::Empty),
            (Field::Url, is_web_address(&url), Slip::NotAnAddress),
            (Field::AsOf, is_source_date(&as_of), Slip::NotADate),
        ] {
            if is_blank(field) {
                slips.push((field, Slip::Empty));
            } else if !holds {
                slips.push((field, slip));
            }
        }
        if !slips.is_empty() {
            slips.sort_by_key(|(field, _)| *field);
            slips.dedup_by_key(|(field, _)| *field);
            return Err(slips);
        }
        Ok(Figures {
            target,
            actual,
            in_words: sibling.direction == PlanDirection::Achieved,
            approx: self.approx,
            source: self.source.trim().to_owned(),
            url,
            as_of,
            note: self.note.trim().to_owned(),
        })
    }
}

/// Half-width, without blanks around it.
fn plain(text: &str) -> String {
    text.nfkc().collect::<String>().trim().to_owned()
}

/// None: the field was left empty.
fn read_figure(text: &str, sibling: &PlanRecord) -> Result<Option<Figure>, Slip> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    if sibling.direction == PlanDirection::Achieved {
        return Ok(Some(Figure::State(text.trim().to_owned())));
    }
    let number = parse_number(text, &sibling.unit).ok_or(Slip::NotANumber)?;
    if sibling.unit == "%" && number > 100.0 {
        return Err(Slip::NotAShare);
    }
    if number >= BEYOND {
        return Err(Slip::TooLarge);
    }
    Ok(Some(Figure::Number(number)))
}

/// A number as people write it: `５６．４`, `33,000`, `56.4%`. None if it is none, or below zero.
fn parse_number(text: &str, unit: &str) -> Option<f64> {
    let unit: String = unit.nfkc().collect();
    let text: String = text.nfkc().filter(|c| !c.is_whitespace() && *c != ',').collect();
    let digits = text.strip_suffix(&unit).unwrap_or(&text);
    let well_formed = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if well_formed { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, number) in [
            ("56.4", 56.4),
            ("５６．４％", 56.4),
            ("33,000", 33_000.0),
            (" 1 000 ", 1_000.0),
            ("0", 0.0),
            ("100%", 100.0),
        ] {
            assert_eq!(parse_number(text, "%"), Some(number), "{text}");
        }
        for text in ["", "-1", "1.", ".5", "1.2.3", "1e9", "約50", "五十", "NaN", "50人"] {
            assert_eq!(parse_number(text, "%"), None, "{text}");
        }
    }
}
