//! What is known of each business, by its latest submitted diagnosis: for matching a menu with all businesses at once.
//! It can be made again from the answers.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, boolean, integer, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(business_facts()).await?;
        manager.create_index(changes()).await?;
        manager.create_table(population_state()).await?;
        manager.execute(first_state()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["population_state", "business_facts"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

/// `facts` is a JSON object. A business cannot go while it has a row: who deletes one takes the row away first, under a
/// number of the change, or servers that hold the population in memory keep it. A cascade would let that be forgotten.
fn business_facts() -> TableCreateStatement {
    Table::create()
        .table("business_facts")
        .col(big_integer("business_id").primary_key())
        .col(big_integer("diagnosis_id"))
        .col(boolean("made_up"))
        .col(text("facts"))
        .col(big_integer("change"))
        .foreign_key(
            ForeignKey::create()
                .name("business_facts_business_id")
                .from_tbl("business_facts")
                .from_col("business_id")
                .to_tbl("business")
                .to_col("id"),
        )
        .take()
}

/// Finds what changed since a reader last looked.
fn changes() -> IndexCreateStatement {
    Index::create()
        .name("business_facts_change")
        .table("business_facts")
        .col("change")
        .col("business_id")
        .take()
}

/// One row that counts the changes. Numbers instead of times: clocks go back, and a time is taken before its commit.
fn population_state() -> TableCreateStatement {
    Table::create()
        .table("population_state")
        .col(integer("id").primary_key())
        .col(big_integer("change"))
        .col(big_integer("reset"))
        .take()
}

fn first_state() -> InsertStatement {
    Query::insert()
        .into_table("population_state")
        .columns(["id", "change", "reset"])
        .values_panic([1.into(), 0_i64.into(), 0_i64.into()])
        .take()
}
