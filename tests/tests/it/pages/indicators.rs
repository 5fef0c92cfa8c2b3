//! The officers' indicators: on the first page, alone, and as files.

use std::path::PathBuf;

use app::words::office;
use app::words::survey as words;
use domain::access::Role;
use domain::indicator::Dimension;
use server::import::frame::{Reading, read};
use server::store::{MadeUp, NewFrame};
use tests::{Page, TestApp, TestDatabase, answers, at, html};

tests::on_both_databases! {
    the_first_page_opens_on_need_and_uptake_by_size,
    an_indicator_is_broken_down_as_the_address_asks,
    two_breakdowns_make_one_table,
    two_breakdowns_hide_what_is_few,
    of_a_list_of_options_one_breakdown_is_shown,
    months_are_compared,
    files_have_what_the_page_has,
    a_weighted_share_stands_beside_the_plain_one_if_there_is_a_frame,
    what_is_not_there_is_not_found,
    files_open_to_staff_only,
}

const NEED: &str = "/office/indicators/survey-dx-need-rate";
const TOOLS: &str = "/office/indicators/survey-tool-use-rate";

/// 60 in 福山市 of whom 20 see no need, 40 in 広島市 of whom 10 see none; the smaller half of each has 12 people, the other 30.
/// The last day of September and the first of October in turn.
async fn answered(app: &TestApp) {
    let one = |n: usize| {
        let (place, seen) = if n < 60 { ("34207", n >= 20) } else { ("34100", n >= 70) };
        let size = if n.is_multiple_of(2) { "12" } else { "30" };
        let need = if seen { "strong" } else { "none" };
        let day = if n.is_multiple_of(4) { "2026-09-30T10:00:00+09:00" } else { "2026-10-01T10:00:00+09:00" };
        MadeUp { answers: answers(&[("q01", place), ("q03", size), ("q07", need)]), submitted_at: at(day) }
    };
    app.store.insert_made_up((0..100).map(one).collect()).await.expect("the batch is stored");
}

/// What stands in the cells of the rows that begin with this text, in the table of this id.
fn rows(page: &Page, table: &str, first: &str) -> Vec<Vec<String>> {
    html::rows_of(&page.body, &format!("table#{table}"), first)
}

async fn the_first_page_opens_on_need_and_uptake_by_size(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    answered(&app).await;
    let page = app.get("/office?made_up=1").await;
    assert_eq!(page.status, 200);
    let tables = page.named("table");
    let ids: Vec<&str> = tables.iter().filter_map(|table| table.get("id")).collect();
    assert_eq!(ids[..2], ["survey-dx-need-rate-employee_size", "survey-dx-uptake-rate-employee_size"]);
    assert_eq!(rows(&page, ids[0], office::WHOLE), [["70.0% 60.4–78.1%", "", "100"]]);
    let links = page.named("a");
    for indicator in &app.content.questionnaire.indicators {
        let path = format!("/office/indicators/{}?", indicator.id);
        assert!(links.iter().any(|a| a.get("href").is_some_and(|href| href.starts_with(&path))), "{path}");
    }
    // Real ones are none yet, and are told apart.
    assert_eq!(rows(&app.get("/office").await, ids[0], office::WHOLE), [["–", "", "0"]]);
}

async fn an_indicator_is_broken_down_as_the_address_asks(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    answered(&app).await;
    let page = app.get(&format!("{NEED}?made_up=1&by=municipality&period=R8")).await;
    let table = "survey-dx-need-rate-municipality";
    assert_eq!(rows(&page, table, "福山市"), [["66.7% 54.1–77.3%", "", "60"]]);
    assert_eq!(rows(&page, table, "広島市"), [["75.0% 59.8–85.8%", "", "40"]]);
    assert_eq!(rows(&page, table, "呉市"), [["–", "", "0"]]);
    let tiles = html::elements(&page.body, "g").len();
    assert_eq!(tiles, app.content.municipalities.len(), "each municipality has its tile");
    let map = html::text(html::element(&page.body, "desc"));
    assert!(map.contains("福山市 66.7%"), "{map}");
    // Periods are chosen from those that have answers.
    let options = html::elements(html::element(&page.body, "select#period"), "option");
    let offered: Vec<String> = options.into_iter().map(html::text).collect();
    let expected = [
        "これまで全部",
        "令和8年度",
        "令和8年度 第3四半期（10〜12月）",
        "令和8年度 第2四半期（7〜9月）",
        "2026年10月",
        "2026年9月",
    ];
    assert_eq!(offered, expected);
    let quarter = app.get(&format!("{NEED}?made_up=1&period=R8-Q2")).await;
    assert_eq!(rows(&quarter, "survey-dx-need-rate", office::WHOLE)[0][2], "25");
}

async fn two_breakdowns_make_one_table(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    answered(&app).await;
    let page = app.get(&format!("{NEED}?made_up=1&by=municipality&and=employee_size")).await;
    let table = "survey-dx-need-rate-municipality-employee_size";
    let names = app.content.questionnaire.size_classes.iter().map(|class| class.label.clone());
    let head = rows(&page, table, "市町 × 働いている人").remove(0);
    let expected: Vec<String> =
        [office::WHOLE.to_owned()].into_iter().chain(names).chain(["人数が不明".to_owned()]).collect();
    assert_eq!(head, expected);
    let of = |name: &str| rows(&page, table, name).remove(0);
    assert_eq!(of("福山市")[..4], ["66.7% n 60", "–", "–", "66.7% n 30"]);
    assert_eq!(of(office::WHOLE)[..5], ["70.0% n 100", "–", "–", "70.0% n 50", "70.0% n 50"]);
}

/// Few in some places: what hides them is sought among many columns.
async fn two_breakdowns_hide_what_is_few(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    answered(&app).await;
    let few = |place: &str, size: &str| MadeUp {
        answers: answers(&[("q01", place), ("q03", size), ("q07", "none")]),
        submitted_at: at("2026-10-02T10:00:00+09:00"),
    };
    let batch = vec![few("34100", "400"), few("34100", "400"), few("34202", "80"), few("34202", "12")];
    app.store.insert_made_up(batch).await.expect("the batch is stored");
    for by in ["municipality&and=employee_size", "industry&and=municipality", "employee_size&and=industry"] {
        let page = app.get(&format!("{NEED}?made_up=1&by={by}")).await;
        assert_eq!(page.status, 200, "{by}");
        assert!(page.text().contains(office::SUPPRESSED), "{by}");
    }
}

async fn of_a_list_of_options_one_breakdown_is_shown(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    answered(&app).await;
    let alone = app.get(&format!("{TOOLS}?made_up=1")).await;
    let options = html::elements(html::element(&alone.body, "tbody"), "tr").len();
    let question = app.content.questionnaire.question("q13").expect("the question");
    assert_eq!(options, question.choices().iter().filter(|choice| !choice.unknown).count());
    let both = app.get(&format!("{TOOLS}?made_up=1&by=industry&and=municipality")).await;
    let one = app.get(&format!("{TOOLS}?made_up=1&by=industry")).await;
    assert_eq!(both.element("tbody"), one.element("tbody"));
    assert!(both.named("select").iter().all(|select| select.get("id") != Some("and")));
}

async fn months_are_compared(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    answered(&app).await;
    let page = app.get(&format!("{NEED}?made_up=1")).await;
    assert_eq!(rows(&page, "trend-table", "2026年9月"), [["68.0% 48.4–82.8%", "25"]]);
    assert_eq!(rows(&page, "trend-table", "2026年10月"), [["70.7% 59.6–79.8%", "75"]]);
    assert_eq!(rows(&page, "trend-table", "2026年8月"), [["–", "0"]]);
    let chart = html::element(&page.body, "svg.trend__plot");
    assert_eq!(html::elements(chart, "path.trend__dot").len(), 2, "months without answers have no dot");
    // Up to the end of the period that is asked for.
    let september = app.get(&format!("{NEED}?made_up=1&period=R8-Q2")).await;
    let months = html::elements(html::element(&september.body, "table#trend-table"), "tr");
    assert_eq!(months.last().map(|row| html::cells(row)[0].clone()).as_deref(), Some("2026年9月"));
}

async fn files_have_what_the_page_has(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    answered(&app).await;
    let rows = app.get(&format!("{NEED}/table.csv?made_up=1&by=municipality")).await.csv();
    assert_eq!(rows[0], words::COLUMNS);
    let groups = app.content.municipalities.len() + 2;
    assert_eq!(rows.len(), 1 + groups, "the head, the total, each municipality, and those who did not say");
    let fukuyama = rows.iter().find(|row| row[7] == "34207").expect("福山市");
    assert_eq!(fukuyama[..2], ["R8", words::MADE_UP]);
    let by = words::dimension(Dimension::Municipality);
    assert_eq!(fukuyama[6..12], [by, "34207", "福山市", "", "", ""]);
    assert_eq!(fukuyama[12..], ["60", "40", "66.7", "54.1", "77.3", "", "", "", ""]);
    let kure = rows.iter().find(|row| row[7] == "34202").expect("呉市");
    assert_eq!(kure[12..], ["0", "0", "", "", "", "", "", "", words::NO_ANSWER]);
    // Some are hidden once they are few; what is hidden is neither empty nor 0.
    let few = answers(&[("q01", "34202"), ("q07", "none")]);
    let few = (0..3).map(|_| MadeUp { answers: few.clone(), submitted_at: at("2026-10-02T10:00:00+09:00") });
    app.store.insert_made_up(few.collect()).await.expect("the batch is stored");
    let rows = app.get(&format!("{NEED}/table.csv?made_up=1&by=municipality")).await.csv();
    let kure = rows.iter().find(|row| row[7] == "34202").expect("呉市");
    let x = office::SUPPRESSED;
    assert_eq!(kure[12..], [x, x, x, x, x, "", "", "", words::SUPPRESSED_WHY]);
    let months = app.get(&format!("{NEED}/trend.csv?made_up=1")).await.csv();
    assert_eq!((months.len(), months[12][0].as_str(), months[11][0].as_str()), (13, "2026-11", "2026-10"));
    let (status, headers, body) = app
        .bytes(tests::request(
            axum::http::Method::GET,
            &format!("{NEED}/table.xlsx?made_up=1&by=industry"),
            &[],
            "",
        ))
        .await;
    assert_eq!(status, 200);
    let name = "attachment; filename=\"survey-dx-need-rate-table-R8-industry-demo.xlsx\"";
    assert_eq!((headers["content-disposition"].to_str().ok(), &body[..2]), (Some(name), b"PK".as_slice()));
}

async fn a_weighted_share_stands_beside_the_plain_one_if_there_is_a_frame(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    answered(&app).await;
    let path = format!("{NEED}?made_up=1&by=municipality");
    assert!(!app.get(&path).await.text().contains(words::WEIGHTED));
    let file = PathBuf::from("samples/frame/municipalities_utf8_bom.csv");
    let read = read(&[file], &Reading::default(), &app.content).expect("a frame");
    let new = NewFrame { frame: &read.frame, unit: read.unit, sources: &read.sources, imported_by: "" };
    app.store.import_frame(&new).await.expect("the store answers");
    let text = app.get(&path).await.text();
    // By hand: the businesses of 福山市 and 広島市, as the frame has them, over the shares of 40/60 and 30/40.
    let count = |code: &str| {
        let margin = &read.frame.margins()[0].counts;
        let count = margin.iter().find(|(at, _)| at.municipality.as_deref() == Some(code)).map(|(_, n)| *n);
        f64::from(u32::try_from(count.expect("the town")).expect("small"))
    };
    let (fukuyama, hiroshima) = (count("34207"), count("34100"));
    let share = (fukuyama * 40.0 / 60.0 + hiroshima * 0.75) / (fukuyama + hiroshima) * 100.0;
    assert!(text.contains(&format!("{} {share:.0}%", words::WEIGHTED)), "{share} {text}");
    assert!(text.contains("答えた事業者がいない区分は推し量らず"), "{text}");
    assert!(text.contains("呉市"), "empty cells are named");
    let file = app.get(&format!("{NEED}/table.csv?made_up=1&by=municipality")).await.csv();
    assert_eq!(file[1][17], format!("{share:.0}"), "{:?}", file[1]);
    assert_eq!(file[2][17], "", "the frame tells nothing of the inside of a municipality");
}

async fn what_is_not_there_is_not_found(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    for path in [
        "/office/indicators/nothing",
        "/office/indicators/nothing/table.csv",
        "/office/indicators/survey-dx-need-rate/table.pdf",
        "/office/indicators/survey-dx-need-rate/other.csv",
        "/office/indicators/survey-dx-need-rate/table",
    ] {
        assert_eq!(app.get(path).await.status, 404, "{path}");
    }
    for query in ["period=R99&by=weather", "by=&and=&period=", "and=industry", "period=1999-01"] {
        assert_eq!(app.get(&format!("{NEED}?{query}")).await.status, 200, "{query}");
    }
}

async fn files_open_to_staff_only(database: TestDatabase) {
    let app = TestApp::new(database).await;
    for path in [NEED.to_owned(), format!("{NEED}/table.csv"), format!("{NEED}/trend.xlsx")] {
        assert!(app.get(&path).await.see_other().starts_with("/staff/sign-in?"), "{path}");
    }
}
