//! Where people leave is read from the diagnoses that are not submitted, and no longer counted with every answer.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// What an earlier version has counted.
const COUNTED: &str = "DELETE FROM passage WHERE step LIKE 'last:%'";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(dropped("diagnosis_answering")).await?;
        manager.create_index(open()).await?;
        manager.get_connection().execute_unprepared(COUNTED).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(dropped("diagnosis_open")).await?;
        manager.create_index(answering()).await
    }
}

fn dropped(index: &str) -> IndexDropStatement {
    Index::drop().name(index).table("diagnosis").to_owned()
}

/// Has all that the count of those who have left asks for, and no diagnosis that it leaves out.
fn open() -> IndexCreateStatement {
    Index::create()
        .name("diagnosis_open")
        .table("diagnosis")
        .col("made_up")
        .col("started_at")
        .col("last_question")
        .col("last_answered_at")
        .and_where(Expr::cust("\"submitted_at\" IS NULL AND \"previous_id\" IS NULL"))
        .take()
}

/// As the step of the passages made it.
fn answering() -> IndexCreateStatement {
    Index::create()
        .name("diagnosis_answering")
        .table("diagnosis")
        .col("last_answered_at")
        .and_where(Expr::cust("\"submitted_at\" IS NULL"))
        .take()
}
