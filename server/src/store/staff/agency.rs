//! Support agencies, as far as staff is of one.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::super::StoreError;
use super::super::entity::agency::{Column, Entity, Model};
use super::super::entity::staff;

/// An agency that is active.
pub(super) async fn by_name<C: ConnectionTrait>(
    connection: &C,
    name: &str,
) -> Result<Option<Model>, StoreError> {
    let named = Entity::find().filter(Column::Name.eq(name)).filter(Column::Active.eq(true));
    Ok(named.one(connection).await?)
}

/// Likewise.
pub(super) async fn by_id<C: ConnectionTrait>(connection: &C, id: i64) -> Result<Option<Model>, StoreError> {
    Ok(Entity::find_by_id(id).filter(Column::Active.eq(true)).one(connection).await?)
}

/// Somebody, unless their agency is closed: then they can do nothing until it is opened again.
pub(super) async fn unless_closed<C: ConnectionTrait>(
    connection: &C,
    staff: Option<staff::Model>,
) -> Result<Option<staff::Model>, StoreError> {
    Ok(match staff.as_ref().and_then(|staff| staff.agency_id) {
        Some(agency) if by_id(connection, agency).await?.is_none() => None,
        _ => staff,
    })
}
