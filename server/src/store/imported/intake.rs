//! Readings taken in: new menus are published, changed ones become drafts.

use domain::content::ContentFinding;
use domain::draft::{Merged, Origin, alike, merged};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel};
use serde_json::Value;

use super::super::content::document::{canonical, checksum, parse};
use super::super::content::menus::{self, Change};
use super::super::content::{Hold, state_row};
use super::super::draft::{Proposal, Proposed, published_text, waits};
use super::super::entity::{content_state, imported_record};
use super::super::{Store, StoreError};
use super::{Reading, Taken, Turned, by_menu};

impl Store {
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
        // What is published says all of it, whoever wrote that: there is nothing left to settle.
        self.remember(reading, proposed == Proposed::Same).await?;
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
