//! Mail that is to be sent. It is written in the transaction that causes it ([`enqueue`]), so that neither is there
//! without the other; workers take it from here one by one. What officers see and do is in `outbox/queue`.
//!
//! A claim is a lease: `due_at` moves into the future, and `claim` says whose try it is. Instances do not wait for each
//! other: on PostgreSQL a row that another one is claiming is skipped, on SQLite claims take turns at the one writer.

mod forgetting;
mod queue;

use app::backend::{Action, MailKind};
use chrono::{DateTime, TimeDelta, Utc};
use lettre::Address;
use sea_orm::sea_query::{LockBehavior, LockType};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, Select, TryInsertResult,
};
use serde_json::json;

use super::audit::{self, Act};
use super::entity::outbox::{ActiveModel, Column, Entity, Model};
use super::{Store, StoreError, key};
use crate::mail::{Letter, Mail, Undelivered, masked};

pub(super) use forgetting::{Old, forget_address, forget_begun, forget_kind};

const WAITING: &str = "waiting";
const SENT: &str = "sent";
const PARKED: &str = "parked";

/// A mail that something causes.
#[derive(Debug, Clone)]
pub struct NewMail<'a> {
    /// Names the occasion: a second mail of the same key is none. No address may stand in it, since it is kept.
    pub key: &'a str,
    pub kind: MailKind,
    pub to: &'a Address,
    pub letter: Letter,
    /// Where one POST ends the subscription that the mail comes from (RFC 8058); none for a mail that was asked for.
    pub unsubscribe_url: Option<&'a str>,
}

/// What became of writing a mail into the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Enqueued {
    /// It goes out once the transaction is committed.
    New {
        id: i64,
        /// What its file is called, where mails are written into files.
        file_name: String,
    },
    /// There is one of this key: this one does not go out.
    Before,
}

/// A mail that is ours to send until the lease is over.
#[derive(Debug, Clone)]
pub struct ClaimedMail {
    pub id: i64,
    pub mail: Mail,
    /// With this one.
    pub attempts: u32,
    pub first_tried_at: DateTime<Utc>,
    claim: String,
}

/// Puts a letter into the outbox; each is an occasion of its own.
pub(super) async fn post(
    transaction: &DatabaseTransaction,
    now: DateTime<Utc>,
    (kind, to): (MailKind, &Address),
    letter: Letter,
) -> Result<(), StoreError> {
    let key = format!("{}:{}", kind.code(), key::token()?);
    enqueue(transaction, now, NewMail { key: &key, kind, to, letter, unsubscribe_url: None }).await?;
    Ok(())
}

/// Writes a mail into the outbox.
///
/// # Errors
/// When the database does not answer, or the system gives no dice.
pub(super) async fn enqueue(
    transaction: &DatabaseTransaction,
    now: DateTime<Utc>,
    new: NewMail<'_>,
) -> Result<Enqueued, StoreError> {
    let token = key::token()?;
    let file_name = crate::mail::file_name(now, &token);
    let row = ActiveModel {
        id: ActiveValue::NotSet,
        key: ActiveValue::Set(new.key.to_owned()),
        kind: ActiveValue::Set(new.kind.code().to_owned()),
        token: ActiveValue::Set(token),
        recipient: ActiveValue::Set(Some(new.to.to_string())),
        subject: ActiveValue::Set(Some(new.letter.subject)),
        text: ActiveValue::Set(Some(new.letter.text)),
        html: ActiveValue::Set(Some(new.letter.html)),
        unsubscribe_url: ActiveValue::Set(new.unsubscribe_url.map(str::to_owned)),
        created_at: ActiveValue::Set(now),
        state: ActiveValue::Set(WAITING.to_owned()),
        due_at: ActiveValue::Set(now),
        claim: ActiveValue::Set(None),
        attempts: ActiveValue::Set(0),
        first_tried_at: ActiveValue::Set(None),
        reason: ActiveValue::Set(None),
        status: ActiveValue::Set(None),
        settled_at: ActiveValue::Set(None),
    };
    let inserted = Entity::insert(row).on_conflict_do_nothing_on([Column::Key]).exec(transaction).await?;
    Ok(match inserted {
        TryInsertResult::Inserted(new) => Enqueued::New { id: new.last_insert_id, file_name },
        TryInsertResult::Conflicted | TryInsertResult::Empty => Enqueued::Before,
    })
}

impl Store {
    /// Writes mails into the outbox that nothing but themselves cause, all of them or none.
    ///
    /// # Errors
    /// When the database does not answer; none is written then.
    pub async fn enqueue_mails(&self, mails: Vec<NewMail<'_>>) -> Result<Vec<Enqueued>, StoreError> {
        let transaction = self.begin().await?;
        let mut outcomes = Vec::with_capacity(mails.len());
        for mail in mails {
            outcomes.push(enqueue(&transaction, self.now(), mail).await?);
        }
        transaction.commit().await?;
        Ok(outcomes)
    }

    /// An officer tries whether mail arrives.
    ///
    /// # Errors
    /// When the database does not answer; nothing is written then.
    pub async fn enqueue_test_mail(&self, to: &Address, letter: Letter) -> Result<Enqueued, StoreError> {
        let transaction = self.begin().await?;
        let key = format!("test:{}", key::token()?);
        let mail = NewMail { key: &key, kind: MailKind::Test, to, letter, unsubscribe_url: None };
        let enqueued = enqueue(&transaction, self.now(), mail).await?;
        if let Enqueued::New { id, .. } = &enqueued {
            let (subject, after) = (id.to_string(), json!({ "to": masked(to.as_ref()) }));
            let action = Action::SendTestMail;
            let act =
                Act { actor: &self.actor, action, subject: &subject, before: None, after: Some(&after) };
            audit::record(&transaction, self.now(), act);
        }
        transaction.commit().await?;
        Ok(enqueued)
    }

    /// Takes the mail that has been due for longest, for as long as the lease says. None: nothing is due, or others
    /// have it in their hands.
    ///
    /// # Errors
    /// When the database does not answer; nothing is taken then.
    pub async fn claim_mail(&self, lease: TimeDelta) -> Result<Option<ClaimedMail>, StoreError> {
        let now = self.now();
        // The readers keep nobody from writing: an empty outbox costs no turn at the writer.
        if due(now).select_only().column(Column::Id).into_tuple::<i64>().one(&self.reader).await?.is_none() {
            return Ok(None);
        }
        let transaction = self.begin().await?;
        let unclaimed = due(now).lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
        let Some(row) = unclaimed.one(&transaction).await? else { return Ok(None) };
        let (first_tried_at, attempts) = (row.first_tried_at.unwrap_or(now), row.attempts.saturating_add(1));
        let claim = key::token()?;
        let mut change = row.clone().into_active_model();
        change.claim = ActiveValue::Set(Some(claim.clone()));
        change.due_at = ActiveValue::Set(now + lease);
        change.attempts = ActiveValue::Set(attempts);
        change.first_tried_at = ActiveValue::Set(Some(first_tried_at));
        change.update(&transaction).await?;
        transaction.commit().await?;
        let (id, attempts) = (row.id, attempts.unsigned_abs());
        Ok(Some(ClaimedMail { id, mail: mail(row), attempts, first_tried_at, claim }))
    }

    /// Writes down that a mail was sent. That is so whoever holds the claim by now. A link that opens something is not
    /// kept any longer.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn mark_mail_sent(&self, id: i64) -> Result<(), StoreError> {
        let change = ActiveModel {
            state: ActiveValue::Set(SENT.to_owned()),
            settled_at: ActiveValue::Set(Some(self.now())),
            claim: ActiveValue::Set(None),
            reason: ActiveValue::Set(None),
            status: ActiveValue::Set(None),
            ..Default::default()
        };
        let without_text =
            ActiveModel { text: ActiveValue::Set(None), html: ActiveValue::Set(None), ..Default::default() };
        let secret = MailKind::ALL.into_iter().filter(|kind| kind.carries_secret()).map(MailKind::code);
        let transaction = self.begin().await?;
        Entity::update_many().set(change).filter(Column::Id.eq(id)).exec(&transaction).await?;
        Entity::update_many()
            .set(without_text)
            .filter(Column::Id.eq(id))
            .filter(Column::Kind.is_in(secret))
            .exec(&transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Lets a claimed mail be tried again after a while.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn put_mail_off(
        &self,
        claimed: &ClaimedMail,
        undelivered: Undelivered,
        wait: TimeDelta,
    ) -> Result<(), StoreError> {
        let due_at = ActiveValue::Set(self.now() + wait);
        self.give_back(claimed, undelivered, ActiveModel { due_at, ..Default::default() }).await
    }

    /// A claimed mail is not tried any more, until an officer says so.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn park_mail(
        &self,
        claimed: &ClaimedMail,
        undelivered: Undelivered,
    ) -> Result<(), StoreError> {
        let change = ActiveModel {
            state: ActiveValue::Set(PARKED.to_owned()),
            settled_at: ActiveValue::Set(Some(self.now())),
            ..Default::default()
        };
        self.give_back(claimed, undelivered, change).await
    }

    /// Ends a claim, unless the lease was over and it is another's by now.
    async fn give_back(
        &self,
        claimed: &ClaimedMail,
        undelivered: Undelivered,
        change: ActiveModel,
    ) -> Result<(), StoreError> {
        let status = undelivered.status.and_then(|status| i16::try_from(status).ok());
        let change = ActiveModel {
            claim: ActiveValue::Set(None),
            reason: ActiveValue::Set(Some(undelivered.fault.code().to_owned())),
            status: ActiveValue::Set(status),
            ..change
        };
        let transaction = self.begin().await?;
        Entity::update_many()
            .set(change)
            .filter(Column::Id.eq(claimed.id))
            .filter(Column::Claim.eq(claimed.claim.as_str()))
            .exec(&transaction)
            .await?;
        Ok(transaction.commit().await?)
    }
}

/// The mail that has been due for longest.
fn due(now: DateTime<Utc>) -> Select<Entity> {
    Entity::find()
        .filter(Column::State.eq(WAITING))
        .filter(Column::DueAt.lte(now))
        .order_by_asc(Column::DueAt)
        .order_by_asc(Column::Id)
        .limit(1)
}

/// Only what is settled is emptied.
fn mail(row: Model) -> Mail {
    Mail {
        token: row.token,
        recipient: row.recipient.unwrap_or_default(),
        letter: Letter {
            subject: row.subject.unwrap_or_default(),
            text: row.text.unwrap_or_default(),
            html: row.html.unwrap_or_default(),
        },
        unsubscribe_url: row.unsubscribe_url,
        created_at: row.created_at,
    }
}
