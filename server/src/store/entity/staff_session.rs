//! A browser in which staff is signed in.

use sea_orm::entity::prelude::*;

use super::hidden::Hidden;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff_session")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub token_hash: String,
    pub staff_id: i64,
    pub created_at: DateTimeUtc,
    /// Exact to the minute.
    pub seen_at: DateTimeUtc,
    /// When password and code were given last.
    pub confirmed_at: DateTimeUtc,
    /// Code of an `app::backend::Device`.
    pub device: String,
    /// A secret that is to take the place of the one in `staff`, as hexadecimal digits.
    pub new_totp: Option<Hidden>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
