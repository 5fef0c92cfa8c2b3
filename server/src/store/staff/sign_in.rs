//! Signing in: a password, then a code. Both are counted before they are looked at, and taken back if they were right.

use app::backend::{
    Confirming, Credentials, FirstStep, HALF_LIFE, HalfToken, SecondFactor, SecondStep, StaffToken,
};
use sea_orm::{ActiveModelTrait, ActiveValue, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use unicode_normalization::UnicodeNormalization;

use super::super::entity::{staff, staff_half};
use super::super::limits::Scope;
use super::super::{Store, StoreError, address, secret};
use super::{fits, held, session};

impl Store {
    /// For addresses that there are not, a hash that nobody has is looked at: it takes as long.
    pub(super) async fn take_password(&self, given: Credentials<'_>) -> Result<FirstStep, StoreError> {
        let address = address::folded(given.address.nfkc().collect::<String>().trim());
        let scopes = [Scope::PasswordBy(&given.sender.0), Scope::PasswordOf(&address)];
        if !self.may_try_all(&scopes).await? {
            return Ok(FirstStep::TooOften);
        }
        let found = staff::Entity::find()
            .filter(staff::Column::Address.eq(address.as_str()))
            .filter(staff::Column::DisabledAt.is_null())
            .one(&self.reader)
            .await?;
        let kept = found.as_ref().and_then(|row| row.password.clone());
        let right = fits(given.password, kept.clone()).await?;
        let Some(row) = found.filter(|_| right) else {
            tracing::warn!(code = "wrong-password", "somebody did not get in");
            return Ok(FirstStep::Wrong);
        };
        self.take_back(&scopes).await?;
        let token = secret::fresh(HalfToken::parse)?;
        let half = staff_half::ActiveModel {
            token_hash: ActiveValue::Set(secret::stored(token.as_str())),
            staff_id: ActiveValue::Set(row.id),
            made_at: ActiveValue::Set(self.now()),
        };
        let transaction = self.begin().await?;
        // It may have been changed while it was looked at.
        if held(&transaction, row.id).await?.is_none_or(|row| row.password != kept) {
            return Ok(FirstStep::Wrong);
        }
        staff_half::Entity::insert(half).exec_without_returning(&transaction).await?;
        transaction.commit().await?;
        Ok(FirstStep::Half(token))
    }

    /// Whoever it is of is held: of two uses of one code at once, the second finds it used.
    pub(super) async fn take_second_factor(&self, given: SecondFactor<'_>) -> Result<SecondStep, StoreError> {
        let now = self.now();
        let half = staff_half::Entity::find_by_id(secret::stored(given.half.as_str()))
            .filter(staff_half::Column::MadeAt.gt(now - HALF_LIFE));
        let Some(half) = half.one(&self.reader).await? else { return Ok(SecondStep::Over) };
        let scopes = [Scope::CodeOf(half.staff_id)];
        if !self.may_try_all(&scopes).await? {
            return Ok(SecondStep::TooOften);
        }
        let transaction = self.begin().await?;
        let Some(row) = held(&transaction, half.staff_id).await? else { return Ok(SecondStep::Over) };
        if !self.take_code(&transaction, &row, given.code).await? {
            tracing::warn!(staff = row.id, code = "wrong-code", "somebody did not get in");
            return Ok(SecondStep::Wrong);
        }
        let gone = staff_half::Entity::delete_by_id(half.token_hash).exec(&transaction).await?;
        if gone.rows_affected == 0 {
            return Ok(SecondStep::Over);
        }
        let token = secret::fresh(StaffToken::parse)?;
        let place = session::Place { token: &token, former: given.former, device: given.device };
        session::begin(&transaction, row.id, place, now).await?;
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
        if !self.may_try_all(&scopes).await? {
            return Ok(SecondStep::TooOften);
        }
        let kept = living.staff.password;
        if !fits(given.password, kept.clone()).await? {
            return Ok(SecondStep::Wrong);
        }
        let transaction = self.begin().await?;
        let Some(row) = held(&transaction, living.staff.id).await? else { return Ok(SecondStep::Over) };
        if row.password != kept || !self.take_code(&transaction, &row, given.code).await? {
            return Ok(SecondStep::Wrong);
        }
        let Some(living) = session::of_token(&transaction, token, self.now()).await? else {
            return Ok(SecondStep::Over);
        };
        let fresh = secret::fresh(StaffToken::parse)?;
        let mut session = living.session.into_active_model();
        session.token_hash = ActiveValue::Set(secret::stored(fresh.as_str()));
        session.confirmed_at = ActiveValue::Set(self.now());
        session.update(&transaction).await?;
        transaction.commit().await?;
        self.take_back(&scopes).await?;
        Ok(SecondStep::SignedIn(fresh))
    }
}
