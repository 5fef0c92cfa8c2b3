//! Adding an agency, closing it, opening it again.

use app::backend::{Action, Adding, AgencyChange, LONGEST_NAME};
use domain::access;
use domain::agency::Kind;
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    TryInsertResult,
};
use serde_json::json;

use super::super::audit::{self, Act};
use super::super::entity::{agency, staff};
use super::super::staff::{Denied, end_sessions};
use super::super::{Store, StoreError, Transaction, key};

/// What became of adding an agency at the machine that serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgencyAdded {
    Done,
    /// One has that name.
    Before,
}

impl Store {
    /// Adds an agency, whose advisers can then be invited.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn add_agency(&self, name: &str) -> Result<AgencyAdded, StoreError> {
        let transaction = self.begin().await?;
        let added = self.insert_agency(&transaction, name, None).await?;
        transaction.commit().await?;
        Ok(if added.is_some() { AgencyAdded::Done } else { AgencyAdded::Before })
    }

    pub(super) async fn add_of_kind(&self, name: &str, kind: Kind) -> Result<Adding, StoreError> {
        let transaction = self.begin().await?;
        let Some(acting) = self.acting(&transaction).await? else { return Ok(Adding::NotPermitted) };
        if acting.may(access::Act::ManageAgencies).is_err() {
            return Ok(Adding::NotPermitted);
        }
        let name = name.trim();
        let fits = (1..=LONGEST_NAME).contains(&name.chars().count());
        if !fits || name.contains(char::is_control) {
            return Ok(Adding::NotAName);
        }
        let added = self.insert_agency(&transaction, name, Some(kind)).await?;
        transaction.commit().await?;
        Ok(added.map_or(Adding::Taken, Adding::Done))
    }

    /// Of two who add one name at once, the second waits here for the first.
    async fn insert_agency(
        &self,
        transaction: &Transaction,
        name: &str,
        kind: Option<Kind>,
    ) -> Result<Option<i64>, StoreError> {
        let row = agency::ActiveModel {
            id: ActiveValue::NotSet,
            name: ActiveValue::Set(name.to_owned()),
            active: ActiveValue::Set(true),
            created_at: ActiveValue::Set(self.now()),
            kind: ActiveValue::Set(kind.map(|kind| kind.code().to_owned())),
            code: ActiveValue::Set(Some(key::agency_code()?.as_str().to_owned())),
            ..Default::default()
        };
        let inserted = agency::Entity::insert(row)
            .on_conflict_do_nothing_on([agency::Column::Name])
            .exec(transaction)
            .await?;
        let TryInsertResult::Inserted(new) = inserted else { return Ok(None) };
        let after = kind.map(|kind| json!({ "agency_kind": kind.code() }));
        let (actor, action) = (&self.actor, Action::AddAgency);
        let act = Act { actor, action, subject: name, before: None, after: after.as_ref() };
        audit::record(transaction, self.now(), act);
        Ok(Some(new.last_insert_id))
    }

    /// Of a closed one nobody can sign in, so whoever is signed in is signed out with it. Pressing twice does nothing more.
    pub(super) async fn open_or_close(&self, id: i64, active: bool) -> Result<AgencyChange, StoreError> {
        let transaction = self.begin().await?;
        let Some(acting) = self.acting(&transaction).await? else { return Ok(AgencyChange::NotPermitted) };
        if acting.may(access::Act::ManageAgencies) == Err(Denied::NotPermitted) {
            return Ok(AgencyChange::NotPermitted);
        }
        let found = agency::Entity::find_by_id(id).lock_exclusive().one(&transaction).await?;
        let Some(row) = found else { return Ok(AgencyChange::NotFound) };
        if row.active != active {
            let action = if active { Action::ReopenAgency } else { Action::CloseAgency };
            let act = Act { actor: &self.actor, action, subject: &row.name, before: None, after: None };
            audit::record(&transaction, self.now(), act);
            let mut row = row.into_active_model();
            row.active = ActiveValue::Set(active);
            row.update(&transaction).await?;
            if !active {
                let members = staff::Entity::find().filter(staff::Column::AgencyId.eq(id));
                for member in members.all(&transaction).await? {
                    end_sessions(&transaction, member.id).await?;
                }
            }
        }
        transaction.commit().await?;
        Ok(AgencyChange::Done)
    }
}
