//! Where somebody is signed in. A session is a row that one can see and end; with it go the keys that it has made.

use app::backend::{Device, Ending, SESSION_IDLE, SESSION_LIFE, SessionToken};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ActiveValue, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, Select,
};

use super::super::entity::account_link;
use super::super::entity::account_session::{ActiveModel, Column, Entity, Model};
use super::super::{Store, StoreError};
use super::secret;

/// That somebody was seen is written down no more often than this.
const SEEN_EVERY: TimeDelta = TimeDelta::hours(1);
/// For so long a link is kept after its end, so that one can be told what became of it.
const LINKS_KEPT: TimeDelta = TimeDelta::days(1);

/// Sessions that are not over.
pub(in crate::store) fn living(now: DateTime<Utc>) -> Select<Entity> {
    Entity::find()
        .filter(Column::CreatedAt.gt(now - SESSION_LIFE))
        .filter(Column::SeenAt.gt(now - SESSION_IDLE))
}

/// The session of a token, if it lives.
pub(super) async fn of_token<C: ConnectionTrait>(
    connection: &C,
    token: &SessionToken,
    now: DateTime<Utc>,
) -> Result<Option<Model>, StoreError> {
    let session = living(now).filter(Column::TokenHash.eq(secret::stored(token.as_str())));
    Ok(session.one(connection).await?)
}

/// Begins a session in a browser, in place of the one that it had.
pub(super) async fn begin(
    transaction: &DatabaseTransaction,
    (account, device): (i64, Device),
    (token, former): (&SessionToken, Option<&SessionToken>),
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if let Some(former) = former {
        let former = Column::TokenHash.eq(secret::stored(former.as_str()));
        Entity::delete_many().filter(former).exec(transaction).await?;
    }
    let row = ActiveModel {
        id: ActiveValue::NotSet,
        token_hash: ActiveValue::Set(secret::stored(token.as_str())),
        account_id: ActiveValue::Set(account),
        created_at: ActiveValue::Set(now),
        seen_at: ActiveValue::Set(now),
        device: ActiveValue::Set(device.code().to_owned()),
    };
    Entity::insert(row).exec_without_returning(transaction).await?;
    Ok(())
}

impl Store {
    /// The session of somebody who does something, which is written down from time to time.
    pub(super) async fn visiting(&self, token: &SessionToken) -> Result<Option<Model>, StoreError> {
        let now = self.now();
        let found = of_token(&self.reader, token, now).await?;
        if let Some(session) = &found
            && session.seen_at + SEEN_EVERY <= now
        {
            let change = ActiveModel { seen_at: ActiveValue::Set(now), ..Default::default() };
            let transaction = self.begin().await?;
            Entity::update_many().set(change).filter(Column::Id.eq(session.id)).exec(&transaction).await?;
            transaction.commit().await?;
        }
        Ok(found)
    }

    pub(super) async fn end(&self, token: &SessionToken, ending: Ending) -> Result<bool, StoreError> {
        let transaction = self.begin().await?;
        let Some(this) = of_token(&transaction, token, self.now()).await? else { return Ok(false) };
        let own = Entity::delete_many().filter(Column::AccountId.eq(this.account_id));
        let ended = match ending {
            Ending::This => own.filter(Column::Id.eq(this.id)),
            Ending::Others => own.filter(Column::Id.ne(this.id)),
            Ending::One(id) => own.filter(Column::Id.eq(id)),
        };
        ended.exec(&transaction).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Removes sessions that are over, and links that were over a day ago.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn clear_sign_ins(&self) -> Result<(), StoreError> {
        let now = self.now();
        let transaction = self.begin().await?;
        Entity::delete_many().filter(Column::CreatedAt.lte(now - SESSION_LIFE)).exec(&transaction).await?;
        Entity::delete_many().filter(Column::SeenAt.lte(now - SESSION_IDLE)).exec(&transaction).await?;
        account_link::Entity::delete_many()
            .filter(account_link::Column::ExpiresAt.lte(now - LINKS_KEPT))
            .exec(&transaction)
            .await?;
        Ok(transaction.commit().await?)
    }
}
