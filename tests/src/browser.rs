//! A browser with cookies of its own, for journeys that need more than one.

use std::collections::BTreeMap;
use std::sync::Mutex;

use app::backend::StaffToken;
use axum::body::Body;
use axum::http::Method;
use domain::access::Role;

use crate::app::{FORM, Page, TestApp, encoded, request};

/// Keeps the cookies that it is given, and sends them back.
pub struct Browser<'a> {
    app: &'a TestApp,
    cookies: Mutex<BTreeMap<String, String>>,
    user_agent: &'static str,
}

impl<'a> Browser<'a> {
    /// One that nobody has used.
    #[must_use]
    pub fn new(app: &'a TestApp) -> Browser<'a> {
        Browser::of(app, "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)")
    }

    /// The same, of another kind.
    #[must_use]
    pub fn of(app: &'a TestApp, user_agent: &'static str) -> Browser<'a> {
        Browser { app, cookies: Mutex::default(), user_agent }
    }

    /// One in which somebody new of staff is signed in.
    ///
    /// # Panics
    /// Never, unless a test has panicked before.
    pub async fn of_staff(app: &'a TestApp, role: Role) -> Browser<'a> {
        Browser::of_agency(app, role, crate::staff::AGENCY).await
    }

    /// The same; of this agency, if the role is one of an agency.
    ///
    /// # Panics
    /// Likewise.
    pub async fn of_agency(app: &'a TestApp, role: Role, agency: &str) -> Browser<'a> {
        let session = app.enrolled_of(role, agency).await.session;
        Browser::signed_in(app, &session)
    }

    /// One that has this session of staff.
    ///
    /// # Panics
    /// Never, unless a test has panicked before.
    #[must_use]
    pub fn signed_in(app: &'a TestApp, session: &StaffToken) -> Browser<'a> {
        let browser = Browser::new(app);
        browser.cookies.lock().expect("a jar").insert("staff".to_owned(), session.as_str().to_owned());
        browser
    }

    /// A cookie that it holds.
    ///
    /// # Panics
    /// Never, unless a test has panicked before.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().expect("a jar").get(name).cloned()
    }

    pub async fn get(&self, path: &str) -> Page {
        self.send(Method::GET, path, FORM, Vec::new()).await
    }

    pub async fn head(&self, path: &str) -> Page {
        self.send(Method::HEAD, path, FORM, Vec::new()).await
    }

    /// Asks in any way, with a form that says nothing.
    pub async fn ask(&self, method: Method, path: &str) -> Page {
        self.send(method, path, FORM, Vec::new()).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.send(Method::POST, path, FORM, encoded(fields).into()).await
    }

    /// Sends what is no form of fields, of this media type.
    pub async fn post_body(&self, path: &str, kind: &str, body: Vec<u8>) -> Page {
        self.send(Method::POST, path, kind, body).await
    }

    /// Goes where a redirect leads, until there is a page.
    ///
    /// # Panics
    /// When there never is one.
    pub async fn follow(&self, mut page: Page) -> Page {
        for _ in 0..10 {
            if !(300..400).contains(&page.status) {
                return page;
            }
            let place = page.location().to_owned();
            page = self.get(&place).await;
        }
        panic!("redirects without end");
    }

    async fn send(&self, method: Method, path: &str, kind: &str, body: Vec<u8>) -> Page {
        let cookies: Vec<String> = self
            .cookies
            .lock()
            .expect("a jar")
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let cookies = cookies.join("; ");
        let mut headers = vec![
            ("accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
            ("user-agent", self.user_agent),
            ("cookie", cookies.as_str()),
        ];
        if ![Method::GET, Method::HEAD].contains(&method) {
            headers.extend([("content-type", kind), ("origin", "null"), ("sec-fetch-site", "same-origin")]);
        }
        let (status, headers, body) = self.app.bytes(request(method, path, &headers, Body::from(body))).await;
        // Some files are no text.
        let page = Page { status, headers, body: String::from_utf8_lossy(&body).into_owned() };
        for set in page.headers.get_all("set-cookie") {
            self.keep(set.to_str().expect("ASCII"));
        }
        page
    }

    fn keep(&self, set: &str) {
        let (cookie, attributes) = set.split_once(';').unwrap_or((set, ""));
        let (name, value) = cookie.split_once('=').expect("a cookie");
        let mut cookies = self.cookies.lock().expect("a jar");
        if attributes.contains("Max-Age=0") {
            cookies.remove(name);
        } else {
            cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}
