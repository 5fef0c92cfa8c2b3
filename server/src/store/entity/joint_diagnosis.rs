//! A diagnosis that was answered with an adviser, or keyed in by one.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "joint_diagnosis")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub diagnosis_id: i64,
    /// Whose diagnosis it is.
    pub business_id: i64,
    pub agency_id: i64,
    pub staff_id: i64,
    /// Code of a `domain::caseload::Channel`.
    pub channel: String,
    pub begun_at: DateTimeUtc,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
