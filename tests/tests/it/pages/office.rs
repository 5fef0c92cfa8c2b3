//! Everything below `/office` is for staff of the prefecture, whoever asks from wherever: pages and files. Every form, and the rest, is tried in `access`.

use app::words::staff as words;
use domain::access::{Act, Role};
use tests::{Browser, TestApp, TestDatabase, html};

use super::every_page;

tests::on_both_databases! {
    an_admin_sees_all_pages_in_one_list,
    each_role_sees_what_it_may_open,
    every_page_is_closed_to_nobody_and_to_agencies,
    every_file_is_closed_to_nobody_and_to_agencies,
    no_other_spelling_opens_a_page,
    figures_are_taken_along_by_those_who_may,
}

/// Where the list of the officers' page leads.
async fn links(app: &TestApp) -> Vec<String> {
    let page = app.get("/office").await;
    assert_eq!((page.status, page.header("cache-control")), (200, "no-store"));
    let list = html::tags(html::element(&page.body, "ul.plain-list"));
    list.iter().filter_map(|tag| tag.get("href").map(str::to_owned)).collect()
}

async fn an_admin_sees_all_pages_in_one_list(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let officers = [
        "/office/menus",
        "/office/gaps",
        "/office/drafts",
        "/office/menus-table",
        "/office/freshness",
        "/office/plan",
        "/office/funnel",
        "/office/responses",
        "/office/afterwards",
        "/office/warnings",
        "/office/mail",
        "/office/agencies",
        "/office/audit",
        "/office/staff",
        "/staff/sessions",
    ];
    assert_eq!(links(&app).await, officers);
}

async fn each_role_sees_what_it_may_open(database: TestDatabase) {
    let app = TestApp::new(database).await;
    for role in Role::ALL.into_iter().filter(|role| !role.is_of_agency()) {
        app.staff_signs_in(role).await;
        for link in links(&app).await {
            assert_eq!(app.get(&link).await.status, 200, "{role:?} {link}");
        }
    }
}

async fn every_page_is_closed_to_nobody_and_to_agencies(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let (nobody, adviser) = (Browser::new(&app), Browser::of_staff(&app, Role::Adviser).await);
    let pages = every_page(&app).await;
    let pages: Vec<&str> =
        pages.iter().map(|(path, _)| path.as_str()).filter(|path| path.starts_with("/office")).collect();
    assert!(pages.len() > 30, "{pages:?}");
    for path in pages {
        let page = nobody.get(path).await;
        assert_eq!(page.status, 303, "{path}");
        assert!(page.location().starts_with("/staff/sign-in?next=%2Foffice"), "{path}: {}", page.location());
        let page = adviser.get(path).await;
        assert_eq!((page.status, page.heading().as_str()), (403, "あなたの役割では開けません"), "{path}");
        assert!(page.text().contains("できるのは、県の"), "{path}: {}", page.text());
    }
}

async fn every_file_is_closed_to_nobody_and_to_agencies(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let (nobody, adviser) = (Browser::new(&app), Browser::of_staff(&app, Role::AgencyAdmin).await);
    for path in [
        "/office/indicators/survey-dx-need-rate/table",
        "/office/indicators/survey-dx-need-rate/trend",
        "/office/menus/yorozu-hiroshima/businesses/table",
        "/office/gaps/table",
        "/office/funnel/table",
        "/office/plan/table",
        "/office/responses/table",
        "/office/menus",
    ] {
        for file in [format!("{path}.csv"), format!("{path}.xlsx")] {
            assert_eq!(app.bytes(get(&file)).await.0, 200, "{file}");
            let page = nobody.get(&file).await;
            assert_eq!(page.status, 303, "{file}");
            assert!(page.location().starts_with("/staff/sign-in?next=%2Foffice"), "{}", page.location());
            assert_eq!(adviser.get(&file).await.status, 403, "{file}");
            assert_eq!(nobody.head(&file).await.body, "", "{file}");
        }
    }
}

fn get(path: &str) -> axum::extract::Request {
    tests::request(axum::http::Method::GET, path, &[], axum::body::Body::empty())
}

async fn no_other_spelling_opens_a_page(database: TestDatabase) {
    let app = TestApp::new(database).await;
    app.submitted(&[]).await;
    for path in ["/office/", "/%6Ffice", "//office", "/office/%2e%2e/office", "/OFFICE", "/office;a=b"] {
        for headers in [&[][..], &[("x-forwarded-for", "127.0.0.1")], &[("host", "localhost")]] {
            let page = app.get_with(path, headers).await;
            assert_ne!(page.status, 200, "{path} {headers:?}");
            assert!(!page.body.contains("stat__number"), "{path} {headers:?}");
        }
    }
}

async fn figures_are_taken_along_by_those_who_may(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Editor).await;
    let page = app.get("/office/gaps").await;
    assert_eq!(page.status, 200);
    assert!(!page.body.contains("table.csv"), "no link that leads nowhere");
    let page = app.get("/office/gaps/table.csv").await;
    assert_eq!(page.status, 403);
    assert!(page.text().contains(&words::only(Act::ExportFigures)), "{}", page.text());
    app.staff_signs_in(Role::Analyst).await;
    assert!(app.get("/office/gaps").await.body.contains("table.csv"));
    assert_eq!(app.get("/office/gaps/table.csv").await.status, 200);
}
