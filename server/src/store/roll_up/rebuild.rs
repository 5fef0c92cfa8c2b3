//! Counting all anew, some businesses at a time.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use domain::answer::RawAnswers;
use domain::indicator::Period;
use domain::window::japan_day;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select,
};

use super::super::content::Published;
use super::super::entity::{answer as answer_row, business, diagnosis, roll_up};
use super::super::{StoreError, answer};
use super::{Contribution, Sums};

/// Businesses read at a time, each with some 25 answers.
const BUSINESSES: u64 = 1_000;
/// Sums kept in memory before they are written.
const MAX_SUMS: usize = 200_000;
/// PostgreSQL only: whoever is about to add to the roll-ups waits, and adds to the new ones.
const LOCK: &str = "LOCK TABLE roll_up IN SHARE ROW EXCLUSIVE MODE";

/// Says how many diagnoses were counted.
pub(in crate::store) async fn rebuild<C: ConnectionTrait>(
    transaction: &C,
    published: &Published,
) -> Result<u64, StoreError> {
    if transaction.get_database_backend() == DbBackend::Postgres {
        transaction.execute_unprepared(LOCK).await?;
    }
    roll_up::Entity::delete_many().exec(transaction).await?;
    let (mut counted, mut after) = (0, 0);
    let mut recount = Recount { published, real: Sums::new(false), made_up: Sums::new(true) };
    while let Some(businesses) = next_businesses(transaction, after).await? {
        after = *businesses.end();
        counted += recount.add(transaction, businesses).await?;
        recount.write_beyond(transaction, MAX_SUMS).await?;
    }
    recount.write_beyond(transaction, 0).await?;
    Ok(counted)
}

/// The ids of the next businesses, as a range; `None` after the last.
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

struct Recount<'a> {
    published: &'a Published,
    real: Sums,
    made_up: Sums,
}

impl Recount<'_> {
    async fn add<C: ConnectionTrait>(
        &mut self,
        connection: &C,
        businesses: RangeInclusive<i64>,
    ) -> Result<u64, StoreError> {
        let diagnoses = submitted(&businesses)
            .order_by_asc(diagnosis::Column::BusinessId)
            .order_by_asc(diagnosis::Column::SubmittedAt)
            .order_by_asc(diagnosis::Column::Id)
            .all(connection)
            .await?;
        let mut answers = answers(connection, &businesses).await?;
        for of_business in diagnoses.chunk_by(|one, next| one.business_id == next.business_id) {
            self.add_business(connection, of_business, &mut answers).await?;
        }
        Ok(u64::try_from(diagnoses.len()).unwrap_or(u64::MAX))
    }

    /// The diagnoses of one business, from the first to the latest: a later one takes an earlier one's place.
    async fn add_business<C: ConnectionTrait>(
        &mut self,
        connection: &C,
        diagnoses: &[diagnosis::Model],
        answers: &mut BTreeMap<i64, RawAnswers>,
    ) -> Result<(), StoreError> {
        let mut contributions = Vec::with_capacity(diagnoses.len());
        let mut latest: BTreeMap<Period, usize> = BTreeMap::new();
        for diagnosis in diagnoses {
            let Some(at) = diagnosis.submitted_at else { continue };
            let content = self.published.of_version(connection, diagnosis.questionnaire_version_id).await?;
            let raw = answers.remove(&diagnosis.id).unwrap_or_default();
            let contribution = Contribution::of(&raw, &content);
            self.sums(diagnosis).add_submission(at, &contribution);
            latest.extend(Period::containing(japan_day(at)).map(|period| (period, contributions.len())));
            contributions.push((diagnosis, contribution));
        }
        for (period, index) in latest {
            let (diagnosis, contribution) = &contributions[index];
            self.sums(diagnosis).add(&period, contribution, 1);
        }
        Ok(())
    }

    fn sums(&mut self, diagnosis: &diagnosis::Model) -> &mut Sums {
        if diagnosis.made_up { &mut self.made_up } else { &mut self.real }
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

fn submitted(businesses: &RangeInclusive<i64>) -> Select<diagnosis::Entity> {
    diagnosis::Entity::find()
        .filter(diagnosis::Column::BusinessId.between(*businesses.start(), *businesses.end()))
        .filter(diagnosis::Column::SubmittedAt.is_not_null())
}

async fn answers<C: ConnectionTrait>(
    connection: &C,
    businesses: &RangeInclusive<i64>,
) -> Result<BTreeMap<i64, RawAnswers>, StoreError> {
    let ids = submitted(businesses).select_only().column(diagnosis::Column::Id).into_query();
    let rows = answer_row::Entity::find().filter(answer_row::Column::DiagnosisId.in_subquery(ids));
    answer::by_diagnosis(rows.all(connection).await?)
}
