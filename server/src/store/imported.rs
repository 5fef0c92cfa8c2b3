//! What was imported, and how its menus follow: new ones are published, changed ones become drafts.

use std::collections::{BTreeMap, BTreeSet};

use app::backend::{Imported, Imports, Unavailable};
use async_trait::async_trait;
use domain::content::ContentFinding;
use domain::document::Verified;
use domain::draft::{Merged, Origin, alike, merged};
use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder,
};
use serde_json::Value;

use super::content::document::{canonical, checksum, parse};
use super::content::menus::{self, Change};
use super::content::{Hold, state_row};
use super::draft::{Proposal, Proposed, published_text, waits};
use super::entity::{content_state, imported_record};
use super::{Store, StoreError};

/// Ids of one statement.
const IDS: usize = 1_000;

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

    /// Takes readings in, in one transaction. Running servers follow within seconds.
    ///
    /// # Errors
    /// When nothing is published yet, or the database does not answer; nothing is stored then.
    pub async fn take_in(&self, system: Origin, readings: &[Reading]) -> Result<Vec<Taken>, StoreError> {
        let transaction = self.begin().await?;
        let state = state_row(&transaction, Hold::Everything).await?;
        let mut intake = Intake { store: self, transaction: &transaction, system, publish: Vec::new() };
        let mut outcomes = Vec::new();
        for reading in readings {
            outcomes.push(intake.take(reading).await?);
        }
        let unfit = intake.publish_all(&state).await?;
        for (reading, outcome) in readings.iter().zip(&mut outcomes) {
            let findings: Vec<ContentFinding> = unfit
                .iter()
                .filter(|finding| reading.document["id"] == finding.entry.as_str())
                .cloned()
                .collect();
            if matches!(outcome, Taken::New | Taken::Completed) {
                if findings.is_empty() {
                    intake.remember(reading, true).await?;
                } else {
                    *outcome = Taken::Turned(Turned::Unfit(findings));
                }
            }
        }
        transaction.commit().await?;
        self.follow_own_change().await;
        Ok(outcomes)
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

    async fn imported(&self, row: imported_record::Model) -> Result<Imported, StoreError> {
        let origin = Origin::parse(&row.system).ok_or_else(|| StoreError::unreadable("imported record"))?;
        Ok(Imported {
            changed: waits(&self.reader, origin, &row.menu_id).await?,
            origin,
            source_id: row.source_id,
            menu_id: row.menu_id,
            first_seen: row.first_seen,
            last_seen: row.last_seen,
            vanished_at: row.vanished_at,
            notes: serde_json::from_str(&row.notes).map_err(|_| StoreError::unreadable("imported record"))?,
        })
    }

    async fn imported_menu(&self, menu_id: &str) -> Result<Option<Imported>, StoreError> {
        let row = by_menu(menu_id).one(&self.reader).await?;
        match row {
            Some(row) => Ok(Some(self.imported(row).await?)),
            None => Ok(None),
        }
    }

    async fn imported_menus(&self, which: SimpleExpr) -> Result<Vec<Imported>, StoreError> {
        let rows = imported_record::Entity::find()
            .filter(which)
            .order_by_desc(imported_record::Column::VanishedAt)
            .order_by_asc(imported_record::Column::MenuId)
            .all(&self.reader)
            .await?;
        let mut found = Vec::new();
        for row in rows {
            found.push(self.imported(row).await?);
        }
        Ok(found)
    }
}

fn by_menu(menu_id: &str) -> sea_orm::Select<imported_record::Entity> {
    imported_record::Entity::find().filter(imported_record::Column::MenuId.eq(menu_id))
}

/// One transaction of readings.
struct Intake<'a> {
    store: &'a Store,
    transaction: &'a DatabaseTransaction,
    system: Origin,
    /// What is to be published at its end.
    publish: Vec<Change>,
}

impl Intake<'_> {
    async fn take(&mut self, reading: &Reading) -> Result<Taken, StoreError> {
        let Some(menu_id) = reading.document["id"].as_str() else {
            return Err(StoreError::unreadable("imported menu"));
        };
        let key = (self.system.as_str().to_owned(), reading.source_id.clone());
        let row = imported_record::Entity::find_by_id(key).one(self.transaction).await?;
        let published = published_text(self.transaction, menu_id).await?;
        let Some(row) = row else {
            let is_taken = published.is_some()
                || by_menu(menu_id).one(self.transaction).await?.is_some()
                || self.publish.iter().any(|change| change.menu_id == menu_id);
            return Ok(match (&reading.before, is_taken) {
                (Some(_), _) => Taken::Turned(Turned::Meanwhile),
                (None, true) => Taken::Turned(Turned::IdTaken),
                (None, false) => self.will_publish(menu_id, reading, Taken::New),
            });
        };
        let known = parse(&row.record, "imported record")?;
        if !alike(Some(&known), reading.before.as_ref()) {
            return Ok(Taken::Turned(Turned::Meanwhile));
        }
        let settled = parse(&row.settled, "imported record")?;
        let published = published.as_deref().map(|text| parse(text, "support menu")).transpose()?;
        let is_untouched = alike(published.as_ref(), Some(&settled))
            && !waits(self.transaction, self.system, menu_id).await?;
        if reading.completes && is_untouched {
            return Ok(self.will_publish(menu_id, reading, Taken::Completed));
        }
        let Merged { document, conflicts } = match &published {
            Some(published) => merged(&settled, published, &reading.document),
            None => Merged { document: reading.document.clone(), conflicts: Vec::new() },
        };
        let proposal = Proposal { document, notes: reading.notes.clone(), conflicts };
        let proposed = self.store.propose_one(self.transaction, self.system, &proposal).await?;
        self.remember(reading, false).await?;
        Ok(match proposed {
            Proposed::Draft(id) => Taken::Drafted(id),
            Proposed::Same => Taken::Unchanged,
        })
    }

    fn will_publish(&mut self, menu_id: &str, reading: &Reading, taken: Taken) -> Taken {
        let (menu_id, document) = (menu_id.to_owned(), reading.document.clone());
        self.publish.push(Change { menu_id, document, origin: self.system });
        taken
    }

    /// Publishes what fits; gives what was found wrong with the rest.
    async fn publish_all(&mut self, state: &content_state::Model) -> Result<Vec<ContentFinding>, StoreError> {
        let mut unfit: Vec<ContentFinding> = Vec::new();
        while !self.publish.is_empty() {
            // Nothing is written before all is checked, so another attempt may follow in the same transaction.
            match menus::publish(self.transaction, state, self.publish.clone()).await {
                Ok(()) => break,
                Err(StoreError::Refused(findings)) => {
                    let before = self.publish.len();
                    let is_named =
                        |change: &Change| findings.iter().any(|finding| finding.entry == change.menu_id);
                    self.publish.retain(|change| !is_named(change));
                    if self.publish.len() == before {
                        return Err(StoreError::Refused(findings));
                    }
                    unfit.extend(findings);
                }
                Err(error) => return Err(error),
            }
        }
        Ok(unfit)
    }

    /// Writes down what was read; as settled if it was published.
    async fn remember(&self, reading: &Reading, settled: bool) -> Result<(), StoreError> {
        let (record, taken) = (canonical(&reading.record), canonical(&reading.document));
        let now = self.store.now();
        let key = (self.system.as_str().to_owned(), reading.source_id.clone());
        let before = imported_record::Entity::find_by_id(key).one(self.transaction).await?;
        let row = imported_record::Model {
            system: self.system.as_str().to_owned(),
            source_id: reading.source_id.clone(),
            checksum: checksum(&record),
            record,
            menu_id: reading.document["id"].as_str().unwrap_or_default().to_owned(),
            settled: match &before {
                Some(before) if !settled => before.settled.clone(),
                _ => taken.clone(),
            },
            taken,
            first_seen: before.as_ref().map_or(now, |before| before.first_seen),
            last_seen: now,
            vanished_at: None,
            notes: Value::from(reading.notes.as_slice()).to_string(),
        };
        let is_new = before.is_none();
        let row = row.into_active_model().reset_all();
        if is_new {
            row.insert(self.transaction).await?;
        } else {
            row.update(self.transaction).await?;
        }
        Ok(())
    }
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
