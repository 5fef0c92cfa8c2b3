//! Somebody of the prefecture or of a support agency who may sign in.

use sea_orm::entity::prelude::*;

use super::hidden::Hidden;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// In lower case.
    pub address: String,
    /// As it was typed, and mail is sent to it.
    pub typed: String,
    /// Code of a `domain::access::Role`.
    pub role: String,
    /// Of those who are an agency's.
    pub agency_id: Option<i64>,
    pub created_at: DateTimeUtc,
    pub disabled_at: Option<DateTimeUtc>,
    /// The slow hash, with its parameters; none before somebody has enrolled.
    pub password: Option<Hidden>,
    /// What codes are made of, as hexadecimal digits.
    pub totp_secret: Option<Hidden>,
    /// That of the last code that was accepted.
    pub totp_step: i64,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
