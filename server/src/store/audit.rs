//! The audit log: written in the transaction of the act, so that neither is there without the other.

pub(super) mod chain;
mod search;
mod verify;

use app::backend::{AUDIT_PAGE, Action, Actor, AuditEntry, AuditQuery, Audits, Unavailable};
use async_trait::async_trait;
use chrono::{DateTime, SubsecRound, Utc};
use domain::search::Page;
use sea_orm::{PaginatorTrait, QueryOrder, QuerySelect};
use serde_json::Value;

use super::content::document::{canonical, parse};
use super::entity::audit_entry::{Column, Model};
use super::{Store, StoreError, Transaction};

pub use chain::AuditHead;
pub use verify::{AuditFault, AuditVerdict};

/// Something that is being done.
pub(super) struct Act<'a> {
    pub(super) actor: &'a Actor,
    pub(super) action: Action,
    /// What it concerns; empty where the action says it all.
    pub(super) subject: &'a str,
    pub(super) before: Option<&'a Value>,
    pub(super) after: Option<&'a Value>,
}

/// An entry that is to be added.
#[derive(Debug)]
pub(super) struct NewEntry {
    at: DateTime<Utc>,
    actor: String,
    action: &'static str,
    subject: String,
    before: Option<String>,
    after: Option<String>,
}

/// Writes an act down: its entry goes in with the commit of the transaction.
pub(super) fn record(transaction: &Transaction, now: DateTime<Utc>, act: Act<'_>) {
    transaction.note(NewEntry {
        // As exact as both databases keep it: the hash is over what is stored.
        at: now.trunc_subsecs(6),
        actor: act.actor.code(),
        action: act.action.code(),
        subject: act.subject.to_owned(),
        before: act.before.map(canonical),
        after: act.after.map(canonical),
    });
}

impl Store {
    /// The same store for somebody: what is done through this handle is written down as theirs.
    #[must_use]
    pub fn acting_as(&self, actor: Actor) -> Store {
        Store { actor, ..self.clone() }
    }

    /// Writes down an act that has no transaction of its own, since it takes many: an import, made-up respondents.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn note(&self, action: Action, subject: &str, after: &Value) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        let act = Act { actor: &self.actor, action, subject, before: None, after: Some(after) };
        record(&transaction, self.now(), act);
        Ok(transaction.commit().await?)
    }

    async fn audit_page(&self, query: &AuditQuery) -> Result<Page<AuditEntry>, StoreError> {
        let found = self.found(query).await?;
        let total = found.clone().count(&self.reader).await?;
        let mut page = Page::empty(usize::try_from(total).unwrap_or(usize::MAX), query.page, AUDIT_PAGE);
        let rows = found
            .order_by_desc(Column::Id)
            .offset(page.before() as u64)
            .limit(page.size as u64)
            .all(&self.reader)
            .await?;
        page.items = rows.into_iter().map(entry).collect::<Result<_, _>>()?;
        Ok(page)
    }
}

fn entry(row: Model) -> Result<AuditEntry, StoreError> {
    let read = |text: Option<String>| text.map(|text| parse(&text, "audit entry")).transpose();
    Ok(AuditEntry {
        id: row.id,
        number: row.number,
        at: row.at,
        actor: row.actor,
        action: row.action,
        subject: row.subject,
        before: read(row.before)?,
        after: read(row.after)?,
    })
}

#[async_trait]
impl Audits for Store {
    async fn entries(&self, query: &AuditQuery) -> Result<Page<AuditEntry>, Unavailable> {
        Ok(self.audit_page(query).await?)
    }
}
