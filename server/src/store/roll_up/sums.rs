//! Sums in memory, and how they reach the table.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::answer::{RawAnswers, read_all};
use domain::content::Content;
use domain::indicator::{Breakdown, DIAGNOSES, Dimension, PAIRS, Period, SUBMITTED, breakdown, tallies};
use domain::window::japan_day;
use sea_orm::sea_query::{Expr, ExprTrait, InsertStatement, OnConflict, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

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

/// Its number in the table, and its dimensions.
pub(super) type Grouping = (i16, [Option<Dimension>; 2]);

/// By the sizes alone: see [`groupings`].
const SIZES: i16 = 3;

/// By what sums are kept, each with its number in the table, the fewest rows first: by the sizes alone, of which there are
/// so few that they are added up for everybody's sum, and by each of [`PAIRS`]. (One row for everybody would be fewer
/// still, but every submission would wait there for all others.)
pub(super) fn groupings() -> impl Iterator<Item = Grouping> {
    let pairs = (0..).zip(PAIRS).map(|(number, pair)| (number, pair.map(Some)));
    std::iter::once((SIZES, [Some(Dimension::EmployeeSize), None])).chain(pairs)
}

/// Where sums are kept apart: a period, and a group of each dimension of a grouping.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Group {
    period: String,
    /// Number of one of the [`groupings`].
    pair: i16,
    first: String,
    /// Empty where there is no second dimension, too.
    second: String,
}

impl Group {
    /// All groups of a period in which a business stands: one of each grouping.
    fn all(period: &Period, breakdown: &Breakdown) -> Vec<Group> {
        let said = |dimension: Option<Dimension>| {
            dimension.and_then(|dimension| dimension.of(breakdown)).unwrap_or_default().to_owned()
        };
        let group = |(pair, [first, second]): Grouping| Group {
            period: period.key(),
            pair,
            first: said(first),
            second: said(second),
        };
        groupings().map(group).collect()
    }
}

/// What is to be added to the roll-ups of real or of made-up respondents.
pub(in crate::store) struct Sums {
    made_up: bool,
    /// The place of each counter that came up.
    counters: BTreeMap<Counter, usize>,
    /// In an order that all transactions share: two that write the same rows wait for each other, never in a ring.
    /// In a group by the places of the counters; what has none yet is zero.
    groups: BTreeMap<Group, Vec<i64>>,
    rows: usize,
}

impl Sums {
    pub(in crate::store) fn new(made_up: bool) -> Sums {
        Sums { made_up, counters: BTreeMap::new(), groups: BTreeMap::new(), rows: 0 }
    }

    /// How many rows of the table they touch, at most.
    pub(in crate::store) fn rows(&self) -> usize {
        self.rows
    }

    /// A business counts in a period (`sign` 1), or no longer with this diagnosis (-1).
    pub(in crate::store) fn add(&mut self, period: &Period, contribution: &Contribution, sign: i64) {
        let amounts: Vec<(usize, i64)> = contribution
            .tallies
            .iter()
            .map(|(counter, amount)| (place(&mut self.counters, counter), sign * amount))
            .collect();
        for group in Group::all(period, &contribution.breakdown) {
            self.add_to(group, &amounts);
        }
    }

    /// All that one business has submitted, from the first to the latest: a later one takes an earlier one's place. It is
    /// counted (`sign` 1), or no longer (-1).
    pub(in crate::store) fn add_business(&mut self, submitted: &[(DateTime<Utc>, Contribution)], sign: i64) {
        let mut latest: BTreeMap<Period, &Contribution> = BTreeMap::new();
        for (at, contribution) in submitted {
            self.add_submission(*at, contribution, sign);
            latest.extend(Period::containing(japan_day(*at)).map(|period| (period, contribution)));
        }
        for (period, contribution) in latest {
            self.add(&period, contribution, sign);
        }
    }

    /// The submission itself, by month and ever; it is taken back only if its business is deleted.
    pub(in crate::store) fn add_submission(
        &mut self,
        at: DateTime<Utc>,
        contribution: &Contribution,
        sign: i64,
    ) {
        let counter = Counter { indicator: DIAGNOSES.to_owned(), counter: SUBMITTED.to_owned() };
        let one = [(place(&mut self.counters, &counter), sign)];
        let [month, ..] = Period::containing(japan_day(at));
        for period in [month, Period::Ever] {
            for group in Group::all(&period, &contribution.breakdown) {
                self.add_to(group, &one);
            }
        }
    }

    fn add_to(&mut self, group: Group, amounts: &[(usize, i64)]) {
        let sums = self.groups.entry(group).or_default();
        for (place, amount) in amounts {
            if sums.len() <= *place {
                sums.resize(place + 1, 0);
            }
            self.rows += usize::from(sums[*place] == 0);
            sums[*place] += amount;
        }
    }

    /// Adds them to the table, and removes the rows that have come to zero.
    pub(in crate::store) async fn write<C: ConnectionTrait>(self, transaction: &C) -> Result<(), StoreError> {
        let Sums { made_up, counters, groups, .. } = self;
        let mut rows = Rows::new(made_up);
        let mut taken_back = false;
        for (group, sums) in &groups {
            for (counter, place) in &counters {
                let amount = sums.get(*place).copied().unwrap_or(0);
                if amount == 0 {
                    continue;
                }
                taken_back |= amount < 0;
                rows.push(group, counter, amount)?;
                if rows.count == ROWS {
                    std::mem::replace(&mut rows, Rows::new(made_up)).write(transaction).await?;
                }
            }
        }
        rows.write(transaction).await?;
        if taken_back {
            // A literal zero, not a bound one: only so is the index over emptied rows of use.
            let emptied = tally::Entity::delete_many().filter(Expr::cust("\"amount\" = 0"));
            emptied.filter(tally::Column::MadeUp.eq(made_up)).exec(transaction).await?;
        }
        Ok(())
    }
}

fn place(counters: &mut BTreeMap<Counter, usize>, counter: &Counter) -> usize {
    if let Some(place) = counters.get(counter) {
        return *place;
    }
    let next = counters.len();
    counters.insert(counter.clone(), next);
    next
}

/// Rows of one statement. It is built without going through entities: a million respondents add to millions of rows.
struct Rows {
    made_up: bool,
    insert: InsertStatement,
    count: usize,
}

impl Rows {
    fn new(made_up: bool) -> Rows {
        let key = [
            tally::Column::MadeUp,
            tally::Column::Period,
            tally::Column::Indicator,
            tally::Column::Pair,
            tally::Column::First,
            tally::Column::Second,
            tally::Column::Counter,
        ];
        let sum = Expr::col((tally::Entity, tally::Column::Amount))
            .add(Expr::col(("excluded", tally::Column::Amount)));
        let add = OnConflict::columns(key).value(tally::Column::Amount, sum).to_owned();
        let insert = Query::insert()
            .into_table(tally::Entity)
            .columns(key.into_iter().chain([tally::Column::Amount]))
            .on_conflict(add)
            .take();
        Rows { made_up, insert, count: 0 }
    }

    fn push(&mut self, group: &Group, counter: &Counter, amount: i64) -> Result<(), StoreError> {
        let values = [
            self.made_up.into(),
            group.period.as_str().into(),
            counter.indicator.as_str().into(),
            group.pair.into(),
            group.first.as_str().into(),
            group.second.as_str().into(),
            counter.counter.as_str().into(),
            amount.into(),
        ];
        // As many values as columns.
        self.insert.values(values).map_err(|_| StoreError::unreadable("tally"))?;
        self.count += 1;
        Ok(())
    }

    async fn write<C: ConnectionTrait>(self, transaction: &C) -> Result<(), StoreError> {
        if self.count > 0 {
            transaction.execute(&self.insert).await?;
        }
        Ok(())
    }
}
