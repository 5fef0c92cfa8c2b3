//! A published version; it never changes.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "questionnaire_version")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub questionnaire: String,
    pub version: i32,
    pub checksum: String,
    pub document: String,
    pub published_at: DateTimeUtc,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
