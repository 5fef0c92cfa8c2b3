//! Which clients a list shows, by what its address asks for: the page and the file read it alike.

use crate::backend::{CaseloadOnly, CaseloadOrder, CaseloadQuery};

/// What an address asks for; `value` tells a parameter.
pub fn query<'a>(value: impl Fn(&str) -> Option<&'a str>, page: usize) -> CaseloadQuery {
    CaseloadQuery {
        words: value("q").map(str::to_owned),
        municipality: value("municipality").map(str::to_owned),
        level: value("level").map(str::to_owned),
        only: value("only").and_then(CaseloadOnly::parse),
        order: value("sort").and_then(CaseloadOrder::parse).unwrap_or_default(),
        page,
    }
}
