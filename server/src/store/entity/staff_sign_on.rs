//! By which name the prefecture's sign-on knows somebody of staff.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff_sign_on")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub staff_id: i64,
    /// The provider's own identifier (`iss`).
    pub issuer: String,
    /// Its name for them (`sub`).
    pub subject: String,
    pub known_since: DateTimeUtc,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
