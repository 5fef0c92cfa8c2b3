//! Formulas neutralised. A cell whose text begins like a formula gets an apostrophe before it on the way out, and
//! loses it on the way in, so that a round trip changes nothing.
//!
//! A spreadsheet runs what begins with `=`, `+`, `-` or `@` when it opens a CSV file; tab and carriage return are
//! skipped before it looks, and Japanese editions take the full-width signs as well (OWASP, "CSV Injection"). In XLSX
//! a text is a text, but that file may be saved as CSV again, so the sign stands there too.

use std::borrow::Cow;

const MARK: char = '\'';

/// Does a spreadsheet take what begins so for a formula? The mark itself is among them, so that taking it off is
/// exactly the inverse of putting it on.
fn begins_like_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', MARK])
}

/// The text as it may stand in a cell.
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    if begins_like_a_formula(text) { Cow::Owned(format!("{MARK}{text}")) } else { Cow::Borrowed(text) }
}

/// The text that stands behind the mark, where there is one.
#[must_use]
pub fn unguarded(text: &str) -> &str {
    text.strip_prefix(MARK).filter(|rest| begins_like_a_formula(rest)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_formula_is_text_and_comes_back_as_it_was() {
        for text in ["=1+1", "+81", "-5%", "@SUM(A1)", "\t=1", "\r=1", "＝１", "－", "'quoted'", "''", "'=1"]
        {
            let cell = guarded(text);
            assert!(cell.starts_with('\'') && cell.len() == text.len() + 1, "{text:?}");
            assert_eq!(unguarded(&cell), text);
        }
        for text in ["", "補助金", "1=1", "a@b", "5-6月"] {
            assert_eq!(guarded(text), text);
            assert_eq!(unguarded(text), text);
        }
    }

    #[test]
    fn an_apostrophe_that_an_officer_typed_stays() {
        assert_eq!(unguarded("'90年代"), "'90年代");
    }
}
