//! The questionnaire on paper, and keying it in: one long form, the same questions, the same end.

use app::words::{keying, paper as words};
use axum::body::Body;
use axum::http::Method;
use domain::answer::RawAnswer;
use domain::questionnaire::QuestionKind;
use tests::{Page, TestApp, TestDatabase, html, request};

use super::path;

tests::on_both_databases! {
    the_paper_has_every_question_in_order,
    what_makes_a_question_visible_is_said_in_plain_words,
    a_sheet_is_keyed_in_and_submitted,
    what_does_not_count_is_kept_and_shown_at_its_field,
    a_blank_that_is_not_asked_is_asked_once_it_is_opened,
    all_or_nothing_is_stored,
}

async fn the_paper_has_every_question_in_order(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let page = app.get("/paper").await;
    let sheets = html::elements(&page.body, "div.paper-question");
    assert_eq!(sheets.len(), app.content.questionnaire.questions.len());
    for (sheet, question) in sheets.iter().zip(&app.content.questionnaire.questions) {
        let text = html::text(sheet);
        assert!(text.starts_with(&question.id) && text.contains(&question.text), "{text}");
        for choice in question.choices() {
            assert!(text.contains(&choice.label), "{}: {}", question.id, choice.label);
        }
        assert!(text.contains("わからない"), "{}: always valid", question.id);
        if let QuestionKind::Number { unit, .. } = &question.kind {
            assert!(text.contains(unit.as_str()), "{}", question.id);
        }
    }
    assert!(page.text().contains(&words::version("hiroshima-dx-check", 1)));
    assert!(page.text().contains("福山市") && page.text().contains("製造業"));
}

async fn what_makes_a_question_visible_is_said_in_plain_words(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let page = app.get("/paper").await;
    let when = |id: &str| {
        let sheet = html::element(&page.body, &format!("div#{id}")).to_owned();
        html::text(html::element(&sheet, "p.paper-question__when"))
    };
    insta::allow_duplicates! {
        insta::assert_snapshot!(when("q06"), @"q04が「会社」の、しかも、q03が51人以上のとき、答えてください。");
        insta::assert_snapshot!(when("q21"), @"q03が1人以上のとき、答えてください。");
    }
    assert!(when("q15").starts_with("q02が「"), "{}", when("q15"));
    assert!(when("q15").ends_with("」のどれかのとき、答えてください。"), "{}", when("q15"));
}

/// A sheet of paper, one option a question where nothing else is said.
fn sheet(key: &str, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut fields = vec![("key".to_owned(), key.to_owned())];
    for (question, raw) in tests::answers(changes) {
        for value in raw.values {
            fields.push((format!("answer[{question}][]"), value));
        }
    }
    fields
}

async fn send(app: &TestApp, fields: &[(String, String)]) -> Page {
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    app.post("/do/keyed", &fields).await
}

async fn a_sheet_is_keyed_in_and_submitted(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let started = app.post("/do/keying", &[]).await;
    let key = started.see_other().split('/').nth(2).expect("a key").to_owned();
    assert_eq!(started.see_other(), path(&key, "keying"));
    assert!(started.header("set-cookie").starts_with("dx-keying=1; "), "the next sheet is somebody else's");
    let form = app.get(&path(&key, "keying")).await;
    assert_eq!((form.status, form.heading().as_str()), (200, keying::TITLE));
    assert!(!form.body.contains("error-summary"), "nothing is wrong with a blank sheet yet");
    assert!(!form.body.contains("leptos-island"), "it works without any script");
    for question in &app.content.questionnaire.questions {
        assert!(form.body.contains(&format!("answer[{}][]", question.id)), "{}", question.id);
    }
    let mut fields = sheet(&key, &[("q02", "I:56"), ("q03", "１２人"), ("q10", "paperwork,funding")]);
    fields.push(("answer[q05][]".to_owned(), String::new()));
    fields.push(("declined[q09]".to_owned(), "1".to_owned()));
    let sent = send(&app, &fields).await;
    assert_eq!(sent.see_other(), path(&key, "check"));
    for (question, values) in
        [("q02", &["I:56"][..]), ("q03", &["１２人"]), ("q10", &["paperwork", "funding"])]
    {
        assert_eq!(app.raw(&key, question).await.values, values, "{question}");
    }
    assert_eq!(app.raw(&key, "q09").await, RawAnswer { values: Vec::new(), declined: true });
    let check = app.follow(sent).await;
    assert!(check.body.contains("/do/submit"));
    let submitted = app.post("/do/submit", &[("key", &key)]).await;
    assert_eq!(app.follow(submitted).await.status, 200);
    let result = path(&key, "result");
    let keying = [("cookie", "dx-keying=1")];
    assert_eq!(
        app.get_with(&result, &keying).await.header("set-cookie"),
        "",
        "nobody's diagnosis is remembered"
    );
    assert!(app.get(&result).await.header("set-cookie").starts_with("dx-diagnosis="), "elsewhere it is");
    let form =
        [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin"), keying[0]];
    let own = app.send(request(Method::POST, "/do/start", &form, Body::empty())).await;
    let cookies: Vec<&str> =
        own.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok()).collect();
    assert!(cookies.iter().any(|cookie| cookie.starts_with("dx-keying=;")), "{cookies:?}");
    assert!(
        cookies.iter().any(|cookie| cookie.starts_with("dx-diagnosis=") && !cookie.contains("=;")),
        "{cookies:?}"
    );
    let again = app.get(&path(&key, "keying")).await;
    assert!(!again.body.contains("/do/keyed"), "submitted answers do not change");
    assert_eq!(send(&app, &fields).await.see_other(), path(&key, "keying"));
}

async fn what_does_not_count_is_kept_and_shown_at_its_field(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.started().await;
    let mut fields = sheet(&key, &[("q03", "abc"), ("q05", "ずっと前")]);
    fields.retain(|(name, _)| name != "answer[q04][]");
    fields.push(("answer[q10][]".to_owned(), "none".to_owned()));
    let sent = send(&app, &fields).await;
    assert_eq!(sent.see_other(), path(&key, "keying"));
    let page = app.follow(sent).await;
    assert!(page.title().starts_with("エラー："));
    let summary = html::element(&page.body, "div.error-summary").to_owned();
    let links: Vec<String> =
        html::tags(&summary).iter().filter_map(|tag| Some(tag.get("href")?.to_owned())).collect();
    assert_eq!(links, ["#q03", "#q04", "#q05", "#q10"]);
    for id in ["q03", "q04", "q05", "q10"] {
        let field = html::element(&page.body, &format!("fieldset#{id}"));
        assert!(field.contains("field-error"), "{id}");
    }
    assert_eq!(page.inputs("answer[q03][]")[0].0, "abc");
    assert!(page.inputs("answer[q10][]").contains(&("none".to_owned(), true)));
}

async fn a_blank_that_is_not_asked_is_asked_once_it_is_opened(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.started().await;
    send(&app, &sheet(&key, &[])).await;
    assert!(!app.diagnosis(&key).await.answers.contains_key("q06"), "capital: of larger companies only");
    assert!(app.diagnosis(&key).await.answers.contains_key("q09"), "left blank on paper is passed");
    let sent = app.answer(&key, "q03", &[("choice[]", "60"), ("back", "check")]).await;
    assert_eq!(sent.see_other(), path(&key, "q06?back=check"));
}

async fn all_or_nothing_is_stored(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.started().await;
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    for (extra, place) in [
        (vec![field("answer[q99][]", "x")], "/refused/bad-form"),
        (vec![field("declined[q99]", "1")], "/refused/bad-form"),
        (vec![field("answer[q05][]", &"9".repeat(2_001))], "/refused/too-large"),
        (vec![field("answer[q11][]", "train"); 65], "/refused/too-large"),
    ] {
        let sent = send(&app, &[sheet(&key, &[]), extra].concat()).await;
        assert_eq!(sent.see_other(), place);
        assert!(app.diagnosis(&key).await.answers.is_empty());
    }
    assert_eq!(app.post("/do/keyed", &[]).await.see_other(), "/refused/diagnosis-not-found");
}
