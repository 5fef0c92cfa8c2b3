//! A table that a frame was made of.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "business_frame_source")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub frame_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    pub file: String,
    pub title: String,
    pub as_of: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
