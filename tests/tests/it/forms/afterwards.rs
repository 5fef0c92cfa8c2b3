//! What businesses tell afterwards, and what officers see of it.

use app::backend::Teller;
use app::words::{afterwards as words, office};
use domain::access::Role;
use domain::application::Application;
use tests::{TestApp, TestDatabase};

use super::{assert_refused, path};

tests::on_both_databases! {
    what_became_of_a_menu_is_told_and_told_anew,
    nothing_chosen_is_said_at_the_form,
    what_is_no_answer_is_refused,
    a_word_on_the_result_is_kept_and_taken_back,
    officers_see_counts_of_many_and_words_of_nobody,
}

const MENU: &str = "yorozu-hiroshima";

async fn tell(app: &TestApp, key: &str, fields: &[(&str, &str)]) -> tests::Page {
    let mut all = vec![("key", key), ("menu", MENU)];
    all.extend(fields);
    app.post("/do/tell", &all).await
}

async fn what_became_of_a_menu_is_told_and_told_anew(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let key = app.submitted(&[]).await;
    let place = path(&key, "afterwards");
    assert!(app.get(&path(&key, "result")).await.body.contains(&format!("href=\"{place}\"")));
    let page = app.get(&place).await;
    assert_eq!((page.status, page.header("cache-control")), (200, "no-store"));
    assert!(page.named("form").iter().filter(|form| form.get("action") == Some("/do/tell")).count() > 1);

    for (application, hindrance) in [("waiting", ""), ("refused", "no-time")] {
        let sent = tell(&app, &key, &[("application", application), ("hindrance", hindrance)]).await;
        assert_eq!(sent.see_other(), format!("{place}?kept={MENU}#{MENU}"));
        let page = app.follow(sent).await;
        assert!(page.text().contains(words::KEPT));
        let first = page.body.find("/do/tell").expect("a form");
        let form = &page.body[first..first + page.body[first..].find("</form>").expect("its end")];
        assert!(form.contains(&format!("value=\"{MENU}\"")), "what was told of stands first");
        let chosen: Vec<_> = tests::html::tags(form).into_iter().filter(|tag| tag.has("checked")).collect();
        assert_eq!(chosen.iter().map(|tag| tag.get("value")).collect::<Vec<_>>(), [Some(application)]);
    }
    let key = app::backend::DiagnosisKey::parse(&key).expect("a key");
    let told = app::backend::Tellings::told(&app.store, &Teller::Diagnosis(key)).await;
    let told = told.expect("the store answers").expect("a diagnosis").told;
    assert_eq!(
        told.iter().map(|told| told.application).collect::<Vec<_>>(),
        [Application::Refused],
        "in place of it"
    );
}

async fn nothing_chosen_is_said_at_the_form(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let key = app.submitted(&[]).await;
    tell(&app, &key, &[("application", "adopted")]).await;
    let sent = tell(&app, &key, &[("hindrance", "no-time")]).await;
    let page = app.follow(sent).await;
    let text = page.text();
    assert_eq!(text.matches(words::CHOOSE).count(), 2, "in the summary and at the field: {text}");
    assert!(page.body.contains(&format!("href=\"#application-{MENU}\"")));
    assert!(page.body.contains(&format!("id=\"application-{MENU}\"")), "leads somewhere");
}

async fn what_is_no_answer_is_refused(database: TestDatabase) {
    use app::refusal::Refusal;
    let app = TestApp::of_staff(database, Role::Admin).await;
    let (open, done) = (app.answered(&[]).await, app.submitted(&[]).await);
    let page = tell(&app, &open, &[("application", "adopted")]).await;
    assert_refused(&app, page, Refusal::DiagnosisNotFound, "not submitted").await;
    assert_eq!(
        app.get(&path(&open, "afterwards")).await.see_other(),
        path(&open, "q05"),
        "on with what is open"
    );
    for fields in [&[("application", "won")][..], &[("application", "adopted"), ("hindrance", "rain")]] {
        let page = tell(&app, &done, fields).await;
        assert_refused(&app, page, Refusal::BadForm, "no such choice").await;
    }
    let fields = [("key", done.as_str()), ("menu", "nothing"), ("application", "adopted")];
    assert_refused(&app, app.post("/do/tell", &fields).await, Refusal::BadForm, "no such menu").await;
    let long = "あ".repeat(501);
    let page = app.post("/do/comment", &[("key", &done), ("comment", &long)]).await;
    assert_refused(&app, page, Refusal::TooLarge, "too long").await;
    let page = app.post("/do/comment", &[("key", &open), ("comment", "よい")]).await;
    assert_refused(&app, page, Refusal::DiagnosisNotFound, "not submitted").await;
}

async fn a_word_on_the_result_is_kept_and_taken_back(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let key = app.submitted(&[]).await;
    let result = path(&key, "result");
    assert!(!app.get(&result).await.body.contains("/do/comment"), "after the press only");
    app.post("/do/helpful", &[("key", &key), ("helpful", "yes")]).await;
    let page = app.get(&result).await;
    assert!(page.body.contains("/do/comment") && !page.text().contains(words::COMMENT_KEPT));
    let most = "あ".repeat(498) + "\r\n<";
    let sent = app.post("/do/comment", &[("key", &key), ("comment", &most)]).await;
    assert_eq!(sent.see_other(), format!("{result}#helpful"));
    let page = app.get(&result).await;
    assert!(page.text().contains(words::COMMENT_KEPT));
    assert!(page.element("textarea").starts_with("ああ"));
    app.post("/do/comment", &[("key", &key), ("comment", "  ")]).await;
    assert!(!app.get(&result).await.text().contains(words::COMMENT_KEPT));
    assert!(app.get("/office/afterwards").await.text().contains(words::NO_COMMENTS));
}

async fn officers_see_counts_of_many_and_words_of_nobody(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    assert!(app.get("/office/afterwards").await.text().contains(words::NOBODY));
    let applications = [("not-made", 6), ("waiting", 5), ("adopted", 7), ("refused", 1)];
    let mut keys = Vec::new();
    for (application, count) in applications {
        for _ in 0..count {
            let key = app.submitted(&[]).await;
            tell(
                &app,
                &key,
                &[
                    ("application", application),
                    ("hindrance", if application == "refused" { "too-late" } else { "no-time" }),
                ],
            )
            .await;
            keys.push(key);
        }
    }
    app.post("/do/comment", &[("key", &keys[0]), ("comment", "印刷しやすくしてください")]).await;
    let page = app.get("/office/afterwards").await;
    let rows = tests::html::rows(&page.body, "table");
    let menu = app.content.menu(MENU).expect("in the seed").document.name.clone();
    let row =
        |name: &str| rows.iter().find(|row| row[0] == name).unwrap_or_else(|| panic!("{name}: {rows:?}"));
    assert_eq!(row(&menu)[1..], ["19", "13", "8", office::SUPPRESSED], "one was refused: it is not told");
    assert_eq!(row(words::hindrance(domain::application::Hindrance::NoTime))[1], "18");
    assert_eq!(row(words::hindrance(domain::application::Hindrance::TooLate))[1], office::SUPPRESSED);
    assert!(page.text().contains("印刷しやすくしてください"));
    assert!(keys.iter().all(|key| !page.body.contains(key.as_str())));
}
