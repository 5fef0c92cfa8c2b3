//! Menus and cases: each stands in its list with source and date, and has its page.

use app::words::{catalogue as words, format::partial_date};
use tests::{Page, TestApp, TestDatabase, html};

tests::on_both_databases! {
    every_menu_is_listed_with_its_source_and_has_its_page,
    every_case_is_listed_with_its_source_and_has_its_page,
    what_is_not_there_is_not_found,
    the_list_is_narrowed_by_its_form,
}

fn host(url: &str) -> &str {
    url.split('/').nth(2).expect("a host")
}

fn dated(as_of: Option<&str>) -> String {
    as_of.map_or(words::UNDATED.to_owned(), partial_date)
}

/// The card that links to `path`.
fn card(list: &Page, path: &str) -> String {
    let link = format!("href=\"{path}\"");
    let mut cards = html::elements(&list.body, "article").into_iter().filter(|card| card.contains(&link));
    let card = cards.next().unwrap_or_else(|| panic!("no card for {path}"));
    assert!(cards.next().is_none(), "two cards for {path}");
    html::text(card)
}

async fn every_menu_is_listed_with_its_source_and_has_its_page(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let list = app.get("/menus").await;
    assert_eq!(html::elements(&list.body, "article").len(), app.content.menus.len());
    assert!(app.content.menus.len() >= 60);
    for menu in &app.content.menus {
        let (document, path) = (&menu.document, format!("/menus/{}", menu.id()));
        let source = format!(
            "{}{}（{}・",
            words::SOURCE,
            host(&document.source_url),
            dated(document.as_of.as_deref())
        );
        let card = card(&list, &path);
        let page = app.get(&path).await;
        assert_eq!((page.status, page.heading()), (200, html::text(&document.name)), "{path}");
        for text in [card, page.text()] {
            assert!(text.contains(&document.name), "{path}: {text}");
            assert!(text.contains(&source), "{path}: {source} in {text}");
            assert!(text.contains(words::CAUTION), "{path}");
        }
        let links = page.named("a");
        assert!(links.iter().any(|a| a.get("href") == Some(document.source_url.as_str())), "{path}");
        for condition in &menu.conditions {
            assert!(page.text().contains(&condition.text), "{path}: {}", condition.text);
        }
    }
}

async fn every_case_is_listed_with_its_source_and_has_its_page(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let list = app.get("/cases").await;
    assert_eq!(html::elements(&list.body, "article").len(), app.content.cases.len());
    for case in app.content.cases.iter().map(|case| &case.document) {
        let path = format!("/cases/{}", case.id);
        let source =
            format!("{}{}（{}）", words::SOURCE, host(&case.source_url), dated(case.as_of.as_deref()));
        let card = card(&list, &path);
        let page = app.get(&path).await;
        assert_eq!((page.status, page.heading()), (200, case.company.clone()), "{path}");
        for text in [card, page.text()] {
            assert!(text.contains(&case.company) && text.contains(&source), "{path}: {source} in {text}");
        }
    }
}

async fn what_is_not_there_is_not_found(database: TestDatabase) {
    let app = TestApp::new(database).await;
    for path in [
        "/menus/nothing",
        "/cases/nothing",
        "/menus/toyo-denso",
        "/cases/digital-ai-2026-regular",
        "/menu",
        "/nothing/at/all",
    ] {
        let page = app.get(path).await;
        assert_eq!((page.status, page.heading().as_str()), (404, "ページが見つかりません"), "{path}");
        assert!(
            page.body.contains(r#"href="/""#) && page.body.contains(r#"href="/menus""#),
            "{path}: a way on"
        );
    }
}

async fn the_list_is_narrowed_by_its_form(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let form = app.get("/menus").await;
    let selects = form.named("select");
    let fields: Vec<&str> = selects.iter().filter_map(|select| select.get("name")).collect();
    assert_eq!(fields, ["kind", "level", "window", "pain"]);
    let mut shown = 0;
    for kind in
        app.content.menus.iter().map(|menu| menu.document.kind).collect::<std::collections::BTreeSet<_>>()
    {
        let page = app.get(&format!("/menus?kind={}&level=&window=&pain=", kind.as_str())).await;
        let expected = app.content.menus.iter().filter(|menu| menu.document.kind == kind).count();
        assert_eq!(html::elements(&page.body, "article").len(), expected, "{}", kind.as_str());
        let options = page.named("option");
        let selected: Vec<_> =
            options.iter().filter(|option| option.has("selected")).map(|o| o.get("value")).collect();
        assert_eq!(selected, [Some(kind.as_str())]);
        shown += expected;
    }
    assert_eq!(shown, app.content.menus.len());
    let none = app.get("/menus?kind=loan&pain=nothing").await;
    assert!(none.text().contains(words::NONE_TITLE));
}
