//! What is to be done for a client.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "client_task")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub business_id: i64,
    pub agency_id: i64,
    /// Who is to do it.
    pub staff_id: i64,
    pub text: String,
    /// A Japanese day.
    pub due_on: Option<String>,
    pub made_at: DateTimeUtc,
    pub done_at: Option<DateTimeUtc>,
    /// Of the press of the form that wrote it.
    pub nonce: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
