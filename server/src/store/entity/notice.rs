//! Something that a subscriber is told, or was told: once.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub subscription_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub occasion: String,
    pub kind: String,
    /// The id of a menu or of a warning; for a reminder the day.
    pub subject: String,
    /// The menu fits but for what the owner can change.
    pub near: bool,
    pub found_at: DateTimeUtc,
    pub due_at: DateTimeUtc,
    /// When it was mailed, or was not worth a mail any more.
    pub settled_at: Option<DateTimeUtc>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
