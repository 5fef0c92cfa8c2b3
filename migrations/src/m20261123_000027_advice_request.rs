//! Requests for advice, and for how long each agency had them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, big_pk_auto, integer, text, text_null, timestamp_with_time_zone,
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
        manager.create_table(request()).await?;
        manager.create_table(turn()).await?;
        let by_business =
            Index::create().name("advice_request_business").table(REQUEST).col("business_id").take();
        manager.create_index(by_business).await?;
        let open =
            Index::create().name("advice_request_open").table(REQUEST).col("state").col("agency_id").take();
        manager.create_index(open).await?;
        let of_request = Index::create().name("advice_turn_request").table(TURN).col("request_id").take();
        manager.create_index(of_request).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [TURN, REQUEST] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

const REQUEST: &str = "advice_request";
const TURN: &str = "advice_turn";

/// `topic` is the id of a pain, or `other`; `state` a code of `domain::request::State`. `turn_at` is when the present agency was
/// given it, `reminded` how many reminders it was sent since. `nonce` is a hash: of the business, and of the form that was sent.
fn request() -> TableCreateStatement {
    Table::create()
        .table(REQUEST)
        .col(big_pk_auto("id"))
        .col(big_integer("business_id"))
        .col(big_integer("agency_id"))
        .col(text("nonce").unique_key())
        .col(text("topic"))
        .col(text("text"))
        .col(text("name"))
        .col(text_null("phone"))
        .col(text_null("mail"))
        .col(text("state"))
        .col(timestamp_with_time_zone("asked_at"))
        .col(timestamp_with_time_zone("turn_at"))
        .col(integer("reminded"))
        .col(timestamp_with_time_zone_null("answered_at"))
        .col(big_integer_null("answered_by"))
        .col(big_integer_null("offered_to"))
        .foreign_key(to((REQUEST, "business_id"), "business").on_delete(ForeignKeyAction::Cascade))
        .foreign_key(&mut to((REQUEST, "agency_id"), "agency"))
        .foreign_key(&mut to((REQUEST, "answered_by"), "staff"))
        .foreign_key(&mut to((REQUEST, "offered_to"), "agency"))
        .take()
}

/// What an agency has done with: from when to when it had a request, and how that ended (`answered`, `handed_over`,
/// `withdrawn`). What it still has stands in the request itself.
fn turn() -> TableCreateStatement {
    Table::create()
        .table(TURN)
        .col(big_pk_auto("id"))
        .col(big_integer("request_id"))
        .col(big_integer("agency_id"))
        .col(timestamp_with_time_zone("got_at"))
        .col(timestamp_with_time_zone("ended_at"))
        .col(text("outcome"))
        .foreign_key(to((TURN, "request_id"), REQUEST).on_delete(ForeignKeyAction::Cascade))
        .foreign_key(&mut to((TURN, "agency_id"), "agency"))
        .take()
}

fn to((table, column): (&'static str, &'static str), other: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("{table}_{column}"))
        .from_tbl(table)
        .from_col(column)
        .to_tbl(other)
        .to_col("id")
        .to_owned()
}
