//! Who is told by mail of what fits a business.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "subscription")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub business_id: i64,
    pub address: String,
    /// The address in small letters: what makes it one and the same.
    pub address_key: String,
    /// Stands in every mail: it shows a masked address, changes choices and ends the subscription.
    pub token: String,
    pub state: String,
    /// JSON of `domain::notice::Choices`.
    pub choices: String,
    /// Likewise: what the confirmation would make of them.
    pub asked: Option<String>,
    /// Of the token in the mail that asks for the confirmation.
    pub confirm_hash: Option<String>,
    pub confirm_expires_at: Option<DateTimeUtc>,
    pub remind_at: Option<Date>,
    /// When it is asked what became of the support; none once it was.
    pub follow_up_at: Option<Date>,
    pub created_at: DateTimeUtc,
    pub confirmed_at: Option<DateTimeUtc>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
