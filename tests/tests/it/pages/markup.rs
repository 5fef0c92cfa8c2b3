//! What somebody else has written stays text, also where a page's title or a text to be changed has it.

use domain::access::Role;
use tests::{TestApp, TestDatabase, encoded};

use super::drafts;

tests::on_both_databases! {
    markup_is_not_sent_back,
    markup_in_a_kept_comment_stays_text,
}

const MARKUP: &str = "</title></textarea><script>alert(1)</script><i id=\"x\">&lt;";

async fn markup_is_not_sent_back(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let draft = drafts::drafted(&app, "marukei", "name", MARKUP.into()).await;
    let warning = [("title", MARKUP), ("text", MARKUP), ("url", MARKUP)];
    for path in [
        format!("/api?{}", encoded(&[("body", MARKUP)])),
        format!("/menus?{}", encoded(&[("q", MARKUP)])),
        format!("/office/warnings?{}", encoded(&warning)),
        format!("/office/drafts/{draft}"),
    ] {
        let page = app.get(&path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(!page.body.contains("<script>alert") && !page.body.contains("<i id"), "{path}");
        assert_eq!(page.named("title").iter().filter(|title| !title.has("id")).count(), 1, "{path}");
        // A search shows its words as it has understood them.
        let is_search = path.starts_with("/menus");
        assert!(is_search || page.body.contains("script>alert"), "it is there as text: {path}");
    }
    let page = app.get(&format!("/api?{}", encoded(&[("body", MARKUP)]))).await;
    assert!(page.body.contains("&lt;i id") && page.body.contains("&amp;lt;"), "as it was typed");
}

async fn markup_in_a_kept_comment_stays_text(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.submitted(&[]).await;
    app.post("/do/helpful", &[("key", &key), ("helpful", "yes")]).await;
    app.post("/do/comment", &[("key", &key), ("comment", MARKUP)]).await;
    let page = app.get(&format!("/diagnosis/{key}/result")).await;
    assert!(page.body.contains("&lt;/textarea>&lt;script>"), "{}", page.text());
    assert!(!page.body.contains("<script>alert"));
}
