//! A browser with cookies of its own, for journeys that need more than one.

use std::collections::BTreeMap;
use std::sync::Mutex;

use app::backend::StaffToken;
use axum::body::Body;
use axum::http::Method;
use domain::access::Role;

use crate::app::{Page, TestApp, encoded, request};

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
        Browser::with_session(app, &app.enrolled(role).await.session)
    }

    /// One in which this session of staff is open.
    ///
    /// # Panics
    /// Never, unless a test has panicked before.
    #[must_use]
    pub fn with_session(app: &'a TestApp, session: &StaffToken) -> Browser<'a> {
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
        self.send(Method::GET, path, String::new()).await
    }

    pub async fn head(&self, path: &str) -> Page {
        self.send(Method::HEAD, path, String::new()).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.send(Method::POST, path, encoded(fields)).await
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

    async fn send(&self, method: Method, path: &str, body: String) -> Page {
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
        if method == Method::POST {
            headers.extend([
                ("content-type", "application/x-www-form-urlencoded"),
                ("origin", "null"),
                ("sec-fetch-site", "same-origin"),
            ]);
        }
        let page = self.app.send(request(method, path, &headers, Body::from(body))).await;
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
