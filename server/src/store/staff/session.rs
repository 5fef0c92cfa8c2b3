//! Where staff is signed in. It is like an account's session, but nobody may take one for the other: it is shorter, it dies
//! with who it is of, and it remembers when they last proved who they are.

use app::backend::{
    Action, CONFIRMED_FOR, Device, Ending, HALF_LIFE, Member, OwnSession, STAFF_SESSION_IDLE,
    STAFF_SESSION_LIFE, StaffToken,
};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    IntoActiveModel, QueryFilter, QueryOrder, Select,
};
use serde_json::json;

use super::super::entity::staff_session::{ActiveModel, Column, Entity, Model};
use super::super::entity::{staff, staff_half};
use super::super::{Store, StoreError, secret};
use super::acting::is_enrolled;
use super::{agency, link, note_own};

/// That somebody was seen is written down no more often than this.
const SEEN_EVERY: TimeDelta = TimeDelta::minutes(1);

/// In which browser a session begins.
pub(super) struct Place<'a> {
    pub(super) token: &'a StaffToken,
    /// The one that the browser had; it ends.
    pub(super) former: Option<&'a StaffToken>,
    pub(super) device: Device,
    /// When both factors were given.
    pub(super) proved_at: DateTime<Utc>,
}

/// A session that lives, and whose it is.
pub(super) struct Living {
    pub(super) session: Model,
    pub(super) staff: staff::Model,
}

impl Living {
    /// Have they proved a short while ago who they are?
    pub(super) fn is_confirmed(&self, now: DateTime<Utc>) -> bool {
        self.session.confirmed_at + CONFIRMED_FOR > now
    }
}

/// Sessions that are not over.
pub(super) fn living(now: DateTime<Utc>) -> Select<Entity> {
    Entity::find()
        .filter(Column::CreatedAt.gt(now - STAFF_SESSION_LIFE))
        .filter(Column::SeenAt.gt(now - STAFF_SESSION_IDLE))
}

fn is(token: &StaffToken) -> sea_orm::sea_query::SimpleExpr {
    Column::TokenHash.eq(secret::stored(token.as_str()))
}

/// The session of a token, if it lives and whoever it is of may sign in: they are not disabled, nor is their agency closed.
pub(super) async fn of_token<C: ConnectionTrait>(
    connection: &C,
    token: &StaffToken,
    now: DateTime<Utc>,
) -> Result<Option<Living>, StoreError> {
    let Some(session) = living(now).filter(is(token)).one(connection).await? else { return Ok(None) };
    let staff = of_session(connection, &session).await?;
    Ok(staff.map(|staff| Living { session, staff }))
}

/// Whoever a session is of, if they may sign in.
async fn of_session<C: ConnectionTrait>(
    connection: &C,
    session: &Model,
) -> Result<Option<staff::Model>, StoreError> {
    let staff = staff::Entity::find_by_id(session.staff_id).filter(staff::Column::DisabledAt.is_null());
    agency::unless_closed(connection, staff.one(connection).await?).await
}

/// Who is signed in by a session of this id, if it lives.
pub(in crate::store) async fn by_session<C: ConnectionTrait>(
    connection: &C,
    session: i64,
    now: DateTime<Utc>,
) -> Result<Option<staff::Model>, StoreError> {
    match living(now).filter(Column::Id.eq(session)).one(connection).await? {
        Some(session) => of_session(connection, &session).await,
        None => Ok(None),
    }
}

/// The id of a session by its token, if it lives.
pub(in crate::store) async fn id_of<C: ConnectionTrait>(
    connection: &C,
    token: &StaffToken,
    now: DateTime<Utc>,
) -> Result<Option<i64>, StoreError> {
    Ok(of_token(connection, token, now).await?.map(|living| living.session.id))
}

/// Begins a session, for whom both factors were given.
pub(super) async fn begin(
    transaction: &DatabaseTransaction,
    staff: i64,
    place: Place<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if let Some(former) = place.former {
        Entity::delete_many().filter(is(former)).exec(transaction).await?;
    }
    let row = ActiveModel {
        id: ActiveValue::NotSet,
        token_hash: ActiveValue::Set(secret::stored(place.token.as_str())),
        staff_id: ActiveValue::Set(staff),
        created_at: ActiveValue::Set(now),
        seen_at: ActiveValue::Set(now),
        confirmed_at: ActiveValue::Set(place.proved_at),
        device: ActiveValue::Set(place.device.code().to_owned()),
        new_totp: ActiveValue::Set(None),
    };
    Entity::insert(row).exec_without_returning(transaction).await?;
    Ok(())
}

/// They have proved again who they are: the session goes on under another token.
pub(super) async fn renew(
    transaction: &DatabaseTransaction,
    session: Model,
    proved_at: DateTime<Utc>,
) -> Result<StaffToken, StoreError> {
    let fresh = secret::fresh(StaffToken::parse)?;
    let mut session = session.into_active_model();
    session.token_hash = ActiveValue::Set(secret::stored(fresh.as_str()));
    session.confirmed_at = ActiveValue::Set(proved_at);
    session.update(transaction).await?;
    Ok(fresh)
}

/// Ends all sessions of somebody, and those that have half begun.
pub(in super::super) async fn end_all(
    transaction: &DatabaseTransaction,
    staff: i64,
) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::StaffId.eq(staff)).exec(transaction).await?;
    end_halves(transaction, staff).await
}

/// The same, but for one.
pub(super) async fn end_others(transaction: &DatabaseTransaction, this: &Model) -> Result<(), StoreError> {
    let own = Entity::delete_many().filter(Column::StaffId.eq(this.staff_id));
    own.filter(Column::Id.ne(this.id)).exec(transaction).await?;
    end_halves(transaction, this.staff_id).await
}

async fn end_halves(transaction: &DatabaseTransaction, staff: i64) -> Result<(), StoreError> {
    let halves = staff_half::Entity::delete_many().filter(staff_half::Column::StaffId.eq(staff));
    halves.exec(transaction).await?;
    Ok(())
}

impl Store {
    /// Who does something, which is written down from time to time.
    pub(super) async fn staff_visiting(&self, token: &StaffToken) -> Result<Option<Member>, StoreError> {
        let now = self.now();
        let Some(living) = of_token(&self.reader, token, now).await? else { return Ok(None) };
        // Nobody is kept waiting, let alone turned away, because that cannot be written down.
        if living.session.seen_at + SEEN_EVERY <= now
            && let Err(error) = self.note_seen(living.session.id).await
        {
            tracing::warn!(%error, "that somebody was here could not be written down");
        }
        Ok(Some(Member {
            id: living.staff.id,
            role: super::role(&living.staff)?,
            agency: living.staff.agency_id,
            confirmed: living.is_confirmed(now),
            enrolled: is_enrolled(&living.staff),
            address: living.staff.address,
        }))
    }

    async fn note_seen(&self, session: i64) -> Result<(), StoreError> {
        let change = ActiveModel { seen_at: ActiveValue::Set(self.now()), ..Default::default() };
        let transaction = self.begin().await?;
        Entity::update_many().set(change).filter(Column::Id.eq(session)).exec(&transaction).await?;
        Ok(transaction.commit().await?)
    }

    pub(super) async fn sessions_of_staff(
        &self,
        token: &StaffToken,
    ) -> Result<Option<Vec<OwnSession>>, StoreError> {
        let now = self.now();
        let Some(this) = of_token(&self.reader, token, now).await? else { return Ok(None) };
        let own = living(now).filter(Column::StaffId.eq(this.staff.id)).order_by_desc(Column::SeenAt);
        let shown = |row: Model| OwnSession {
            is_this: row.id == this.session.id,
            id: row.id,
            device: Device::parse(&row.device),
            created_at: row.created_at,
            seen_at: row.seen_at,
        };
        Ok(Some(own.all(&self.reader).await?.into_iter().map(shown).collect()))
    }

    pub(super) async fn end_of_staff(&self, token: &StaffToken, ending: Ending) -> Result<bool, StoreError> {
        let transaction = self.begin().await?;
        let Some(this) = of_token(&transaction, token, self.now()).await? else { return Ok(false) };
        let own = Entity::delete_many().filter(Column::StaffId.eq(this.staff.id));
        let ended = match ending {
            Ending::This => own.filter(Column::Id.eq(this.session.id)),
            Ending::Others => own.filter(Column::Id.ne(this.session.id)),
            Ending::One(id) => own.filter(Column::Id.eq(id)),
        };
        let count = ended.exec(&transaction).await?.rows_affected;
        if count > 0 {
            let after = json!({ "sessions_ended": count });
            note_own(&transaction, self.now(), &this.staff, (Action::EndSession, &after));
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// Removes what staff's sign-ins and invitations have left behind that is over.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn clear_staff_sessions(&self) -> Result<(), StoreError> {
        let now = self.now();
        let transaction = self.begin().await?;
        let old = Entity::delete_many().filter(Column::CreatedAt.lte(now - STAFF_SESSION_LIFE));
        old.exec(&transaction).await?;
        let idle = Entity::delete_many().filter(Column::SeenAt.lte(now - STAFF_SESSION_IDLE));
        idle.exec(&transaction).await?;
        let halves =
            staff_half::Entity::delete_many().filter(staff_half::Column::MadeAt.lte(now - HALF_LIFE));
        halves.exec(&transaction).await?;
        link::empty_expired(&transaction, now).await?;
        Ok(transaction.commit().await?)
    }
}
