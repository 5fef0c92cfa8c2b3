//! Drafts of menus that wait for an officer, what was imported and from where, and who a menu came from.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_pk_auto, text, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Without a word: from the content files, which a load may replace or take away.
        let origin = Table::alter().table("support_menu").add_column(text_null("origin")).take();
        manager.alter_table(origin).await?;
        manager.create_table(menu_draft()).await?;
        manager.create_table(imported_record()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["imported_record", "menu_draft"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        manager.alter_table(Table::alter().table("support_menu").drop_column("origin").take()).await
    }
}

/// `document` is proposed in place of `base`, which was published then (none: the menu was not there yet).
/// What is proposed anew gets a new id: nobody publishes what they have not seen.
fn menu_draft() -> TableCreateStatement {
    Table::create()
        .table("menu_draft")
        .col(big_pk_auto("id"))
        .col(text("menu_id"))
        .col(text("origin"))
        .col(text("document"))
        .col(text_null("base"))
        .col(text("notes"))
        .col(timestamp_with_time_zone("created_at"))
        .index(Index::create().name("menu_draft_one_of_each").unique().col("menu_id").col("origin"))
        .take()
}

/// `record` is what the source says, `taken` the menu document made of it; `settled` is the one that was last
/// published or turned down, on which officers may have edited since.
fn imported_record() -> TableCreateStatement {
    Table::create()
        .table("imported_record")
        .col(text("system"))
        .col(text("source_id"))
        .col(text("checksum"))
        .col(text("record"))
        .col(text("menu_id").unique_key())
        .col(text("taken"))
        .col(text("settled"))
        .col(timestamp_with_time_zone("first_seen"))
        .col(timestamp_with_time_zone("last_seen"))
        .col(timestamp_with_time_zone_null("vanished_at"))
        .primary_key(Index::create().col("system").col("source_id"))
        .take()
}
