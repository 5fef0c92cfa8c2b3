//! 「この支援に合う事業者は何者か」, for officers.

use app::refusal::Refusal;
use app::words::office::fitting as words;
use app::words::office::{self, SUPPRESSED};
use app::words::refusal::sentences;
use server::store::MadeUp;
use tests::{Page, TestApp, TestDatabase, answers, at, html};

tests::on_both_databases! {
    the_list_has_every_menu,
    small_groups_are_hidden,
    larger_groups_are_shown_and_made_up_ones_apart,
    a_menu_that_is_not_there_is_not_found,
    they_open_on_this_machine_only,
}

const MENU: &str = "/office/menus/yorozu-hiroshima/businesses";

async fn the_list_has_every_menu(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let page = app.get("/office/menus").await;
    assert_eq!((page.status, page.heading().as_str()), (200, words::LIST_TITLE));
    for menu in &app.content.menus {
        let path = format!("/office/menus/{}/businesses", menu.id());
        assert!(page.named("a").iter().any(|a| a.get("href") == Some(&path)), "{path}");
        assert!(page.text().contains(&menu.document.name), "{path}");
    }
    assert!(app.get("/office").await.named("a").iter().any(|a| a.get("href") == Some("/office/menus")));
}

async fn small_groups_are_hidden(database: TestDatabase) {
    let app = TestApp::new(database).await;
    for _ in 0..4 {
        app.submitted(&[]).await;
    }
    let page = app.get(MENU).await;
    assert_eq!((page.status, page.heading().as_str()), (200, words::TITLE));
    assert!(page.element("dl").contains(SUPPRESSED), "{}", page.element("dl"));
    assert!(!page.element("dl").contains('4'), "{}", page.element("dl"));
    assert_eq!(page.header("cache-control"), "no-store");
}

/// What stands in the cells of the row that begins with this text, in every table that has one.
fn rows(page: &Page, first: &str) -> Vec<Vec<String>> {
    let rows = html::elements(&page.body, "tr").into_iter().map(html::cells);
    let begins = |row: &Vec<String>| row.first().is_some_and(|text| text == first);
    rows.filter(begins).map(|row| row[1..].to_vec()).collect()
}

/// Of 60 in 福山市, 30 in 広島市 and 3 in 呉市, two of three fit. What hides 呉市 hides the next smallest with it, not all.

async fn larger_groups_are_shown_and_made_up_ones_apart(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let day = |n: i64| at("2026-10-10T10:00:00+09:00") + chrono::Duration::hours(n);
    let batch = (0..93).map(|n| {
        let place = if n < 60 { "34207" } else { "34100" };
        let place = if n < 90 { place } else { "34202" };
        let size = if n % 3 == 0 { "400" } else { "12" };
        MadeUp {
            answers: answers(&[("q01", place), ("q03", size), ("q04", "sole_proprietor")]),
            submitted_at: day(n),
        }
    });
    app.store.insert_made_up(batch.collect()).await.expect("the batch is stored");
    let page = app.get(&format!("{MENU}?made_up=1")).await;
    assert_eq!(rows(&page, "福山市"), [["40", "0", "0", "60"]]);
    assert_eq!(rows(&page, "広島市"), [[SUPPRESSED; 4]]);
    assert_eq!(rows(&page, "呉市"), [[SUPPRESSED; 4]]);
    assert_eq!(rows(&page, office::WHOLE), [["62", "0", "0", "93"]; 3]);
    let list = app.get("/office/menus?made_up=1").await;
    let name = &app.content.menu("yorozu-hiroshima").expect("a menu").document.name;
    assert_eq!(rows(&list, name), [["62", "0", "0", "93"]]);
    assert_eq!(rows(&app.get(MENU).await, "福山市"), [["0"; 4]]);
}

async fn a_menu_that_is_not_there_is_not_found(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let page = app.get("/office/menus/nowhere/businesses").await;
    assert_eq!((page.status, page.heading().as_str()), (404, sentences(Refusal::PageNotFound).0));
}

async fn they_open_on_this_machine_only(database: TestDatabase) {
    let app = TestApp::new(database).await;
    for path in ["/office/menus", MENU, "/office/menus/nowhere/businesses"] {
        let page = app.get_with(path, &[("x-forwarded-for", "127.0.0.1")]).await;
        assert_eq!(
            (page.status, page.heading().as_str()),
            (403, sentences(Refusal::OfficeOnlyHere).0),
            "{path}"
        );
    }
}
