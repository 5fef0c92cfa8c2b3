//! Who is told what by mail, and what they were told.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_pk_auto, boolean, date, date_null, integer, text, text_null, timestamp_with_time_zone,
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
        for table in [subscription(), notice(), notice_state(), announced_menu(), security_warning()] {
            manager.create_table(table).await?;
        }
        for index in [one_each(), reminders(), follow_ups(), due()] {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["security_warning", "announced_menu", "notice_state", "notice", "subscription"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

/// `state` is `pending` or `active`; who ends a subscription leaves no row. `token` stands in every mail. `choices` are JSON;
/// `asked` are those that wait for the confirmation whose token has this hash.
fn subscription() -> TableCreateStatement {
    Table::create()
        .table("subscription")
        .col(big_pk_auto("id"))
        .col(big_integer("business_id"))
        .col(text("address"))
        .col(text("address_key"))
        .col(text("token").unique_key())
        .col(text("state"))
        .col(text("choices"))
        .col(text_null("asked"))
        .col(text_null("confirm_hash").unique_key())
        .col(timestamp_with_time_zone_null("confirm_expires_at"))
        .col(date_null("remind_at"))
        .col(date_null("follow_up_at"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("confirmed_at"))
        .foreign_key(&mut belongs("subscription", "business_id", "business"))
        .take()
}

/// `occasion` is what nobody is told twice; `subject` the menu or the warning. `settled_at`: it was mailed, or is not worth
/// a mail any more.
fn notice() -> TableCreateStatement {
    Table::create()
        .table("notice")
        .col(big_integer("subscription_id"))
        .col(text("occasion"))
        .col(text("kind"))
        .col(text("subject"))
        .col(boolean("near"))
        .col(timestamp_with_time_zone("found_at"))
        .col(timestamp_with_time_zone("due_at"))
        .col(timestamp_with_time_zone_null("settled_at"))
        .primary_key(Index::create().col("subscription_id").col("occasion"))
        .foreign_key(&mut belongs("notice", "subscription_id", "subscription"))
        .take()
}

/// One row: up to which revision of the content and which day it was looked at what happens.
fn notice_state() -> TableCreateStatement {
    Table::create()
        .table("notice_state")
        .col(integer("id").primary_key())
        .col(big_integer("revision"))
        .col(date("day"))
        .take()
}

/// Menus that are no news any more, published or not.
fn announced_menu() -> TableCreateStatement {
    Table::create().table("announced_menu").col(text("menu_id").primary_key()).take()
}

/// `divisions` is a JSON list of JSIC letters; an empty one means all. `seal` keeps the same from being published
/// twice a day. `found_at`: it was looked whom it concerns.
fn security_warning() -> TableCreateStatement {
    Table::create()
        .table("security_warning")
        .col(big_pk_auto("id"))
        .col(text("title"))
        .col(text("body"))
        .col(text("url"))
        .col(text("divisions"))
        .col(text("seal").unique_key())
        .col(timestamp_with_time_zone("published_at"))
        .col(timestamp_with_time_zone_null("found_at"))
        .take()
}

fn belongs(table: &'static str, column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("{table}_{column}"))
        .from_tbl(table)
        .from_col(column)
        .to_tbl(to)
        .to_col("id")
        .on_delete(ForeignKeyAction::Cascade)
        .take()
}

/// A business has one subscription for an address, however it is written.
fn one_each() -> IndexCreateStatement {
    Index::create()
        .name("subscription_one_each")
        .table("subscription")
        .col("business_id")
        .col("address_key")
        .unique()
        .take()
}

fn reminders() -> IndexCreateStatement {
    Index::create().name("subscription_remind_at").table("subscription").col("remind_at").take()
}

fn follow_ups() -> IndexCreateStatement {
    Index::create().name("subscription_follow_up_at").table("subscription").col("follow_up_at").take()
}

/// Finds what is to be mailed without a look at what was.
fn due() -> IndexCreateStatement {
    Index::create().name("notice_due").table("notice").col("settled_at").col("due_at").take()
}
