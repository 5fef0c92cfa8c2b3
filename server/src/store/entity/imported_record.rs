//! A record of another system that a menu was made of.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "imported_record")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub system: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub source_id: String,
    /// Of `record`.
    pub checksum: String,
    /// JSON: what the source says, as far as it is used.
    pub record: String,
    pub menu_id: String,
    /// JSON: the menu document made of `record`.
    pub taken: String,
    /// JSON: the menu document made of the record that was last published or turned down.
    pub settled: String,
    pub first_seen: DateTimeUtc,
    pub last_seen: DateTimeUtc,
    pub vanished_at: Option<DateTimeUtc>,
    /// JSON: a list of sentences for officers.
    pub notes: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
