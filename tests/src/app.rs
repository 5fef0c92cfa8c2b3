//! The product as a browser meets it: the real service over a database of the test's own.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use app::backend::{Clock, Diagnoses, Diagnosis, DiagnosisKey, Saved, StaffToken, Submitted};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use domain::access::Role;
use domain::answer::{RawAnswer, RawAnswers};
use domain::content::Content;
use server::config::SignOn;
use server::router::Site;
use server::serve::{PageSettings, service};
use server::store::Store;
use tower::ServiceExt;

use crate::html::{self, Tag};
use crate::staff::{self, Enrollee};
use crate::{TestDatabase, content, sources};

/// The seed published, the clock standing still.
pub struct TestApp {
    pub store: Store,
    pub content: Content,
    pub service: Router,
    pub database: TestDatabase,
    /// Of whoever sends the requests; empty for nobody.
    cookie: Mutex<String>,
    /// So many of staff have enrolled.
    enrolled: AtomicU32,
}

/// The name in the address line.
pub const HOST: &str = "localhost:3000";
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

/// Nothing for browsers.
fn no_site() -> Site {
    Site::new(Path::new("no-site"), Path::new("no-list"))
}

impl TestApp {
    pub async fn new(database: TestDatabase) -> TestApp {
        TestApp::with_site(database, &no_site()).await
    }

    /// The same with files for the browser.
    pub async fn with_site(database: TestDatabase, site: &Site) -> TestApp {
        TestApp::with(database, site, TestApp::settings("http")).await
    }

    /// The same as people meet it, by https.
    pub async fn by_https(database: TestDatabase) -> TestApp {
        TestApp::with(database, &no_site(), TestApp::settings("https")).await
    }

    /// The same with the prefecture's own sign-on.
    pub async fn with_sign_on(database: TestDatabase, sign_on: SignOn) -> TestApp {
        let settings = PageSettings { sign_on: Some(sign_on), ..TestApp::settings("http") };
        TestApp::with(database, &no_site(), settings).await
    }

    /// The same by https.
    pub async fn by_https_with_sign_on(database: TestDatabase, sign_on: SignOn) -> TestApp {
        let settings = PageSettings { sign_on: Some(sign_on), ..TestApp::settings("https") };
        TestApp::with(database, &no_site(), settings).await
    }

    fn settings(scheme: &str) -> PageSettings {
        PageSettings {
            base_url: format!("{scheme}://{HOST}").into(),
            https: scheme == "https",
            ..PageSettings::default()
        }
    }

    async fn with(database: TestDatabase, site: &Site, settings: PageSettings) -> TestApp {
        let store = database.published().await;
        let clock: Arc<dyn Clock> = Arc::new(database.clock.clone());
        let service = service(site, &store, clock, settings);
        let (cookie, enrolled) = (Mutex::default(), AtomicU32::new(0));
        TestApp { store, content: content(&sources()), service, database, cookie, enrolled }
    }

    /// The same, and every request that names nobody else comes from somebody of staff.
    pub async fn of_staff(database: TestDatabase, role: Role) -> TestApp {
        let app = TestApp::new(database).await;
        app.staff_signs_in(role).await;
        app
    }

    /// From now on every request that names nobody else comes from somebody new of staff. Needed again after the clock was
    /// set on by more than a session lasts.
    pub async fn staff_signs_in(&self, role: Role) {
        let who = self.enrolled(role).await;
        *self.cookie.lock().unwrap_or_else(PoisonError::into_inner) = cookie_of(&who.session);
    }

    /// Somebody new of staff.
    pub async fn enrolled(&self, role: Role) -> Enrollee {
        self.enrolled_of(role, staff::AGENCY).await
    }

    /// The same; of this agency, if the role is one of an agency.
    pub async fn enrolled_of(&self, role: Role, agency: &str) -> Enrollee {
        let number = self.enrolled.fetch_add(1, Ordering::Relaxed);
        let address = format!("{}{number}@example.jp", role.code());
        staff::enrolled_in(&self.store, agency, (role, &address), self.database.clock.now()).await
    }

    /// Opens an address as a browser does.
    pub async fn get(&self, path: &str) -> Page {
        self.get_with(path, &[]).await
    }

    /// Opens an address; `headers` come on top of a browser's or in their place.
    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Page {
        let mut all = vec![("accept", "text/html,application/xhtml+xml,*/*;q=0.8")];
        all.extend(headers);
        self.send(request(Method::GET, path, &all, Body::empty())).await
    }

    /// Sends a form as a browser sends a form of ours: with `Referrer-Policy: no-referrer` it names no origin.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.post_body(path, encoded(fields)).await
    }

    /// Sends a form whose body need not be well formed.
    pub async fn post_body(&self, path: &str, body: impl Into<Body>) -> Page {
        let headers = [
            ("accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
            ("content-type", FORM),
            ("origin", "null"),
            ("sec-fetch-site", "same-origin"),
        ];
        self.send(request(Method::POST, path, &headers, body)).await
    }

    /// Sends a form with a file in its field `file`, as a browser does.
    pub async fn post_file(&self, path: &str, name: &str, file: &[u8]) -> Page {
        let headers = [
            ("accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
            ("content-type", WITH_FILE),
            ("origin", "null"),
            ("sec-fetch-site", "same-origin"),
        ];
        self.send(request(Method::POST, path, &headers, with_file(name, file))).await
    }

    pub async fn send(&self, request: Request) -> Page {
        let (status, headers, body) = self.bytes(request).await;
        Page { status, headers, body: String::from_utf8(body).expect("UTF-8") }
    }

    /// Status, headers and body of what need not be text.
    pub async fn bytes(&self, mut request: Request) -> (u16, HeaderMap, Vec<u8>) {
        let cookie = self.cookie.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if !cookie.is_empty() && !request.headers().contains_key(header::COOKIE) {
            request.headers_mut().insert(header::COOKIE, cookie.parse().expect("a header's value"));
        }
        let response = self.service.clone().oneshot(request).await.expect("the service never fails");
        let (head, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("a whole body");
        (head.status.as_u16(), head.headers, body.to_vec())
    }

    /// Goes where a redirect leads, until there is a page.
    pub async fn follow(&self, mut page: Page) -> Page {
        for _ in 0..10 {
            if !(300..400).contains(&page.status) {
                return page;
            }
            let place = page.location().split('#').next().unwrap_or_default().to_owned();
            page = self.get(&place).await;
        }
        panic!("redirects without end");
    }

    /// A new diagnosis without answers.
    pub async fn started(&self) -> String {
        self.store.start().await.expect("the store answers").as_str().to_owned()
    }

    /// A new diagnosis with all required answers, see [`crate::answers`].
    pub async fn answered(&self, changes: &[(&str, &str)]) -> String {
        self.begun(&crate::answers(changes)).await
    }

    /// A new diagnosis with these answers.
    pub async fn begun(&self, answers: &RawAnswers) -> String {
        let key = self.started().await;
        for (question, raw) in answers {
            let saved = self.store.save_answer(&parsed(&key), question, raw).await;
            assert_eq!(saved.expect("the store answers"), Saved::Stored);
        }
        key
    }

    /// A submitted diagnosis.
    pub async fn submitted(&self, changes: &[(&str, &str)]) -> String {
        let key = self.answered(changes).await;
        assert_eq!(self.store.submit(&parsed(&key)).await.expect("the store answers"), Submitted::Done);
        key
    }

    /// What is stored under a key.
    pub async fn diagnosis(&self, key: &str) -> Diagnosis {
        self.store.find(&parsed(key)).await.expect("the store answers").expect("a diagnosis")
    }

    /// The stored answer to a question; empty if there is none.
    pub async fn raw(&self, key: &str, question: &str) -> RawAnswer {
        self.diagnosis(key).await.answers.remove(question).unwrap_or_default()
    }

    /// Sends an answer: `fields` beside key and question.
    pub async fn answer(&self, key: &str, question: &str, fields: &[(&str, &str)]) -> Page {
        let mut all = vec![("key", key), ("question", question)];
        all.extend(fields);
        self.post("/do/answer", &all).await
    }
}

/// How a browser brings a session of staff.
#[must_use]
pub fn cookie_of(session: &StaffToken) -> String {
    format!("staff={}", session.as_str())
}

fn parsed(key: &str) -> DiagnosisKey {
    DiagnosisKey::parse(key).expect("a well-formed key")
}

/// A request from this machine to [`HOST`] with these headers and no others.
pub fn request(method: Method, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Request {
    let mut request = Request::new(body.into());
    *request.method_mut() = method;
    *request.uri_mut() = path.parse().expect("an address");
    request.headers_mut().insert(header::HOST, HeaderValue::from_static(HOST));
    for (name, value) in headers {
        let name: HeaderName = name.parse().expect("a header's name");
        request.headers_mut().insert(name, value.parse().expect("a header's value"));
    }
    let peer = SocketAddr::from(([127, 0, 0, 1], 50_000));
    request.extensions_mut().insert(ConnectInfo(peer));
    request
}

const BOUNDARY: &str = "----end-of-a-part";
/// The media type of [`with_file`].
pub const WITH_FILE: &str = "multipart/form-data; boundary=----end-of-a-part";

/// The body of a form with a file, without [`TestApp::post_file`]'s headers.
#[must_use]
pub fn with_file(name: &str, file: &[u8]) -> Vec<u8> {
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    [head.as_bytes(), file, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat()
}

/// Fields as a browser encodes them.
#[must_use]
pub fn encoded(fields: &[(&str, &str)]) -> String {
    let pairs = fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
    pairs.collect::<Vec<_>>().join("&")
}

fn escaped(text: &str) -> String {
    let byte = |b: u8| match b {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' | b'*' => char::from(b).to_string(),
        b' ' => "+".to_owned(),
        b => format!("%{b:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Page {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Page {
    /// A header; empty if it is missing.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("ASCII"))
    }

    /// Where a redirect leads.
    #[must_use]
    pub fn location(&self) -> &str {
        assert!((300..400).contains(&self.status), "{} is no redirect", self.status);
        self.header("location")
    }

    /// Where an acknowledged form leads: always 303.
    #[must_use]
    pub fn see_other(&self) -> &str {
        assert_eq!(self.status, 303, "{}", self.text());
        self.location()
    }

    #[must_use]
    pub fn text(&self) -> String {
        html::text(&self.body)
    }

    #[must_use]
    pub fn tags(&self) -> Vec<Tag> {
        html::tags(&self.body)
    }

    #[must_use]
    pub fn named(&self, name: &str) -> Vec<Tag> {
        self.tags().into_iter().filter(|tag| tag.name == name).collect()
    }

    #[must_use]
    pub fn title(&self) -> String {
        self.element("title")
    }

    /// The rows of a CSV file, its head first.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn csv(&self) -> Vec<Vec<String>> {
        assert_eq!((self.status, self.header("content-type")), (200, "text/csv; charset=utf-8"));
        let text = self.body.strip_prefix('\u{feff}').expect("Excel's mark");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let row = |row: csv::StringRecord| row.iter().map(str::to_owned).collect();
        reader.records().map(|record| row(record.expect("a row"))).collect()
    }

    /// The text of the first heading.
    #[must_use]
    pub fn heading(&self) -> String {
        self.element("h1")
    }

    /// The text of the first element of a name or a name and a class.
    #[must_use]
    pub fn element(&self, selector: &str) -> String {
        html::text(html::element(&self.body, selector))
    }

    /// The fields that the page's form already holds, to be sent with what is filled in.
    #[must_use]
    pub fn hidden(&self) -> Vec<(String, String)> {
        let hidden = self.named("input").into_iter().filter(|input| input.get("type") == Some("hidden"));
        let of = |tag: &Tag, name: &str| tag.get(name).unwrap_or_default().to_owned();
        hidden.map(|input| (of(&input, "name"), of(&input, "value"))).collect()
    }

    /// Values of all inputs of a name, and whether each is chosen.
    #[must_use]
    pub fn inputs(&self, name: &str) -> Vec<(String, bool)> {
        let inputs = self.named("input").into_iter().filter(|input| input.get("name") == Some(name));
        inputs
            .map(|input| (input.get("value").unwrap_or_default().to_owned(), input.has("checked")))
            .collect()
    }

    /// Values of the options that are chosen.
    #[must_use]
    pub fn chosen(&self) -> Vec<String> {
        self.inputs("choice[]").into_iter().filter(|(_, chosen)| *chosen).map(|(value, _)| value).collect()
    }
}
