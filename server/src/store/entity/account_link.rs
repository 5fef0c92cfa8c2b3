//! A link that was sent to an address.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account_link")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub token_hash: String,
    /// Code of an `app::backend::Purpose`.
    pub purpose: String,
    /// As it was typed.
    pub address: String,
    /// Of the token of the browser that asked.
    pub browser_hash: String,
    /// Of the code that this browser shows, with the link's token.
    pub code_hash: String,
    /// Whose address it changes.
    pub account_id: Option<i64>,
    /// Which business it claims.
    pub business_id: Option<i64>,
    pub asked_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub used_at: Option<DateTimeUtc>,
    /// Wrong codes so far.
    pub tries: i32,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
