//! Mail that is to be sent: written in the transaction that causes it, taken from here by whoever sends.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_pk_auto, integer, small_integer_null, text, text_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(outbox()).await?;
        manager.create_index(key()).await?;
        manager.create_index(due()).await?;
        manager.create_index(settled()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("outbox").take()).await
    }
}

/// `key` names the occasion, so that it makes one mail only, however often it is written; `token` the mail, in its
/// Message-ID and its file. `state` is `waiting`, `sent` or `parked`. `due_at` is when it may be tried next: whoever tries
/// moves it into the future, and writes down `claim` as theirs. `reason` and `status` say why it did not go the last time.
/// Address and texts are emptied some days after it was settled; the row stays, for its key.
fn outbox() -> TableCreateStatement {
    Table::create()
        .table("outbox")
        .col(big_pk_auto("id"))
        .col(text("key"))
        .col(text("kind"))
        .col(text("token"))
        .col(text_null("recipient"))
        .col(text_null("subject"))
        .col(text_null("text"))
        .col(text_null("html"))
        .col(text_null("unsubscribe_url"))
        .col(timestamp_with_time_zone("created_at"))
        .col(text("state"))
        .col(timestamp_with_time_zone("due_at"))
        .col(text_null("claim"))
        .col(integer("attempts"))
        .col(timestamp_with_time_zone_null("first_tried_at"))
        .col(text_null("reason"))
        .col(small_integer_null("status"))
        .col(timestamp_with_time_zone_null("settled_at"))
        .take()
}

fn key() -> IndexCreateStatement {
    Index::create().name("outbox_key").table("outbox").col("key").unique().take()
}

/// Finds what is due without a look at what was sent.
fn due() -> IndexCreateStatement {
    Index::create().name("outbox_due").table("outbox").col("state").col("due_at").col("id").take()
}

/// Counts and lists what is settled, and finds what is to be emptied.
fn settled() -> IndexCreateStatement {
    Index::create().name("outbox_settled").table("outbox").col("state").col("settled_at").take()
}
