//! A warning about information security, as an officer has published it.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "security_warning")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub title: String,
    pub body: String,
    pub url: String,
    /// JSON list of divisions (JSIC); an empty one means all.
    pub divisions: String,
    /// Checksum of all that and of the day: sent twice, it is published once.
    pub seal: String,
    pub published_at: DateTimeUtc,
    /// When it was looked whom it concerns.
    pub found_at: Option<DateTimeUtc>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
