//! Accounts: addresses that people have shown to be theirs, what they own, the links that are sent there, and where they
//! are signed in.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, big_pk_auto, integer, text, timestamp_with_time_zone,
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
        for table in [account(), account_business(), account_link(), account_session(), diagnosis_key()] {
            manager.create_table(table).await?;
        }
        for (name, table, column) in INDEXES {
            manager.create_index(Index::create().name(name).table(table).col(column).take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["diagnosis_key", "account_session", "account_link", "account_business", "account"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

/// What is looked for by, or goes with, something else: without an index, whatever goes would search the whole table.
const INDEXES: [(&str, &str, &str); 7] = [
    ("account_business_business", "account_business", "business_id"),
    ("account_link_account", "account_link", "account_id"),
    ("account_link_business", "account_link", "business_id"),
    ("account_link_expires", "account_link", "expires_at"),
    ("account_session_account", "account_session", "account_id"),
    ("diagnosis_key_diagnosis", "diagnosis_key", "diagnosis_id"),
    ("diagnosis_key_session", "diagnosis_key", "session_id"),
];

/// `address` is in lower case, so that one address is one account; `typed` is as mail is sent to it.
fn account() -> TableCreateStatement {
    Table::create()
        .table("account")
        .col(big_pk_auto("id"))
        .col(text("address").unique_key())
        .col(text("typed"))
        .col(timestamp_with_time_zone("created_at"))
        .take()
}

/// Who owns a business has all its diagnoses. Several may: whoever has shown a key.
fn account_business() -> TableCreateStatement {
    Table::create()
        .table("account_business")
        .col(big_integer("account_id"))
        .col(big_integer("business_id"))
        .col(timestamp_with_time_zone("claimed_at"))
        .primary_key(Index::create().col("account_id").col("business_id"))
        .foreign_key(&mut gone_with(("account_business", "account_id"), "account"))
        .foreign_key(&mut gone_with(("account_business", "business_id"), "business"))
        .take()
}

/// A link that was sent. `purpose` is `sign-in` or `change-address`. Of token, browser and code there are hashes only.
/// `business_id` is what it claims when it is used, `account_id` whose address it changes.
fn account_link() -> TableCreateStatement {
    let business = ForeignKey::create()
        .name("account_link_business_id")
        .from_tbl("account_link")
        .from_col("business_id")
        .to_tbl("business")
        .to_col("id")
        .on_delete(ForeignKeyAction::SetNull)
        .take();
    Table::create()
        .table("account_link")
        .col(big_pk_auto("id"))
        .col(text("token_hash").unique_key())
        .col(text("purpose"))
        .col(text("address"))
        .col(text("browser_hash"))
        .col(text("code_hash"))
        .col(big_integer_null("account_id"))
        .col(big_integer_null("business_id"))
        .col(timestamp_with_time_zone("asked_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .col(integer("tries"))
        .foreign_key(&mut gone_with(("account_link", "account_id"), "account"))
        .foreign_key(&mut business.clone())
        .take()
}

/// A browser that is signed in. `device` is a word for what kind of browser it is.
fn account_session() -> TableCreateStatement {
    Table::create()
        .table("account_session")
        .col(big_pk_auto("id"))
        .col(text("token_hash").unique_key())
        .col(big_integer("account_id"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("seen_at"))
        .col(text("device"))
        .foreign_key(&mut gone_with(("account_session", "account_id"), "account"))
        .take()
}

/// A key that a session has made for a diagnosis, beside the diagnosis's own. It goes with its session.
fn diagnosis_key() -> TableCreateStatement {
    Table::create()
        .table("diagnosis_key")
        .col(text("key_hash").primary_key())
        .col(big_integer("diagnosis_id"))
        .col(big_integer("session_id"))
        .col(timestamp_with_time_zone("made_at"))
        .foreign_key(&mut gone_with(("diagnosis_key", "diagnosis_id"), "diagnosis"))
        .foreign_key(&mut gone_with(("diagnosis_key", "session_id"), "account_session"))
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
