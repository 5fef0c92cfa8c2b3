//! What businesses tell afterwards: what became of support, and words on results.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, text, text_null, timestamp_with_time_zone};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(application()).await?;
        manager.create_table(comment()).await?;
        manager.create_index(latest()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["comment", "application"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

/// Of a menu that was taken out of the catalogue since, the rows stay. `application` and `hindrance` are codes of
/// `domain::application`.
fn application() -> TableCreateStatement {
    Table::create()
        .table("application")
        .col(big_integer("business_id"))
        .col(text("menu_id"))
        .col(text("application"))
        .col(text_null("hindrance"))
        .col(timestamp_with_time_zone("told_at"))
        .primary_key(Index::create().col("business_id").col("menu_id"))
        .foreign_key(&mut goes_with("application", "business_id", "business"))
        .take()
}

fn comment() -> TableCreateStatement {
    Table::create()
        .table("comment")
        .col(big_integer("diagnosis_id").primary_key())
        .col(text("text"))
        .col(timestamp_with_time_zone("written_at"))
        .foreign_key(&mut goes_with("comment", "diagnosis_id", "diagnosis"))
        .take()
}

fn goes_with(from: &'static str, column: &'static str, table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("{from}_{column}"))
        .from_tbl(from)
        .from_col(column)
        .to_tbl(table)
        .to_col("id")
        .on_delete(ForeignKeyAction::Cascade)
        .take()
}

fn latest() -> IndexCreateStatement {
    Index::create().name("comment_written_at").table("comment").col("written_at").take()
}
