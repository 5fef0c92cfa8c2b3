//! Finding menus and cases: by words and by what they are narrowed down to, with the number that each choice would
//! show, in an order, page by page. It runs over the published content in memory: texts are folded, and sets of menus
//! made for every choice, once when the content is checked.

mod bits;
mod cases;
mod menu_index;
mod menus;
mod narrowing;
mod text;
mod word_index;

pub use cases::{CaseCounts, CaseFacet, CaseFilter, CaseOrder, CaseSearch, CasesFound, closeness};
pub use menu_index::MenuIndex;
pub use menus::{AMOUNT_STEPS, Hit, MenuCounts, MenuFacet, MenuFilter, MenuOrder, MenuSearch, MenusFound};
pub use narrowing::{PAGE_SIZE, Page, Tally};
pub use text::{SearchText, Word, Words, folded};
