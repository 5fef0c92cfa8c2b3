//! A version of what has been published as open data.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "publication")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Code of a `domain::publication::Set`.
    pub set_name: String,
    pub version: i32,
    pub published_at: DateTimeUtc,
    /// Code of an `app::backend::Actor`.
    pub published_by: String,
    pub note: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
