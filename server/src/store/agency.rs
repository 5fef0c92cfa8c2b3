//! Support agencies (支援機関): what they say of themselves, and what they work on.

use std::collections::BTreeMap;

use domain::agency::Field;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::StoreError;
use super::entity::{agency, agency_municipality, agency_pain};

/// An agency that is active, with what it works on.
pub(super) struct Listed {
    pub(super) row: agency::Model,
    pub(super) field: Field,
}

/// All of them, by name. There are some dozens.
pub(super) async fn active<C: ConnectionTrait>(connection: &C) -> Result<Vec<Listed>, StoreError> {
    let rows = agency::Entity::find()
        .filter(agency::Column::Active.eq(true))
        .order_by_asc(agency::Column::Name)
        .all(connection)
        .await?;
    let mut fields = fields(connection).await?;
    let listed = |row: agency::Model| Listed { field: fields.remove(&row.id).unwrap_or_default(), row };
    Ok(rows.into_iter().map(listed).collect())
}

/// What each agency works on; those that have not said are left out.
async fn fields<C: ConnectionTrait>(connection: &C) -> Result<BTreeMap<i64, Field>, StoreError> {
    let mut fields: BTreeMap<i64, Field> = BTreeMap::new();
    for row in agency_municipality::Entity::find().all(connection).await? {
        fields.entry(row.agency_id).or_default().municipalities.insert(row.code);
    }
    for row in agency_pain::Entity::find().all(connection).await? {
        fields.entry(row.agency_id).or_default().pains.insert(row.pain);
    }
    Ok(fields)
}
