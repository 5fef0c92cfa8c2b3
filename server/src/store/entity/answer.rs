//! One answer, raw.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "answer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub diagnosis_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub question_id: String,
    /// JSON of `domain::answer::RawAnswer`.
    pub raw: String,
    pub answered_at: DateTimeUtc,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
