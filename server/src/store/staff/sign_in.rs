//! Signing in: a password, then a code. Both are counted before they are looked at, and taken back if they were right.

use app::backend::{
    Action, Actor, Confirming, Credentials, FirstStep, HALF_LIFE, HalfToken, SecondFactor, SecondStep,
    StaffToken,
};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use serde_json::json;
use unicode_normalization::UnicodeNormalization;

use super::super::audit::{self, Act};
use super::super::entity::{staff, staff_half};
use super::super::limits::Scope;
use super::super::{Store, StoreError, Transaction, address, secret};
use super::{fits, held, named, note_own, session};

/// One factor was given: the browser may go on to the other.
pub(super) async fn begin_half(
    transaction: &DatabaseTransaction,
    staff: i64,
    now: DateTime<Utc>,
) -> Result<HalfToken, StoreError> {
    let token = secret::fresh(HalfToken::parse)?;
    let half = staff_half::ActiveModel {
        token_hash: ActiveValue::Set(secret::stored(token.as_str())),
        staff_id: ActiveValue::Set(staff),
        made_at: ActiveValue::Set(now),
    };
    staff_half::Entity::insert(half).exec_without_returning(transaction).await?;
    Ok(token)
}

/// What is not taken any more, as the audit log has it.
const PASSWORD: &str = "password";
const CODE: &str = "code";
const CONFIRM: &str = "confirm";

impl Store {
    /// For addresses that there are not, a hash that nobody has is looked at: it takes as long.
    pub(super) async fn take_password(&self, given: Credentials<'_>) -> Result<FirstStep, StoreError> {
        let address = address::folded(given.address.nfkc().collect::<String>().trim());
        let scopes = [Scope::PasswordBy(&given.sender.0), Scope::PasswordOf(&address)];
        if !self.may_try(&scopes[0]).await? {
            return Ok(FirstStep::TooOften);
        }
        let Some(left) = self.tried(&scopes[1]).await? else { return Ok(FirstStep::TooOften) };
        let found = staff::Entity::find()
            .filter(staff::Column::Address.eq(address.as_str()))
            .filter(staff::Column::DisabledAt.is_null())
            .one(&self.reader)
            .await?;
        let kept = found.as_ref().and_then(|row| row.password.clone());
        let right = fits(given.password, kept.clone()).await?;
        let Some(row) = found.clone().filter(|_| right) else {
            tracing::warn!(code = "wrong-password", "somebody did not get in");
            if let Some(row) = found.filter(|_| left == 0) {
                // Whoever waits for the answer could tell by the time whether there is such an address.
                let store = self.clone();
                tokio::spawn(async move { store.note_lock(&row, PASSWORD).await });
            }
            return Ok(FirstStep::Wrong);
        };
        self.take_back(&scopes).await?;
        let transaction = self.begin().await?;
        // It may have been changed while it was looked at.
        if held(&transaction, row.id).await?.is_none_or(|row| row.password != kept) {
            return Ok(FirstStep::Wrong);
        }
        let half = begin_half(&transaction, row.id, self.now()).await?;
        transaction.commit().await?;
        Ok(FirstStep::Half(half))
    }

    /// Whoever it is of is held: of two uses of one code at once, the second finds it used.
    pub(super) async fn take_second_factor(&self, given: SecondFactor<'_>) -> Result<SecondStep, StoreError> {
        let now = self.now();
        let half = staff_half::Entity::find_by_id(secret::stored(given.half.as_str()))
            .filter(staff_half::Column::MadeAt.gt(now - HALF_LIFE));
        let Some(half) = half.one(&self.reader).await? else { return Ok(SecondStep::Over) };
        let scopes = [Scope::CodeOf(half.staff_id)];
        let Some(left) = self.tried(&scopes[0]).await? else { return Ok(SecondStep::TooOften) };
        let transaction = self.begin().await?;
        let Some(row) = held(&transaction, half.staff_id).await? else { return Ok(SecondStep::Over) };
        if !self.take_code(&transaction, &row, given.code).await? {
            tracing::warn!(staff = row.id, code = "wrong-code", "somebody did not get in");
            drop(transaction);
            return self.wrong(&row, left, CODE).await;
        }
        let gone = staff_half::Entity::delete_by_id(half.token_hash).exec(&transaction).await?;
        if gone.rows_affected == 0 {
            return Ok(SecondStep::Over);
        }
        let token = secret::fresh(StaffToken::parse)?;
        let place =
            session::Place { token: &token, former: given.former, device: given.device, proved_at: now };
        session::begin(&transaction, row.id, place, now).await?;
        note_own(&transaction, now, &row, (Action::SignIn, &json!({ "device": given.device.code() })));
        transaction.commit().await?;
        tracing::info!(staff = row.id, "somebody of staff has signed in");
        self.take_back(&scopes).await?;
        Ok(SecondStep::SignedIn(token))
    }

    /// The session goes on under another token.
    pub(super) async fn confirm_staff(
        &self,
        token: &StaffToken,
        given: Confirming<'_>,
    ) -> Result<SecondStep, StoreError> {
        let Some(living) = session::of_token(&self.reader, token, self.now()).await? else {
            return Ok(SecondStep::Over);
        };
        let scopes = [Scope::ConfirmOf(living.staff.id)];
        let Some(left) = self.tried(&scopes[0]).await? else { return Ok(SecondStep::TooOften) };
        let kept = living.staff.password.clone();
        if !fits(given.password, kept.clone()).await? {
            return self.wrong(&living.staff, left, CONFIRM).await;
        }
        let transaction = self.begin().await?;
        let Some(row) = held(&transaction, living.staff.id).await? else { return Ok(SecondStep::Over) };
        if row.password != kept || !self.take_code(&transaction, &row, given.code).await? {
            drop(transaction);
            return self.wrong(&row, left, CONFIRM).await;
        }
        let Some(living) = session::of_token(&transaction, token, self.now()).await? else {
            return Ok(SecondStep::Over);
        };
        let fresh = session::renew(&transaction, living.session, self.now()).await?;
        self.note_confirmation(&transaction, &row);
        transaction.commit().await?;
        self.take_back(&scopes).await?;
        Ok(SecondStep::SignedIn(fresh))
    }

    fn note_confirmation(&self, transaction: &Transaction, row: &staff::Model) {
        let actor = &named(row);
        let action = Action::ConfirmStaff;
        let act = Act { actor, action, subject: &row.address, before: None, after: None };
        audit::record(transaction, self.now(), act);
    }

    /// What was given for somebody was wrong, and so many more may be tried.
    async fn wrong(&self, row: &staff::Model, left: i32, what: &str) -> Result<SecondStep, StoreError> {
        if left == 0 {
            self.note_lock(row, what).await;
        }
        Ok(SecondStep::Wrong)
    }

    /// That no more is taken for somebody. Written down by the last try that was, so once for each time; without an entry
    /// it holds all the same.
    async fn note_lock(&self, row: &staff::Model, what: &str) {
        if let Err(error) = self.write_lock_down(row, what).await {
            tracing::warn!(%error, "that somebody was locked out could not be written down");
        }
    }

    async fn write_lock_down(&self, row: &staff::Model, what: &str) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        let (actor, after) = (&Actor::Program, json!({ "locked": what }));
        let action = Action::LockOut;
        let act = Act { actor, action, subject: &row.address, before: None, after: Some(&after) };
        audit::record(&transaction, self.now(), act);
        Ok(transaction.commit().await?)
    }
}
