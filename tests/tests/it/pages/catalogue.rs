//! Menus and cases: each stands in its list with source and date, and has its page.

use app::words::{catalogue as words, format::partial_date};
use tests::{TestApp, TestDatabase, html};

tests::on_both_databases! {
    every_menu_is_listed_with_its_source_and_has_its_page,
    every_case_is_listed_with_its_source_and_has_its_page,
    what_is_not_there_is_not_found,
}

fn host(url: &str) -> &str {
    url.split('/').nth(2).expect("a host")
}

fn dated(as_of: Option<&str>) -> String {
    as_of.map_or(words::UNDATED.to_owned(), partial_date)
}

/// All pages of a list, one after the other, by following "next".
async fn whole_list(app: &TestApp, path: &str) -> String {
    let (mut all, mut next) = (String::new(), Some(path.to_owned()));
    while let Some(path) = next {
        let page = app.get(&path).await;
        assert_eq!(page.status, 200, "{path}");
        let links = page.named("a");
        next = links
            .iter()
            .find(|a| a.get("rel") == Some("next"))
            .and_then(|a| a.get("href"))
            .map(str::to_owned);
        all.push_str(&page.body);
    }
    all
}

/// The card that links to `path`.
fn card(list: &str, path: &str) -> String {
    let link = format!("href=\"{path}\"");
    let mut cards = html::elements(list, "article").into_iter().filter(|card| card.contains(&link));
    let card = cards.next().unwrap_or_else(|| panic!("no card for {path}"));
    assert!(cards.next().is_none(), "two cards for {path}");
    html::text(card)
}

async fn every_menu_is_listed_with_its_source_and_has_its_page(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let list = whole_list(&app, "/menus").await;
    assert_eq!(html::elements(&list, "article").len(), app.content.menus.len());
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
    let list = whole_list(&app, "/cases").await;
    assert_eq!(html::elements(&list, "article").len(), app.content.cases.len());
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
