//! Sums in memory, and how they reach the table.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::answer::{RawAnswers, read_all};
use domain::content::Content;
use domain::indicator::{Breakdown, DIAGNOSES, Dimension, PAIRS, Period, SUBMITTED, breakdown, tallies};
use domain::window::japan_day;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::super::entity::tally;
use super::super::{MAX_VALUES, StoreError};

/// Rows of one statement: each has eight values.
const ROWS: usize = MAX_VALUES / 8;

/// All that one diagnosis adds wherever it counts.
pub(in crate::store) struct Contribution {
    breakdown: Breakdown,
    tallies: Vec<(Counter, i64)>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Counter {
    indicator: String,
    counter: String,
}

impl Contribution {
    pub(in crate::store) fn of(raw: &RawAnswers, content: &Content) -> Contribution {
        let readings = read_all(raw, content);
        let interpretation = content.questionnaire.interpret(&readings.answers);
        let named = tallies(&interpretation)
            .into_iter()
            .map(|tally| (Counter { indicator: tally.indicator, counter: tally.counter }, tally.amount));
        Contribution { breakdown: breakdown(&interpretation), tallies: named.collect() }
    }
}

/// Where sums are kept apart: a period, and a group of each of two dimensions.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Group {
    period: String,
    /// Among [`PAIRS`].
    pair: i16,
    first: String,
    second: String,
}

impl Group {
    /// All groups of a period in which a business stands: one of each pair.
    fn all(period: &Period, breakdown: &Breakdown) -> Vec<Group> {
        let said = |dimension: Dimension| dimension.of(breakdown).unwrap_or_default().to_owned();
        let group = |(pair, [first, second]): (i16, [Dimension; 2])| Group {
            period: period.key(),
            pair,
            first: said(first),
            second: said(second),
        };
        (0..).zip(PAIRS).map(group).collect()
    }
}

/// What is to be added to the roll-ups of real or of made-up respondents.
pub(in crate::store) struct Sums {
    made_up: bool,
    /// In an order that all transactions share: two that write the same rows wait for each other, never in a ring.
    groups: BTreeMap<Group, BTreeMap<Counter, i64>>,
    rows: usize,
}

impl Sums {
    pub(in crate::store) fn new(made_up: bool) -> Sums {
        Sums { made_up, groups: BTreeMap::new(), rows: 0 }
    }

    /// How many rows of the table they touch.
    pub(in crate::store) fn rows(&self) -> usize {
        self.rows
    }

    /// A business counts in a period (`sign` 1), or no longer with this diagnosis (-1).
    pub(in crate::store) fn add(&mut self, period: &Period, contribution: &Contribution, sign: i64) {
        for group in Group::all(period, &contribution.breakdown) {
            let sums = self.groups.entry(group).or_default();
            for (counter, amount) in &contribution.tallies {
                self.rows += add_to(sums, counter, sign * amount);
            }
        }
    }

    /// The submission itself, by month and ever; unlike all else it is never taken back.
    pub(in crate::store) fn add_submission(&mut self, at: DateTime<Utc>, contribution: &Contribution) {
        let counter = Counter { indicator: DIAGNOSES.to_owned(), counter: SUBMITTED.to_owned() };
        let [month, ..] = Period::containing(japan_day(at));
        for period in [month, Period::Ever] {
            for group in Group::all(&period, &contribution.breakdown) {
                self.rows += add_to(self.groups.entry(group).or_default(), &counter, 1);
            }
        }
    }

    /// Adds them to the table, and removes the rows that have come to zero.
    pub(in crate::store) async fn write<C: ConnectionTrait>(self, transaction: &C) -> Result<(), StoreError> {
        let made_up = self.made_up;
        let mut rows = Vec::with_capacity(self.rows.min(ROWS));
        let mut taken_back = false;
        for (group, counters) in self.groups {
            for (counter, amount) in counters.into_iter().filter(|(_, amount)| *amount != 0) {
                taken_back |= amount < 0;
                rows.push(row(made_up, &group, counter, amount));
                if rows.len() == ROWS {
                    add_rows(transaction, std::mem::take(&mut rows)).await?;
                }
            }
        }
        add_rows(transaction, rows).await?;
        if taken_back {
            // A literal zero, not a bound one: only so is the index over emptied rows of use.
            let emptied = tally::Entity::delete_many().filter(Expr::cust("\"amount\" = 0"));
            emptied.filter(tally::Column::MadeUp.eq(made_up)).exec(transaction).await?;
        }
        Ok(())
    }
}

/// Says how many counters are new (1 or 0).
fn add_to(group: &mut BTreeMap<Counter, i64>, counter: &Counter, amount: i64) -> usize {
    if let Some(sum) = group.get_mut(counter) {
        *sum += amount;
        return 0;
    }
    group.insert(counter.clone(), amount);
    1
}

fn row(made_up: bool, group: &Group, counter: Counter, amount: i64) -> tally::ActiveModel {
    tally::ActiveModel {
        made_up: ActiveValue::Set(made_up),
        period: ActiveValue::Set(group.period.clone()),
        indicator: ActiveValue::Set(counter.indicator),
        pair: ActiveValue::Set(group.pair),
        first: ActiveValue::Set(group.first.clone()),
        second: ActiveValue::Set(group.second.clone()),
        counter: ActiveValue::Set(counter.counter),
        amount: ActiveValue::Set(amount),
    }
}

async fn add_rows<C: ConnectionTrait>(
    transaction: &C,
    rows: Vec<tally::ActiveModel>,
) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let sum =
        Expr::col((tally::Entity, tally::Column::Amount)).add(Expr::col(("excluded", tally::Column::Amount)));
    let add = OnConflict::columns([
        tally::Column::MadeUp,
        tally::Column::Period,
        tally::Column::Indicator,
        tally::Column::Pair,
        tally::Column::First,
        tally::Column::Second,
        tally::Column::Counter,
    ])
    .value(tally::Column::Amount, sum)
    .to_owned();
    tally::Entity::insert_many(rows).on_conflict(add).exec_without_returning(transaction).await?;
    Ok(())
}
