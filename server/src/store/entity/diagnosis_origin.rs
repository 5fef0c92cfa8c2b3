//! From which agency's own place a diagnosis was begun.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "diagnosis_origin")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub diagnosis_id: i64,
    pub agency_id: i64,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
