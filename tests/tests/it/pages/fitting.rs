//! 「この支援に合う事業者は何者か」, for officers.

use app::refusal::Refusal;
use app::words::office::fitting as words;
use app::words::office::{self, SUPPRESSED};
use app::words::refusal::sentences;
use domain::access::{Act, Role};
use domain::search::PAGE_SIZE;
use server::store::MadeUp;
use tests::staff::assert_closed;
use tests::{Page, TestApp, TestDatabase, answers, at, html};

tests::on_both_databases! {
    the_list_has_every_menu,
    small_groups_are_hidden,
    larger_groups_are_shown_and_made_up_ones_apart,
    the_list_is_counted_anew_when_it_is_old,
    a_menu_that_is_not_there_is_not_found,
    they_open_to_nobody_else,
}

const MENU: &str = "/office/menus/yorozu-hiroshima/businesses";

async fn the_list_has_every_menu(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    assert!(app.content.menus.len() > 3 * PAGE_SIZE, "several pages");
    for (number, menus) in (1..).zip(app.content.menus.chunks(PAGE_SIZE)) {
        let page = app.get(&format!("/office/menus?made_up=1&page={number}")).await;
        assert_eq!((page.status, page.heading().as_str()), (200, words::LIST_TITLE));
        let tags = page.named("a");
        let links: Vec<&str> = tags.iter().filter_map(|tag| tag.get("href")).collect();
        let to_menus = links.iter().filter(|link| link.ends_with("/businesses?made_up=1"));
        assert_eq!(to_menus.count(), menus.len(), "page {number}");
        for menu in menus {
            let path = format!("/office/menus/{}/businesses?made_up=1", menu.id());
            assert!(links.contains(&path.as_str()), "{path}");
            assert!(page.text().contains(&menu.document.name), "{path}");
        }
        let is_last = number == app.content.menus.len().div_ceil(PAGE_SIZE);
        let next = format!("/office/menus?made_up=1&page={}", number + 1);
        let offered = tags.iter().find(|a| a.get("rel") == Some("next")).and_then(|a| a.get("href"));
        assert_eq!(offered, (!is_last).then_some(next.as_str()), "page {number}");
    }
    assert!(app.get("/office").await.named("a").iter().any(|a| a.get("href") == Some("/office/menus")));
}

async fn small_groups_are_hidden(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
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
    html::rows_of(&page.body, "table", first)
}

/// Of 60 in 福山市, 30 in 広島市 and 3 in 呉市, two of three fit. What hides 呉市 hides the next smallest with it, not all.
async fn larger_groups_are_shown_and_made_up_ones_apart(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
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
    assert_eq!(rows(&page, "広島市"), [[SUPPRESSED, "0", "0", SUPPRESSED]]);
    assert_eq!(rows(&page, "呉市"), [[SUPPRESSED, "0", "0", SUPPRESSED]]);
    assert_eq!(rows(&page, office::WHOLE), [["62", "0", "0", "93"]; 3]);
    let menus = &app.content.menus;
    let place = menus.iter().position(|menu| MENU.contains(menu.id())).expect("the menu");
    let list = app.get(&format!("/office/menus?made_up=1&page={}", place / PAGE_SIZE + 1)).await;
    assert_eq!(rows(&list, &menus[place].document.name), [["62", "0", "0", "93"]]);
    assert_eq!(rows(&app.get(MENU).await, "福山市"), [["0"; 4]]);
    let file = format!("{MENU}/table.csv?made_up=1");
    assert!(page.named("a").iter().any(|a| a.get("href") == Some(file.as_str())));
    let table = app.get(&file).await.csv();
    assert_eq!(
        (&table[0][..], &table[1][6..]),
        (&words::COLUMNS.map(str::to_owned)[..], &["62", "0", "0", "93"].map(str::to_owned)[..])
    );
    let of_town = |code: &str| table.iter().find(|row| row[4] == code).expect("a row")[5..].to_vec();
    assert_eq!(of_town("34207"), ["福山市", "40", "0", "0", "60"]);
    assert_eq!(of_town("34202"), ["呉市", SUPPRESSED, "0", "0", SUPPRESSED]);
}

/// The page of one menu is of now; the list is a minute behind, and says so.
async fn the_list_is_counted_anew_when_it_is_old(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let listed = async || {
        let page = app.get("/office/menus?made_up=1").await;
        let time = if page.text().contains("10時00分現在") { "old" } else { "new" };
        (rows(&page, &app.content.menus[0].document.name)[0][3].clone(), time)
    };
    let batch =
        || (0..40).map(|_| MadeUp { answers: answers(&[]), submitted_at: at("2026-10-10T10:00:00+09:00") });
    app.store.insert_made_up(batch().collect()).await.expect("the batch is stored");
    assert_eq!(listed().await, ("40".to_owned(), "old"));
    app.store.insert_made_up(batch().collect()).await.expect("the batch is stored");
    assert_eq!(listed().await, ("40".to_owned(), "old"), "it is not counted for every request");
    let of_menu = format!("/office/menus/{}/businesses?made_up=1", app.content.menus[0].id());
    assert_eq!(rows(&app.get(&of_menu).await, office::WHOLE)[0][3], "80");
    app.database.clock.set(at("2026-11-22T10:01:00+09:00"));
    for _ in 0..200 {
        if listed().await.1 == "new" {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(listed().await, ("80".to_owned(), "new"));
}

async fn a_menu_that_is_not_there_is_not_found(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let page = app.get("/office/menus/nowhere/businesses").await;
    assert_eq!((page.status, page.heading().as_str()), (404, sentences(Refusal::PageNotFound).0));
}

async fn they_open_to_nobody_else(database: TestDatabase) {
    let app = TestApp::new(database).await;
    for path in ["/office/menus", MENU, "/office/menus/nowhere/businesses"] {
        assert_closed(&app, path, Act::ReadFigures).await;
    }
    let file = "/office/menus/yorozu-hiroshima/businesses/table.xlsx";
    assert_closed(&app, file, Act::ExportFigures).await;
}
