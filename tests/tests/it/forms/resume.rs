//! Stop on one device, go on on another: by forms and redirects alone.

use app::words::later as words;
use tests::{Page, TestApp, TestDatabase};

use super::path;

tests::on_both_databases! {
    one_press_gives_a_code_and_keeps_the_answer,
    the_code_opens_the_diagnosis_on_another_device,
    the_address_of_the_qr_code_brings_the_code_along,
    known_and_unknown_codes_are_answered_alike,
    what_is_no_code_is_said_at_the_field_and_kept,
    who_stops_early_is_asked_for_the_number,
    whoever_declined_the_number_gets_no_code,
    too_many_errors_are_refused_for_a_while,
    another_code_takes_the_place_of_the_former,
    neither_code_nor_number_stands_in_an_address,
    the_code_comes_by_mail_and_opens_with_the_number,
    what_is_no_address_is_said_at_the_field_and_kept,
}

/// The code on the page.
fn code_of(page: &Page) -> String {
    page.element("span.later-card__code")
}

/// The code of a diagnosis, as its first device shows it.
async fn code(app: &TestApp, key: &str) -> String {
    let pressed = app.post("/do/later", &[("key", key)]).await;
    assert_eq!(pressed.see_other(), path(key, "later"));
    code_of(&app.follow(pressed).await)
}

async fn resume(app: &TestApp, code: &str, number: &str) -> Page {
    app.post("/do/resume", &[("code", code), ("number", number)]).await
}

/// The page that a redirect leads to, with the cookie that came with it.
async fn with_cookie(app: &TestApp, page: &Page) -> Page {
    let cookie = page.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
    app.get_with(page.see_other(), &[("cookie", &cookie)]).await
}

/// What stands in the field of the code.
fn typed(page: &Page) -> String {
    page.inputs("code")[0].0.clone()
}

async fn one_press_gives_a_code_and_keeps_the_answer(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.started().await;
    app.answer(&key, "q03", &[("choice[]", "12")]).await;
    let question = app.get(&path(&key, "q04")).await;
    assert!(question.text().contains(words::LATER));
    let pressed = app.answer(&key, "q04", &[("choice[]", "npo"), ("later", "1")]).await;
    assert_eq!(pressed.see_other(), path(&key, "later"));
    assert_eq!(app.raw(&key, "q04").await.values, ["npo"]);
    let page = app.follow(pressed).await;
    assert_eq!((page.status, page.heading().as_str()), (200, words::TITLE));
    assert_eq!(page.named("svg").iter().filter(|svg| svg.get("class") == Some("qr")).count(), 1);
    assert!(page.text().contains("2027年12月27日"), "400 days from the 22nd of November");
    let first = code_of(&page);
    // Nothing said is no answer: the question is asked again. The code stays the same.
    let pressed = app.answer(&key, "q05", &[("choice[]", " "), ("later", "1")]).await;
    assert_eq!(code_of(&app.follow(pressed).await), first);
    assert!(!app.diagnosis(&key).await.answers.contains_key("q05"));
    assert_eq!(app.get(&format!("/diagnosis/{key}")).await.location(), path(&key, "q01"));
}

async fn the_code_opens_the_diagnosis_on_another_device(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.answered(&[]).await;
    let code = code(&app, &key).await;
    for typed in [code.clone(), code.to_lowercase().replace('-', " "), code.replace('0', "Ｏ")] {
        let opened = resume(&app, &typed, "１２人").await;
        assert_eq!(opened.see_other(), format!("/diagnosis/{key}"), "{typed}");
        let cookies: Vec<&str> =
            opened.headers.get_all("set-cookie").iter().map(|value| value.to_str().expect("ASCII")).collect();
        assert!(cookies.iter().any(|cookie| cookie.starts_with(&format!("dx-diagnosis={key};"))));
        assert!(cookies.iter().any(|cookie| cookie.starts_with("dx-typed=;")), "{cookies:?}");
    }
    app.post("/do/submit", &[("key", &key)]).await;
    let result = app.follow(resume(&app, &code, "12").await).await;
    assert_eq!(result.status, 200);
    assert!(result.text().contains(words::LATER_RESULT));
}

async fn the_address_of_the_qr_code_brings_the_code_along(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.answered(&[]).await;
    let code = code(&app, &key).await.replace('-', "");
    let arrived = app.get(&format!("/resume/{code}")).await;
    assert_eq!(arrived.location(), "/resume", "the code leaves the address line");
    assert_eq!(arrived.header("cache-control"), "no-store");
    assert!(arrived.header("set-cookie").contains("; HttpOnly; SameSite=Lax"));
    let cookie = arrived.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
    let form = app.get_with("/resume", &[("cookie", &cookie)]).await;
    assert_eq!((typed(&form), form.header("cache-control")), (code.clone(), "no-store"));
    assert!(!form.body.contains("error-summary"));
    assert_eq!(form.inputs("number"), [(String::new(), false)], "the number is asked for");
    let opened = resume(&app, &typed(&form), "12").await;
    assert_eq!(opened.see_other(), format!("/diagnosis/{key}"));
}

async fn known_and_unknown_codes_are_answered_alike(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.answered(&[]).await;
    let known = code(&app, &key).await;
    let mut answers = Vec::new();
    for code in [known.as_str(), "0000-0000-0001"] {
        let sent = resume(&app, code, "13").await;
        assert_eq!(sent.see_other(), "/resume?said=unfit");
        let mut names: Vec<String> = sent.headers.keys().map(ToString::to_string).collect();
        names.sort_unstable();
        let page = with_cookie(&app, &sent).await;
        assert_eq!((page.status, typed(&page).as_str()), (200, code));
        answers.push((names, sent.headers.get_all("set-cookie").iter().count(), page.text(), sent.body));
    }
    assert_eq!(answers[0], answers[1]);
    assert!(answers[0].2.contains(words::UNFIT));
}

async fn what_is_no_code_is_said_at_the_field_and_kept(database: TestDatabase) {
    let app = TestApp::new(database).await;
    for (code, number, said, sentences) in [
        ("K7XM-3WPA", "12", "code", vec![words::CODE_WRONG]),
        ("", "12", "code", vec![words::CODE_WRONG]),
        ("0000-0000-0000", "じゅうに", "number", vec![words::NUMBER_WRONG]),
        ("ひみつ<b>\"\0", "", "both", vec![words::CODE_WRONG, words::NUMBER_WRONG]),
    ] {
        let sent = resume(&app, code, number).await;
        assert_eq!(sent.see_other(), format!("/resume?said={said}"));
        let page = with_cookie(&app, &sent).await;
        assert_eq!(page.status, 200);
        assert!(page.title().starts_with("エラー："), "{}", page.title());
        let summary = page.element("div.error-summary");
        for sentence in sentences {
            assert!(summary.contains(sentence), "{summary}");
        }
        assert!(typed(&page).starts_with(code.trim_end_matches('\0')), "{code:?} is kept");
    }
    // Whatever the cookie holds, the page is shown.
    for cookie in ["dx-typed=zz", "dx-typed=f", "dx-typed=ff", "dx-typed="] {
        assert_eq!(app.get_with("/resume", &[("cookie", cookie)]).await.status, 200, "{cookie}");
    }
}

async fn who_stops_early_is_asked_for_the_number(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.started().await;
    app.answer(&key, "q01", &[("choice[]", "34207")]).await;
    let pressed = app.answer(&key, "q02", &[("choice[]", "E"), ("later", "1")]).await;
    let page = app.follow(pressed).await;
    let question = app.content.questionnaire.question("q03").expect("a question").text.clone();
    assert!(page.text().contains(&question) && !page.body.contains("error-summary"));
    let wrong = app.post("/do/later", &[("key", &key), ("number", "abc")]).await;
    let page = app.follow(wrong).await;
    assert!(page.body.contains("error-summary"));
    assert_eq!(page.inputs("number")[0].0, "abc");
    assert_eq!(app.raw(&key, "q03").await.values, ["abc"], "stored as it was typed");
    let sent = app.post("/do/later", &[("key", &key), ("number", "８人")]).await;
    let code = code_of(&app.follow(sent).await);
    let opened = resume(&app, &code, "8").await;
    let place = app.get(opened.see_other()).await.location().to_owned();
    assert_eq!(place, path(&key, "q04"), "the number is answered");
}

async fn whoever_declined_the_number_gets_no_code(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.answered(&[]).await;
    app.answer(&key, "q03", &[("declined", "1")]).await;
    assert!(app.get(&path(&key, "later")).await.text().contains(words::NUMBER_UNKNOWN));
    app.post("/do/submit", &[("key", &key)]).await;
    let page = app.follow(app.post("/do/later", &[("key", &key)]).await).await;
    assert!(page.text().contains(words::NO_NUMBER_SUBMITTED));
    assert!(page.named("form").is_empty());
}

async fn too_many_errors_are_refused_for_a_while(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.answered(&[]).await;
    let code = code(&app, &key).await;
    for _ in 0..5 {
        assert_eq!(resume(&app, &code, "13").await.see_other(), "/resume?said=unfit");
    }
    let refused = resume(&app, &code, "12").await;
    assert_eq!(refused.see_other(), "/resume?said=too-often");
    assert!(with_cookie(&app, &refused).await.text().contains(words::TOO_OFTEN));
}

async fn another_code_takes_the_place_of_the_former(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.answered(&[]).await;
    let first = code(&app, &key).await;
    let sent = app.post("/do/later", &[("key", &key), ("another", "1")]).await;
    let second = code_of(&app.follow(sent).await);
    assert_ne!(first, second);
    assert_eq!(resume(&app, &first, "12").await.see_other(), "/resume?said=unfit");
    assert_eq!(resume(&app, &second, "12").await.see_other(), format!("/diagnosis/{key}"));
    app.answer(&key, "q03", &[("choice[]", "14")]).await;
    assert!(app.get(&path(&key, "later")).await.text().contains(words::OUTDATED));
}

async fn neither_code_nor_number_stands_in_an_address(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.answered(&[("q03", "7777")]).await;
    let code = code(&app, &key).await;
    let places = [
        app.post("/do/later", &[("key", &key), ("number", "7777")]).await,
        app.answer(&key, "q03", &[("choice[]", "7777"), ("later", "1")]).await,
        resume(&app, &code, "8888").await,
        resume(&app, "secret", "8888").await,
        resume(&app, &code, "7777").await,
    ];
    for page in places {
        let place = page.see_other();
        let bare = place.replace(&key, "");
        assert!(!bare.contains("7777") && !bare.contains("8888") && !bare.contains("secret"), "{place}");
        assert!(!bare.contains(&code) && !bare.contains(&code.replace('-', "")), "{place}");
    }
    for fields in [vec![], vec![("key", "x")], vec![("key", "00000000000000000000000000")]] {
        let page = app.post("/do/later", &fields).await;
        assert_eq!(page.see_other(), "/refused/diagnosis-not-found");
    }
    let long = "9".repeat(201);
    let page = app.post("/do/resume", &[("code", &long), ("number", "1")]).await;
    assert_eq!(page.see_other(), "/refused/too-large");
}

async fn the_code_comes_by_mail_and_opens_with_the_number(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.answered(&[]).await;
    let place = path(&key, "later");
    let fields = [("key", key.as_str()), ("address", " Hanako@example.jp")];
    let early = app.post("/do/mail-code", &fields).await;
    assert_eq!(early.see_other(), format!("{place}?mail=none"), "there is no code yet");
    let code = code(&app, &key).await;
    for _ in 0..2 {
        assert_eq!(app.post("/do/mail-code", &fields).await.see_other(), format!("{place}?mail=sent"));
    }
    assert!(app.get(&format!("{place}?mail=sent")).await.text().contains(words::MAIL_SENT));
    let mails = tests::mail::received(&app.database).await;
    assert_eq!(mails.len(), 1, "pressed twice it goes once");
    assert_eq!(mails[0].to, "Hanako@example.jp");
    assert!(mails[0].text.contains(&code), "{}", mails[0].text);
    assert!(!mails[0].text.contains("12人") && mails[0].unsubscribe.is_none());
    let link = mails[0].text.split_whitespace().find(|word| word.contains("/resume/")).expect("a link");
    let (_, link) = link.split_once("localhost:3000").expect("ours");
    let opened = app.get(link).await;
    let form = with_cookie(&app, &opened).await;
    assert_eq!(resume(&app, &typed(&form), "12").await.see_other(), format!("/diagnosis/{key}"));

    for n in 0..4 {
        app.database.clock.set(tests::at(&format!("2026-11-22T0{}:00:00Z", n + 2)));
        assert_eq!(app.post("/do/mail-code", &fields).await.see_other().ends_with("sent"), n < 3, "{n}");
    }
    assert!(app.get(&format!("{place}?mail=too-often")).await.text().contains(words::MAIL_TOO_OFTEN));
}

async fn what_is_no_address_is_said_at_the_field_and_kept(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.answered(&[]).await;
    code(&app, &key).await;
    let sent = app.post("/do/mail-code", &[("key", &key), ("address", "hanako@")]).await;
    assert_eq!(sent.see_other(), format!("{}?mail=address", path(&key, "later")));
    let page = with_cookie(&app, &sent).await;
    assert_eq!(page.text().matches(app::words::notices::ADDRESS_WRONG).count(), 2, "on top and at the field");
    assert_eq!(page.inputs("address")[0].0, "hanako@");
    assert!(tests::mail::received(&app.database).await.is_empty());
}
