//! 「困りごとの地図」, for officers.

use app::refusal::Refusal;
use app::words::office::gaps as words;
use app::words::office::{self, SUPPRESSED};
use app::words::refusal::sentences;
use app::words::survey;
use domain::access::{Act, Role};
use server::store::MadeUp;
use tests::staff::assert_closed;
use tests::{Page, TestApp, TestDatabase, answers, at, html};

tests::on_both_databases! {
    the_largest_unmet_needs_come_first,
    a_pain_is_shown_by_municipality_and_size,
    small_needs_are_hidden_and_not_in_the_list,
    the_file_has_what_the_pages_have,
    the_map_is_drawn_anew_when_it_is_old,
    an_unknown_pain_is_not_found,
    they_open_to_nobody_else,
}

/// So many of a municipality, with so many people and these pains.
fn group(count: i64, town: &str, people: &str, pains: &str) -> Vec<MadeUp> {
    let day = |n: i64| at("2026-10-10T10:00:00+09:00") + chrono::Duration::minutes(n);
    let changes = [("q01", town), ("q02", "E"), ("q03", people), ("q10", pains)];
    (0..count).map(|n| MadeUp { answers: answers(&changes), submitted_at: day(n) }).collect()
}

/// Bookkeeping is helped by 「マル経」, which takes small enterprises only: up to 20 people in manufacturing.
async fn with_groups(database: TestDatabase) -> TestApp {
    let app = TestApp::of_staff(database, Role::Admin).await;
    for (count, town, people, pains) in [
        (40, "34207", "12", "accounting-invoice"),
        (30, "34207", "60", "accounting-invoice"),
        (50, "34207", "60", "none"),
        (50, "34207", "12", "none"),
        (20, "34100", "12", "accounting-invoice"),
        (70, "34100", "60", "accounting-invoice"),
        (50, "34100", "60", "none"),
        (50, "34100", "12", "none"),
        (20, "34202", "60", "info-silo"),
    ] {
        app.store.insert_made_up(group(count, town, people, pains)).await.expect("the batch is stored");
    }
    app
}

/// What stands in the cells of a table, without its head.
fn rows(page: &Page, id: &str) -> Vec<Vec<String>> {
    html::rows(&page.body, &format!("table#{id}")).split_off(1)
}

fn label(app: &TestApp, pain: &str) -> String {
    app.content.questionnaire.pain(pain).expect("a pain").label.clone()
}

async fn the_largest_unmet_needs_come_first(database: TestDatabase) {
    let app = with_groups(database).await;
    let bookkeeping = label(&app, "accounting-invoice");
    let page = app.get("/office/gaps?made_up=1").await;
    assert_eq!((page.status, page.heading().as_str()), (200, words::TITLE));
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(page.text().contains("2026年11月22日（日）10時00分現在"), "{}", page.text());
    let of_bookkeeping = |page: &Page| -> Vec<Vec<String>> {
        rows(page, "needs").into_iter().filter(|row| row[0] == bookkeeping).collect()
    };
    assert_eq!(
        of_bookkeeping(&page),
        [
            [bookkeeping.as_str(), "広島市", "70", "0", "20", "90"],
            [bookkeeping.as_str(), "福山市", "30", "0", "40", "70"]
        ]
    );
    let unmet: Vec<u64> =
        rows(&page, "needs").iter().map(|row| row[2].replace(',', "").parse().expect("a number")).collect();
    assert!(unmet.is_sorted_by(|one, next| one >= next), "{unmet:?}");
    let narrowed = app
        .get("/office/gaps?made_up=1&pain=accounting-invoice&municipality=34207&employee_size=51-100")
        .await;
    assert_eq!(rows(&narrowed, "needs"), [[bookkeeping.as_str(), "福山市", "30", "0", "0", "30"]]);
    let captions = |page: &Page| html::elements(&page.body, "caption").into_iter().map(html::text).collect();
    let (all, of_some): (Vec<String>, Vec<String>) = (captions(&page), captions(&narrowed));
    assert!(all[0].contains("すべての市町、すべての規模") && all[1].contains("すべての規模"), "{all:?}");
    assert!(of_some[0].contains("福山市、働いている人：51〜100人"), "{of_some:?}");
    assert!(of_some[1].contains("県全体") && of_some[1].contains("51〜100人"), "{of_some:?}");
    let whole = rows(&page, "pains");
    assert_eq!(whole.len(), app.content.questionnaire.pains.len());
    assert!(whole.contains(&["100", "0", "60", "160"].iter().fold(
        vec![bookkeeping.clone()],
        |mut row, cell| {
            row.push((*cell).to_owned());
            row
        }
    )));
    let real = app.get("/office/gaps").await;
    assert!(real.text().contains(words::NONE), "nobody real has answered");
    let home = app.get("/office").await;
    assert!(home.named("a").iter().any(|a| a.get("href") == Some("/office/gaps")));
}

async fn a_pain_is_shown_by_municipality_and_size(database: TestDatabase) {
    let app = with_groups(database).await;
    let page = app.get("/office/gaps/accounting-invoice?made_up=1").await;
    assert_eq!((page.status, page.heading()), (200, label(&app, "accounting-invoice")));
    let rows = rows(&page, "places");
    let row = |name: &str| rows.iter().find(|row| row[0] == name).cloned().unwrap_or_default();
    // All, nobody, 1–5, 6–20, 21–50, 51–100, …
    assert_eq!(row(office::WHOLE)[1..7], ["100 / 160", "0 / 0", "0 / 0", "0 / 60", "0 / 0", "100 / 100"]);
    assert_eq!(row("広島市")[1..7], ["70 / 90", "0 / 0", "0 / 0", "0 / 20", "0 / 0", "70 / 70"]);
    assert_eq!(row("福山市")[1..7], ["30 / 70", "0 / 0", "0 / 0", "0 / 40", "0 / 0", "30 / 30"]);
    assert_eq!(rows.len(), app.content.municipalities.len() + 2);
    let marukei = app.content.menu("marukei").expect("the menu").document.name.clone();
    assert!(page.text().contains(&marukei), "the open menu against it is named");
    let leads_back = |page: &Page, to: &str| page.named("a").iter().any(|a| a.get("href") == Some(to));
    assert!(leads_back(&page, "/office/gaps?made_up=1"), "to the list of made-up respondents");
    assert!(leads_back(&app.get("/office/gaps/accounting-invoice").await, "/office/gaps"));
}

/// Three of 呉市 have it: neither they, nor what tells of them by subtraction, are in any list or table.
async fn small_needs_are_hidden_and_not_in_the_list(database: TestDatabase) {
    let app = with_groups(database).await;
    app.store
        .insert_made_up(group(3, "34202", "60", "accounting-invoice"))
        .await
        .expect("the batch is stored");
    let list = app.get("/office/gaps?made_up=1&pain=accounting-invoice").await;
    let towns: Vec<String> = rows(&list, "needs").into_iter().map(|row| row[1].clone()).collect();
    assert!(!towns.contains(&"呉市".to_owned()), "{towns:?}");
    assert_eq!(towns.len(), 1, "what 呉市 is hidden with is not in it either: {towns:?}");
    let page = app.get("/office/gaps/accounting-invoice?made_up=1").await;
    let rows = rows(&page, "places");
    let kure = rows.iter().find(|row| row[0] == "呉市").expect("a row");
    assert_eq!((kure[1].as_str(), kure[6].as_str()), (SUPPRESSED, SUPPRESSED));
    let hidden = rows.iter().filter(|row| row[1] == SUPPRESSED).count();
    assert!(hidden >= 2, "a margin that is hidden alone is told by the others");
    assert!(!page.element("main").contains("3 / 3"));
}

async fn the_file_has_what_the_pages_have(database: TestDatabase) {
    let app = with_groups(database).await;
    let few = group(3, "34202", "60", "accounting-invoice");
    app.store.insert_made_up(few).await.expect("the batch is stored");
    let page = app.get("/office/gaps?made_up=1").await;
    let path = "/office/gaps/table.csv?made_up=1";
    assert!(page.named("a").iter().any(|a| a.get("href") == Some(path)));
    let rows = app.get(path).await.csv();
    assert_eq!(rows[0], words::COLUMNS);
    let (towns, sizes) = (app.content.municipalities.len(), app.content.questionnaire.size_classes.len());
    assert_eq!(rows.len(), 1 + app.content.questionnaire.pains.len() * (towns + 2) * (sizes + 2));
    let of = |town: &str, size: &str| {
        let at = |row: &&Vec<String>| row[1] == "accounting-invoice" && row[3] == town && row[5] == size;
        rows.iter().find(at).expect("a row")[7..].to_vec()
    };
    assert_eq!(of("34207", ""), ["30", "0", "40", "70"]);
    assert_eq!(of("34202", ""), [SUPPRESSED; 4]);
    assert!(rows[1..].iter().flat_map(|row| &row[7..]).all(|count| !count.is_empty()));
    let nothing = app.get("/office/gaps/table.csv").await.csv();
    assert!(nothing[1..].iter().all(|row| row[0] == survey::REAL), "made-up ones are apart");
}

async fn the_map_is_drawn_anew_when_it_is_old(database: TestDatabase) {
    let app = with_groups(database).await;
    let total = async || rows(&app.get("/office/gaps?made_up=1").await, "needs");
    let before = total().await;
    app.store
        .insert_made_up(group(30, "34100", "60", "accounting-invoice"))
        .await
        .expect("the batch is stored");
    assert_eq!(total().await, before, "it is not drawn for every request");
    app.database.clock.set(at("2026-11-22T10:01:00+09:00"));
    assert_eq!(total().await, before, "the old one is shown while the new one is drawn");
    for _ in 0..200 {
        if total().await != before {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let page = app.get("/office/gaps?made_up=1").await;
    assert_eq!(rows(&page, "needs")[0][2], "100");
    assert!(page.text().contains("10時01分現在"), "{}", page.text());
    // The next day a menu may have closed: nobody is shown yesterday's.
    app.store
        .insert_made_up(group(30, "34100", "60", "accounting-invoice"))
        .await
        .expect("the batch is stored");
    app.database.clock.set(at("2026-11-23T00:00:00+09:00"));
    app.staff_signs_in(Role::Admin).await;
    let page = app.get("/office/gaps?made_up=1").await;
    assert_eq!(rows(&page, "needs")[0][2], "130");
    assert!(page.text().contains("2026年11月23日（月）0時00分現在"), "{}", page.text());
}

async fn an_unknown_pain_is_not_found(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let page = app.get("/office/gaps/nowhere").await;
    assert_eq!((page.status, page.heading().as_str()), (404, sentences(Refusal::PageNotFound).0));
}

async fn they_open_to_nobody_else(database: TestDatabase) {
    let app = TestApp::new(database).await;
    for path in ["/office/gaps", "/office/gaps/accounting-invoice", "/office/gaps/nowhere"] {
        assert_closed(&app, path, Act::ReadFigures).await;
    }
    assert_closed(&app, "/office/gaps/table.csv", Act::ExportFigures).await;
}
