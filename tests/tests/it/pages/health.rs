//! For whatever watches the service.

use app::refusal::Refusal;
use tests::{TestApp, TestDatabase};

tests::on_both_databases! {
    it_lives_and_is_ready,
    without_a_database_it_lives_but_is_not_ready,
}

async fn it_lives_and_is_ready(database: TestDatabase) {
    let app = TestApp::new(database).await;
    for (path, body) in [("/health/live", "live\n"), ("/health/ready", "ready\n")] {
        let response = app.get(path).await;
        assert_eq!((response.status, response.body.as_str()), (200, body));
    }
}

async fn without_a_database_it_lives_but_is_not_ready(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.answered(&[]).await;
    app.store.close().await.expect("the store closes");
    assert_eq!(app.get("/health/live").await.status, 200);
    let ready = app.get("/health/ready").await;
    assert_eq!((ready.status, ready.body.as_str()), (503, "not ready\n"));
    // Pages say so in Japanese; what needs no database still answers.
    let page = app.get(&format!("/diagnosis/{key}/q03")).await;
    super::super::forms::assert_refused(&app, page, Refusal::Unavailable, "a question").await;
    for page in [app.answer(&key, "q03", &[("choice[]", "5")]).await, app.post("/do/start", &[]).await] {
        super::super::forms::assert_refused(&app, page, Refusal::Unavailable, "a form").await;
    }
    assert_eq!(app.get("/menus").await.status, 200);
}
