//! How businesses pass through the product: counts that advance in the transaction of each step, and can be made anew
//! from the diagnoses and their answers. A count of zero is no row. Where people leave is no such count: every answer
//! would move it, and all of them the same few rows; the diagnoses that are under way are read instead.

mod rebuild;

use std::collections::BTreeMap;

use app::backend::{DiagnosisKey, Passages, Passed, Said, Unavailable};
use async_trait::async_trait;
use chrono::{DateTime, Duration, Utc};
use domain::answer::RawAnswers;
use domain::content::Content;
use domain::indicator::Period;
use domain::passage::{Helpful, Passage, Step};
use domain::window::{japan_day, japan_midnight};
use sea_orm::sea_query::{Expr, ExprTrait, Func, OnConflict};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult,
    IntoActiveModel, QueryFilter, QuerySelect,
};

use super::diagnosis::locked_by_owner;
use super::entity::passage::{ActiveModel, Column, Entity, Model};
use super::entity::{answer, diagnosis};
use super::{MAX_VALUES, Store, StoreError};

pub(super) use rebuild::rebuild;

/// Rows of one statement: each has four values.
const ROWS: usize = MAX_VALUES / 4;

/// Who has given an answer since may still go on.
const SILENCE: Duration = Duration::days(1);

/// Changes of the counts, added up.
#[derive(Default)]
pub(super) struct Steps {
    /// By made-up, month and step: in an order that all transactions share.
    amounts: BTreeMap<(bool, String, String), i64>,
}

impl Steps {
    fn add(&mut self, diagnosis: &diagnosis::Model, step: &Step, amount: i64) {
        let [month, ..] = Period::containing(japan_day(diagnosis.started_at));
        *self.amounts.entry((diagnosis.made_up, month.key(), step.key())).or_default() += amount;
    }

    /// A diagnosis that has just begun.
    pub(super) fn started(&mut self, diagnosis: &diagnosis::Model) {
        if is_counted(diagnosis) {
            self.add(diagnosis, &Step::Started, 1);
        }
    }

    /// A diagnosis that has just been submitted.
    pub(super) fn submitted(&mut self, diagnosis: &diagnosis::Model) {
        if is_counted(diagnosis) {
            self.add(diagnosis, &Step::Submitted, 1);
            self.time(diagnosis);
        }
    }

    fn time(&mut self, diagnosis: &diagnosis::Model) {
        if let Some(submitted_at) = diagnosis.submitted_at.filter(|_| !diagnosis.made_up) {
            let seconds = (submitted_at - diagnosis.started_at).num_seconds();
            self.add(diagnosis, &Step::minutes(seconds), 1);
        }
    }

    /// What a diagnosis has come through by now, but for what was noted after it was submitted.
    pub(super) fn whole(&mut self, diagnosis: &diagnosis::Model, answers: &RawAnswers, content: &Content) {
        if !is_counted(diagnosis) {
            return;
        }
        self.started(diagnosis);
        for section in &content.questionnaire.sections {
            let mut questions = content.questionnaire.questions.iter().filter(|q| q.section == section.id);
            if questions.any(|question| answers.contains_key(&question.id)) {
                self.add(diagnosis, &Step::Section(section.id.clone()), 1);
            }
        }
        if diagnosis.submitted_at.is_some() {
            self.submitted(diagnosis);
        }
    }

    /// What was noted of a diagnosis after it was submitted.
    pub(super) fn noted(&mut self, diagnosis: &diagnosis::Model) {
        if let Some(helpful) = diagnosis.helpful.as_deref().and_then(Helpful::parse) {
            self.add(diagnosis, &Step::Helpful(helpful), 1);
        }
        if diagnosis.opened_menu && is_counted(diagnosis) {
            self.add(diagnosis, &Step::OpenedMenu, 1);
        }
    }

    /// The same, no longer counted: the diagnoses are deleted.
    pub(super) fn taken_back(mut self) -> Steps {
        self.amounts.values_mut().for_each(|amount| *amount = -*amount);
        self
    }

    /// Adds them to the table, and removes the rows that have come to zero.
    pub(super) async fn write<C: ConnectionTrait>(self, transaction: &C) -> Result<(), StoreError> {
        let changed: Vec<_> = self.amounts.into_iter().filter(|(_, amount)| *amount != 0).collect();
        let row = |((made_up, month, step), amount): &((bool, String, String), i64)| ActiveModel {
            made_up: ActiveValue::Set(*made_up),
            month: ActiveValue::Set(month.clone()),
            step: ActiveValue::Set(step.clone()),
            amount: ActiveValue::Set(*amount),
        };
        for part in changed.chunks(ROWS) {
            let sum = Expr::col((Entity, Column::Amount)).add(Expr::col(("excluded", Column::Amount)));
            let add = OnConflict::columns([Column::MadeUp, Column::Month, Column::Step])
                .value(Column::Amount, sum)
                .to_owned();
            Entity::insert_many(part.iter().map(row))
                .on_conflict(add)
                .exec_without_returning(transaction)
                .await?;
        }
        for ((made_up, month, step), _) in changed.into_iter().filter(|(_, amount)| *amount < 0) {
            Entity::delete_many()
                .filter(Column::MadeUp.eq(made_up))
                .filter(Column::Month.eq(month))
                .filter(Column::Step.eq(step))
                .filter(Column::Amount.eq(0))
                .exec(transaction)
                .await?;
        }
        Ok(())
    }
}

/// Diagnoses with the same last question that are not submitted.
#[derive(FromQueryResult)]
struct Open {
    last_question: Option<String>,
    amount: i64,
    /// Those of them that nothing was heard of for [`SILENCE`].
    silent: i64,
}

/// Without steps that only another version of the program knows.
fn counted(rows: Vec<Model>) -> Passage {
    let known = |row: Model| Some((Step::parse(&row.step)?, u64::try_from(row.amount).ok()?));
    rows.into_iter().filter_map(known).collect()
}

/// Does a diagnosis pass through all questions?
fn is_counted(diagnosis: &diagnosis::Model) -> bool {
    diagnosis.previous_id.is_none()
}

/// Notes that a question of a diagnosis is about to be answered. The diagnosis must be locked, and the answer not yet
/// written.
pub(super) async fn answering<C: ConnectionTrait>(
    transaction: &C,
    before: diagnosis::Model,
    (question, content): (&str, &Content),
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if is_counted(&before)
        && let Some(section) = newly_reached(transaction, &before, question, content).await?
    {
        let mut steps = Steps::default();
        steps.add(&before, &Step::Section(section), 1);
        steps.write(transaction).await?;
    }
    let mut row = before.into_active_model();
    row.last_question = ActiveValue::Set(Some(question.to_owned()));
    row.last_answered_at = ActiveValue::Set(Some(now));
    row.update(transaction).await?;
    Ok(())
}

/// The section of a question, if no question of it is answered yet.
async fn newly_reached<C: ConnectionTrait>(
    transaction: &C,
    before: &diagnosis::Model,
    question: &str,
    content: &Content,
) -> Result<Option<String>, StoreError> {
    let section_of = |id: &str| content.questionnaire.question(id).map(|question| question.section.as_str());
    let Some(section) = section_of(question) else { return Ok(None) };
    if before.last_question.as_deref().and_then(section_of) == Some(section) {
        return Ok(None);
    }
    let questions = content.questionnaire.questions.iter().filter(|question| question.section == section);
    let answered = answer::Entity::find()
        .filter(answer::Column::DiagnosisId.eq(before.id))
        .filter(answer::Column::QuestionId.is_in(questions.map(|question| question.id.as_str())))
        .one(transaction)
        .await?;
    Ok(answered.is_none().then(|| section.to_owned()))
}

impl Store {
    async fn passage(&self, period: &Period, made_up: bool) -> Result<Passed, StoreError> {
        let mut rows = Entity::find().filter(Column::MadeUp.eq(made_up));
        if let Some((first, after)) = period.days() {
            let month = |day| Period::containing(day)[0].key();
            rows = rows.filter(Column::Month.gte(month(first))).filter(Column::Month.lt(month(after)));
        }
        let all = counted(rows.all(&self.reader).await?);
        let (mut left, mut answering) = (Vec::new(), 0);
        for Open { last_question, amount, silent } in self.open(period, made_up).await? {
            answering += (amount - silent).unsigned_abs();
            if silent > 0 {
                left.push((last_question, silent.unsigned_abs()));
            }
        }
        left.sort_by(|(question, count), (other, others)| {
            others.cmp(count).then_with(|| question.cmp(other))
        });
        Ok(Passed { all, left, answering })
    }

    async fn said_of_results(&self, made_up: bool) -> Result<Passage, StoreError> {
        let steps = Helpful::ALL.map(|helpful| Step::Helpful(helpful).key());
        let rows = Entity::find().filter(Column::MadeUp.eq(made_up)).filter(Column::Step.is_in(steps));
        Ok(counted(rows.all(&self.reader).await?))
    }

    /// The diagnoses of a period that are not submitted.
    async fn open(&self, period: &Period, made_up: bool) -> Result<Vec<Open>, StoreError> {
        // An older version that serves beside this one writes no time of an answer.
        let heard = Func::coalesce([
            Expr::col(diagnosis::Column::LastAnsweredAt),
            Expr::col(diagnosis::Column::StartedAt),
        ]);
        let is_silent = Expr::expr(heard).lte(self.now() - SILENCE);
        let silent = Func::sum(Expr::case(is_silent, 1).finally(0)).cast_as("bigint");
        let mut open = diagnosis::Entity::find()
            .select_only()
            .column(diagnosis::Column::LastQuestion)
            .column_as(diagnosis::Column::Id.count(), "amount")
            .column_as(silent, "silent")
            .filter(diagnosis::Column::SubmittedAt.is_null())
            .filter(diagnosis::Column::PreviousId.is_null())
            .filter(diagnosis::Column::MadeUp.eq(made_up))
            .group_by(diagnosis::Column::LastQuestion);
        if let Some((first, after)) = period.days() {
            open = open
                .filter(diagnosis::Column::StartedAt.gte(japan_midnight(first)))
                .filter(diagnosis::Column::StartedAt.lt(japan_midnight(after)));
        }
        Ok(open.into_model().all(&self.reader).await?)
    }

    /// As [`Passages::menu_opened`], at once.
    ///
    /// # Errors
    /// When the database does not answer; nothing is noted then.
    pub async fn note_menu_opened(&self, key: &DiagnosisKey) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        let Some(row) = locked_by_owner(&transaction, key, self.now()).await? else { return Ok(()) };
        if row.submitted_at.is_none() || row.opened_menu {
            return Ok(());
        }
        let mut steps = Steps::default();
        if is_counted(&row) {
            steps.add(&row, &Step::OpenedMenu, 1);
        }
        let mut row = row.into_active_model();
        row.opened_menu = ActiveValue::Set(true);
        row.update(&transaction).await?;
        steps.write(&transaction).await?;
        Ok(transaction.commit().await?)
    }

    async fn keep_helpful(&self, key: &DiagnosisKey, helpful: Helpful) -> Result<Said, StoreError> {
        let transaction = self.begin().await?;
        let found = locked_by_owner(&transaction, key, self.now()).await?;
        let Some(row) = found.filter(|row| row.submitted_at.is_some()) else { return Ok(Said::NotFound) };
        let mut steps = Steps::default();
        if let Some(before) = row.helpful.as_deref().and_then(Helpful::parse) {
            steps.add(&row, &Step::Helpful(before), -1);
        }
        steps.add(&row, &Step::Helpful(helpful), 1);
        let mut row = row.into_active_model();
        row.helpful = ActiveValue::Set(Some(helpful.as_str().to_owned()));
        row.update(&transaction).await?;
        steps.write(&transaction).await?;
        transaction.commit().await?;
        Ok(Said::Stored)
    }
}

#[async_trait]
impl Passages for Store {
    async fn passed(&self, period: &Period, made_up: bool) -> Result<Passed, Unavailable> {
        Ok(self.passage(period, made_up).await?)
    }

    async fn said(&self, made_up: bool) -> Result<Passage, Unavailable> {
        Ok(self.said_of_results(made_up).await?)
    }

    fn menu_opened(&self, key: &DiagnosisKey) {
        let (store, key) = (self.clone(), key.clone());
        tokio::spawn(async move {
            if let Err(error) = store.note_menu_opened(&key).await {
                tracing::warn!(%error, "it could not be noted that a menu was opened");
            }
        });
    }

    async fn say_helpful(&self, key: &DiagnosisKey, helpful: Helpful) -> Result<Said, Unavailable> {
        Ok(self.keep_helpful(key, helpful).await?)
    }
}
