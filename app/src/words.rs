//! Every sentence on the screen. Codes and values come in, Japanese goes out.

pub mod answers;
pub mod api;
pub mod audit;
pub mod catalogue;
pub mod common;
pub mod content;
pub mod diagnosis;
pub mod drafts;
pub mod estimate;
pub mod facts;
pub mod format;
pub mod freshness;
pub mod funnel;
pub mod home;
pub mod imported;
pub mod interface;
pub mod labels;
pub mod menu_tables;
pub mod office;
pub mod plan;
pub mod refusal;
pub mod result;
pub mod search;
pub mod steps;
pub mod table_slips;
pub mod why;
