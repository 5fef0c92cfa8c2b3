//! How long it takes to find out who is told, and how long submissions wait meanwhile: on a database that is filled
//! already. `scripts/notice-speed.sh` runs it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use app::backend::{Clock, Decided, Diagnoses, Drafts, Saved, Submitted};
use domain::draft::Origin;
use domain::notice::{Ahead, Choices};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, TransactionTrait};
use serde_json::{Value, json};
use server::clock::SystemClock;
use server::store::{Proposal, Proposed, Store};
use tests::{answers, sources};

/// The database, which is changed: give it a copy. Without it there is nothing to measure.
const URL: &str = "DX_NOTICE_SPEED_URL";
const SUBSCRIBERS: i64 = 50_000;
/// Subscriptions of one statement.
const PART: usize = 1_000;
const BASE: &str = "https://shindan.example.jp";
const LIMIT: Duration = Duration::from_secs(2);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs a database with a million businesses: scripts/notice-speed.sh"]
#[expect(clippy::disallowed_methods, reason = "which database is for whoever measures to say")]
async fn who_is_told_is_found_within_two_seconds() {
    let url = std::env::var(URL).expect(URL);
    let store = Store::connect(&url, Arc::new(SystemClock)).await.expect("the database opens");
    store.migrate().await.expect("the tables are made");
    store.refresh_content().await.expect("the content is read");
    store.find_notices().await.expect("the store answers");
    let connection = Database::connect(&url).await.expect("the database opens");
    let businesses = subscribe(&connection).await;
    println!("事業者 {businesses}、登録 {SUBSCRIBERS}");
    println!("送信（ほかに何もしていないとき）: {}", waits(submissions(&store, &enough(1_000)).await));

    publish(&store).await;
    let plan = store.plan_notices().await.expect("the store answers").expect("a new menu");
    let mut best = Duration::MAX;
    for _ in 0..3 {
        let begun = Instant::now();
        let told = store.who_is_told(&plan).await.expect("the store answers").len();
        best = best.min(begun.elapsed());
        println!("だれに知らせるかを出す: {:.2} 秒（{told} 件）", begun.elapsed().as_secs_f64());
    }
    let notices = store.who_is_told(&plan).await.expect("the store answers");
    let done = Arc::new(AtomicBool::new(false));
    let submitting = tokio::spawn({
        let (store, done) = (store.clone(), Arc::clone(&done));
        async move { submissions(&store, &|_| !done.load(Ordering::Relaxed)).await }
    });
    let begun = Instant::now();
    let written = store.write_notices(&notices).await.expect("the store answers");
    store.finish_notices(&plan).await.expect("the store answers");
    println!("書く: {:.2} 秒（{written} 件）", begun.elapsed().as_secs_f64());
    let begun = Instant::now();
    let mailed = store.mail_notices(BASE).await.expect("the store answers");
    println!("送る列に入れる: {:.2} 秒（{} 通）", begun.elapsed().as_secs_f64(), mailed.mails);
    done.store(true, Ordering::Relaxed);
    println!("送信（そのあいだ）: {}", waits(submitting.await.expect("no panic")));
    let begun = Instant::now();
    assert_eq!(store.find_notices().await.expect("the store answers"), 0);
    println!("何も変わらないとき: {:.1} ミリ秒", begun.elapsed().as_secs_f64() * 1e3);
    assert!(best <= LIMIT, "{best:?}");
}

/// Makes every so manieth business a subscriber; says how many businesses there are.
async fn subscribe(connection: &DatabaseConnection) -> i64 {
    let count = Query::select().expr(Expr::col("id").count()).from("business").take();
    let row = connection.query_one(&count).await.expect("the database answers").expect("a row");
    let businesses: i64 = row.try_get_by_index(0).expect("a count");
    let every = Ord::max(businesses / SUBSCRIBERS, 1);
    let all = Query::select()
        .column("business_id")
        .from("business_facts")
        .and_where(Expr::col("business_id").modulo(every).eq(0))
        .limit(SUBSCRIBERS.unsigned_abs())
        .take();
    let rows = connection.query_all(&all).await.expect("the database answers");
    let ids: Vec<i64> = rows.iter().map(|row| row.try_get_by_index(0).expect("an id")).collect();
    let choices = Choices {
        new: true,
        near: true,
        opening: true,
        closing: Some(Ahead::Week),
        security: true,
        ..Choices::default()
    };
    let choices = serde_json::to_string(&choices).expect("choices are plain");
    let now = chrono::DateTime::UNIX_EPOCH;
    let transaction = connection.begin().await.expect("the database answers");
    transaction
        .execute(&Query::delete().from_table("subscription").take())
        .await
        .expect("the database answers");
    for part in ids.chunks(PART) {
        let mut insert = Query::insert()
            .into_table("subscription")
            .columns([
                "business_id",
                "address",
                "address_key",
                "token",
                "state",
                "choices",
                "created_at",
                "confirmed_at",
            ])
            .take();
        for id in part {
            let address = format!("business-{id}@example.jp");
            let token = format!("{id:032x}");
            insert.values_panic([
                (*id).into(),
                address.clone().into(),
                address.into(),
                token.into(),
                "active".into(),
                choices.clone().into(),
                now.into(),
                now.into(),
            ]);
        }
        transaction.execute(&insert).await.expect("the database answers");
    }
    transaction.commit().await.expect("the database answers");
    businesses
}

/// A menu for every business of the prefecture, new each time.
async fn publish(store: &Store) {
    let sources = sources();
    let menus = sources.menus["menu"].as_array().expect("a list");
    let mut document: Value =
        menus.iter().find(|menu| menu["id"] == "yorozu-hiroshima").expect("the menu").clone();
    let number = SystemClock.now().timestamp();
    document["id"] = json!(format!("speed-{number}"));
    document["name"] = json!(format!("速さをはかる支援 {number}"));
    let proposal = Proposal { document, ..Proposal::default() };
    let [Proposed::Draft(id)] =
        store.propose(Origin::Spreadsheet, &[proposal]).await.expect("the store answers")[..]
    else {
        panic!("nothing differs")
    };
    assert_eq!(store.publish(&[id]).await.expect("the store answers"), Decided::Done);
}

fn enough(count: usize) -> impl Fn(usize) -> bool {
    move |made| made < count
}

/// Answers and submits one diagnosis after the other; how long each write took.
async fn submissions(store: &Store, go_on: &(impl Fn(usize) -> bool + Sync)) -> Vec<Duration> {
    let answers = answers(&[]);
    let mut waits = Vec::new();
    while go_on(waits.len()) {
        let mut begun = Instant::now();
        let mut took = || waits.push(std::mem::replace(&mut begun, Instant::now()).elapsed());
        let key = store.start().await.expect("the store answers");
        took();
        for (question, raw) in &answers {
            let saved = store.save_answer(&key, question, raw).await.expect("the store answers");
            assert_eq!(saved, Saved::Stored);
            took();
        }
        assert_eq!(store.submit(&key).await.expect("the store answers"), Submitted::Done);
        took();
    }
    waits
}

fn waits(mut waits: Vec<Duration>) -> String {
    waits.sort_unstable();
    let at = |share: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a place"
        )]
        let place = ((waits.len() - 1) as f64 * share) as usize;
        waits[place].as_secs_f64() * 1e3
    };
    format!(
        "{} 回、書き込み一つの真ん中 {:.1}、p95 {:.1}、最長 {:.1} ミリ秒",
        waits.len(),
        at(0.5),
        at(0.95),
        at(1.0)
    )
}
