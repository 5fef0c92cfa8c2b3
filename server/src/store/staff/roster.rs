//! Everybody who may sign in, as admins see and change it.

use std::collections::BTreeMap;

use app::backend::{Action, Actor, AgencyEntry, Roster, StaffChange, StaffEntry, StaffState};
use chrono::{DateTime, Utc};
use domain::access::{self, Role, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde_json::json;

use super::super::audit::{self, Act};
use super::super::entity::staff::{Column, Entity, Model};
use super::super::entity::{agency, staff_code};
use super::super::{Store, StoreError, Transaction};
use super::{link, role, session};

impl Store {
    pub(super) async fn everybody(&self) -> Result<Roster, StoreError> {
        let agencies = agency::Entity::find().order_by_asc(agency::Column::Name).all(&self.reader).await?;
        let mut seen: BTreeMap<i64, DateTime<Utc>> = BTreeMap::new();
        for session in session::living(self.now()).all(&self.reader).await? {
            let latest = seen.entry(session.staff_id).or_insert(session.seen_at);
            *latest = session.seen_at.max(*latest);
        }
        let entry = |row: Model| {
            Ok(StaffEntry {
                id: row.id,
                role: role(&row)?,
                agency: agencies
                    .iter()
                    .find(|agency| Some(agency.id) == row.agency_id)
                    .map(|agency| agency.name.clone()),
                state: state(&row),
                seen_at: seen.get(&row.id).copied(),
                address: row.address,
            })
        };
        let rows = Entity::find().order_by_asc(Column::Id).all(&self.reader).await?;
        let staff = rows.into_iter().map(entry).collect::<Result<_, StoreError>>()?;
        let active = agencies.into_iter().filter(|agency| agency.active);
        let agencies = active.map(|agency| AgencyEntry { id: agency.id, name: agency.name }).collect();
        Ok(Roster { staff, agencies })
    }

    pub(super) async fn set_role(&self, id: i64, new: Role) -> Result<StaffChange, StoreError> {
        let transaction = self.begin().await?;
        let Some(admins) = self.administering(&transaction).await? else {
            return Ok(StaffChange::NotPermitted);
        };
        let found = Entity::find_by_id(id).lock_exclusive().one(&transaction).await?;
        let Some(row) = found else { return Ok(StaffChange::NotFound) };
        let former = role(&row)?;
        if former.is_of_agency() != new.is_of_agency() {
            return Ok(StaffChange::OtherSide);
        }
        if new != Role::Admin && is_last(&admins, &row) {
            return Ok(StaffChange::LastAdmin);
        }
        if former != new {
            let (before, after) = (json!({ "staff_role": row.role }), json!({ "staff_role": new.code() }));
            let (actor, action) = (&self.actor, Action::ChangeStaffRole);
            let act =
                Act { actor, action, subject: &row.address, before: Some(&before), after: Some(&after) };
            audit::record(&transaction, self.now(), act);
            let mut row = row.into_active_model();
            row.role = ActiveValue::Set(new.code().to_owned());
            row.update(&transaction).await?;
        }
        transaction.commit().await?;
        Ok(StaffChange::Done)
    }

    pub(super) async fn shut_out(&self, id: i64) -> Result<StaffChange, StoreError> {
        let transaction = self.begin().await?;
        let Some(admins) = self.administering(&transaction).await? else {
            return Ok(StaffChange::NotPermitted);
        };
        let found = Entity::find_by_id(id).lock_exclusive().one(&transaction).await?;
        let Some(row) = found else { return Ok(StaffChange::NotFound) };
        if is_last(&admins, &row) {
            return Ok(StaffChange::LastAdmin);
        }
        if row.disabled_at.is_none() {
            self.take_everything(&transaction, row).await?;
        }
        transaction.commit().await?;
        Ok(StaffChange::Done)
    }

    /// What they could sign in with, and where they are.
    async fn take_everything(&self, transaction: &Transaction, row: Model) -> Result<(), StoreError> {
        session::end_all(transaction, row.id).await?;
        link::forget(transaction, &row).await?;
        let codes = staff_code::Entity::delete_many().filter(staff_code::Column::StaffId.eq(row.id));
        codes.exec(transaction).await?;
        let (actor, action) = (&self.actor, Action::DisableStaff);
        let act = Act { actor, action, subject: &row.address, before: None, after: None };
        audit::record(transaction, self.now(), act);
        let mut row = row.into_active_model();
        row.disabled_at = ActiveValue::Set(Some(self.now()));
        row.password = ActiveValue::Set(None);
        row.totp_secret = ActiveValue::Set(None);
        row.update(transaction).await?;
        Ok(())
    }
}

fn state(row: &Model) -> StaffState {
    if row.disabled_at.is_some() {
        StaffState::Disabled
    } else if row.password.is_none() {
        StaffState::Invited
    } else {
        StaffState::Active
    }
}

/// May whoever has this row administer others? They were asked at the door; since then they may have been disabled, or given
/// another role, while their request waited.
fn administers(row: &Model) -> Result<bool, StoreError> {
    let actor = access::Actor::Staff { role: role(row)?, agency: row.agency_id };
    Ok(state(row) == StaffState::Active && may(actor, access::Act::ManageStaff).is_ok())
}

impl Store {
    /// Holds those who can let others in, and whoever acts, in the order of all such transactions: of two who shut each
    /// other out, one stays. Gives who can let others in; `None` if whoever acts may not any more.
    pub(super) async fn administering(
        &self,
        transaction: &Transaction,
    ) -> Result<Option<Vec<i64>>, StoreError> {
        let acting = match &self.actor {
            Actor::Staff { id, .. } => Some(*id),
            Actor::Program | Actor::ThisMachine | Actor::Command(_) => None,
        };
        let admins = Condition::all()
            .add(Column::Role.eq(Role::Admin.code()))
            .add(Column::DisabledAt.is_null())
            .add(Column::Password.is_not_null());
        let held = Condition::any().add(admins).add_option(acting.map(|id| Column::Id.eq(id)));
        let rows = Entity::find().filter(held).order_by_asc(Column::Id).lock_exclusive();
        let rows = rows.all(transaction).await?;
        if let Some(id) = acting {
            let own = rows.iter().find(|row| row.id == id).map(administers).transpose()?;
            if own != Some(true) {
                return Ok(None);
            }
        }
        let is_admin = |row: &Model| row.role == Role::Admin.code() && state(row) == StaffState::Active;
        Ok(Some(rows.iter().filter(|row| is_admin(row)).map(|row| row.id).collect()))
    }
}

fn is_last(admins: &[i64], row: &Model) -> bool {
    admins == [row.id]
}
