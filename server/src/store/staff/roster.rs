//! Everybody who may sign in, as they are seen and changed by those who let them in.

use std::collections::BTreeMap;

use app::backend::{Action, AgencyEntry, Roster, StaffChange, StaffEntry, StaffState};
use chrono::{DateTime, Utc};
use domain::access::Role;
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Select,
};
use serde_json::json;

use super::super::audit::{self, Act};
use super::super::entity::staff::{Column, Entity, Model};
use super::super::entity::{agency, staff_code};
use super::super::{Store, StoreError, Transaction};
use super::{Acting, Denied, link, role, session, vouched};

impl Store {
    pub(super) async fn everybody(&self) -> Result<Roster, StoreError> {
        let staff = self.entries_of(Entity::find()).await?;
        let active = agency::Entity::find().filter(agency::Column::Active.eq(true));
        let agencies = active.order_by_asc(agency::Column::Name).all(&self.reader).await?;
        Ok(Roster { staff, agencies: agencies.iter().map(AgencyEntry::from).collect() })
    }

    pub(super) async fn staff_of(&self, agency: i64) -> Result<Vec<StaffEntry>, StoreError> {
        self.entries_of(Entity::find().filter(Column::AgencyId.eq(agency))).await
    }

    async fn entries_of(&self, some: Select<Entity>) -> Result<Vec<StaffEntry>, StoreError> {
        let agencies = agency::Entity::find().all(&self.reader).await?;
        let mut seen: BTreeMap<i64, DateTime<Utc>> = BTreeMap::new();
        for session in session::living(self.now()).all(&self.reader).await? {
            let latest = seen.entry(session.staff_id).or_insert(session.seen_at);
            *latest = session.seen_at.max(*latest);
        }
        let vouched_for = vouched::known(&self.reader).await?;
        let entry = |row: Model| {
            Ok(StaffEntry {
                id: row.id,
                role: role(&row)?,
                agency: agencies
                    .iter()
                    .find(|agency| Some(agency.id) == row.agency_id)
                    .map(|agency| agency.name.clone()),
                state: state(&row, &vouched_for),
                seen_at: seen.get(&row.id).copied(),
                address: row.address,
            })
        };
        let rows = some.order_by_asc(Column::Id).all(&self.reader).await?;
        rows.into_iter().map(entry).collect()
    }

    pub(super) async fn set_role(&self, id: i64, new: Role) -> Result<StaffChange, StoreError> {
        let transaction = self.begin().await?;
        let Some(held) = self.hold(&transaction, Some(id)).await? else {
            return Ok(StaffChange::NotPermitted);
        };
        let Some(row) = held.target.clone() else { return Ok(not_there(held.acting)) };
        let former = role(&row)?;
        if let Err(denied) = held.acting.may_change(former, row.agency_id) {
            return Ok(denied.into());
        }
        if former.is_of_agency() != new.is_of_agency() {
            return Ok(StaffChange::OtherSide);
        }
        if new != Role::Admin && held.is_last_admin(id) {
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
        let Some(held) = self.hold(&transaction, Some(id)).await? else {
            return Ok(StaffChange::NotPermitted);
        };
        let Some(row) = held.target.clone() else { return Ok(not_there(held.acting)) };
        if let Err(denied) = held.acting.may_change(role(&row)?, row.agency_id) {
            return Ok(denied.into());
        }
        if held.is_last_admin(id) {
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
        vouched::forget(transaction, row.id).await?;
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

/// There is nobody of that id: said to those only who change somebody.
pub(super) fn not_there(acting: Acting) -> StaffChange {
    if acting.changes_some() { StaffChange::NotFound } else { StaffChange::NotPermitted }
}

impl From<Denied> for StaffChange {
    fn from(denied: Denied) -> StaffChange {
        match denied {
            Denied::NotPermitted => StaffChange::NotPermitted,
            Denied::NotFound => StaffChange::NotFound,
        }
    }
}

/// `vouched_for`: who has come in by the prefecture's sign-on, and needs no password.
fn state(row: &Model, vouched_for: &[i64]) -> StaffState {
    if row.disabled_at.is_some() {
        StaffState::Disabled
    } else if row.password.is_none() && !vouched_for.contains(&row.id) {
        StaffState::Invited
    } else {
        StaffState::Active
    }
}
