//! A margin of a frame.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "business_frame_margin")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub frame_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// Names, parted by commas.
    pub dimensions: String,
    pub total: i64,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
