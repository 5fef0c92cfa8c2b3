//! What support agencies say of themselves, what they work on, and which diagnoses were begun from an agency's own place.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, text, text_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in COLUMNS {
            let added = Table::alter().table("agency").add_column(text_null(column)).take();
            manager.alter_table(added).await?;
        }
        let code = Index::create().name("agency_code").table("agency").col("code").unique().take();
        manager.create_index(code).await?;
        for table in [works_on("agency_municipality", "code"), works_on("agency_pain", "pain"), origin()] {
            manager.create_table(table).await?;
        }
        let by_agency =
            Index::create().name("diagnosis_origin_agency").table("diagnosis_origin").col("agency_id").take();
        manager.create_index(by_agency).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["diagnosis_origin", "agency_pain", "agency_municipality"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        manager.drop_index(Index::drop().name("agency_code").table("agency").to_owned()).await?;
        for column in COLUMNS.into_iter().rev() {
            manager.alter_table(Table::alter().table("agency").drop_column(column).take()).await?;
        }
        Ok(())
    }
}

/// `kind` is a code of `domain::agency::Kind`; `code` is what stands in the address that begins a diagnosis from the agency's
/// own place. All are empty until somebody has filled them in: an older version adds agencies without them.
const COLUMNS: [&str; 9] =
    ["kind", "code", "about", "place", "phone", "mail", "url", "hours", "contact_note"];

/// What an agency works on, a row each; without any it is for all.
fn works_on(table: &'static str, column: &'static str) -> TableCreateStatement {
    Table::create()
        .table(table)
        .col(big_integer("agency_id"))
        .col(text(column))
        .primary_key(Index::create().col("agency_id").col(column))
        .foreign_key(&mut gone_with((table, "agency_id"), "agency"))
        .take()
}

/// From which agency's place a diagnosis was begun. It is offered to that agency, never shared with it by itself.
fn origin() -> TableCreateStatement {
    Table::create()
        .table("diagnosis_origin")
        .col(big_integer("diagnosis_id").primary_key())
        .col(big_integer("agency_id"))
        .foreign_key(&mut gone_with(("diagnosis_origin", "diagnosis_id"), "diagnosis"))
        .foreign_key(&mut gone_with(("diagnosis_origin", "agency_id"), "agency"))
        .take()
}

fn gone_with(
    (table, column): (&'static str, &'static str),
    other: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("{table}_{column}"))
        .from_tbl(table)
        .from_col(column)
        .to_tbl(other)
        .to_col("id")
        .on_delete(ForeignKeyAction::Cascade)
        .take()
}
