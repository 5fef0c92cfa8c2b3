//! From the start page to the result and the officers' page, by forms alone.

use std::collections::BTreeSet;

use app::words::{catalogue, office, result};
use domain::access::Role;
use domain::content::Content;
use domain::questionnaire::{Question, QuestionKind};
use tests::{Page, TestApp, TestDatabase, html};

tests::on_both_databases! {
    every_visible_question_is_asked_once_and_leads_to_the_result,
    the_officers_page_counts_and_hides_small_groups,
}

const BASE: &str = "/diagnosis/";

/// What a printer in 福山市 says; of all other questions the first option.
fn said(question: &Question, content: &Content) -> Vec<String> {
    let one = match (question.id.as_str(), &question.kind) {
        ("q01", _) => "34207",
        ("q02", _) => "E",
        ("q03", _) => "12",
        ("q05", _) => "30",
        (_, QuestionKind::Multi { options, .. }) => {
            return options.iter().filter(|o| !o.exclusive).take(2).map(|o| o.id.clone()).collect();
        }
        (_, QuestionKind::Number { .. }) => "1",
        _ => &question.choices()[0].id,
    };
    assert!(content.questionnaire.question(&question.id).is_some());
    vec![one.to_owned()]
}

/// Fills in the page's form and sends it with all that it holds.
async fn fill_in(app: &TestApp, page: &Page, values: &[String]) -> Page {
    let mut fields = page.hidden();
    fields.extend(values.iter().map(|value| ("choice[]".to_owned(), value.clone())));
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    app.post("/do/answer", &fields).await
}

async fn every_visible_question_is_asked_once_and_leads_to_the_result(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let start = app.get("/").await;
    assert!(start.body.contains(r#"method="post" action="/do/start""#));
    let mut place = app.post("/do/start", &[]).await.see_other().to_owned();
    let key = place.strip_prefix(BASE).expect("a diagnosis").to_owned();
    assert_eq!(key.len(), 26);
    place = app.get(&place).await.location().to_owned();
    let mut asked = Vec::new();
    while let Some(id) = place.strip_prefix(&format!("{BASE}{key}/")).filter(|rest| *rest != "check") {
        let page = app.get(&place).await;
        let question = app.content.questionnaire.question(id).expect("a question");
        assert_eq!(page.status, 200, "{id}");
        assert!(page.heading().starts_with(&question.text), "{id}: {}", page.heading());
        assert!(page.body.len() <= 30 * 1024, "{id}: {} bytes", page.body.len());
        let values = said(question, &app.content);
        let sent = fill_in(&app, &page, &values).await;
        // Received means stored: the answer is there when the browser is told to go on.
        assert_eq!(app.raw(&key, id).await.values, values, "{id}");
        asked.push(id.to_owned());
        place = sent.see_other().to_owned();
    }
    let all = app.content.questionnaire.questions.iter().map(|q| q.id.clone());
    assert_eq!(
        asked,
        all.filter(|id| id != "q06").collect::<Vec<_>>(),
        "capital is asked of larger companies only"
    );

    let check = app.get(&place).await;
    for id in &asked {
        let question = app.content.questionnaire.question(id).expect("a question");
        assert!(check.text().contains(&question.text), "{id}");
    }
    assert!(
        check.text().contains("福山市") && check.text().contains("12人") && check.text().contains("製造業")
    );
    let mut hidden = check.hidden();
    // 「続きはあとで」 is a form of its own, of the same key.
    hidden.dedup();
    let fields: Vec<(&str, &str)> =
        hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let submitted = app.post("/do/submit", &fields).await;
    assert_eq!(submitted.see_other(), format!("{BASE}{key}/result"));
    assert_result(&app, &app.follow(submitted).await);
    let office = app.get("/office").await;
    assert_eq!(
        stats(&office),
        ["診断を終えた事業者（これまで全部）1者", "終わった診断（これまでの、のべ）1件"]
    );
}

fn assert_result(app: &TestApp, page: &Page) {
    assert_eq!(page.status, 200);
    let text = page.text();
    insta::allow_duplicates! {
        insta::assert_snapshot!(page.heading(), @"診断の結果 いまは「やりはじめ」の段階です");
    }
    for dimension in &app.content.questionnaire.dimensions {
        assert!(text.contains(&dimension.label), "{}", dimension.label);
    }
    let table = html::element(&page.body, "table");
    let rows: Vec<String> =
        html::elements(html::element(table, "tbody"), "tr").into_iter().map(html::text).collect();
    let by_hand = [
        "経営・ビジョン67",
        "業務のデジタル化5",
        "顧客・売り方0",
        "データ活用0",
        "人材・組織100",
        "基盤・セキュリティ13",
    ];
    assert_eq!(rows, by_hand);
    let cards = html::elements(&page.body, "article.menu-card");
    assert!(cards.len() >= 5, "{} menus", cards.len());
    let mut seen = BTreeSet::new();
    for card in cards {
        let menu = app.content.menus.iter().find(|menu| card.contains(&format!("/menus/{}\"", menu.id())));
        let menu = menu.expect("a menu of the catalogue");
        let host = menu.document.source_url.split('/').nth(2).expect("a host");
        let text = html::text(card);
        assert!(text.contains(&format!("{}{host}", catalogue::SOURCE)), "{}: {text}", menu.id());
        assert!(text.contains(catalogue::CAUTION), "{}", menu.id());
        let links = html::tags(card);
        assert!(
            links.iter().any(|a| a.get("href") == Some(menu.document.source_url.as_str())),
            "{}",
            menu.id()
        );
        seen.insert(menu.id());
    }
    assert!(seen.len() >= 5);
    assert!(text.contains("最新の公募要領を確かめてください"));
    assert!(text.contains(result::PAINS) && text.contains(result::FIRST_STEP));
    assert!(text.contains(result::PEERS_TOO_FEW));
}

fn stats(office: &Page) -> Vec<String> {
    html::elements(html::element(&office.body, "dl.stats"), "div.stat").into_iter().map(html::text).collect()
}

/// The text of each table's rows.
fn tables(office: &Page) -> Vec<Vec<String>> {
    let rows = |body: &str| html::elements(body, "tr").into_iter().map(html::text).collect();
    html::elements(&office.body, "tbody").into_iter().map(rows).collect()
}

async fn the_officers_page_counts_and_hides_small_groups(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let feels = [("q07", "strong"), ("q08", "s3")];
    let does_not = [("q07", "none"), ("q08", "s1")];
    for answers in [feels, feels, feels, does_not] {
        app.submitted(&answers).await;
    }
    let office = app.get("/office").await;
    assert_eq!(
        stats(&office),
        ["診断を終えた事業者（これまで全部）4者", "終わった診断（これまでの、のべ）4件"]
    );
    assert_hidden(&app, &office);
    let plan = office.element("section.plan");
    insta::allow_duplicates! {
        insta::assert_snapshot!(
        plan,
        @"県の計画の数字：DXの必要性を感じている企業の割合令和5年度（R5）56.4%令和6年度（R6）50.5%県の調査の値です。下の診断の数字とは調べ方が違うので、続きの値としては読めません。診断の数字は、自分から答えた事業者のうちの割合です。"
    );
    }
    assert!(plan.contains(office::PLAN_NOTE));

    // Five on one side and four on the other: the four would be told.
    for answers in [feels, does_not, does_not, does_not, does_not] {
        app.submitted(&answers).await;
    }
    assert_hidden(&app, &app.get("/office").await);
    app.submitted(&feels).await;
    let office = app.get("/office").await;
    assert_eq!(stats(&office)[0], "診断を終えた事業者（これまで全部）10者");
    insta::allow_duplicates! {
        insta::assert_snapshot!(tables(&office)[0].join("\n"), @r"
    全体50.0% 23.7–76.3%10
    0人– 0
    1〜5人– 0
    6〜20人50.0% 23.7–76.3%10
    21〜50人– 0
    51〜100人– 0
    101〜300人– 0
    301人以上– 0
    人数が不明– 0
    ");
    }
    // Of ten, nobody at three of the stages: that is told of no group below fifteen.
    insta::allow_duplicates! {
        insta::assert_snapshot!(tables(&office)[1].join("\n"), @r"
    全体x x 10
    0人– – 0
    1〜5人– – 0
    6〜20人x x 10
    21〜50人– – 0
    51〜100人– – 0
    101〜300人– – 0
    301人以上– – 0
    人数が不明– – 0
    ");
    }
    // Made-up respondents are others: there are none.
    assert_eq!(stats(&app.get("/office?made_up=1").await)[0], "診断を終えた事業者（これまで全部）0者");
}

/// No table tells anything; need and uptake by size, the first two, say who is hidden.
fn assert_hidden(app: &TestApp, office: &Page) {
    let tables = tables(office);
    assert!(tables.iter().flatten().all(|row| !row.contains('%')), "{tables:?}");
    for table in &tables[..2] {
        assert_eq!(table.len(), app.content.questionnaire.size_classes.len() + 2);
        // The whole, and the only class with anybody in it; of very few, nothing at all is told.
        let hides =
            |name: &str| table.iter().any(|row| row.starts_with(name) && row.contains(office::SUPPRESSED));
        assert!(hides(office::WHOLE) && hides("6〜20人"), "{table:?}");
    }
}
