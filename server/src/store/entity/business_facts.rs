//! What is known of one business.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "business_facts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub business_id: i64,
    /// The latest that the business has submitted.
    pub diagnosis_id: i64,
    pub made_up: bool,
    /// JSON of `domain::facts::Facts`, without those that the law derives.
    pub facts: String,
    /// The number of the change that wrote it.
    pub change: i64,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
