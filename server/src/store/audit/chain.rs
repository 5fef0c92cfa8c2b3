//! The chain that the audit log is (docs/adr/0021-audit-chain.md): each entry has a number without gaps, and a hash over
//! itself and the one before. The head, one row, says where it ends.

use migrations::audit_link::Link;
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};

use super::super::entity::audit_entry::{ActiveModel, Column, Entity, Model};
use super::super::entity::audit_head::{self, Entity as Head};
use super::super::{MAX_VALUES, Store, StoreError};
use super::NewEntry;
use super::search::search_text;

/// Id of the head's one row.
const HEAD: i32 = 1;
/// Entries of an older version that whoever writes the next one links: few, they wait for it.
const ON_THE_WAY: u64 = 100;
/// The same, for work that nobody waits for.
const AT_ONCE: u64 = 1_000;
/// Values of a row.
const ROW: usize = 10;

/// The end of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditHead {
    /// Of the last entry; 0 before the first.
    pub number: i64,
    /// Of the last entry; empty before the first.
    pub hash: String,
}

impl AuditHead {
    /// Goes on to an entry: its number and its hash.
    fn step(&mut self, entry: Link<'_>) {
        self.number += 1;
        self.hash = Link { number: self.number, ..entry }.hash(&self.hash);
    }
}

/// An entry as its hash says it, at a number.
pub(super) fn link(row: &Model, number: i64) -> Link<'_> {
    Link {
        number,
        at: row.at.timestamp_micros(),
        actor: &row.actor,
        action: &row.action,
        subject: &row.subject,
        before: row.before.as_deref(),
        after: row.after.as_deref(),
    }
}

/// Where the chain ends.
pub(super) async fn head<C: ConnectionTrait>(connection: &C) -> Result<AuditHead, DbErr> {
    read(Head::find_by_id(HEAD).one(connection).await?)
}

fn read(row: Option<audit_head::Model>) -> Result<AuditHead, DbErr> {
    let row = row.ok_or_else(|| DbErr::RecordNotFound("audit_head".to_owned()))?;
    Ok(AuditHead { number: row.number, hash: row.hash })
}

/// The same, and nobody else goes on before the transaction has ended. It must take no other lock from here on.
async fn held<C: ConnectionTrait>(transaction: &C) -> Result<AuditHead, DbErr> {
    read(Head::find_by_id(HEAD).lock_exclusive().one(transaction).await?)
}

async fn put<C: ConnectionTrait>(transaction: &C, head: AuditHead) -> Result<(), DbErr> {
    let row = audit_head::ActiveModel {
        id: ActiveValue::Unchanged(HEAD),
        number: ActiveValue::Set(head.number),
        hash: ActiveValue::Set(head.hash),
    };
    row.update(transaction).await?;
    Ok(())
}

/// Adds entries to the end. Called by the commit of a transaction, as the last that it does.
pub(in crate::store) async fn append<C: ConnectionTrait>(
    transaction: &C,
    entries: Vec<NewEntry>,
) -> Result<(), DbErr> {
    let mut head = held(transaction).await?;
    link_left_over(transaction, &mut head, ON_THE_WAY).await?;
    let rows: Vec<ActiveModel> = entries.into_iter().map(|entry| row(entry, &mut head)).collect();
    for rows in rows.chunks(MAX_VALUES / ROW) {
        Entity::insert_many(rows.to_vec()).exec_without_returning(transaction).await?;
    }
    put(transaction, head).await
}

fn row(entry: NewEntry, head: &mut AuditHead) -> ActiveModel {
    let NewEntry { at, actor, action, subject, before, after } = entry;
    head.step(Link {
        number: 0,
        at: at.timestamp_micros(),
        actor: &actor,
        action,
        subject: &subject,
        before: before.as_deref(),
        after: after.as_deref(),
    });
    ActiveModel {
        id: ActiveValue::NotSet,
        at: ActiveValue::Set(at),
        folded: ActiveValue::Set(Some(search_text(&subject, [&before, &after]))),
        actor: ActiveValue::Set(actor),
        action: ActiveValue::Set(action.to_owned()),
        subject: ActiveValue::Set(subject),
        before: ActiveValue::Set(before),
        after: ActiveValue::Set(after),
        number: ActiveValue::Set(Some(head.number)),
        hash: ActiveValue::Set(Some(head.hash.clone())),
    }
}

/// Links entries that an older version of the program has written beside this one; how many. Whoever has the head is the
/// only one who touches them, so that this waits for nobody either.
async fn link_left_over<C: ConnectionTrait>(
    transaction: &C,
    head: &mut AuditHead,
    most: u64,
) -> Result<u64, DbErr> {
    let left = Entity::find().filter(Column::Number.is_null()).order_by_asc(Column::Id).limit(most);
    let rows = left.all(transaction).await?;
    let count = rows.len() as u64;
    for row in rows {
        head.step(link(&row, 0));
        let text = search_text(&row.subject, [&row.before, &row.after]);
        let mut row = row.into_active_model();
        row.number = ActiveValue::Set(Some(head.number));
        row.hash = ActiveValue::Set(Some(head.hash.clone()));
        row.folded = ActiveValue::Set(Some(text));
        row.update(transaction).await?;
    }
    Ok(count)
}

impl Store {
    /// Links what an older version of the program has left, and folds what was linked without. Some at once, so that
    /// nobody waits for long.
    ///
    /// # Errors
    /// When the database does not answer; what was done stays.
    pub async fn complete_audit(&self) -> Result<(), StoreError> {
        while self.link_some().await? == AT_ONCE {}
        while self.fold_some().await? == AT_ONCE {}
        Ok(())
    }

    async fn link_some(&self) -> Result<u64, StoreError> {
        let left = Entity::find().filter(Column::Number.is_null()).one(&self.reader).await?;
        if left.is_none() {
            return Ok(0);
        }
        let transaction = self.begin().await?;
        let mut head = held(&transaction).await?;
        let count = link_left_over(&transaction, &mut head, AT_ONCE).await?;
        if count > 0 {
            put(&transaction, head).await?;
        }
        transaction.commit().await?;
        Ok(count)
    }

    /// Two who fold the same entries write the same.
    async fn fold_some(&self) -> Result<u64, StoreError> {
        let unfolded = Entity::find().filter(Column::Folded.is_null()).filter(Column::Number.is_not_null());
        let rows = unfolded.order_by_asc(Column::Id).limit(AT_ONCE).all(&self.reader).await?;
        if rows.is_empty() {
            return Ok(0);
        }
        let transaction = self.begin().await?;
        for row in &rows {
            let text = search_text(&row.subject, [&row.before, &row.after]);
            let change = ActiveModel { folded: ActiveValue::Set(Some(text)), ..Default::default() };
            Entity::update_many().set(change).filter(Column::Id.eq(row.id)).exec(&transaction).await?;
        }
        transaction.commit().await?;
        Ok(rows.len() as u64)
    }

    /// Where the chain ends.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn audit_head(&self) -> Result<AuditHead, StoreError> {
        Ok(head(&self.reader).await?)
    }
}
