//! Which question comes next.

use app::words::diagnosis as words;
use tests::{TestApp, TestDatabase};

use super::path;

tests::on_both_databases! {
    an_invisible_question_is_passed_over,
    an_answer_to_an_invisible_question_counts_for_nothing,
    a_change_asks_what_it_has_opened_and_returns,
    a_diagnosis_goes_on_where_it_was_left,
    two_tabs_lose_nothing,
}

async fn an_invisible_question_is_passed_over(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.answered(&[("q05", "3")]).await;
    let page = app.get(&path(&key, "q06")).await;
    assert_eq!(page.location(), path(&key, "q09"), "on with what has not been asked");
    // A program that takes anything is led on as well.
    let page = app.get_with(&path(&key, "q06"), &[("accept", "*/*")]).await;
    assert_eq!(page.location(), path(&key, "q09"));
    let larger = app.answered(&[("q03", "60")]).await;
    assert_eq!(app.get(&path(&larger, "q06")).await.status, 200);
}

async fn an_answer_to_an_invisible_question_counts_for_nothing(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.answered(&[]).await;
    let capital = app.content.questionnaire.question("q06").expect("a question").text.clone();
    let sent = app.answer(&key, "q06", &[("choice[]", "1")]).await;
    assert_eq!(sent.see_other(), path(&key, "check"));
    let sent = app.answer(&key, "q06", &[("choice[]", "not a number")]).await;
    assert!(
        app.follow(sent)
            .await
            .heading()
            .starts_with(&app.content.questionnaire.question("q05").expect("a question").text)
    );
    let check = app.get(&path(&key, "check")).await;
    assert!(!check.text().contains(&capital) && check.body.contains("/do/submit"));
    let page = app.post("/do/submit", &[("key", &key)]).await;
    assert_eq!(page.see_other(), path(&key, "result"));
    let with = app.follow(page).await.text();
    let without = app.submitted(&[]).await;
    assert_eq!(with, app.get(&path(&without, "result")).await.text());
}

async fn a_change_asks_what_it_has_opened_and_returns(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let all: Vec<(String, String)> = app
        .content
        .questionnaire
        .questions
        .iter()
        .filter(|q| q.id != "q06" && !q.required)
        .map(|q| (q.id.clone(), q.choices().first().map_or("3".to_owned(), |choice| choice.id.clone())))
        .collect();
    let all: Vec<(&str, &str)> = all.iter().map(|(id, value)| (id.as_str(), value.as_str())).collect();
    let key = app.answered(&all).await;
    assert_eq!(app.get(&format!("/diagnosis/{key}")).await.location(), path(&key, "check"));

    let page = app.get(&path(&key, "q03?back=check")).await;
    assert!(page.text().contains(words::SAVE_AND_RETURN));
    assert!(page.hidden().contains(&("back".to_owned(), "check".to_owned())));
    let sent = app.answer(&key, "q03", &[("choice[]", "60"), ("back", "check")]).await;
    assert_eq!(sent.see_other(), path(&key, "q06?back=check"));
    let page = app.follow(sent).await;
    assert!(page.hidden().contains(&("back".to_owned(), "check".to_owned())));
    let sent = app.answer(&key, "q06", &[("choice[]", "3000万"), ("back", "check")]).await;
    assert_eq!(sent.see_other(), path(&key, "check"));
    // Nowhere else: what `back` says is one of ours or nothing.
    let sent = app.answer(&key, "q24", &[("choice[]", "none"), ("back", "https://evil.example/")]).await;
    assert_eq!(sent.see_other(), path(&key, "q25"));
}

async fn a_diagnosis_goes_on_where_it_was_left(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.started().await;
    let resume = format!("/diagnosis/{key}");
    assert_eq!(app.get(&resume).await.location(), path(&key, "q01"));
    app.answer(&key, "q01", &[("choice[]", "34207")]).await;
    assert_eq!(app.get(&resume).await.location(), path(&key, "q02"));
    assert_eq!(
        app.get(&path(&key, "result")).await.location(),
        path(&key, "q02"),
        "no result before it is submitted"
    );
    let page = app.post("/do/submit", &[("key", &key)]).await;
    assert_eq!(page.see_other(), path(&key, "q02?back=check"));
    let check = app.get(&path(&key, "check")).await;
    assert!(check.text().contains(words::CHECK_INCOMPLETE) && !check.body.contains("/do/submit"));
    assert_eq!(app.get(&path(&key, "q01")).await.chosen(), ["34207"]);
}

async fn two_tabs_lose_nothing(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.answered(&[]).await;
    let (one, other) = tokio::join!(
        app.answer(&key, "q12", &[("choice[]", "half")]),
        app.answer(&key, "q14", &[("choice[]", "cloud")])
    );
    assert_eq!((one.see_other(), other.see_other()), (&*path(&key, "q13"), &*path(&key, "q15")));
    // Back, and another answer: the last one counts.
    app.answer(&key, "q12", &[("choice[]", "few")]).await;
    assert_eq!(app.raw(&key, "q12").await.values, ["few"]);
    assert_eq!(app.raw(&key, "q14").await.values, ["cloud"]);
}
