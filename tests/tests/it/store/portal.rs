//! Importing by HTTP, from a server of the test's own that answers as the portal does, or as it should not.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use app::backend::{Contents, Imports};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use server::import::jgrants::{KEYWORDS, Listing, Manners, Problem, Report, Step, import_portal};
use server::store::Store;
use tests::TestDatabase;

tests::on_both_databases! {
    lists_and_details_are_fetched,
    what_may_pass_is_tried_again,
    what_does_not_pass_is_not,
    who_is_asked_to_wait_waits,
    a_connection_that_breaks_off_is_tried_again,
    one_failure_does_not_hide_the_rest,
    where_there_is_no_version_two_version_one_is_asked,
    requests_keep_their_distance,
    only_a_whole_listing_tells_what_has_vanished,
    attachments_of_any_size_are_passed_over,
    what_cannot_be_asked_is_refused_at_once,
}

const IDS: [&str; 6] = [
    "a0WJ200000CDYCsMAP",
    "a0WJ200000CDYEGMA5",
    "a0WJ200000CDcQOMA1",
    "a0WJ200000CDYEIMA5",
    "a0WJ200000CDdQxMAL",
    "a0WJ200000CDOsKMAX",
];

fn sample(name: &str) -> String {
    let path = Path::new("samples/jgrants").join(name);
    std::fs::read_to_string(path).expect("the sample")
}

/// A detail of version 2 for an id, with a text that no list has.
fn detail(id: &str) -> String {
    sample("v2_detail_a0WJ200000CDapgMAD.json").replace("a0WJ200000CDapgMAD", id)
}

/// How the server answers a path, one after the other; the last for ever.
#[derive(Debug, Clone)]
enum Answer {
    Json(String),
    Status(u16),
    /// With the seconds to wait.
    Later(u16, u32),
    /// The answer breaks off in its middle.
    Broken,
    /// Not within any timeout of these tests.
    Never,
}

#[derive(Debug, Clone)]
struct Asked {
    path: String,
    query: String,
    user_agent: String,
    at: Instant,
}

#[derive(Clone, Default)]
struct Script {
    answers: Arc<Mutex<HashMap<String, Vec<Answer>>>>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Script {
    fn answer(&self, path: &str, answers: &[Answer]) {
        let mut all = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(path.to_owned(), answers.to_vec());
    }

    fn detail(&self, version: u8, id: &str, answers: &[Answer]) {
        self.answer(&format!("/exp/v{version}/public/subsidies/id/{id}"), answers);
    }

    fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn times(&self, part: &str) -> usize {
        self.asked().iter().filter(|asked| asked.path.contains(part)).count()
    }

    fn next(&self, uri: &Uri) -> Answer {
        let mut all = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        match all.get_mut(uri.path()) {
            Some(answers) if answers.len() > 1 => answers.remove(0),
            Some(answers) => answers.first().cloned().unwrap_or(Answer::Status(404)),
            None => Answer::Status(404),
        }
    }
}

async fn serve(State(script): State<Script>, request: Request) -> Response {
    let agent = request.headers().get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    let asked = Asked {
        path: request.uri().path().to_owned(),
        query: request.uri().query().unwrap_or_default().to_owned(),
        user_agent: agent.unwrap_or_default().to_owned(),
        at: Instant::now(),
    };
    script.asked.lock().unwrap_or_else(PoisonError::into_inner).push(asked);
    match script.next(request.uri()) {
        Answer::Json(text) => ([(header::CONTENT_TYPE, "application/json")], text).into_response(),
        Answer::Status(status) => StatusCode::from_u16(status).expect("a status").into_response(),
        Answer::Later(status, seconds) => {
            let status = StatusCode::from_u16(status).expect("a status");
            (status, [(header::RETRY_AFTER, seconds.to_string())]).into_response()
        }
        Answer::Broken => {
            let begun = Ok(Bytes::from_static(b"{\"result\":["));
            let parts = [begun, Err(std::io::Error::other("gone"))];
            Body::from_stream(futures::stream::iter(parts)).into_response()
        }
        Answer::Never => std::future::pending().await,
    }
}

const LIST: &str = "/exp/v1/public/subsidies";

/// The portal with the list of six, each with a detail; and where it is.
async fn portal() -> (Script, String) {
    let script = Script::default();
    script.answer(LIST, &[Answer::Json(sample("v1_list.json"))]);
    for id in IDS {
        script.detail(2, id, &[Answer::Json(detail(id))]);
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let router = Router::new().fallback(serve).with_state(script.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (script, format!("http://{address}/exp/"))
}

fn hasty() -> Manners {
    Manners {
        delay: Duration::from_millis(2),
        timeout: Duration::from_millis(700),
        attempts: 3,
        back_off: Duration::from_millis(5),
        longest_pause: Duration::from_secs(1),
    }
}

fn listing(base: &str) -> Listing {
    Listing { base: base.to_owned(), keywords: vec!["事業".to_owned()], complete: false, manners: hasty() }
}

async fn import(store: &Store, listing: &Listing) -> Report {
    let today = "2026-11-22".parse().expect("a day");
    import_portal(store, listing, today, &mut |_| {}).await.expect("the store answers")
}

async fn lists_and_details_are_fetched(database: TestDatabase) {
    let store = database.published().await;
    let (script, base) = portal().await;
    let mut steps = Vec::new();
    let listing = Listing { keywords: KEYWORDS.map(str::to_owned).to_vec(), ..listing(&base) };
    let today = "2026-11-22".parse().expect("a day");
    let report =
        import_portal(&store, &listing, today, &mut |step| steps.push(step)).await.expect("it answers");
    assert_eq!((report.new.len(), report.failed.len()), (6, 0), "{report}");
    assert_eq!((script.times("/v2/"), script.times("/v1/")), (6, KEYWORDS.len()), "each detail once");
    assert_eq!(steps.last(), Some(&Step::Details { done: 6, of: 6 }));
    for asked in script.asked() {
        assert!(asked.user_agent.starts_with("dx-shindan/"), "{asked:?}");
        if asked.path == LIST {
            assert!(asked.query.starts_with("keyword=%E"), "{asked:?}");
            assert!(asked.query.ends_with("&sort=created_date&order=DESC&acceptance=0"), "{asked:?}");
        }
    }
    let menus = store.current();
    for id in IDS {
        let menu = menus.menu(&format!("jgrants-{}", id.to_ascii_lowercase())).expect("the menu");
        assert!(menu.document.detail_html.is_some(), "{id}");
        assert_eq!(menu.document.rounds.len(), 2, "{id}");
    }
    let again = import(&store, &listing).await;
    assert_eq!((again.unchanged, again.new.len(), again.changed.len()), (6, 0, 0), "{again}");
}

async fn what_may_pass_is_tried_again(database: TestDatabase) {
    let store = database.published().await;
    let (script, base) = portal().await;
    script.answer(LIST, &[Answer::Status(503), Answer::Never, Answer::Json(sample("v1_list.json"))]);
    script.detail(2, IDS[0], &[Answer::Status(500), Answer::Json(detail(IDS[0]))]);
    script.detail(2, IDS[1], &[Answer::Never, Answer::Json(detail(IDS[1]))]);
    let report = import(&store, &listing(&base)).await;
    assert_eq!((report.new.len(), report.failed.len()), (6, 0), "{report}");
    assert_eq!((script.times(LIST), script.times(IDS[0]), script.times(IDS[1])), (3, 2, 2));
}

async fn what_does_not_pass_is_not(database: TestDatabase) {
    let store = database.published().await;
    let (script, base) = portal().await;
    script.answer(LIST, &[Answer::Status(400)]);
    let report = import(&store, &listing(&base)).await;
    assert_eq!(report.failed.len(), 1);
    assert_eq!(report.failed[0].why, "サーバーが 400 を返しました");
    assert_eq!(script.asked().len(), 1, "asked once");
    script.answer(LIST, &[Answer::Status(500)]);
    let report = import(&store, &listing(&base)).await;
    assert_eq!(report.failed[0].why, "サーバーが 500 を返しました");
    assert_eq!(script.asked().len(), 1 + 3, "asked three times, and no more");
    let nobody = Listing { base: "http://127.0.0.1:9/exp".to_owned(), ..listing(&base) };
    assert!(import(&store, &nobody).await.failed[0].why.starts_with("つながりません"));
}

async fn who_is_asked_to_wait_waits(database: TestDatabase) {
    let store = database.published().await;
    let (script, base) = portal().await;
    script.answer(LIST, &[Answer::Later(429, 1), Answer::Json(sample("v1_list.json"))]);
    script.detail(2, IDS[0], &[Answer::Later(503, 2), Answer::Json(detail(IDS[0]))]);
    let report = import(&store, &listing(&base)).await;
    assert_eq!((report.new.len(), report.failed.len()), (6, 1), "{report}");
    assert_eq!((script.times(LIST), script.times(IDS[0])), (2, 1), "no pause of two seconds for one detail");
    let asked = script.asked();
    assert!(asked[1].at - asked[0].at >= Duration::from_secs(1));
}

async fn a_connection_that_breaks_off_is_tried_again(database: TestDatabase) {
    let store = database.published().await;
    let (script, base) = portal().await;
    script.answer(LIST, &[Answer::Broken, Answer::Broken, Answer::Json(sample("v1_list.json"))]);
    script.detail(2, IDS[0], &[Answer::Broken]);
    let report = import(&store, &listing(&base)).await;
    assert_eq!((report.new.len(), report.failed.len()), (6, 1), "{report}");
    assert!(report.failed[0].why.starts_with("つながりません"), "{report}");
    assert_eq!((script.times(LIST), script.times(IDS[0])), (3, 3));
}

async fn one_failure_does_not_hide_the_rest(database: TestDatabase) {
    let store = database.published().await;
    let (script, base) = portal().await;
    script.detail(2, IDS[0], &[Answer::Status(500)]);
    script.detail(2, IDS[1], &[Answer::Json("{\"result\":[{".to_owned())]);
    script.detail(2, IDS[2], &[Answer::Never]);
    script.detail(2, IDS[3], &[Answer::Json(sample("error_500.json"))]);
    script.detail(2, IDS[4], &[Answer::Json(detail("another"))]);
    let report = import(&store, &listing(&base)).await;
    assert_eq!(
        (report.new.len(), report.failed.len()),
        (6, 5),
        "what the list says is taken all the same: {report}"
    );
    let told = report.to_string();
    for said in [
        "詳細 a0WJ200000CDYCsMAP：サーバーが 500 を返しました",
        "詳細 a0WJ200000CDYEGMA5：JSON として読めません",
        "詳細 a0WJ200000CDcQOMA1：時間内に答えがありません",
        "詳細 a0WJ200000CDYEIMA5：結果（result）がなく、誤りの知らせでした（E-ML-9999",
        "詳細 a0WJ200000CDdQxMAL：その id の公募が返ってきません",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    let detailed = |id: &str| {
        let menu = store.current().menu(&format!("jgrants-{}", id.to_ascii_lowercase())).cloned();
        menu.expect("the menu").document.detail_html.is_some()
    };
    assert_eq!(IDS.map(detailed), [false, false, false, false, false, true]);
    // Once the portal has recovered, the details follow.
    for id in IDS {
        script.detail(2, id, &[Answer::Json(sample_detail_like_list(id))]);
    }
    let report = import(&store, &listing(&base)).await;
    assert_eq!((report.completed.len() + report.changed.len(), report.failed.len()), (6, 0), "{report}");
}

/// A detail that says what the list says, and more.
fn sample_detail_like_list(id: &str) -> String {
    let list: serde_json::Value = serde_json::from_str(&sample("v1_list.json")).expect("JSON");
    let row = list["result"].as_array().expect("a list").iter().find(|row| row["id"] == id).expect("the row");
    let mut record = row.clone();
    record["detail"] = "<p>くわしい説明が届きました。</p>".into();
    serde_json::json!({ "result": [record] }).to_string()
}

async fn where_there_is_no_version_two_version_one_is_asked(database: TestDatabase) {
    let store = database.published().await;
    let (script, base) = portal().await;
    script.detail(2, IDS[1], &[Answer::Status(404)]);
    script.detail(1, IDS[1], &[Answer::Json(sample("v1_detail_a0WJ200000CDYEGMA5.json"))]);
    script.detail(2, IDS[2], &[Answer::Status(404)]);
    let report = import(&store, &listing(&base)).await;
    assert_eq!((report.new.len(), report.failed.len()), (6, 1), "{report}");
    assert_eq!(report.failed[0].why, "サーバーが 404 を返しました");
    let menu = store.current().menu("jgrants-a0wj200000cdyegma5").expect("the menu").document.clone();
    assert!(menu.rounds.is_empty() && menu.detail_html.expect("a detail").contains("労働時間"));
}

async fn requests_keep_their_distance(database: TestDatabase) {
    let store = database.published().await;
    let (script, base) = portal().await;
    script.detail(2, IDS[0], &[Answer::Status(500), Answer::Json(detail(IDS[0]))]);
    let (delay, back_off) = (Duration::from_millis(60), Duration::from_millis(200));
    let manners = Manners { delay, back_off, timeout: Duration::from_secs(5), ..hasty() };
    import(&store, &Listing { manners, ..listing(&base) }).await;
    let asked = script.asked();
    assert_eq!(asked.len(), 1 + 6 + 1);
    for pair in asked.windows(2) {
        let waited = pair[1].at - pair[0].at;
        let least = if pair[0].path == pair[1].path { back_off } else { delay };
        assert!(waited >= least, "{waited:?} between {} and {}", pair[0].path, pair[1].path);
    }
}

async fn only_a_whole_listing_tells_what_has_vanished(database: TestDatabase) {
    let store = database.published().await;
    let (script, base) = portal().await;
    import(&store, &listing(&base)).await;
    let mut list: serde_json::Value = serde_json::from_str(&sample("v1_list.json")).expect("JSON");
    list["result"].as_array_mut().expect("a list").pop();
    let fewer = Answer::Json(list.to_string());
    script.answer(LIST, std::slice::from_ref(&fewer));
    assert!(import(&store, &listing(&base)).await.vanished.is_empty(), "a narrower listing");
    let whole =
        Listing {
            complete: true, keywords: vec!["事業".to_owned(), "支援".to_owned()], ..listing(&base)
        };
    script.answer(LIST, &[fewer.clone(), Answer::Status(400), fewer]);
    let report = import(&store, &whole).await;
    assert_eq!((report.vanished.len(), report.not_compared.is_some()), (0, true), "one list is missing");
    let report = import(&store, &whole).await;
    let gone: Vec<&str> = report.vanished.iter().map(|told| told.menu_id.as_str()).collect();
    assert_eq!(gone, ["jgrants-a0wj200000cdoskmax"], "{report}");
    script.answer(LIST, &[Answer::Json(sample("v1_list_empty.json"))]);
    let report = import(&store, &whole).await;
    assert_eq!(
        (report.vanished.len(), report.not_compared.is_some()),
        (0, true),
        "nothing at all is no listing"
    );
    assert_eq!(store.vanished().await.expect("the store answers").len(), 1);
}

async fn attachments_of_any_size_are_passed_over(database: TestDatabase) {
    let store = database.published().await;
    let (script, base) = portal().await;
    let file = "JVBERi0x".repeat(2_000_000);
    let large = sample("v1_detail_a0WJ200000CDYEGMA5.json").replace("JVBERi0xLjQKJSBzYW1wbGU=", &file);
    assert!(large.len() > 48_000_000);
    script.detail(2, IDS[1], &[Answer::Json(large)]);
    let manners = Manners { timeout: Duration::from_secs(60), ..hasty() };
    let report = import(&store, &Listing { manners, ..listing(&base) }).await;
    assert_eq!((report.new.len(), report.failed.len()), (6, 0), "{report}");
    let stored = store.known_records(domain::draft::Origin::Jgrants).await.expect("the store answers");
    let kept: usize = stored.values().map(|known| known.record.to_string().len()).sum();
    assert!(kept < 50_000, "{kept}");
}

async fn what_cannot_be_asked_is_refused_at_once(database: TestDatabase) {
    let store = database.published().await;
    let (script, base) = portal().await;
    let today = "2026-11-22".parse().expect("a day");
    for keyword in ["補", "", &"あ".repeat(256)] {
        let listing = Listing { keywords: vec!["事業".to_owned(), keyword.to_owned()], ..listing(&base) };
        let refused = import_portal(&store, &listing, today, &mut |_| {}).await;
        assert!(matches!(&refused, Err(Problem::Keyword(word)) if word == keyword), "{refused:?}");
    }
    for base in ["api.jgrants-portal.go.jp/exp", "ftp://example.jp", "file:///etc/passwd", ""] {
        let refused =
            import_portal(&store, &Listing { base: base.to_owned(), ..listing(base) }, today, &mut |_| {})
                .await;
        assert!(matches!(refused, Err(Problem::Base(_))), "{base}");
    }
    assert!(script.asked().is_empty());
}
