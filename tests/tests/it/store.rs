//! The store, on both databases.

mod account_keys;
mod accounts;
mod agencies;
mod audit;
mod audit_chain;
mod clients;
mod closed_requests;
mod content;
mod diagnosis;
mod drafts;
mod erasing;
mod frames;
mod gaps;
mod jgrants;
mod made_up;
mod notice_speed;
mod notices;
mod outbox;
mod passage;
mod plans;
mod population;
mod portal;
pub(crate) mod publication;
mod recount;
mod requests;
mod resume;
mod roll_up;
mod staff;
mod staff_races;

use app::backend::{CountQuery, Counts, Diagnoses, DiagnosisKey, Saved, Submitted};
use domain::answer::RawAnswers;
use domain::indicator::{Breakdown, DIAGNOSES, Period};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::Query;
use server::store::Store;
use tests::TestDatabase;

/// Saves answers; all of them must be taken.
async fn save(store: &Store, key: &DiagnosisKey, answers: &RawAnswers) {
    for (question, raw) in answers {
        let saved = store.save_answer(key, question, raw).await.expect("the store answers");
        assert_eq!(saved, Saved::Stored, "{question}");
    }
}

/// Saves the answers to an open diagnosis and submits it.
async fn complete(store: &Store, key: &DiagnosisKey, answers: &RawAnswers) {
    save(store, key, answers).await;
    assert_eq!(store.submit(key).await.expect("the store answers"), Submitted::Done);
}

/// A new business with a submitted diagnosis.
async fn submitted(store: &Store, answers: &RawAnswers) -> DiagnosisKey {
    let key = store.start().await.expect("the store answers");
    complete(store, &key, answers).await;
    key
}

async fn again(store: &Store, key: &DiagnosisKey) -> DiagnosisKey {
    store.begin_again(key).await.expect("the store answers").expect("a submitted diagnosis")
}

/// The sum of a counter over all businesses.
async fn amount(store: &Store, indicator: &str, counter: &str, period: Period) -> u64 {
    let query = CountQuery { indicator, period, within: Breakdown::default(), made_up: false };
    let counts = store.counts(&query, &[]).await.expect("the store answers");
    counts.iter().filter(|count| count.counter == counter).map(|count| count.amount).sum()
}

async fn diagnoses(store: &Store, counter: &str, period: Period) -> u64 {
    amount(store, DIAGNOSES, counter, period).await
}

/// The whole table of roll-ups, as text, in order.
async fn roll_ups(database: &TestDatabase) -> Vec<String> {
    const TEXTS: [&str; 5] = ["period", "indicator", "counter", "first", "second"];
    let all = Query::select()
        .column("made_up")
        .columns(["pair"])
        .columns(TEXTS)
        .column("amount")
        .from("tally")
        .take();
    let rows = database.connection().await.query_all(&all).await.expect("the database answers");
    let mut lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let made_up: bool = row.try_get_by("made_up").expect("a flag");
            let amount: i64 = row.try_get_by("amount").expect("a sum");
            let texts = TEXTS.map(|column| row.try_get_by::<String, _>(column).expect("a text"));
            let pair: i16 = row.try_get_by("pair").expect("a place");
            format!("{made_up} {pair} {} = {amount}", texts.join("|"))
        })
        .collect();
    lines.sort_unstable();
    lines
}

/// The whole table of passages, as text, in order.
async fn passages(database: &TestDatabase) -> Vec<String> {
    let all = Query::select().columns(["made_up", "month", "step", "amount"]).from("passage").take();
    let rows = database.connection().await.query_all(&all).await.expect("the database answers");
    let line = |row: &sea_orm::QueryResult| {
        let made_up: bool = row.try_get_by("made_up").expect("a flag");
        let amount: i64 = row.try_get_by("amount").expect("a count");
        let [month, step] =
            ["month", "step"].map(|column| row.try_get_by::<String, _>(column).expect("a text"));
        format!("{made_up} {month} {step} = {amount}")
    };
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    lines.sort_unstable();
    lines
}

/// How many rows a table has.
pub(crate) async fn rows(database: &TestDatabase, table: &'static str) -> usize {
    let all = Query::select().expr(sea_orm::sea_query::Expr::val(1)).from(table).take();
    database.connection().await.query_all(&all).await.expect("the database answers").len()
}

/// Counting from scratch must change nothing.
async fn assert_rebuild_changes_nothing(store: &Store, database: &TestDatabase) {
    let before = (roll_ups(database).await, passages(database).await);
    assert!(!before.0.is_empty() && !before.1.is_empty());
    store.rebuild_roll_up().await.expect("the rebuild succeeds");
    assert_eq!((roll_ups(database).await, passages(database).await), before);
}
