//! Counting all anew, some businesses at a time.

use std::collections::BTreeMap;

use domain::answer::RawAnswers;
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait};

use super::super::StoreError;
use super::super::content::Published;
use super::super::entity::{diagnosis, tally};
use super::super::passage::{self, Steps};
use super::super::submitted::{self, Submitted};
use super::{Contribution, Sums};

/// Sums kept in memory before they are written.
const MAX_SUMS: usize = 200_000;
/// PostgreSQL only: whoever is about to add to the roll-ups waits, and adds to the new ones.
const LOCK: &str = "LOCK TABLE tally IN SHARE ROW EXCLUSIVE MODE";

/// Nothing is submitted until the transaction ends; all else goes on.
pub(in crate::store) async fn hold<C: ConnectionTrait>(transaction: &C) -> Result<(), StoreError> {
    if transaction.get_database_backend() == DbBackend::Postgres {
        transaction.execute_unprepared(LOCK).await?;
    }
    Ok(())
}

/// The passages alone. The roll-ups must be held. Says how many submitted diagnoses were counted.
pub(in crate::store) async fn rebuild_passages<C: ConnectionTrait>(
    transaction: &C,
    published: &Published,
) -> Result<u64, StoreError> {
    let (mut counted, mut after, mut steps) = (0, 0, Steps::default());
    let none = RawAnswers::new();
    while let Some(part) = submitted::after(transaction, after).await? {
        after = part.last;
        counted += part.count();
        for diagnosis in &part.diagnoses {
            let content = published.of_version(transaction, diagnosis.questionnaire_version_id).await?;
            steps.whole(diagnosis, part.answers.get(&diagnosis.id).unwrap_or(&none), &content);
        }
    }
    passage::rebuild(transaction, published, steps).await?;
    Ok(counted)
}

/// Says how many diagnoses were counted.
pub(in crate::store) async fn rebuild<C: ConnectionTrait>(
    transaction: &C,
    published: &Published,
) -> Result<u64, StoreError> {
    hold(transaction).await?;
    tally::Entity::delete_many().exec(transaction).await?;
    let (mut counted, mut after) = (0, 0);
    let mut recount =
        Recount { published, real: Sums::new(false), made_up: Sums::new(true), steps: Steps::default() };
    while let Some(part) = submitted::after(transaction, after).await? {
        after = part.last;
        counted += recount.add(transaction, &part).await?;
        recount.write_beyond(transaction, MAX_SUMS).await?;
    }
    recount.write_beyond(transaction, 0).await?;
    passage::rebuild(transaction, published, recount.steps).await?;
    Ok(counted)
}

struct Recount<'a> {
    published: &'a Published,
    real: Sums,
    made_up: Sums,
    /// Of the submitted ones.
    steps: Steps,
}

impl Recount<'_> {
    async fn add<C: ConnectionTrait>(&mut self, connection: &C, part: &Submitted) -> Result<u64, StoreError> {
        for of_business in part.by_business() {
            self.add_business(connection, of_business, &part.answers).await?;
        }
        Ok(part.count())
    }

    /// The diagnoses of one business, from the first to the latest.
    async fn add_business<C: ConnectionTrait>(
        &mut self,
        connection: &C,
        diagnoses: &[diagnosis::Model],
        answers: &BTreeMap<i64, RawAnswers>,
    ) -> Result<(), StoreError> {
        let mut submitted = Vec::with_capacity(diagnoses.len());
        let none = RawAnswers::new();
        for diagnosis in diagnoses {
            let Some(at) = diagnosis.submitted_at else { continue };
            let content = self.published.of_version(connection, diagnosis.questionnaire_version_id).await?;
            let answers = answers.get(&diagnosis.id).unwrap_or(&none);
            self.steps.whole(diagnosis, answers, &content);
            submitted.push((at, Contribution::of(answers, &content)));
        }
        let made_up = diagnoses.iter().any(|diagnosis| diagnosis.made_up);
        let sums = if made_up { &mut self.made_up } else { &mut self.real };
        sums.add_business(&submitted, 1);
        Ok(())
    }

    async fn write_beyond<C: ConnectionTrait>(
        &mut self,
        connection: &C,
        limit: usize,
    ) -> Result<(), StoreError> {
        if self.real.rows() + self.made_up.rows() > limit {
            std::mem::replace(&mut self.real, Sums::new(false)).write(connection).await?;
            std::mem::replace(&mut self.made_up, Sums::new(true)).write(connection).await?;
        }
        Ok(())
    }
}
