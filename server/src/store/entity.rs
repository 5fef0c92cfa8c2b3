//! The tables as they are now. Only the store sees them; migrations do not.

pub(super) mod answer;
pub(super) mod audit_entry;
pub(super) mod business;
pub(super) mod business_facts;
pub(super) mod business_frame;
pub(super) mod business_frame_cell;
pub(super) mod business_frame_margin;
pub(super) mod business_frame_source;
pub(super) mod case_example;
pub(super) mod content_document;
pub(super) mod content_state;
pub(super) mod diagnosis;
pub(super) mod imported_record;
pub(super) mod menu_draft;
pub(super) mod menu_upload;
pub(super) mod passage;
pub(super) mod plan_record;
pub(super) mod population_state;
pub(super) mod publication;
pub(super) mod publication_count;
pub(super) mod publication_file;
pub(super) mod questionnaire_version;
pub(super) mod resume_attempt;
pub(super) mod resume_code;
pub(super) mod support_menu;
pub(super) mod tally;
