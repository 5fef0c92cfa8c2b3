//! Businesses, their diagnoses, and the answers as they were given.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, big_pk_auto, boolean, text, text_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(business()).await?;
        manager.create_table(diagnosis()).await?;
        manager.create_table(answer()).await?;
        for index in [latest_of_business(), successors()] {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["answer", "diagnosis", "business"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

fn business() -> TableCreateStatement {
    Table::create()
        .table("business")
        .col(big_pk_auto("id"))
        .col(boolean("made_up"))
        .col(timestamp_with_time_zone("created_at"))
        .take()
}

/// Made-up diagnoses have no key: nobody opens them.
fn diagnosis() -> TableCreateStatement {
    Table::create()
        .table("diagnosis")
        .col(big_pk_auto("id"))
        .col(big_integer("business_id"))
        .col(text_null("key_hash").unique_key())
        .col(big_integer("questionnaire_version_id"))
        .col(timestamp_with_time_zone("started_at"))
        .col(timestamp_with_time_zone_null("submitted_at"))
        .col(boolean("made_up"))
        .col(big_integer_null("previous_id"))
        .foreign_key(&mut reference("business_id", "business"))
        .foreign_key(&mut reference("questionnaire_version_id", "questionnaire_version"))
        .foreign_key(&mut reference("previous_id", "diagnosis"))
        .take()
}

fn reference(column: &'static str, table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("diagnosis_{column}"))
        .from_tbl("diagnosis")
        .from_col(column)
        .to_tbl(table)
        .to_col("id")
        .take()
}

/// `raw` is JSON, just as the form sent it.
fn answer() -> TableCreateStatement {
    Table::create()
        .table("answer")
        .col(big_integer("diagnosis_id"))
        .col(text("question_id"))
        .col(text("raw"))
        .col(timestamp_with_time_zone("answered_at"))
        .primary_key(Index::create().col("diagnosis_id").col("question_id"))
        .foreign_key(
            ForeignKey::create()
                .name("answer_diagnosis_id")
                .from_tbl("answer")
                .from_col("diagnosis_id")
                .to_tbl("diagnosis")
                .to_col("id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}

fn latest_of_business() -> IndexCreateStatement {
    Index::create()
        .name("diagnosis_business_submitted")
        .table("diagnosis")
        .col("business_id")
        .col("submitted_at")
        .take()
}

/// Without it, every deleted diagnosis would search all others for one that follows it.
fn successors() -> IndexCreateStatement {
    Index::create().name("diagnosis_previous").table("diagnosis").col("previous_id").take()
}
