//! Sums in memory, and how they reach the table.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::answer::{RawAnswers, read_all};
use domain::content::Content;
use domain::indicator::{Breakdown, DIAGNOSES, Period, SUBMITTED, breakdown, tallies};
use domain::window::japan_day;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::super::entity::roll_up;
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

type Group = (String, Breakdown);

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
        let group = self.groups.entry((period.key(), contribution.breakdown.clone())).or_default();
        for (counter, amount) in &contribution.tallies {
            self.rows += add_to(group, counter, sign * amount);
        }
    }

    /// The submission itself, by month and ever; unlike all else it is never taken back.
    pub(in crate::store) fn add_submission(&mut self, at: DateTime<Utc>, contribution: &Contribution) {
        let counter = Counter { indicator: DIAGNOSES.to_owned(), counter: SUBMITTED.to_owned() };
        let [month, ..] = Period::containing(japan_day(at));
        for period in [month, Period::Ever] {
            let group = self.groups.entry((period.key(), contribution.breakdown.clone())).or_default();
            self.rows += add_to(group, &counter, 1);
        }
    }

    /// Adds them to the table, and removes the rows that have come to zero.
    pub(in crate::store) async fn write<C: ConnectionTrait>(self, transaction: &C) -> Result<(), StoreError> {
        let made_up = self.made_up;
        let mut rows = Vec::with_capacity(self.rows.min(ROWS));
        let mut taken_back = false;
        for ((period, breakdown), counters) in self.groups {
            for (counter, amount) in counters.into_iter().filter(|(_, amount)| *amount != 0) {
                taken_back |= amount < 0;
                rows.push(row(made_up, &period, &breakdown, counter, amount));
                if rows.len() == ROWS {
                    add_rows(transaction, std::mem::take(&mut rows)).await?;
                }
            }
        }
        add_rows(transaction, rows).await?;
        if taken_back {
            // A literal zero, not a bound one: only so is the index over emptied rows of use.
            let emptied = roll_up::Entity::delete_many().filter(Expr::cust("\"amount\" = 0"));
            emptied.filter(roll_up::Column::MadeUp.eq(made_up)).exec(transaction).await?;
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

fn row(
    made_up: bool,
    period: &str,
    breakdown: &Breakdown,
    counter: Counter,
    amount: i64,
) -> roll_up::ActiveModel {
    let said = |value: &Option<String>| ActiveValue::Set(value.clone().unwrap_or_default());
    roll_up::ActiveModel {
        made_up: ActiveValue::Set(made_up),
        period: ActiveValue::Set(period.to_owned()),
        indicator: ActiveValue::Set(counter.indicator),
        counter: ActiveValue::Set(counter.counter),
        employee_size: said(&breakdown.employee_size),
        industry: said(&breakdown.industry),
        municipality: said(&breakdown.municipality),
        amount: ActiveValue::Set(amount),
    }
}

async fn add_rows<C: ConnectionTrait>(
    transaction: &C,
    rows: Vec<roll_up::ActiveModel>,
) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let sum = Expr::col((roll_up::Entity, roll_up::Column::Amount))
        .add(Expr::col(("excluded", roll_up::Column::Amount)));
    let add = OnConflict::columns([
        roll_up::Column::MadeUp,
        roll_up::Column::Period,
        roll_up::Column::Indicator,
        roll_up::Column::Counter,
        roll_up::Column::EmployeeSize,
        roll_up::Column::Industry,
        roll_up::Column::Municipality,
    ])
    .value(roll_up::Column::Amount, sum)
    .to_owned();
    roll_up::Entity::insert_many(rows).on_conflict(add).exec_without_returning(transaction).await?;
    Ok(())
}
