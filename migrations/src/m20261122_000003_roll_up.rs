//! Sums over diagnoses, kept with every submission: a dashboard never scans answers.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, boolean, text};
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = roll_up();
        if manager.get_database_backend() == DbBackend::Sqlite {
            // The rows lie in their key's own tree: one write and one look instead of two.
            table.extra("WITHOUT ROWID");
        }
        manager.create_table(table).await?;
        manager.create_index(emptied()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("roll_up").take()).await
    }
}

/// The empty text stands for "did not say". The key begins with what a page asks for:
/// one indicator over one period, of real or of made-up respondents.
fn roll_up() -> TableCreateStatement {
    Table::create()
        .table("roll_up")
        .col(boolean("made_up"))
        .col(text("period"))
        .col(text("indicator"))
        .col(text("counter"))
        .col(text("employee_size"))
        .col(text("industry"))
        .col(text("municipality"))
        .col(big_integer("amount"))
        .primary_key(
            Index::create()
                .col("made_up")
                .col("period")
                .col("indicator")
                .col("counter")
                .col("employee_size")
                .col("industry")
                .col("municipality"),
        )
        .take()
}

/// Finds the rows that a transaction has brought to zero; nearly always empty.
fn emptied() -> IndexCreateStatement {
    Index::create()
        .name("roll_up_emptied")
        .table("roll_up")
        .col("amount")
        .and_where(Expr::cust("\"amount\" = 0"))
        .take()
}
