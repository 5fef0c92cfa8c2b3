//! Raw answers and their rows.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::answer::{RawAnswer, RawAnswers};
use sea_orm::sea_query::{OnConflict, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::entity::answer;
use super::{MAX_VALUES, StoreError};

/// Rows of one statement: each has four values.
const ROWS: usize = MAX_VALUES / 4;

/// The answers of one diagnosis.
pub(super) async fn of_diagnosis<C: ConnectionTrait>(
    connection: &C,
    diagnosis: i64,
) -> Result<RawAnswers, StoreError> {
    let rows = answer::Entity::find().filter(answer::Column::DiagnosisId.eq(diagnosis)).all(connection);
    rows.await?.into_iter().map(|row| Ok((row.question_id, parse(&row.raw)?))).collect()
}

/// Rows of many diagnoses, by diagnosis.
pub(super) fn by_diagnosis(rows: Vec<answer::Model>) -> Result<BTreeMap<i64, RawAnswers>, StoreError> {
    let mut answers: BTreeMap<i64, RawAnswers> = BTreeMap::new();
    for row in rows {
        let raw = parse(&row.raw)?;
        answers.entry(row.diagnosis_id).or_default().insert(row.question_id, raw);
    }
    Ok(answers)
}

/// Stores an answer in place of an earlier one.
pub(super) async fn put<C: ConnectionTrait>(connection: &C, row: answer::Model) -> Result<(), StoreError> {
    let replace = OnConflict::columns([answer::Column::DiagnosisId, answer::Column::QuestionId])
        .update_columns([answer::Column::Raw, answer::Column::AnsweredAt])
        .to_owned();
    answer::Entity::insert(row.into_active_model())
        .on_conflict(replace)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// Stores answers of diagnoses that have none yet. A million made-up diagnoses have 25 million answers: the statement is
/// built without going through entities.
pub(super) async fn put_first<C: ConnectionTrait>(
    connection: &C,
    rows: Vec<answer::Model>,
) -> Result<(), StoreError> {
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let mut insert = Query::insert();
        insert.into_table(answer::Entity).columns([
            answer::Column::DiagnosisId,
            answer::Column::QuestionId,
            answer::Column::Raw,
            answer::Column::AnsweredAt,
        ]);
        for row in rows.by_ref().take(ROWS) {
            let values =
                [row.diagnosis_id.into(), row.question_id.into(), row.raw.into(), row.answered_at.into()];
            // As many values as columns.
            insert.values(values).map_err(|_| StoreError::unreadable("answer"))?;
        }
        connection.execute(&insert).await?;
    }
    Ok(())
}

pub(super) fn row(
    diagnosis: i64,
    question: &str,
    raw: &RawAnswer,
    at: DateTime<Utc>,
) -> Result<answer::Model, StoreError> {
    Ok(answer::Model {
        diagnosis_id: diagnosis,
        question_id: question.to_owned(),
        raw: serde_json::to_string(raw).map_err(|_| StoreError::unreadable("answer"))?,
        answered_at: at,
    })
}

/// The reason is left out: it would quote the answer.
pub(super) fn parse(raw: &str) -> Result<RawAnswer, StoreError> {
    serde_json::from_str(raw).map_err(|_| StoreError::unreadable("answer"))
}
