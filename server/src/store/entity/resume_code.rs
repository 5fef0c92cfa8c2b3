//! The short code of a diagnosis, without the code.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "resume_code")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub diagnosis_id: i64,
    /// Random; with the key of the diagnosis it makes the code.
    pub salt: String,
    /// What the code and the number come to by the slow hash.
    pub lookup: String,
    /// The key of the diagnosis, readable with code and number only.
    pub sealed_key: String,
    /// Code of a `domain::second_fact::SecondFact`.
    pub second_fact: String,
    /// What was answered to it when the code was made.
    pub second_number: i64,
    pub made_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
