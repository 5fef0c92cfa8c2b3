//! What a menu would become, waiting for an officer.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "menu_draft")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub menu_id: String,
    pub origin: String,
    pub document: String,
    /// What was published when it was proposed; none for a new menu.
    pub base: Option<String>,
    /// JSON: what is said of it beside the document.
    pub notes: String,
    pub created_at: DateTimeUtc,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
