//! Finding menus and cases: by words and by what they are narrowed down to, with the number that each choice would
//! show, in an order, page by page. It runs over the published content in memory; nothing is folded at a request.

mod cases;
mod menus;
mod narrowing;
mod text;

pub use cases::{CaseCounts, CaseFacet, CaseFilter, CaseOrder, CaseSearch, CasesFound, closeness};
pub use menus::{AMOUNT_STEPS, Hit, MenuCounts, MenuFacet, MenuFilter, MenuOrder, MenuSearch, MenusFound};
pub use narrowing::{PAGE_SIZE, Page, Tally};
pub use text::{SearchText, Word, Words, folded};
