//! Which diagnosis a key opens: its own key always, one that a session has made as long as this session lives, one of an
//! adviser as long as theirs lives and the business's consent holds.

use app::backend::{DiagnosisKey, KeyOf};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Select};

use super::super::account::living;
use super::super::entity::{account_session, diagnosis, diagnosis_key, staff_diagnosis_key};
use super::super::{StoreError, client, key};

/// A diagnosis, and by whose key it was found.
pub(in crate::store) struct Opened {
    pub(in crate::store) row: diagnosis::Model,
    pub(in crate::store) by: By,
}

/// Whose key it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum By {
    /// The diagnosis's own.
    Own,
    /// That of a session of an account.
    Session(i64),
    /// That of an adviser, who answers with the business.
    Adviser,
}

impl By {
    /// As pages are told.
    pub(in crate::store) fn kind(self) -> KeyOf {
        match self {
            By::Own => KeyOf::Own,
            By::Session(_) => KeyOf::Session,
            By::Adviser => KeyOf::Adviser,
        }
    }
}

pub(in crate::store) async fn by_key<C: ConnectionTrait>(
    connection: &C,
    key: &DiagnosisKey,
    now: DateTime<Utc>,
) -> Result<Option<Opened>, StoreError> {
    opened(connection, key, now, |select| select).await
}

/// The same for what only the business itself decides: nothing is opened by an adviser's key.
pub(in crate::store) async fn by_owner<C: ConnectionTrait>(
    connection: &C,
    key: &DiagnosisKey,
    now: DateTime<Utc>,
) -> Result<Option<Opened>, StoreError> {
    Ok(by_key(connection, key, now).await?.filter(|opened| opened.by != By::Adviser))
}

/// The diagnosis, which nobody else changes until the transaction ends: a late answer cannot slip past a submission.
pub(in crate::store) async fn locked<C: ConnectionTrait>(
    transaction: &C,
    key: &DiagnosisKey,
    now: DateTime<Utc>,
) -> Result<Option<diagnosis::Model>, StoreError> {
    Ok(opened_and_locked(transaction, key, now).await?.map(|opened| opened.row))
}

/// The same for what only the business itself decides.
pub(in crate::store) async fn locked_by_owner<C: ConnectionTrait>(
    transaction: &C,
    key: &DiagnosisKey,
    now: DateTime<Utc>,
) -> Result<Option<diagnosis::Model>, StoreError> {
    let opened = opened_and_locked(transaction, key, now).await?;
    Ok(opened.filter(|opened| opened.by != By::Adviser).map(|opened| opened.row))
}

pub(super) async fn opened_and_locked<C: ConnectionTrait>(
    transaction: &C,
    key: &DiagnosisKey,
    now: DateTime<Utc>,
) -> Result<Option<Opened>, StoreError> {
    opened(transaction, key, now, QuerySelect::lock_exclusive).await
}

/// Questions of one table each: for one with an OR, PostgreSQL would read a whole table.
async fn opened<C: ConnectionTrait>(
    connection: &C,
    key: &DiagnosisKey,
    now: DateTime<Utc>,
    held: fn(Select<diagnosis::Entity>) -> Select<diagnosis::Entity>,
) -> Result<Option<Opened>, StoreError> {
    let hash = key::stored(key);
    let own = diagnosis::Entity::find().filter(diagnosis::Column::KeyHash.eq(hash.as_str()));
    if let Some(row) = held(own).one(connection).await? {
        return Ok(Some(Opened { row, by: By::Own }));
    }
    let Some((id, by)) = made_for(connection, hash, now).await? else { return Ok(None) };
    let Some(row) = held(diagnosis::Entity::find_by_id(id)).one(connection).await? else { return Ok(None) };
    let holds = match by {
        By::Own | By::Session(_) => true,
        By::Adviser => client::answers_together(connection, key, &row, now).await?,
    };
    Ok(holds.then_some(Opened { row, by }))
}

/// The diagnosis of a key that somebody's session has made.
async fn made_for<C: ConnectionTrait>(
    connection: &C,
    hash: String,
    now: DateTime<Utc>,
) -> Result<Option<(i64, By)>, StoreError> {
    if let Some(made) = diagnosis_key::Entity::find_by_id(hash.as_str()).one(connection).await? {
        let session = living(now).filter(account_session::Column::Id.eq(made.session_id));
        let session = session.one(connection).await?;
        return Ok(session.map(|session| (made.diagnosis_id, By::Session(session.id))));
    }
    let made = staff_diagnosis_key::Entity::find_by_id(hash).one(connection).await?;
    Ok(made.map(|made| (made.diagnosis_id, By::Adviser)))
}
