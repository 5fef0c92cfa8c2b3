//! Made-up respondents: stored as the real ones are, each marked, and taken out again without a trace.

use std::sync::Arc;

use app::backend::Action;
use chrono::{DateTime, SubsecRound, Utc};
use domain::answer::RawAnswers;
use domain::content::Content;
use domain::indicator::Period;
use domain::window::japan_day;
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use serde_json::json;

use super::audit::{self, Act};
use super::content::{Hold, state_row};
use super::entity::{answer as answer_row, business, diagnosis, passage, tally};
use super::passage::Steps;
use super::roll_up::{Contribution, Sums};
use super::{MAX_VALUES, Store, StoreError, Transaction, answer, population};

/// Businesses of one statement: a diagnosis has eleven values.
const ROWS: usize = MAX_VALUES / 11;

/// One made-up business with its one submitted diagnosis.
#[derive(Debug, Clone)]
pub struct MadeUp {
    pub answers: RawAnswers,
    pub submitted_at: DateTime<Utc>,
}

/// Made-up respondents on their way into the database: one transaction, of which nothing is stored before its commit.
pub struct Filling {
    transaction: Transaction,
    content: Arc<Content>,
    version: i64,
    /// Written at the end, each row once: most respondents share their groups with others.
    sums: Sums,
    /// The same; locks are taken in the order of all writers (content, roll-ups, population).
    facts: Vec<population::Known>,
    steps: Steps,
}

impl Filling {
    /// Stores some, of any number.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn add(&mut self, mut batch: Vec<MadeUp>) -> Result<(), StoreError> {
        batch.iter_mut().for_each(|one| one.submitted_at = one.submitted_at.trunc_subsecs(6));
        for one in &batch {
            let contribution = Contribution::of(&one.answers, &self.content);
            self.sums.add_submission(one.submitted_at, &contribution, 1);
            for period in Period::containing(japan_day(one.submitted_at)) {
                self.sums.add(&period, &contribution, 1);
            }
        }
        for part in batch.chunks(ROWS) {
            for (diagnosis, answers) in insert(&self.transaction, part, self.version).await? {
                self.facts.push(population::Known::of(&diagnosis, &answers, &self.content)?);
                self.steps.whole(&diagnosis, &answers, &self.content);
            }
        }
        Ok(())
    }

    /// Counts them and ends the transaction.
    ///
    /// # Errors
    /// When the database does not answer; nothing is stored then.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.sums.write(&self.transaction).await?;
        population::fill(&self.transaction, self.facts).await?;
        self.steps.write(&self.transaction).await?;
        Ok(self.transaction.commit().await?)
    }
}

impl Store {
    /// Begins to take in made-up respondents. With SQLite all other writers of this process wait until it ends; those of
    /// another process on the same file wait 10 seconds at most, and are told then that the database is busy.
    ///
    /// # Errors
    /// When nothing is published yet, or the database does not answer.
    pub async fn begin_made_up(&self) -> Result<Filling, StoreError> {
        let transaction = self.begin().await?;
        self.published.refresh_and_hold(&transaction).await?;
        let (version, content) = self.published.version()?;
        Ok(Filling {
            transaction,
            content,
            version,
            sums: Sums::new(true),
            facts: Vec::new(),
            steps: Steps::default(),
        })
    }

    /// Stores and counts a batch in one transaction.
    ///
    /// # Errors
    /// When nothing is published yet, or the database does not answer; nothing of the batch is stored then.
    pub async fn insert_made_up(&self, batch: Vec<MadeUp>) -> Result<(), StoreError> {
        let mut filling = self.begin_made_up().await?;
        filling.add(batch).await?;
        filling.commit().await
    }

    /// Removes all made-up respondents and what was counted of them, and nothing else; says how many there were. Waits
    /// for those who are being taken in: they hold the content, as all do who count.
    ///
    /// # Errors
    /// When the database does not answer; nothing is removed then.
    pub async fn clear_made_up(&self) -> Result<u64, StoreError> {
        let transaction = self.begin().await?;
        state_row(&transaction, Hold::Everything).await?;
        tally::Entity::delete_many().filter(tally::Column::MadeUp.eq(true)).exec(&transaction).await?;
        population::remove_made_up(&transaction).await?;
        passage::Entity::delete_many().filter(passage::Column::MadeUp.eq(true)).exec(&transaction).await?;
        let made_up = diagnosis::Entity::find().filter(diagnosis::Column::MadeUp.eq(true));
        let ids = made_up.select_only().column(diagnosis::Column::Id).into_query();
        answer_row::Entity::delete_many()
            .filter(answer_row::Column::DiagnosisId.in_subquery(ids))
            .exec(&transaction)
            .await?;
        diagnosis::Entity::delete_many()
            .filter(diagnosis::Column::MadeUp.eq(true))
            .exec(&transaction)
            .await?;
        let businesses = business::Entity::delete_many().filter(business::Column::MadeUp.eq(true));
        let removed = businesses.exec(&transaction).await?.rows_affected;
        let before = json!({ "businesses": removed });
        let action = Action::ClearDemo;
        let act = Act { actor: &self.actor, action, subject: "", before: Some(&before), after: None };
        audit::record(&transaction, self.now(), act);
        transaction.commit().await?;
        Ok(removed)
    }
}

/// The rows come back in any order, which does no harm: one new business is like the other.
async fn insert(
    transaction: &Transaction,
    batch: &[MadeUp],
    version: i64,
) -> Result<Vec<(diagnosis::Model, RawAnswers)>, StoreError> {
    let businesses = batch.iter().map(|one| business::ActiveModel {
        id: ActiveValue::NotSet,
        made_up: ActiveValue::Set(true),
        created_at: ActiveValue::Set(one.submitted_at),
    });
    let businesses = business::Entity::insert_many(businesses).exec_with_returning(transaction).await?;
    let diagnoses = businesses.iter().map(|business| diagnosis::ActiveModel {
        id: ActiveValue::NotSet,
        business_id: ActiveValue::Set(business.id),
        key_hash: ActiveValue::Set(None),
        questionnaire_version_id: ActiveValue::Set(version),
        started_at: ActiveValue::Set(business.created_at),
        submitted_at: ActiveValue::Set(Some(business.created_at)),
        made_up: ActiveValue::Set(true),
        previous_id: ActiveValue::Set(None),
        last_question: ActiveValue::Set(None),
        last_answered_at: ActiveValue::Set(None),
        opened_menu: ActiveValue::Set(false),
        helpful: ActiveValue::Set(None),
    });
    let diagnoses = diagnosis::Entity::insert_many(diagnoses).exec_with_returning(transaction).await?;
    let stored = given(batch, diagnoses);
    answer::put_first(transaction, answers(&stored)?).await?;
    Ok(stored)
}

/// Each made-up set of answers goes to a diagnosis of its own time.
fn given(batch: &[MadeUp], mut diagnoses: Vec<diagnosis::Model>) -> Vec<(diagnosis::Model, RawAnswers)> {
    diagnoses.sort_by_key(|diagnosis| (diagnosis.submitted_at, diagnosis.id));
    let mut batch: Vec<&MadeUp> = batch.iter().collect();
    batch.sort_by_key(|one| one.submitted_at);
    diagnoses.into_iter().zip(batch).map(|(diagnosis, one)| (diagnosis, one.answers.clone())).collect()
}

fn answers(stored: &[(diagnosis::Model, RawAnswers)]) -> Result<Vec<answer_row::Model>, StoreError> {
    let mut rows = Vec::new();
    for (diagnosis, answers) in stored {
        // A made-up diagnosis begins and ends in one moment.
        for (question, raw) in answers {
            rows.push(answer::row(diagnosis.id, question, raw, diagnosis.started_at)?);
        }
    }
    Ok(rows)
}
