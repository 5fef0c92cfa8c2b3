//! The domain as a whole, on the real content: what a civil servant could dispute, told as tables and laws.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic; that is how it fails")]

mod access;
mod agency;
mod amount;
mod backward_calendar;
mod caseload;
mod consent;
mod content;
mod draft;
mod history;
mod indicator;
mod laws;
mod matching;
mod missing;
mod needs;
mod notice;
mod plan;
mod population;
mod publication;
mod questions;
mod request;
mod scoring;
mod search;
mod seed;
mod sme_law;
mod statistic;
mod weighting;
mod working_day;
