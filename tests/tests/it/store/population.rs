use std::collections::BTreeMap;
use std::sync::Arc;

use app::backend::{Diagnoses, Matching, Populations};
use domain::answer::{RawAnswers, read_all};
use domain::indicator::{Dimension, breakdown};
use domain::matching::{Business, Verdict};
use domain::menu::Menu;
use domain::population::Sums;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use server::store::{MadeUp, Store, StoreError};
use tests::{TestDatabase, answers, at, content, sources};

use super::{again, complete, rows, save, submitted};

tests::on_both_databases! {
    a_submission_is_matched_at_once,
    a_second_diagnosis_takes_the_place_of_the_first,
    a_clock_that_went_back_does_not_bring_an_older_diagnosis_up,
    what_another_server_stores_is_seen,
    made_up_respondents_are_matched_apart_and_cleared,
    a_rebuild_gives_the_same_rows,
    the_diagnoses_of_an_older_version_are_taken_in_at_the_start,
    what_an_older_version_stores_meanwhile_is_taken_in,
    stored_content_that_is_refused_keeps_no_database_closed,
    nobody_is_told_of_half_a_population,
    no_business_goes_without_a_word,
    other_tables_of_content_are_followed,
    a_catch_up_of_many_batches_is_whole,
}

/// The catalogue's verdicts, by menu.
type Told = Vec<Matching>;

/// As the columns have it.
async fn told(store: &Store, menus: &[Menu], made_up: bool) -> Told {
    store.matching(menus, made_up).await.expect("the store answers")
}

/// As the scalar engine has it, over the raw answers as they are stored.
async fn recounted(database: &TestDatabase, menus: &[Menu], made_up: bool) -> Told {
    let content = content(&sources());
    let mut told = vec![Matching::default(); menus.len()];
    for raw in latest_answers(database, made_up).await {
        let readings = read_all(&raw, &content);
        let interpretation = content.questionnaire.interpret(&readings.answers);
        let place = breakdown(&interpretation);
        let business = Business::of_answers(&interpretation, &content.industries);
        for (menu, told) in menus.iter().zip(&mut told) {
            let judgement = business.judge(menu, "2026-11-22".parse().expect("a date"));
            for (dimension, by) in Dimension::ALL.into_iter().zip(&mut told.by) {
                let sums = by.entry(dimension.of(&place).unwrap_or_default().to_owned()).or_default();
                *match judgement.verdict {
                    Verdict::Eligible => &mut sums.eligible,
                    Verdict::NeedsInfo => &mut sums.needs_info,
                    Verdict::NotEligible => &mut sums.not_eligible,
                } += 1;
                sums.near_miss += u64::from(judgement.near_miss);
            }
        }
    }
    told
}

/// The raw answers of each business's latest submitted diagnosis.
async fn latest_answers(database: &TestDatabase, made_up: bool) -> Vec<RawAnswers> {
    let connection = database.connection().await;
    let diagnoses = Query::select()
        .columns(["id", "business_id"])
        .from("diagnosis")
        .and_where(Expr::col("submitted_at").is_not_null())
        .and_where(Expr::col("made_up").eq(made_up))
        .order_by("submitted_at", sea_orm::Order::Asc)
        .order_by("id", sea_orm::Order::Asc)
        .take();
    let mut latest: BTreeMap<i64, i64> = BTreeMap::new();
    for row in connection.query_all(&diagnoses).await.expect("the database answers") {
        latest.insert(row.try_get_by("business_id").expect("an id"), row.try_get_by("id").expect("an id"));
    }
    let all = Query::select().columns(["diagnosis_id", "question_id", "raw"]).from("answer").take();
    let mut answers: BTreeMap<i64, RawAnswers> = BTreeMap::new();
    for row in connection.query_all(&all).await.expect("the database answers") {
        let raw: String = row.try_get_by("raw").expect("a text");
        let of = answers.entry(row.try_get_by("diagnosis_id").expect("an id")).or_default();
        of.insert(
            row.try_get_by("question_id").expect("an id"),
            serde_json::from_str(&raw).expect("an answer"),
        );
    }
    latest.into_values().map(|diagnosis| answers.remove(&diagnosis).unwrap_or_default()).collect()
}

/// Columns and scalar engine agree on every menu of the seed, for real and for made-up respondents.
async fn assert_agrees(store: &Store, database: &TestDatabase) {
    let menus = content(&sources()).menus;
    for made_up in [false, true] {
        assert_eq!(told(store, &menus, made_up).await, recounted(database, &menus, made_up).await);
    }
}

/// How many businesses the first menu was matched with.
async fn businesses(store: &Store, made_up: bool) -> u64 {
    let menus = content(&sources()).menus;
    told(store, &menus[..1], made_up).await[0].by[0].values().map(Sums::businesses).sum()
}

/// The stored facts, as text, in order, without the numbers of changes.
async fn stored(database: &TestDatabase) -> Vec<String> {
    let columns = ["business_id", "diagnosis_id"];
    let all = Query::select()
        .columns(columns)
        .columns(["made_up", "facts"])
        .from("business_facts")
        .order_by("business_id", sea_orm::Order::Asc)
        .take();
    let rows = database.connection().await.query_all(&all).await.expect("the database answers");
    let line = |row: &sea_orm::QueryResult| {
        let [business, diagnosis] = columns.map(|column| row.try_get_by::<i64, _>(column).expect("an id"));
        let made_up: bool = row.try_get_by("made_up").expect("a flag");
        format!("{business} {diagnosis} {made_up} {}", row.try_get_by::<String, _>("facts").expect("a text"))
    };
    rows.iter().map(line).collect()
}

async fn a_submission_is_matched_at_once(database: TestDatabase) {
    let store = database.published().await;
    assert_eq!(businesses(&store, false).await, 0);
    assert_agrees(&store, &database).await;
    submitted(&store, &answers(&[])).await;
    assert_eq!(businesses(&store, false).await, 1);
    submitted(&store, &answers(&[("q01", "34100"), ("q03", "400"), ("q02", "I:56")])).await;
    submitted(&store, &answers(&[("q04", "npo"), ("q24", "unknown"), ("q11", "learn,hire")])).await;
    let open = store.start().await.expect("the store answers");
    save(&store, &open, &answers(&[])).await;
    assert_eq!(businesses(&store, false).await, 3, "an open diagnosis does not count");
    assert_agrees(&store, &database).await;
}

async fn a_second_diagnosis_takes_the_place_of_the_first(database: TestDatabase) {
    let store = database.published().await;
    let first = submitted(&store, &answers(&[("q03", "3")])).await;
    submitted(&store, &answers(&[])).await;
    assert_agrees(&store, &database).await;
    let second = again(&store, &first).await;
    assert_agrees(&store, &database).await;
    complete(&store, &second, &answers(&[("q03", "400"), ("q01", "34202")])).await;
    assert_eq!(businesses(&store, false).await, 2);
    assert_eq!(rows(&database, "business_facts").await, 2);
    assert_agrees(&store, &database).await;
}

async fn a_clock_that_went_back_does_not_bring_an_older_diagnosis_up(database: TestDatabase) {
    let store = database.published().await;
    let first = submitted(&store, &answers(&[("q03", "3")])).await;
    assert_agrees(&store, &database).await;
    database.clock.set(at("2026-11-01T10:00:00+09:00"));
    let second = again(&store, &first).await;
    complete(&store, &second, &answers(&[("q03", "400")])).await;
    submitted(&store, &answers(&[("q03", "60")])).await;
    assert_eq!(businesses(&store, false).await, 2, "what comes with an earlier time is read all the same");
    assert_agrees(&store, &database).await;
}

async fn what_another_server_stores_is_seen(database: TestDatabase) {
    let (one, other) = (database.published().await, database.store().await);
    submitted(&one, &answers(&[])).await;
    assert_agrees(&other, &database).await;
    submitted(&one, &answers(&[("q03", "60")])).await;
    one.insert_made_up(made_up(30, 0)).await.expect("the batch is stored");
    assert_eq!((businesses(&other, false).await, businesses(&other, true).await), (2, 30));
    one.clear_made_up().await.expect("the store answers");
    assert_eq!((businesses(&other, false).await, businesses(&other, true).await), (2, 0));
    assert_agrees(&other, &database).await;
}

/// Not all alike.
fn made_up(count: i64, from: i64) -> Vec<MadeUp> {
    let day = |n: i64| at("2026-01-10T10:00:00+09:00") + chrono::Duration::hours(n);
    (from..from + count)
        .map(|n| {
            let pick = |all: &[&'static str]| all[usize::try_from(n).expect("a count") % all.len()];
            let changes = [
                ("q01", pick(&["34100", "34202", "34207", "34209", "34212"])),
                ("q02", pick(&["E", "D", "M:76", "I"])),
                ("q03", pick(&["0", "3", "12", "60", "400", "21", "5"])),
                ("q04", pick(&["corporation", "sole_proprietor", "npo"])),
            ];
            MadeUp { answers: answers(&changes), submitted_at: day(n) }
        })
        .collect()
}

async fn made_up_respondents_are_matched_apart_and_cleared(database: TestDatabase) {
    let store = database.published().await;
    submitted(&store, &answers(&[])).await;
    store.insert_made_up(made_up(300, 0)).await.expect("the batch is stored");
    assert_eq!((businesses(&store, false).await, businesses(&store, true).await), (1, 300));
    assert_agrees(&store, &database).await;
    store.insert_made_up(made_up(120, 300)).await.expect("the batch is stored");
    assert_agrees(&store, &database).await;
    assert_eq!(store.clear_made_up().await.expect("the store answers"), 420);
    assert_eq!((businesses(&store, false).await, businesses(&store, true).await), (1, 0));
    assert_eq!(rows(&database, "business_facts").await, 1);
    assert_agrees(&store, &database).await;
}

async fn a_rebuild_gives_the_same_rows(database: TestDatabase) {
    let store = database.published().await;
    let first = submitted(&store, &answers(&[("q03", "3")])).await;
    submitted(&store, &answers(&[("q02", "I:56"), ("q10", "paperwork,old-system")])).await;
    let second = again(&store, &first).await;
    complete(&store, &second, &answers(&[("q13", "")])).await;
    store.insert_made_up(made_up(40, 0)).await.expect("the batch is stored");
    assert_agrees(&store, &database).await;
    let before = stored(&database).await;
    assert_eq!(before.len(), 42);
    assert_eq!(store.rebuild_population().await.expect("the rebuild succeeds"), 42);
    assert_eq!(stored(&database).await, before);
    assert_agrees(&store, &database).await;
    // Also of rows that were lost or spoilt.
    let connection = database.connection().await;
    connection
        .execute_unprepared("DELETE FROM business_facts WHERE business_id % 2 = 0")
        .await
        .expect("obeyed");
    connection.execute_unprepared("UPDATE business_facts SET facts = '{}'").await.expect("obeyed");
    store.rebuild_population().await.expect("the rebuild succeeds");
    assert_eq!(stored(&database).await, before);
    assert_agrees(&store, &database).await;
}

async fn the_diagnoses_of_an_older_version_are_taken_in_at_the_start(database: TestDatabase) {
    let store = database.published().await;
    submitted(&store, &answers(&[])).await;
    let before = stored(&database).await;
    let connection = database.connection().await;
    connection.execute_unprepared("DELETE FROM business_facts").await.expect("obeyed");
    connection.execute_unprepared("UPDATE population_state SET change = 0, reset = 0").await.expect("obeyed");
    assert_eq!(store.complete_population().await.expect("the store answers"), Some(1));
    assert_eq!(stored(&database).await, before);
    assert_agrees(&store, &database).await;
    assert_eq!(store.complete_population().await.expect("the store answers"), None, "once");
}

/// As while a server of the version before serves beside this one: new businesses have no facts, known ones old facts.
async fn what_an_older_version_stores_meanwhile_is_taken_in(database: TestDatabase) {
    let store = database.published().await;
    let first = submitted(&store, &answers(&[("q03", "3")])).await;
    submitted(&store, &answers(&[])).await;
    let connection = database.connection().await;
    let of_first = Query::select()
        .column("facts")
        .from("business_facts")
        .and_where(Expr::col("diagnosis_id").eq(1))
        .take();
    let old = connection.query_one(&of_first).await.expect("the database answers").expect("a row");
    let old: String = old.try_get_by("facts").expect("a text");
    let second = again(&store, &first).await;
    complete(&store, &second, &answers(&[("q03", "400")])).await;
    assert_eq!(store.complete_population().await.expect("the store answers"), None);
    let before = stored(&database).await;
    let spoil = format!("UPDATE business_facts SET diagnosis_id = 1, facts = '{old}' WHERE diagnosis_id = 3");
    for spoilt in [spoil.as_str(), "DELETE FROM business_facts WHERE diagnosis_id = 2"] {
        connection.execute_unprepared(spoilt).await.expect("obeyed");
        assert_ne!(stored(&database).await, before, "{spoilt}");
        assert_eq!(store.complete_population().await.expect("the store answers"), Some(2), "{spoilt}");
        assert_eq!(stored(&database).await, before, "{spoilt}");
    }
    assert_agrees(&store, &database).await;
}

/// What an older version let pass can be put right by a load, and the businesses are read then.
async fn stored_content_that_is_refused_keeps_no_database_closed(database: TestDatabase) {
    let store = database.published().await;
    submitted(&store, &answers(&[])).await;
    let before = stored(&database).await;
    let connection = database.connection().await;
    for spoilt in [
        "UPDATE support_menu SET document = '{\"id\": \"marukei\"}' WHERE id = 'marukei'",
        "UPDATE content_state SET revision = revision + 1",
        "DELETE FROM business_facts",
        "UPDATE population_state SET change = 0, reset = 0",
    ] {
        connection.execute_unprepared(spoilt).await.expect("obeyed");
    }
    let store = Store::connect(database.url(), Arc::new(database.clock.clone())).await.expect("it opens");
    store.migrate().await.expect("the tables are made");
    let refused = store.complete_population().await;
    assert!(matches!(refused, Err(StoreError::StoredContent { .. })), "{refused:?}");
    store.load_content(&sources(), &content(&sources())).await.expect("the content loads");
    assert_eq!(stored(&database).await, before);
    assert_agrees(&store, &database).await;
}

/// While all is read again and again, and fails in between, whoever is answered is told of everybody.
async fn nobody_is_told_of_half_a_population(database: TestDatabase) {
    let store = database.published().await;
    store.insert_made_up(made_up(40, 0)).await.expect("the batch is stored");
    assert_eq!(businesses(&store, true).await, 40);
    let menus = content(&sources()).menus;
    let asking = (0..6).map(|_| {
        let (store, menus) = (store.clone(), menus[..1].to_vec());
        tokio::spawn(async move {
            let mut told = Vec::new();
            for _ in 0..60 {
                if let Ok(matched) = store.matching(&menus, true).await {
                    told.push(matched[0].by[0].values().map(Sums::businesses).sum::<u64>());
                }
            }
            told
        })
    });
    let asking: Vec<_> = asking.collect();
    let connection = database.connection().await;
    let last = "(SELECT MAX(business_id) FROM business_facts)";
    while !asking.iter().all(tokio::task::JoinHandle::is_finished) {
        for facts in ["spoilt", "{}"] {
            let all_anew = "UPDATE population_state SET change = change + 1, reset = change + 1";
            let spoil = format!("UPDATE business_facts SET facts = '{facts}' WHERE business_id = {last}");
            // One after the other in SQLite's turn: a lock that is held too long is no news here.
            let _ = connection.execute_unprepared(&spoil).await;
            let _ = connection.execute_unprepared(all_anew).await;
        }
    }
    for asked in asking {
        let told = asked.await.expect("no panic");
        assert!(told.iter().all(|businesses| *businesses == 40), "{told:?}");
    }
}

/// An answer that names a municipality which is struck off the list no longer counts.
async fn other_tables_of_content_are_followed(database: TestDatabase) {
    let store = database.published().await;
    // No menu and no case asks for 府中町.
    submitted(&store, &answers(&[("q01", "34302")])).await;
    submitted(&store, &answers(&[])).await;
    let place = async |municipality: Option<&str>| -> u64 {
        let menus = content(&sources()).menus;
        let told = told(&store, &menus[..1], false).await;
        told[0].by[2].get(municipality.unwrap_or_default()).map_or(0, Sums::businesses)
    };
    assert_eq!((place(Some("34302")).await, place(None).await), (1, 0));
    let mut other = sources();
    other.municipalities.retain(|row| !row.values().any(|cell| cell == "34302"));
    store.load_content(&other, &content(&other)).await.expect("the content loads");
    assert_eq!((place(Some("34302")).await, place(None).await), (0, 1));
    assert_eq!(place(Some("34207")).await, 1);
}

/// More than is read at a time, in several changes.
async fn a_catch_up_of_many_batches_is_whole(database: TestDatabase) {
    let store = database.published().await;
    for batch in 0..3 {
        store.insert_made_up(made_up(1_500, batch * 1_500)).await.expect("the batch is stored");
    }
    assert_eq!(businesses(&store, true).await, 4_500);
    store.insert_made_up(made_up(2_500, 4_500)).await.expect("the batch is stored");
    assert_eq!(businesses(&store, true).await, 7_000);
}

/// A cascade would take the facts away without a number of the change, and servers would go on counting the business.
async fn no_business_goes_without_a_word(database: TestDatabase) {
    let store = database.published().await;
    submitted(&store, &answers(&[])).await;
    let connection = database.connection().await;
    connection.execute_unprepared("DELETE FROM answer").await.expect("obeyed");
    connection.execute_unprepared("DELETE FROM diagnosis").await.expect("obeyed");
    let deleted = connection.execute_unprepared("DELETE FROM business").await;
    assert!(deleted.expect_err("it was let go").to_string().to_lowercase().contains("foreign key"));
    connection.execute_unprepared("DELETE FROM business_facts").await.expect("obeyed");
    connection.execute_unprepared("DELETE FROM business").await.expect("obeyed");
}
