//! Six digits that a business shows to an adviser.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "share_code")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub business_id: i64,
    pub code: String,
    pub made_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    /// Who has typed them.
    pub staff_id: Option<i64>,
    pub typed_at: Option<DateTimeUtc>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
