//! What officers should look at in what was imported and published at once, without a draft.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // JSON: a list of sentences.
        let notes = Table::alter().table("imported_record").add_column(text("notes").default("[]")).take();
        manager.alter_table(notes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("imported_record").drop_column("notes").take()).await
    }
}
