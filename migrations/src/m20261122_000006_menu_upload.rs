//! Spreadsheets of menus that an officer has sent and not yet confirmed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{blob, text, timestamp_with_time_zone};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(menu_upload()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("menu_upload").take()).await
    }
}

/// The file as it came: what it would change is found out anew whenever somebody looks. The id is made of the file,
/// so that sending it twice keeps it once.
fn menu_upload() -> TableCreateStatement {
    Table::create()
        .table("menu_upload")
        .col(text("id").primary_key())
        .col(text("file_name"))
        .col(blob("body"))
        .col(timestamp_with_time_zone("uploaded_at"))
        .take()
}
