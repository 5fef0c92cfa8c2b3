//! The outbox as officers see it, and 「もう一度送る」.

use app::backend::{Action, MAIL_PAGE, MailQueue, Mails, QueuedMail, Resent, Unavailable};
use async_trait::async_trait;
use domain::search::Page;
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select,
};
use serde_json::json;

use super::super::audit::{self, Act};
use super::super::entity::outbox::{Column, Entity, Model};
use super::super::{Store, StoreError};
use super::{PARKED, SENT, WAITING};
use crate::mail::masked;

impl Store {
    async fn outbox(&self, page: usize) -> Result<MailQueue, StoreError> {
        let waiting = of(WAITING).count(&self.reader).await?;
        let next = of(WAITING).order_by_asc(Column::DueAt).order_by_asc(Column::Id);
        let next = next.limit(MAIL_PAGE as u64).all(&self.reader).await?;
        let total = of(PARKED).count(&self.reader).await?;
        let mut parked = Page::empty(usize::try_from(total).unwrap_or(usize::MAX), page, MAIL_PAGE);
        let rows = of(PARKED)
            .order_by_desc(Column::SettledAt)
            .order_by_desc(Column::Id)
            .offset(parked.before() as u64)
            .limit(parked.size as u64)
            .all(&self.reader)
            .await?;
        let now = self.now();
        let queued =
            |row: Model| QueuedMail { is_being_sent: row.claim.is_some() && row.due_at > now, ..queued(row) };
        parked.items = rows.into_iter().map(queued).collect();
        Ok(MailQueue {
            next: next.into_iter().map(queued).collect(),
            waiting,
            parked,
            sent: of(SENT).count(&self.reader).await?,
        })
    }

    async fn let_be_tried_again(&self, id: i64) -> Result<Resent, StoreError> {
        let transaction = self.begin().await?;
        let found = Entity::find_by_id(id).lock_exclusive().one(&transaction).await?;
        let Some(row) = found.filter(|row| row.state == PARKED && row.recipient.is_some()) else {
            return Ok(Resent::Gone);
        };
        let before = json!({ "reason": &row.reason, "answered": row.status, "attempts": row.attempts });
        let mut change = row.into_active_model();
        change.state = ActiveValue::Set(WAITING.to_owned());
        change.due_at = ActiveValue::Set(self.now());
        change.attempts = ActiveValue::Set(0);
        change.first_tried_at = ActiveValue::Set(None);
        change.settled_at = ActiveValue::Set(None);
        change.update(&transaction).await?;
        let subject = id.to_string();
        let action = Action::ResendMail;
        let act = Act { actor: &self.actor, action, subject: &subject, before: Some(&before), after: None };
        audit::record(&transaction, self.now(), act);
        transaction.commit().await?;
        Ok(Resent::Done)
    }
}

fn of(state: &str) -> Select<Entity> {
    Entity::find().filter(Column::State.eq(state))
}

fn queued(row: Model) -> QueuedMail {
    QueuedMail {
        id: row.id,
        kind: row.kind,
        to: row.recipient.as_deref().map(masked),
        created_at: row.created_at,
        attempts: row.attempts.unsigned_abs(),
        fault: row.reason,
        status: row.status.map(i16::unsigned_abs),
        is_being_sent: false,
        due_at: row.due_at,
        settled_at: row.settled_at,
    }
}

#[async_trait]
impl Mails for Store {
    async fn mail_queue(&self, page: usize) -> Result<MailQueue, Unavailable> {
        Ok(self.outbox(page).await?)
    }

    async fn resend(&self, id: i64) -> Result<Resent, Unavailable> {
        Ok(self.let_be_tried_again(id).await?)
    }
}
