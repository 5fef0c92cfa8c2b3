//! Roll-ups: sums that advance in the transaction of a submission, and can be counted anew from all answers.
//!
//! Within a period a business counts once, with its latest diagnosis. A row at zero is no row: what remains after
//! additions and subtractions is the same, byte for byte, as what a count from scratch writes.

mod rebuild;
mod sums;

use app::backend::{Axis, Count, CountQuery, Counts, Unavailable};
use async_trait::async_trait;
use domain::indicator::Period;
use domain::window::japan_day;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::entity::{business, diagnosis, roll_up};
use super::{Store, StoreError, answer};
use crate::store::content::Published;

pub(super) use rebuild::rebuild;
pub(super) use sums::{Contribution, Sums};

/// Counts a diagnosis that has just been submitted, in the place of the business's earlier one of the same period.
pub(super) async fn count_in<C: ConnectionTrait>(
    transaction: &C,
    published: &Published,
    new: &diagnosis::Model,
) -> Result<(), StoreError> {
    let Some(submitted_at) = new.submitted_at else { return Ok(()) };
    business::Entity::find_by_id(new.business_id).lock_exclusive().one(transaction).await?;
    let others = submitted_before(transaction, new).await?;
    let contribution = contribution(transaction, published, new).await?;
    let mut sums = Sums::new(new.made_up);
    sums.add_submission(submitted_at, &contribution);
    for period in Period::containing(japan_day(submitted_at)) {
        match latest_in(&period, &others) {
            Some(other) if order(other) > order(new) => continue,
            Some(other) => sums.add(&period, &self::contribution(transaction, published, other).await?, -1),
            None => {}
        }
        sums.add(&period, &contribution, 1);
    }
    sums.write(transaction).await
}

/// The other submitted diagnoses of the same business.
pub(super) async fn submitted_before<C: ConnectionTrait>(
    transaction: &C,
    new: &diagnosis::Model,
) -> Result<Vec<diagnosis::Model>, StoreError> {
    let others = diagnosis::Entity::find()
        .filter(diagnosis::Column::BusinessId.eq(new.business_id))
        .filter(diagnosis::Column::SubmittedAt.is_not_null())
        .filter(diagnosis::Column::Id.ne(new.id));
    Ok(others.all(transaction).await?)
}

/// Which of two diagnoses of a business is the later one.
pub(super) fn order(diagnosis: &diagnosis::Model) -> impl Ord + use<> {
    (diagnosis.submitted_at, diagnosis.id)
}

fn latest_in<'a>(period: &Period, diagnoses: &'a [diagnosis::Model]) -> Option<&'a diagnosis::Model> {
    let lies_within = |diagnosis: &&diagnosis::Model| {
        diagnosis.submitted_at.is_some_and(|at| Period::containing(japan_day(at)).contains(period))
    };
    diagnoses.iter().filter(lies_within).max_by_key(|diagnosis| order(diagnosis))
}

async fn contribution<C: ConnectionTrait>(
    connection: &C,
    published: &Published,
    diagnosis: &diagnosis::Model,
) -> Result<Contribution, StoreError> {
    let content = published.of_version(connection, diagnosis.questionnaire_version_id).await?;
    Ok(Contribution::of(&answer::of_diagnosis(connection, diagnosis.id).await?, &content))
}

impl Store {
    /// Counts all anew from the answers; says how many diagnoses there were. Submissions wait until it is done.
    ///
    /// # Errors
    /// When the database does not answer; the roll-ups are then as they were.
    pub async fn rebuild_roll_up(&self) -> Result<u64, StoreError> {
        let transaction = self.begin().await?;
        self.published.refresh_and_hold(&transaction).await?;
        let counted = rebuild(&transaction, &self.published).await?;
        transaction.commit().await?;
        Ok(counted)
    }

    async fn sums(&self, query: &CountQuery<'_>, axis: Axis) -> Result<Vec<Count>, StoreError> {
        let amount = Expr::col(roll_up::Column::Amount).sum().cast_as("bigint");
        let mut select = roll_up::Entity::find()
            .select_only()
            .column(roll_up::Column::Counter)
            .column_as(amount, "amount")
            .filter(roll_up::Column::MadeUp.eq(query.made_up))
            .filter(roll_up::Column::Period.eq(query.period.key()))
            .filter(roll_up::Column::Indicator.eq(query.indicator))
            .group_by(roll_up::Column::Counter);
        for (column, limit) in [
            (roll_up::Column::EmployeeSize, &query.within.employee_size),
            (roll_up::Column::Industry, &query.within.industry),
            (roll_up::Column::Municipality, &query.within.municipality),
        ] {
            if let Some(value) = limit {
                select = select.filter(column.eq(value.as_str()));
            }
        }
        let Some(column) = column(axis) else {
            let rows = select.order_by_asc(roll_up::Column::Counter).into_tuple().all(&self.reader).await?;
            return Ok(rows
                .into_iter()
                .map(|(counter, amount)| count(String::new(), counter, amount))
                .collect());
        };
        let select = select.column(column).group_by(column).order_by_asc(column);
        let rows = select.order_by_asc(roll_up::Column::Counter).into_tuple().all(&self.reader).await?;
        Ok(rows.into_iter().map(|(counter, amount, group)| count(group, counter, amount)).collect())
    }
}

fn column(axis: Axis) -> Option<roll_up::Column> {
    match axis {
        Axis::Whole => None,
        Axis::EmployeeSize => Some(roll_up::Column::EmployeeSize),
        Axis::Industry => Some(roll_up::Column::Industry),
        Axis::Municipality => Some(roll_up::Column::Municipality),
    }
}

fn count(group: String, counter: String, amount: i64) -> Count {
    Count { group, counter, amount }
}

#[async_trait]
impl Counts for Store {
    async fn counts(&self, query: &CountQuery<'_>, axis: Axis) -> Result<Vec<Count>, Unavailable> {
        Ok(self.sums(query, axis).await?)
    }
}
