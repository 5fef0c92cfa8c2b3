//! One number of a margin. The empty text stands for a dimension that the margin does not have.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "business_frame_cell")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub frame_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub margin: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub employee_size: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub industry: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub municipality: String,
    pub businesses: i64,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
