//! Drafts of menus: proposed, looked at, published or thrown away.

use std::collections::BTreeSet;

use app::backend::{Decided, Draft, Drafts, Previewed, Unavailable};
use async_trait::async_trait;
use domain::content::Content;
use domain::draft::{Merged, Origin, alike, merged};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    QueryFilter, QueryOrder,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::content::document::{self, canonical, parse};
use super::content::menus::{self, Change};
use super::content::{Hold, state_row};
use super::entity::{content_state, imported_record, menu_draft, support_menu};
use super::{Store, StoreError};

/// A menu as somebody would have it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Proposal {
    /// The whole menu document; its `id` says which menu.
    pub document: Value,
    /// What the officer should know of it, in sentences.
    pub notes: Vec<String>,
    /// Fields that both an officer and the source have changed: what the source says stands in the document.
    pub conflicts: Vec<String>,
}

/// What became of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proposed {
    /// The open draft of this id says so; it may have said so before.
    Draft(i64),
    /// It is what is published. An earlier draft of the same menu and origin is gone.
    Same,
}

impl Store {
    /// Makes drafts of what differs from what is published, in the place of earlier ones of the same menus and
    /// origin. Content is checked when a draft is looked at, and again when it is published.
    ///
    /// # Errors
    /// When nothing is published yet, a document has no id, or the database does not answer; nothing is stored then.
    pub async fn propose(&self, origin: Origin, proposals: &[Proposal]) -> Result<Vec<Proposed>, StoreError> {
        let transaction = self.begin().await?;
        let state = state_row(&transaction, Hold::Everything).await?;
        state.questionnaire_version_id.ok_or(StoreError::NothingPublished)?;
        let mut outcomes = Vec::new();
        for proposal in proposals {
            outcomes.push(self.propose_one(&transaction, origin, proposal).await?);
        }
        transaction.commit().await?;
        Ok(outcomes)
    }

    pub(super) async fn propose_one(
        &self,
        transaction: &DatabaseTransaction,
        origin: Origin,
        proposal: &Proposal,
    ) -> Result<Proposed, StoreError> {
        let Some(menu_id) = proposal.document["id"].as_str() else {
            return Err(StoreError::unreadable("proposal"));
        };
        let base = published_text(transaction, menu_id).await?;
        let before = of_menu(origin, menu_id).one(transaction).await?;
        let published = base.as_deref().map(|text| parse(text, "support menu")).transpose()?;
        if alike(published.as_ref(), Some(&proposal.document)) {
            remove(transaction, before).await?;
            return Ok(Proposed::Same);
        }
        let document = canonical(&proposal.document);
        let notes = Remarks { notes: proposal.notes.clone(), conflicts: proposal.conflicts.clone() }.text();
        if let Some(before) = &before
            && (&before.document, &before.base, &before.notes) == (&document, &base, &notes)
        {
            return Ok(Proposed::Draft(before.id));
        }
        remove(transaction, before).await?;
        let row = menu_draft::ActiveModel {
            id: ActiveValue::NotSet,
            menu_id: ActiveValue::Set(menu_id.to_owned()),
            origin: ActiveValue::Set(origin.as_str().to_owned()),
            document: ActiveValue::Set(document),
            base: ActiveValue::Set(base),
            notes: ActiveValue::Set(notes),
            created_at: ActiveValue::Set(self.now()),
        };
        Ok(Proposed::Draft(row.insert(transaction).await?.id))
    }

    async fn drafts(&self) -> Result<Vec<Draft>, StoreError> {
        let rows = menu_draft::Entity::find().order_by_asc(menu_draft::Column::Id).all(&self.reader).await?;
        let mut drafts = Vec::new();
        for row in rows {
            let published = published_text(&self.reader, &row.menu_id).await?;
            drafts.push(draft(row, published)?);
        }
        Ok(drafts)
    }

    async fn previewed(&self, id: i64) -> Result<Option<Previewed>, StoreError> {
        let Some(row) = menu_draft::Entity::find_by_id(id).one(&self.reader).await? else { return Ok(None) };
        let published = published_text(&self.reader, &row.menu_id).await?;
        let draft = draft(row, published)?;
        let state = state_row(&self.reader, Hold::Nothing).await?;
        let stored = document::sources(&self.reader, &state).await?.ok_or(StoreError::NothingPublished)?;
        let sources = menus::with_menus(&stored, [(draft.menu_id.clone(), draft.document.clone())]);
        let checked = Content::check(&sources).and_then(|content| {
            let menu = content.menus.into_iter().find(|menu| menu.id() == draft.menu_id);
            menu.ok_or_else(Vec::new)
        });
        Ok(Some(Previewed { draft, checked }))
    }

    async fn publish_drafts(&self, ids: &[i64]) -> Result<Decided, StoreError> {
        let transaction = self.begin().await?;
        let state = state_row(&transaction, Hold::Everything).await?;
        let Some(rows) = all_of(&transaction, ids).await? else { return Ok(Decided::Gone) };
        let stale = stale_ones(&transaction, &rows).await?;
        if !stale.is_empty() {
            let anew = self.make_anew(&transaction, stale).await?;
            transaction.commit().await?;
            return Ok(Decided::Anew(anew));
        }
        if let Err(error) = put(&transaction, &state, &rows).await {
            return unfit(error, &rows);
        }
        take_away(&transaction, rows).await?;
        transaction.commit().await?;
        self.follow_own_change().await;
        Ok(Decided::Done)
    }

    /// Stale drafts, each on top of what is published now: what only the other side changed since stays.
    async fn make_anew(
        &self,
        transaction: &DatabaseTransaction,
        stale: Vec<menu_draft::Model>,
    ) -> Result<Vec<i64>, StoreError> {
        let mut ids = Vec::new();
        for row in stale {
            let now = published_text(transaction, &row.menu_id).await?;
            let theirs = parse(&row.document, "menu draft")?;
            let Merged { document, mut conflicts } = match (&row.base, &now) {
                (Some(base), Some(now)) => {
                    merged(&parse(base, "menu draft")?, &parse(now, "support menu")?, &theirs)
                }
                _ => Merged { document: theirs, conflicts: Vec::new() },
            };
            let before = Remarks::read(&row)?;
            conflicts.extend(
                before.conflicts.into_iter().filter(|field| !conflicts.contains(field)).collect::<Vec<_>>(),
            );
            let proposal = Proposal { document, notes: before.notes, conflicts };
            let origin = origin(&row)?;
            // What it was made of is another text now, so it cannot be taken for the same draft.
            remove(transaction, Some(row)).await?;
            if let Proposed::Draft(id) = self.propose_one(transaction, origin, &proposal).await? {
                ids.push(id);
            }
        }
        Ok(ids)
    }

    async fn discard_drafts(&self, ids: &[i64]) -> Result<Decided, StoreError> {
        let transaction = self.begin().await?;
        state_row(&transaction, Hold::Everything).await?;
        let Some(rows) = all_of(&transaction, ids).await? else { return Ok(Decided::Gone) };
        take_away(&transaction, rows).await?;
        transaction.commit().await?;
        Ok(Decided::Done)
    }
}

fn of_menu(origin: Origin, menu_id: &str) -> sea_orm::Select<menu_draft::Entity> {
    menu_draft::Entity::find()
        .filter(menu_draft::Column::MenuId.eq(menu_id))
        .filter(menu_draft::Column::Origin.eq(origin.as_str()))
}

/// Is there an open draft of this menu from this origin?
pub(super) async fn waits<C: ConnectionTrait>(
    connection: &C,
    origin: Origin,
    menu_id: &str,
) -> Result<bool, StoreError> {
    Ok(of_menu(origin, menu_id).one(connection).await?.is_some())
}

async fn remove<C: ConnectionTrait>(
    connection: &C,
    row: Option<menu_draft::Model>,
) -> Result<(), StoreError> {
    if let Some(row) = row {
        menu_draft::Entity::delete_by_id(row.id).exec(connection).await?;
    }
    Ok(())
}

/// The published document of a menu, as it is stored.
pub(super) async fn published_text<C: ConnectionTrait>(
    connection: &C,
    menu_id: &str,
) -> Result<Option<String>, StoreError> {
    let row = support_menu::Entity::find_by_id(menu_id).one(connection).await?;
    Ok(row.map(|row| row.document))
}

fn draft(row: menu_draft::Model, published: Option<String>) -> Result<Draft, StoreError> {
    let Remarks { notes, conflicts } = Remarks::read(&row)?;
    Ok(Draft {
        origin: origin(&row)?,
        document: parse(&row.document, "menu draft")?,
        published: published.as_deref().map(|text| parse(text, "support menu")).transpose()?,
        stale: row.base != published,
        notes,
        conflicts,
        id: row.id,
        menu_id: row.menu_id,
        created_at: row.created_at,
    })
}

fn origin(row: &menu_draft::Model) -> Result<Origin, StoreError> {
    Origin::parse(&row.origin).ok_or_else(|| StoreError::unreadable("menu draft"))
}

/// What is said of a draft beside its document.
#[derive(Serialize, Deserialize)]
struct Remarks {
    notes: Vec<String>,
    conflicts: Vec<String>,
}

impl Remarks {
    fn text(&self) -> String {
        json!(self).to_string()
    }

    fn read(row: &menu_draft::Model) -> Result<Remarks, StoreError> {
        serde_json::from_str(&row.notes).map_err(|_| StoreError::unreadable("menu draft"))
    }
}

/// The drafts of these ids; none if one is missing, or none are asked for.
async fn all_of<C: ConnectionTrait>(
    connection: &C,
    ids: &[i64],
) -> Result<Option<Vec<menu_draft::Model>>, StoreError> {
    let wanted: BTreeSet<i64> = ids.iter().copied().collect();
    let rows = menu_draft::Entity::find()
        .filter(menu_draft::Column::Id.is_in(wanted.iter().copied()))
        .order_by_asc(menu_draft::Column::Id)
        .all(connection)
        .await?;
    Ok((!wanted.is_empty() && rows.len() == wanted.len()).then_some(rows))
}

/// Those that were proposed on top of something else than what is published.
async fn stale_ones<C: ConnectionTrait>(
    connection: &C,
    rows: &[menu_draft::Model],
) -> Result<Vec<menu_draft::Model>, StoreError> {
    let mut stale = Vec::new();
    for row in rows {
        if row.base != published_text(connection, &row.menu_id).await? {
            stale.push(row.clone());
        }
    }
    Ok(stale)
}

/// Two drafts of one menu, from two origins, are brought together: both stand on what is published now.
async fn put(
    transaction: &DatabaseTransaction,
    state: &content_state::Model,
    rows: &[menu_draft::Model],
) -> Result<(), StoreError> {
    let mut changes: Vec<Change> = Vec::new();
    for row in rows {
        let document = parse(&row.document, "menu draft")?;
        match changes.iter_mut().find(|change| change.menu_id == row.menu_id) {
            Some(other) => {
                let base = row.base.as_deref().map(|text| parse(text, "menu draft")).transpose()?;
                other.document = merged(&base.unwrap_or_default(), &other.document, &document).document;
            }
            None => {
                changes.push(Change { menu_id: row.menu_id.clone(), document, origin: origin(row)? });
            }
        }
    }
    menus::publish(transaction, state, changes).await
}

/// The drafts of the menus that findings speak of; of all of them if they speak of none.
fn unfit(error: StoreError, rows: &[menu_draft::Model]) -> Result<Decided, StoreError> {
    let StoreError::Refused(findings) = error else { return Err(error) };
    let named = |row: &&menu_draft::Model| findings.iter().any(|finding| finding.entry == row.menu_id);
    let mut ids: Vec<i64> = rows.iter().filter(named).map(|row| row.id).collect();
    if ids.is_empty() {
        ids = rows.iter().map(|row| row.id).collect();
    }
    Ok(Decided::Unfit(ids))
}

/// Decided drafts go; what was imported counts as settled from now on.
async fn take_away(
    transaction: &DatabaseTransaction,
    rows: Vec<menu_draft::Model>,
) -> Result<(), StoreError> {
    for row in rows {
        if origin(&row)? == Origin::Jgrants {
            let records = imported_record::Entity::find();
            let record = records
                .filter(imported_record::Column::MenuId.eq(row.menu_id.as_str()))
                .one(transaction)
                .await?;
            if let Some(record) = record {
                let settled = ActiveValue::Set(record.taken.clone());
                let mut record: imported_record::ActiveModel = record.into();
                record.settled = settled;
                record.update(transaction).await?;
            }
        }
        remove(transaction, Some(row)).await?;
    }
    Ok(())
}

#[async_trait]
impl Drafts for Store {
    async fn open_drafts(&self) -> Result<Vec<Draft>, Unavailable> {
        Ok(self.drafts().await?)
    }

    async fn draft(&self, id: i64) -> Result<Option<Previewed>, Unavailable> {
        Ok(self.previewed(id).await?)
    }

    async fn publish(&self, ids: &[i64]) -> Result<Decided, Unavailable> {
        Ok(self.publish_drafts(ids).await?)
    }

    async fn discard(&self, ids: &[i64]) -> Result<Decided, Unavailable> {
        Ok(self.discard_drafts(ids).await?)
    }
}
