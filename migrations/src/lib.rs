//! The database's shape, step by step. A landed step is never edited: the shape changes by another step, first
//! widening what there is (the running version still works), later taking away what nobody reads any more.
//! Steps name tables and columns as texts of their own: an entity of the server may change, a step may not.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

pub mod audit_link;
mod m20261122_000001_content;
mod m20261122_000002_diagnosis;
mod m20261122_000003_roll_up;
mod m20261122_000004_menu_draft;
mod m20261122_000006_menu_upload;
mod m20261122_000007_import_notes;
mod m20261122_000008_business_facts;
mod m20261122_000009_business_frame;
mod m20261122_000010_tally;
mod m20261122_000011_audit;
mod m20261122_000012_publication;
mod m20261122_000013_plan_entry;
mod m20261122_000014_passage;
mod m20261122_000016_open_diagnoses;
mod m20261122_000017_resume_code;
mod m20261122_000018_outbox;
mod m20261122_000019_tally_by_size;
mod m20261123_000020_account;
mod m20261123_000021_subscription;
mod m20261123_000022_telling;
mod m20261123_000023_staff;
mod m20261123_000024_audit_chain;
mod m20261123_000025_agency;
mod m20261123_000026_client;
mod m20261123_000027_advice_request;
mod m20261123_000028_staff_sign_on;

/// All steps, in the order in which they are taken.
#[derive(Debug)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_content::Migration),
            Box::new(m20261122_000002_diagnosis::Migration),
            Box::new(m20261122_000003_roll_up::Migration),
            Box::new(m20261122_000004_menu_draft::Migration),
            Box::new(m20261122_000006_menu_upload::Migration),
            Box::new(m20261122_000007_import_notes::Migration),
            Box::new(m20261122_000008_business_facts::Migration),
            Box::new(m20261122_000009_business_frame::Migration),
            Box::new(m20261122_000010_tally::Migration),
            Box::new(m20261122_000011_audit::Migration),
            Box::new(m20261122_000012_publication::Migration),
            Box::new(m20261122_000013_plan_entry::Migration),
            Box::new(m20261122_000014_passage::Migration),
            Box::new(m20261122_000016_open_diagnoses::Migration),
            Box::new(m20261122_000017_resume_code::Migration),
            Box::new(m20261122_000018_outbox::Migration),
            Box::new(m20261122_000019_tally_by_size::Migration),
            Box::new(m20261123_000020_account::Migration),
            Box::new(m20261123_000021_subscription::Migration),
            Box::new(m20261123_000022_telling::Migration),
            Box::new(m20261123_000023_staff::Migration),
            Box::new(m20261123_000024_audit_chain::Migration),
            Box::new(m20261123_000025_agency::Migration),
            Box::new(m20261123_000026_client::Migration),
            Box::new(m20261123_000027_advice_request::Migration),
            Box::new(m20261123_000028_staff_sign_on::Migration),
        ]
    }
}
