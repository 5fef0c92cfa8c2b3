//! A submitted diagnosis does not change; a new one begins from it.

use app::words::diagnosis as words;
use domain::access::Role;
use tests::{Page, TestApp, TestDatabase};

use super::path;

tests::on_both_databases! {
    a_submitted_diagnosis_does_not_change,
    submitting_twice_counts_once,
    answering_again_begins_from_the_old_answers,
}

async fn completed(app: &TestApp) -> String {
    app.get("/office").await.element("dd.stat__number")
}

fn assert_already(page: &Page) {
    assert_eq!((page.status, page.heading().as_str()), (200, words::ALREADY_TITLE));
    assert!(
        page.body.contains("/do/again")
            && !page.body.contains("/do/answer")
            && !page.body.contains("/do/submit")
    );
}

async fn a_submitted_diagnosis_does_not_change(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let key = app.submitted(&[]).await;
    assert_eq!(app.get(&format!("/diagnosis/{key}")).await.location(), path(&key, "result"));
    assert_already(&app.get(&path(&key, "check")).await);
    let before = app.diagnosis(&key).await.answers;
    for question in &app.content.questionnaire.questions {
        let page = app.get(&path(&key, &question.id)).await;
        assert_already(&page);
        assert!(page.text().contains(&question.text), "{}", question.id);
    }
    for (question, value) in [("q03", "99"), ("q05", "1"), ("q10", "none")] {
        let sent = app.answer(&key, question, &[("choice[]", value)]).await;
        assert_eq!(sent.see_other(), path(&key, question));
        assert_already(&app.follow(sent).await);
    }
    let sent = app.answer(&key, "q03", &[("declined", "1"), ("back", "check")]).await;
    assert_already(&app.follow(sent).await);
    assert_eq!(app.diagnosis(&key).await.answers, before);
}

async fn submitting_twice_counts_once(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let key = app.answered(&[]).await;
    let fields = [("key", key.as_str())];
    let (one, two) = tokio::join!(app.post("/do/submit", &fields), app.post("/do/submit", &fields));
    let three = app.post("/do/submit", &fields).await;
    for page in [one, two, three] {
        assert_eq!(page.see_other(), path(&key, "result"));
    }
    assert_eq!(completed(&app).await, "1者");
}

async fn answering_again_begins_from_the_old_answers(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let key = app.submitted(&[]).await;
    let sent = app.post("/do/again", &[("key", &key), ("question", "q03")]).await;
    let place = sent.see_other().to_owned();
    let new = place.split('/').nth(2).expect("a key").to_owned();
    assert_ne!(new, key);
    assert_eq!(place, path(&new, "q03?back=check"));
    let again = app.post("/do/again", &[("key", &key)]).await;
    assert_eq!(again.see_other(), path(&new, "check"), "pressed twice it leads to the same");
    let unknown = app.post("/do/again", &[("key", &key), ("question", "q99")]).await;
    assert_eq!(unknown.see_other(), path(&new, "check"));
    let copy = app.diagnosis(&new).await;
    assert_eq!(copy.answers, app.diagnosis(&key).await.answers);
    assert!(copy.submitted_at.is_none());

    app.answer(&new, "q03", &[("choice[]", "40")]).await;
    assert_eq!(app.raw(&key, "q03").await.values, ["12"], "the old one is as it was");
    assert_eq!(app.post("/do/submit", &[("key", &new)]).await.see_other(), path(&new, "result"));
    assert_eq!(completed(&app).await, "1者", "one business");
    let done = app.post("/do/again", &[("key", &key)]).await;
    assert_eq!(done.see_other(), path(&new, "result"), "the new one is submitted by now");
    let open = app.answered(&[]).await;
    let page = app.post("/do/again", &[("key", &open)]).await;
    super::assert_refused(&app, page, app::refusal::Refusal::DiagnosisNotFound, "not submitted yet").await;
}
