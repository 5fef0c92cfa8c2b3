//! The jGrants importer against the store, with the samples of the API's answers.

use std::path::{Path, PathBuf};

use app::backend::{Contents, Decided, Drafts, Imports};
use domain::access::Role;
use domain::condition::Test;
use domain::document::{MenuDocument, Verified};
use domain::draft::Origin;
use domain::window::Window;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ConnectionTrait, ExprTrait};
use serde_json::{Value, json};
use server::import::jgrants::{Report, import_files};
use server::store::{Proposal, Proposed, Reading, Store, Taken, Turned};
use tests::{TestApp, TestDatabase, at};

use super::rows;

tests::on_both_databases! {
    all_samples_are_imported,
    the_list_becomes_menus,
    a_detail_becomes_a_menu,
    version_two_shows_both_rounds,
    doing_it_again_changes_nothing,
    nothing_of_attachments_is_kept,
    pages_of_imported_menus_say_so,
    a_detail_completes_what_a_list_began,
    a_detail_of_an_edited_menu_is_a_draft,
    a_change_is_a_draft_and_what_officers_edited_stays,
    a_change_that_was_turned_down_does_not_come_back,
    a_change_that_is_taken_back_needs_no_draft,
    a_change_that_nobody_sees_is_none,
    what_a_complete_listing_lacks_is_marked,
    a_listing_with_gaps_marks_nothing,
    bad_records_do_not_hide_the_good,
    a_menu_of_the_files_is_never_taken_over,
    what_does_not_fit_is_left_out_alone,
    what_officers_have_verified_needs_no_notes,
    what_officers_and_the_source_both_say_is_settled,
    noted_menus_are_in_one_order,
    a_closing_that_was_far_off_is_shown_once_it_is_near,
}

const LIST: &str = "v1_list.json";
const SCRIPTED: &str = "v1_detail_a0WJ200000CDYEGMA5.json";
const KANAGAWA: &str = "v1_detail_a0WJ200000CDYEIMA5.json";
const ROUNDS: &str = "v2_detail_a0WJ200000CDapgMAD.json";

fn sample(name: &str) -> PathBuf {
    Path::new("samples/jgrants").join(name)
}

fn json_of(name: &str) -> Value {
    let text = std::fs::read_to_string(sample(name)).expect("the sample");
    serde_json::from_str(&text).expect("JSON")
}

/// A folder of a test's own for answers that are made up.
struct Answers(PathBuf);

impl Answers {
    fn new() -> Answers {
        static NEXT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let number = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("dx_jgrants_{}_{number}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        Answers(folder)
    }

    fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, text).expect("a file");
        path
    }

    /// An answer with these records.
    fn of(&self, name: &str, records: &[Value]) -> PathBuf {
        self.file(name, json!({ "result": records }).to_string())
    }
}

impl Drop for Answers {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}

async fn import(store: &Store, files: &[PathBuf]) -> Report {
    let today = "2026-11-22".parse().expect("a day");
    import_files(store, files, false, today).await.expect("the store answers")
}

async fn complete(store: &Store, files: &[PathBuf]) -> Report {
    let today = "2026-11-22".parse().expect("a day");
    import_files(store, files, true, today).await.expect("the store answers")
}

/// New, completed, changed, unchanged, vanished, failed.
fn counts(report: &Report) -> [usize; 6] {
    [
        report.new.len(),
        report.completed.len(),
        report.changed.len(),
        report.unchanged,
        report.vanished.len(),
        report.failed.len(),
    ]
}

fn document(store: &Store, id: &str) -> MenuDocument {
    store.current().menu(id).unwrap_or_else(|| panic!("no {id}")).document.clone()
}

/// Every row of a table as text, in order; columns named `but` left out.
async fn table(database: &TestDatabase, table: &'static str, columns: &[&'static str]) -> Vec<String> {
    let mut select = Query::select();
    for column in columns {
        select.expr_as(Expr::col(*column).cast_as("text"), *column);
    }
    let rows = database.connection().await.query_all(&select.from(table).take()).await.expect("an answer");
    let text = |row: &sea_orm::QueryResult| {
        let cell =
            |column: &&str| row.try_get_by::<Option<String>, _>(*column).expect("a text").unwrap_or_default();
        columns.iter().map(cell).collect::<Vec<_>>().join("|")
    };
    let mut lines: Vec<String> = rows.iter().map(text).collect();
    lines.sort_unstable();
    lines
}

/// All that an import may write, without the time of the last look.
async fn everything(database: &TestDatabase) -> Vec<Vec<String>> {
    vec![
        table(database, "support_menu", &["id", "position", "document", "origin", "opens", "closes"]).await,
        table(
            database,
            "imported_record",
            &[
                "system",
                "source_id",
                "checksum",
                "record",
                "menu_id",
                "taken",
                "settled",
                "first_seen",
                "vanished_at",
                "notes",
            ],
        )
        .await,
        table(
            database,
            "menu_draft",
            &["id", "menu_id", "origin", "document", "base", "notes", "created_at"],
        )
        .await,
        table(database, "content_state", &["revision", "questionnaire_version_id"]).await,
    ]
}

async fn last_seen(database: &TestDatabase) -> Vec<String> {
    table(database, "imported_record", &["source_id", "last_seen"]).await
}

async fn all_samples_are_imported(database: TestDatabase) {
    let store = database.published().await;
    let names = [LIST, "v1_list_empty.json", SCRIPTED, KANAGAWA, ROUNDS, "error_500.json"];
    let report = import(&store, &names.map(sample)).await;
    assert_eq!(counts(&report), [7, 0, 0, 0, 0, 1], "{report}");
    assert!(report.failed[0].what.ends_with("error_500.json"));
    assert!(report.failed[0].why.contains("E-ML-9999"), "{}", report.failed[0].why);
    assert_eq!(store.current().menus.len(), 64 + 7);
    assert_eq!(rows(&database, "menu_draft").await, 0);
    let told = report.to_string();
    assert!(
        told.contains("新しい 7、説明を補った 0、変更あり 0、変わらない 0、見当たらない 0、できなかった 1"),
        "{told}"
    );
    assert!(told.ends_with("Jグランツ（jGrants）からの出典"), "{told}");
    for menu in store.current().menus.iter().filter(|menu| menu.id().starts_with("jgrants-")) {
        assert_eq!(menu.document.verified, Verified::Imported);
        assert!(menu.document.pains.is_empty() && menu.document.solutions.is_empty());
        assert!(menu.document.source_url.starts_with("https://www.jgrants-portal.go.jp/subsidy/a0W"));
        assert_eq!(menu.document.as_of.as_deref(), Some("2026-11-22"));
    }
}

/// Worked out by hand from `v1_list.json`.
async fn the_list_becomes_menus(database: TestDatabase) {
    let store = database.published().await;
    assert_eq!(counts(&import(&store, &[sample(LIST)]).await), [6, 0, 0, 0, 0, 0]);
    // id, name begins, limit, opens, closes, prefectures, most people
    let hiroshima: Option<&[&str]> = Some(&["34"]);
    let expected = [
        ("a0wj200000cdycsmap", "東広島市小児科", Some(10_000_000), None, None, hiroshima, None),
        (
            "a0wj200000cdyegma5",
            "【令和８年度】働き方",
            Some(13_700_000),
            Some("2026-04-13"),
            Some("2026-11-30"),
            None,
            Some(300.0),
        ),
        (
            "a0wj200000cdcqoma1",
            "小規模事業者持続化",
            Some(30_000_000),
            Some("2026-08-14"),
            Some("2026-09-30"),
            None,
            None,
        ),
        (
            "a0wj200000cdyeima5",
            "令和8年度神奈川県",
            Some(500_000),
            Some("2026-04-15"),
            Some("2026-09-30"),
            Some(&["14"][..]),
            Some(20.0),
        ),
        (
            "a0wj200000cddqxmal",
            "令和８年度酒類業",
            Some(15_000_000),
            Some("2026-07-27"),
            Some("2026-09-09"),
            None,
            None,
        ),
        ("a0wj200000cdoskmax", "携帯電話等エリア", None, None, None, None, None),
    ];
    for (id, name, limit, opens, closes, prefectures, people) in expected {
        let content = store.current();
        let menu = content.menu(&format!("jgrants-{id}")).unwrap_or_else(|| panic!("no {id}"));
        let document = &menu.document;
        assert!(document.name.starts_with(name), "{}", document.name);
        assert_eq!(
            (document.max_amount_yen, document.opens.as_deref(), document.closes.as_deref()),
            (limit, opens, closes),
            "{name}"
        );
        let named: Option<Vec<&str>> = menu
            .conditions
            .iter()
            .find(|c| c.comparison.fact().as_str() == "prefecture")
            .map(|c| c.comparison.named_texts().collect());
        assert_eq!(named.as_deref(), prefectures, "{name}");
        let most = menu.conditions.iter().find_map(|c| match c.comparison.test() {
            Test::AtMost(most) => Some(*most),
            _ => None,
        });
        assert_eq!(most, people, "{name}");
    }
    let on = "2026-11-22".parse().expect("a day");
    let window = |id: &str| store.current().menu(&format!("jgrants-{id}")).expect("it").reception.window(on);
    assert_eq!(window("a0wj200000cdyegma5"), Window::Open);
    assert_eq!(window("a0wj200000cdyeima5"), Window::Closed);
    assert_eq!(window("a0wj200000cdycsmap"), Window::Unknown, "its end in 2029 is no deadline");
    assert_eq!(window("a0wj200000cdoskmax"), Window::Unknown, "nor is one two years after the start");
    let noted: Vec<String> = store
        .noted()
        .await
        .expect("the store answers")
        .into_iter()
        .map(|imported| imported.menu_id)
        .collect();
    assert_eq!(noted.len(), 6, "a list alone is noted");
}

async fn a_detail_becomes_a_menu(database: TestDatabase) {
    let store = database.published().await;
    assert_eq!(counts(&import(&store, &[sample(SCRIPTED), sample(KANAGAWA)]).await), [2, 0, 0, 0, 0, 0]);
    let scripted = document(&store, "jgrants-a0wj200000cdyegma5");
    let html = scripted.detail_html.expect("a detail");
    assert!(!html.contains("script") && !html.contains("alert") && !html.contains("style"), "{html}");
    assert!(html.starts_with("<p><strong>■目的・概要</strong></p><p>労働時間を短くし"), "{html}");
    assert!(scripted.summary.starts_with("労働時間を短くし"), "{}", scripted.summary);
    assert_eq!(scripted.subsidy_rate.as_deref(), Some("3／4（30名以下で設備費が30万円を超える場合は4／5）"));
    assert_eq!((scripted.subsidy_rate_num, scripted.kind.as_str()), (None, "grant_employment"));
    let kanagawa = document(&store, "jgrants-a0wj200000cdyeima5");
    assert_eq!((kanagawa.subsidy_rate_num, kanagawa.subsidy_rate_den), (Some(2), Some(3)));
    let industry = kanagawa.conditions.iter().find(|c| c.fact == "industry").expect("a condition");
    let letters: Vec<String> = ('A'..='R').map(String::from).collect();
    assert_eq!(industry.value, json!(letters), "all but public service and what cannot be classed");
    assert!(kanagawa.note.expect("a note").contains("Jグランツでは申請を受け付けていない"));
}

async fn version_two_shows_both_rounds(database: TestDatabase) {
    let store = database.published().await;
    assert_eq!(counts(&import(&store, &[sample(ROUNDS)]).await), [1, 0, 0, 0, 0, 0]);
    let menu = document(&store, "jgrants-a0wj200000cdapgmad");
    let rounds: Vec<_> =
        menu.rounds.iter().map(|r| (r.name.as_deref(), r.opens.as_deref(), r.closes.as_deref())).collect();
    assert_eq!(
        rounds,
        [
            (
                Some("15次公募（始まりの日は10:00から、終わりの日は17:00まで）"),
                Some("2026-06-19"),
                Some("2026-07-24")
            ),
            (Some("16次公募（見本）"), None, None),
        ]
    );
    assert!(
        menu.conditions.iter().all(|c| c.fact != "prefecture"),
        "the first round is open to the whole country"
    );
    assert_eq!(menu.conditions[0].value, json!(["E", "I", "M"]));
    assert_eq!((menu.subsidy_rate.as_deref(), menu.subsidy_rate_num), (Some("2/3 以内又は 1/2 以内"), None));
    assert_eq!(menu.summary, "事業承継・M&A補助金");
}

async fn doing_it_again_changes_nothing(database: TestDatabase) {
    let store = database.published().await;
    let files = [LIST, SCRIPTED, KANAGAWA, ROUNDS].map(sample);
    import(&store, &files).await;
    let (before, seen) = (everything(&database).await, last_seen(&database).await);
    database.clock.set(at("2026-12-24T10:00:00+09:00"));
    let later = "2026-12-24".parse().expect("a day");
    let report = import_files(&store, &files, false, later).await.expect("the store answers");
    assert_eq!(counts(&report), [0, 0, 0, 7, 0, 0], "{report}");
    assert_eq!(everything(&database).await, before);
    assert_ne!(last_seen(&database).await, seen, "only the time of the last look");
    // One by one, in another order: a list takes nothing from a detail.
    for file in files.iter().rev() {
        let report =
            import_files(&store, std::slice::from_ref(file), false, later).await.expect("it answers");
        assert_eq!(report.changed.len() + report.new.len() + report.completed.len(), 0, "{report}");
    }
    assert_eq!(everything(&database).await, before);
}

async fn nothing_of_attachments_is_kept(database: TestDatabase) {
    let store = database.published().await;
    let report = import(&store, &[LIST, SCRIPTED, KANAGAWA, ROUNDS].map(sample)).await;
    let all = format!("{report}{:?}", everything(&database).await);
    for trace in ["JVBERi", "application_form", "交付要綱.pdf", "公募要領.pdf"] {
        assert!(!all.contains(trace), "{trace}");
    }
}

async fn pages_of_imported_menus_say_so(database: TestDatabase) {
    let app = TestApp::new(database).await;
    import(&app.store, &[LIST, SCRIPTED, ROUNDS].map(sample)).await;
    let page = app.get("/menus/jgrants-a0wj200000cdyegma5").await;
    let text = page.text();
    for said in
        ["Jグランツ（jGrants）からの出典", "Jグランツから自動で取り込み。県の確認前", "労働時間を短くし"]
    {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!page.body.contains("alert(1)") && !text.contains("取り込み元で変更あり"), "{text}");
    let rounds = app.get("/menus/jgrants-a0wj200000cdapgmad").await.text();
    for said in [
        "15次公募（始まりの日は10:00から、終わりの日は17:00まで）：2026年6月19日（金）",
        "16次公募（見本）：日付はまだ出ていません",
    ] {
        assert!(rounds.contains(said), "{said}: {rounds}");
    }
    let links: Vec<_> = page.named("a").iter().filter_map(|a| a.get("href").map(str::to_owned)).collect();
    assert!(
        links.contains(&"https://www.jgrants-portal.go.jp/subsidy/a0WJ200000CDYEGMA5".to_owned()),
        "{links:?}"
    );
    let seed = app.get("/menus/marukei").await.text();
    assert!(!seed.contains("Jグランツ（jGrants）からの出典"), "a menu of our own");
    app.staff_signs_in(Role::Editor).await;
    let drafts = app.get("/office/drafts").await.text();
    assert!(drafts.contains("東広島市") && drafts.contains("取り込み元に市町の区分はないので"), "{drafts}");
}

async fn a_detail_completes_what_a_list_began(database: TestDatabase) {
    let store = database.published().await;
    import(&store, &[sample(LIST)]).await;
    let report = import(&store, &[sample(SCRIPTED)]).await;
    assert_eq!(counts(&report), [0, 1, 0, 0, 0, 0], "{report}");
    assert!(document(&store, "jgrants-a0wj200000cdyegma5").detail_html.is_some());
    assert_eq!(rows(&database, "menu_draft").await, 0);
    assert_eq!(counts(&import(&store, &[sample(LIST), sample(SCRIPTED)]).await), [0, 0, 0, 6, 0, 0]);
}

/// Publishes a change that an officer makes to a menu.
async fn edit(store: &Store, id: &str, change: impl FnOnce(&mut Value)) {
    let mut document = serde_json::to_value(document(store, id)).expect("JSON");
    change(&mut document);
    let proposal = Proposal { document, ..Proposal::default() };
    let Proposed::Draft(draft) =
        store.propose(Origin::Spreadsheet, &[proposal]).await.expect("it answers")[0]
    else {
        panic!("nothing differs")
    };
    assert_eq!(store.publish(&[draft]).await.expect("the store answers"), Decided::Done);
}

async fn a_detail_of_an_edited_menu_is_a_draft(database: TestDatabase) {
    let store = database.published().await;
    let id = "jgrants-a0wj200000cdyegma5";
    import(&store, &[sample(LIST)]).await;
    edit(&store, id, |menu| menu["pains"] = json!(["long-hours"])).await;
    assert_eq!(counts(&import(&store, &[sample(SCRIPTED)]).await), [0, 0, 1, 0, 0, 0]);
    assert!(document(&store, id).detail_html.is_none(), "nothing is overwritten");
    let drafts = store.open_drafts().await.expect("the store answers");
    assert_eq!(drafts[0].document["pains"], json!(["long-hours"]), "what the officer added stays");
    assert_eq!(store.publish(&[drafts[0].id]).await.expect("the store answers"), Decided::Done);
    let now = document(&store, id);
    assert!(now.detail_html.is_some() && now.pains == ["long-hours"]);
}

/// The record of a detail with a few fields changed.
fn changed(fields: &[(&str, Value)]) -> Value {
    let mut record = json_of(SCRIPTED)["result"][0].clone();
    fields.iter().for_each(|(field, value)| record[*field] = value.clone());
    record
}

const ID: &str = "jgrants-a0wj200000cdyegma5";

async fn a_change_is_a_draft_and_what_officers_edited_stays(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let (store, answers) = (&app.store, Answers::new());
    import(store, &[sample(SCRIPTED)]).await;
    edit(store, ID, |menu| {
        menu["pains"] = json!(["long-hours"]);
        menu["summary"] = json!("県の説明");
    })
    .await;
    let later = answers.of(
        "a.json",
        &[changed(&[
            ("acceptance_end_datetime", json!("2026-12-25T08:00Z")),
            ("subsidy_catch_phrase", json!("国の説明")),
        ])],
    );
    let report = import(store, std::slice::from_ref(&later)).await;
    assert_eq!(counts(&report), [0, 0, 1, 0, 0, 0], "{report}");
    assert_eq!(document(store, ID).closes.as_deref(), Some("2026-11-30"), "nothing is overwritten");
    assert!(app.get(&format!("/menus/{ID}")).await.text().contains("取り込み元で変更あり。確認中"));
    let draft = store.open_drafts().await.expect("the store answers").remove(0);
    assert_eq!((draft.origin, draft.conflicts.as_slice()), (Origin::Jgrants, &["summary".to_owned()][..]));
    app.staff_signs_in(Role::Editor).await;
    let page = app.get(&format!("/office/drafts/{}", draft.id)).await;
    let table = page.element("table");
    for text in ["受付の終わり", "2026年11月30日（月）", "2026年12月25日（金）", "県の説明", "国の説明"]
    {
        assert!(table.contains(text), "{text}: {table}");
    }
    assert!(!table.contains("困りごと"), "{table}");
    assert!(page.text().contains("別の下書きでも、ちがう内容に直されています"));
    assert_eq!(counts(&import(store, std::slice::from_ref(&later)).await), [0, 0, 0, 1, 0, 0]);
    assert_eq!(store.open_drafts().await.expect("the store answers")[0].id, draft.id, "the same draft");
    assert_eq!(store.publish(&[draft.id]).await.expect("the store answers"), Decided::Done);
    let now = document(store, ID);
    assert_eq!((now.closes.as_deref(), now.summary.as_str()), (Some("2026-12-25"), "国の説明"));
    assert_eq!(now.pains, ["long-hours"]);
    assert!(!app.get(&format!("/menus/{ID}")).await.text().contains("取り込み元で変更あり"));
    assert_eq!(counts(&import(store, &[later]).await), [0, 0, 0, 1, 0, 0]);
}

async fn a_change_that_was_turned_down_does_not_come_back(database: TestDatabase) {
    let (store, answers) = (database.published().await, Answers::new());
    import(&store, &[sample(SCRIPTED)]).await;
    let first = answers.of("a.json", &[changed(&[("title", json!("別の題名"))])]);
    import(&store, std::slice::from_ref(&first)).await;
    let draft = store.open_drafts().await.expect("the store answers")[0].id;
    assert_eq!(store.discard(&[draft]).await.expect("the store answers"), Decided::Done);
    assert_eq!(counts(&import(&store, &[first]).await), [0, 0, 0, 1, 0, 0]);
    // Another change is told alone.
    let second =
        answers.of("b.json", &[changed(&[("title", json!("別の題名")), ("subsidy_max_limit", json!(5))])]);
    assert_eq!(counts(&import(&store, &[second]).await), [0, 0, 1, 0, 0, 0]);
    let draft = store.open_drafts().await.expect("the store answers").remove(0);
    assert_eq!(draft.document["max_amount_yen"], 5);
    assert!(draft.name().starts_with("【令和８年度】"), "{}", draft.name());
}

async fn a_change_that_is_taken_back_needs_no_draft(database: TestDatabase) {
    let (store, answers) = (database.published().await, Answers::new());
    import(&store, &[sample(SCRIPTED)]).await;
    let later = answers.of("a.json", &[changed(&[("title", json!("別の題名"))])]);
    assert_eq!(counts(&import(&store, &[later]).await), [0, 0, 1, 0, 0, 0]);
    assert_eq!(counts(&import(&store, &[sample(SCRIPTED)]).await), [0, 0, 0, 1, 0, 0]);
    assert_eq!(rows(&database, "menu_draft").await, 0);
}

async fn a_change_that_nobody_sees_is_none(database: TestDatabase) {
    let (store, answers) = (database.published().await, Answers::new());
    import(&store, &[sample(SCRIPTED)]).await;
    let unseen = answers.of(
        "a.json",
        &[changed(&[
            (
                "detail",
                json!(changed(&[])["detail"].as_str().expect("a text").replace("rgb(0, 111, 173)", "red")),
            ),
            ("is_enable_multiple_request", json!(false)),
            ("brand_new_field", json!({ "a": 1 })),
        ])],
    );
    let later = "2027-01-05".parse().expect("a day");
    let report = import_files(&store, &[unseen], false, later).await.expect("the store answers");
    assert_eq!(counts(&report), [0, 0, 0, 1, 0, 0], "{report}");
    assert_eq!(rows(&database, "menu_draft").await, 0);
    assert_eq!(document(&store, ID).as_of.as_deref(), Some("2026-11-22"));
}

async fn what_a_complete_listing_lacks_is_marked(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let (store, answers) = (&app.store, Answers::new());
    import(store, &[sample(LIST), sample(ROUNDS)]).await;
    let mut fewer = json_of(LIST)["result"].as_array().expect("a list").clone();
    fewer.remove(1);
    let fewer = answers.of("a.json", &fewer);
    assert_eq!(counts(&import(store, std::slice::from_ref(&fewer)).await)[4], 0, "not told to be complete");
    let report = complete(store, std::slice::from_ref(&fewer)).await;
    let gone: Vec<&str> = report.vanished.iter().map(|told| told.menu_id.as_str()).collect();
    assert_eq!(gone, [ID, "jgrants-a0wj200000cdapgmad"], "{report}");
    assert!(app.get(&format!("/menus/{ID}")).await.text().contains("取り込み元に見当たりません"));
    app.staff_signs_in(Role::Editor).await;
    let office = app.get("/office/drafts").await.text();
    assert!(
        office.contains("取り込み元に見当たらないもの") && office.contains("働き方改革推進支援助成金"),
        "{office}"
    );
    assert_eq!(counts(&complete(store, &[fewer]).await)[4], 0, "marked once");
    // It is there again.
    import(store, &[sample(LIST)]).await;
    assert!(!app.get(&format!("/menus/{ID}")).await.text().contains("取り込み元に見当たりません"));
    assert_eq!(store.vanished().await.expect("the store answers").len(), 1);
}

async fn a_listing_with_gaps_marks_nothing(database: TestDatabase) {
    let (store, answers) = (database.published().await, Answers::new());
    import(&store, &[sample(LIST)]).await;
    let one = json_of(LIST)["result"][0].clone();
    for (files, why) in [
        (vec![sample("v1_list_empty.json")], "一覧が0件でした。"),
        (
            vec![answers.of("a.json", std::slice::from_ref(&one)), answers.file("b.json", "{")],
            "読めなかった一覧があります。",
        ),
        (
            vec![answers.of("c.json", &[one.clone(), json!({ "title": "id のない公募" })])],
            "読めなかった一覧があります。",
        ),
        (
            vec![answers.of("d.json", &[one]), PathBuf::from("/nowhere/at/all.json")],
            "読めなかった一覧があります。",
        ),
    ] {
        let report = complete(&store, &files).await;
        assert_eq!((report.vanished.len(), report.not_compared.as_deref()), (0, Some(why)), "{report}");
    }
    assert!(store.vanished().await.expect("the store answers").is_empty());
}

async fn bad_records_do_not_hide_the_good(database: TestDatabase) {
    let (store, answers) = (database.published().await, Answers::new());
    let file = answers.of(
        "a.json",
        &[
            json!("not a record"),
            changed(&[("id", json!("../../etc"))]),
            changed(&[("id", json!("Bad1")), ("acceptance_end_datetime", json!("きのう"))]),
            changed(&[("id", json!("Good1"))]),
            changed(&[("id", json!("Bad2")), ("title", Value::Null)]),
        ],
    );
    let broken = answers.file("b.json", [0xff, 0xfe, 0x00]);
    let report = import(&store, &[broken, file, PathBuf::from("/nowhere/at/all.json")]).await;
    assert_eq!(counts(&report), [1, 0, 0, 0, 0, 6], "{report}");
    assert_eq!(report.new[0].menu_id, "jgrants-good1");
    let told = report.to_string();
    for said in [
        "1 番目",
        "id が英数字40字以内ではありません",
        "Bad1：acceptance_end_datetime が日時の形ではありません",
        "Bad2：title がありません",
        "JSON として読めません",
        "開けません",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    assert!(!told.contains("きのう") && !told.contains("JVBERi"), "{told}");
}

async fn a_menu_of_the_files_is_never_taken_over(database: TestDatabase) {
    let store = database.store().await;
    let mut sources = tests::sources();
    sources.menus["menu"][0]["id"] = json!(ID);
    let name = sources.menus["menu"][0]["name"].clone();
    store.load_content(&sources, &tests::content(&sources)).await.expect("it loads");
    let report = import(&store, &[sample(SCRIPTED), sample(KANAGAWA)]).await;
    assert_eq!(counts(&report), [1, 0, 0, 0, 0, 1], "{report}");
    assert!(report.failed[0].why.contains("同じ id の支援メニュー"), "{report}");
    assert_eq!(name, document(&store, ID).name);
    // Two ids that differ in case alone would share a menu.
    let answers = Answers::new();
    let twins = answers.of("a.json", &[changed(&[("id", json!("Twin"))]), changed(&[("id", json!("tWIN"))])]);
    assert_eq!(counts(&import(&store, &[twins]).await), [1, 0, 0, 0, 0, 1]);
}

async fn what_does_not_fit_is_left_out_alone(database: TestDatabase) {
    let store = database.published().await;
    let reading = |id: &str, pains: Value| {
        let mut document = serde_json::to_value(document(&store, "marukei")).expect("JSON");
        document["id"] = json!(format!("jgrants-{id}"));
        document["pains"] = pains;
        let (source_id, record) = (id.to_owned(), json!({ "id": id }));
        Reading { source_id, record, document, notes: vec![], completes: false, before: None }
    };
    let readings = [reading("good", json!([])), reading("bad", json!(["no-such-pain"]))];
    let taken = store.take_in(Origin::Jgrants, &readings).await.expect("the store answers");
    assert_eq!(taken[0], Taken::New);
    let Taken::Turned(Turned::Unfit(findings)) = &taken[1] else { panic!("{taken:?}") };
    assert_eq!((findings.len(), findings[0].field.as_str()), (1, "pains"));
    assert_eq!(rows(&database, "imported_record").await, 1);
    assert!(store.current().menu("jgrants-bad").is_none() && store.current().menu("jgrants-good").is_some());
    // What was read on top of something else than what is known now is not taken.
    let late = Reading { before: Some(json!({ "id": "other" })), ..reading("good", json!([])) };
    let taken = store.take_in(Origin::Jgrants, &[late]).await.expect("the store answers");
    assert_eq!(taken, [Taken::Turned(Turned::Meanwhile)]);
}

async fn what_officers_have_verified_needs_no_notes(database: TestDatabase) {
    let store = database.published().await;
    import(&store, &[sample(LIST)]).await;
    let noted = |store: &Store| {
        let store = store.clone();
        async move {
            store.noted().await.expect("the store answers").into_iter().map(|i| i.menu_id).collect::<Vec<_>>()
        }
    };
    assert!(noted(&store).await.contains(&"jgrants-a0wj200000cdycsmap".to_owned()));
    edit(&store, "jgrants-a0wj200000cdycsmap", |menu| {
        menu["verified"] = json!("page");
        menu["provider"] = json!("東広島市");
        menu["provider_level"] = json!("municipality");
    })
    .await;
    assert!(!noted(&store).await.contains(&"jgrants-a0wj200000cdycsmap".to_owned()));
    // And the next import leaves that as it is.
    assert_eq!(counts(&import(&store, &[sample(LIST)]).await), [0, 0, 0, 6, 0, 0]);
    assert_eq!(document(&store, "jgrants-a0wj200000cdycsmap").provider, "東広島市");
}

/// The title of the one draft, and what it contradicts.
async fn only_draft(store: &Store) -> (i64, String, Vec<String>) {
    let mut drafts = store.open_drafts().await.expect("the store answers");
    assert_eq!(drafts.len(), 1);
    let draft = drafts.remove(0);
    (draft.id, draft.name().to_owned(), draft.conflicts)
}

/// When the source comes to say what an officer has published already, or the other way round, a later change of the
/// source contradicts nobody.
async fn what_officers_and_the_source_both_say_is_settled(database: TestDatabase) {
    let (store, answers) = (database.published().await, Answers::new());
    import(&store, &[sample(SCRIPTED)]).await;
    let title =
        |n: usize| answers.of(&format!("{n}.json"), &[changed(&[("title", json!(format!("助成金{n}")))])]);
    edit(&store, ID, |menu| menu["name"] = json!("助成金1")).await;
    assert_eq!(counts(&import(&store, &[title(1)]).await), [0, 0, 0, 1, 0, 0]);
    assert_eq!(counts(&import(&store, &[title(2)]).await), [0, 0, 1, 0, 0, 0]);
    let (draft, name, conflicts) = only_draft(&store).await;
    assert_eq!((name.as_str(), conflicts.as_slice()), ("助成金2", &[][..]));
    // The officer writes the same while the draft waits: it is then no draft any more.
    edit(&store, ID, |menu| menu["name"] = json!("助成金2")).await;
    assert_eq!(store.publish(&[draft]).await.expect("the store answers"), Decided::Anew(vec![]));
    assert_eq!(counts(&import(&store, &[title(3)]).await), [0, 0, 1, 0, 0, 0]);
    let (_, name, conflicts) = only_draft(&store).await;
    assert_eq!((name.as_str(), conflicts.as_slice()), ("助成金3", &[][..]));
}

async fn noted_menus_are_in_one_order(database: TestDatabase) {
    let (store, answers) = (database.published().await, Answers::new());
    import(&store, &[sample(LIST)]).await;
    let ids = async || -> Vec<String> {
        store.noted().await.expect("the store answers").into_iter().map(|one| one.menu_id).collect()
    };
    let before = ids().await;
    assert!(before.len() > 2 && before.is_sorted(), "{before:?}");
    let last = before.last().expect("a menu").clone();
    let mut fewer = json_of(LIST)["result"].as_array().expect("a list").clone();
    fewer.retain(|row| !last.ends_with(&row["id"].as_str().expect("an id").to_ascii_lowercase()));
    complete(&store, &[answers.of("a.json", &fewer)]).await;
    let after = ids().await;
    assert_eq!((after[0].as_str(), &after[1..]), (last.as_str(), &before[..before.len() - 1]));
}

async fn a_closing_that_was_far_off_is_shown_once_it_is_near(database: TestDatabase) {
    let (store, answers) = (database.published().await, Answers::new());
    let far = answers.of(
        "a.json",
        &[changed(&[
            ("acceptance_start_datetime", json!("2028-04-09T15:00Z")),
            ("acceptance_end_datetime", json!("2028-11-30T14:59Z")),
        ])],
    );
    import(&store, std::slice::from_ref(&far)).await;
    assert_eq!(document(&store, ID).closes, None, "two years from now is hardly a deadline");
    let on = async |day: &str| {
        let day = day.parse().expect("a day");
        import_files(&store, std::slice::from_ref(&far), false, day).await.expect("the store answers")
    };
    assert_eq!(counts(&on("2027-04-01").await), [0, 0, 0, 1, 0, 0], "still far off");
    assert_eq!(document(&store, ID).as_of.as_deref(), Some("2026-11-22"));
    assert_eq!(counts(&on("2028-03-01").await), [0, 0, 1, 0, 0, 0], "the record says what it said");
    let draft = store.open_drafts().await.expect("the store answers").remove(0);
    assert_eq!(
        (&draft.document["closes"], &draft.document["as_of"]),
        (&json!("2028-11-30"), &json!("2028-03-01"))
    );
    assert_eq!(store.publish(&[draft.id]).await.expect("the store answers"), Decided::Done);
    assert_eq!(counts(&on("2028-03-02").await), [0, 0, 0, 1, 0, 0], "told once");
}
