//! 「メールの送信」: what officers see of the outbox and press, and nobody else.

use std::sync::Arc;

use app::backend::{Action, AuditQuery, Audits, MailFault, Mails};
use app::refusal::Refusal;
use app::words::mail::{self as words, Said};
use async_trait::async_trait;
use domain::access::{Act, Role};
use server::mail::{Letter, Message, Transport, Undelivered};
use server::store::Enqueued;
use tests::mail::worker;
use tests::staff::{assert_closed, assert_form_closed};
use tests::{TestApp, TestDatabase};

tests::on_both_databases! {
    it_shows_what_waits_and_what_was_not_sent_without_texts_and_addresses,
    a_press_lets_a_parked_mail_be_tried_again,
    nobody_else_sees_or_presses,
    broken_forms_change_nothing,
}

struct Refusing;

#[async_trait]
impl Transport for Refusing {
    async fn deliver(&self, _: &Message) -> Result<(), Undelivered> {
        Err(Undelivered { fault: MailFault::Refused, status: Some(550) })
    }
}

async fn enqueue(app: &TestApp, to: &str) -> i64 {
    let letter = Letter {
        subject: "himitsu-no-kenmei".to_owned(),
        text: "himitsu-no-honbun".to_owned(),
        html: "<p>himitsu-no-honbun</p>".to_owned(),
    };
    let enqueued = app.store.enqueue_test_mail(&to.parse().expect("an address"), letter).await;
    match enqueued.expect("the store answers") {
        Enqueued::New { id, .. } => id,
        Enqueued::Before => panic!("a new one each time"),
    }
}

async fn parked(app: &TestApp) -> i64 {
    let id = enqueue(app, "hanako.tanaka@example.jp").await;
    let delivered = worker(&app.store, Arc::new(Refusing)).send_due().await.expect("the store answers");
    assert_eq!(delivered.parked, 1);
    id
}

async fn it_shows_what_waits_and_what_was_not_sent_without_texts_and_addresses(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let empty = app.get("/office/mail").await.text();
    assert!(empty.contains(words::NOTHING_WAITS) && empty.contains(words::NOTHING_PARKED), "{empty}");
    assert!(empty.contains(words::IN_FILES), "{empty}");
    let parked = parked(&app).await;
    enqueue(&app, "jiro@example.jp").await;
    let page = app.get("/office/mail").await;
    for text in ["h…@example.jp", "j…@example.jp", "550", words::fault(MailFault::Refused), words::NOT_TRIED]
    {
        assert!(page.text().contains(text), "{text}: {}", page.text());
    }
    for hidden in ["himitsu", "anako", "jiro"] {
        assert!(!page.body.contains(hidden), "{hidden}");
    }
    assert_eq!(
        page.hidden(),
        [("mail".to_owned(), parked.to_string())],
        "one button, for the one that is parked"
    );
    assert!(app.get("/office").await.body.contains("href=\"/office/mail\""));
}

async fn a_press_lets_a_parked_mail_be_tried_again(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let id = parked(&app).await.to_string();
    let press = async || app.post("/do/resend-mail", &[("mail", &id)]).await.see_other().to_owned();
    let place = press().await;
    assert_eq!(place, "/office/mail?said=resent");
    let page = app.get(&place).await.text();
    assert!(page.contains(Said::Resent.sentence()) && page.contains(words::NOTHING_PARKED), "{page}");
    assert_eq!(press().await, "/office/mail?said=gone", "pressing twice");
    let query = AuditQuery { action: Some(Action::ResendMail), ..AuditQuery::default() };
    let entries = app.store.entries(&query).await.expect("the store answers");
    assert_eq!(entries.total, 1);
    let log = app.get("/office/audit?action=resend-mail").await.text();
    assert!(log.contains(words::fault(MailFault::Refused)) && log.contains("admin0@example.jp"), "{log}");
}

async fn nobody_else_sees_or_presses(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let id = parked(&app).await.to_string();
    assert_closed(&app, "/office/mail", Act::ManageMail).await;
    assert_form_closed(&app, "/do/resend-mail", &[("mail", &id)], Act::ManageMail).await;
    assert_eq!(app.store.mail_queue(1).await.expect("the store answers").parked.total, 1);
}

async fn broken_forms_change_nothing(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    parked(&app).await;
    for fields in [vec![], vec![("mail", "")], vec![("mail", "x")], vec![("mail", "99999999999999999999")]] {
        let page = app.post("/do/resend-mail", &fields).await;
        assert_eq!(page.see_other(), Refusal::BadForm.path(), "{fields:?}");
    }
    for unknown in ["0", "-1", "9223372036854775807"] {
        let page = app.post("/do/resend-mail", &[("mail", unknown)]).await;
        assert_eq!(page.see_other(), "/office/mail?said=gone", "{unknown}");
    }
    assert_eq!(app.store.mail_queue(1).await.expect("the store answers").parked.total, 1);
}
