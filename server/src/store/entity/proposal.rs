//! A menu that an agency proposed to a client.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proposal")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub business_id: i64,
    pub agency_id: i64,
    pub menu_id: String,
    pub staff_id: i64,
    /// Code of a `domain::caseload::ProposalState`.
    pub state: String,
    pub proposed_at: DateTimeUtc,
    pub changed_at: DateTimeUtc,
    /// The business said so last.
    pub by_business: bool,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
