//! Figures of the plans that officers entered. A load of content files leaves them alone, as it does edited menus.

use std::collections::BTreeSet;

use app::backend::{Action, Entered, PlanEntry, Plans, Unavailable, seen};
use async_trait::async_trait;
use domain::content::{Content, Sources};
use domain::document::PlanRecord;
use domain::draft::alike;
use domain::plan::{Series, entered, new_id, of_new_year};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde_json::Value;

use super::super::audit::{self, Act};
use super::super::entity::{content_state, plan_record};
use super::super::{Store, StoreError};
use super::catalogue::{record_rows, write};
use super::document::{self, canonical};
use super::load::advance;
use super::{Hold, state_row};

/// Who a figure is from that an officer entered.
pub(super) const OFFICER: &str = "officer";

/// Figures that stay as they are.
pub(super) struct Kept {
    pub(super) ids: BTreeSet<String>,
    documents: Vec<Value>,
}

/// The figures that officers entered.
pub(super) async fn kept<C: ConnectionTrait>(connection: &C) -> Result<Kept, StoreError> {
    let rows = plan_record::Entity::find()
        .filter(plan_record::Column::Origin.eq(OFFICER))
        .order_by_asc(plan_record::Column::Position)
        .order_by_asc(plan_record::Column::Id)
        .all(connection)
        .await?;
    let documents = rows.iter().map(|row| document::parse(&row.document, "plan record"));
    Ok(Kept {
        documents: documents.collect::<Result<_, _>>()?,
        ids: rows.into_iter().map(|row| row.id).collect(),
    })
}

impl Kept {
    /// The sources with what is kept, and the ids of the files' figures that it stands in the place of, otherwise.
    pub(super) fn joined(self, sources: &Sources) -> (Sources, Vec<String>) {
        let (_, of_files) = document::split(&sources.indicators, document::INDICATORS.list);
        let is_replaced = |entry: &&Value| self.documents.iter().any(|kept| same_place(entry, kept));
        let differs = |entry: &&Value| !self.documents.iter().any(|kept| canonical(entry) == canonical(kept));
        let not_taken = of_files.iter().filter(is_replaced).filter(differs);
        let not_taken = not_taken.map(|entry| entry["id"].as_str().unwrap_or_default().to_owned()).collect();
        (with_records(sources, self.documents), not_taken)
    }
}

/// Are these figures of the same year, or of the same id?
fn same_place(one: &Value, other: &Value) -> bool {
    let dated = !one["fiscal_year"].is_null();
    one["id"] == other["id"]
        || dated && ["indicator", "fiscal_year", "period"].iter().all(|key| one[key] == other[key])
}

/// The sources with these figures, each in the place of the first that it replaces or at the end.
fn with_records(sources: &Sources, documents: Vec<Value>) -> Sources {
    let (head, mut entries) = document::split(&sources.indicators, document::INDICATORS.list);
    for kept in documents {
        let place = entries.iter().position(|entry| same_place(entry, &kept)).unwrap_or(entries.len());
        entries.retain(|entry| !same_place(entry, &kept));
        entries.insert(place.min(entries.len()), kept);
    }
    let indicators = document::joined(Some(head), document::INDICATORS.list, entries);
    Sources { indicators, ..sources.clone() }
}

impl Store {
    async fn enter_figure(&self, entry: &PlanEntry) -> Result<Entered, StoreError> {
        let transaction = self.begin().await?;
        let state = state_row(&transaction, Hold::Everything).await?;
        let stored = document::sources(&transaction, &state).await?.ok_or(StoreError::NothingPublished)?;
        let content =
            Content::check(&stored).map_err(|found| StoreError::StoredContent { errors: found.len() })?;
        let Some(series) = Series::of(&content.plan_records, &entry.indicator) else {
            return Ok(Entered::NoSuchIndicator);
        };
        let now = series.in_year(&entry.fiscal_year);
        let before = now.map(|now| document_of(&stored, now)).transpose()?;
        let base = match &before {
            Some(before) => before.clone(),
            None => new_year(&stored, &content, &series, &entry.fiscal_year)?,
        };
        let after = entered(&base, &entry.figures);
        if alike(before.as_ref(), Some(&after)) {
            return Ok(Entered::Done);
        }
        if seen(now) != entry.seen {
            drop(transaction);
            self.follow_own_change().await;
            return Ok(Entered::Changed);
        }
        publish(&transaction, &state, &stored, &after).await?;
        let act = Act {
            actor: &self.actor,
            action: Action::EnterPlanFigure,
            subject: after["id"].as_str().unwrap_or_default(),
            before: before.as_ref(),
            after: Some(&after),
        };
        audit::record(&transaction, self.now(), act);
        transaction.commit().await?;
        self.follow_own_change().await;
        Ok(Entered::Done)
    }
}

/// A figure's document as it is stored.
fn document_of(sources: &Sources, record: &PlanRecord) -> Result<Value, StoreError> {
    let (_, entries) = document::split(&sources.indicators, document::INDICATORS.list);
    let found = entries.into_iter().find(|entry| entry["id"] == record.id.as_str());
    found.ok_or_else(|| StoreError::unreadable("plan record"))
}

fn new_year(
    sources: &Sources,
    content: &Content,
    series: &Series<'_>,
    fiscal_year: &str,
) -> Result<Value, StoreError> {
    let sibling = document_of(sources, series.first())?;
    let is_taken = |id: &str| content.plan_records.iter().any(|record| record.id == id);
    let id = new_id(&series.first().indicator, fiscal_year, is_taken);
    Ok(of_new_year(&sibling, &id, fiscal_year))
}

/// Stores a figure as an officer's, behind all others if it is new, and lets running servers know.
async fn publish<C: ConnectionTrait>(
    transaction: &C,
    state: &content_state::Model,
    stored: &Sources,
    document: &Value,
) -> Result<(), StoreError> {
    let sources = with_records(stored, vec![document.clone()]);
    let content = Content::check(&sources).map_err(StoreError::Refused)?;
    let id = document["id"].as_str().unwrap_or_default().to_owned();
    let rows = record_rows(&sources, &content, &BTreeSet::from([id.clone()]));
    let row = rows.into_iter().find(|row| row.id == id);
    let mut row = row.ok_or_else(|| StoreError::unreadable("plan record"))?;
    let old =
        plan_record::Entity::find().order_by_desc(plan_record::Column::Position).all(transaction).await?;
    row.position = match old.iter().find(|old| old.id == id) {
        Some(old) => old.position,
        None => old.first().map_or(0, |last| last.position + 1),
    };
    write::<plan_record::Entity, _>(transaction, vec![row.into_active_model()]).await?;
    advance(transaction, state, state.questionnaire_version_id).await
}

#[async_trait]
impl Plans for Store {
    async fn enter(&self, entry: &PlanEntry) -> Result<Entered, Unavailable> {
        match self.enter_figure(entry).await {
            Err(error @ (StoreError::Refused(_) | StoreError::StoredContent { .. })) => {
                tracing::error!(%error, "a figure of a plan could not be entered");
                Ok(Entered::Unfit)
            }
            entered => Ok(entered?),
        }
    }
}
