//! Spreadsheets as pages ask for them: files wait in the store, and are read anew whenever somebody looks.

use std::collections::BTreeSet;

use app::backend::{
    ChangedMenu, Confirmed, MenuTables, SentTable, TableChanges, TableFormat, TableSlip, Unavailable,
};
use app::words::menu_tables::REPLACES;
use async_trait::async_trait;
use domain::content::Content;
use domain::draft::Origin;

use super::changes::{Change, Proposal};
use super::{Fault, Format, looked_at, stamp, write};
use crate::store::{self, Basis, Confirmation, Store, TableSource};

/// What a file comes to, with the basis that it was compared with.
struct Look {
    revision: i64,
    read: Result<TableChanges, Vec<TableSlip>>,
}

impl Store {
    async fn look(&self, body: Vec<u8>) -> Result<Look, Unavailable> {
        let Basis { revision, sources } = self.basis().await?;
        let waiting = self.waiting(Origin::Spreadsheet).await?;
        // Unpacking and checking keep a worker busy for a moment.
        let read = tokio::task::spawn_blocking(move || looked_at(&body, &sources)).await;
        let read = match read.map_err(|error| unreadable(&error))? {
            Ok(proposal) => Ok(changes(proposal, &waiting)),
            Err(Fault::File(fault)) => {
                Err(vec![TableSlip { place: String::new(), sentence: fault.to_string() }])
            }
            Err(Fault::Slips(slips)) => Err(slips
                .into_iter()
                .map(|slip| TableSlip { place: slip.place.to_string(), sentence: slip.problem.to_string() })
                .collect()),
            Err(Fault::Stored(errors)) => return Err(store::StoreError::StoredContent { errors }.into()),
        };
        Ok(Look { revision, read })
    }
}

/// A reader of files that panics takes no more down than its own request.
fn unreadable(error: &tokio::task::JoinError) -> Unavailable {
    tracing::error!(%error, "a spreadsheet could not be read");
    Unavailable
}

fn changes(proposal: Proposal, waiting: &BTreeSet<String>) -> TableChanges {
    let Proposal { changes, unchanged, passed_over } = proposal;
    let shown: Vec<_> =
        changes.iter().map(|change| (&change.id, change.before.as_ref(), &change.after)).collect();
    let seal = stamp::short(&serde_json::json!(shown).to_string());
    let menu = |change: Change| {
        let mut notes = change.notes();
        if waiting.contains(&change.id) {
            notes.push(REPLACES.to_owned());
        }
        let Change { id, name, before, after, .. } = change;
        ChangedMenu { id, name, before, after, notes }
    };
    TableChanges { menus: changes.into_iter().map(menu).collect(), unchanged, passed_over, seal }
}

impl From<TableFormat> for Format {
    fn from(format: TableFormat) -> Format {
        match format {
            TableFormat::Xlsx => Format::Xlsx,
            TableFormat::Csv => Format::Csv,
            TableFormat::CsvShiftJis => Format::CsvShiftJis,
        }
    }
}

#[async_trait]
impl MenuTables for Store {
    async fn written(&self, format: TableFormat) -> Result<Vec<u8>, Unavailable> {
        let (sources, today) = (self.basis().await?.sources, self.today());
        let written = tokio::task::spawn_blocking(move || {
            let content = Content::check(&sources).map_err(|findings| findings.len())?;
            Ok(write(&content, format.into(), today))
        });
        match written.await.map_err(|error| unreadable(&error))? {
            Ok(Ok(bytes)) => Ok(bytes),
            Ok(Err(error)) => {
                tracing::error!(%error, "the menus could not be written");
                Err(Unavailable)
            }
            Err(errors) => Err(store::StoreError::StoredContent { errors }.into()),
        }
    }

    async fn keep(&self, file_name: &str, body: Vec<u8>) -> Result<String, Unavailable> {
        Ok(self.keep_upload(file_name, body).await?)
    }

    async fn sent(&self, id: &str) -> Result<Option<SentTable>, Unavailable> {
        let Some(upload) = self.upload(id).await? else { return Ok(None) };
        let read = self.look(upload.body).await?.read;
        Ok(Some(SentTable { file_name: upload.file_name, sent_at: upload.uploaded_at, read }))
    }

    async fn confirm(&self, id: &str, seal: &str) -> Result<Confirmed, Unavailable> {
        let Some(upload) = self.upload(id).await? else { return Ok(Confirmed::Gone) };
        let Look { revision, read } = self.look(upload.body).await?;
        let Some(changes) = read.ok().filter(|changes| changes.seal == seal) else {
            return Ok(Confirmed::Changed);
        };
        let proposals: Vec<store::Proposal> = changes.menus.into_iter().map(proposal).collect();
        Ok(match self.propose_table(revision, &proposals, TableSource::Upload(id)).await? {
            Confirmation::Done => Confirmed::Done,
            Confirmation::Changed => Confirmed::Changed,
            Confirmation::Gone => Confirmed::Gone,
        })
    }

    async fn throw_away(&self, id: &str) -> Result<(), Unavailable> {
        Ok(self.discard_upload(id).await?)
    }
}

fn proposal(menu: ChangedMenu) -> store::Proposal {
    // That a draft was replaced has been said before it was, and is no news of the new one.
    let notes = menu.notes.into_iter().filter(|note| note != REPLACES).collect();
    store::Proposal { document: menu.after, notes, conflicts: Vec::new() }
}
