//! Coming in by the prefecture's own sign-on. It says who somebody is; who may come in, and as what, is our list's to say.
//! The first time, somebody is known by the address that they were invited by; from then on by the provider's own name for
//! them, whatever their address is there.

use app::backend::{
    Action, CONFIRMED_FOR, ComingBack, HALF_LIFE, Sender, SignOnFault, SignOnFor, SignedOn, StaffToken,
    TripToken,
};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;

use super::super::entity::staff;
use super::super::entity::staff_sign_on::{ActiveModel, Column, Entity};
use super::super::limits::Scope;
use super::super::{Store, StoreError, Transaction, address, secret};
use super::{held, note_own, role, session, sign_in};
use crate::auth::oidc::Vouched;

/// So much the provider's clock may be ahead of ours.
const AHEAD: TimeDelta = TimeDelta::minutes(1);
/// By what somebody has signed in, as the audit log has it.
const SIGN_ON: &str = "sign-on";

fn no(why: SignOnFor, fault: SignOnFault) -> SignedOn {
    SignedOn::No(why, fault)
}

impl Store {
    /// What a browser keeps while it is away.
    ///
    /// # Errors
    /// When the machine gives no random numbers.
    pub fn new_trip() -> Result<TripToken, StoreError> {
        secret::fresh(TripToken::parse)
    }

    /// Counts somebody who comes back, and says whether the provider may be asked about them.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn may_come_back(&self, sender: &Sender) -> Result<bool, StoreError> {
        self.may_try(&Scope::SignOnBy(&sender.0)).await
    }

    /// They came back from there, and not in vain.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn came_back(&self, sender: &Sender) -> Result<(), StoreError> {
        self.take_back(&[Scope::SignOnBy(&sender.0)]).await
    }

    /// Begins a session for whom the provider vouches for, or asks for our own second factor where it has asked for one
    /// factor only.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn let_in(&self, vouched: &Vouched, back: ComingBack<'_>) -> Result<SignedOn, StoreError> {
        let now = self.now();
        let transaction = self.begin().await?;
        let Some(row) = self.whom(&transaction, vouched).await? else {
            return Ok(no(SignOnFor::SignIn, SignOnFault::Unknown));
        };
        if !vouched.two_factors {
            if row.totp_secret.is_none() {
                return Ok(no(SignOnFor::SignIn, SignOnFault::NotProven));
            }
            let half = sign_in::begin_half(&transaction, row.id, now).await?;
            transaction.commit().await?;
            return Ok(SignedOn::Half(half));
        }
        let token = secret::fresh(StaffToken::parse)?;
        let place = session::Place {
            token: &token,
            former: back.session,
            device: back.device,
            // Where the provider does not tell, before anything dangerous it is asked again.
            proved_at: vouched.asked_at.map_or(now - CONFIRMED_FOR, |asked_at| asked_at.min(now)),
        };
        session::begin(&transaction, row.id, place, now).await?;
        let after = json!({ "device": back.device.code(), "by": SIGN_ON });
        note_own(&transaction, now, &row, (Action::SignIn, &after));
        transaction.commit().await?;
        tracing::info!(staff = row.id, "somebody of staff has signed in by the sign-on");
        Ok(SignedOn::SignedIn(token))
    }

    /// Notes that the provider has just asked whoever is signed in for two factors; the session goes on under another token.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn confirm_by(&self, vouched: &Vouched, back: ComingBack<'_>) -> Result<SignedOn, StoreError> {
        let (now, why) = (self.now(), SignOnFor::Confirm);
        let transaction = self.begin().await?;
        let whom = self.whom(&transaction, vouched).await?;
        let living = match back.session {
            Some(token) => session::of_token(&transaction, token, now).await?,
            None => None,
        };
        let Some(living) = living else { return Ok(no(why, SignOnFault::Lost)) };
        let Some(row) = whom.filter(|row| row.id == living.staff.id) else {
            return Ok(no(why, SignOnFault::SomebodyElse));
        };
        let Some(asked_at) =
            vouched.asked_at.filter(|asked_at| vouched.two_factors && is_fresh(*asked_at, now))
        else {
            return Ok(no(why, SignOnFault::NotAskedAgain));
        };
        let fresh = session::renew(&transaction, living.session, asked_at.min(now)).await?;
        note_own(&transaction, now, &row, (Action::ConfirmStaff, &json!({ "by": SIGN_ON })));
        transaction.commit().await?;
        Ok(SignedOn::Confirmed(fresh))
    }

    /// Somebody of the prefecture who may come in, held until the transaction ends. It vouches for its own people alone: not
    /// for those of agencies.
    async fn whom(
        &self,
        transaction: &Transaction,
        vouched: &Vouched,
    ) -> Result<Option<staff::Model>, StoreError> {
        let by_name = Entity::find()
            .filter(Column::Issuer.eq(vouched.issuer.as_str()))
            .filter(Column::Subject.eq(vouched.subject.as_str()));
        let by_name = by_name.one(transaction).await?.map(|known| known.staff_id);
        let by_address = match by_name {
            Some(_) => None,
            None => by_address(transaction, vouched).await?,
        };
        let Some(id) = by_name.or(by_address) else { return Ok(None) };
        let Some(row) = held(transaction, id).await? else { return Ok(None) };
        if role(&row)?.is_of_agency() {
            return Ok(None);
        }
        let known = Entity::find_by_id(id).one(transaction).await?;
        Ok(match known.filter(|known| known.issuer == vouched.issuer) {
            // Somebody else is known there by another name: the address was given to them.
            Some(known) => (known.subject == vouched.subject).then_some(row),
            // They were disabled while this waited.
            None if by_name.is_some() => None,
            None => {
                if vouched.two_factors {
                    self.link(transaction, &row, vouched).await?;
                }
                Some(row)
            }
        })
    }

    /// From now on somebody, whose row is held, is known by the provider's name for them; by another provider's no more.
    async fn link(
        &self,
        transaction: &Transaction,
        row: &staff::Model,
        vouched: &Vouched,
    ) -> Result<(), StoreError> {
        forget(transaction, row.id).await?;
        let new = ActiveModel {
            staff_id: ActiveValue::Set(row.id),
            issuer: ActiveValue::Set(vouched.issuer.clone()),
            subject: ActiveValue::Set(vouched.subject.clone()),
            known_since: ActiveValue::Set(self.now()),
        };
        Entity::insert(new).exec_without_returning(transaction).await?;
        note_own(transaction, self.now(), row, (Action::LinkSignOn, &json!({ "by": SIGN_ON })));
        Ok(())
    }
}

/// Letters that look like others are read as those where an address is typed; here nobody has typed it.
async fn by_address(transaction: &Transaction, vouched: &Vouched) -> Result<Option<i64>, StoreError> {
    let plain = vouched.address.as_deref().filter(|address| address.is_ascii());
    let Some(address) = plain.and_then(address::read) else { return Ok(None) };
    let ids = staff::Entity::find().select_only().column(staff::Column::Id);
    let found = ids.filter(staff::Column::Address.eq(address::folded(address.as_ref())));
    Ok(found.into_tuple().one(transaction).await?)
}

/// Was somebody asked just now? Its clock may be a little ahead.
fn is_fresh(asked_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    let ago = now - asked_at;
    ago < HALF_LIFE && ago > -AHEAD
}

/// From now on the provider vouches for them in vain, until they are known to it by their address again.
pub(super) async fn forget(transaction: &Transaction, staff: i64) -> Result<(), StoreError> {
    Entity::delete_by_id(staff).exec(transaction).await?;
    Ok(())
}

/// Has the provider vouched for them before?
pub(super) async fn is_known<C: ConnectionTrait>(connection: &C, staff: i64) -> Result<bool, StoreError> {
    Ok(Entity::find_by_id(staff).one(connection).await?.is_some())
}

/// Those for whom the provider has vouched before.
pub(super) async fn known<C: ConnectionTrait>(connection: &C) -> Result<Vec<i64>, StoreError> {
    Ok(Entity::find().select_only().column(Column::StaffId).into_tuple().all(connection).await?)
}
