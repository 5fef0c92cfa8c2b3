//! What anyone sees: catalogue, cases, the JSON interface, refusals.

mod cases;
mod interface;
mod menu;
mod menus;
mod refused;
mod why;

pub use super::business::PrivacyPage;
pub use cases::{CasePage, CasesPage};
pub use interface::InterfacePage;
pub use menu::MenuPage;
pub use menus::MenusPage;
pub use refused::{NotFoundPage, RefusedPage};
pub use why::WhyPage;
