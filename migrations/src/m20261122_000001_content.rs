//! What is published: versions of the questionnaire, the two tables, the catalogue, and the state of it all.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, big_pk_auto, date_null, integer, text, timestamp_with_time_zone,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in
            [questionnaire_version(), content_document(), support_menu(), case_example(), plan_record()]
        {
            manager.create_table(table).await?;
        }
        manager.create_table(content_state()).await?;
        manager.execute(first_state()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            "content_state",
            "plan_record",
            "case_example",
            "support_menu",
            "content_document",
            "questionnaire_version",
        ] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

/// Published versions never change; the checksum is of the document.
fn questionnaire_version() -> TableCreateStatement {
    Table::create()
        .table("questionnaire_version")
        .col(big_pk_auto("id"))
        .col(text("questionnaire"))
        .col(integer("version"))
        .col(text("checksum"))
        .col(text("document"))
        .col(timestamp_with_time_zone("published_at"))
        .index(
            Index::create().name("questionnaire_version_unique").unique().col("questionnaire").col("version"),
        )
        .take()
}

/// What is kept whole: the tables of municipalities and industries, and the heads of the catalogue's files.
fn content_document() -> TableCreateStatement {
    Table::create().table("content_document").col(text("name").primary_key()).col(text("document")).take()
}

/// The document has it all; the columns beside it are for searching.
fn support_menu() -> TableCreateStatement {
    catalogue("support_menu")
        .col(text("name"))
        .col(text("kind"))
        .col(text("provider_level"))
        .col(date_null("opens"))
        .col(date_null("closes"))
        .take()
}

fn case_example() -> TableCreateStatement {
    catalogue("case_example")
}

fn plan_record() -> TableCreateStatement {
    catalogue("plan_record")
}

/// Entries of one file, each with its place in it.
fn catalogue(name: &'static str) -> TableCreateStatement {
    Table::create()
        .table(name)
        .col(text("id").primary_key())
        .col(integer("position"))
        .col(text("document"))
        .take()
}

/// One row. The revision grows with every load, so that running servers notice.
fn content_state() -> TableCreateStatement {
    Table::create()
        .table("content_state")
        .col(integer("id").primary_key())
        .col(big_integer("revision"))
        .col(big_integer_null("questionnaire_version_id"))
        .foreign_key(
            ForeignKey::create()
                .name("content_state_questionnaire_version")
                .from_tbl("content_state")
                .from_col("questionnaire_version_id")
                .to_tbl("questionnaire_version")
                .to_col("id"),
        )
        .take()
}

fn first_state() -> InsertStatement {
    Query::insert()
        .into_table("content_state")
        .columns(["id", "revision"])
        .values_panic([1.into(), 0_i64.into()])
        .take()
}
