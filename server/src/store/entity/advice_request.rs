//! What a business asks a support agency for.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "advice_request")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub business_id: i64,
    /// Whose it is now.
    pub agency_id: i64,
    /// A hash of the business and the form that was sent.
    pub nonce: String,
    /// Id of a pain, or `other`.
    pub topic: String,
    pub text: String,
    pub name: String,
    pub phone: Option<String>,
    pub mail: Option<String>,
    /// Code of a `domain::request::State`.
    pub state: String,
    pub asked_at: DateTimeUtc,
    /// When the present agency was given it.
    pub turn_at: DateTimeUtc,
    /// So many reminders that agency was sent.
    pub reminded: i32,
    pub answered_at: Option<DateTimeUtc>,
    /// Id of staff.
    pub answered_by: Option<i64>,
    /// The agency that may take it, once the business has said yes.
    pub offered_to: Option<i64>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
