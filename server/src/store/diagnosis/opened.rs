//! Which diagnosis a key opens: its own key always, one that a session has made as long as this session lives.

use app::backend::DiagnosisKey;
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Select};

use super::super::account::living;
use super::super::entity::{account_session, diagnosis, diagnosis_key};
use super::super::{StoreError, key};

/// A diagnosis, and by whose key it was found.
pub(in crate::store) struct Opened {
    pub(in crate::store) row: diagnosis::Model,
    /// The session that has made the key; none for the diagnosis's own.
    pub(in crate::store) session: Option<i64>,
}

pub(in crate::store) async fn by_key<C: ConnectionTrait>(
    connection: &C,
    key: &DiagnosisKey,
    now: DateTime<Utc>,
) -> Result<Option<Opened>, StoreError> {
    opened(connection, key, now, |select| select).await
}

/// The diagnosis, which nobody else changes until the transaction ends: a late answer cannot slip past a submission.
pub(in crate::store) async fn locked<C: ConnectionTrait>(
    transaction: &C,
    key: &DiagnosisKey,
    now: DateTime<Utc>,
) -> Result<Option<diagnosis::Model>, StoreError> {
    Ok(opened_and_locked(transaction, key, now).await?.map(|opened| opened.row))
}

pub(super) async fn opened_and_locked<C: ConnectionTrait>(
    transaction: &C,
    key: &DiagnosisKey,
    now: DateTime<Utc>,
) -> Result<Option<Opened>, StoreError> {
    opened(transaction, key, now, QuerySelect::lock_exclusive).await
}

/// Two questions of one table each: for one with an OR, PostgreSQL would read a whole table.
async fn opened<C: ConnectionTrait>(
    connection: &C,
    key: &DiagnosisKey,
    now: DateTime<Utc>,
    held: fn(Select<diagnosis::Entity>) -> Select<diagnosis::Entity>,
) -> Result<Option<Opened>, StoreError> {
    let hash = key::stored(key);
    let own = diagnosis::Entity::find().filter(diagnosis::Column::KeyHash.eq(hash.as_str()));
    if let Some(row) = held(own).one(connection).await? {
        return Ok(Some(Opened { row, session: None }));
    }
    let made = diagnosis_key::Entity::find_by_id(hash).one(connection).await?;
    let Some(made) = made else { return Ok(None) };
    let session = living(now).filter(account_session::Column::Id.eq(made.session_id));
    if session.one(connection).await?.is_none() {
        return Ok(None);
    }
    let row = held(diagnosis::Entity::find_by_id(made.diagnosis_id)).one(connection).await?;
    Ok(row.map(|row| Opened { row, session: Some(made.session_id) }))
}
