//! Raw answers and their rows.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::answer::{RawAnswer, RawAnswers};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

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
pub(super) async fn put<C: ConnectionTrait>(
    connection: &C,
    row: answer::ActiveModel,
) -> Result<(), StoreError> {
    let replace = OnConflict::columns([answer::Column::DiagnosisId, answer::Column::QuestionId])
        .update_columns([answer::Column::Raw, answer::Column::AnsweredAt])
        .to_owned();
    answer::Entity::insert(row).on_conflict(replace).exec_without_returning(connection).await?;
    Ok(())
}

/// Stores answers of diagnoses that have none yet.
pub(super) async fn put_first<C: ConnectionTrait>(
    connection: &C,
    mut rows: Vec<answer::ActiveModel>,
) -> Result<(), StoreError> {
    while !rows.is_empty() {
        let rest = rows.split_off(rows.len().min(ROWS));
        answer::Entity::insert_many(rows).exec_without_returning(connection).await?;
        rows = rest;
    }
    Ok(())
}

pub(super) fn row(
    diagnosis: i64,
    question: &str,
    raw: &RawAnswer,
    at: DateTime<Utc>,
) -> Result<answer::ActiveModel, StoreError> {
    Ok(answer::ActiveModel {
        diagnosis_id: ActiveValue::Set(diagnosis),
        question_id: ActiveValue::Set(question.to_owned()),
        raw: ActiveValue::Set(serde_json::to_string(raw).map_err(|_| StoreError::unreadable("answer"))?),
        answered_at: ActiveValue::Set(at),
    })
}

/// The reason is left out: it would quote the answer.
fn parse(raw: &str) -> Result<RawAnswer, StoreError> {
    serde_json::from_str(raw).map_err(|_| StoreError::unreadable("answer"))
}
