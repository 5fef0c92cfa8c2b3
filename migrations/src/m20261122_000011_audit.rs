//! The audit log: what officers did. Rows are written in the transaction of the act, and neither changed nor removed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_pk_auto, text, text_null, timestamp_with_time_zone};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(audit_entry()).await?;
        for column in ["action", "subject", "at"] {
            manager.create_index(index(column)).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("audit_entry").take()).await
    }
}

/// `actor` and `action` are codes; `subject` is what the act concerns, the empty text where the action says it all.
/// `before` and `after` are JSON, none where there was nothing before, or is nothing after.
fn audit_entry() -> TableCreateStatement {
    Table::create()
        .table("audit_entry")
        .col(big_pk_auto("id"))
        .col(timestamp_with_time_zone("at"))
        .col(text("actor"))
        .col(text("action"))
        .col(text("subject"))
        .col(text_null("before"))
        .col(text_null("after"))
        .take()
}

/// The latest entries of one value are found without a look at the others.
fn index(column: &'static str) -> IndexCreateStatement {
    let name = format!("audit_entry_{column}");
    Index::create().name(name).table("audit_entry").col(column).col("id").take()
}
