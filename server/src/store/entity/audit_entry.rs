//! Something that an officer did.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entry")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub at: DateTimeUtc,
    /// Code of an `app::backend::Actor`.
    pub actor: String,
    /// Code of an `app::backend::Action`.
    pub action: String,
    pub subject: String,
    /// JSON.
    pub before: Option<String>,
    /// JSON.
    pub after: Option<String>,
    /// Its place in the chain; none until an entry of an older version of the program is linked.
    pub number: Option<i64>,
    /// Over itself and the entry before, see `migrations::audit_link`.
    pub hash: Option<String>,
    /// What is searched for words, folded; follows from subject, before and after.
    pub folded: Option<String>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
