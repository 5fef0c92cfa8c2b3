//! 「診断の進みぐあいと満足度」, the press on the result page, and what a look at a menu leaves behind.

use std::time::Duration;

use app::backend::Passages;
use app::refusal::Refusal;
use app::words::funnel as words;
use axum::body::Body;
use axum::http::Method;
use domain::access::Role;
use domain::indicator::Period;
use domain::passage::{Helpful, Step};
use tests::{Page, TestApp, TestDatabase, html, request};

tests::on_both_databases! {
    each_step_stands_there_and_what_cannot_be_counted_is_no_zero,
    one_press_says_whether_it_helped,
    presses_that_mean_nothing_are_refused,
    a_share_is_shown_with_its_interval_once_enough_have_spoken,
    only_a_look_with_the_diagnosis_at_hand_counts,
    it_opens_to_nobody_else,
}

/// The rows of a table, as text.
fn rows(page: &Page, id: &str) -> Vec<String> {
    let mut rows = html::rows(&page.body, &format!("table#{id}")).split_off(1);
    rows.iter_mut().for_each(|row| row.retain(|cell| !cell.is_empty()));
    rows.into_iter().map(|row| row.join(" ")).collect()
}

async fn opened(app: &TestApp) -> u64 {
    let passed = app.store.passed(&Period::Ever, false).await.expect("the store answers");
    passed.all.count(&Step::OpenedMenu)
}

/// The same, once all that pages have set going has come to its end.
async fn opened_soon(app: &TestApp, expected: u64) -> u64 {
    for _ in 0..100 {
        if opened(app).await == expected {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // What was not to be counted would be by now.
    tokio::time::sleep(Duration::from_millis(200)).await;
    opened(app).await
}

async fn each_step_stands_there_and_what_cannot_be_counted_is_no_zero(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    app.submitted(&[]).await;
    app.started().await;
    let page = app.get("/office/funnel").await;
    let steps = rows(&page, "steps");
    assert_eq!(steps[0], "はじめた 2 100.0%");
    assert_eq!(steps.len(), app.content.questionnaire.sections.len() + 4);
    let [.., submitted, opened, asked] = steps.as_slice() else { panic!("{steps:?}") };
    assert_eq!(submitted, "送信した 1 50.0%");
    assert_eq!(opened, "支援メニューを開いた 0 0.0%");
    assert_eq!(asked, "支援機関に相談した – –");
    let few = words::few_times(app.content.questionnaire.small_cell_threshold);
    for text in [words::NO_AGENCY, words::LEFT_RULE, words::NO_WORD, &few, "計画の目標", "80", "70"] {
        assert!(page.text().contains(text), "{text}");
    }
    let table = app.get("/office/funnel/table.csv?period=R8").await.csv();
    assert_eq!(table[0], words::COLUMNS);
    let count =
        |id: &str| table.iter().find(|row| row[3] == id).map(|row| (row[0].as_str(), row[5].as_str()));
    assert_eq!((count("started"), count("submitted")), (Some(("R8", "2")), Some(("R8", "1"))));
    assert_eq!(table.last().map(|row| (row[2].as_str(), row[5].as_str())), Some((words::ANSWERING, "1")));
    assert!(app.get("/office/funnel?period=R7").await.text().contains(words::NONE));
    assert!(app.get("/office/funnel?period=nothing").await.text().contains("これまで全部"));
    let made_up = app.get("/office/funnel?made_up=1").await;
    assert!(made_up.text().contains(words::NO_TIME_MADE_UP));
    assert!(app.get("/office").await.body.contains("href=\"/office/funnel\""));
}

async fn one_press_says_whether_it_helped(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let key = app.submitted(&[]).await;
    let result = format!("/diagnosis/{key}/result");
    let page = app.get(&result).await;
    let buttons: Vec<_> =
        page.named("button").into_iter().filter(|button| button.get("name") == Some("helpful")).collect();
    assert_eq!(buttons.len(), 3);
    assert!(buttons.iter().all(|button| !button.has("aria-pressed")), "nothing was said yet");
    for (helpful, said) in [("no", Helpful::No), ("yes", Helpful::Yes), ("yes", Helpful::Yes)] {
        let answer = app.post("/do/helpful", &[("key", &key), ("helpful", helpful)]).await;
        assert_eq!(answer.see_other(), format!("{result}#helpful"));
        let page = app.get(&result).await;
        assert!(page.text().contains(&format!("{}{}", words::THANKS, words::helpful(said))), "{helpful}");
        let pressed =
            page.named("button").into_iter().find(|button| button.get("aria-pressed") == Some("true"));
        assert_eq!(pressed.expect("one is pressed").get("value"), Some(helpful));
        assert_eq!(app.diagnosis(&key).await.helpful, Some(said));
    }
}

async fn presses_that_mean_nothing_are_refused(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let (open, done) = (app.started().await, app.submitted(&[]).await);
    for (fields, refusal) in [
        (vec![], Refusal::DiagnosisNotFound),
        (vec![("key", done.as_str())], Refusal::BadForm),
        (vec![("key", done.as_str()), ("helpful", "very")], Refusal::BadForm),
        (vec![("key", open.as_str()), ("helpful", "yes")], Refusal::DiagnosisNotFound),
        (vec![("key", &*"0".repeat(26)), ("helpful", "yes")], Refusal::DiagnosisNotFound),
    ] {
        assert_eq!(app.post("/do/helpful", &fields).await.see_other(), refusal.path(), "{fields:?}");
    }
    assert_eq!(app.diagnosis(&done).await.helpful, None);
}

async fn a_share_is_shown_with_its_interval_once_enough_have_spoken(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    for (number, helpful) in ["no"; 5].into_iter().chain(["yes"; 15]).enumerate() {
        let key = app.submitted(&[]).await;
        app.post("/do/helpful", &[("key", &key), ("helpful", helpful)]).await;
        if number == 3 {
            let page = app.get("/office/funnel").await;
            assert!(page.text().contains(words::FEW));
            assert_eq!(rows(&page, "satisfaction"), ["はい x", "どちらともいえない x", "いいえ x"]);
        }
    }
    let page = app.get("/office/funnel").await;
    // Wilson's interval of 15 of 20.
    assert!(page.text().contains("役に立った：75.0%（n＝20、95%の範囲 53.1–88.8%）"), "{}", page.text());
    assert_eq!(rows(&page, "satisfaction"), ["はい 15", "どちらともいえない 0", "いいえ 5"]);
    assert!(page.text().contains(words::PLAN_NOTE));
    assert!(page.text().contains("中央値"));
    // Another period has the same: what a part hides cannot be subtracted.
    let earlier = app.get("/office/funnel?period=R7").await;
    assert_eq!(rows(&earlier, "satisfaction"), rows(&page, "satisfaction"));
}

async fn only_a_look_with_the_diagnosis_at_hand_counts(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let (open, done) = (app.answered(&[]).await, app.submitted(&[]).await);
    let only_followed = app.submitted(&[]).await;
    let menu = format!("/menus/{}", app.content.menus[0].id());
    let cookie = |key: &str| format!("dx-diagnosis={key}");
    app.get(&menu).await;
    app.get_with(&menu, &[("cookie", &cookie(&open))]).await;
    let followed = cookie(&only_followed);
    app.get_with("/menus", &[("cookie", &followed)]).await;
    app.get_with(&menu, &[("cookie", &followed), ("sec-purpose", "prefetch;prerender")]).await;
    app.send(request(Method::HEAD, &menu, &[("cookie", &followed)], Body::empty())).await;
    for menu in app.content.menus.iter().take(2) {
        let path = format!("/menus/{}", menu.id());
        assert_eq!(app.get_with(&path, &[("cookie", &cookie(&done))]).await.status, 200);
    }
    assert_eq!(opened_soon(&app, 1).await, 1, "once for a diagnosis, whatever is looked at");
}

async fn it_opens_to_nobody_else(database: TestDatabase) {
    let app = TestApp::new(database).await;
    for path in ["/office/funnel", "/office/funnel/table.csv"] {
        let page = app.get(path).await;
        assert!(page.see_other().starts_with("/staff/sign-in?") && !page.body.contains("<table"), "{path}");
    }
}
