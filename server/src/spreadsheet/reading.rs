//! What a cell says, though Excel has rewritten it: dates as serial numbers or in its own notations, codes as numbers,
//! full-width digits, blanks at the end.

pub use app::words::table_slips::Trouble;
use chrono::{Days, NaiveDate};
use domain::count::parse_count;
use unicode_normalization::UnicodeNormalization;

use super::guard::unguarded;
use super::table::Cell;

/// The text of a cell, without blanks at either end; empty if there is none.
///
/// # Errors
/// When a formula has failed there.
pub fn text(cell: &Cell) -> Result<String, Trouble> {
    Ok(match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => unguarded(text).replace("\r\n", "\n").trim().to_owned(),
        Cell::Number(number) => number.to_string(),
        Cell::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        Cell::Day(day) => day.to_string(),
        Cell::Fault(fault) => return Err(Trouble::Fault(fault.clone())),
    })
}

/// The text on one line: line breaks and runs of blanks become one blank.
///
/// # Errors
/// As [`text`].
pub fn line(cell: &Cell) -> Result<String, Trouble> {
    let text = text(cell)?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.collect::<Vec<_>>().join(" "))
}

/// Ids, addresses, words of a vocabulary: full width as half width, no blanks at either end.
///
/// # Errors
/// As [`text`].
pub fn code(cell: &Cell) -> Result<String, Trouble> {
    Ok(folded(&text(cell)?))
}

/// Full width as half width (NFKC), no blanks at either end.
pub fn folded(text: &str) -> String {
    text.nfkc().collect::<String>().trim().to_owned()
}

/// A whole number, not negative: yen, people, parts. `None` where the cell is empty.
/// `4,500,000`, `￥4,500,000`, `４５０万円` are read.
///
/// # Errors
/// When it is no such number.
pub fn number(cell: &Cell) -> Result<Option<u64>, Trouble> {
    if let Cell::Number(number) = cell {
        return whole(*number).map(Some).ok_or_else(|| Trouble::NotANumber(number.to_string()));
    }
    let written = text(cell)?;
    let plain = folded(&written);
    if plain.is_empty() {
        return Ok(None);
    }
    if is_rounded(&plain) {
        return Err(Trouble::Rounded(written));
    }
    let plain = plain.trim_start_matches(['¥', '\\']).trim_end_matches(".0");
    parse_count(plain, "円").filter(|count| *count < u64::MAX).map(Some).ok_or(Trouble::NotANumber(written))
}

/// Exact in a float: below 2^53, and Excel keeps 15 digits.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, positive and below 1e15")]
fn whole(number: f64) -> Option<u64> {
    (number.fract() == 0.0 && (0.0..1e15).contains(&number)).then_some(number as u64)
}

/// `4.5E+06`: how Excel shows a number that is too long for its cell.
pub fn is_rounded(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    digits(mantissa) && exponent.strip_prefix(['+', '-']).is_some_and(digits)
}

/// A day; `None` where the cell is empty.
///
/// # Errors
/// When it is no day of the calendar, or not said to the day.
pub fn day(cell: &Cell) -> Result<Option<NaiveDate>, Trouble> {
    match cell {
        Cell::Day(day) => return Ok(Some(*day)),
        Cell::Number(number) => {
            let day = serial(*number).or_else(|| eight_digits(&number.to_string()));
            return day.map(Some).ok_or_else(|| Trouble::NotADay(number.to_string()));
        }
        _ => {}
    }
    let written = text(cell)?;
    if written.is_empty() {
        return Ok(None);
    }
    let day = match parts(&written) {
        Some((year, Some(month), Some(day))) => NaiveDate::from_ymd_opt(year, month, day),
        _ => eight_digits(&folded(&written)),
    };
    day.map(Some).ok_or(Trouble::NotADay(written))
}

/// The date of a source: a year, a month or a day, as the content files write it. `None` where the cell is empty.
///
/// # Errors
/// When it is none of these.
pub fn source_day(cell: &Cell) -> Result<Option<String>, Trouble> {
    match cell {
        Cell::Day(day) => return Ok(Some(day.to_string())),
        // A year is a number to Excel, and no serial number of any day since 1908.
        Cell::Number(number) if (1900.0..3000.0).contains(number) && number.fract() == 0.0 => {
            return Ok(Some(number.to_string()));
        }
        Cell::Number(_) => {
            let day = day(cell).map_err(|_| Trouble::NotASourceDay(text(cell).unwrap_or_default()))?;
            return Ok(day.map(|day| day.to_string()));
        }
        _ => {}
    }
    let written = text(cell)?;
    if written.is_empty() {
        return Ok(None);
    }
    let known = match parts(&written).or_else(|| english_month(&written)) {
        Some((year, None, None)) => Some(format!("{year:04}")),
        Some((year, Some(month), None)) if (1..=12).contains(&month) => Some(format!("{year:04}-{month:02}")),
        Some((year, Some(month), Some(day))) => {
            NaiveDate::from_ymd_opt(year, month, day).map(|day| day.to_string())
        }
        _ => None,
    };
    known.map(Some).ok_or(Trouble::NotASourceDay(written))
}

/// Excel's count of days. From 2000 to 2150, so that no year or count of people passes for a day.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 36,526 and 91,679")]
fn serial(number: f64) -> Option<NaiveDate> {
    // Day 1 is 1900-01-01, and Excel believes in a 1900-02-29: so day 0 of the days since lies two days earlier.
    let origin = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    (36_526.0..91_680.0).contains(&number).then(|| origin.checked_add_days(Days::new(number as u64)))?
}

/// `20260401`
fn eight_digits(text: &str) -> Option<NaiveDate> {
    let digits = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
    if !digits {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(number(0, 4)?).ok()?, number(4, 6)?, number(6, 8)?)
}

/// First years of the eras, less one.
const ERAS: [(&str, i32); 4] = [("令和", 2018), ("R", 2018), ("平成", 1988), ("H", 1988)];

/// Year, month and day, as far as they are said: `2026-04-01`, `2026/4/1`, `2026年4月`, `R8.4.1`, `令和8年4月1日`.
/// A time behind the day (`0:00`) counts for nothing.
fn parts(text: &str) -> Option<(i32, Option<u32>, Option<u32>)> {
    let folded = folded(text);
    let date = folded
        .split_once([' ', 'T'])
        .map_or(folded.as_str(), |(date, time)| if time.contains(':') { date } else { folded.as_str() });
    let (base, date) = ERAS
        .iter()
        .find_map(|(era, base)| Some((*base, date.strip_prefix(era)?.trim_start())))
        .unwrap_or((0, date));
    let date = date.replace('元', "1");
    let date = date.trim_end_matches(['年', '月', '日']);
    let mut numbers = date.split(['-', '/', '.', '年', '月']).map(|part| {
        let part = part.trim();
        (!part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<u32>().ok())?
    });
    let year = i32::try_from(numbers.next()??).ok()?;
    let year = if base > 0 { (1..100).contains(&year).then_some(year + base)? } else { year };
    let (month, day) = (numbers.next(), numbers.next());
    let said = |part: Option<Option<u32>>| part.map_or(Some(None), |number| number.map(Some));
    if numbers.next().is_some() || !(1900..3000).contains(&year) {
        return None;
    }
    Some((year, said(month)?, said(day)?))
}

/// `Nov-25`: what Excel makes of `2025-11` in a CSV file.
fn english_month(text: &str) -> Option<(i32, Option<u32>, Option<u32>)> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let folded = folded(text).to_ascii_lowercase();
    let (month, year) = folded.split_once('-')?;
    let month = (1..).zip(MONTHS).find(|(_, name)| *name == month)?.0;
    let short = year.len() == 2 && year.bytes().all(|b| b.is_ascii_digit());
    short.then(|| year.parse::<i32>().ok().map(|year| (2000 + year, Some(month), None)))?
}

#[cfg(test)]
mod tests;
