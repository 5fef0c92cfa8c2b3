//! What a person has: businesses with their diagnoses, claimed by showing a key, and opened with keys of the session.

use std::collections::BTreeMap;

use app::backend::{
    Device, DiagnosisKey, Mine, Own, OwnBusiness, OwnDiagnosis, OwnSession, SessionToken, Standing,
};
use chrono::{DateTime, Utc};
use domain::answer::RawAnswers;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::super::diagnosis::{by_owner, session_key};
use super::super::entity::{account, account_business, account_session, answer as answer_row, diagnosis};
use super::super::{Store, StoreError, answer};
use super::{secret, session};

/// Puts a business into somebody's list; it may be there already.
pub(super) async fn own_business(
    transaction: &DatabaseTransaction,
    account: i64,
    business: i64,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row = account_business::Model { account_id: account, business_id: business, claimed_at: now };
    account_business::Entity::insert(row.into_active_model())
        .on_conflict_do_nothing_on([
            account_business::Column::AccountId,
            account_business::Column::BusinessId,
        ])
        .exec_without_returning(transaction)
        .await?;
    Ok(())
}

/// The businesses of an account, in the order in which they were claimed.
pub(super) async fn owned<C: ConnectionTrait>(
    connection: &C,
    account: i64,
) -> Result<Vec<account_business::Model>, StoreError> {
    let owned = account_business::Entity::find()
        .filter(account_business::Column::AccountId.eq(account))
        .order_by_asc(account_business::Column::ClaimedAt)
        .order_by_asc(account_business::Column::BusinessId);
    Ok(owned.all(connection).await?)
}

/// All diagnoses of some businesses, the first first.
pub(super) async fn diagnoses<C: ConnectionTrait>(
    connection: &C,
    businesses: &[i64],
) -> Result<Vec<diagnosis::Model>, StoreError> {
    let of_them = diagnosis::Entity::find()
        .filter(diagnosis::Column::BusinessId.is_in(businesses.iter().copied()))
        .order_by_asc(diagnosis::Column::Id);
    Ok(of_them.all(connection).await?)
}

/// Their answers, by diagnosis.
pub(super) async fn answers<C: ConnectionTrait>(
    connection: &C,
    diagnoses: &[diagnosis::Model],
) -> Result<BTreeMap<i64, RawAnswers>, StoreError> {
    let ids = diagnoses.iter().map(|diagnosis| diagnosis.id);
    let rows = answer_row::Entity::find().filter(answer_row::Column::DiagnosisId.is_in(ids));
    answer::by_diagnosis(rows.all(connection).await?)
}

async fn owns<C: ConnectionTrait>(connection: &C, account: i64, business: i64) -> Result<bool, StoreError> {
    let row = account_business::Entity::find_by_id((account, business));
    Ok(row.one(connection).await?.is_some())
}

/// Is a business in the list of the account whose session this is?
pub(in crate::store) async fn has_business<C: ConnectionTrait>(
    connection: &C,
    token: &SessionToken,
    business: i64,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    match session::of_token(connection, token, now).await? {
        Some(session) => owns(connection, session.account_id, business).await,
        None => Ok(false),
    }
}

impl Store {
    pub(super) async fn own(&self, token: &SessionToken) -> Result<Option<Mine>, StoreError> {
        let Some(this) = self.visiting(token).await? else { return Ok(None) };
        let account = account::Entity::find_by_id(this.account_id).one(&self.reader).await?;
        let Some(account) = account else { return Ok(None) };
        let owned: Vec<i64> =
            owned(&self.reader, account.id).await?.into_iter().map(|row| row.business_id).collect();
        let diagnoses = diagnoses(&self.reader, &owned).await?;
        let mut answers = answers(&self.reader, &diagnoses).await?;
        let mut by_business: BTreeMap<i64, Vec<OwnDiagnosis>> = BTreeMap::new();
        for row in diagnoses.iter().rev() {
            let content = self.published.of_version(&self.reader, row.questionnaire_version_id).await?;
            by_business.entry(row.business_id).or_default().push(OwnDiagnosis {
                id: row.id,
                started_at: row.started_at,
                submitted_at: row.submitted_at,
                followed: diagnoses.iter().any(|other| other.previous_id == Some(row.id)),
                content,
                answers: answers.remove(&row.id).unwrap_or_default(),
            });
        }
        let business = |id: i64| OwnBusiness { id, diagnoses: by_business.remove(&id).unwrap_or_default() };
        Ok(Some(Mine {
            address: account.typed,
            businesses: owned.into_iter().map(business).collect(),
            sessions: self.sessions(&this).await?,
        }))
    }

    /// The living sessions of the account that one of them belongs to, the latest seen first.
    pub(super) async fn sessions(
        &self,
        this: &account_session::Model,
    ) -> Result<Vec<OwnSession>, StoreError> {
        let rows = session::living(self.now())
            .filter(account_session::Column::AccountId.eq(this.account_id))
            .order_by_desc(account_session::Column::SeenAt)
            .order_by_desc(account_session::Column::Id)
            .all(&self.reader)
            .await?;
        let own = |row: account_session::Model| OwnSession {
            id: row.id,
            device: Device::parse(&row.device),
            created_at: row.created_at,
            seen_at: row.seen_at,
            is_this: row.id == this.id,
        };
        Ok(rows.into_iter().map(own).collect())
    }

    pub(super) async fn standing_to(
        &self,
        token: &SessionToken,
        key: &DiagnosisKey,
    ) -> Result<Standing, StoreError> {
        let Some(session) = self.visiting(token).await? else { return Ok(Standing::NotSignedIn) };
        let Some(opened) = by_owner(&self.reader, key, self.now()).await? else {
            return Ok(Standing::MayClaim);
        };
        let owns = owns(&self.reader, session.account_id, opened.row.business_id).await?;
        Ok(if owns { Standing::Owns } else { Standing::MayClaim })
    }

    pub(super) async fn claim_business(
        &self,
        token: &SessionToken,
        key: &DiagnosisKey,
    ) -> Result<Own<()>, StoreError> {
        let now = self.now();
        let transaction = self.begin().await?;
        let session = session::of_token(&transaction, token, now).await?;
        let Some(session) = session else { return Ok(Own::NotSignedIn) };
        let Some(opened) = by_owner(&transaction, key, now).await? else { return Ok(Own::NotFound) };
        own_business(&transaction, session.account_id, opened.row.business_id, now).await?;
        transaction.commit().await?;
        Ok(Own::Done(()))
    }

    pub(super) async fn key_of_own(
        &self,
        token: &SessionToken,
        diagnosis: i64,
    ) -> Result<Own<DiagnosisKey>, StoreError> {
        let now = self.now();
        let transaction = self.begin().await?;
        let session = session::of_token(&transaction, token, now).await?;
        let Some(session) = session else { return Ok(Own::NotSignedIn) };
        let found = diagnosis::Entity::find_by_id(diagnosis).lock_shared().one(&transaction).await?;
        let Some(row) = found else { return Ok(Own::NotFound) };
        if !owns(&transaction, session.account_id, row.business_id).await? {
            return Ok(Own::NotFound);
        }
        let key = secret::key_of(token, row.id);
        session_key(&transaction, (row.id, session.id), &key, now).await?;
        transaction.commit().await?;
        Ok(Own::Done(key))
    }
}
