//! Counts as people write them: of people, years, yen.

use unicode_normalization::UnicodeNormalization;

/// A count with full-width digits, thousands separators, the unit, 万 and 億: `１２人`, `1,200人`, `３００万円`.
/// More than a number can hold stands for the largest one, which any range refuses. None if it is no whole count.
#[must_use]
pub fn parse_count(text: &str, unit: &str) -> Option<u64> {
    let plain: String = text.nfkc().filter(|c| !c.is_whitespace() && *c != ',').collect();
    let plain = plain.strip_suffix(unit).unwrap_or(&plain);
    let (oku, rest) = part(plain, '億')?;
    let (man, rest) = part(rest, '万')?;
    let only_marks = rest.is_empty() && !plain.is_empty();
    let ones = if only_marks { 0 } else { digits(rest)? };
    Some(oku.saturating_mul(100_000_000).saturating_add(man.saturating_mul(10_000)).saturating_add(ones))
}

/// The count before `mark` (0 without the mark) and the rest.
fn part(text: &str, mark: char) -> Option<(u64, &str)> {
    match text.split_once(mark) {
        Some((count, rest)) => Some((digits(count)?, rest)),
        None => Some((0, text)),
    }
}

/// Plain digits only.
fn digits(text: &str) -> Option<u64> {
    let all_digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    all_digits.then(|| text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_as_people_write_them() {
        for (text, count) in [
            ("12", 12),
            ("１２", 12),
            ("1,200人", 1_200),
            (" 3 人", 3),
            ("0", 0),
            ("1000万", 10_000_000),
            ("１，０００万人", 10_000_000),
            ("1億5000万", 150_000_000),
            ("3億", 300_000_000),
            ("1万2", 10_002),
        ] {
            assert_eq!(parse_count(text, "人"), Some(count), "{text}");
        }
        for text in ["abc", "-1", "1.5", "十人", "人", "", "万", "1 2x", "1億x"] {
            assert_eq!(parse_count(text, "人"), None, "{text}");
        }
        assert!(parse_count(&"9".repeat(30), "人").is_some_and(|n| n > 1_000_000_000));
    }
}
