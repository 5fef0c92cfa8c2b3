//! Another password, another app, in place of those of somebody who has both: nobody shall ever be half enrolled. Both need
//! them to have proved a short while ago who they are, and end all other sessions.

use app::backend::{Action, CodesToken, NewPassword, Renewed, StaffToken, TotpSecret};
use sea_orm::{ActiveModelTrait, ActiveValue, IntoActiveModel};

use super::super::audit::{self, Act};
use super::super::entity::staff;
use super::super::{Store, StoreError, Transaction};
use super::acting::is_enrolled;
use super::session::{self, Living};
use super::{code, for_app, held, kept, named, new_secret, secret_bytes};
use crate::auth::{password, totp};

impl Store {
    pub(super) async fn renew_password(
        &self,
        token: &StaffToken,
        new: NewPassword<'_>,
    ) -> Result<Renewed<()>, StoreError> {
        let living = session::of_token(&self.reader, token, self.now()).await?;
        let staff = match self.confirmed(living) {
            Ok(living) => living.staff,
            Err(why) => return Ok(why.into()),
        };
        let password = match password::chosen(new, &staff.address) {
            Ok(password) => kept(password).await?,
            Err(weakness) => return Ok(Renewed::Weak(weakness)),
        };
        let transaction = self.begin().await?;
        // Held first: whoever enrols anew meanwhile has ended this session.
        let Some(row) = held(&transaction, staff.id).await? else { return Ok(Renewed::Over) };
        let living = session::of_token(&transaction, token, self.now()).await?;
        let living = match self.confirmed(living) {
            Ok(living) => living,
            Err(why) => return Ok(why.into()),
        };
        self.note_renewal(&transaction, &row, Action::ChangePassword);
        let mut row = row.into_active_model();
        row.password = ActiveValue::Set(Some(password));
        row.update(&transaction).await?;
        session::end_others(&transaction, &living.session).await?;
        transaction.commit().await?;
        Ok(Renewed::Done(()))
    }

    /// Makes what another app is to make codes of; one that was made stays.
    pub(super) async fn make_app(&self, token: &StaffToken) -> Result<Renewed<()>, StoreError> {
        let transaction = self.begin().await?;
        let living = session::of_token(&transaction, token, self.now()).await?;
        let session = match self.confirmed(living) {
            Ok(living) => living.session,
            Err(why) => return Ok(why.into()),
        };
        if session.new_totp.is_none() {
            let mut session = session.into_active_model();
            session.new_totp = ActiveValue::Set(Some(new_secret()?));
            session.update(&transaction).await?;
            transaction.commit().await?;
        }
        Ok(Renewed::Done(()))
    }

    /// What it was made; nothing changes by looking.
    pub(super) async fn app_to_be(
        &self,
        token: &StaffToken,
    ) -> Result<Renewed<Option<TotpSecret>>, StoreError> {
        let living = session::of_token(&self.reader, token, self.now()).await?;
        let Living { session, staff } = match self.confirmed(living) {
            Ok(living) => living,
            Err(why) => return Ok(why.into()),
        };
        let secret = session.new_totp.map(|secret| for_app(&secret, &staff.address));
        Ok(Renewed::Done(secret.transpose()?))
    }

    pub(super) async fn renew_app(
        &self,
        token: &StaffToken,
        typed: &str,
    ) -> Result<Renewed<CodesToken>, StoreError> {
        let Some(living) = session::of_token(&self.reader, token, self.now()).await? else {
            return Ok(Renewed::Over);
        };
        let transaction = self.begin().await?;
        let Some(row) = held(&transaction, living.staff.id).await? else { return Ok(Renewed::Over) };
        let living = session::of_token(&transaction, token, self.now()).await?;
        let session = match self.confirmed(living) {
            Ok(living) => living.session,
            Err(why) => return Ok(why.into()),
        };
        let Some(secret) = session.new_totp.clone() else { return Ok(Renewed::WrongCode) };
        let Some(step) = totp::accepted(&secret_bytes(&secret)?, typed, self.now(), 0) else {
            return Ok(Renewed::WrongCode);
        };
        self.note_renewal(&transaction, &row, Action::ChangeApp);
        let codes = code::renew(&transaction, row.id).await?;
        let mut row = row.into_active_model();
        row.totp_secret = ActiveValue::Set(Some(secret));
        row.totp_step = ActiveValue::Set(step);
        row.update(&transaction).await?;
        session::end_others(&transaction, &session).await?;
        let mut session = session.into_active_model();
        session.new_totp = ActiveValue::Set(None);
        session.update(&transaction).await?;
        transaction.commit().await?;
        Ok(Renewed::Done(codes))
    }

    fn confirmed(&self, living: Option<Living>) -> Result<Living, NotNow> {
        match living {
            None => Err(NotNow::Over),
            Some(living) if !is_enrolled(&living.staff) => Err(NotNow::NotEnrolled),
            Some(living) if living.is_confirmed(self.now()) => Ok(living),
            Some(_) => Err(NotNow::Unconfirmed),
        }
    }

    fn note_renewal(&self, transaction: &Transaction, row: &staff::Model, action: Action) {
        let actor = &named(row);
        let act = Act { actor, action, subject: &row.address, before: None, after: None };
        audit::record(transaction, self.now(), act);
    }
}

/// Why nothing can be renewed as it stands.
enum NotNow {
    Over,
    Unconfirmed,
    NotEnrolled,
}

impl<T> From<NotNow> for Renewed<T> {
    fn from(why: NotNow) -> Renewed<T> {
        match why {
            NotNow::Over => Renewed::Over,
            NotNow::Unconfirmed => Renewed::Unconfirmed,
            NotNow::NotEnrolled => Renewed::NotEnrolled,
        }
    }
}
