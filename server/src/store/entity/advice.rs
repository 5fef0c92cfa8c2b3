//! Words of an adviser on a client.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "advice")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub business_id: i64,
    pub agency_id: i64,
    pub staff_id: i64,
    pub text: String,
    /// The business reads it.
    pub visible: bool,
    pub written_at: DateTimeUtc,
    /// Of the press of the form that wrote it.
    pub nonce: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
