//! The outbox: what is written once goes out once, whoever takes it from there.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::backend::{Action, Actor, AuditQuery, Audits, MailFault, MailKind, Mails, Resent};
use chrono::TimeDelta;
use serde_json::json;
use server::mail::{LEASE, Letter, Transport, Undelivered};
use server::store::{Enqueued, NewMail, Store};
use tests::mail::{MemoryTransport, worker};
use tests::{TestDatabase, at};

tests::on_both_databases! {
    one_occasion_makes_one_mail,
    a_claimed_mail_is_nobody_elses_until_its_lease_is_over,
    what_is_put_off_is_tried_later_and_at_last_parked,
    what_no_try_will_help_is_parked_at_once,
    an_officer_lets_a_parked_mail_be_tried_again,
    what_is_settled_is_emptied_after_its_days,
    a_test_mail_is_written_down,
    two_instances_send_each_mail_once,
}

fn letter() -> Letter {
    Letter { subject: "件名".to_owned(), text: "本文".to_owned(), html: "<p>本文</p>".to_owned() }
}

async fn enqueue(store: &Store, keys: &[String]) -> Vec<Enqueued> {
    let to = "hanako@example.jp".parse().expect("an address");
    let mail = |key| NewMail { key, kind: MailKind::Test, to: &to, letter: letter(), unsubscribe_url: None };
    store.enqueue_mails(keys.iter().map(|key| mail(key.as_str())).collect()).await.expect("the store answers")
}

async fn enqueue_one(store: &Store) -> i64 {
    match enqueue(store, &["one".to_owned()]).await.as_slice() {
        [Enqueued::New { id, .. }] => *id,
        other => panic!("{other:?}"),
    }
}

async fn one_occasion_makes_one_mail(database: TestDatabase) {
    let store = database.store().await;
    let keys = ["a".to_owned(), "b".to_owned(), "a".to_owned()];
    let first = enqueue(&store, &keys).await;
    assert!(matches!(first[..], [Enqueued::New { .. }, Enqueued::New { .. }, Enqueued::Before]), "{first:?}");
    let again = enqueue(&store, &keys).await;
    assert_eq!(again, [Enqueued::Before, Enqueued::Before, Enqueued::Before]);
    let transport = Arc::new(MemoryTransport::default());
    let delivered = worker(&store, transport.clone()).send_due().await.expect("the store answers");
    assert_eq!((delivered.sent, transport.ids().len()), (2, 2));
    assert_eq!(enqueue(&store, &keys).await, again, "after it was sent, too");
}

async fn a_claimed_mail_is_nobody_elses_until_its_lease_is_over(database: TestDatabase) {
    let (store, other) = (database.store().await, database.store().await);
    enqueue_one(&store).await;
    let claimed = store.claim_mail(LEASE).await.expect("the store answers").expect("a mail");
    assert!(other.claim_mail(LEASE).await.expect("the store answers").is_none());
    let queue = store.mail_queue(1).await.expect("the store answers");
    assert!(queue.next[0].is_being_sent);
    // Whoever had it is dead: nothing was written down.
    database.clock.set(at("2026-11-22T10:00:00+09:00") + LEASE);
    let again = other.claim_mail(LEASE).await.expect("the store answers").expect("the lease is over");
    assert_eq!((again.id, again.attempts, &again.mail), (claimed.id, 2, &claimed.mail));
    assert_eq!(again.first_tried_at, claimed.first_tried_at);
}

/// Fails as it is told.
struct Failing(MailFault);

#[async_trait::async_trait]
impl Transport for Failing {
    async fn deliver(&self, _: &server::mail::Message) -> Result<(), Undelivered> {
        Err(Undelivered { fault: self.0, status: Some(451) })
    }
}

async fn what_is_put_off_is_tried_later_and_at_last_parked(database: TestDatabase) {
    let store = database.store().await;
    enqueue_one(&store).await;
    let start = at("2026-11-22T10:00:00+09:00");
    let failing = worker(&store, Arc::new(Failing(MailFault::Deferred)));
    let (mut now, mut tries) = (start, 0);
    let parked_at = loop {
        database.clock.set(now);
        let delivered = failing.send_due().await.expect("the store answers");
        tries += delivered.put_off + delivered.parked;
        assert_eq!(failing.send_due().await.expect("the store answers"), Default::default(), "not at once");
        if delivered.parked > 0 {
            break now;
        }
        now = store.mail_queue(1).await.expect("the store answers").next[0].due_at;
    };
    assert!(parked_at - start >= TimeDelta::hours(4), "{parked_at}");
    assert!((10..100).contains(&tries), "{tries}");
    let queue = store.mail_queue(1).await.expect("the store answers");
    let [parked] = queue.parked.items.as_slice() else { panic!("{queue:?}") };
    assert_eq!((parked.fault.as_deref(), parked.status), (Some("deferred"), Some(451)));
    assert_eq!(parked.to.as_deref(), Some("h…@example.jp"));
    assert_eq!((queue.waiting, queue.sent), (0, 0));
}

async fn what_no_try_will_help_is_parked_at_once(database: TestDatabase) {
    let store = database.store().await;
    for (key, fault) in [("a", MailFault::Refused), ("b", MailFault::BadAddress)] {
        enqueue(&store, &[key.to_owned()]).await;
        let delivered = worker(&store, Arc::new(Failing(fault))).send_due().await.expect("the store answers");
        assert_eq!((delivered.parked, delivered.put_off), (1, 0), "{fault:?}");
    }
}

async fn an_officer_lets_a_parked_mail_be_tried_again(database: TestDatabase) {
    let store = database.store().await.acting_as(Actor::ThisMachine);
    let id = enqueue_one(&store).await;
    assert_eq!(store.resend(id).await.expect("the store answers"), Resent::Gone, "it still waits");
    worker(&store, Arc::new(Failing(MailFault::Refused))).send_due().await.expect("the store answers");
    assert_eq!(store.resend(id).await.expect("the store answers"), Resent::Done);
    assert_eq!(store.resend(id).await.expect("the store answers"), Resent::Gone, "pressing twice");
    assert_eq!(store.resend(id + 1).await.expect("the store answers"), Resent::Gone);
    let transport = Arc::new(MemoryTransport::default());
    let delivered = worker(&store, transport.clone()).send_due().await.expect("the store answers");
    assert_eq!((delivered.sent, transport.ids().len()), (1, 1));
    let query = AuditQuery { action: Some(Action::ResendMail), ..AuditQuery::default() };
    let found = store.entries(&query).await.expect("the store answers").items;
    let [entry] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((entry.actor.as_str(), &entry.subject), ("this-machine", &id.to_string()));
    let before = json!({ "reason": "refused", "answered": 451, "attempts": 1 });
    assert_eq!(entry.before.as_ref(), Some(&before));
}

async fn what_is_settled_is_emptied_after_its_days(database: TestDatabase) {
    let store = database.store().await;
    let keep = TimeDelta::days(30);
    enqueue(&store, &["sent".to_owned()]).await;
    worker(&store, Arc::new(MemoryTransport::default())).send_due().await.expect("the store answers");
    enqueue(&store, &["parked".to_owned()]).await;
    worker(&store, Arc::new(Failing(MailFault::Refused))).send_due().await.expect("the store answers");
    enqueue(&store, &["waiting".to_owned()]).await;
    database.clock.set(at("2026-12-22T10:00:00+09:00"));
    assert_eq!(store.forget_mails(keep).await.expect("the store answers"), 0, "on its last day");
    database.clock.set(at("2026-12-22T10:00:01+09:00"));
    assert_eq!(store.forget_mails(keep).await.expect("the store answers"), 2);
    assert_eq!(store.forget_mails(keep).await.expect("the store answers"), 0);
    let queue = store.mail_queue(1).await.expect("the store answers");
    let parked = &queue.parked.items[0];
    assert_eq!(parked.to, None);
    assert_eq!(store.resend(parked.id).await.expect("the store answers"), Resent::Gone, "to nobody");
    assert_eq!(queue.next[0].to.as_deref(), Some("h…@example.jp"), "what waits is kept");
    let again = enqueue(&store, &["sent".to_owned(), "parked".to_owned()]).await;
    assert_eq!(again, [Enqueued::Before, Enqueued::Before], "their occasions stay known");
}

async fn a_test_mail_is_written_down(database: TestDatabase) {
    let store = database.store().await.acting_as(Actor::Command("係".to_owned()));
    let to = "hanako@example.jp".parse().expect("an address");
    let enqueued = store.enqueue_test_mail(&to, letter()).await.expect("the store answers");
    let Enqueued::New { id, .. } = enqueued else { panic!("a new one each time") };
    let query = AuditQuery { action: Some(Action::SendTestMail), ..AuditQuery::default() };
    let found = store.entries(&query).await.expect("the store answers").items;
    let [entry] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((entry.actor.as_str(), &entry.subject), ("command:係", &id.to_string()));
    assert_eq!(entry.after, Some(json!({ "to": "h…@example.jp" })), "no whole address");
}

/// 10,000 of them where instances can be many; fewer where all take turns at one file.
async fn two_instances_send_each_mail_once(database: TestDatabase) {
    let (one, other) = (database.store().await, database.store().await);
    let mails = if database.url().starts_with("postgres") { 10_000 } else { 500 };
    let keys: Vec<String> = (0..mails).map(|number| format!("mail:{number}")).collect();
    enqueue(&one, &keys).await;
    let transport = Arc::new(MemoryTransport::default());
    let both = [worker(&one, transport.clone()), worker(&other, transport.clone())];
    let shares = [AtomicUsize::new(0), AtomicUsize::new(0)];
    let send = async |instance: usize| {
        let delivered = both[instance].send_due().await.expect("the store answers");
        assert_eq!((delivered.put_off, delivered.parked), (0, 0));
        shares[instance].store(usize::try_from(delivered.sent).expect("few"), Ordering::Relaxed);
    };
    tokio::join!(send(0), send(1));
    let shares = shares.map(AtomicUsize::into_inner);
    assert_eq!(shares.iter().sum::<usize>(), mails);
    assert!(shares.iter().all(|share| *share > 0), "both have worked: {shares:?}");
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for id in transport.ids() {
        *times.entry(id).or_default() += 1;
    }
    assert_eq!(times.len(), mails, "none is left");
    assert!(times.values().all(|times| *times == 1), "none was sent twice");
    let queue = one.mail_queue(1).await.expect("the store answers");
    assert_eq!((queue.waiting, queue.parked.total, queue.sent), (0, 0, mails as u64));
}
