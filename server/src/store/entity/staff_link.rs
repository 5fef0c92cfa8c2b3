//! A link by which somebody enrols.

use sea_orm::entity::prelude::*;

use super::hidden::Hidden;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff_link")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub token_hash: String,
    pub staff_id: i64,
    pub made_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub used_at: Option<DateTimeUtc>,
    /// Of the token of the browser in which the enrolment was begun.
    pub browser_hash: Option<String>,
    /// As in `staff`, once the link is used.
    pub password: Option<Hidden>,
    /// Likewise.
    pub totp_secret: Option<Hidden>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
