//! Counting all passages anew: the submitted diagnoses come with the roll-ups' own pass, the others here.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::super::content::Published;
use super::super::entity::{answer as answer_row, diagnosis, passage};
use super::super::{StoreError, answer};
use super::Steps;

/// Diagnoses that are read at a time.
const PART: u64 = 1_000;

/// Replaces all counts by those of the submitted diagnoses and of those that are not.
pub(in crate::store) async fn rebuild<C: ConnectionTrait>(
    transaction: &C,
    published: &Published,
    submitted: Steps,
) -> Result<(), StoreError> {
    passage::Entity::delete_many().exec(transaction).await?;
    let mut steps = submitted;
    let mut after = 0;
    loop {
        let part = open(transaction, after).await?;
        let Some(last) = part.last() else { break };
        after = last.id;
        let ids = part.iter().map(|diagnosis| diagnosis.id);
        let rows = answer_row::Entity::find().filter(answer_row::Column::DiagnosisId.is_in(ids));
        let mut answers = answer::by_diagnosis(rows.all(transaction).await?)?;
        for diagnosis in &part {
            let content = published.of_version(transaction, diagnosis.questionnaire_version_id).await?;
            steps.whole(diagnosis, &answers.remove(&diagnosis.id).unwrap_or_default(), &content);
        }
    }
    steps.write(transaction).await
}

async fn open<C: ConnectionTrait>(connection: &C, after: i64) -> Result<Vec<diagnosis::Model>, StoreError> {
    let open = diagnosis::Entity::find()
        .filter(diagnosis::Column::SubmittedAt.is_null())
        .filter(diagnosis::Column::Id.gt(after))
        .order_by_asc(diagnosis::Column::Id)
        .limit(PART);
    Ok(open.all(connection).await?)
}
