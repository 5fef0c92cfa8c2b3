//! Going on by a code: what opens, what does not, how often one may be wrong, and what the database tells.

use std::time::{Duration, Instant};

use app::backend::{
    Attempt, Diagnoses, DiagnosisKey, Keeping, ResumeCode, Resumed, Resumptions, Sender, Wanted,
};
use domain::answer::RawAnswer;
use domain::second_fact::SecondFact;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::Query;
use server::store::Store;
use tests::{TestDatabase, answers, at};

use super::{rows, save};

tests::on_both_databases! {
    a_code_opens_with_its_number_again_and_again,
    what_does_not_fit_opens_nothing,
    a_code_asks_for_a_number_that_was_answered,
    another_code_ends_the_former_one,
    a_changed_number_is_taken_over_without_changing_the_code,
    a_code_expires,
    the_limit_of_a_code_holds_across_instances,
    the_limit_of_a_sender_holds_across_instances,
    many_attempts_at_once_count_as_many,
    what_was_right_does_not_count,
    known_and_unknown_codes_take_the_same_time,
    the_database_tells_no_code_and_no_key,
}

fn typed(text: &str) -> RawAnswer {
    RawAnswer { values: vec![text.to_owned()], declined: false }
}

/// Twelve people.
async fn begun(store: &Store) -> DiagnosisKey {
    let key = store.start().await.expect("the store answers");
    save(store, &key, &[("q03".to_owned(), typed("１２人"))].into()).await;
    key
}

async fn kept(store: &Store, key: &DiagnosisKey) -> ResumeCode {
    assert_eq!(store.keep(key, Wanted::Any).await.expect("the store answers"), Keeping::Kept);
    shown(store, key).await
}

async fn shown(store: &Store, key: &DiagnosisKey) -> ResumeCode {
    store.code(key).await.expect("the store answers").expect("a code").code
}

async fn tried(store: &Store, sender: &str, code: &ResumeCode, number: u64) -> Resumed {
    let attempt = Attempt { sender: Sender(sender.to_owned()), code: code.clone(), number };
    store.resume(&attempt).await.expect("the store answers")
}

/// A code that nobody has.
fn stranger(number: u128) -> ResumeCode {
    ResumeCode::from_number(number)
}

async fn a_code_opens_with_its_number_again_and_again(database: TestDatabase) {
    let store = database.published().await;
    let key = begun(&store).await;
    assert!(store.code(&key).await.expect("the store answers").is_none(), "nobody has asked for one");
    let code = kept(&store, &key).await;
    for _ in 0..3 {
        assert_eq!(tried(&store, "a", &code, 12).await, Resumed::Opened(key.clone()));
    }
    assert_eq!(kept(&store, &key).await, code, "asking again gives the same");
    assert_eq!(rows(&database, "resume_code").await, 1);
    // The key of the first device goes on working, before and after the submission.
    save(&store, &key, &answers(&[])).await;
    store.submit(&key).await.expect("the store answers");
    assert_eq!(tried(&store, "a", &code, 12).await, Resumed::Opened(key.clone()));
    let found = store.find(&key).await.expect("the store answers").expect("the diagnosis");
    assert!(found.submitted_at.is_some());
}

async fn what_does_not_fit_opens_nothing(database: TestDatabase) {
    let store = database.published().await;
    let (key, other) = (begun(&store).await, begun(&store).await);
    let (code, others) = (kept(&store, &key).await, kept(&store, &other).await);
    assert_ne!(code, others);
    assert_eq!(tried(&store, "a", &code, 13).await, Resumed::Unfit);
    assert_eq!(tried(&store, "a", &stranger(7), 12).await, Resumed::Unfit);
    assert_eq!(tried(&store, "a", &others, 12).await, Resumed::Opened(other));
    let forged = DiagnosisKey::parse("00000000000000000000000000").expect("the form of a key");
    assert_eq!(store.keep(&forged, Wanted::Any).await.expect("the store answers"), Keeping::NotFound);
    assert!(store.code(&forged).await.expect("the store answers").is_none());
}

async fn a_code_asks_for_a_number_that_was_answered(database: TestDatabase) {
    let store = database.published().await;
    let key = store.start().await.expect("the store answers");
    let none = store.keep(&key, Wanted::Any).await.expect("the store answers");
    assert_eq!((none, rows(&database, "resume_code").await), (Keeping::NoSecondFact, 0));
    let declined = RawAnswer { values: Vec::new(), declined: true };
    save(&store, &key, &[("q03".to_owned(), declined), ("q05".to_owned(), typed("30年"))].into()).await;
    let code = kept(&store, &key).await;
    let years = store.code(&key).await.expect("the store answers").expect("a code");
    assert_eq!(years.second_fact, SecondFact::YearsInBusiness);
    assert_eq!(tried(&store, "a", &code, 30).await, Resumed::Opened(key));
}

async fn another_code_ends_the_former_one(database: TestDatabase) {
    let store = database.published().await;
    let key = begun(&store).await;
    let first = kept(&store, &key).await;
    store.keep(&key, Wanted::Another).await.expect("the store answers");
    let second = shown(&store, &key).await;
    assert_ne!(first, second);
    assert_eq!(tried(&store, "a", &first, 12).await, Resumed::Unfit);
    assert_eq!(tried(&store, "a", &second, 12).await, Resumed::Opened(key));
    assert_eq!(rows(&database, "resume_code").await, 1);
}

async fn a_changed_number_is_taken_over_without_changing_the_code(database: TestDatabase) {
    let store = database.published().await;
    let key = begun(&store).await;
    let code = kept(&store, &key).await;
    save(&store, &key, &[("q03".to_owned(), typed("13"))].into()).await;
    assert!(store.code(&key).await.expect("the store answers").expect("a code").outdated);
    assert_eq!(tried(&store, "a", &code, 13).await, Resumed::Unfit);
    assert_eq!(tried(&store, "a", &code, 12).await, Resumed::Opened(key.clone()));
    assert_eq!(kept(&store, &key).await, code);
    assert!(!store.code(&key).await.expect("the store answers").expect("a code").outdated);
    assert_eq!(tried(&store, "a", &code, 13).await, Resumed::Opened(key));
    assert_eq!(tried(&store, "a", &code, 12).await, Resumed::Unfit);
}

async fn a_code_expires(database: TestDatabase) {
    let store = database.published().await;
    let key = begun(&store).await;
    let code = kept(&store, &key).await;
    database.clock.set(at("2027-12-27T09:59:59+09:00"));
    store.clear_codes().await.expect("the store answers");
    assert_eq!(tried(&store, "a", &code, 12).await, Resumed::Opened(key.clone()));
    database.clock.set(at("2027-12-27T10:00:00+09:00"));
    assert_eq!(tried(&store, "a", &code, 12).await, Resumed::Unfit);
    assert!(store.code(&key).await.expect("the store answers").is_none());
    store.clear_codes().await.expect("the store answers");
    assert_eq!(rows(&database, "resume_code").await, 0);
    assert_ne!(kept(&store, &key).await, code, "the next is another");
}

async fn the_limit_of_a_code_holds_across_instances(database: TestDatabase) {
    let stores = [database.published().await, database.store().await];
    let key = begun(&stores[0]).await;
    // A code that there is and one that there is not: the same happens.
    for code in [kept(&stores[0], &key).await, stranger(1)] {
        for attempt in 0..5 {
            // Each from elsewhere: it is the code that is counted.
            let sender = format!("{}-{attempt}", code.as_str());
            assert_eq!(tried(&stores[attempt % 2], &sender, &code, 99).await, Resumed::Unfit);
        }
        for store in &stores {
            assert_eq!(tried(store, "z", &code, 99).await, Resumed::TooOften);
        }
    }
    let code = shown(&stores[0], &key).await;
    for store in &stores {
        assert_eq!(tried(store, "y", &code, 12).await, Resumed::TooOften, "not even what fits");
    }
    database.clock.set(at("2026-11-23T09:59:59+09:00"));
    assert_eq!(tried(&stores[1], "x", &code, 12).await, Resumed::TooOften);
    database.clock.set(at("2026-11-23T10:00:00+09:00"));
    assert_eq!(tried(&stores[1], "x", &code, 12).await, Resumed::Opened(key));
    stores[0].clear_codes().await.expect("the store answers");
    assert_eq!(rows(&database, "attempt").await, 2, "what counts no longer is gone");
}

async fn the_limit_of_a_sender_holds_across_instances(database: TestDatabase) {
    let stores = [database.published().await, database.store().await];
    let key = begun(&stores[0]).await;
    let code = kept(&stores[0], &key).await;
    for attempt in 0..20 {
        let store = &stores[usize::from(attempt % 2 == 1)];
        assert_eq!(tried(store, "a", &stranger(attempt), 12).await, Resumed::Unfit);
    }
    for store in &stores {
        assert_eq!(tried(store, "a", &code, 12).await, Resumed::TooOften);
        assert_eq!(
            tried(store, "b", &code, 12).await,
            Resumed::Opened(key.clone()),
            "others are not held up"
        );
    }
    database.clock.set(at("2026-11-22T11:00:00+09:00"));
    assert_eq!(tried(&stores[0], "a", &code, 12).await, Resumed::Opened(key));
}

async fn many_attempts_at_once_count_as_many(database: TestDatabase) {
    let stores = [database.published().await, database.store().await];
    let code = stranger(3);
    let attempts = (0..16).map(|attempt| {
        let (store, code) = (stores[attempt % 2].clone(), code.clone());
        tokio::spawn(async move { tried(&store, &format!("{attempt}"), &code, 1).await })
    });
    let mut unfit = 0;
    for attempt in attempts.collect::<Vec<_>>() {
        unfit += usize::from(attempt.await.expect("no panic") == Resumed::Unfit);
    }
    assert_eq!(unfit, 5);
}

async fn what_was_right_does_not_count(database: TestDatabase) {
    let store = database.published().await;
    let key = begun(&store).await;
    let code = kept(&store, &key).await;
    for _ in 0..25 {
        assert_eq!(tried(&store, "a", &code, 12).await, Resumed::Opened(key.clone()));
    }
}

/// Both do the same; the slow hash takes nearly all of the time, and of many the middle ones are compared.
async fn known_and_unknown_codes_take_the_same_time(database: TestDatabase) {
    let store = database.published().await;
    let mut known = Vec::new();
    for _ in 0..4 {
        let key = begun(&store).await;
        known.push(kept(&store, &key).await);
    }
    let mut times = [Vec::new(), Vec::new()];
    for round in 0..16u128 {
        let codes = [&known[(round % 4) as usize], &stranger(round)];
        for (code, times) in codes.into_iter().zip(&mut times) {
            let start = Instant::now();
            let resumed = tried(&store, &format!("{round}"), code, 99).await;
            times.push(start.elapsed());
            assert_eq!(resumed, Resumed::Unfit);
        }
    }
    let [known, unknown] = times.map(|mut times| {
        times.sort_unstable();
        times[times.len() / 2]
    });
    let (less, more) = (known.min(unknown), known.max(unknown));
    assert!(more < less * 3 / 2 + Duration::from_millis(5), "known {known:?}, unknown {unknown:?}");
}

async fn the_database_tells_no_code_and_no_key(database: TestDatabase) {
    let store = database.published().await;
    let key = begun(&store).await;
    let code = kept(&store, &key).await;
    tried(&store, "a", &code, 99).await;
    let connection = database.connection().await;
    for (table, columns) in
        [("resume_code", &["salt", "lookup", "sealed_key", "second_fact"][..]), ("attempt", &["scope"][..])]
    {
        let all = Query::select().columns(columns.iter().copied()).from(table).take();
        let rows = connection.query_all(&all).await.expect("the database answers");
        assert!(!rows.is_empty());
        for row in rows {
            for column in columns {
                let text: String = row.try_get_by(*column).expect("a text");
                assert!(!text.contains(code.as_str()) && !text.contains(&code.grouped()), "{table}.{column}");
                assert!(!text.contains(key.as_str()), "{table}.{column}");
            }
        }
    }
}
