//! How businesses pass through the product: counts by month and step, and the three words of a diagnosis that they are
//! counted from beside its answers.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, boolean, text, text_null, timestamp_with_time_zone_null};
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Of diagnoses that are under way: what an earlier version has not written.
const LAST_ANSWERS: &str = "UPDATE diagnosis SET \
    last_question = (SELECT question_id FROM answer WHERE answer.diagnosis_id = diagnosis.id \
        ORDER BY answered_at DESC, question_id DESC LIMIT 1), \
    last_answered_at = COALESCE( \
        (SELECT MAX(answered_at) FROM answer WHERE answer.diagnosis_id = diagnosis.id), started_at) \
    WHERE submitted_at IS NULL";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [
            text_null("last_question"),
            timestamp_with_time_zone_null("last_answered_at"),
            boolean("opened_menu").default(false).take(),
            text_null("helpful"),
        ] {
            manager.alter_table(Table::alter().table("diagnosis").add_column(column).take()).await?;
        }
        manager.get_connection().execute_unprepared(LAST_ANSWERS).await?;
        manager.create_index(answering()).await?;
        let mut table = passage();
        if manager.get_database_backend() == DbBackend::Sqlite {
            table.extra("WITHOUT ROWID");
        }
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("passage").take()).await?;
        manager.drop_index(Index::drop().name("diagnosis_answering").table("diagnosis").to_owned()).await?;
        for column in ["helpful", "opened_menu", "last_answered_at", "last_question"] {
            manager.alter_table(Table::alter().table("diagnosis").drop_column(column).take()).await?;
        }
        Ok(())
    }
}

/// `month` is that of Japan's day on which diagnoses began; `step` is the key of a `domain::passage::Step`.
fn passage() -> TableCreateStatement {
    Table::create()
        .table("passage")
        .col(boolean("made_up"))
        .col(text("month"))
        .col(text("step"))
        .col(big_integer("amount"))
        .primary_key(Index::create().col("made_up").col("month").col("step"))
        .take()
}

/// Finds the diagnoses that somebody is answering now.
fn answering() -> IndexCreateStatement {
    Index::create()
        .name("diagnosis_answering")
        .table("diagnosis")
        .col("last_answered_at")
        .and_where(Expr::cust("\"submitted_at\" IS NULL"))
        .take()
}
