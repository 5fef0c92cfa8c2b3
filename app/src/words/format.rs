//! Numbers and dates as people read them.

use chrono::{Datelike, NaiveDate, Weekday};
use domain::indicator::Period;

/// In place of a number that there is none of: never 0.
pub const NO_FIGURE: &str = "–";

/// What may stand behind the number that is asked for with a resume code: people, years.
pub const UNITS_OF_SECOND_FACTS: [&str; 2] = ["人", "年"];

const MAN: u64 = 10_000;
const OKU: u64 = 100_000_000;
const CHO: u64 = 1_000_000_000_000;

/// `250万円`, `1億5,000万円`, `8,500円`.
#[must_use]
pub fn yen(amount: u64) -> String {
    let (cho, oku) = (amount / CHO, amount % CHO / OKU);
    let (man, ones) = (amount % OKU / MAN, amount % MAN);
    let mut text = String::new();
    for (count, mark) in [(cho, "兆"), (oku, "億"), (man, "万"), (ones, "")] {
        if count > 0 {
            text.push_str(&thousands(count));
            text.push_str(mark);
        }
    }
    if text.is_empty() {
        text.push('0');
    }
    text + "円"
}

/// `12,345`.
#[must_use]
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A figure of a plan, from zero on: `33,000`, `56.4`.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and not below zero")]
pub fn number(value: f64) -> String {
    let written = value.to_string();
    match written.split_once('.') {
        Some((_, decimals)) => format!("{}.{decimals}", thousands(value.trunc() as u64)),
        None => thousands(value as u64),
    }
}

/// `2026年12月15日（火）`.
#[must_use]
pub fn date(day: NaiveDate) -> String {
    format!("{}年{}", day.year(), month_and_day(day))
}

/// `12月15日（火）`.
#[must_use]
pub fn month_and_day(day: NaiveDate) -> String {
    format!("{}月{}日（{}）", day.month(), day.day(), weekday(day.weekday()))
}

/// A source's date, as exact as it is known: `2026年`, `2026年1月`, `2026年1月29日`.
#[must_use]
pub fn partial_date(text: &str) -> String {
    let mut parts = text.split('-').map(|part| part.trim_start_matches('0'));
    let mut written = String::new();
    for unit in ["年", "月", "日"] {
        if let Some(part) = parts.next() {
            written.push_str(part);
            written.push_str(unit);
        }
    }
    written
}

/// `R6` → `令和6年度`.
#[must_use]
pub fn fiscal_year(code: &str) -> String {
    match code.strip_prefix('R') {
        Some(year) => format!("令和{year}年度"),
        None => code.to_owned(),
    }
}

/// A western fiscal year as Japan's era counts it: 2026 → `令和8年度`.
#[must_use]
pub fn era_fiscal_year(year: i32) -> String {
    format!("令和{}年度", year - 2018)
}

/// `令和8年度`, `令和8年度 第1四半期（4〜6月）`, `2026年11月`.
#[must_use]
pub fn period(period: &Period) -> String {
    match period {
        Period::Ever => "これまで全部".to_owned(),
        Period::FiscalYear { fiscal_year } => era_fiscal_year(*fiscal_year),
        Period::Quarter { fiscal_year, quarter } => {
            let months = ["4〜6月", "7〜9月", "10〜12月", "1〜3月"];
            let months = months[(*quarter as usize).clamp(1, 4) - 1];
            format!("{} 第{quarter}四半期（{months}）", era_fiscal_year(*fiscal_year))
        }
        Period::Month { year, month } => format!("{year}年{month}月"),
    }
}

/// A share in percent with one decimal, rounded half up: 1 of 3 → `33.3`.
#[must_use]
pub fn percent(part: u64, whole: u64) -> String {
    let tenths = (part * 2_000 + whole) / (whole * 2).max(1);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// A share of 0 to 1 in whole percent: 0.3333 → `33`.
#[must_use]
pub fn whole_percent(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

/// A share of 0 to 1 in percent with one decimal: 0.3333 → `33.3`.
#[must_use]
pub fn percent_of(share: f64) -> String {
    format!("{:.1}", share * 100.0)
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "月",
        Weekday::Tue => "火",
        Weekday::Wed => "水",
        Weekday::Thu => "木",
        Weekday::Fri => "金",
        Weekday::Sat => "土",
        Weekday::Sun => "日",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_with_man_and_oku() {
        for (amount, text) in [
            (0, "0円"),
            (8_500, "8,500円"),
            (2_500_000, "250万円"),
            (150_000_000, "1億5,000万円"),
            (10_001, "1万1円"),
            (1_000_000_000_000, "1兆円"),
        ] {
            assert_eq!(yen(amount), text);
        }
    }

    #[test]
    fn figures_are_as_exact_as_they_are_given() {
        for (value, text) in [(56.4, "56.4"), (33_000.0, "33,000"), (1_234.5, "1,234.5"), (0.0, "0")] {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn dates_are_as_exact_as_they_are_known() {
        assert_eq!(partial_date("2025"), "2025年");
        assert_eq!(partial_date("2025-04"), "2025年4月");
        assert_eq!(partial_date("2026-01-09"), "2026年1月9日");
        let day = "2026-12-15".parse().expect("a date");
        assert_eq!(date(day), "2026年12月15日（火）");
    }

    #[test]
    fn shares_are_rounded_half_up() {
        assert_eq!(percent(1, 3), "33.3");
        assert_eq!(percent(2, 3), "66.7");
        assert_eq!(percent(1, 16), "6.3");
        assert_eq!(percent(5, 5), "100.0");
    }
}
