//! Drafts of menus: proposed and looked at here, published or thrown away in `decision`.

mod decision;

use std::collections::{BTreeMap, BTreeSet};

use app::backend::{Decided, Draft, Drafts, Previewed, Unavailable};
use async_trait::async_trait;
use domain::content::Content;
use domain::draft::{Origin, alike};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::task::spawn_blocking;

use super::content::document::{self, canonical, parse};
use super::content::{Hold, menus, state_row};
use super::entity::{menu_draft, support_menu};
use super::{IDS, Store, StoreError};

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

    /// Ids of the menus that have an open draft from this origin.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn waiting(&self, origin: Origin) -> Result<BTreeSet<String>, StoreError> {
        let ids: Vec<String> = menu_draft::Entity::find()
            .select_only()
            .column(menu_draft::Column::MenuId)
            .filter(menu_draft::Column::Origin.eq(origin.as_str()))
            .into_tuple()
            .all(&self.reader)
            .await?;
        Ok(ids.into_iter().collect())
    }

    async fn drafts(&self) -> Result<Vec<Draft>, StoreError> {
        let rows = menu_draft::Entity::find().order_by_asc(menu_draft::Column::Id).all(&self.reader).await?;
        let published = published_texts(&self.reader, &rows).await?;
        let drafts = rows.into_iter().map(|row| {
            let published = published.get(&row.menu_id).cloned();
            draft(row, published)
        });
        drafts.collect()
    }

    async fn previewed(&self, id: i64) -> Result<Option<Previewed>, StoreError> {
        let Some(row) = menu_draft::Entity::find_by_id(id).one(&self.reader).await? else { return Ok(None) };
        let published = published_text(&self.reader, &row.menu_id).await?;
        let draft = draft(row, published)?;
        let state = state_row(&self.reader, Hold::Nothing).await?;
        let stored = document::sources(&self.reader, &state).await?.ok_or(StoreError::NothingPublished)?;
        // Checking all of the content keeps a worker busy for a moment.
        let previewed = spawn_blocking(move || {
            let sources = menus::with_menus(&stored, [(draft.menu_id.clone(), draft.document.clone())]);
            let checked = Content::check(&sources).and_then(|content| {
                let menu = content.menus.iter().find(|menu| menu.id() == draft.menu_id);
                menu.cloned().ok_or_else(Vec::new)
            });
            Previewed { draft, checked }
        });
        previewed.await.map(Some).map_err(|_| StoreError::Interrupted)
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

/// The same of the menus of these drafts, by id.
async fn published_texts<C: ConnectionTrait>(
    connection: &C,
    rows: &[menu_draft::Model],
) -> Result<BTreeMap<String, String>, StoreError> {
    let mut texts = BTreeMap::new();
    for part in rows.chunks(IDS) {
        let ids = part.iter().map(|row| row.menu_id.as_str());
        let menus = support_menu::Entity::find().filter(support_menu::Column::Id.is_in(ids));
        texts.extend(menus.all(connection).await?.into_iter().map(|menu| (menu.id, menu.document)));
    }
    Ok(texts)
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
