//! Roll-ups: sums that advance in the transaction of a submission, and can be counted anew from all answers.
//!
//! Within a period a business counts once, with its latest diagnosis. A row at zero is no row: what remains after
//! additions and subtractions is the same, byte for byte, as what a count from scratch writes.

mod rebuild;
mod removal;
mod sums;

use std::collections::BTreeMap;

use app::backend::{Action, CountQuery, Counts, Unavailable};
use async_trait::async_trait;
use domain::indicator::{DIAGNOSES, Dimension, Period};
use domain::statistic::Counted;
use domain::window::japan_day;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QueryResult,
    QuerySelect, QueryTrait, Select,
};
use serde_json::json;

use super::audit::{self, Act};
use super::entity::{business, diagnosis, passage, tally};
use super::{Store, StoreError, Transaction, answer};
use crate::store::content::Published;

pub(super) use rebuild::rebuild;
pub(super) use removal::take_out;
pub(super) use sums::{Contribution, Sums};
use sums::{Grouping, groupings};

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
    sums.add_submission(submitted_at, &contribution, 1);
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
        let (transaction, counted) = self.count_anew().await?;
        let after = json!({ "diagnoses": counted });
        let action = Action::RebuildRollUp;
        let act = Act { actor: &self.actor, action, subject: "", before: None, after: Some(&after) };
        audit::record(&transaction, self.now(), act);
        transaction.commit().await?;
        Ok(counted)
    }

    /// The same of what is missing, if nothing is counted though something was begun or submitted: an older version of
    /// the program counted elsewhere. Says how many diagnoses were counted. Instances that start at once take turns, and
    /// the second finds it done.
    ///
    /// # Errors
    /// As [`Store::rebuild_roll_up`].
    pub async fn complete_roll_up(&self) -> Result<Option<u64>, StoreError> {
        if Missing::of(&self.reader).await?.is_none() {
            return Ok(None);
        }
        let transaction = self.begin().await?;
        self.published.refresh_and_hold(&transaction).await?;
        rebuild::hold(&transaction).await?;
        let counted = match Missing::of(&transaction).await? {
            None => return Ok(None),
            Some(Missing::All) => rebuild(&transaction, &self.published).await?,
            Some(Missing::Passages) => rebuild::rebuild_passages(&transaction, &self.published).await?,
        };
        transaction.commit().await?;
        Ok(Some(counted))
    }

    /// The transaction in which all was counted anew, still to be committed; how many diagnoses there were.
    async fn count_anew(&self) -> Result<(Transaction, u64), StoreError> {
        let transaction = self.begin().await?;
        self.published.refresh_and_hold(&transaction).await?;
        let counted = rebuild(&transaction, &self.published).await?;
        Ok((transaction, counted))
    }
}

/// What an older version of the program has not counted.
enum Missing {
    All,
    Passages,
}

impl Missing {
    async fn of<C: ConnectionTrait>(connection: &C) -> Result<Option<Missing>, StoreError> {
        let begun = diagnosis::Entity::find().limit(1);
        let submitted = begun.clone().filter(diagnosis::Column::SubmittedAt.is_not_null());
        let counted = tally::Entity::find().limit(1).one(connection).await?.is_some();
        if !counted && submitted.one(connection).await?.is_some() {
            return Ok(Some(Missing::All));
        }
        let passed = passage::Entity::find().limit(1).one(connection).await?.is_some();
        let is_missing = !passed && begun.one(connection).await?.is_some();
        Ok(is_missing.then_some(Missing::Passages))
    }
}

/// The counters by the groups of these dimensions.
pub(super) async fn counted<C: ConnectionTrait>(
    connection: &C,
    query: &CountQuery<'_>,
    by: &[Dimension],
) -> Result<Vec<Counted>, StoreError> {
    let named = |dimension: &Dimension| by.contains(dimension) || dimension.of(&query.within).is_some();
    let dimensions: Vec<Dimension> = Dimension::ALL.into_iter().filter(named).collect();
    let (grouping, [first, second]) = grouping_of(&dimensions)?;
    let mut select = counters(query.indicator, query.made_up, grouping)
        .filter(tally::Column::Period.eq(query.period.key()));
    for (dimension, column) in [(first, tally::Column::First), (second, tally::Column::Second)] {
        let Some(dimension) = dimension else { continue };
        if let Some(group) = dimension.of(&query.within) {
            select = select.filter(column.eq(group));
        }
        if by.contains(&dimension) {
            select = select.column(column).group_by(column).order_by_asc(column);
        }
    }
    let select = select.order_by_asc(tally::Column::Counter).into_query();
    let column = |dimension: &Dimension| if Some(*dimension) == first { "first" } else { "second" };
    let counted = |row: QueryResult| -> Result<Counted, StoreError> {
        let groups = by.iter().map(|dimension| row.try_get("", column(dimension)));
        Ok(Counted {
            groups: groups.collect::<Result<_, _>>()?,
            counter: row.try_get("", "counter")?,
            amount: added_up(row.try_get("", "amount")?)?,
        })
    };
    let rows = connection.query_all(&select).await?;
    rows.into_iter().map(counted).collect()
}

impl Store {
    async fn totals(
        &self,
        indicator: &str,
        periods: &[Period],
        made_up: bool,
    ) -> Result<BTreeMap<Period, Vec<Counted>>, StoreError> {
        let (grouping, _) = grouping_of(&[])?;
        let rows = counters(indicator, made_up, grouping)
            .column(tally::Column::Period)
            .filter(tally::Column::Period.is_in(periods.iter().map(Period::key)))
            .group_by(tally::Column::Period)
            .into_model::<Total>()
            .all(&self.reader)
            .await?;
        let mut totals: BTreeMap<Period, Vec<Counted>> = BTreeMap::new();
        for Total { period, counter, amount } in rows {
            let Some(period) = periods.iter().find(|asked| asked.key() == period) else { continue };
            let counted = Counted { groups: Vec::new(), counter, amount: added_up(amount)? };
            totals.entry(period.clone()).or_default().push(counted);
        }
        Ok(totals)
    }

    /// Looks for one row of each period, where sums would read all of them.
    async fn not_empty(&self, periods: &[Period], made_up: bool) -> Result<Vec<Period>, StoreError> {
        let column = |number: usize| format!("p{number}");
        let mut select = Query::select();
        for (number, period) in periods.iter().enumerate() {
            let rows = tally::Entity::find()
                .select_only()
                .expr(Expr::val(1))
                .filter(tally::Column::MadeUp.eq(made_up))
                .filter(tally::Column::Period.eq(period.key()))
                .filter(tally::Column::Indicator.eq(DIAGNOSES));
            select.expr_as(Expr::exists(rows.into_query()), column(number));
        }
        let Some(found) = self.reader.query_one(&select).await? else { return Ok(Vec::new()) };
        let mut kept = Vec::new();
        for (number, period) in periods.iter().enumerate() {
            if found.try_get::<bool>("", &column(number))? {
                kept.push(period.clone());
            }
        }
        Ok(kept)
    }
}

/// Below zero only where an older version of the program has written a part of the rows: better no number than a wrong
/// one. `rollup rebuild` puts it right.
fn added_up(amount: i64) -> Result<u64, StoreError> {
    u64::try_from(amount).map_err(|_| StoreError::unreadable("tally"))
}

/// The sums of an indicator's counters.
fn counters(indicator: &str, made_up: bool, grouping: i16) -> Select<tally::Entity> {
    let amount = Expr::col(tally::Column::Amount).sum().cast_as("bigint");
    tally::Entity::find()
        .select_only()
        .column(tally::Column::Counter)
        .column_as(amount, "amount")
        .filter(tally::Column::MadeUp.eq(made_up))
        .filter(tally::Column::Indicator.eq(indicator))
        .filter(tally::Column::Pair.eq(grouping))
        .group_by(tally::Column::Counter)
}

/// One sum over everybody.
#[derive(FromQueryResult)]
struct Total {
    period: String,
    counter: String,
    amount: i64,
}

/// The smallest grouping that has all of these.
fn grouping_of(dimensions: &[Dimension]) -> Result<Grouping, StoreError> {
    let has_all =
        |(_, grouping): &Grouping| dimensions.iter().all(|dimension| grouping.contains(&Some(*dimension)));
    groupings().find(has_all).ok_or(StoreError::TooManyDimensions)
}

#[async_trait]
impl Counts for Store {
    async fn counts(&self, query: &CountQuery<'_>, by: &[Dimension]) -> Result<Vec<Counted>, Unavailable> {
        Ok(counted(&self.reader, query, by).await?)
    }

    async fn over_time(
        &self,
        indicator: &str,
        periods: &[Period],
        made_up: bool,
    ) -> Result<BTreeMap<Period, Vec<Counted>>, Unavailable> {
        Ok(self.totals(indicator, periods, made_up).await?)
    }

    async fn with_submissions(&self, periods: &[Period], made_up: bool) -> Result<Vec<Period>, Unavailable> {
        Ok(self.not_empty(periods, made_up).await?)
    }
}
