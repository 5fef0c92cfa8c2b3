//! Six digits that a business shows to an adviser, who types them. They open nothing: whoever has typed them is named to the
//! business, and it agrees, or not.

use app::backend::{Action, Adviser, CodeTyped, DiagnosisKey, SHARE_CODE_LIFE};
use chrono::{DateTime, Utc};
use domain::access::{Act, may};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QuerySelect,
};

use super::super::diagnosis::by_owner;
use super::super::entity::share_code::{Column, Entity, Model};
use super::super::entity::staff;
use super::super::limits::Scope;
use super::super::secret::typed_code;
use super::super::{Store, StoreError, key};

/// One of a million codes.
const CODES: u64 = 1_000_000;
/// Codes that live are few; one that nobody has is soon found.
const DRAWS: usize = 20;

fn draw() -> Result<String, StoreError> {
    let number = u64::from_be_bytes(key::random()?);
    Ok(format!("{:06}", number % CODES))
}

/// The code of a business, if it lives.
pub(super) async fn living<C: ConnectionTrait>(
    connection: &C,
    business: i64,
    now: DateTime<Utc>,
) -> Result<Option<Model>, StoreError> {
    Ok(Entity::find_by_id(business).filter(Column::ExpiresAt.gt(now)).one(connection).await?)
}

/// The agency of whoever has typed the code of a business and still may.
pub(super) async fn typed_by<C: ConnectionTrait>(
    connection: &C,
    business: i64,
    now: DateTime<Utc>,
) -> Result<Option<i64>, StoreError> {
    let Some(code) = living(connection, business, now).await? else { return Ok(None) };
    let Some(id) = code.staff_id else { return Ok(None) };
    let typist = staff::Entity::find_by_id(id).filter(staff::Column::DisabledAt.is_null());
    Ok(typist.one(connection).await?.and_then(|staff| staff.agency_id))
}

pub(super) async fn forget<C: ConnectionTrait>(connection: &C, business: i64) -> Result<(), StoreError> {
    Entity::delete_by_id(business).exec(connection).await?;
    Ok(())
}

/// Codes that are over go.
pub(in crate::store) async fn clear<C: ConnectionTrait>(
    connection: &C,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::ExpiresAt.lte(now)).exec(connection).await?;
    Ok(())
}

impl Store {
    pub(super) async fn make_share_code(&self, key: &DiagnosisKey) -> Result<bool, StoreError> {
        let now = self.now();
        let transaction = self.begin().await?;
        let opened = by_owner(&transaction, key, now).await?;
        let Some(opened) = opened.filter(|opened| opened.row.submitted_at.is_some()) else {
            return Ok(false);
        };
        let row = Model {
            business_id: opened.row.business_id,
            code: free_code(&transaction, now).await?,
            made_at: now,
            expires_at: now + SHARE_CODE_LIFE,
            staff_id: None,
            typed_at: None,
        };
        let replace = OnConflict::column(Column::BusinessId)
            .update_columns([
                Column::Code,
                Column::MadeAt,
                Column::ExpiresAt,
                Column::StaffId,
                Column::TypedAt,
            ])
            .to_owned();
        Entity::insert(row.into_active_model())
            .on_conflict(replace)
            .exec_without_returning(&transaction)
            .await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Typing is counted, so that nobody finds a code by trying; what was right was no try.
    pub(in crate::store) async fn take_share_code(
        &self,
        adviser: Adviser,
        typed: &str,
    ) -> Result<CodeTyped, StoreError> {
        let scope = [Scope::ShareCodeBy(adviser.staff)];
        if !self.may_try_all(&scope).await? {
            return Ok(CodeTyped::TooOften);
        }
        let transaction = self.begin().await?;
        let code = typed_code(typed);
        let found = Entity::find()
            .filter(Column::Code.eq(code.as_str()))
            .filter(Column::ExpiresAt.gt(self.now()))
            .lock_exclusive()
            .one(&transaction)
            .await?;
        let Some(row) = found.filter(|_| may(adviser.actor(), Act::SeeClients).is_ok()) else {
            return Ok(CodeTyped::Wrong);
        };
        // Whoever was first is being asked for; nobody slips into their place.
        if row.staff_id.is_some_and(|first| first != adviser.staff) {
            return Ok(CodeTyped::Wrong);
        }
        if row.staff_id.is_none() {
            self.note_work(&transaction, (Action::TypeShareCode, row.business_id), (None, None));
        }
        let mut row = row.into_active_model();
        row.staff_id = ActiveValue::Set(Some(adviser.staff));
        row.typed_at = ActiveValue::Set(Some(self.now()));
        row.update(&transaction).await?;
        transaction.commit().await?;
        self.take_back(&scope).await?;
        Ok(CodeTyped::Asked)
    }
}

/// One that no other business shows now.
async fn free_code<C: ConnectionTrait>(connection: &C, now: DateTime<Utc>) -> Result<String, StoreError> {
    for _ in 0..DRAWS {
        let code = draw()?;
        let taken = Entity::find().filter(Column::Code.eq(code.as_str())).filter(Column::ExpiresAt.gt(now));
        if taken.one(connection).await?.is_none() {
            return Ok(code);
        }
    }
    Err(StoreError::unreadable("share code"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_read_however_they_are_typed() {
        for text in ["012345", " 012 345 ", "０１２－３４５"] {
            assert_eq!(typed_code(text), "012345", "{text}");
        }
        let drawn = draw().expect("dice");
        assert!(drawn.len() == 6 && typed_code(&drawn) == drawn);
    }
}
