//! Who acts, as they are in this moment. The door has asked who may; while a request waited for its turn, whoever sent it may
//! have been disabled, given another role, or their agency closed. So each change asks again, with their row held.

use app::backend::Actor;
use domain::access::{self, Act, Reason, Role, may, may_invite, may_manage};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::super::entity::staff::{Column, Entity, Model};
use super::super::{Store, StoreError, Transaction};
use super::{agency, role, vouched};

/// Who acts.
#[derive(Debug, Clone, Copy)]
pub(in super::super) enum Acting {
    /// The program, or whoever types commands at the machine that serves: they may all.
    Machine,
    Staff(access::Actor),
}

/// Why somebody may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Denied {
    /// They may do nothing of the kind, or not any more.
    NotPermitted,
    /// They may, but not with this one: for them it is not there.
    NotFound,
}

impl From<Reason> for Denied {
    fn from(reason: Reason) -> Denied {
        match reason {
            Reason::NotSignedIn | Reason::OtherRole => Denied::NotPermitted,
            Reason::OtherAgency => Denied::NotFound,
        }
    }
}

impl Acting {
    pub(in super::super) fn may(self, act: Act) -> Result<(), Denied> {
        match self {
            Acting::Machine => Ok(()),
            Acting::Staff(actor) => Ok(may(actor, act)?),
        }
    }

    /// May they see to this agency?
    pub(in super::super) fn may_manage(self, agency: i64) -> Result<(), Denied> {
        match self {
            Acting::Machine => Ok(()),
            Acting::Staff(actor) => Ok(may_manage(actor, agency)?),
        }
    }

    /// May they ask somebody in as this?
    pub(super) fn may_invite(self, role: Role, agency: Option<i64>) -> Result<(), Denied> {
        match self {
            Acting::Machine => Ok(()),
            Acting::Staff(actor) => Ok(may_invite(actor, role, agency)?),
        }
    }

    /// May they change somebody who is this? For whoever administers an agency, there are only its own.
    pub(super) fn may_change(self, role: Role, agency: Option<i64>) -> Result<(), Denied> {
        let sees_own = self.may(Act::ManageOwnAgency).is_ok();
        self.may_invite(role, agency).map_err(|denied| if sees_own { Denied::NotFound } else { denied })
    }

    /// Are there any whom they may change?
    pub(super) fn changes_some(self) -> bool {
        let acts = [Act::ManageStaff, Act::ManageAgencies, Act::ManageOwnAgency];
        acts.into_iter().any(|act| self.may(act).is_ok())
    }
}

/// What is held for a change to somebody.
pub(super) struct Held {
    pub(super) acting: Acting,
    /// Those who can let anybody in.
    admins: Vec<i64>,
    /// Whom it is about.
    pub(super) target: Option<Model>,
}

impl Held {
    /// Could nobody let anybody in without them?
    pub(super) fn is_last_admin(&self, id: i64) -> bool {
        self.admins == [id]
    }
}

impl Store {
    /// Who acts, their row held; `None` if they may not sign in any more.
    pub(in super::super) async fn acting(
        &self,
        transaction: &Transaction,
    ) -> Result<Option<Acting>, StoreError> {
        let Some(id) = self.acting_id() else { return Ok(Some(Acting::Machine)) };
        let row = Entity::find_by_id(id).lock_exclusive().one(transaction).await?;
        as_acting(transaction, row).await
    }

    /// The same, as the domain asks for them; the machine itself is nobody here.
    pub(in super::super) async fn acting_now(
        &self,
        transaction: &Transaction,
    ) -> Result<access::Actor, StoreError> {
        Ok(match self.acting(transaction).await? {
            Some(Acting::Staff(actor)) => actor,
            Some(Acting::Machine) | None => access::Actor::Nobody,
        })
    }

    /// Holds those who can let others in, whoever acts, and whom it is about, in the order of all such transactions: of two
    /// who shut each other out, one stays. `None` if whoever acts may not sign in any more.
    pub(super) async fn hold(
        &self,
        transaction: &Transaction,
        target: Option<i64>,
    ) -> Result<Option<Held>, StoreError> {
        let admins = Condition::all()
            .add(Column::Role.eq(Role::Admin.code()))
            .add(Column::DisabledAt.is_null())
            .add(Column::Password.is_not_null())
            .add(Column::TotpSecret.is_not_null());
        let ids = [self.acting_id(), target].into_iter().flatten();
        let held = Condition::any().add(admins).add(Column::Id.is_in(ids));
        let rows = Entity::find().filter(held).order_by_asc(Column::Id).lock_exclusive();
        let rows = rows.all(transaction).await?;
        let find = |id: i64| rows.iter().find(|row| row.id == id).cloned();
        let acting = match self.acting_id() {
            None => Some(Acting::Machine),
            Some(id) => as_acting(transaction, find(id)).await?,
        };
        let is_admin = |row: &&Model| row.role == Role::Admin.code() && is_enrolled(row);
        let admins = rows.iter().filter(is_admin).map(|row| row.id).collect();
        Ok(acting.map(|acting| Held { acting, admins, target: target.and_then(find) }))
    }

    fn acting_id(&self) -> Option<i64> {
        match &self.actor {
            Actor::Staff { id, .. } => Some(*id),
            Actor::Program | Actor::ThisMachine | Actor::Command(_) => None,
        }
    }
}

/// Can they come in by themselves, whatever becomes of the prefecture's sign-on?
pub(super) fn is_enrolled(row: &Model) -> bool {
    row.disabled_at.is_none() && row.password.is_some() && row.totp_secret.is_some()
}

async fn as_acting(transaction: &Transaction, row: Option<Model>) -> Result<Option<Acting>, StoreError> {
    let Some(row) = row.filter(|row| row.disabled_at.is_none()) else { return Ok(None) };
    // Whoever was disabled and asked in again has to come in again, before what they have sent counts.
    if !is_enrolled(&row) && !vouched::is_known(transaction, row.id).await? {
        return Ok(None);
    }
    let Some(row) = agency::unless_closed(transaction, Some(row)).await? else { return Ok(None) };
    Ok(Some(Acting::Staff(access::Actor::Staff { role: role(&row)?, agency: row.agency_id })))
}
