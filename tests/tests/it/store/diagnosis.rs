use std::sync::Arc;

use app::backend::{Diagnoses, DiagnosisKey, Saved, Submitted};
use domain::answer::RawAnswer;
use domain::indicator::{COMPLETED, Period, SUBMITTED};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::Query;
use tests::{TestDatabase, answers, at};

use super::{again, assert_rebuild_changes_nothing, complete, diagnoses, roll_ups, rows, save, submitted};

tests::on_both_databases! {
    an_answer_is_kept_raw,
    a_later_answer_takes_the_place_of_an_earlier_one,
    strangers_open_and_store_nothing,
    a_submission_names_the_first_open_question,
    an_answer_that_does_not_count_blocks_only_where_it_is_visible,
    pressing_twice_submits_once,
    submitted_diagnoses_do_not_change,
    pressing_twice_begins_again_once,
    only_submitted_diagnoses_are_begun_again,
    the_latest_submitted_diagnosis_counts,
    two_submissions_at_once_count_once,
    two_beginnings_at_once_lead_to_one_diagnosis,
    a_late_answer_cannot_slip_past_a_submission,
    many_writers_wait_for_each_other,
    the_key_is_not_stored,
    what_was_acknowledged_is_there_after_reopening,
}

fn typed(text: &str) -> RawAnswer {
    RawAnswer { values: vec![text.to_owned()], declined: false }
}

async fn an_answer_is_kept_raw(database: TestDatabase) {
    let store = database.published().await;
    let key = store.start().await.expect("the store answers");
    let declined = RawAnswer { values: Vec::new(), declined: true };
    let strange = RawAnswer { values: vec!["".into(), "\0 \"'; 🦪\u{202e}".into()], declined: false };
    let given =
        [("q03", typed(" １，２００人 ")), ("q05", typed("abc")), ("q07", declined), ("q10", strange)];
    for (question, raw) in &given {
        assert_eq!(store.save_answer(&key, question, raw).await.expect("the store answers"), Saved::Stored);
    }
    let found = store.find(&key).await.expect("the store answers").expect("the diagnosis");
    assert_eq!(found.answers, given.map(|(question, raw)| (question.to_owned(), raw)).into());
    assert_eq!((found.content.questionnaire.version, found.submitted_at), (1, None));
}

async fn a_later_answer_takes_the_place_of_an_earlier_one(database: TestDatabase) {
    let store = database.published().await;
    let key = store.start().await.expect("the store answers");
    for text in ["12", "13", ""] {
        assert_eq!(
            store.save_answer(&key, "q03", &typed(text)).await.expect("the store answers"),
            Saved::Stored
        );
        let found = store.find(&key).await.expect("the store answers").expect("the diagnosis");
        assert_eq!(found.answers["q03"], typed(text));
    }
    assert_eq!(rows(&database, "answer").await, 1);
}

async fn strangers_open_and_store_nothing(database: TestDatabase) {
    let store = database.published().await;
    let key = store.start().await.expect("the store answers");
    assert_eq!(
        store.save_answer(&key, "q99", &typed("x")).await.expect("the store answers"),
        Saved::NotFound
    );
    let forged = DiagnosisKey::parse("00000000000000000000000000").expect("the form of a key");
    assert!(store.find(&forged).await.expect("the store answers").is_none());
    assert_eq!(store.save_answer(&forged, "q03", &typed("1")).await.expect("answers"), Saved::NotFound);
    assert_eq!(store.submit(&forged).await.expect("the store answers"), Submitted::NotFound);
    assert_eq!(store.begin_again(&forged).await.expect("the store answers"), None);
    assert_eq!(rows(&database, "answer").await, 0);
}

async fn a_submission_names_the_first_open_question(database: TestDatabase) {
    let store = database.published().await;
    let key = store.start().await.expect("the store answers");
    for (question, raw) in answers(&[]) {
        let open = store.submit(&key).await.expect("the store answers");
        assert_eq!(open, Submitted::Incomplete { question: question.clone() });
        save(&store, &key, &[(question, raw)].into()).await;
    }
    assert_eq!(roll_ups(&database).await, Vec::<String>::new());
    assert_eq!(store.submit(&key).await.expect("the store answers"), Submitted::Done);
    assert_rebuild_changes_nothing(&store, &database).await;
}

/// The capital is asked of companies with more than 50 people only.
async fn an_answer_that_does_not_count_blocks_only_where_it_is_visible(database: TestDatabase) {
    let store = database.published().await;
    let key = store.start().await.expect("the store answers");
    save(&store, &key, &answers(&[("q03", "120"), ("q06", "abc")])).await;
    let open = Submitted::Incomplete { question: "q06".to_owned() };
    assert_eq!(store.submit(&key).await.expect("the store answers"), open);
    save(&store, &key, &[("q03".to_owned(), typed("12"))].into()).await;
    assert_eq!(store.submit(&key).await.expect("the store answers"), Submitted::Done);
}

async fn pressing_twice_submits_once(database: TestDatabase) {
    let store = database.published().await;
    let key = submitted(&store, &answers(&[])).await;
    let first = store.find(&key).await.expect("the store answers").expect("the diagnosis").submitted_at;
    assert_eq!(first, Some(at("2026-11-22T10:00:00+09:00")));
    let counted = roll_ups(&database).await;
    database.clock.set(at("2026-12-22T10:00:00+09:00"));
    assert_eq!(store.submit(&key).await.expect("the store answers"), Submitted::Done);
    let second = store.find(&key).await.expect("the store answers").expect("the diagnosis").submitted_at;
    assert_eq!(second, first);
    assert_eq!(roll_ups(&database).await, counted);
}

async fn submitted_diagnoses_do_not_change(database: TestDatabase) {
    let store = database.published().await;
    let given = answers(&[]);
    let key = submitted(&store, &given).await;
    for question in ["q03", "q05"] {
        let saved = store.save_answer(&key, question, &typed("7")).await.expect("the store answers");
        assert_eq!(saved, Saved::AlreadySubmitted);
    }
    assert_eq!(store.find(&key).await.expect("the store answers").expect("the diagnosis").answers, given);
}

async fn pressing_twice_begins_again_once(database: TestDatabase) {
    let store = database.published().await;
    let given = answers(&[]);
    let key = submitted(&store, &given).await;
    let next = again(&store, &key).await;
    let found = store.find(&next).await.expect("the store answers").expect("the diagnosis");
    assert_eq!((found.answers, found.submitted_at), (given, None));

    save(&store, &next, &[("q03".to_owned(), typed("40"))].into()).await;
    assert!(again(&store, &key).await == next, "the same place");
    let found = store.find(&next).await.expect("the store answers").expect("the diagnosis");
    assert_eq!(found.answers["q03"], typed("40"), "what was answered since stays");
    assert_eq!((rows(&database, "diagnosis").await, rows(&database, "business").await), (2, 1));
    assert!(next != key);
}

async fn only_submitted_diagnoses_are_begun_again(database: TestDatabase) {
    let store = database.published().await;
    let key = store.start().await.expect("the store answers");
    save(&store, &key, &answers(&[])).await;
    assert_eq!(store.begin_again(&key).await.expect("the store answers"), None);
    assert_eq!(rows(&database, "diagnosis").await, 1);
}

async fn the_latest_submitted_diagnosis_counts(database: TestDatabase) {
    let store = database.published().await;
    let counted = async |key: &DiagnosisKey| {
        store.find(key).await.expect("the store answers").expect("the diagnosis").counted
    };
    let first = store.start().await.expect("the store answers");
    assert!(!counted(&first).await, "not submitted yet");
    complete(&store, &first, &answers(&[])).await;
    let second = again(&store, &first).await;
    assert!(counted(&first).await && !counted(&second).await, "begun again, not submitted again");
    assert_eq!(store.submit(&second).await.expect("the store answers"), Submitted::Done);
    assert!(counted(&second).await && !counted(&first).await);
}

async fn two_submissions_at_once_count_once(database: TestDatabase) {
    let store = database.published().await;
    let other_server = database.store().await;
    for round in 1..=10 {
        let key = store.start().await.expect("the store answers");
        save(&store, &key, &answers(&[])).await;
        let (one, two, three) =
            tokio::join!(store.submit(&key), other_server.submit(&key), store.submit(&key));
        for outcome in [one, two, three] {
            assert_eq!(outcome.expect("the store answers"), Submitted::Done);
        }
        assert_eq!(diagnoses(&store, SUBMITTED, Period::Month { year: 2026, month: 11 }).await, round);
        assert_eq!(diagnoses(&store, COMPLETED, Period::Ever).await, round);
    }
    assert_rebuild_changes_nothing(&store, &database).await;
}

async fn two_beginnings_at_once_lead_to_one_diagnosis(database: TestDatabase) {
    let store = database.published().await;
    let other_server = database.store().await;
    let key = submitted(&store, &answers(&[])).await;
    let (one, two) = tokio::join!(again(&store, &key), again(&other_server, &key));
    assert!(one == two);
    assert_eq!(rows(&database, "diagnosis").await, 2);
    assert_eq!(rows(&database, "answer").await, 2 * answers(&[]).len());
}

/// Either the answer was too late and says so, or it was in time and is counted.
async fn a_late_answer_cannot_slip_past_a_submission(database: TestDatabase) {
    let store = database.published().await;
    let other_server = database.store().await;
    for _ in 0..20 {
        let key = store.start().await.expect("the store answers");
        save(&store, &key, &answers(&[])).await;
        let late = typed("40");
        let (submitted, saved) =
            tokio::join!(store.submit(&key), other_server.save_answer(&key, "q03", &late));
        assert_eq!(submitted.expect("the store answers"), Submitted::Done);
        let found = store.find(&key).await.expect("the store answers").expect("the diagnosis");
        match saved.expect("the store answers") {
            Saved::Stored => assert_eq!(found.answers["q03"], late),
            other => assert_eq!((other, &found.answers["q03"]), (Saved::AlreadySubmitted, &typed("12"))),
        }
    }
    assert_rebuild_changes_nothing(&store, &database).await;
}

/// Two servers on one database, each with many requests at once: nobody is told that the database is busy.
async fn many_writers_wait_for_each_other(database: TestDatabase) {
    let servers = [Arc::new(database.published().await), Arc::new(database.store().await)];
    let mut tasks = Vec::new();
    for n in 0..24_u32 {
        let store = Arc::clone(&servers[n as usize % 2]);
        tasks.push(tokio::spawn(async move {
            let size = (n * 7).to_string();
            submitted(&store, &answers(&[("q03", &size), ("q06", "")])).await;
        }));
    }
    for task in tasks {
        task.await.expect("no writer is refused");
    }
    assert_eq!(diagnoses(&servers[0], COMPLETED, Period::Ever).await, 24);
    assert_rebuild_changes_nothing(&servers[1], &database).await;
}

async fn the_key_is_not_stored(database: TestDatabase) {
    let store = database.published().await;
    let key = store.start().await.expect("the store answers");
    let all = Query::select().column("key_hash").from("diagnosis").take();
    let rows = database.connection().await.query_all(&all).await.expect("the database answers");
    let stored: Vec<String> = rows.iter().map(|row| row.try_get_by("key_hash").expect("a hash")).collect();
    assert_eq!(stored.len(), 1);
    assert!(stored[0].len() == 64 && !stored[0].contains(key.as_str()));
    assert!(!format!("{key:?}").contains(key.as_str()), "nor logged");
}

async fn what_was_acknowledged_is_there_after_reopening(database: TestDatabase) {
    let store = database.published().await;
    let key = store.start().await.expect("the store answers");
    complete(&store, &key, &answers(&[])).await;
    store.close().await.expect("the store closes");
    let reopened = database.store().await;
    let found = reopened.find(&key).await.expect("the store answers").expect("the diagnosis");
    assert_eq!(found.answers, answers(&[]));
    assert_rebuild_changes_nothing(&reopened, &database).await;
}
