//! Adding an agency, closing it, opening it again.

use app::backend::{Action, Adding, AgencyChange, LONGEST_NAME};
use domain::access;
use domain::agency::Kind;
use sea_orm::sea_query::LockType;
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

    /// Of a closed one nobody can sign in, so whoever is signed in is signed out with it, and what it was asked ends. Pressing
    /// twice does nothing more.
    pub(super) async fn close_with_requests(
        &self,
        id: i64,
        base_url: &str,
    ) -> Result<AgencyChange, StoreError> {
        let transaction = self.begin().await?;
        let row = match self.held_for_change(&transaction, id).await? {
            Ok(row) => row,
            Err(why) => return Ok(why),
        };
        if row.active {
            self.set_active(&transaction, row.clone(), false).await?;
            let members = staff::Entity::find().filter(staff::Column::AgencyId.eq(id));
            for member in members.all(&transaction).await? {
                end_sessions(&transaction, member.id).await?;
            }
        }
        // Of one that an older version closed, too.
        self.end_requests(&transaction, &row, base_url).await?;
        transaction.commit().await?;
        Ok(AgencyChange::Done)
    }

    /// What ended when it was closed does not begin again.
    pub(super) async fn open_again(&self, id: i64) -> Result<AgencyChange, StoreError> {
        let transaction = self.begin().await?;
        let row = match self.held_for_change(&transaction, id).await? {
            Ok(row) => row,
            Err(why) => return Ok(why),
        };
        if !row.active {
            self.set_active(&transaction, row, true).await?;
        }
        transaction.commit().await?;
        Ok(AgencyChange::Done)
    }

    /// An agency that whoever acts may open and close, both held until the transaction ends; else why not. Rows that refer to the
    /// agency can be written meanwhile; who gives it a request waits (`request::held_if_open`).
    async fn held_for_change(
        &self,
        transaction: &Transaction,
        id: i64,
    ) -> Result<Result<agency::Model, AgencyChange>, StoreError> {
        let Some(acting) = self.acting(transaction).await? else {
            return Ok(Err(AgencyChange::NotPermitted));
        };
        if acting.may(access::Act::ManageAgencies) == Err(Denied::NotPermitted) {
            return Ok(Err(AgencyChange::NotPermitted));
        }
        let found = agency::Entity::find_by_id(id).lock(LockType::NoKeyUpdate).one(transaction).await?;
        Ok(found.ok_or(AgencyChange::NotFound))
    }

    async fn set_active(
        &self,
        transaction: &Transaction,
        row: agency::Model,
        active: bool,
    ) -> Result<(), StoreError> {
        let action = if active { Action::ReopenAgency } else { Action::CloseAgency };
        let act = Act { actor: &self.actor, action, subject: &row.name, before: None, after: None };
        audit::record(transaction, self.now(), act);
        let mut row = row.into_active_model();
        row.active = ActiveValue::Set(active);
        row.update(transaction).await?;
        Ok(())
    }
}
