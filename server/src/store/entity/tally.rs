//! One sum. The empty text stands for "did not say".

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tally")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub made_up: bool,
    #[sea_orm(primary_key, auto_increment = false)]
    pub period: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub indicator: String,
    /// By which dimensions: `roll_up::sums::groupings`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub pair: i16,
    #[sea_orm(primary_key, auto_increment = false)]
    pub first: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub second: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub counter: String,
    pub amount: i64,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
