//! Lists that are searched, narrowed down, ordered and shown page by page: all by links and one form, without scripts.

mod address;
mod facet;
mod form;
mod nothing;
mod pager;
mod whose;

pub use address::{Address, Asked, with_query};
pub use facet::{Choice, Facet, option, select};
pub use form::{Listing, chosen, search_form};
pub use nothing::nothing_found;
pub use pager::{count_line, pager};
pub use whose::whose;
