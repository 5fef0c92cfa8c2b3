//! 「支援メニューの下書き」: what officers see and press, and nobody else.

use app::backend::{Contents, Drafts};
use app::refusal::Refusal;
use app::words::drafts::Said;
use axum::http::Method;
use domain::access::{Act, Role};
use domain::draft::Origin;
use serde_json::{Value, json};
use server::store::{Proposal, Proposed};
use tests::staff::{assert_closed, assert_form_closed};
use tests::{TestApp, TestDatabase, encoded, request, sources};

tests::on_both_databases! {
    a_draft_shows_what_would_change,
    a_press_publishes_it,
    a_press_throws_it_away,
    a_draft_that_does_not_fit_cannot_be_published,
    a_menu_that_changed_meanwhile_is_shown_anew,
    of_a_new_menu_everything_is_shown,
    nobody_else_sees_or_decides,
    broken_forms_change_nothing,
}

/// A draft of a menu of the seed with one field changed; its id.
pub(crate) async fn drafted(app: &TestApp, menu: &str, field: &str, value: Value) -> i64 {
    let menus = sources().menus["menu"].as_array().expect("a list").clone();
    let mut document = menus.into_iter().find(|entry| entry["id"] == menu).expect("the menu");
    document[field] = value;
    proposed(app, document).await
}

async fn proposed(app: &TestApp, document: Value) -> i64 {
    let proposal =
        Proposal { document, notes: vec!["題名を確かめてください".to_owned()], conflicts: vec![] };
    match app.store.propose(Origin::Spreadsheet, &[proposal]).await.expect("the store answers")[0] {
        Proposed::Draft(id) => id,
        Proposed::Same => panic!("nothing differs"),
    }
}

async fn press(app: &TestApp, action: &str, id: i64) -> String {
    let page = app.post(&format!("/do/{action}-drafts"), &[("draft[]", &id.to_string())]).await;
    page.see_other().to_owned()
}

async fn a_draft_shows_what_would_change(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let id = drafted(&app, "marukei", "pains", json!(["skill-gap"])).await;
    let list = app.get("/office/drafts").await;
    assert!(list.named("a").iter().any(|a| a.get("href") == Some(&format!("/office/drafts/{id}"))));
    assert!(list.text().contains("変わる所 1 か所"), "{}", list.text());
    let page = app.get(&format!("/office/drafts/{id}")).await;
    let table = page.element("table");
    let of = |id: &str| app.content.questionnaire.pain(id).expect("a pain").label.clone();
    let before: Vec<String> =
        app.content.menu("marukei").expect("the menu").document.pains.iter().map(|pain| of(pain)).collect();
    for text in ["いま公開中", "変えたあと", "困りごと", &before.join("、"), &of("skill-gap")]
    {
        assert!(table.contains(text), "{text}: {table}");
    }
    assert!(!table.contains("名前"), "only what differs: {table}");
    assert!(page.text().contains("題名を確かめてください"));
    assert_eq!(page.hidden(), vec![("draft[]".to_owned(), id.to_string()); 2], "two buttons");
    assert!(app.get("/office").await.body.contains("href=\"/office/drafts\""));
}

async fn a_press_publishes_it(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let id = drafted(&app, "marukei", "name", "新しい名前".into()).await;
    assert_eq!(
        app.get("/menus/marukei").await.heading(),
        app.content.menu("marukei").expect("it").document.name
    );
    let place = press(&app, "publish", id).await;
    assert_eq!(place, "/office/drafts?said=published");
    assert!(app.get(&place).await.text().contains(Said::Published.sentence()));
    assert_eq!(app.get("/menus/marukei").await.heading(), "新しい名前");
    assert_eq!(app.get(&format!("/office/drafts/{id}")).await.status, 404);
    assert_eq!(press(&app, "publish", id).await, "/office/drafts?said=gone", "pressing twice");
}

async fn a_press_throws_it_away(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let id = drafted(&app, "marukei", "name", "新しい名前".into()).await;
    assert_eq!(press(&app, "discard", id).await, "/office/drafts?said=discarded");
    assert_ne!(app.get("/menus/marukei").await.heading(), "新しい名前");
    assert!(app.store.open_drafts().await.expect("the store answers").is_empty());
    assert_eq!(press(&app, "discard", id).await, "/office/drafts?said=gone");
}

async fn a_draft_that_does_not_fit_cannot_be_published(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let id = drafted(&app, "marukei", "pains", json!(["nothing-like-it"])).await;
    let page = app.get(&format!("/office/drafts/{id}")).await;
    let found = page.element("div.error-summary");
    assert!(
        found.contains("困りごと") && found.contains("「nothing-like-it」はどこにもありません"),
        "{found}"
    );
    assert_eq!(page.hidden().len(), 1, "no button to publish it");
    let place = press(&app, "publish", id).await;
    assert_eq!(place, format!("/office/drafts/{id}?said=unfit"));
    assert!(app.get(&place).await.text().contains(Said::Unfit.sentence()));
}

async fn a_menu_that_changed_meanwhile_is_shown_anew(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let menus = sources().menus["menu"].as_array().expect("a list").clone();
    let mut document = menus.into_iter().find(|entry| entry["id"] == "marukei").expect("the menu");
    document["summary"] = "短い説明".into();
    let proposal = Proposal { document, ..Proposal::default() };
    app.store.propose(Origin::Jgrants, &[proposal]).await.expect("the store answers");
    let old = app.store.open_drafts().await.expect("the store answers")[0].id;
    let other = drafted(&app, "marukei", "name", "新しい名前".into()).await;
    assert_eq!(press(&app, "publish", other).await, "/office/drafts?said=published");
    let stale = app.get(&format!("/office/drafts/{old}")).await;
    assert!(stale.text().contains(app::words::drafts::STALE));
    let place = press(&app, "publish", old).await;
    assert!(place.ends_with("?said=anew"), "{place}");
    let anew = app.get(&place).await;
    assert!(anew.text().contains(Said::Anew.sentence()));
    assert!(!anew.text().contains(app::words::drafts::STALE));
    let rows = anew.element("tbody");
    assert!(rows.contains("短い説明") && !rows.contains("名前"), "the name is not taken back: {rows}");
}

async fn of_a_new_menu_everything_is_shown(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let id = drafted(&app, "marukei", "id", "brand-new".into()).await;
    let page = app.get(&format!("/office/drafts/{id}")).await;
    let table = page.element("table");
    let menu = app.content.menu("marukei").expect("the menu");
    for text in ["名前", &menu.document.name, &menu.document.summary, "条件 1"] {
        assert!(table.contains(text), "{text}: {table}");
    }
    assert!(!page.body.contains("href=\"/menus/brand-new\""), "it is not published yet");
    assert!(app.get("/office/drafts").await.text().contains(app::words::drafts::NEW_MENU));
}

async fn nobody_else_sees_or_decides(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Editor).await;
    let id = drafted(&app, "marukei", "name", "新しい名前".into()).await;
    for path in ["/office/drafts".to_owned(), format!("/office/drafts/{id}")] {
        assert_closed(&app, &path, Act::EditContent).await;
    }
    for action in ["/do/publish-drafts", "/do/discard-drafts"] {
        assert_form_closed(&app, action, &[("draft[]", &id.to_string())], Act::EditContent).await;
    }
    // Another site's page, in the officer's own browser.
    let headers = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "cross-site")];
    let body = encoded(&[("draft[]", &id.to_string())]);
    let answer = app.send(request(Method::POST, "/do/publish-drafts", &headers, body)).await;
    assert_eq!(answer.status, 403);
    assert_eq!(app.store.open_drafts().await.expect("the store answers").len(), 1);
    assert_ne!(app.store.current().menu("marukei").expect("the menu").document.name, "新しい名前");
}

async fn broken_forms_change_nothing(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    drafted(&app, "marukei", "name", "新しい名前".into()).await;
    for action in ["publish", "discard"] {
        for (fields, place) in [
            (vec![], "/office/drafts?said=gone".to_owned()),
            (vec![("draft[]", "9999")], "/office/drafts?said=gone".to_owned()),
            (vec![("draft[]", "1; DROP TABLE menu_draft")], Refusal::BadForm.path()),
            (vec![("draft[]", "99999999999999999999")], Refusal::BadForm.path()),
            (vec![("draft[]", "")], Refusal::BadForm.path()),
        ] {
            let answer = app.post(&format!("/do/{action}-drafts"), &fields).await;
            assert_eq!(answer.see_other(), place, "{action} {fields:?}");
        }
        for path in ["/office/drafts/x", "/office/drafts/-1", "/office/drafts/99999999999999999999"] {
            assert_eq!(app.get(path).await.status, 404, "{path}");
        }
    }
    let page = app.get("/office/drafts?said=%3Cscript%3E").await;
    assert_eq!((page.status, page.text().contains("script")), (200, false));
    assert_eq!(app.store.open_drafts().await.expect("the store answers").len(), 1);
}
