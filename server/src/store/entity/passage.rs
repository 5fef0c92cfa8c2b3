//! How many diagnoses have reached a step.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "passage")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub made_up: bool,
    /// Key of the month in which they began.
    #[sea_orm(primary_key, auto_increment = false)]
    pub month: String,
    /// Key of a `domain::passage::Step`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub step: String,
    pub amount: i64,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
