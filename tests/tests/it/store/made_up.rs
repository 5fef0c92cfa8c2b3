use std::time::Duration;

use app::backend::{CountQuery, Counts};
use domain::indicator::{Breakdown, COMPLETED, DIAGNOSES, Period};
use server::store::{MadeUp, Store};
use tests::{TestDatabase, answers, at};

use super::{assert_rebuild_changes_nothing, diagnoses, roll_ups, rows, submitted};

tests::on_both_databases! {
    made_up_respondents_are_counted_apart,
    clearing_removes_them_and_only_them,
    clearing_waits_for_those_who_are_being_taken_in,
    a_large_batch_is_stored_whole,
    nothing_is_made_up_before_there_is_content,
}

fn made_up(count: i64, changes: &[(&str, &str)]) -> Vec<MadeUp> {
    let answers = answers(changes);
    let day = |n| at("2026-01-10T10:00:00.123456789+09:00") + chrono::Duration::days(n % 400);
    (0..count).map(|n| MadeUp { answers: answers.clone(), submitted_at: day(n) }).collect()
}

async fn made_up_diagnoses(store: &Store) -> u64 {
    let within = Breakdown::default();
    let query = CountQuery { indicator: DIAGNOSES, period: Period::Ever, within, made_up: true };
    let counts = store.counts(&query, &[]).await.expect("the store answers");
    counts.iter().filter(|count| count.counter == COMPLETED).map(|count| count.amount).sum()
}

async fn made_up_respondents_are_counted_apart(database: TestDatabase) {
    let store = database.published().await;
    submitted(&store, &answers(&[])).await;
    let real = roll_ups(&database).await;
    store.insert_made_up(made_up(30, &[])).await.expect("the batch is stored");
    store.insert_made_up(made_up(20, &[("q03", "60")])).await.expect("the batch is stored");
    assert_eq!(diagnoses(&store, COMPLETED, Period::Ever).await, 1);
    assert_eq!(made_up_diagnoses(&store).await, 50);
    let all = roll_ups(&database).await;
    let still_real: Vec<String> = all.iter().filter(|row| row.starts_with("false")).cloned().collect();
    assert_eq!(still_real, real);
    assert!(all.contains(&"true 0 ever|diagnoses|completed|6-20|E = 30".to_owned()));
    assert!(all.contains(&"true 1 ever|diagnoses|completed|51-100|34207 = 20".to_owned()));
    assert_rebuild_changes_nothing(&store, &database).await;
}

async fn clearing_waits_for_those_who_are_being_taken_in(database: TestDatabase) {
    let store = database.published().await;
    let mut filling = store.begin_made_up().await.expect("the store answers");
    filling.add(made_up(3, &[])).await.expect("the batch is stored");
    let clearing = tokio::spawn({
        let store = store.clone();
        async move { store.clear_made_up().await.expect("the store answers") }
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    filling.commit().await.expect("they are stored");
    assert_eq!(clearing.await.expect("it ends"), 3);
    assert_eq!(roll_ups(&database).await, Vec::<String>::new());
}

async fn clearing_removes_them_and_only_them(database: TestDatabase) {
    let store = database.published().await;
    submitted(&store, &answers(&[])).await;
    let tables = ["business", "diagnosis", "answer"];
    let mut before = Vec::new();
    for table in tables {
        before.push(rows(&database, table).await);
    }
    let counted = roll_ups(&database).await;
    store.insert_made_up(made_up(50, &[])).await.expect("the batch is stored");
    assert_eq!(store.clear_made_up().await.expect("the store answers"), 50);
    for (table, before) in tables.into_iter().zip(before) {
        assert_eq!(rows(&database, table).await, before, "{table}");
    }
    assert_eq!(roll_ups(&database).await, counted);
    assert_eq!(store.clear_made_up().await.expect("the store answers"), 0);
}

/// More rows than either database takes values in one statement.
async fn a_large_batch_is_stored_whole(database: TestDatabase) {
    let store = database.published().await;
    store.insert_made_up(Vec::new()).await.expect("an empty batch is no error");
    store.insert_made_up(made_up(4_100, &[])).await.expect("the batch is stored");
    assert_eq!(rows(&database, "business").await, 4_100);
    assert_eq!(rows(&database, "answer").await, 4_100 * answers(&[]).len());
    assert_rebuild_changes_nothing(&store, &database).await;
}

async fn nothing_is_made_up_before_there_is_content(database: TestDatabase) {
    let store = database.store().await;
    assert!(store.insert_made_up(made_up(1, &[])).await.is_err());
    assert_eq!(rows(&database, "business").await, 0);
}
