//! What anyone sees: catalogue, cases, the JSON interface, refusals.

mod agencies;
mod cases;
mod interface;
mod menu;
mod menus;
mod open_data;
mod refused;
mod why;

pub use super::business::PrivacyPage;
pub use agencies::{AGENCIES, AgenciesPage};
pub use cases::{CasePage, CasesPage};
pub use interface::InterfacePage;
pub use menu::MenuPage;
pub use menus::MenusPage;
pub use open_data::{HowToPage, OpenDataPage};
pub use refused::{NotFoundPage, RefusedPage};
pub use why::WhyPage;
