//! By which name the prefecture's own sign-on knows somebody of staff.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, text, timestamp_with_time_zone};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(sign_on()).await?;
        let by_name = Index::create()
            .name("staff_sign_on_subject")
            .table(SIGN_ON)
            .col("issuer")
            .col("subject")
            .unique()
            .take();
        manager.create_index(by_name).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(SIGN_ON).take()).await
    }
}

const SIGN_ON: &str = "staff_sign_on";

/// `issuer` and `subject` are `iss` and `sub` of OpenID Connect Core 1.0, section 2; together they name one person for ever.
fn sign_on() -> TableCreateStatement {
    let mut of = ForeignKey::create()
        .name("staff_sign_on_staff_id")
        .from_tbl(SIGN_ON)
        .from_col("staff_id")
        .to_tbl("staff")
        .to_col("id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned();
    Table::create()
        .table(SIGN_ON)
        .col(big_integer("staff_id").primary_key())
        .col(text("issuer"))
        .col(text("subject"))
        .col(timestamp_with_time_zone("known_since"))
        .foreign_key(&mut of)
        .take()
}
