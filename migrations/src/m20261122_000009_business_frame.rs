//! The numbers of all businesses, for weighting. Each import is a version of its own, and stays; the latest counts.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_pk_auto, integer, text, timestamp_with_time_zone};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [business_frame(), source(), margin(), cell()] {
            manager.create_table(table).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in
            ["business_frame_cell", "business_frame_margin", "business_frame_source", "business_frame"]
        {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

fn business_frame() -> TableCreateStatement {
    Table::create()
        .table("business_frame")
        .col(big_pk_auto("id"))
        .col(text("unit"))
        .col(text("imported_by"))
        .col(timestamp_with_time_zone("imported_at"))
        .take()
}

/// The tables that it was made of, in their order.
fn source() -> TableCreateStatement {
    Table::create()
        .table("business_frame_source")
        .col(big_integer("frame_id"))
        .col(integer("position"))
        .col(text("file"))
        .col(text("title"))
        .col(text("as_of"))
        .primary_key(Index::create().col("frame_id").col("position"))
        .foreign_key(&mut of_frame("business_frame_source"))
        .take()
}

/// `dimensions` are names, parted by commas. `total` counts businesses of cells that are not listed, too.
fn margin() -> TableCreateStatement {
    Table::create()
        .table("business_frame_margin")
        .col(big_integer("frame_id"))
        .col(integer("position"))
        .col(text("dimensions"))
        .col(big_integer("total"))
        .primary_key(Index::create().col("frame_id").col("position"))
        .foreign_key(&mut of_frame("business_frame_margin"))
        .take()
}

/// A dimension that the margin does not have is the empty text.
fn cell() -> TableCreateStatement {
    Table::create()
        .table("business_frame_cell")
        .col(big_integer("frame_id"))
        .col(integer("margin"))
        .col(text("employee_size"))
        .col(text("industry"))
        .col(text("municipality"))
        .col(big_integer("businesses"))
        .primary_key(
            Index::create()
                .col("frame_id")
                .col("margin")
                .col("employee_size")
                .col("industry")
                .col("municipality"),
        )
        .foreign_key(&mut of_frame("business_frame_cell"))
        .take()
}

fn of_frame(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("{table}_frame_id"))
        .from_tbl(table)
        .from_col("frame_id")
        .to_tbl("business_frame")
        .to_col("id")
        .take()
}
