//! Clients of agencies: what a business has agreed to, who looked, and what an agency has written down for it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, big_pk_auto, boolean, integer, text, text_null, timestamp_with_time_zone,
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
        for table in [
            consent(),
            consent_look(),
            share_code(),
            advice(),
            client_task(),
            proposal(),
            joint_diagnosis(),
            staff_diagnosis_key(),
        ] {
            manager.create_table(table).await?;
        }
        for (name, table, columns) in INDEXES {
            let mut index = Index::create().name(name).table(table).take();
            for column in columns {
                index.col(*column);
            }
            manager.create_index(index).await?;
        }
        let once = Index::create()
            .name("proposal_once")
            .table("proposal")
            .col("agency_id")
            .col("business_id")
            .col("menu_id")
            .unique()
            .take();
        manager.create_index(once).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            "staff_diagnosis_key",
            "joint_diagnosis",
            "proposal",
            "client_task",
            "advice",
            "share_code",
            "consent_look",
            "consent",
        ] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

/// What is looked for by, or goes with, something else.
const INDEXES: [(&str, &str, &[&str]); 12] = [
    ("consent_agency", "consent", &["agency_id", "revoked_at"]),
    ("consent_business", "consent", &["business_id"]),
    ("consent_look_consent", "consent_look", &["consent_id", "looked_at"]),
    ("share_code_code", "share_code", &["code"]),
    ("advice_agency", "advice", &["agency_id", "business_id"]),
    ("advice_business", "advice", &["business_id"]),
    ("client_task_agency", "client_task", &["agency_id", "done_at"]),
    ("client_task_business", "client_task", &["business_id"]),
    ("proposal_business", "proposal", &["business_id"]),
    ("joint_diagnosis_agency", "joint_diagnosis", &["agency_id", "business_id"]),
    ("staff_diagnosis_key_diagnosis", "staff_diagnosis_key", &["diagnosis_id"]),
    ("staff_diagnosis_key_session", "staff_diagnosis_key", &["staff_session_id"]),
];

/// What a business agreed to. The latest to an agency counts; what it takes the place of is revoked. `name` and `contact` are
/// as the business wrote them; `contact` is empty where it is not covered. `way` is a code of `app::backend::ConsentWay`.
fn consent() -> TableCreateStatement {
    Table::create()
        .table("consent")
        .col(big_pk_auto("id"))
        .col(big_integer("business_id"))
        .col(big_integer("agency_id"))
        .col(boolean("covers_answers"))
        .col(boolean("covers_contact"))
        .col(text("name"))
        .col(text("contact"))
        .col(integer("text_version"))
        .col(text("way"))
        .col(timestamp_with_time_zone("given_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("revoked_at"))
        .foreign_key(&mut gone_with(("consent", "business_id"), "business"))
        .foreign_key(&mut kept_with(("consent", "agency_id"), "agency"))
        .take()
}

/// That somebody of the agency looked, and at what (code of `app::backend::LookAt`).
fn consent_look() -> TableCreateStatement {
    Table::create()
        .table("consent_look")
        .col(big_pk_auto("id"))
        .col(big_integer("consent_id"))
        .col(big_integer("staff_id"))
        .col(timestamp_with_time_zone("looked_at"))
        .col(text("what"))
        .foreign_key(&mut gone_with(("consent_look", "consent_id"), "consent"))
        .foreign_key(&mut kept_with(("consent_look", "staff_id"), "staff"))
        .take()
}

/// Six digits that a business shows to an adviser. Who types them is offered to the business, which then agrees, or not: the
/// digits alone open nothing.
fn share_code() -> TableCreateStatement {
    Table::create()
        .table("share_code")
        .col(big_integer("business_id").primary_key())
        .col(text("code"))
        .col(timestamp_with_time_zone("made_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(big_integer_null("staff_id"))
        .col(timestamp_with_time_zone_null("typed_at"))
        .foreign_key(&mut gone_with(("share_code", "business_id"), "business"))
        .foreign_key(&mut kept_with(("share_code", "staff_id"), "staff"))
        .take()
}

/// Words of an adviser: for the business, or for the agency alone. `nonce` is of the press of the form: pressed twice, it is one.
fn advice() -> TableCreateStatement {
    Table::create()
        .table("advice")
        .col(big_pk_auto("id"))
        .col(big_integer("business_id"))
        .col(big_integer("agency_id"))
        .col(big_integer("staff_id"))
        .col(text("text"))
        .col(boolean("visible"))
        .col(timestamp_with_time_zone("written_at"))
        .col(text("nonce").unique_key())
        .foreign_key(&mut gone_with(("advice", "business_id"), "business"))
        .foreign_key(&mut kept_with(("advice", "agency_id"), "agency"))
        .foreign_key(&mut kept_with(("advice", "staff_id"), "staff"))
        .take()
}

/// What is to be done for a client, by whom. `due_on` is a Japanese day (`2026-11-30`).
fn client_task() -> TableCreateStatement {
    Table::create()
        .table("client_task")
        .col(big_pk_auto("id"))
        .col(big_integer("business_id"))
        .col(big_integer("agency_id"))
        .col(big_integer("staff_id"))
        .col(text("text"))
        .col(text_null("due_on"))
        .col(timestamp_with_time_zone("made_at"))
        .col(timestamp_with_time_zone_null("done_at"))
        .col(text("nonce").unique_key())
        .foreign_key(&mut gone_with(("client_task", "business_id"), "business"))
        .foreign_key(&mut kept_with(("client_task", "agency_id"), "agency"))
        .foreign_key(&mut kept_with(("client_task", "staff_id"), "staff"))
        .take()
}

/// A menu that an agency proposed to a client. `state` is a code of `domain::caseload::ProposalState`; `by_business`: the
/// business said so last.
fn proposal() -> TableCreateStatement {
    Table::create()
        .table("proposal")
        .col(big_pk_auto("id"))
        .col(big_integer("business_id"))
        .col(big_integer("agency_id"))
        .col(text("menu_id"))
        .col(big_integer("staff_id"))
        .col(text("state"))
        .col(timestamp_with_time_zone("proposed_at"))
        .col(timestamp_with_time_zone("changed_at"))
        .col(boolean("by_business"))
        .foreign_key(&mut gone_with(("proposal", "business_id"), "business"))
        .foreign_key(&mut kept_with(("proposal", "agency_id"), "agency"))
        .foreign_key(&mut kept_with(("proposal", "staff_id"), "staff"))
        .take()
}

/// A diagnosis that was answered with an adviser, or keyed in by one. `channel` is a code of `domain::caseload::Channel`.
fn joint_diagnosis() -> TableCreateStatement {
    Table::create()
        .table("joint_diagnosis")
        .col(big_integer("diagnosis_id").primary_key())
        .col(big_integer("business_id"))
        .col(big_integer("agency_id"))
        .col(big_integer("staff_id"))
        .col(text("channel"))
        .col(timestamp_with_time_zone("begun_at"))
        .foreign_key(&mut gone_with(("joint_diagnosis", "diagnosis_id"), "diagnosis"))
        .foreign_key(&mut kept_with(("joint_diagnosis", "agency_id"), "agency"))
        .foreign_key(&mut kept_with(("joint_diagnosis", "staff_id"), "staff"))
        .take()
}

/// A key by which an adviser answers with a client: it opens as long as the session lives and the consent holds.
fn staff_diagnosis_key() -> TableCreateStatement {
    Table::create()
        .table("staff_diagnosis_key")
        .col(text("key_hash").primary_key())
        .col(big_integer("diagnosis_id"))
        .col(big_integer("staff_session_id"))
        .col(big_integer("agency_id"))
        .col(timestamp_with_time_zone("made_at"))
        .foreign_key(&mut gone_with(("staff_diagnosis_key", "diagnosis_id"), "diagnosis"))
        .foreign_key(&mut gone_with(("staff_diagnosis_key", "staff_session_id"), "staff_session"))
        .foreign_key(&mut kept_with(("staff_diagnosis_key", "agency_id"), "agency"))
        .take()
}

fn gone_with(of: (&'static str, &'static str), other: &'static str) -> ForeignKeyCreateStatement {
    kept_with(of, other).on_delete(ForeignKeyAction::Cascade).take()
}

/// Agencies and staff are closed and disabled, never deleted.
fn kept_with(
    (table, column): (&'static str, &'static str),
    other: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("{table}_{column}"))
        .from_tbl(table)
        .from_col(column)
        .to_tbl(other)
        .to_col("id")
        .take()
}
