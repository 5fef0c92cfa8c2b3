//! What has been published as open data, frozen: each version of a set with its files, and what was counted for it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_pk_auto, blob, integer, text, timestamp_with_time_zone};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [publication(), file(), count()] {
            manager.create_table(table).await?;
        }
        manager
            .create_index(
                Index::create()
                    .name("publication_set_version")
                    .table("publication")
                    .col("set_name")
                    .col("version")
                    .unique()
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["publication_count", "publication_file", "publication"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

/// `set_name` is a period's code or `catalogue`; versions count from 1.
fn publication() -> TableCreateStatement {
    Table::create()
        .table("publication")
        .col(big_pk_auto("id"))
        .col(text("set_name"))
        .col(integer("version"))
        .col(timestamp_with_time_zone("published_at"))
        .col(text("published_by"))
        .col(text("note"))
        .take()
}

/// As it is served, byte for byte; `sha256` in hexadecimal digits. `body` is last: SQLite reads through what stands before
/// a column to come to it.
fn file() -> TableCreateStatement {
    Table::create()
        .table("publication_file")
        .col(big_integer("publication_id"))
        .col(text("name"))
        .col(integer("position"))
        .col(text("media_type"))
        .col(big_integer("bytes"))
        .col(text("sha256"))
        .col(blob("body"))
        .primary_key(Index::create().col("publication_id").col("name"))
        .foreign_key(&mut of_publication("publication_file"))
        .take()
}

/// What was counted of a question, hidden counts too, as JSON: for the check of later versions. Never served.
fn count() -> TableCreateStatement {
    Table::create()
        .table("publication_count")
        .col(big_integer("publication_id"))
        .col(text("question"))
        .col(text("document"))
        .primary_key(Index::create().col("publication_id").col("question"))
        .foreign_key(&mut of_publication("publication_count"))
        .take()
}

fn of_publication(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("{table}_publication_id"))
        .from_tbl(table)
        .from_col("publication_id")
        .to_tbl("publication")
        .to_col("id")
        .take()
}
