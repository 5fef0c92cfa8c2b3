//! The audit log: written in the transaction of the act, so that neither is there without the other.

use app::backend::{AUDIT_PAGE, Action, Actor, AuditEntry, AuditQuery, Audits, Unavailable};
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain::search::Page;
use domain::window::japan_midnight;
use sea_orm::{
    ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use serde_json::Value;

use super::content::document::{canonical, parse};
use super::entity::audit_entry::{ActiveModel, Column, Entity, Model};
use super::{Store, StoreError};

/// Something that is being done.
pub(super) struct Act<'a> {
    pub(super) actor: &'a Actor,
    pub(super) action: Action,
    /// What it concerns; empty where the action says it all.
    pub(super) subject: &'a str,
    pub(super) before: Option<&'a Value>,
    pub(super) after: Option<&'a Value>,
}

/// Writes an act down.
pub(super) async fn record<C: ConnectionTrait>(
    transaction: &C,
    now: DateTime<Utc>,
    act: Act<'_>,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: ActiveValue::NotSet,
        at: ActiveValue::Set(now),
        actor: ActiveValue::Set(act.actor.code()),
        action: ActiveValue::Set(act.action.code().to_owned()),
        subject: ActiveValue::Set(act.subject.to_owned()),
        before: ActiveValue::Set(act.before.map(canonical)),
        after: ActiveValue::Set(act.after.map(canonical)),
    };
    Entity::insert(row).exec_without_returning(transaction).await?;
    Ok(())
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
        record(&transaction, self.now(), act).await?;
        Ok(transaction.commit().await?)
    }

    async fn audit_page(&self, query: &AuditQuery) -> Result<Page<AuditEntry>, StoreError> {
        let found = found(query);
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

fn found(query: &AuditQuery) -> Select<Entity> {
    let mut found = Entity::find();
    if let Some(action) = query.action {
        found = found.filter(Column::Action.eq(action.code()));
    }
    if let Some(subject) = &query.subject {
        found = found.filter(Column::Subject.eq(subject.as_str()));
    }
    if let Some(from) = query.from {
        found = found.filter(Column::At.gte(japan_midnight(from)));
    }
    if let Some(after) = query.until.and_then(|until: NaiveDate| until.succ_opt()) {
        found = found.filter(Column::At.lt(japan_midnight(after)));
    }
    found
}

fn entry(row: Model) -> Result<AuditEntry, StoreError> {
    let read = |text: Option<String>| text.map(|text| parse(&text, "audit entry")).transpose();
    Ok(AuditEntry {
        id: row.id,
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
