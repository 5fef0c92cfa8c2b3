//! 「操作の記録」: what officers did, told in words.

use app::backend::{AUDIT_PAGE, Action, Actor, Drafts};
use app::words::audit as words;
use domain::access::{Act, Role};
use tests::staff::assert_closed;
use tests::{TestApp, TestDatabase, html};

use super::drafts::drafted;

tests::on_both_databases! {
    an_entry_says_who_did_what_and_what_it_changed,
    the_form_narrows_the_list,
    pages_keep_what_was_asked,
    it_opens_to_nobody_else,
}

async fn an_entry_says_who_did_what_and_what_it_changed(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let id = drafted(&app, "marukei", "name", "新しい名前".into()).await;
    let answer = app.post("/do/publish-drafts", &[("draft[]", &id.to_string())]).await;
    assert_eq!(answer.see_other(), "/office/drafts?said=published");
    let page = app.get("/office/audit").await;
    let first = page.element("li.wait-list__item");
    let before = &app.content.menu("marukei").expect("the menu").document.name;
    for text in [
        words::action(Action::PublishMenu),
        "marukei",
        "admin0@example.jp",
        "2026年11月22日（日）10:00",
        "変わった所 1 か所",
        "名前",
        before,
        "新しい名前",
    ] {
        assert!(first.contains(text), "{text}: {first}");
    }
    assert!(app.get("/office").await.body.contains("href=\"/office/audit\""));
}

async fn the_form_narrows_the_list(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let id = drafted(&app, "marukei", "name", "新しい名前".into()).await;
    app.store.discard(&[id]).await.expect("the store answers");
    let entries = async |query: &str| {
        let page = app.get(&format!("/office/audit{query}")).await;
        html::elements(&page.body, "li.wait-list__item").len()
    };
    // Two more: whoever looks was invited, and has enrolled.
    for (query, expected) in [
        ("", 4),
        ("?action=&subject=&from=&until=", 4),
        ("?action=discard-draft", 1),
        ("?subject=marukei", 1),
        ("?subject=nothing", 0),
        ("?from=2026-11-22&until=2026-11-22", 4),
        ("?from=2026-11-23", 0),
        ("?action=nothing&from=x&page=9", 4),
        ("?from=-9999-01-01&until=%2B99999-01-01", 4),
        ("?from=1999-12-31&until=3000-01-01", 4),
        ("?subject=a%00b", 4),
        ("?actor=ADMIN0&words=&subject=", 1),
        ("?actor=nobody", 0),
        ("?words=%E6%96%B0%E3%81%97%E3%81%84", 1),
        ("?words=%E6%96%B0%E3%81%97%E3%81%84&actor=admin0", 0),
        ("?words=a%00b", 4),
    ] {
        assert_eq!(entries(query).await, expected, "{query}");
    }
    let page = app.get("/office/audit?action=discard-draft&subject=%3Cscript%3E").await;
    assert!(page.text().contains(words::NONE));
    assert!(page.body.contains("value=\"&lt;script&gt;\""), "what was typed stays");
}

async fn pages_keep_what_was_asked(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let by = app.store.acting_as(Actor::Command("係".to_owned()));
    for _ in 0..=AUDIT_PAGE {
        by.clear_made_up().await.expect("the store answers");
    }
    let page = app.get("/office/audit?actor=%E4%BF%82&action=clear-demo&words=0").await;
    let next = "/office/audit?actor=%E4%BF%82&amp;action=clear-demo&amp;words=0&amp;page=2";
    assert!(page.text().contains("51件の記録") && page.body.contains(next), "{}", page.body);
    let page = app.get(&next.replace("&amp;", "&")).await;
    assert_eq!(html::elements(&page.body, "li.wait-list__item").len(), 1);
    assert!(page.inputs("actor") == [("係".to_owned(), false)], "what was asked stays in the form");
}

async fn it_opens_to_nobody_else(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    assert_closed(&app, "/office/audit", Act::ReadAudit).await;
}
