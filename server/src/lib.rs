//! What makes the product run: settings, content, the store, the JSON interface, the router, the commands.

// An optimised build lays out the pages' deep view types here.
#![recursion_limit = "256"]

pub mod api;
pub mod auth;
mod background;
pub mod calendar_file;
mod checksum;
pub mod cli;
pub mod clock;
pub mod config;
pub mod content;
pub mod demo;
pub mod holidays;
pub mod import;
pub mod links;
pub mod logging;
pub mod mail;
pub mod notices;
pub mod office_table;
pub mod open_data;
pub mod reminders;
pub mod router;
pub mod serve;
mod sign_on;
pub mod spreadsheet;
pub mod store;
