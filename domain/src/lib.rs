//! What a civil servant could dispute: the questionnaire, 中小企業基本法, conditions, windows, matching, scores,
//! indicators. Pure: no async, no clock, no dice, no I/O. `today` is handed in.
//!
//! The walk: raw answers ([`answer`]) → what they mean ([`questionnaire`]) → [`facts`] → verdicts ([`matching`]),
//! scores ([`scoring`]), counts ([`indicator`]). [`content`] turns the content files into checked values, once.

pub mod access;
pub mod agency;
pub mod amount;
pub mod answer;
pub mod application;
pub mod backward_calendar;
pub mod case;
pub mod caseload;
pub mod closing;
pub mod condition;
pub mod consent;
pub mod content;
pub mod count;
pub mod crosswalk;
pub mod detail_html;
pub mod document;
pub mod draft;
pub mod expression;
pub mod facts;
pub mod freshness;
pub mod gap;
pub mod history;
pub mod id_set;
pub mod indicator;
pub mod industry;
pub mod lead_time;
pub mod matching;
pub mod menu;
pub mod missing;
pub mod notice;
mod packed;
pub mod passage;
pub mod plan;
pub mod population;
pub mod prefecture;
pub mod publication;
pub mod questionnaire;
pub mod request;
pub mod scoring;
pub mod search;
pub mod second_fact;
pub mod sme_law;
mod span;
pub mod statistic;
pub mod suppression;
pub mod truth;
pub mod weighting;
pub mod window;
pub mod working_day;
