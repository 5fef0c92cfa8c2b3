//! Spreadsheets that officers have sent and not yet confirmed: kept as they came, for a day.

use app::backend::Action;
use chrono::{DateTime, Duration, Utc};
use domain::content::Sources;
use domain::draft::Origin;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};

use super::audit::{self, Act};
use super::content::{Hold, document, state_row};
use super::entity::menu_upload;

use super::{Proposal, Store, StoreError};
use crate::checksum::sha256_hex;

/// How long a file waits.
const KEPT: Duration = Duration::hours(24);
/// How many wait at most; the oldest goes first. Each may have a few megabytes.
const MOST: u64 = 20;

/// A file as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    pub file_name: String,
    pub body: Vec<u8>,
    pub uploaded_at: DateTime<Utc>,
}

/// What a file is compared with.
#[derive(Debug, Clone)]
pub struct Basis {
    /// Grows with every change of what is published.
    pub revision: i64,
    pub sources: Sources,
}

/// Where a spreadsheet lies whose changes are confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableSource<'a> {
    /// Here, under this id.
    Upload(&'a str),
    /// Outside, under this name: somebody at a command line has read it.
    File(&'a str),
}

/// What became of confirming.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmation {
    Done,
    /// Something else was published meanwhile: nothing was stored.
    Changed,
    /// It was confirmed or thrown away before, or its day is over.
    Gone,
}

impl Store {
    /// Keeps a file and gives its id. The same file sent again is kept once, for a day from then.
    ///
    /// # Errors
    /// When the database does not answer; then it is not kept.
    pub async fn keep_upload(&self, file_name: &str, body: Vec<u8>) -> Result<String, StoreError> {
        let transaction = self.begin().await?;
        let id = id_of(file_name, &body);
        let sent = json!({ "bytes": body.len() });
        let row = menu_upload::ActiveModel {
            id: ActiveValue::Set(id.clone()),
            file_name: ActiveValue::Set(file_name.to_owned()),
            body: ActiveValue::Set(body),
            uploaded_at: ActiveValue::Set(self.now()),
        };
        let again = OnConflict::column(menu_upload::Column::Id)
            .update_column(menu_upload::Column::UploadedAt)
            .to_owned();
        menu_upload::Entity::insert(row).on_conflict(again).exec_without_returning(&transaction).await?;
        clear(&transaction, self.now()).await?;
        let (actor, action) = (&self.actor, Action::SendMenuTable);
        let act = Act { actor, action, subject: file_name, before: None, after: Some(&sent) };
        audit::record(&transaction, self.now(), act);
        transaction.commit().await?;
        Ok(id)
    }

    /// A file that waits.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn upload(&self, id: &str) -> Result<Option<Upload>, StoreError> {
        let found = menu_upload::Entity::find_by_id(id)
            .filter(menu_upload::Column::UploadedAt.gte(self.now() - KEPT))
            .one(&self.reader)
            .await?;
        Ok(found.map(|row| Upload { file_name: row.file_name, body: row.body, uploaded_at: row.uploaded_at }))
    }

    /// What is published, to be compared with.
    ///
    /// # Errors
    /// When nothing is published yet, or the database does not answer.
    pub async fn basis(&self) -> Result<Basis, StoreError> {
        let state = state_row(&self.reader, Hold::Nothing).await?;
        let sources = document::sources(&self.reader, &state).await?.ok_or(StoreError::NothingPublished)?;
        Ok(Basis { revision: state.revision, sources })
    }

    /// Makes drafts of what a spreadsheet proposes, in one transaction. `revision` is what it was compared with.
    /// A file that waited here is let go by this: pressing twice makes the drafts once.
    ///
    /// # Errors
    /// When the database does not answer; nothing is stored then.
    pub async fn propose_table(
        &self,
        revision: i64,
        proposals: &[Proposal],
        source: TableSource<'_>,
    ) -> Result<Confirmation, StoreError> {
        let transaction = self.begin().await?;
        let state = state_row(&transaction, Hold::Everything).await?;
        if state.revision != revision {
            return Ok(Confirmation::Changed);
        }
        let file = match source {
            TableSource::File(name) => Some(name.to_owned()),
            TableSource::Upload(id) => let_go(&transaction, id).await?,
        };
        let Some(file) = file else { return Ok(Confirmation::Gone) };
        for proposal in proposals {
            self.propose_one(&transaction, Origin::Spreadsheet, proposal).await?;
        }
        let menus: Vec<&Value> = proposals.iter().map(|proposal| &proposal.document["id"]).collect();
        let after = json!({ "menus": menus });
        let action = Action::ConfirmMenuTable;
        let act = Act { actor: &self.actor, action, subject: &file, before: None, after: Some(&after) };
        audit::record(&transaction, self.now(), act);
        transaction.commit().await?;
        Ok(Confirmation::Done)
    }

    /// Throws a file away, if it is still there.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn discard_upload(&self, id: &str) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        if let Some(file) = let_go(&transaction, id).await? {
            let (actor, action) = (&self.actor, Action::ThrowAwayMenuTable);
            let act = Act { actor, action, subject: &file, before: None, after: None };
            audit::record(&transaction, self.now(), act);
        }
        Ok(transaction.commit().await?)
    }
}

/// The name of a file that waited until now; none if it is gone already.
async fn let_go<C: ConnectionTrait>(transaction: &C, id: &str) -> Result<Option<String>, StoreError> {
    let name: Option<String> = menu_upload::Entity::find_by_id(id)
        .select_only()
        .column(menu_upload::Column::FileName)
        .into_tuple()
        .one(transaction)
        .await?;
    let gone = menu_upload::Entity::delete_by_id(id).exec(transaction).await?.rows_affected == 0;
    Ok(name.filter(|_| !gone))
}

fn id_of(file_name: &str, body: &[u8]) -> String {
    let mut id = sha256_hex(&[file_name.as_bytes(), &[0], body].concat());
    id.truncate(32);
    id
}

/// Files whose day is over go, and the oldest of too many.
async fn clear<C: ConnectionTrait>(connection: &C, now: DateTime<Utc>) -> Result<(), StoreError> {
    let over = menu_upload::Column::UploadedAt.lt(now - KEPT);
    menu_upload::Entity::delete_many().filter(over).exec(connection).await?;
    let oldest: Vec<String> = menu_upload::Entity::find()
        .select_only()
        .column(menu_upload::Column::Id)
        .order_by_desc(menu_upload::Column::UploadedAt)
        .order_by_asc(menu_upload::Column::Id)
        .offset(MOST)
        // SQLite knows no offset without a limit. There is one too many after each upload.
        .limit(MOST)
        .into_tuple()
        .all(connection)
        .await?;
    if !oldest.is_empty() {
        let those = menu_upload::Column::Id.is_in(oldest);
        menu_upload::Entity::delete_many().filter(those).exec(connection).await?;
    }
    Ok(())
}
