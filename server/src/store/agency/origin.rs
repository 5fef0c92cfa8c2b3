//! At whose place a diagnosis was begun. It is offered to that agency, never shared with it by itself.

use app::backend::{AgencyCode, AgencyEntry, DiagnosisKey};
use sea_orm::{ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::super::diagnosis::{Opened, by_key};
use super::super::entity::{agency, diagnosis_origin};
use super::super::{Store, StoreError, Transaction};

/// The active agency that has this code.
pub(super) async fn by_code<C: ConnectionTrait>(
    connection: &C,
    code: &AgencyCode,
) -> Result<Option<AgencyEntry>, StoreError> {
    let found = agency::Entity::find()
        .filter(agency::Column::Code.eq(code.as_str()))
        .filter(agency::Column::Active.eq(true))
        .one(connection);
    Ok(found.await?.as_ref().map(AgencyEntry::from))
}

/// Notes where a diagnosis begins; a code that no active agency has is no place.
pub(in super::super) async fn note_origin(
    transaction: &Transaction,
    diagnosis: i64,
    code: &AgencyCode,
) -> Result<(), StoreError> {
    let Some(agency) = by_code(transaction, code).await? else { return Ok(()) };
    let row = diagnosis_origin::ActiveModel {
        diagnosis_id: ActiveValue::Set(diagnosis),
        agency_id: ActiveValue::Set(agency.id),
    };
    diagnosis_origin::Entity::insert(row).exec_without_returning(transaction).await?;
    Ok(())
}

impl Store {
    pub(super) async fn origin_of(&self, key: &DiagnosisKey) -> Result<Option<AgencyEntry>, StoreError> {
        let Some(Opened { row, .. }) = by_key(&self.reader, key, self.now()).await? else { return Ok(None) };
        let Some(origin) = diagnosis_origin::Entity::find_by_id(row.id).one(&self.reader).await? else {
            return Ok(None);
        };
        let found = agency::Entity::find_by_id(origin.agency_id).filter(agency::Column::Active.eq(true));
        Ok(found.one(&self.reader).await?.as_ref().map(AgencyEntry::from))
    }
}
