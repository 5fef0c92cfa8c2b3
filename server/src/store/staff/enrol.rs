//! Enrolling by a link. Password and app are kept with the link until a code of the app has shown that it works; only then
//! are they somebody's, and the link is used.

use app::backend::{
    Action, BrowserToken, Chosen, EnrolFault, Enrolled, Enrolling, Finishing, LinkToken, NewPassword,
    StaffToken,
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    IntoActiveModel, QueryFilter, QuerySelect, Select,
};

use super::super::audit::{self, Act};
use super::super::entity::hidden::Hidden;
use super::super::entity::staff;
use super::super::entity::staff_link::{Column, Entity, Model};
use super::super::limits::{self, Scope};
use super::super::{Store, StoreError, Transaction, secret};
use super::{code, for_app, held, kept, named, new_secret, secret_bytes, session};
use crate::auth::{password, totp};

/// What was chosen so far.
struct Begun {
    password: Hidden,
    totp_secret: Hidden,
}

fn by_token(link: &LinkToken) -> Select<Entity> {
    Entity::find().filter(Column::TokenHash.eq(secret::stored(link.as_str())))
}

/// The row of a link that still lets somebody enrol.
fn usable(found: Option<Model>, now: DateTime<Utc>) -> Result<Model, EnrolFault> {
    let row = found.ok_or(EnrolFault::Unknown)?;
    if row.used_at.is_some() {
        Err(EnrolFault::Used)
    } else if row.expires_at <= now {
        Err(EnrolFault::Expired)
    } else {
        Ok(row)
    }
}

/// What was begun in this browser.
fn begun(row: &Model, browser: Option<&BrowserToken>) -> Option<Begun> {
    let same = secret::stored(browser?.as_str()) == *row.browser_hash.as_ref()?;
    let (password, totp_secret) = (row.password.clone()?, row.totp_secret.clone()?);
    same.then_some(Begun { password, totp_secret })
}

async fn whose<C: ConnectionTrait>(connection: &C, row: &Model) -> Result<staff::Model, StoreError> {
    let found = staff::Entity::find_by_id(row.staff_id).one(connection).await?;
    found.ok_or_else(|| StoreError::unreadable("staff"))
}

impl Store {
    pub(super) async fn enrolment(
        &self,
        link: &LinkToken,
        browser: Option<&BrowserToken>,
    ) -> Result<Enrolling, StoreError> {
        let row = match usable(by_token(link).one(&self.reader).await?, self.now()) {
            Ok(row) => row,
            Err(fault) => return Ok(Enrolling::Dead(fault)),
        };
        let address = whose(&self.reader, &row).await?.address;
        Ok(match begun(&row, browser) {
            Some(begun) => Enrolling::App(for_app(&begun.totp_secret, &address)?),
            None => Enrolling::Password { address },
        })
    }

    pub(super) async fn begin_enrolment(
        &self,
        link: &LinkToken,
        new: NewPassword<'_>,
    ) -> Result<Chosen, StoreError> {
        let row = match usable(by_token(link).one(&self.reader).await?, self.now()) {
            Ok(row) => row,
            Err(fault) => return Ok(Chosen::Dead(fault)),
        };
        let password = match password::chosen(new, &whose(&self.reader, &row).await?.address) {
            Ok(password) => kept(password).await?,
            Err(weakness) => return Ok(Chosen::Weak(weakness)),
        };
        let transaction = self.begin().await?;
        let found = by_token(link).lock_exclusive().one(&transaction).await?;
        let mut row = match usable(found, self.now()) {
            Ok(row) => row.into_active_model(),
            Err(fault) => return Ok(Chosen::Dead(fault)),
        };
        let browser = secret::fresh(BrowserToken::parse)?;
        row.browser_hash = ActiveValue::Set(Some(secret::stored(browser.as_str())));
        row.password = ActiveValue::Set(Some(password));
        row.totp_secret = ActiveValue::Set(Some(new_secret()?));
        row.update(&transaction).await?;
        transaction.commit().await?;
        Ok(Chosen::Begun(browser))
    }

    /// Of two ends at once, the second finds the link used.
    pub(super) async fn end_enrolment(&self, finishing: Finishing<'_>) -> Result<Enrolled, StoreError> {
        let now = self.now();
        let transaction = self.begin().await?;
        let Some(link) = by_token(finishing.link).one(&transaction).await? else {
            return Ok(Enrolled::Dead(EnrolFault::Unknown));
        };
        // First whoever it is of, then what belongs to them, as everywhere here.
        let Some(staff) = held(&transaction, link.staff_id).await? else {
            return Ok(Enrolled::Dead(EnrolFault::Unknown));
        };
        let row = match usable(by_token(finishing.link).lock_exclusive().one(&transaction).await?, now) {
            Ok(row) => row,
            Err(fault) => return Ok(Enrolled::Dead(fault)),
        };
        let Some(begun) = begun(&row, finishing.browser) else { return Ok(Enrolled::Elsewhere) };
        let Some(step) = totp::accepted(&secret_bytes(&begun.totp_secret)?, finishing.code, now, 0) else {
            return Ok(Enrolled::WrongCode);
        };
        use_up(&transaction, row, now).await?;
        session::end_all(&transaction, staff.id).await?;
        limits::forget(&transaction, &[Scope::PasswordOf(&staff.address), Scope::CodeOf(staff.id)]).await?;
        let codes = code::renew(&transaction, staff.id).await?;
        let token = secret::fresh(StaffToken::parse)?;
        let place = session::Place {
            token: &token,
            former: finishing.former,
            device: finishing.device,
            proved_at: now,
        };
        session::begin(&transaction, staff.id, place, now).await?;
        self.enrolled(&transaction, staff, (begun, step)).await?;
        transaction.commit().await?;
        Ok(Enrolled::Done { session: token, codes })
    }

    async fn enrolled(
        &self,
        transaction: &Transaction,
        staff: staff::Model,
        (begun, step): (Begun, i64),
    ) -> Result<(), StoreError> {
        let (actor, action) = (&named(&staff), Action::EnrolStaff);
        let act = Act { actor, action, subject: &staff.address, before: None, after: None };
        audit::record(transaction, self.now(), act);
        let mut staff = staff.into_active_model();
        staff.password = ActiveValue::Set(Some(begun.password));
        staff.totp_secret = ActiveValue::Set(Some(begun.totp_secret));
        staff.totp_step = ActiveValue::Set(step);
        staff.update(transaction).await?;
        Ok(())
    }
}

/// The link keeps nothing but that it was used.
async fn use_up(transaction: &DatabaseTransaction, row: Model, now: DateTime<Utc>) -> Result<(), StoreError> {
    let mut row = row.into_active_model();
    row.used_at = ActiveValue::Set(Some(now));
    row.browser_hash = ActiveValue::Set(None);
    row.password = ActiveValue::Set(None);
    row.totp_secret = ActiveValue::Set(None);
    row.update(transaction).await?;
    Ok(())
}
