//! Short codes by which a diagnosis is gone on with elsewhere, and how often somebody was wrong with one.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, integer, text, timestamp_with_time_zone};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(resume_code()).await?;
        manager.create_table(attempt()).await?;
        manager.create_index(expiring()).await?;
        manager.create_index(over()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["attempt", "resume_code"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

/// A diagnosis has one code at most. The code itself is not here: `lookup` follows from it by a slow hash, and the key
/// of the diagnosis is sealed with it. `salt` makes the code out of the key.
fn resume_code() -> TableCreateStatement {
    Table::create()
        .table("resume_code")
        .col(big_integer("diagnosis_id").primary_key())
        .col(text("salt"))
        .col(text("lookup").unique_key())
        .col(text("sealed_key"))
        .col(text("second_fact"))
        .col(big_integer("second_number"))
        .col(timestamp_with_time_zone("made_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .foreign_key(
            ForeignKey::create()
                .name("resume_code_diagnosis_id")
                .from_tbl("resume_code")
                .from_col("diagnosis_id")
                .to_tbl("diagnosis")
                .to_col("id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}

/// `scope` is a group of senders, or what a code that was tried comes to by the slow hash, whether there is such a code
/// or not.
fn attempt() -> TableCreateStatement {
    Table::create()
        .table("attempt")
        .col(text("scope").primary_key())
        .col(integer("amount"))
        .col(timestamp_with_time_zone("since"))
        .take()
}

fn expiring() -> IndexCreateStatement {
    Index::create().name("resume_code_expires_at").table("resume_code").col("expires_at").take()
}

fn over() -> IndexCreateStatement {
    Index::create().name("attempt_since").table("attempt").col("since").take()
}
