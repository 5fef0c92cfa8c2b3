//! What was imported: records as they were read, and whether they are still there. How menus follow is in `intake`.

mod intake;

use std::collections::{BTreeMap, BTreeSet};

use app::backend::{Imported, Imports, Unavailable};
use async_trait::async_trait;
use domain::content::ContentFinding;
use domain::document::Verified;
use domain::draft::Origin;
use sea_orm::sea_query::{Expr, NullOrdering, SimpleExpr};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, EntityTrait, IntoActiveModel, Order, QueryFilter, QueryOrder,
};
use serde_json::Value;

use super::content::document::parse;
use super::draft::waits;
use super::entity::imported_record;
use super::{IDS, Store, StoreError};

/// A record as it was read before.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    pub menu_id: String,
    pub record: Value,
    /// The menu document made of it.
    pub taken: Value,
}

/// A record that is new, or says something else than before.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    pub source_id: String,
    /// What the source says, as far as it is used; what was known before is part of it.
    pub record: Value,
    /// The menu made of it; its `id` is the menu's.
    pub document: Value,
    pub notes: Vec<String>,
    /// It adds to what was known and takes nothing back: only then may it be published without an officer,
    /// and only if nobody has edited the menu.
    pub completes: bool,
    /// What was known when `record` was put together; none if nothing was.
    pub before: Option<Value>,
}

/// What became of a reading.
#[derive(Debug, Clone, PartialEq)]
pub enum Taken {
    /// Published as a new menu.
    New,
    /// The published menu says more now.
    Completed,
    /// A draft of this id says what would change.
    Drafted(i64),
    /// Nothing that is shown has changed.
    Unchanged,
    Turned(Turned),
}

/// Why a reading was not taken.
#[derive(Debug, Clone, PartialEq)]
pub enum Turned {
    /// Its menu's id belongs to another menu.
    IdTaken,
    /// Somebody else imported the same at the same time.
    Meanwhile,
    /// Its menu does not fit the content.
    Unfit(Vec<ContentFinding>),
}

impl Store {
    /// All records of a system, by their ids there.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn known_records(&self, system: Origin) -> Result<BTreeMap<String, Known>, StoreError> {
        let rows = imported_record::Entity::find()
            .filter(imported_record::Column::System.eq(system.as_str()))
            .all(&self.reader)
            .await?;
        let known = |row: imported_record::Model| {
            let record = parse(&row.record, "imported record")?;
            let taken = parse(&row.taken, "imported record")?;
            Ok((row.source_id, Known { menu_id: row.menu_id, record, taken }))
        };
        rows.into_iter().map(known).collect()
    }

    /// Notes that these records are still there, as they were.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn seen(&self, system: Origin, source_ids: &[String]) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        for ids in source_ids.chunks(IDS) {
            imported_record::Entity::update_many()
                .col_expr(imported_record::Column::LastSeen, Expr::value(self.now()))
                .col_expr(
                    imported_record::Column::VanishedAt,
                    Expr::value(Option::<chrono::DateTime<chrono::Utc>>::None),
                )
                .filter(imported_record::Column::System.eq(system.as_str()))
                .filter(imported_record::Column::SourceId.is_in(ids.to_vec()))
                .exec(&transaction)
                .await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Marks the records that a complete listing lacks; gives those that were not marked before, by their ids there.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn mark_vanished(
        &self,
        system: Origin,
        listed: &BTreeSet<String>,
    ) -> Result<Vec<String>, StoreError> {
        let transaction = self.begin().await?;
        let rows = imported_record::Entity::find()
            .filter(imported_record::Column::System.eq(system.as_str()))
            .filter(imported_record::Column::VanishedAt.is_null())
            .order_by_asc(imported_record::Column::SourceId)
            .all(&transaction)
            .await?;
        let mut vanished = Vec::new();
        for row in rows.into_iter().filter(|row| !listed.contains(&row.source_id)) {
            vanished.push(row.source_id.clone());
            let mut row = row.into_active_model();
            row.vanished_at = ActiveValue::Set(Some(self.now()));
            row.update(&transaction).await?;
        }
        transaction.commit().await?;
        Ok(vanished)
    }

    async fn imported_menu(&self, menu_id: &str) -> Result<Option<Imported>, StoreError> {
        let Some(row) = by_menu(menu_id).one(&self.reader).await? else { return Ok(None) };
        let changed = waits(&self.reader, origin(&row)?, menu_id).await?;
        imported(row, changed).map(Some)
    }

    async fn imported_menus(&self, which: SimpleExpr) -> Result<Vec<Imported>, StoreError> {
        let rows = imported_record::Entity::find()
            .filter(which)
            .order_by_with_nulls(imported_record::Column::VanishedAt, Order::Desc, NullOrdering::Last)
            .order_by_asc(imported_record::Column::MenuId)
            .all(&self.reader)
            .await?;
        let mut waiting = BTreeSet::new();
        for origin in Origin::ALL {
            waiting.extend(self.waiting(origin).await?.into_iter().map(|menu_id| (origin, menu_id)));
        }
        let told = rows.into_iter().map(|row| {
            let changed = waiting.contains(&(origin(&row)?, row.menu_id.clone()));
            imported(row, changed)
        });
        told.collect()
    }
}

fn origin(row: &imported_record::Model) -> Result<Origin, StoreError> {
    Origin::parse(&row.system).ok_or_else(|| StoreError::unreadable("imported record"))
}

/// `changed`: a draft of it waits.
fn imported(row: imported_record::Model, changed: bool) -> Result<Imported, StoreError> {
    Ok(Imported {
        changed,
        origin: origin(&row)?,
        source_id: row.source_id,
        menu_id: row.menu_id,
        first_seen: row.first_seen,
        last_seen: row.last_seen,
        vanished_at: row.vanished_at,
        notes: serde_json::from_str(&row.notes).map_err(|_| StoreError::unreadable("imported record"))?,
    })
}

fn by_menu(menu_id: &str) -> sea_orm::Select<imported_record::Entity> {
    imported_record::Entity::find().filter(imported_record::Column::MenuId.eq(menu_id))
}

#[async_trait]
impl Imports for Store {
    /// Only ids that an importer gives are looked up: a menu's page asks for every menu.
    async fn of_menu(&self, menu_id: &str) -> Result<Option<Imported>, Unavailable> {
        if !Origin::ALL.iter().any(|origin| menu_id.starts_with(&format!("{}-", origin.as_str()))) {
            return Ok(None);
        }
        Ok(self.imported_menu(menu_id).await?)
    }

    async fn vanished(&self) -> Result<Vec<Imported>, Unavailable> {
        Ok(self.imported_menus(imported_record::Column::VanishedAt.is_not_null()).await?)
    }

    async fn noted(&self) -> Result<Vec<Imported>, Unavailable> {
        let published = self.published.current();
        let mut noted = self.imported_menus(imported_record::Column::Notes.ne("[]")).await?;
        noted.retain(|imported| {
            let menu = published.menu(&imported.menu_id);
            menu.is_some_and(|menu| menu.document.verified == Verified::Imported)
        });
        Ok(noted)
    }
}
