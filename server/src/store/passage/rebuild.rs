//! Counting all passages anew. What a submitted diagnosis has come through does not change while the roll-ups are held,
//! and is counted in their pass; all that may change meanwhile is read here, once the passages are held too.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::super::content::Published;
use super::super::entity::{answer as answer_row, diagnosis, passage};
use super::super::{StoreError, answer};
use super::Steps;

/// Diagnoses that are read at a time.
const PART: u64 = 1_000;
/// PostgreSQL only: whoever is about to count a step waits, and adds it to the new counts.
const LOCK: &str = "LOCK TABLE passage IN SHARE ROW EXCLUSIVE MODE";

/// Replaces all counts by these of the submitted diagnoses, what was noted of them since, and those of the others. The
/// roll-ups must be held, so that nothing is submitted meanwhile.
pub(in crate::store) async fn rebuild<C: ConnectionTrait>(
    transaction: &C,
    published: &Published,
    submitted: Steps,
) -> Result<(), StoreError> {
    if transaction.get_database_backend() == DbBackend::Postgres {
        transaction.execute_unprepared(LOCK).await?;
    }
    passage::Entity::delete_many().exec(transaction).await?;
    let mut steps = submitted;
    add_noted(transaction, &mut steps).await?;
    add_open(transaction, published, &mut steps).await?;
    steps.write(transaction).await
}

async fn add_noted<C: ConnectionTrait>(connection: &C, steps: &mut Steps) -> Result<(), StoreError> {
    let noted = Condition::any()
        .add(diagnosis::Column::OpenedMenu.eq(true))
        .add(diagnosis::Column::Helpful.is_not_null());
    let mut after = 0;
    loop {
        let part = next(connection, &noted, after).await?;
        let Some(last) = part.last() else { return Ok(()) };
        after = last.id;
        part.iter().for_each(|diagnosis| steps.noted(diagnosis));
    }
}

async fn add_open<C: ConnectionTrait>(
    connection: &C,
    published: &Published,
    steps: &mut Steps,
) -> Result<(), StoreError> {
    let open = Condition::all().add(diagnosis::Column::SubmittedAt.is_null());
    let mut after = 0;
    loop {
        let part = next(connection, &open, after).await?;
        let Some(last) = part.last() else { return Ok(()) };
        after = last.id;
        let ids = part.iter().map(|diagnosis| diagnosis.id);
        let rows = answer_row::Entity::find().filter(answer_row::Column::DiagnosisId.is_in(ids));
        let mut answers = answer::by_diagnosis(rows.all(connection).await?)?;
        for diagnosis in &part {
            let content = published.of_version(connection, diagnosis.questionnaire_version_id).await?;
            steps.whole(diagnosis, &answers.remove(&diagnosis.id).unwrap_or_default(), &content);
        }
    }
}

/// The next of these, in the order of their ids.
async fn next<C: ConnectionTrait>(
    connection: &C,
    which: &Condition,
    after: i64,
) -> Result<Vec<diagnosis::Model>, StoreError> {
    let next = diagnosis::Entity::find()
        .filter(which.clone())
        .filter(diagnosis::Column::Id.gt(after))
        .order_by_asc(diagnosis::Column::Id)
        .limit(PART);
    Ok(next.all(connection).await?)
}
