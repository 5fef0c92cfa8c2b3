//! 「セキュリティの注意を知らせる」: what officers write, look at and publish, and nobody else.

use app::words::warnings as words;
use domain::access::Role;
use tests::{Browser, Page, TestApp, TestDatabase, encoded};

tests::on_both_databases! {
    a_warning_is_looked_at_before_it_is_published,
    what_does_not_count_is_said_at_the_field,
    nobody_else_sees_or_publishes,
}

const FIELDS: [(&str, &str); 5] = [
    ("title", "偽のメールに注意"),
    ("text", "一行目\r\n添付を開かないでください。"),
    ("url", "https://www.ipa.go.jp/security/?a=1&b=2"),
    ("division[]", "E"),
    ("division[]", "M"),
];

async fn asked(app: &TestApp, fields: &[(&str, &str)]) -> Page {
    app.get(&format!("/office/warnings?{}", encoded(fields))).await
}

async fn a_warning_is_looked_at_before_it_is_published(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    assert!(app.get("/office").await.body.contains("href=\"/office/warnings\""));
    assert!(app.get("/office/warnings").await.text().contains(words::NONE));
    let page = asked(&app, &FIELDS).await;
    let preview = page.element("section.callout");
    for said in ["偽のメールに注意", "添付を開かないでください。", "製造業", "宿泊業", &words::would_tell(0)]
    {
        assert!(preview.contains(said), "{said}: {preview}");
    }
    assert!(page.text().contains(words::NONE), "looking publishes nothing");
    let hidden = page.hidden();
    let fields: Vec<(&str, &str)> =
        hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(fields.len(), FIELDS.len(), "{fields:?}");
    let published = app.post("/do/publish-warning", &fields).await;
    assert_eq!(published.see_other(), "/office/warnings?said=published");
    let page = app.follow(published).await;
    assert!(page.text().contains(words::PUBLISHED) && page.text().contains("偽のメールに注意"));
    app.post("/do/publish-warning", &fields).await;
    let list = app.get("/office/warnings").await;
    assert_eq!(list.body.matches("偽のメールに注意").count(), 1, "pressing twice publishes once");
    let log = app.get("/office/audit").await.text();
    assert!(log.contains("セキュリティの注意を知らせた"), "{log}");
}

async fn what_does_not_count_is_said_at_the_field(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let long = ["あ".repeat(61), "あ".repeat(401)];
    for (field, value, sentence) in [
        ("title", "", words::TITLE_WRONG),
        ("title", &long[0], words::TITLE_WRONG),
        ("text", "  ", words::TEXT_WRONG),
        ("text", &long[1], words::TEXT_WRONG),
        ("url", "http://example.jp/", words::URL_WRONG),
        ("url", "javascript:alert(1)", words::URL_WRONG),
        ("url", "https://example.jp/\"><b>", words::URL_WRONG),
    ] {
        let mut fields = FIELDS;
        fields.iter_mut().filter(|(name, _)| *name == field).for_each(|one| one.1 = value);
        let page = asked(&app, &fields).await;
        assert!(page.element("div.error-summary").contains(sentence), "{field} {value}");
        assert!(!page.text().contains(words::PUBLISH), "{field} {value}");
        let sent = app.post("/do/publish-warning", &fields).await;
        assert_eq!(sent.see_other(), "/refused/bad-form", "{field} {value}");
    }
    assert!(app.get("/office/warnings").await.text().contains(words::NONE));
}

async fn nobody_else_sees_or_publishes(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let nobody = Browser::new(&app);
    assert!(nobody.get("/office/warnings").await.see_other().starts_with("/staff/sign-in?"));
    let sent = nobody.post("/do/publish-warning", &FIELDS).await;
    assert_eq!(sent.see_other(), "/staff/sign-in?said=over");
    assert!(app.get("/office/warnings").await.text().contains(words::NONE));
}
