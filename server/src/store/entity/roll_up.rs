//! One sum. The empty text stands for "did not say".

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "roll_up")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub made_up: bool,
    #[sea_orm(primary_key, auto_increment = false)]
    pub period: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub indicator: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub counter: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub employee_size: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub industry: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub municipality: String,
    pub amount: i64,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
