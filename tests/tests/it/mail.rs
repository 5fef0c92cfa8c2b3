//! Mail against a real mail server that misbehaves: each arrives once when the server is itself again, or is parked with
//! its reason.

use std::sync::Arc;
use std::time::Duration;

use app::backend::{Clock, MailFault, MailKind, MailQueue, Mails};
use async_trait::async_trait;
use chrono::TimeDelta;
use server::config::{Credentials, Encryption, Smtp};
use server::mail::{
    Delivered, FileTransport, LEASE, Limits, Message, SmtpTransport, Transport, Undelivered, Worker,
    templates,
};
use server::store::{Enqueued, NewMail, Store};
use tests::mail::worker;
use tests::{SmtpServer, TestDatabase};
use tokio::sync::Notify;

tests::on_both_databases! {
    a_mail_arrives_encrypted_as_text_and_html,
    greylisting_delays_a_mail,
    a_refused_mail_is_parked_and_keeps_no_other,
    a_server_that_hangs_delays_a_mail,
    a_connection_that_drops_after_the_mail_delays_it,
    an_hour_without_a_server_loses_nothing,
    nothing_is_said_to_a_server_that_cannot_be_trusted,
    a_wrong_password_parks_nothing,
    only_a_death_between_the_answer_and_the_mark_sends_twice,
    a_worker_finishes_what_it_has_in_its_hands,
    a_file_is_whole_and_one,
}

const USER: &str = "shindan:p@ss";

fn smtp(server: &SmtpServer, encryption: Encryption) -> Smtp {
    let ca_file = (encryption != Encryption::No).then(|| server.ca_file.clone());
    Smtp { host: "localhost".to_owned(), port: server.port, encryption, credentials: None, ca_file }
}

fn transport(smtp: &Smtp) -> Arc<dyn Transport> {
    let limits = Limits {
        connect: Duration::from_secs(5),
        command: Duration::from_secs(1),
        taken: Duration::from_secs(1),
    };
    Arc::new(SmtpTransport::new(smtp, "shindan.example.lg.jp", limits).expect("authorities"))
}

fn plainly(store: &Store, server: &SmtpServer) -> Worker {
    worker(store, transport(&smtp(server, Encryption::No)))
}

async fn enqueue(store: &Store, to: &str) {
    let letter = templates::test("https://shindan.example.jp", store_time());
    let address = to.parse().expect("an address");
    let mail = NewMail { key: to, kind: MailKind::Test, to: &address, letter, unsubscribe_url: None };
    let enqueued = store.enqueue_mails(vec![mail]).await.expect("the store answers");
    assert!(matches!(enqueued[..], [Enqueued::New { .. }]), "{enqueued:?}");
}

fn store_time() -> chrono::DateTime<chrono::Utc> {
    tests::at("2026-11-22T10:00:00+09:00")
}

async fn queue(store: &Store) -> MailQueue {
    store.mail_queue(1).await.expect("the store answers")
}

async fn send(worker: &Worker) -> Delivered {
    worker.send_due().await.expect("the store answers")
}

fn later(database: &TestDatabase, by: TimeDelta) {
    database.clock.set(database.clock.now() + by);
}

const SENT: Delivered = Delivered { sent: 1, put_off: 0, parked: 0 };
const PUT_OFF: Delivered = Delivered { sent: 0, put_off: 1, parked: 0 };
const PARKED: Delivered = Delivered { sent: 0, put_off: 0, parked: 1 };
const NOTHING: Delivered = Delivered { sent: 0, put_off: 0, parked: 0 };

/// It is put off for this reason; once the server is mended and the wait is over, it arrives, and only once.
async fn arrives_once_after(
    database: &TestDatabase,
    (store, worker): (&Store, &Worker),
    server: &mut SmtpServer,
    (fault, status): (MailFault, Option<u16>),
    mend: impl FnOnce(&mut SmtpServer),
) {
    enqueue(store, "hanako@example.jp").await;
    assert_eq!(send(worker).await, PUT_OFF, "{fault:?}");
    assert!(server.taken().is_empty(), "{fault:?}");
    let waiting = queue(store).await.next.remove(0);
    assert_eq!((waiting.fault.as_deref(), waiting.status), (Some(fault.code()), status));
    mend(server);
    assert_eq!(send(worker).await, NOTHING, "{fault:?}: its wait is not over");
    later(database, TimeDelta::minutes(2));
    assert_eq!(send(worker).await, SENT, "{fault:?}");
    later(database, TimeDelta::days(2));
    assert_eq!(send(worker).await, NOTHING, "{fault:?}");
    assert_eq!(server.taken().len(), 1, "{fault:?}");
}

async fn a_mail_arrives_encrypted_as_text_and_html(database: TestDatabase) {
    let store = database.store().await;
    for (encryption, name) in [(Encryption::StartTls, "starttls"), (Encryption::FromTheStart, "wrapped")] {
        let user = (encryption == Encryption::StartTls).then_some(USER);
        let mut server = SmtpServer::start(name, user);
        let (user, password) = USER.split_once(':').expect("two");
        let credentials = Credentials { user: user.to_owned(), password: password.to_owned() };
        let credentials = (encryption == Encryption::StartTls).then_some(credentials);
        let smtp = Smtp { credentials, ..smtp(&server, encryption) };
        enqueue(&store, &format!("{name}@example.jp")).await;
        assert_eq!(send(&worker(&store, transport(&smtp))).await, SENT, "{name}");
        let taken = server.taken();
        let [mail] = taken.as_slice() else { panic!("{taken:?}") };
        assert_eq!(
            (mail.from.as_str(), &mail.to),
            ("shindan@example.lg.jp", &vec![format!("{name}@example.jp")])
        );
        assert_eq!(mail.subject, "試しのメールです（DXかんたん診断 ひろしま）");
        assert_eq!(mail.sender, "DXかんたん診断 ひろしま <shindan@example.lg.jp>");
        assert_eq!(mail.kinds, ["multipart/alternative", "text/plain", "text/html"]);
        assert!(mail.defects.is_empty(), "{mail:?}");
        assert!(mail.id.ends_with("@example.lg.jp>"), "{}", mail.id);
        for part in &mail.parts {
            assert!(
                part.contains("読めていれば、届いています。") && part.contains("2026年11月22日"),
                "{part}"
            );
        }
    }
}

async fn greylisting_delays_a_mail(database: TestDatabase) {
    let (store, mut server) = (database.store().await, SmtpServer::start("none", None));
    server.mode("greylist");
    let worker = plainly(&store, &server);
    let why = (MailFault::Deferred, Some(451));
    arrives_once_after(&database, (&store, &worker), &mut server, why, |_| {}).await;
}

async fn a_refused_mail_is_parked_and_keeps_no_other(database: TestDatabase) {
    let (store, mut server) = (database.store().await, SmtpServer::start("none", None));
    let worker = plainly(&store, &server);
    server.mode("refuse");
    enqueue(&store, "nobody@example.jp").await;
    enqueue(&store, "hanako@example.jp").await;
    assert_eq!(send(&worker).await, Delivered { sent: 1, put_off: 0, parked: 1 });
    server.mode("refuse-data");
    enqueue(&store, "jiro@example.jp").await;
    assert_eq!(send(&worker).await, PARKED);
    let mut statuses: Vec<_> = queue(&store).await.parked.items.iter().map(|mail| mail.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [Some(550), Some(554)]);
    later(&database, TimeDelta::days(2));
    assert_eq!(send(&worker).await, NOTHING);
    assert_eq!(server.taken().len(), 1);
}

async fn a_server_that_hangs_delays_a_mail(database: TestDatabase) {
    let store = database.store().await;
    let mut server = SmtpServer::start("none", None);
    server.mode("hang");
    let worker = plainly(&store, &server);
    let why = (MailFault::TimedOut, None);
    arrives_once_after(&database, (&store, &worker), &mut server, why, |server| server.mode("normal")).await;
    server.mode("hang-taken");
    enqueue(&store, "jiro@example.jp").await;
    assert_eq!(send(&worker).await, PUT_OFF);
    server.mode("normal");
    later(&database, TimeDelta::minutes(2));
    assert_eq!((send(&worker).await, server.taken().len()), (SENT, 2));
}

async fn a_connection_that_drops_after_the_mail_delays_it(database: TestDatabase) {
    let (store, mut server) = (database.store().await, SmtpServer::start("none", None));
    server.mode("drop");
    let worker = plainly(&store, &server);
    let why = (MailFault::BrokenOff, None);
    arrives_once_after(&database, (&store, &worker), &mut server, why, |server| server.mode("normal")).await;
}

async fn an_hour_without_a_server_loses_nothing(database: TestDatabase) {
    let (store, mut server) = (database.store().await, SmtpServer::start("none", None));
    let worker = plainly(&store, &server);
    server.down();
    for number in 0..20 {
        enqueue(&store, &format!("mail{number}@example.jp")).await;
    }
    let back = database.clock.now() + TimeDelta::hours(1);
    while database.clock.now() < back {
        let delivered = send(&worker).await;
        assert_eq!((delivered.sent, delivered.parked), (0, 0));
        later(&database, TimeDelta::minutes(5));
    }
    let next = queue(&store).await.next.remove(0);
    assert_eq!(next.fault.as_deref(), Some(MailFault::Unreachable.code()));
    assert!(next.attempts > 3, "{next:?}");
    server.listen("none");
    later(&database, TimeDelta::hours(1));
    assert_eq!(send(&worker).await.sent, 20);
    let mut to: Vec<_> = server.taken().into_iter().flat_map(|mail| mail.to).collect();
    to.sort_unstable();
    to.dedup();
    assert_eq!((to.len(), server.taken().len()), (20, 20));
}

/// Neither to one that does not encrypt, nor to one that somebody unknown vouches for.
async fn nothing_is_said_to_a_server_that_cannot_be_trusted(database: TestDatabase) {
    let store = database.store().await;
    for (name, encryption) in [("starttls", Encryption::StartTls), ("wrapped", Encryption::FromTheStart)] {
        let mut server = SmtpServer::start(name, None);
        let stranger = Smtp { ca_file: None, ..smtp(&server, encryption) };
        enqueue(&store, &format!("{name}@example.jp")).await;
        assert_eq!(send(&worker(&store, transport(&stranger))).await, PUT_OFF, "{name}");
        assert_eq!(queue(&store).await.next[0].fault.as_deref(), Some("not-encrypted"), "{name}");
        assert!(server.asked().is_empty(), "{name}");
        later(&database, TimeDelta::minutes(2));
        assert_eq!(send(&worker(&store, transport(&smtp(&server, encryption)))).await, SENT, "{name}");
    }
    let mut server = SmtpServer::start("none", None);
    let worker = worker(&store, transport(&smtp(&server, Encryption::StartTls)));
    let why = (MailFault::NotEncrypted, None);
    arrives_once_after(&database, (&store, &worker), &mut server, why, |server| {
        assert!(server.asked().is_empty(), "not a word of the mail");
        server.listen("starttls");
    })
    .await;
}

async fn a_wrong_password_parks_nothing(database: TestDatabase) {
    let (store, mut server) = (database.store().await, SmtpServer::start("starttls", Some(USER)));
    let with = |password: Option<&str>| {
        let credentials = password
            .map(|password| Credentials { user: "shindan".to_owned(), password: password.to_owned() });
        worker(&store, transport(&Smtp { credentials, ..smtp(&server, Encryption::StartTls) }))
    };
    enqueue(&store, "hanako@example.jp").await;
    for (password, status) in [(Some("wrong"), 535), (None, 530)] {
        assert_eq!(send(&with(password)).await, PUT_OFF);
        let waiting = queue(&store).await.next.remove(0);
        assert_eq!((waiting.fault.as_deref(), waiting.status), (Some("not-signed-in"), Some(status)));
        later(&database, TimeDelta::minutes(10));
    }
    assert_eq!(send(&with(Some("p@ss"))).await, SENT);
    assert_eq!(server.taken().len(), 1);
}

/// Where a worker dies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Death {
    BeforeTheServer,
    AfterItsAnswer,
}

/// Comes to where it is to die, says so, and stays there.
struct Dying {
    inner: Arc<dyn Transport>,
    death: Death,
    here: Arc<Notify>,
}

#[async_trait]
impl Transport for Dying {
    async fn deliver(&self, message: &Message) -> Result<(), Undelivered> {
        if self.death == Death::AfterItsAnswer {
            self.inner.deliver(message).await?;
        }
        self.here.notify_one();
        std::future::pending().await
    }
}

async fn only_a_death_between_the_answer_and_the_mark_sends_twice(database: TestDatabase) {
    for (death, copies) in [(Death::BeforeTheServer, 1), (Death::AfterItsAnswer, 2)] {
        let (store, mut server) = (database.store().await, SmtpServer::start("none", None));
        enqueue(&store, &format!("{copies}@example.jp")).await;
        let (inner, here) = (transport(&smtp(&server, Encryption::No)), Arc::new(Notify::new()));
        let dying = worker(&store, Arc::new(Dying { inner, death, here: here.clone() }));
        let life = tokio::spawn(async move { dying.send_due().await });
        here.notified().await;
        life.abort();
        assert!(life.await.expect_err("it is dead").is_cancelled());
        let living = plainly(&store, &server);
        assert_eq!(send(&living).await, NOTHING, "the claim holds");
        later(&database, LEASE);
        assert_eq!(send(&living).await, SENT);
        let taken = server.taken();
        assert_eq!(taken.len(), copies);
        assert!(
            taken.iter().all(|copy| *copy == taken[0]),
            "who gets two can tell that they are one: {taken:?}"
        );
    }
}

/// Asked to stop while the server thinks: the answer is waited for, and written down.
async fn a_worker_finishes_what_it_has_in_its_hands(database: TestDatabase) {
    struct Slow(Notify, Notify);
    #[async_trait]
    impl Transport for Slow {
        async fn deliver(&self, _: &Message) -> Result<(), Undelivered> {
            self.0.notify_one();
            self.1.notified().await;
            Ok(())
        }
    }
    let store = database.store().await;
    enqueue(&store, "hanako@example.jp").await;
    let slow = Arc::new(Slow(Notify::new(), Notify::new()));
    let worker = worker(&store, slow.clone());
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let running = tokio::spawn(async move { worker.run(stopped).await });
    slow.0.notified().await;
    stop.send_replace(true);
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(!running.is_finished(), "the mail is still on its way");
    slow.1.notify_one();
    tokio::time::timeout(Duration::from_secs(10), running).await.expect("it ends").expect("well");
    let queue = queue(&store).await;
    assert_eq!((queue.sent, queue.waiting), (1, 0));
}

async fn a_file_is_whole_and_one(database: TestDatabase) {
    let store = database.store().await;
    let unique: String = database.url().chars().filter(char::is_ascii_alphanumeric).collect();
    let folder = std::env::temp_dir().join(format!("dx-test-outbox-{unique}/a"));
    enqueue(&store, "hanako@example.jp").await;
    let files = || {
        let entries =
            std::fs::read_dir(&folder).expect("the folder").map(|entry| entry.expect("a file").path());
        entries.collect::<Vec<_>>()
    };
    let here = Arc::new(Notify::new());
    let inner: Arc<dyn Transport> = Arc::new(FileTransport::new(folder.clone()));
    let dying = worker(
        &store,
        Arc::new(Dying { inner: inner.clone(), death: Death::AfterItsAnswer, here: here.clone() }),
    );
    let life = tokio::spawn(async move { dying.send_due().await });
    here.notified().await;
    life.abort();
    let first = files();
    let [file] = first.as_slice() else { panic!("{first:?}") };
    let written = std::fs::read(file).expect("the file");
    later(&database, LEASE);
    assert_eq!(send(&worker(&store, inner)).await, SENT);
    assert_eq!(files(), first, "written twice, it is one file");
    assert_eq!(std::fs::read(file).expect("the file"), written);
    assert!(file.extension().is_some_and(|end| end == "eml"), "{file:?}");
    std::fs::remove_dir_all(folder).expect("gone");
    // A file where the folder should be: nothing can be written.
    enqueue(&store, "jiro@example.jp").await;
    let blocked = Arc::new(FileTransport::new("/dev/null/outbox".into()));
    assert_eq!(send(&worker(&store, blocked)).await, PUT_OFF);
    assert_eq!(queue(&store).await.next[0].fault.as_deref(), Some("not-written"));
}
