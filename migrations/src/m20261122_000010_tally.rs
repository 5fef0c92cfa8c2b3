//! Sums over diagnoses by two breakdowns at a time: nothing is shown by three, and by two a page reads hundreds of rows
//! where by three it read thousands. Replaces `roll_up`, which the running version may still write; a later step drops it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, boolean, small_integer, text};
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = tally();
        if manager.get_database_backend() == DbBackend::Sqlite {
            // The rows lie in their key's own tree: one write and one look instead of two.
            table.extra("WITHOUT ROWID");
        }
        manager.create_table(table).await?;
        manager.create_index(emptied()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("tally").take()).await
    }
}

/// `pair` says which two breakdowns `first` and `second` are: 0 size and industry, 1 size and municipality, 2 industry and
/// municipality; every business stands in each. The empty text stands for "did not say". The key begins with what a page
/// asks for: one indicator over one period by one pair, of real or of made-up respondents.
fn tally() -> TableCreateStatement {
    Table::create()
        .table("tally")
        .col(boolean("made_up"))
        .col(text("period"))
        .col(text("indicator"))
        .col(small_integer("pair"))
        .col(text("first"))
        .col(text("second"))
        .col(text("counter"))
        .col(big_integer("amount"))
        .primary_key(
            Index::create()
                .col("made_up")
                .col("period")
                .col("indicator")
                .col("pair")
                .col("first")
                .col("second")
                .col("counter"),
        )
        .take()
}

/// Finds the rows that a transaction has brought to zero; nearly always empty.
fn emptied() -> IndexCreateStatement {
    Index::create()
        .name("tally_emptied")
        .table("tally")
        .col("amount")
        .and_where(Expr::cust("\"amount\" = 0"))
        .take()
}
