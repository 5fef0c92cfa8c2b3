//! Staff of the prefecture and of support agencies: who may sign in, the links by which they enrol, where they are signed
//! in, and what they can recover by.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, big_pk_auto, boolean, text, text_null, timestamp_with_time_zone,
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
        for table in [agency(), staff(), staff_link(), staff_half(), staff_session(), staff_code()] {
            manager.create_table(table).await?;
        }
        for (name, table, column) in INDEXES {
            manager.create_index(Index::create().name(name).table(table).col(column).take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["staff_code", "staff_session", "staff_half", "staff_link", "staff", "agency"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

/// What goes with something else, or is looked for by it.
const INDEXES: [(&str, &str, &str); 4] = [
    ("staff_agency", "staff", "agency_id"),
    ("staff_link_staff", "staff_link", "staff_id"),
    ("staff_half_staff", "staff_half", "staff_id"),
    ("staff_session_staff", "staff_session", "staff_id"),
];

/// A support agency.
fn agency() -> TableCreateStatement {
    Table::create()
        .table("agency")
        .col(big_pk_auto("id"))
        .col(text("name").unique_key())
        .col(boolean("active"))
        .col(timestamp_with_time_zone("created_at"))
        .take()
}

/// `address` is in lower case; `typed` is as mail is sent to it. Without a password somebody is invited and has not enrolled.
/// `totp_step` is that of the last code that was accepted: none is taken twice.
fn staff() -> TableCreateStatement {
    Table::create()
        .table("staff")
        .col(big_pk_auto("id"))
        .col(text("address").unique_key())
        .col(text("typed"))
        .col(text("role"))
        .col(big_integer_null("agency_id"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("disabled_at"))
        .col(text_null("password"))
        .col(text_null("totp_secret"))
        .col(big_integer("totp_step"))
        .foreign_key(
            ForeignKey::create()
                .name("staff_agency_id")
                .from_tbl("staff")
                .from_col("agency_id")
                .to_tbl("agency")
                .to_col("id"),
        )
        .take()
}

/// A link to enrol by. Password and secret are those of an enrolment that was begun in the browser of `browser_hash`; nothing
/// of them counts before the link is used.
fn staff_link() -> TableCreateStatement {
    Table::create()
        .table("staff_link")
        .col(big_pk_auto("id"))
        .col(text("token_hash").unique_key())
        .col(big_integer("staff_id"))
        .col(timestamp_with_time_zone("made_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .col(text_null("browser_hash"))
        .col(text_null("password"))
        .col(text_null("totp_secret"))
        .foreign_key(&mut gone_with(("staff_link", "staff_id"), "staff"))
        .take()
}

/// A browser that has given the password, and not yet the code.
fn staff_half() -> TableCreateStatement {
    Table::create()
        .table("staff_half")
        .col(text("token_hash").primary_key())
        .col(big_integer("staff_id"))
        .col(timestamp_with_time_zone("made_at"))
        .foreign_key(&mut gone_with(("staff_half", "staff_id"), "staff"))
        .take()
}

/// A browser that is signed in. `confirmed_at`: when password and code were given last. `new_totp`: a secret that is to take
/// the place of the one in `staff`.
fn staff_session() -> TableCreateStatement {
    Table::create()
        .table("staff_session")
        .col(big_pk_auto("id"))
        .col(text("token_hash").unique_key())
        .col(big_integer("staff_id"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("seen_at"))
        .col(timestamp_with_time_zone("confirmed_at"))
        .col(text("device"))
        .col(text_null("new_totp"))
        .foreign_key(&mut gone_with(("staff_session", "staff_id"), "staff"))
        .take()
}

/// A recovery code that was not used yet, by its hash.
fn staff_code() -> TableCreateStatement {
    Table::create()
        .table("staff_code")
        .col(big_integer("staff_id"))
        .col(text("code_hash"))
        .primary_key(Index::create().col("staff_id").col("code_hash"))
        .foreign_key(&mut gone_with(("staff_code", "staff_id"), "staff"))
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
