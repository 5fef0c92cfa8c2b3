//! The stored facts: written, made anew, taken away.

use domain::answer::{RawAnswers, read_all};
use domain::content::Content;
use domain::facts::Facts;
use sea_orm::sea_query::{Expr, ExprTrait, JoinType, OnConflict, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::super::content::Published;
use super::super::entity::{business_facts as row, diagnosis};
use super::super::submitted;
use super::super::{MAX_VALUES, StoreError, answer, roll_up};
use super::{Change, begin};

/// Rows of one statement: each has five values.
const ROWS: usize = MAX_VALUES / 5;

/// Writes what a diagnosis says that has just been submitted, unless its business has submitted a later one. The
/// business must be locked (it is, once the diagnosis is counted).
pub(in crate::store) async fn put<C: ConnectionTrait>(
    transaction: &C,
    published: &Published,
    new: &diagnosis::Model,
) -> Result<(), StoreError> {
    let others = roll_up::submitted_before(transaction, new).await?;
    if others.iter().any(|other| roll_up::order(other) > roll_up::order(new)) {
        return Ok(());
    }
    let content = published.of_version(transaction, new.questionnaire_version_id).await?;
    let raw = answer::of_diagnosis(transaction, new.id).await?;
    fill(transaction, vec![Known::of(new, &raw, &content)?]).await
}

/// Writes what businesses say in diagnoses that are their latest.
pub(in crate::store) async fn fill<C: ConnectionTrait>(
    transaction: &C,
    known: Vec<Known>,
) -> Result<(), StoreError> {
    let change = begin(transaction, Change::Put).await?;
    write(transaction, known, change).await
}

/// Takes the facts of made-up respondents away.
pub(in crate::store) async fn remove_made_up<C: ConnectionTrait>(transaction: &C) -> Result<(), StoreError> {
    begin(transaction, Change::Reset).await?;
    row::Entity::delete_many().filter(row::Column::MadeUp.eq(true)).exec(transaction).await?;
    Ok(())
}

/// Takes the facts of businesses away that are deleted. Whoever holds the population reads it all again, unless none of
/// them had submitted anything.
pub(in crate::store) async fn remove<C: ConnectionTrait>(
    transaction: &C,
    businesses: &[i64],
) -> Result<(), StoreError> {
    let of_them = || row::Column::BusinessId.is_in(businesses.iter().copied());
    if row::Entity::find().filter(of_them()).one(transaction).await?.is_none() {
        return Ok(());
    }
    begin(transaction, Change::Reset).await?;
    row::Entity::delete_many().filter(of_them()).exec(transaction).await?;
    Ok(())
}

/// Makes all rows anew; says how many.
pub(in crate::store) async fn rebuild<C: ConnectionTrait>(
    transaction: &C,
    published: &Published,
) -> Result<u64, StoreError> {
    let change = begin(transaction, Change::Reset).await?;
    row::Entity::delete_many().exec(transaction).await?;
    let (mut made, mut after) = (0, 0);
    let none = RawAnswers::new();
    while let Some(part) = submitted::after(transaction, after).await? {
        after = part.last;
        let mut rows = Vec::new();
        for latest in part.by_business().filter_map(<[_]>::last) {
            let content = published.of_version(transaction, latest.questionnaire_version_id).await?;
            rows.push(Known::of(latest, part.answers.get(&latest.id).unwrap_or(&none), &content)?);
        }
        made += u64::try_from(rows.len()).unwrap_or(u64::MAX);
        write(transaction, rows, change).await?;
    }
    Ok(made)
}

/// Is there a business whose latest submitted diagnosis has no facts here?
pub(super) async fn any_missing<C: ConnectionTrait>(connection: &C) -> Result<bool, StoreError> {
    let (known, submitted) = ("known", "submitted");
    let at = |table| Expr::col((table, diagnosis::Column::SubmittedAt));
    let id = |table| Expr::col((table, diagnosis::Column::Id));
    let business = Expr::col((row::Entity, row::Column::BusinessId));
    // As `roll_up::order` has it.
    let as_late =
        at(known).gt(at(submitted)).or(at(known).eq(at(submitted)).and(id(known).gte(id(submitted))));
    let facts = Query::select()
        .expr(Expr::val(1))
        .from(row::Entity)
        .join_as(
            JoinType::InnerJoin,
            diagnosis::Entity,
            known,
            id(known).eq(Expr::col((row::Entity, row::Column::DiagnosisId))),
        )
        .and_where(business.eq(Expr::col((submitted, diagnosis::Column::BusinessId))))
        .and_where(as_late)
        .take();
    let missing = Query::select()
        .expr(Expr::val(1))
        .from_as(diagnosis::Entity, submitted)
        .and_where(at(submitted).is_not_null())
        .and_where(Expr::exists(facts).not())
        .limit(1)
        .take();
    Ok(connection.query_one(&missing).await?.is_some())
}

/// What a diagnosis says of its business: a row, but for the number of the change that writes it.
pub(in crate::store) struct Known {
    business: i64,
    diagnosis: i64,
    made_up: bool,
    facts: String,
}

impl Known {
    pub(in crate::store) fn of(
        diagnosis: &diagnosis::Model,
        raw: &RawAnswers,
        content: &Content,
    ) -> Result<Known, StoreError> {
        let readings = read_all(raw, content);
        let facts: Facts = content.questionnaire.interpret(&readings.answers).facts;
        Ok(Known {
            business: diagnosis.business_id,
            diagnosis: diagnosis.id,
            made_up: diagnosis.made_up,
            facts: serde_json::to_string(&facts).map_err(|_| StoreError::unreadable("facts"))?,
        })
    }

    fn row(self, change: i64) -> row::ActiveModel {
        let Known { business, diagnosis, made_up, facts } = self;
        row::Model { business_id: business, diagnosis_id: diagnosis, made_up, facts, change }
            .into_active_model()
    }
}

async fn write<C: ConnectionTrait>(
    transaction: &C,
    known: Vec<Known>,
    change: i64,
) -> Result<(), StoreError> {
    let mut known = known.into_iter().peekable();
    while known.peek().is_some() {
        let replace = OnConflict::column(row::Column::BusinessId)
            .update_columns([
                row::Column::DiagnosisId,
                row::Column::MadeUp,
                row::Column::Facts,
                row::Column::Change,
            ])
            .to_owned();
        row::Entity::insert_many(known.by_ref().take(ROWS).map(|known| known.row(change)))
            .on_conflict(replace)
            .exec_without_returning(transaction)
            .await?;
    }
    Ok(())
}
