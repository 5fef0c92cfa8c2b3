//! Support agencies, as far as staff is of one.

use app::backend::Action;
use sea_orm::{ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, TryInsertResult};

use super::super::audit::{self, Act};
use super::super::entity::agency::{ActiveModel, Column, Entity, Model};
use super::super::{Store, StoreError};

/// What became of adding an agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgencyAdded {
    Done,
    /// One has that name.
    Before,
}

/// An agency that is active.
pub(super) async fn by_name<C: ConnectionTrait>(
    connection: &C,
    name: &str,
) -> Result<Option<Model>, StoreError> {
    let named = Entity::find().filter(Column::Name.eq(name)).filter(Column::Active.eq(true));
    Ok(named.one(connection).await?)
}

/// Likewise.
pub(super) async fn by_id<C: ConnectionTrait>(connection: &C, id: i64) -> Result<Option<Model>, StoreError> {
    Ok(Entity::find_by_id(id).filter(Column::Active.eq(true)).one(connection).await?)
}

impl Store {
    /// Adds an agency, whose advisers can then be invited.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn add_agency(&self, name: &str) -> Result<AgencyAdded, StoreError> {
        let transaction = self.begin().await?;
        let row = ActiveModel {
            id: ActiveValue::NotSet,
            name: ActiveValue::Set(name.to_owned()),
            active: ActiveValue::Set(true),
            created_at: ActiveValue::Set(self.now()),
            ..Default::default()
        };
        let inserted =
            Entity::insert(row).on_conflict_do_nothing_on([Column::Name]).exec(&transaction).await?;
        let TryInsertResult::Inserted(_) = inserted else { return Ok(AgencyAdded::Before) };
        let act =
            Act { actor: &self.actor, action: Action::AddAgency, subject: name, before: None, after: None };
        audit::record(&transaction, self.now(), act);
        transaction.commit().await?;
        Ok(AgencyAdded::Done)
    }
}
