//! What a business agreed that an agency sees, and until when.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consent")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub business_id: i64,
    pub agency_id: i64,
    pub covers_answers: bool,
    pub covers_contact: bool,
    /// As the business wrote it; may be empty.
    pub name: String,
    /// Likewise; empty where it is not covered.
    pub contact: String,
    /// Of the text that it agreed to.
    pub text_version: i32,
    /// Code of an `app::backend::ConsentWay`.
    pub way: String,
    pub given_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    /// Taken back, or replaced by a later one.
    pub revoked_at: Option<DateTimeUtc>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
