//! Coming in by the prefecture's own sign-on. It says who somebody is; who may come in, and as what, is our list's to say.
//! The first time, somebody is known by the address that they were invited by; from then on by the provider's own name for
//! them, whatever their address is there.

use app::backend::{
    Action, CONFIRMED_FOR, ComingBack, HALF_LIFE, Sender, SignOnFault, SignOnFor, SignedOn, StaffToken,
    TripToken,
};
use sea_orm::{ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;

use super::super::entity::staff;
use super::super::entity::staff_sign_on::{ActiveModel, Column, Entity};
use super::super::limits::Scope;
use super::super::{Store, StoreError, Transaction, address, secret};
use super::{held, note_own, role, session, sign_in};
use crate::auth::oidc::Vouched;

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
        let living = match back.session {
            Some(token) => session::of_token(&transaction, token, now).await?,
            None => None,
        };
        let Some(living) = living else { return Ok(no(why, SignOnFault::Lost)) };
        let Some(row) = self.whom(&transaction, vouched).await?.filter(|row| row.id == living.staff.id)
        else {
            return Ok(no(why, SignOnFault::SomebodyElse));
        };
        if !vouched.two_factors || vouched.asked_at.is_none_or(|asked_at| asked_at + HALF_LIFE <= now) {
            return Ok(no(why, SignOnFault::NotProven));
        }
        let fresh = session::renew(&transaction, living.session, now).await?;
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
        let known = Entity::find()
            .filter(Column::Issuer.eq(vouched.issuer.as_str()))
            .filter(Column::Subject.eq(vouched.subject.as_str()));
        let id = match known.one(transaction).await? {
            Some(known) => Some(known.staff_id),
            None => self.by_address(transaction, vouched).await?,
        };
        let Some(id) = id else { return Ok(None) };
        let Some(row) = held(transaction, id).await? else { return Ok(None) };
        if role(&row)?.is_of_agency() || !self.is_known_as(transaction, &row, vouched).await? {
            return Ok(None);
        }
        Ok(Some(row))
    }

    async fn by_address(
        &self,
        transaction: &Transaction,
        vouched: &Vouched,
    ) -> Result<Option<i64>, StoreError> {
        let Some(address) = vouched.address.as_deref().and_then(address::read) else { return Ok(None) };
        let ids = staff::Entity::find().select_only().column(staff::Column::Id);
        let found = ids.filter(staff::Column::Address.eq(address::folded(address.as_ref())));
        Ok(found.into_tuple().one(transaction).await?)
    }

    /// Is somebody, whose row is held, who the provider says? The first time they are from now on. Whoever is known there by
    /// another name is not: their address was given to somebody else.
    async fn is_known_as(
        &self,
        transaction: &Transaction,
        row: &staff::Model,
        vouched: &Vouched,
    ) -> Result<bool, StoreError> {
        if let Some(known) = Entity::find_by_id(row.id).one(transaction).await? {
            if known.issuer == vouched.issuer {
                return Ok(known.subject == vouched.subject);
            }
            // That was another provider.
            Entity::delete_by_id(row.id).exec(transaction).await?;
        }
        let new = ActiveModel {
            staff_id: ActiveValue::Set(row.id),
            issuer: ActiveValue::Set(vouched.issuer.clone()),
            subject: ActiveValue::Set(vouched.subject.clone()),
            known_since: ActiveValue::Set(self.now()),
        };
        Entity::insert(new).exec_without_returning(transaction).await?;
        note_own(transaction, self.now(), row, (Action::LinkSignOn, &json!({ "by": SIGN_ON })));
        Ok(true)
    }
}

/// From now on the provider vouches for them in vain, until they are known to it by their address again.
pub(super) async fn forget(transaction: &Transaction, staff: i64) -> Result<(), StoreError> {
    Entity::delete_by_id(staff).exec(transaction).await?;
    Ok(())
}

/// Those of whom the provider has vouched for before.
pub(super) async fn known<C: ConnectionTrait>(connection: &C) -> Result<Vec<i64>, StoreError> {
    Ok(Entity::find().select_only().column(Column::StaffId).into_tuple().all(connection).await?)
}
