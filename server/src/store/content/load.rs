//! Loading: all of the new content or nothing of it.

use app::backend::Action;
use domain::content::{Content, Row, Sources};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
};
use serde_json::{Value, json};

use super::super::audit::{self, Act};
use super::super::entity::{
    case_example, content_document, content_state, plan_record, questionnaire_version, support_menu,
};
use super::super::{Store, StoreError, Transaction, population, roll_up};
use super::catalogue::{Changes, case_rows, menu_rows, record_rows, replace};
use super::document::{self, canonical};
use super::menus::{Joined, Kept, join};
use super::{Hold, Published, state_row};

/// What a load has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadReport {
    pub questionnaire: Publication,
    pub menus: Changes,
    pub cases: Changes,
    pub plan_records: Changes,
    /// Menus and figures that are not from content files, and stayed as they are.
    pub kept: Kept,
    /// The lead times differ from before.
    pub lead_times_changed: bool,
    /// Municipalities or industries differ from before.
    pub tables_changed: bool,
    /// Diagnoses counted anew because the tables changed.
    pub recounted: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Publication {
    /// A version that had not been published before.
    New,
    /// An earlier version holds again.
    Again,
    Unchanged,
}

impl Store {
    /// Publishes content that has been checked, in one transaction.
    ///
    /// When the tables changed, all is counted anew: an answer that names a municipality may read otherwise now.
    ///
    /// # Errors
    /// [`StoreError::PublishedVersionChanged`] when the questionnaire differs from the published one of its version.
    /// [`StoreError::Refused`] when what is kept beside the files no longer fits, or an id belongs to an import.
    pub async fn load_content(&self, sources: &Sources, content: &Content) -> Result<LoadReport, StoreError> {
        let transaction = self.begin().await?;
        let before = state_row(&transaction, Hold::Everything).await?;
        let Joined { sources, content, origins, entered, kept } =
            join(&transaction, sources, content).await?;
        let (sources, content) = (&*sources, &*content);
        let (version_id, is_new) = publish(self, &transaction, sources, content).await?;
        let (menus, cases) = (menu_rows(sources, content, &origins), case_rows(sources, content));
        let records = record_rows(sources, content, &entered);
        let tables_changed = store_tables(&transaction, sources).await?;
        let heads_changed = store_heads(&transaction, sources).await?;
        let lead_times = sources.lead_times.clone();
        let mut report = LoadReport {
            questionnaire: publication(&before, version_id, is_new),
            menus: replace::<support_menu::Entity, _>(&transaction, menus).await?,
            cases: replace::<case_example::Entity, _>(&transaction, cases).await?,
            plan_records: replace::<plan_record::Entity, _>(&transaction, records).await?,
            kept,
            lead_times_changed: store_document(&transaction, document::LEAD_TIMES, lead_times).await?,
            tables_changed,
            recounted: 0,
        };
        let changed = heads_changed || report.changed_anything();
        if changed {
            advance(&transaction, &before, Some(version_id)).await?;
        }
        if tables_changed && before.questionnaire_version_id.is_some() {
            report.recounted = recount(&transaction).await?;
        }
        if changed {
            self.record_load(&transaction, &before, &report).await?;
        }
        transaction.commit().await?;
        self.follow_own_change().await;
        // The content before may have been refused, and kept the facts of businesses from being read.
        if let Err(error) = self.complete_population().await {
            tracing::warn!(%error, "what is known of the businesses could not be looked at");
        }
        Ok(report)
    }

    async fn record_load(
        &self,
        transaction: &Transaction,
        before: &content_state::Model,
        report: &LoadReport,
    ) -> Result<(), StoreError> {
        let revision = state_row(transaction, Hold::Nothing).await?.revision;
        let (before, after) = (json!({ "revision": before.revision }), report.told(revision));
        let act = Act {
            actor: &self.actor,
            action: Action::LoadContent,
            subject: "",
            before: Some(&before),
            after: Some(&after),
        };
        audit::record(transaction, self.now(), act);
        Ok(())
    }
}

impl LoadReport {
    /// For the audit log; what did not change is not told.
    fn told(&self, revision: i64) -> Value {
        let mut told = json!({ "revision": revision, "kept": self.kept.imported + self.kept.edited + self.kept.entered });
        for (what, changes) in
            [("menus", self.menus), ("cases", self.cases), ("plan_records", self.plan_records)]
        {
            if changes.any() {
                let Changes { added, changed, removed, moved, .. } = changes;
                told[what] =
                    json!({ "added": added, "changed": changed, "removed": removed, "moved": moved });
            }
        }
        for (what, changed) in [
            ("questionnaire", self.questionnaire != Publication::Unchanged),
            ("lead_times", self.lead_times_changed),
            ("tables", self.tables_changed),
        ] {
            if changed {
                told[what] = true.into();
            }
        }
        told
    }

    #[must_use]
    pub fn changed_anything(&self) -> bool {
        self.tables_changed
            || self.lead_times_changed
            || self.questionnaire != Publication::Unchanged
            || [self.menus, self.cases, self.plan_records].iter().any(Changes::any)
    }
}

fn publication(before: &content_state::Model, version_id: i64, is_new: bool) -> Publication {
    match before.questionnaire_version_id {
        _ if is_new => Publication::New,
        Some(id) if id == version_id => Publication::Unchanged,
        _ => Publication::Again,
    }
}

/// The id of the version, and whether it is new.
async fn publish<C: ConnectionTrait>(
    store: &Store,
    connection: &C,
    sources: &Sources,
    content: &Content,
) -> Result<(i64, bool), StoreError> {
    let (id, version) = (&content.questionnaire.id, content.questionnaire.version);
    let number = i32::try_from(version).map_err(|_| StoreError::unreadable("version number"))?;
    let document = canonical(&sources.questionnaire);
    let checksum = document::checksum(&document);
    let published = questionnaire_version::Entity::find()
        .filter(questionnaire_version::Column::Questionnaire.eq(id.as_str()))
        .filter(questionnaire_version::Column::Version.eq(number))
        .one(connection)
        .await?;
    match published {
        Some(published) if published.checksum == checksum => Ok((published.id, false)),
        Some(_) => Err(StoreError::PublishedVersionChanged { questionnaire: id.clone(), version }),
        None => {
            let row = questionnaire_version::ActiveModel {
                id: ActiveValue::NotSet,
                questionnaire: ActiveValue::Set(id.clone()),
                version: ActiveValue::Set(number),
                checksum: ActiveValue::Set(checksum),
                document: ActiveValue::Set(document),
                published_at: ActiveValue::Set(store.now()),
            };
            Ok((row.insert(connection).await?.id, true))
        }
    }
}

async fn store_tables<C: ConnectionTrait>(connection: &C, sources: &Sources) -> Result<bool, StoreError> {
    let municipalities = table(&sources.municipalities);
    let industries = table(&sources.industries);
    let changed = store_document(connection, document::MUNICIPALITIES, municipalities).await?;
    Ok(store_document(connection, document::INDUSTRIES, industries).await? || changed)
}

fn table(rows: &[Row]) -> Value {
    let object = |row: &Row| row.iter().map(|(key, cell)| (key.clone(), cell.clone().into())).collect();
    Value::Array(rows.iter().map(|row| Value::Object(object(row))).collect())
}

async fn store_heads<C: ConnectionTrait>(connection: &C, sources: &Sources) -> Result<bool, StoreError> {
    let mut changed = false;
    for (file, source) in [
        (document::MENUS, &sources.menus),
        (document::CASES, &sources.cases),
        (document::INDICATORS, &sources.indicators),
    ] {
        let (head, _) = document::split(source, file.list);
        changed |= store_document(connection, file.head, head).await?;
    }
    Ok(changed)
}

/// Says whether the document differs from the one before.
async fn store_document<C: ConnectionTrait>(
    connection: &C,
    name: &str,
    document: Value,
) -> Result<bool, StoreError> {
    let row = content_document::Model { name: name.to_owned(), document: canonical(&document) };
    let before = content_document::Entity::find_by_id(name).one(connection).await?;
    let changed = before.as_ref() != Some(&row);
    if changed {
        let replace = OnConflict::column(content_document::Column::Name)
            .update_column(content_document::Column::Document)
            .to_owned();
        content_document::Entity::insert(row.into_active_model())
            .on_conflict(replace)
            .exec_without_returning(connection)
            .await?;
    }
    Ok(changed)
}

/// Lets running servers know that there is something new.
pub(super) async fn advance<C: ConnectionTrait>(
    connection: &C,
    before: &content_state::Model,
    version_id: Option<i64>,
) -> Result<(), StoreError> {
    let state = content_state::ActiveModel {
        id: ActiveValue::Unchanged(before.id),
        revision: ActiveValue::Set(before.revision + 1),
        questionnaire_version_id: ActiveValue::Set(version_id),
    };
    state.update(connection).await?;
    Ok(())
}

/// With the content as this transaction sees it, which nobody else does yet.
async fn recount<C: ConnectionTrait>(connection: &C) -> Result<u64, StoreError> {
    let published = Published::default();
    published.refresh(connection).await?;
    let counted = roll_up::rebuild(connection, &published).await?;
    population::rebuild(connection, &published).await?;
    Ok(counted)
}
