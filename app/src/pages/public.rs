//! What anyone sees: catalogue, cases, the JSON interface, refusals.

mod cases;
mod interface;
mod menus;
mod refused;

pub use super::business::PrivacyPage;
pub use cases::{CasePage, CasesPage};
pub use interface::InterfacePage;
pub use menus::{MenuPage, MenusPage};
pub use refused::{NotFoundPage, RefusedPage};
