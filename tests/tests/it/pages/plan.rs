//! 「計画の指標と目標」: every figure, and the form in which officers enter one.

use app::backend::Contents;
use app::refusal::Refusal;
use app::words::open_data::columns::PLAN;
use app::words::plan as words;
use domain::access::{Act, Role};
use domain::plan::{Field, Slip};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use tests::staff::{assert_closed, assert_form_closed};
use tests::{Page, TestApp, TestDatabase, html};

tests::on_both_databases! {
    all_figures_stand_there,
    an_officer_enters_a_figure,
    what_does_not_count_is_said_and_kept,
    a_change_meanwhile_is_shown,
    a_change_before_a_slip_is_mended_is_shown,
    content_that_does_not_pass_is_told_at_the_form,
    nobody_else_enters,
    broken_forms_change_nothing,
}

const INDICATOR: &str = "eapply-satisfaction";

/// The rows of an indicator's table, as text.
fn rows(page: &Page, indicator: &str) -> Vec<String> {
    let id = format!("id=\"figures-{indicator}\"");
    let table = html::elements(&page.body, "table").into_iter().find(|table| table.contains(&id));
    let table = table.expect("the indicator's table");
    html::elements(table, "tr").into_iter().skip(1).map(cells).collect()
}

/// The cells of a row that say something.
fn cells(row: &str) -> String {
    let cells = ["th", "td"].into_iter().flat_map(|name| html::elements(row, name)).map(html::text);
    cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The form as it stands on the page of a year, with some fields filled in otherwise.
fn filled(page: &Page, fields: &[(&str, &str)]) -> Vec<(String, String)> {
    let inputs = page.named("input");
    let typed = inputs.iter().filter(|input| input.get("type") == Some("text"));
    let typed =
        typed.map(|input| (input.get("name").unwrap_or_default(), input.get("value").unwrap_or_default()));
    let mut all = page.hidden();
    all.extend(typed.map(|(name, value)| (name.to_owned(), value.to_owned())));
    for (name, value) in fields {
        match all.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => (*value).clone_into(old),
            None => all.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    all
}

async fn press(app: &TestApp, page: &Page, fields: &[(&str, &str)]) -> String {
    let all = filled(page, fields);
    let all: Vec<(&str, &str)> = all.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    app.post("/do/plan-figure", &all).await.see_other().to_owned()
}

const GOOD: [(&str, &str); 5] = [
    ("target", "７５"),
    ("actual", "81.5%"),
    ("source", "振り返り資料"),
    ("url", "https://example.jp/r8"),
    ("as_of", "2026-11"),
];

async fn all_figures_stand_there(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let page = app.get("/office/plan").await;
    let all: usize =
        html::elements(&page.body, "tbody").iter().map(|body| html::elements(body, "tr").len()).sum();
    assert_eq!(all, 38);
    for (indicator, expected) in [
        (
            "sandbox-cum",
            vec!["令和4年度累計 70 85 ✓ 達成", "令和5年度累計 80 132 ✓ 達成", "令和6年度累計 90 168 ✓ 達成"],
        ),
        ("scholarship-loans", vec!["令和5年度 100 100 ✓ 達成", "令和6年度 100 93 △ 未達"]),
        ("eapply-satisfaction", vec!["令和6年度 – 80 –", "令和7年度 70 – –"]),
        ("dojo-companies", vec!["年度の記載なし実績だけの数年度の記載なし。目標の記載なし – 40 –"]),
        (
            "staff-training-cum",
            vec!["令和6年度（R6まで）累計資料では「約」 – 約5,000 –", "令和7年度（R7まで）累計 4,000 – –"],
        ),
        ("optimization-policy", vec!["令和6年度（R6まで） – 策定済 –", "令和7年度（R7まで） 策定 – –"]),
    ] {
        assert_eq!(rows(&page, indicator), expected, "{indicator}");
    }
    for text in [
        "広島県DX加速プラン",
        "広島県行政デジタル化推進アクションプラン",
        "柱2 人材育成の促進",
        "2025年11月の資料",
        "参考値",
    ] {
        assert!(page.text().contains(text), "{text}");
    }
    assert!(app.get("/office").await.body.contains("href=\"/office/plan\""));
    let table = app.get("/office/plan/table.csv").await.csv();
    assert_eq!(table.len(), 1 + 38);
    assert!(table[0].iter().eq(PLAN.columns.iter().map(|column| column.name)));
}

async fn an_officer_enters_a_figure(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let choose = app.get(&format!("/office/plan/{INDICATOR}")).await;
    assert!(choose.named("input").is_empty(), "first the year is chosen");
    let form = app.get(&format!("/office/plan/{INDICATOR}?year=R8")).await;
    let place = press(&app, &form, &GOOD).await;
    assert_eq!(place, format!("/office/plan?said=entered#{INDICATOR}"));
    let page = app.get("/office/plan?said=entered").await;
    assert!(page.text().contains(words::ENTERED));
    assert_eq!(rows(&page, INDICATOR).last().map(String::as_str), Some("令和8年度 75 81.5 ✓ 達成"));
    assert_eq!(press(&app, &form, &GOOD).await, place, "pressing twice");
    assert_eq!(rows(&app.get("/office/plan").await, INDICATOR).len(), 3);
    // The log tells it in words.
    let log = app.get("/office/audit?action=enter-plan-figure").await;
    let entered = html::element(&log.body, "li.wait-list__item");
    for (field, told) in [("年度", "令和8年度"), ("よい向き", "高いほどよい"), ("位置づけ", words::FOLLOWED)]
    {
        assert!(cells(entered).contains(told), "{field}: {}", html::text(entered));
    }
    assert!(!html::text(entered).contains("higher_is_better"));
    // It stands in the form when it is to be corrected.
    let form = app.get(&format!("/office/plan/{INDICATOR}?year=R8")).await;
    assert!(filled(&form, &[]).contains(&("actual".to_owned(), "81.5".to_owned())));
    press(&app, &form, &[("actual", "60")]).await;
    let rows = rows(&app.get("/office/plan").await, INDICATOR);
    assert_eq!(rows.last().map(String::as_str), Some("令和8年度 75 60 △ 未達"));
    let log = app.get("/office/audit?action=enter-plan-figure").await;
    assert_eq!(html::elements(&log.body, "li.wait-list__item").len(), 2);
    let changes = html::elements(html::element(&log.body, "li.wait-list__item"), "tr");
    assert_eq!(changes.into_iter().map(cells).collect::<Vec<_>>(), ["欄 前 後", "実績 81.5 60"]);
}

async fn what_does_not_count_is_said_and_kept(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let form = app.get(&format!("/office/plan/{INDICATOR}?year=R8")).await;
    let place =
        press(&app, &form, &[("target", "七十"), ("source", "資料 <1>"), ("as_of", "来年"), ("note", "＆")])
            .await;
    assert!(place.starts_with(&format!("/office/plan/{INDICATOR}?year=R8&target=")), "{place}");
    let page = app.get(&place).await;
    assert!(page.title().starts_with("エラー："));
    let summary = page.element("div.error-summary");
    for (field, slip) in
        [(Field::Target, Slip::NotANumber), (Field::Url, Slip::Empty), (Field::AsOf, Slip::NotADate)]
    {
        let sentence = words::slip(field, slip);
        assert!(summary.contains(&sentence), "{sentence}: {summary}");
        assert_eq!(page.text().matches(&sentence).count(), 2, "on top and at the field: {sentence}");
        assert!(page.body.contains(&format!("href=\"#{}\"", field.as_str())));
    }
    for field in [("target", "七十"), ("source", "資料 <1>"), ("as_of", "来年"), ("note", "＆")] {
        let field = (field.0.to_owned(), field.1.to_owned());
        assert!(filled(&page, &[]).contains(&field), "{field:?} was typed");
    }
    assert_eq!(app.store.current().plan_records.len(), 38);
    // Mended, it is taken.
    assert!(press(&app, &page, &GOOD).await.ends_with("said=entered#eapply-satisfaction"));
}

async fn a_change_meanwhile_is_shown(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let form = app.get(&format!("/office/plan/{INDICATOR}?year=R8")).await;
    press(&app, &form, &[GOOD.as_slice(), &[("target", "99")]].concat()).await;
    let place = press(&app, &form, &GOOD).await;
    assert!(place.ends_with("&said=changed"), "{place}");
    let page = app.get(&place).await;
    assert!(page.text().contains(words::CHANGED));
    assert!(rows(&page, INDICATOR).last().expect("a row").contains("99"), "what stands now");
    assert!(filled(&page, &[]).contains(&("target".to_owned(), "７５".to_owned())), "what was typed");
    assert!(press(&app, &page, &[]).await.contains("said=entered"));
    assert!(rows(&app.get("/office/plan").await, INDICATOR).last().expect("a row").contains("75"));
}

async fn a_change_before_a_slip_is_mended_is_shown(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    for (year, before) in [("R8", ""), ("R6", "80")] {
        let form = app.get(&format!("/office/plan/{INDICATOR}?year={year}")).await;
        let place = press(&app, &form, &[GOOD.as_slice(), &[("actual", "八十")]].concat()).await;
        assert!(!place.contains("said="), "{place}");
        // Another officer comes first.
        assert!(filled(&form, &[]).contains(&("actual".to_owned(), before.to_owned())));
        press(&app, &form, &[GOOD.as_slice(), &[("actual", "66")]].concat()).await;
        let page = app.get(&place).await;
        let place = press(&app, &page, &GOOD).await;
        assert!(place.ends_with("&said=changed"), "{year}: {place}");
        let page = app.get("/office/plan").await;
        assert!(rows(&page, INDICATOR).iter().any(|row| row.contains("66")), "{year}");
        let page = app.get(&place).await;
        assert!(press(&app, &page, &[]).await.contains("said=entered"), "{year}: now it was seen");
    }
}

async fn content_that_does_not_pass_is_told_at_the_form(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let form = app.get(&format!("/office/plan/{INDICATOR}?year=R8")).await;
    let broken = Query::update()
        .table("content_document")
        .value("document", "{\"nothing\":1}")
        .and_where(Expr::col("name").eq("lead_times"))
        .to_owned();
    let changed = app.database.connection().await.execute(&broken).await.expect("the database obeys");
    assert_eq!(changed.rows_affected(), 1);
    let place = press(&app, &form, &GOOD).await;
    assert!(place.ends_with("&said=unfit"), "{place}");
    let page = app.get(&place).await;
    assert!(page.text().contains(words::UNFIT));
    assert!(filled(&page, &[]).contains(&("target".to_owned(), "７５".to_owned())), "what was typed");
}

async fn nobody_else_enters(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Editor).await;
    assert_closed(&app, "/office/plan", Act::ReadFigures).await;
    assert_closed(&app, "/office/plan/table.csv", Act::ExportFigures).await;
    assert_closed(&app, "/office/plan/eapply-satisfaction?year=R8", Act::EditContent).await;
    let form = app.get(&format!("/office/plan/{INDICATOR}?year=R8")).await;
    let all = filled(&form, &GOOD);
    let all: Vec<(&str, &str)> = all.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_form_closed(&app, "/do/plan-figure", &all, Act::EditContent).await;
    assert_eq!(app.store.current().plan_records.len(), 38);
}

async fn broken_forms_change_nothing(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let form = app.get(&format!("/office/plan/{INDICATOR}?year=R8")).await;
    for (fields, refusal) in [
        (vec![("indicator", "nothing")], Refusal::BadForm),
        (vec![("year", "R99x")], Refusal::BadForm),
        (vec![("year", "2026-11")], Refusal::BadForm),
        (vec![("year", "R14")], Refusal::BadForm),
        (vec![("year", "R200")], Refusal::BadForm),
        (vec![("note", &*"あ".repeat(2_000))], Refusal::TooLarge),
    ] {
        let fields = [GOOD.as_slice(), &fields].concat();
        assert_eq!(press(&app, &form, &fields).await, refusal.path(), "{refusal:?}");
    }
    assert_eq!(app.post("/do/plan-figure", &[]).await.see_other(), Refusal::BadForm.path());
    assert_eq!(app.get("/office/plan/nothing").await.status, 404);
    assert!(app.get(&format!("/office/plan/{INDICATOR}?year=R99")).await.hidden().is_empty());
    assert_eq!(app.store.current().plan_records.len(), 38);
}
