//! All submitted diagnoses with their answers, some businesses at a time: for counting anew.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use domain::answer::RawAnswers;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};

use super::entity::{answer as answer_row, business, diagnosis};
use super::{StoreError, answer};

/// Businesses read at a time, each with some 25 answers.
const BUSINESSES: u64 = 1_000;

/// What some businesses have submitted.
pub(super) struct Submitted {
    /// By business, and of each from the first to the latest.
    pub(super) diagnoses: Vec<diagnosis::Model>,
    /// By diagnosis.
    pub(super) answers: BTreeMap<i64, RawAnswers>,
    /// The last of these businesses.
    pub(super) last: i64,
}

/// Of the businesses that come after one; `None` if there are no more.
pub(super) async fn after<C: ConnectionTrait>(
    connection: &C,
    business: i64,
) -> Result<Option<Submitted>, StoreError> {
    let Some(businesses) = next_businesses(connection, business).await? else { return Ok(None) };
    let diagnoses = of_businesses(&businesses)
        .order_by_asc(diagnosis::Column::BusinessId)
        .order_by_asc(diagnosis::Column::SubmittedAt)
        .order_by_asc(diagnosis::Column::Id)
        .all(connection)
        .await?;
    let answers = answers(connection, &businesses).await?;
    Ok(Some(Submitted { diagnoses, answers, last: *businesses.end() }))
}

impl Submitted {
    /// How many diagnoses.
    pub(super) fn count(&self) -> u64 {
        u64::try_from(self.diagnoses.len()).unwrap_or(u64::MAX)
    }

    /// The diagnoses of one business after the other.
    pub(super) fn by_business(&self) -> impl Iterator<Item = &[diagnosis::Model]> {
        self.diagnoses.chunk_by(|one, next| one.business_id == next.business_id)
    }
}

/// The ids of the next businesses, as a range.
async fn next_businesses<C: ConnectionTrait>(
    connection: &C,
    after: i64,
) -> Result<Option<RangeInclusive<i64>>, StoreError> {
    let ids: Vec<i64> = business::Entity::find()
        .select_only()
        .column(business::Column::Id)
        .filter(business::Column::Id.gt(after))
        .order_by_asc(business::Column::Id)
        .limit(BUSINESSES)
        .into_tuple()
        .all(connection)
        .await?;
    Ok(ids.first().zip(ids.last()).map(|(first, last)| *first..=*last))
}

fn of_businesses(businesses: &RangeInclusive<i64>) -> Select<diagnosis::Entity> {
    diagnosis::Entity::find()
        .filter(diagnosis::Column::BusinessId.between(*businesses.start(), *businesses.end()))
        .filter(diagnosis::Column::SubmittedAt.is_not_null())
}

async fn answers<C: ConnectionTrait>(
    connection: &C,
    businesses: &RangeInclusive<i64>,
) -> Result<BTreeMap<i64, RawAnswers>, StoreError> {
    let ids = of_businesses(businesses).select_only().column(diagnosis::Column::Id).into_query();
    let rows = answer_row::Entity::find().filter(answer_row::Column::DiagnosisId.in_subquery(ids));
    answer::by_diagnosis(rows.all(connection).await?)
}
