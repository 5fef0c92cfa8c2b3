//! Keys stand in addresses; they stay out of the log.

use std::io::Write;
use std::sync::{Mutex, Once, PoisonError};

use domain::access::Role;
use tests::mail::{letters, received, secret_in};
use tests::staff::invited;
use tests::{Browser, TestApp, TestDatabase};

tests::on_both_databases! { keys_stay_out_of_the_log }

static LINES: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Lines;

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LINES.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn logged() -> String {
    String::from_utf8_lossy(&LINES.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
}

/// One process may run both tests: the log is set up once, down to what helps to find an error.
fn start() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        let lines = tracing_subscriber::fmt().with_max_level(tracing_subscriber::filter::LevelFilter::DEBUG);
        lines.with_ansi(false).with_writer(|| Lines).init();
    });
}

async fn keys_stay_out_of_the_log(database: TestDatabase) {
    start();
    let app = TestApp::new(database).await;
    let key = app.answered(&[]).await;
    for rest in ["", "/q03", "/q03?back=check", "/q06", "/q99", "/check", "/result"] {
        app.get(&format!("/diagnosis/{key}{rest}")).await;
    }
    app.answer(&key, "q03", &[("choice[]", "himitsu-no-kotae")]).await;
    app.answer(&key, "q03", &[("choice[]", "12")]).await;
    app.answer(&key, "q99", &[("choice[]", "himitsu-no-kotae")]).await;
    app.post("/do/later", &[("key", &key)]).await;
    let code = app.get(&format!("/diagnosis/{key}/later")).await.element("span.later-card__code");
    let plain = code.replace('-', "");
    app.get(&format!("/resume/{plain}")).await;
    for number in ["13", "12"] {
        app.post("/do/resume", &[("code", &code), ("number", number)]).await;
    }
    app.post("/do/submit", &[("key", &key)]).await;
    let form = [("key", key.as_str()), ("address", "himitsu-no-kotae@example.jp"), ("wants[]", "new")];
    app.post("/do/subscribe", &form).await;
    let mail = received(&app.database).await.pop().expect("a mail");
    let confirm = mail.text.split("/notices/confirm/").nth(1).expect("a link")[..32].to_owned();
    app.get(&format!("/notices/confirm/{confirm}")).await;
    let own = app.post("/do/confirm-notices", &[("token", &confirm)]).await;
    let subscription = own.see_other()["/notices/".len()..][..32].to_owned();
    app.follow(own).await;
    app.get(&format!("/notices/unsubscribe/{subscription}")).await;
    app.post(&format!("/notices/unsubscribe/{subscription}"), &[]).await;
    let sent = app.post("/do/again", &[("key", &key)]).await;
    let new = sent.see_other().split('/').nth(2).expect("a key").to_owned();
    app.follow(sent).await;
    app.post_body("/do/answer", format!("key={key}&key={key}")).await;
    let (link, others) = come_in(&app, &new).await;
    let enrolment = invited(&app.store, Role::Editor, "kanri@example.jp").await.as_str().to_owned();
    app.get(&format!("/staff/enrol/{enrolment}")).await;
    let password = "himitsu-no-aikotoba";
    let fields = [("link", enrolment.as_str()), ("password", password), ("again", password)];
    app.post("/do/staff-enrol", &fields).await;
    let log = logged();
    assert!(log.contains("path=/diagnosis/…/q03"), "the log tells which page was asked for: {log}");
    assert!(log.contains("path=/resume/…"));
    for place in
        ["/notices/confirm/…", "/notices/unsubscribe/…", "/notices/…", "/me/link/…", "/staff/enrol/…"]
    {
        assert!(log.contains(&format!("path={place}")), "{place}: {log}");
    }
    let secrets = [key, new, code, plain, confirm, subscription, link, enrolment];
    let typed = ["himitsu-no-kotae", "himitsu-no-aikotoba", "hanako@"].map(str::to_owned);
    for secret in secrets.into_iter().chain(others).chain(typed) {
        let line = log.lines().find(|line| line.contains(&secret));
        assert_eq!(line, None);
    }
}

/// By a link that was sent; gives it, and what the browser holds afterwards.
async fn come_in(app: &TestApp, key: &str) -> (String, Vec<String>) {
    let browser = Browser::new(app);
    browser.post("/do/sign-in", &[("address", "hanako@"), ("key", key)]).await;
    browser.post("/do/sign-in", &[("address", "hanako@example.jp"), ("key", key)]).await;
    let letter = letters(&app.database, "hanako@example.jp").await.pop().expect("a letter");
    let link = secret_in(&letter, "/me/link/");
    browser.get(&format!("/me/link/{link}")).await;
    browser.post("/do/link", &[("link", &link)]).await;
    let list = browser.get("/me").await;
    let id = list.inputs("diagnosis")[0].0.clone();
    let opened = browser.post("/do/open-mine", &[("diagnosis", &id)]).await.see_other().to_owned();
    browser.get(&opened).await;
    let own = opened.split('/').nth(2).expect("a key").to_owned();
    let cookies = ["dx-asked", "dx-me"].map(|name| browser.cookie(name).expect("a cookie"));
    (link, cookies.into_iter().chain([own]).collect())
}
