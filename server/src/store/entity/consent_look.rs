//! That somebody of an agency looked at a client.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consent_look")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub consent_id: i64,
    pub staff_id: i64,
    pub looked_at: DateTimeUtc,
    /// Code of an `app::backend::LookAt`.
    pub what: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
