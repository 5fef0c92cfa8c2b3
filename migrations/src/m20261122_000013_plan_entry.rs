//! Who a figure of the plans came from.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text_null;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Without a word: from the content files, which a load may replace or take away.
        let origin = Table::alter().table("plan_record").add_column(text_null("origin")).take();
        manager.alter_table(origin).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("plan_record").drop_column("origin").take()).await
    }
}
