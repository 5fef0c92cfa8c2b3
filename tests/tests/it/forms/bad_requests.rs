//! Requests that no form of ours sends: each gets a Japanese page with its status, and none breaks anything.

use app::refusal::Refusal;
use axum::body::Body;
use axum::http::Method;
use tests::{HOST, Page, TestApp, TestDatabase, encoded, request};

use super::{assert_refused, is_japanese, path};

tests::on_both_databases! {
    a_missing_field_is_named_or_refused,
    a_forged_key_opens_nothing,
    a_body_that_cannot_be_read_is_refused,
    too_much_is_refused,
    another_site_cannot_send_a_form,
    the_wrong_method_finds_no_page,
    nothing_personal_stands_in_an_address,
}

const UNKNOWN_KEY: &str = "0123456789abcdefghjkmnpqrs";

async fn a_missing_field_is_named_or_refused(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.started().await;
    for action in ["/do/answer", "/do/submit", "/do/again"] {
        for fields in [vec![], vec![("key", "")], vec![("question", "q03"), ("choice[]", "12")]] {
            let page = app.post(action, &fields).await;
            assert_refused(&app, page, Refusal::DiagnosisNotFound, action).await;
        }
    }
    for fields in [
        vec![("choice[]", "12")],
        vec![("question", "")],
        vec![("question", "q99")],
        vec![("question", "q03\0")],
    ] {
        let mut all = vec![("key", key.as_str())];
        all.extend(&fields);
        let page = app.post("/do/answer", &all).await;
        assert_refused(&app, page, Refusal::BadForm, &format!("{fields:?}")).await;
    }
    assert!(app.diagnosis(&key).await.answers.is_empty());
    let page = app.post("/do/nothing", &[]).await;
    assert!((400..500).contains(&page.status) && is_japanese(&page.heading()), "{}", page.status);
}

async fn a_forged_key_opens_nothing(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let real = app.submitted(&[]).await;
    let swapped = real.to_uppercase();
    let forged = [
        UNKNOWN_KEY,
        "x",
        &real[1..],
        &swapped,
        "%27%20or%201=1--",
        "%00",
        "..%2f..%2fmenus",
        "%F0%9F%8D%A3",
    ];
    for key in forged {
        for rest in ["", "/q01", "/check", "/result", "/later", "/keying", "/q99"] {
            let page = app.get(&format!("/diagnosis/{key}{rest}")).await;
            assert_refused(&app, page, Refusal::DiagnosisNotFound, &format!("{key}{rest}")).await;
        }
        for action in ["/do/answer", "/do/submit", "/do/again", "/do/later", "/do/keyed"] {
            let page = app.post_body(action, format!("key={key}&question=q01&choice%5B%5D=34100")).await;
            assert_refused(&app, page, Refusal::DiagnosisNotFound, &format!("{action} {key}")).await;
        }
    }
    let page = app.get(&path(&real, "q99")).await;
    assert_refused(&app, page, Refusal::PageNotFound, "an unknown question").await;
}

async fn a_body_that_cannot_be_read_is_refused(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.answered(&[]).await;
    let before = app.diagnosis(&key).await.answers;
    let head = encoded(&[("key", &key), ("question", "q03")]);
    let bodies: Vec<(&str, Vec<u8>)> = vec![
        ("raw bytes that are not UTF-8", [head.as_bytes(), b"&choice[]=\xff\xfe"].concat()),
        ("question twice", format!("{head}&question=q04").into_bytes()),
        ("key twice", format!("{head}&key={key}").into_bytes()),
        ("declined twice", format!("{head}&declined=1&declined=1").into_bytes()),
        ("a list for a text", format!("{head}&back[]=check").into_bytes()),
        ("a map for a text", format!("{head}&detail[a]=b").into_bytes()),
        ("a map in the list", format!("{head}&choice[][a]=1").into_bytes()),
        ("nested without end", format!("{head}&choice{}=1", "[a]".repeat(500)).into_bytes()),
        (
            "an index past all bounds",
            format!("{head}&choice[99999999999999999999]=1&choice[a]=1").into_bytes(),
        ),
        ("brackets that do not close", format!("{head}&choice[=1&choice]=2").into_bytes()),
    ];
    for (what, body) in bodies {
        let page = app.post_body("/do/answer", body.clone()).await;
        assert_refused(&app, page, Refusal::BadForm, what).await;
        assert_no_error_in_an_address(&app, body, what).await;
    }
    for body in ["&&&===&;;;%", r#"{"key":"x","question":"q03"}"#] {
        let page = app.post_body("/do/answer", body).await;
        assert_refused(&app, page, Refusal::DiagnosisNotFound, body).await;
    }
    for (what, value) in
        [("broken UTF-8", "%FF%FE"), ("broken percents", "%zz%"), ("half a character", "%E3%81")]
    {
        let page = app.post_body("/do/answer", format!("{head}&choice%5B%5D={value}")).await;
        assert_understandable(&app, page, what).await;
        let page = app.post_body("/do/submit", format!("key={value}")).await;
        assert_understandable(&app, page, what).await;
    }
    let plain = encoded(&[("key", &key), ("question", "q03"), ("choice[]", "12")]);
    for kind in ["text/plain", "application/json", "multipart/form-data; boundary=x", "image/png", ""] {
        let headers = [("accept", "text/html"), ("sec-fetch-site", "same-origin"), ("content-type", kind)];
        let page = app.send(request(Method::POST, "/do/answer", &headers, plain.clone())).await;
        assert_understandable(&app, page, kind).await;
    }
    let mut after = app.diagnosis(&key).await.answers;
    after.insert("q03".to_owned(), before["q03"].clone());
    assert_eq!(after, before, "all other answers are as they were");
}

/// A browser that tells where the form was would be sent back there by the framework, with the error in the address.
async fn assert_no_error_in_an_address(app: &TestApp, body: Vec<u8>, what: &str) {
    let headers = [
        ("accept", "text/html"),
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("referer", "http://localhost:3000/diagnosis/0123456789abcdefghjkmnpqrs/q03"),
    ];
    let page = app.send(request(Method::POST, "/do/answer", &headers, body)).await;
    let place = page.header("location");
    assert!(!place.contains("__err") && !place.contains(UNKNOWN_KEY), "{what}: {place}");
}

/// A refusal in Japanese, or a page of the diagnosis; never a failure, never an error in an address.
async fn assert_understandable(app: &TestApp, page: Page, what: &str) {
    assert!(page.status < 500, "{what}: {} {}", page.status, page.text());
    assert!(!page.header("location").contains("__err"), "{what}: {}", page.header("location"));
    let page = app.follow(page).await;
    assert!(page.status < 500 && is_japanese(&page.heading()), "{what}: {} {}", page.status, page.heading());
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8", "{what}");
}

async fn too_much_is_refused(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.answered(&[]).await;
    let before = app.diagnosis(&key).await.answers;
    let body =
        format!("{}&choice%5B%5D={}", encoded(&[("key", &key), ("question", "q03")]), "9".repeat(1 << 20));
    for action in ["/do/answer", "/do/start", "/do/submit", "/do/again", "/do/later", "/do/resume"] {
        let length = body.len().to_string();
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("sec-fetch-site", "same-origin"),
            ("content-length", length.as_str()),
        ];
        let page = app.send(request(Method::POST, action, &headers, body.clone())).await;
        assert_eq!(page.status, 413, "{action}: nothing is run");
        assert_refused(&app, page, Refusal::TooLarge, action).await;
    }
    // Without a length the server learns only while reading.
    let page = app.post_body("/do/answer", Body::from(body)).await;
    assert_refused(&app, page, Refusal::TooLarge, "no length").await;
    let long = "9".repeat(2_001);
    let page = app.answer(&key, "q03", &[("choice[]", &long)]).await;
    assert_refused(&app, page, Refusal::TooLarge, "a long text").await;
    let many = vec![("choice[]", "paperwork"); 65];
    let page = app.answer(&key, "q10", &many).await;
    assert_refused(&app, page, Refusal::TooLarge, "many choices").await;
    assert_eq!(app.diagnosis(&key).await.answers, before);
}

async fn another_site_cannot_send_a_form(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.started().await;
    let body = encoded(&[("key", &key), ("question", "q03"), ("choice[]", "12")]);
    let same = format!("http://{HOST}");
    let other_port = "http://localhost:4000";
    let send = |headers: Vec<(&'static str, String)>| {
        let mut all = vec![("content-type", "application/x-www-form-urlencoded"), ("accept", "text/html")];
        all.extend(headers.iter().map(|(name, value)| (*name, value.as_str())));
        app.send(request(Method::POST, "/do/answer", &all, body.clone()))
    };
    for headers in [
        vec![("sec-fetch-site", "cross-site".to_owned())],
        vec![("sec-fetch-site", "same-site".to_owned())],
        vec![("sec-fetch-site", "cross-site".to_owned()), ("origin", same.clone())],
        vec![("origin", "https://evil.example".to_owned())],
        vec![("origin", other_port.to_owned())],
    ] {
        let what = format!("{headers:?}");
        assert_refused(&app, send(headers).await, Refusal::CrossSite, &what).await;
        assert!(app.diagnosis(&key).await.answers.is_empty(), "{what}");
    }
    for headers in [
        vec![("sec-fetch-site", "same-origin".to_owned()), ("origin", "null".to_owned())],
        vec![("origin", same.clone())],
        vec![],
    ] {
        let what = format!("{headers:?}");
        assert_eq!(send(headers).await.see_other(), path(&key, "q04"), "{what}");
    }
}

async fn the_wrong_method_finds_no_page(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.started().await;
    for action in ["/do/answer", "/do/start", "/do/submit", "/do/again", "/do/later", "/do/resume"] {
        let page = app.get(&format!("{action}?key={key}&question=q03&choice[]=12")).await;
        assert_refused(&app, page, Refusal::PageNotFound, action).await;
    }
    assert!(app.diagnosis(&key).await.answers.is_empty());
    for page in ["/", "/menus", "/office", "/nowhere", &path(&key, "q03")] {
        let sent = app.post(page, &[("choice[]", "12")]).await;
        assert_refused(&app, sent, Refusal::PageNotFound, page).await;
    }
}

/// Every address that a form leads to names the diagnosis at most, and a refusal not even that.
async fn nothing_personal_stands_in_an_address(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.answered(&[]).await;
    let places = [
        app.answer(&key, "q03", &[("choice[]", "secret")]).await,
        app.answer(&key, "q05", &[("choice[]", "77")]).await,
        app.post("/do/submit", &[("key", &key)]).await,
        app.post("/do/again", &[("key", &key)]).await,
        app.post("/do/again", &[("key", &key), ("question", "secret")]).await,
        app.answer(&key, "secret", &[("choice[]", "77")]).await,
        app.answer(UNKNOWN_KEY, "q03", &[("choice[]", "77")]).await,
    ];
    for page in places {
        let place = page.see_other();
        let known = place.strip_prefix(&format!("/diagnosis/{key}/"));
        let bare = known.or(place.strip_prefix("/refused/")).expect("a page of the diagnosis or a refusal");
        assert!(!bare.contains("secret") && !bare.contains("77") && !bare.contains("__err"), "{place}");
        assert!(known.is_some() || !place.contains(&key), "{place}");
    }
}
