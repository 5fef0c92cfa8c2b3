//! Publishes open data: frozen in one transaction with what was counted for it, and never changed.

use std::collections::BTreeSet;

use app::backend::{Action, CountQuery};
use domain::content::Content;
use domain::draft::Origin;
use domain::indicator::{Breakdown, COMPLETED, DIAGNOSES, Dimension, Period};
use domain::publication::{Cells, Raw, Set, Unpublishable, may_be_published, topics};
use domain::statistic::Counted;
use sea_orm::{ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};

use super::super::audit::{self, Act};
use super::super::content::{Hold, state_row};
use super::super::entity::{publication, publication_count, publication_file, support_menu};
use super::super::{Store, StoreError, Transaction, roll_up};
use super::{UNREADABLE, latest, version};
use crate::open_data::{self, Edition, File, PACKAGE};

/// What became of publishing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Publishing {
    Done(Published),
    /// Nothing was published.
    Refused(Unpublishable),
}

/// What is published now. A set that says the same as its latest version has no new one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Published {
    pub new: Vec<NewEdition>,
    /// Sets that stay as they are, with their latest version.
    pub unchanged: Vec<(String, u32)>,
}

/// A version that has been frozen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEdition {
    pub set: String,
    pub version: u32,
    /// With their sizes in bytes.
    pub files: Vec<(String, usize)>,
    /// Of a period: how many numbers its tables have, and how many are hidden.
    pub cells: Option<Cells>,
}

/// What is to be frozen.
struct Draft {
    set: Set,
    files: Vec<File>,
    raw: Vec<Raw>,
    cells: Option<Cells>,
}

impl Store {
    /// Publishes a period, and the catalogue beside it if it has changed: both or none. The same again changes nothing.
    ///
    /// # Errors
    /// When nothing is loaded yet, or the database does not answer; nothing is published then.
    pub async fn publish_period(&self, period: &Period, note: &str) -> Result<Publishing, StoreError> {
        let (transaction, content) = self.begin_publishing().await?;
        let survey = match self.survey(&transaction, period, &content).await? {
            Ok(survey) => survey,
            Err(refused) => return Ok(Publishing::Refused(refused)),
        };
        let catalogue = catalogue(&transaction, &content).await?;
        self.freeze_all(transaction, vec![survey, catalogue], note).await
    }

    /// Publishes the catalogue alone, if it has changed.
    ///
    /// # Errors
    /// As [`Store::publish_period`].
    pub async fn publish_catalogue(&self, note: &str) -> Result<Publishing, StoreError> {
        let (transaction, content) = self.begin_publishing().await?;
        let catalogue = catalogue(&transaction, &content).await?;
        self.freeze_all(transaction, vec![catalogue], note).await
    }

    /// Whoever publishes waits here for whoever does already, and nobody loads other content meanwhile.
    async fn begin_publishing(&self) -> Result<(Transaction, std::sync::Arc<Content>), StoreError> {
        let transaction = self.begin().await?;
        state_row(&transaction, Hold::Everything).await?;
        self.published.refresh(&transaction).await?;
        let (_, content) = self.published.version()?;
        Ok((transaction, content))
    }

    async fn survey(
        &self,
        transaction: &Transaction,
        period: &Period,
        content: &Content,
    ) -> Result<Result<Draft, Unpublishable>, StoreError> {
        let published = published_periods(transaction).await?;
        if let Err(refused) = may_be_published(period, self.today(), &published) {
            return Ok(Err(refused));
        }
        let completed = counted(transaction, DIAGNOSES, period).await?;
        let completed = completed[0].iter().filter(|count| count.counter == COMPLETED);
        if completed.map(|count| count.amount).sum::<u64>() == 0 {
            return Ok(Err(Unpublishable::NobodyAnswered(period.clone())));
        }
        let before = raw_counts(transaction, &Set::Period(period.clone())).await?;
        let (mut shown, mut raw, mut telling) = (Vec::new(), Vec::new(), Vec::new());
        for topic in topics(&content.questionnaire) {
            let question = topic.question().to_owned();
            let counted = counted(transaction, topic.source(), period).await?;
            match topic.publish(&counted, content, &before) {
                Some((topic, counts)) => {
                    shown.push(topic);
                    raw.push(counts);
                }
                None => telling.push(question),
            }
        }
        if !telling.is_empty() {
            return Ok(Err(Unpublishable::TellsByDifference { period: period.clone(), questions: telling }));
        }
        let files = open_data::survey(period, &shown, content)?;
        let cells = Some(shown.iter().map(|topic| topic.cells()).sum());
        Ok(Ok(Draft { set: Set::Period(period.clone()), files, raw, cells }))
    }

    async fn freeze_all(
        &self,
        transaction: Transaction,
        drafts: Vec<Draft>,
        note: &str,
    ) -> Result<Publishing, StoreError> {
        let mut published = Published::default();
        for draft in drafts {
            let latest = latest(&transaction, &draft.set).await?;
            match &latest {
                Some(latest) if is_same(&transaction, latest, &draft.files).await? => {
                    published.unchanged.push((draft.set.code(), version(latest)?));
                }
                _ => published.new.push(self.freeze(&transaction, draft, latest, note).await?),
            }
        }
        transaction.commit().await?;
        Ok(Publishing::Done(published))
    }

    async fn freeze(
        &self,
        transaction: &Transaction,
        draft: Draft,
        latest: Option<publication::Model>,
        note: &str,
    ) -> Result<NewEdition, StoreError> {
        let Draft { set, files, raw, cells } = draft;
        let before = latest.as_ref().map(version).transpose()?;
        let version = before.unwrap_or(0) + 1;
        let edition = Edition { set, version, published_at: self.now(), note: note.to_owned() };
        let files = open_data::described(&edition, files)?;
        let row = publication::ActiveModel {
            id: ActiveValue::NotSet,
            set_name: ActiveValue::Set(edition.set.code()),
            version: ActiveValue::Set(
                i32::try_from(version).map_err(|_| StoreError::unreadable(UNREADABLE))?,
            ),
            published_at: ActiveValue::Set(edition.published_at),
            published_by: ActiveValue::Set(self.actor.code()),
            note: ActiveValue::Set(edition.note.clone()),
        };
        let id = publication::Entity::insert(row).exec(transaction).await?.last_insert_id;
        let rows = (0..).zip(&files).map(|(position, file)| file_row(id, position, file));
        publication_file::Entity::insert_many(rows.collect::<Result<Vec<_>, _>>()?)
            .exec_without_returning(transaction)
            .await?;
        let counts = raw.iter().map(|raw| count_row(id, raw)).collect::<Result<Vec<_>, _>>()?;
        if !counts.is_empty() {
            publication_count::Entity::insert_many(counts).exec_without_returning(transaction).await?;
        }
        let sizes: Vec<(String, usize)> = files.iter().map(|f| (f.name.clone(), f.body.len())).collect();
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        let (was, is) = (before.map(|version| json!({ "version": version })), told(&edition, &names));
        let set = edition.set.code();
        let act = Act {
            actor: &self.actor,
            action: Action::PublishOpenData,
            subject: &set,
            before: was.as_ref(),
            after: Some(&is),
        };
        audit::record(transaction, edition.published_at, act);
        Ok(NewEdition { set, version, files: sizes, cells })
    }
}

/// What real respondents came to, by each of [`Dimension::ALL`].
async fn counted<C: ConnectionTrait>(
    connection: &C,
    indicator: &str,
    period: &Period,
) -> Result<[Vec<Counted>; 3], StoreError> {
    let query =
        CountQuery { indicator, period: period.clone(), within: Breakdown::default(), made_up: false };
    let mut all: [Vec<Counted>; 3] = Default::default();
    for (dimension, counted) in Dimension::ALL.into_iter().zip(&mut all) {
        *counted = roll_up::counted(connection, &query, &[dimension]).await?;
    }
    Ok(all)
}

/// All but the menus that were imported: their words are their providers', and their source publishes them itself.
async fn catalogue<C: ConnectionTrait>(connection: &C, content: &Content) -> Result<Draft, StoreError> {
    let imported: Vec<String> = support_menu::Entity::find()
        .select_only()
        .column(support_menu::Column::Id)
        .filter(support_menu::Column::Origin.eq(Origin::Jgrants.as_str()))
        .into_tuple()
        .all(connection)
        .await?;
    let files = open_data::catalogue(content, &imported.into_iter().collect::<BTreeSet<_>>())?;
    Ok(Draft { set: Set::Catalogue, files, raw: Vec::new(), cells: None })
}

async fn published_periods<C: ConnectionTrait>(connection: &C) -> Result<Vec<Period>, StoreError> {
    let names: Vec<String> = publication::Entity::find()
        .select_only()
        .column(publication::Column::SetName)
        .distinct()
        .order_by_asc(publication::Column::SetName)
        .into_tuple()
        .all(connection)
        .await?;
    let sets = names.iter().map(|name| Set::parse(name).ok_or_else(|| StoreError::unreadable(UNREADABLE)));
    let period = |set| if let Set::Period(period) = set { Some(period) } else { None };
    Ok(sets.collect::<Result<Vec<_>, _>>()?.into_iter().filter_map(period).collect())
}

/// What was counted for all versions of a set, the first version first.
async fn raw_counts<C: ConnectionTrait>(connection: &C, set: &Set) -> Result<Vec<Raw>, StoreError> {
    let versions = publication::Entity::find()
        .filter(publication::Column::SetName.eq(set.code()))
        .order_by_asc(publication::Column::Version)
        .all(connection)
        .await?;
    let mut counts = Vec::new();
    for version in versions {
        let of_version = publication_count::Column::PublicationId.eq(version.id);
        let rows = publication_count::Entity::find().filter(of_version).all(connection).await?;
        for row in rows {
            let raw = serde_json::from_str(&row.document);
            counts.push(raw.map_err(|_| StoreError::unreadable("publication counts"))?);
        }
    }
    Ok(counts)
}

/// Does a version have the same files? What describes them has its version and day in it, and does not count.
async fn is_same<C: ConnectionTrait>(
    connection: &C,
    latest: &publication::Model,
    files: &[File],
) -> Result<bool, StoreError> {
    let stored: Vec<(String, String)> = publication_file::Entity::find()
        .select_only()
        .columns([publication_file::Column::Name, publication_file::Column::Sha256])
        .filter(publication_file::Column::PublicationId.eq(latest.id))
        .filter(publication_file::Column::Name.ne(PACKAGE))
        .order_by_asc(publication_file::Column::Position)
        .into_tuple()
        .all(connection)
        .await?;
    Ok(files.iter().map(|file| (file.name.clone(), file.sha256())).eq(stored))
}

fn file_row(id: i64, position: i32, file: &File) -> Result<publication_file::ActiveModel, StoreError> {
    Ok(publication_file::ActiveModel {
        publication_id: ActiveValue::Set(id),
        name: ActiveValue::Set(file.name.clone()),
        position: ActiveValue::Set(position),
        media_type: ActiveValue::Set(file.media_type.to_owned()),
        bytes: ActiveValue::Set(
            i64::try_from(file.body.len()).map_err(|_| StoreError::unreadable(UNREADABLE))?,
        ),
        sha256: ActiveValue::Set(file.sha256()),
        body: ActiveValue::Set(file.body.clone()),
    })
}

fn count_row(id: i64, raw: &Raw) -> Result<publication_count::ActiveModel, StoreError> {
    let document = serde_json::to_string(raw).map_err(|_| StoreError::unreadable("publication counts"))?;
    Ok(publication_count::ActiveModel {
        publication_id: ActiveValue::Set(id),
        question: ActiveValue::Set(raw.question.clone()),
        document: ActiveValue::Set(document),
    })
}

/// A version in a few fields, for the audit log.
fn told(edition: &Edition, files: &[&str]) -> Value {
    let mut told = json!({ "version": edition.version, "files": files });
    if !edition.note.is_empty() {
        told["note"] = json!(edition.note);
    }
    told
}
