//! A year later: the former answers are proposed, each is confirmed, and the two diagnoses stand side by side.

use app::words::{diagnosis, history as words};
use serde_json::json;
use tests::{Page, TestApp, TestDatabase, at, content, sources};

use super::path;

tests::on_both_databases! {
    a_year_later_every_answer_is_proposed_and_confirmed,
    who_stops_at_a_proposal_has_not_confirmed_it,
    within_weeks_the_answers_are_taken_over,
    two_years_stand_side_by_side,
    an_earlier_one_is_chosen_and_the_rest_is_listed,
    across_versions_only_what_compares_is_compared,
    without_an_earlier_one_the_page_says_so,
}

const FIRST: &str = "2026-11-22T01:00:00Z";
const NEXT_YEAR: &str = "2027-11-23T01:00:00Z";

/// Begins again; the new key, and where the press leads.
async fn again(app: &TestApp, key: &str) -> (String, Page) {
    let sent = app.post("/do/again", &[("key", key)]).await;
    let new = sent.see_other().split('/').nth(2).expect("a key").to_owned();
    (new, app.follow(sent).await)
}

/// Presses 「次へ」 on every question as it stands, but for those that are changed, until the check page.
async fn confirmed(app: &TestApp, page: Page, changes: &[(&str, &str)]) -> Page {
    let mut page = page;
    while page.heading() != diagnosis::CHECK_TITLE {
        let mut fields = page.hidden();
        let question = fields.iter().find(|(name, _)| name == "question").expect("a question").1.clone();
        let typed = || page.inputs("choice[]").into_iter().map(|(value, _)| value).collect();
        let is_text = page
            .named("input")
            .iter()
            .any(|input| input.get("id") == Some("answer") && input.get("type") == Some("text"));
        let standing: Vec<String> = if is_text { typed() } else { page.chosen() };
        let change =
            changes.iter().find(|(id, _)| *id == question).map(|(_, value)| vec![(*value).to_owned()]);
        for value in change.unwrap_or(standing) {
            fields.push(("choice[]".to_owned(), value));
        }
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let sent = app.post("/do/answer", &fields).await;
        // Not anywhere in the address: the key may happen to hold the same letters.
        assert!(!sent.see_other().ends_with(&format!("/{question}")), "{question} counts as it stands");
        page = app.follow(sent).await;
    }
    page
}

/// A diagnosis at [`FIRST`], and one at [`NEXT_YEAR`] that follows it; the keys.
async fn two_years(app: &TestApp, before: &[(&str, &str)], now: &[(&str, &str)]) -> (String, String) {
    app.database.clock.set(at(FIRST));
    let first = app.submitted(before).await;
    app.database.clock.set(at(NEXT_YEAR));
    let (second, page) = again(app, &first).await;
    confirmed(app, page, now).await;
    let sent = app.post("/do/submit", &[("key", &second)]).await;
    assert_eq!(sent.see_other(), path(&second, "result"));
    (first, second)
}

async fn a_year_later_every_answer_is_proposed_and_confirmed(database: TestDatabase) {
    let app = TestApp::new(database).await;
    app.database.clock.set(at(FIRST));
    let key = app.submitted(&[]).await;
    app.database.clock.set(at(NEXT_YEAR));
    let (new, page) = again(&app, &key).await;
    assert!(app.diagnosis(&new).await.answers.is_empty(), "nothing counts before it is confirmed");
    assert!(page.text().contains(&diagnosis::proposed("2026年11月22日（日）")), "{}", page.text());
    let check = app.get(&path(&new, "check")).await;
    assert!(check.text().contains(diagnosis::NOT_YET) && !check.body.contains("/do/submit"));

    let (_, pressed_again) = again(&app, &key).await;
    assert_eq!(pressed_again.heading(), page.heading(), "pressed twice it leads to the same");
    confirmed(&app, pressed_again, &[("q03", "14")]).await;
    let (mut before, mut now) = (app.diagnosis(&key).await.answers, app.diagnosis(&new).await.answers);
    assert_eq!(now["q03"].values, ["14"]);
    for answers in [&mut before, &mut now] {
        answers.remove("q03");
        // What was passed over is an answer without values.
        answers.retain(|_, raw| raw.declined || raw.values.iter().any(|value| !value.is_empty()));
    }
    assert_eq!(now, before, "all others as they were");
    let question = app.get(&path(&new, "q03")).await;
    assert!(!question.text().contains("2026年11月22日（日）の答え"), "what was answered now is not proposed");
}

async fn who_stops_at_a_proposal_has_not_confirmed_it(database: TestDatabase) {
    let app = TestApp::new(database).await;
    app.database.clock.set(at(FIRST));
    let key = app.submitted(&[]).await;
    let number = app.diagnosis(&key).await.answers["q03"].values[0].clone();
    app.database.clock.set(at(NEXT_YEAR));
    let (new, _) = again(&app, &key).await;
    let stop = async |number: &str| app.answer(&new, "q03", &[("choice[]", number), ("later", "1")]).await;
    assert_eq!(stop(&number).await.see_other(), path(&new, "later"));
    assert!(app.diagnosis(&new).await.answers.is_empty(), "as it was proposed");
    assert_eq!(stop("14").await.see_other(), path(&new, "later"));
    assert_eq!(app.diagnosis(&new).await.answers["q03"].values, ["14"], "as it was changed");
    stop(&number).await;
    assert_eq!(app.diagnosis(&new).await.answers["q03"].values, [number], "and changed back");
}

async fn within_weeks_the_answers_are_taken_over(database: TestDatabase) {
    let app = TestApp::new(database).await;
    app.database.clock.set(at(FIRST));
    let key = app.submitted(&[]).await;
    app.database.clock.set(at("2026-12-20T01:00:00Z"));
    let (new, page) = again(&app, &key).await;
    assert_eq!(page.heading(), diagnosis::CHECK_TITLE);
    assert_eq!(app.diagnosis(&new).await.answers, app.diagnosis(&key).await.answers);
}

async fn two_years_stand_side_by_side(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let (first, second) =
        two_years(&app, &[("q10", "paperwork"), ("q14", "sheet")], &[("q10", "funding"), ("q14", "cloud")])
            .await;
    let result = app.get(&path(&second, "result")).await;
    assert!(result.body.contains(&format!("href=\"{}\"", path(&second, "history"))));
    assert!(!app.get(&path(&first, "result")).await.body.contains("/history\""), "nothing was before it");

    let page = app.get(&path(&second, "history")).await;
    let text = page.text();
    assert_eq!((page.status, page.heading().as_str()), (200, words::TITLE));
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(text.contains(&words::lead("2026年11月22日（日）", "2027年11月23日（火）")), "{text}");
    assert!(!text.contains(words::OTHER_VERSION) && !text.contains(words::NOT_COMPARABLE));
    let place = |title: &str| text.find(title).unwrap_or_else(|| panic!("{title}: {text}"));
    let (gone, new) = (place(words::GONE), place(words::NEW));
    assert!(gone < new && text[gone..new].contains("紙や手書き、FAXの仕事が多い"), "{text}");
    let answers = tests::html::rows(&page.body, "table");
    let changed = answers.iter().find(|row| row[0] == "経理や請求はどうしていますか。").expect("a row");
    assert_eq!(changed[1..], ["表計算ソフト", "ネットの会計・請求サービス"]);
    assert!(!answers.iter().any(|row| row[0].contains("働いている人")), "that did not change");
}

async fn an_earlier_one_is_chosen_and_the_rest_is_listed(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let (_, second) = two_years(&app, &[("q14", "hand")], &[("q14", "sheet")]).await;
    app.database.clock.set(at("2028-12-01T01:00:00Z"));
    let (third, page) = again(&app, &second).await;
    confirmed(&app, page, &[("q14", "cloud")]).await;
    app.post("/do/submit", &[("key", &third)]).await;
    let lead = async |query: &str| app.get(&path(&third, &format!("history{query}"))).await.element("p.lead");
    let last = words::lead("2027年11月23日（火）", "2028年12月1日（金）");
    assert_eq!(lead("").await, last);
    assert_eq!(lead("?with=2").await, words::lead("2026年11月22日（日）", "2028年12月1日（金）"));
    for nonsense in ["?with=0", "?with=3", "?with=x", "?with="] {
        assert_eq!(lead(nonsense).await, last, "{nonsense}");
    }
    // Whoever has an earlier key sees nothing that came after it.
    let page = app.get(&path(&second, "history")).await;
    assert!(!page.text().contains("2028年"), "{}", page.text());
}

async fn across_versions_only_what_compares_is_compared(database: TestDatabase) {
    let app = TestApp::new(database).await;
    app.database.clock.set(at(FIRST));
    let first = app.submitted(&[("q14", "cloud"), ("q16", "sns")]).await;
    let mut next = sources();
    next.questionnaire["version"] = json!(2);
    for question in next.questionnaire["question"].as_array_mut().expect("questions") {
        match question["id"].as_str() {
            Some("q14") => question["id"] = json!("q14b"),
            Some("q16") => {
                let more = json!({"id": "fair", "label": "展示会に出ている", "scores": {"customer": 2}});
                question["options"].as_array_mut().expect("options").push(more);
            }
            _ => {}
        }
    }
    next.questionnaire["crosswalk"] = json!([{"until_version": 1, "question": "q14", "becomes": "q14b"}]);
    app.store.load_content(&next, &content(&next)).await.expect("loads");
    app.database.clock.set(at(NEXT_YEAR));
    let (second, page) = again(&app, &first).await;
    confirmed(&app, page, &[("q16", "fair")]).await;
    app.post("/do/submit", &[("key", &second)]).await;
    assert_eq!(app.raw(&second, "q14b").await.values, ["cloud"], "proposed under its new id");

    let page = app.get(&path(&second, "history")).await;
    let rows = tests::html::rows(&page.body, "table");
    let row =
        |name: &str| rows.iter().find(|row| row[0] == name).unwrap_or_else(|| panic!("{name}: {rows:?}"));
    assert!(page.text().contains(words::OTHER_VERSION));
    assert_eq!(row("顧客・売り方")[1], words::NOT_COMPARABLE);
    assert_eq!(row("顧客・売り方")[3], words::NO_DIFFERENCE);
    assert_eq!(row("業務のデジタル化")[3], words::NO_CHANGE, "asked as before, under another id");
    assert!(page.text().contains(words::NEW_QUESTIONS));
    let old = app.get(&path(&first, "result")).await;
    assert_eq!(old.status, 200, "the old one is shown by its own version");
}

async fn without_an_earlier_one_the_page_says_so(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.submitted(&[]).await;
    let page = app.get(&path(&key, "history")).await;
    assert_eq!((page.status, page.text().contains(words::NONE)), (200, true));
    let open = app.answered(&[]).await;
    assert_eq!(
        app.get(&path(&open, "history")).await.see_other(),
        path(&open, "q05"),
        "on with what is open"
    );
}
