//! A support menu: the document, and beside it what is searched.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_menu")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub position: i32,
    pub document: String,
    pub name: String,
    pub kind: String,
    pub provider_level: String,
    pub opens: Option<Date>,
    pub closes: Option<Date>,
    /// None: from the content files. Else an [`Origin`](domain::draft::Origin), and no load touches the row.
    pub origin: Option<String>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
