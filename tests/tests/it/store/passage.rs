//! How businesses pass through the product: every step once, by the month of the start, and the same when counted anew.

use app::backend::{Clock, Diagnoses, DiagnosisKey, Passages, Passed, Said};
use chrono::TimeDelta;
use domain::indicator::Period;
use domain::passage::{Helpful, Step};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use server::store::{MadeUp, Store};
use tests::{TestDatabase, answers, at, content, sources};

use super::{again, complete, passages, roll_ups, rows, save, submitted};

tests::on_both_databases! {
    each_step_is_counted_once,
    the_time_runs_from_the_start_to_the_submission,
    who_is_silent_for_a_day_has_left,
    most_have_left_where_most_stand_first,
    what_an_older_version_began_is_heard_of_at_its_start,
    answering_again_is_not_counted,
    a_menu_that_was_opened_counts_once_and_only_after_the_submission,
    what_is_said_of_a_result_can_be_changed,
    diagnoses_count_in_the_month_of_their_start,
    made_up_ones_stand_apart_and_have_no_time,
    counting_anew_gives_the_same_rows,
    what_an_older_version_left_is_counted_at_the_start,
}

async fn passed(store: &Store, period: &str) -> Passed {
    let period = Period::parse(period).expect("a period");
    store.passed(&period, false).await.expect("the store answers")
}

async fn count(store: &Store, step: Step) -> u64 {
    passed(store, "ever").await.all.count(&step)
}

async fn start(store: &Store) -> DiagnosisKey {
    store.start().await.expect("the store answers")
}

async fn answer(store: &Store, key: &DiagnosisKey, question: &str) {
    let mut all = answers(&[]);
    all.retain(|id, _| id == question);
    assert_eq!(all.len(), 1, "{question}");
    save(store, key, &all).await;
}

/// Where people are found to have left two days later.
async fn left_later(database: &TestDatabase, store: &Store) -> Vec<(Option<String>, u64)> {
    let now = database.clock.now();
    database.clock.set(now + TimeDelta::days(2));
    let Passed { left, .. } = passed(store, "ever").await;
    database.clock.set(now);
    left
}

fn last(question: &str, count: u64) -> (Option<String>, u64) {
    (Some(question.to_owned()), count)
}

/// The section of a question.
fn section(question: &str) -> Step {
    let content = content(&sources());
    Step::Section(content.questionnaire.question(question).expect("a question").section.clone())
}

async fn each_step_is_counted_once(database: TestDatabase) {
    let store = database.published().await;
    let key = start(&store).await;
    assert_eq!(count(&store, Step::Started).await, 1);
    assert_eq!(left_later(&database, &store).await, [(None, 1)]);
    answer(&store, &key, "q01").await;
    let reached = passages(&database).await;
    for question in ["q02", "q01", "q03"] {
        answer(&store, &key, question).await;
    }
    assert_eq!(count(&store, section("q01")).await, 1);
    assert_eq!(passages(&database).await, reached, "no answer within a section moves a count of all");
    assert_eq!(left_later(&database, &store).await, [last("q03", 1)]);
    assert_eq!(count(&store, Step::Submitted).await, 0);
    complete(&store, &key, &answers(&[])).await;
    store.submit(&key).await.expect("the store answers");
    assert_eq!(count(&store, Step::Submitted).await, 1, "pressing twice");
    for part in &store.find(&key).await.expect("it answers").expect("it").content.questionnaire.sections {
        assert!(count(&store, Step::Section(part.id.clone())).await <= 1, "{}", part.id);
    }
    let lines = passages(&database).await;
    assert!(lines.iter().all(|line| !line.ends_with("= 0")), "{lines:?}");
    assert_eq!(left_later(&database, &store).await, [], "who has submitted has not left");
}

async fn the_time_runs_from_the_start_to_the_submission(database: TestDatabase) {
    let store = database.published().await;
    for (began, ended) in [("10:00:00", "10:07:59"), ("10:00:00", "10:09:00"), ("10:00:00", "12:30:00")] {
        database.clock.set(at(&format!("2026-11-22T{began}+09:00")));
        let key = start(&store).await;
        database.clock.set(at(&format!("2026-11-22T{ended}+09:00")));
        complete(&store, &key, &answers(&[])).await;
    }
    for (minutes, expected) in [(7, 1), (8, 0), (9, 1), (120, 1), (150, 0)] {
        assert_eq!(count(&store, Step::Minutes(minutes)).await, expected, "{minutes}");
    }
    assert_eq!(passed(&store, "ever").await.all.median_minutes(3), Some(9));
}

async fn who_is_silent_for_a_day_has_left(database: TestDatabase) {
    let store = database.published().await;
    let keys = [start(&store).await, start(&store).await, start(&store).await];
    answer(&store, &keys[0], "q01").await;
    answer(&store, &keys[1], "q02").await;
    let left = async || passed(&store, "ever").await.left;
    database.clock.set(at("2026-11-23T09:59:59+09:00"));
    assert_eq!(left().await, [], "less than a day");
    answer(&store, &keys[1], "q03").await;
    database.clock.set(at("2026-11-23T10:00:01+09:00"));
    assert_eq!(left().await, [(None, 1), last("q01", 1)]);
    assert_eq!(passed(&store, "ever").await.answering, 1);
    assert_eq!(passed(&store, "2026-11").await.left, left().await, "they began in November");
    assert_eq!(passed(&store, "2026-10").await.left, []);
    // Who comes back has not left.
    answer(&store, &keys[0], "q02").await;
    complete(&store, &keys[1], &answers(&[])).await;
    assert_eq!(left().await, [(None, 1)]);
}

async fn most_have_left_where_most_stand_first(database: TestDatabase) {
    let store = database.published().await;
    for question in ["q01", "q03", "q02", "q03"] {
        let key = start(&store).await;
        answer(&store, &key, question).await;
    }
    assert_eq!(left_later(&database, &store).await, [last("q03", 2), last("q01", 1), last("q02", 1)]);
}

async fn what_an_older_version_began_is_heard_of_at_its_start(database: TestDatabase) {
    let store = database.published().await;
    start(&store).await;
    let forget = Query::update().table("diagnosis").value("last_answered_at", Expr::cust("NULL")).to_owned();
    database.connection().await.execute(&forget).await.expect("the database obeys");
    let Passed { left, answering, .. } = passed(&store, "ever").await;
    assert_eq!((left, answering), (vec![], 1));
    assert_eq!(left_later(&database, &store).await, [(None, 1)]);
}

async fn answering_again_is_not_counted(database: TestDatabase) {
    let store = database.published().await;
    let first = submitted(&store, &answers(&[])).await;
    let before = passages(&database).await;
    let second = again(&store, &first).await;
    complete(&store, &second, &answers(&[("q03", "60")])).await;
    store.note_menu_opened(&second).await.expect("the store answers");
    assert_eq!(passages(&database).await, before);
    // But what is said of its result is.
    store.say_helpful(&second, Helpful::Yes).await.expect("the store answers");
    assert_eq!(count(&store, Step::Helpful(Helpful::Yes)).await, 1);
}

async fn a_menu_that_was_opened_counts_once_and_only_after_the_submission(database: TestDatabase) {
    let store = database.published().await;
    let key = start(&store).await;
    store.note_menu_opened(&key).await.expect("the store answers");
    assert_eq!(count(&store, Step::OpenedMenu).await, 0);
    complete(&store, &key, &answers(&[])).await;
    for _ in 0..2 {
        store.note_menu_opened(&key).await.expect("the store answers");
    }
    assert_eq!(count(&store, Step::OpenedMenu).await, 1);
    assert!(store.find(&key).await.expect("it answers").expect("it").opened_menu);
    let unknown = DiagnosisKey::parse(&"0".repeat(26)).expect("well-formed");
    store.note_menu_opened(&unknown).await.expect("nothing happens");
}

async fn what_is_said_of_a_result_can_be_changed(database: TestDatabase) {
    let store = database.published().await;
    let key = start(&store).await;
    assert_eq!(store.say_helpful(&key, Helpful::Yes).await.expect("the store answers"), Said::NotFound);
    complete(&store, &key, &answers(&[])).await;
    for helpful in [Helpful::No, Helpful::No, Helpful::Yes] {
        assert_eq!(store.say_helpful(&key, helpful).await.expect("the store answers"), Said::Stored);
        let found = store.find(&key).await.expect("it answers").expect("it");
        assert_eq!(found.helpful, Some(helpful));
    }
    let said = Helpful::ALL.map(Step::Helpful);
    let mut counts = Vec::new();
    for step in said {
        counts.push(count(&store, step).await);
    }
    assert_eq!(counts, [1, 0, 0]);
}

async fn diagnoses_count_in_the_month_of_their_start(database: TestDatabase) {
    let store = database.published().await;
    for time in ["2026-03-31T23:59:59+09:00", "2026-04-01T00:00:00+09:00"] {
        database.clock.set(at(time));
        let key = start(&store).await;
        database.clock.set(at("2026-05-02T10:00:00+09:00"));
        complete(&store, &key, &answers(&[])).await;
    }
    for (period, expected) in
        [("R7", 1), ("R8", 1), ("R8-Q1", 1), ("R7-Q4", 1), ("2026-03", 1), ("2026-05", 0), ("ever", 2)]
    {
        let all = passed(&store, period).await.all;
        assert_eq!(
            (all.count(&Step::Started), all.count(&Step::Submitted)),
            (expected, expected),
            "{period}"
        );
    }
}

async fn made_up_ones_stand_apart_and_have_no_time(database: TestDatabase) {
    let store = database.published().await;
    submitted(&store, &answers(&[])).await;
    let real = passages(&database).await;
    let made_up = MadeUp { answers: answers(&[]), submitted_at: at("2026-01-10T10:00:00+09:00") };
    store.insert_made_up(vec![made_up.clone(), made_up]).await.expect("the batch is stored");
    let Passed { all, left, answering } = store.passed(&Period::Ever, true).await.expect("the store answers");
    assert_eq!(
        (all.count(&Step::Started), all.count(&Step::Submitted), all.count(&section("q01"))),
        (2, 2, 2)
    );
    assert_eq!((all.median_minutes(1), left, answering), (None, vec![], 0));
    assert_eq!(count(&store, Step::Started).await, 1);
    store.rebuild_roll_up().await.expect("the rebuild succeeds");
    store.clear_made_up().await.expect("the store answers");
    assert_eq!(passages(&database).await, real);
}

async fn counting_anew_gives_the_same_rows(database: TestDatabase) {
    let store = database.published().await;
    let done = submitted(&store, &answers(&[])).await;
    store.note_menu_opened(&done).await.expect("the store answers");
    store.say_helpful(&done, Helpful::Neither).await.expect("the store answers");
    let later = again(&store, &done).await;
    answer(&store, &later, "q02").await;
    start(&store).await;
    // Answers at one and the same moment: the clock stands still.
    let open = start(&store).await;
    for question in ["q03", "q01", "q02", "q01"] {
        answer(&store, &open, question).await;
    }
    let before = passages(&database).await;
    assert!(before.len() > 5, "{before:?}");
    store.rebuild_roll_up().await.expect("the rebuild succeeds");
    assert_eq!(passages(&database).await, before);
}

async fn what_an_older_version_left_is_counted_at_the_start(database: TestDatabase) {
    let store = database.published().await;
    let key = submitted(&store, &answers(&[])).await;
    store.note_menu_opened(&key).await.expect("the store answers");
    let before = passages(&database).await;
    // The roll-ups are there: they stay as they are, right or wrong.
    let more = Query::update().table("tally").value("amount", Expr::col("amount").add(1)).to_owned();
    database.connection().await.execute(&more).await.expect("the database obeys");
    let tallies = roll_ups(&database).await;
    let all = Query::delete().from_table("passage").take();
    database.connection().await.execute(&all).await.expect("the database obeys");
    assert_eq!(rows(&database, "passage").await, 0);
    assert_eq!(store.complete_roll_up().await.expect("the store answers"), Some(1));
    assert_eq!(passages(&database).await, before);
    assert_eq!(roll_ups(&database).await, tallies);
    assert_eq!(store.complete_roll_up().await.expect("the store answers"), None);
}
