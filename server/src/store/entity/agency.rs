//! A support agency.

use app::backend::AgencyEntry;
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agency")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub name: String,
    pub active: bool,
    pub created_at: DateTimeUtc,
    /// Code of a `domain::agency::Kind`.
    pub kind: Option<String>,
    /// In the address that begins a diagnosis from the agency's own place.
    pub code: Option<String>,
    /// What it says of itself.
    pub about: Option<String>,
    pub place: Option<String>,
    pub phone: Option<String>,
    pub mail: Option<String>,
    pub url: Option<String>,
    pub hours: Option<String>,
    /// How one best gets in touch.
    pub contact_note: Option<String>,
    /// A profile that was sent and does not count, as JSON.
    pub typed: Option<String>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<&Model> for AgencyEntry {
    fn from(row: &Model) -> AgencyEntry {
        AgencyEntry { id: row.id, name: row.name.clone() }
    }
}
