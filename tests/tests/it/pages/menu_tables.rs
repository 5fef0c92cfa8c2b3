//! Menus as spreadsheets: out, edited, in, looked at, confirmed.

use app::backend::{Drafts, MenuTables};
use app::refusal::Refusal;
use app::words::menu_tables::{self as words, NotSent};
use app::words::refusal::sentences;
use axum::body::Body;
use axum::http::{Method, StatusCode};
use domain::access::{Act, Role};
use tests::html::elements;
use tests::staff::{assert_closed, assert_form_closed};
use tests::{Page, TestApp, TestDatabase, at, cookie_of, request, with_file};

tests::on_both_databases! {
    what_goes_out_comes_back_without_a_difference,
    three_changed_cells_are_three_differences,
    nothing_is_stored_until_it_is_confirmed_and_then_once,
    everything_wrong_is_said_at_once_and_nothing_is_stored,
    what_is_confirmed_is_what_was_shown,
    an_older_draft_is_not_replaced_in_silence,
    a_file_waits_for_a_day,
    a_file_can_be_thrown_away,
    a_file_that_did_not_arrive_is_asked_for_again,
    what_is_no_form_of_ours_is_refused,
    the_doors_open_to_nobody_else,
}

const XLSX: &str = "/office/menus.xlsx";
const CSV: &str = "/office/menus.csv";
const SHIFT_JIS: &str = "/office/menus.csv?encoding=shift_jis";

/// Sends a file; the path of the page that says what is in it.
pub(super) async fn sent(app: &TestApp, name: &str, file: &[u8]) -> String {
    app.post_file("/do/menu-table", name, file).await.see_other().to_owned()
}

async fn file(app: &TestApp, path: &str) -> Vec<u8> {
    let (status, headers, body) = app.bytes(request(Method::GET, path, &[], Body::empty())).await;
    assert_eq!(status, 200, "{path}");
    assert_eq!(headers["cache-control"], "no-store", "{path}");
    let ending = if path == XLSX { "xlsx" } else { "csv" };
    let saved = format!("attachment; filename=\"menus-2026-11-22.{ending}\"");
    assert_eq!(headers["content-disposition"].to_str().expect("ASCII"), saved);
    body
}

async fn csv(app: &TestApp) -> String {
    String::from_utf8(file(app, CSV).await).expect("UTF-8")
}

/// The CSV with some texts replaced, each of which must stand there.
async fn edited(app: &TestApp, edits: &[(&str, &str)]) -> String {
    let mut text = csv(app).await;
    for (before, after) in edits {
        assert!(text.contains(before), "{before}");
        text = text.replacen(before, after, 1);
    }
    text
}

async fn drafts(app: &TestApp) -> Vec<(String, String)> {
    let drafts = app.store.open_drafts().await.expect("the store answers");
    drafts.iter().map(|draft| (draft.menu_id.clone(), draft.name().to_owned())).collect()
}

/// Presses 「下書きにする」 on the page of a file.
async fn confirmed(app: &TestApp, page: &Page) -> Page {
    let hidden = page.hidden();
    let fields: Vec<(&str, &str)> =
        hidden.iter().take(2).map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(fields.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["id", "seal"]);
    app.post("/do/confirm-menu-table", &fields).await
}

async fn what_goes_out_comes_back_without_a_difference(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    for path in [XLSX, CSV, SHIFT_JIS] {
        let body = file(&app, path).await;
        let page = app.get(&sent(&app, "menus", &body).await).await;
        assert_eq!(page.status, 200);
        assert!(page.text().contains(&words::counts(0, 0, 64)), "{path}: {}", page.text());
        assert!(page.text().contains(words::NOTHING_CHANGES), "{path}");
        assert!(!page.body.contains("confirm-menu-table"), "{path}");
    }
    let head = file(&app, CSV).await;
    assert!(head.starts_with(b"\xef\xbb\xbfid,"));
    assert!(String::from_utf8(file(&app, SHIFT_JIS).await).is_err(), "it is Shift_JIS");
}

const EDITS: [(&str, &str); 3] = [
    ("マル経", "まる経"),
    ("https://it-shien.smrj.go.jp/news/40013", "https://it-shien.smrj.go.jp/news/50000"),
    (",2026-08-25,", ",2026/8/31,"),
];

async fn three_changed_cells_are_three_differences(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let page = app.get(&sent(&app, "直した.csv", edited(&app, &EDITS).await.as_bytes()).await).await;
    assert!(page.text().contains(&words::counts(2, 0, 62)), "{}", page.text());
    assert_eq!(page.heading(), "変わる所の確認：直した.csv");
    assert!(page.text().contains("2026年11月22日（日）に送ったファイルです。"), "{}", page.text());
    let changes = elements(&page.body, "tbody");
    let said: Vec<String> = changes.iter().map(|change| tests::html::text(change)).collect();
    assert_eq!(said.len(), 3, "{said:#?}");
    assert_eq!(said[0], "受付の終わり2026年8月25日（火）2026年8月31日（月）");
    assert!(said[1].starts_with("案内のページhttps://it-shien.smrj.go.jp/news/40013https://"), "{}", said[1]);
    assert!(said[2].contains("マル経") && said[2].contains("まる経"), "{}", said[2]);
}

async fn nothing_is_stored_until_it_is_confirmed_and_then_once(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let body = edited(&app, &EDITS).await.replace("\r\ndx-nintei,", "\r\ndx-nintei-2,");
    let path = sent(&app, "menus.csv", body.as_bytes()).await;
    assert_eq!(sent(&app, "menus.csv", body.as_bytes()).await, path, "the same file is kept once");
    let page = app.get(&path).await;
    assert!(page.text().contains(&words::counts(2, 1, 61)), "{}", page.text());
    assert!(page.text().contains("同じ名前の支援メニューがもうあります（id：dx-nintei）。"));
    assert_eq!(drafts(&app).await, []);

    let (first, second) = tokio::join!(confirmed(&app, &page), confirmed(&app, &page));
    let mut places = [first.see_other().to_owned(), second.see_other().to_owned()];
    places.sort();
    assert_eq!(places, ["/office/drafts?said=proposed", "/office/menus-table?said=gone"]);
    let ids: Vec<String> = drafts(&app).await.into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, ["digital-ai-2026-regular", "marukei", "dx-nintei-2"]);
    assert_eq!(app.get(&path).await.status, 404);

    let open = app.store.open_drafts().await.expect("the store answers");
    let ids: Vec<i64> = open.iter().map(|draft| draft.id).collect();
    app.store.publish(&ids).await.expect("the store answers");
    let again = app.get(&sent(&app, "again.csv", body.as_bytes()).await).await;
    assert!(again.text().contains(&words::counts(0, 0, 64)), "{}", again.text());
}

async fn everything_wrong_is_said_at_once_and_nothing_is_stored(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let broken = [(",2026-08-25,", ",2026-08-32,"), (",補助金,", ",補助,"), ("\r\nmarukei,", "\r\nマル経,")];
    let path = sent(&app, "menus.csv", edited(&app, &broken).await.as_bytes()).await;
    let page = app.get(&path).await;
    let summary = page.element("div.error-summary");
    assert!(summary.contains(&words::slips(3)), "{summary}");
    for said in [
        "「支援メニュー」3行目 H列「受付の終わり」 ：「2026-08-32」は日付の形ではないか、暦にありません",
        "「支援メニュー」3行目 E列「種類」 ：「補助」は選択肢にありません",
        "A列「id」 ：「マル経」は id や番号の形ではありません。",
    ] {
        assert!(summary.contains(said) || summary.contains(&said.replace(" ：", "：")), "{said}: {summary}");
    }
    assert!(!page.body.contains("confirm-menu-table"));
    let id = path.rsplit('/').next().expect("an id");
    let forced = app.post("/do/confirm-menu-table", &[("id", id), ("seal", "0")]).await;
    assert_eq!(forced.see_other(), format!("{path}?said=changed"));
    assert_eq!(drafts(&app).await, []);
}

async fn what_is_confirmed_is_what_was_shown(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let body = edited(&app, &EDITS[..1]).await;
    let path = sent(&app, "menus.csv", body.as_bytes()).await;
    let page = app.get(&path).await;
    // Somebody else publishes the same menu meanwhile.
    let other = edited(&app, &[("マル経", "マルケイ")]).await;
    let shown = app.get(&sent(&app, "other.csv", other.as_bytes()).await).await;
    confirmed(&app, &shown).await;
    let ids: Vec<i64> =
        app.store.open_drafts().await.expect("the store answers").iter().map(|draft| draft.id).collect();
    app.store.publish(&ids).await.expect("the store answers");

    let refused = confirmed(&app, &page).await;
    assert_eq!(refused.see_other(), format!("{path}?said=changed"));
    assert_eq!(drafts(&app).await, []);
    let anew = app.follow(refused).await;
    assert!(anew.text().contains(words::CHANGED_MEANWHILE), "{}", anew.text());
    assert!(
        anew.text().contains("この行を書き出したあとで、公開中の内容が変わりました。"),
        "{}",
        anew.text()
    );
    assert_eq!(confirmed(&app, &anew).await.see_other(), "/office/drafts?said=proposed");
    assert_eq!(drafts(&app).await.len(), 1);
}

async fn an_older_draft_is_not_replaced_in_silence(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let first = edited(&app, &EDITS[..1]).await;
    confirmed(&app, &app.get(&sent(&app, "1.csv", first.as_bytes()).await).await).await;
    let second = edited(&app, &[("マル経", "マルケイ")]).await;
    let page = app.get(&sent(&app, "2.csv", second.as_bytes()).await).await;
    assert!(page.text().contains("下書きにすると、それと置きかわります。"), "{}", page.text());
    confirmed(&app, &page).await;
    let open = app.store.open_drafts().await.expect("the store answers");
    assert_eq!(open.len(), 1);
    assert!(open[0].name().contains("マルケイ") && open[0].notes.is_empty(), "{:?}", open[0]);
}

async fn a_file_waits_for_a_day(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let body = edited(&app, &EDITS).await;
    let path = sent(&app, "menus.csv", body.as_bytes()).await;
    app.database.clock.set(at("2026-11-23T10:00:00+09:00"));
    app.staff_signs_in(Role::Editor).await;
    let page = app.get(&path).await;
    assert_eq!(page.status, 200);
    app.database.clock.set(at("2026-11-23T10:00:01+09:00"));
    assert_eq!(app.get(&path).await.status, 404);
    let late = confirmed(&app, &page).await;
    assert_eq!(late.see_other(), "/office/menus-table?said=gone");
    assert!(app.follow(late).await.text().contains(words::GONE));
    assert_eq!(drafts(&app).await, []);
    // The next file takes those away whose day is over; and no more than twenty wait.
    for number in 0..21 {
        app.database.clock.set(at(&format!("2026-11-23T11:00:{number:02}+09:00")));
        app.store.keep(&format!("{number}.csv"), body.clone().into_bytes()).await.expect("kept");
    }
    assert_eq!(crate::store::rows(&app.database, "menu_upload").await, 20);
}

async fn a_file_can_be_thrown_away(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let path = sent(&app, "menus.csv", edited(&app, &EDITS).await.as_bytes()).await;
    let id = path.rsplit('/').next().expect("an id");
    for _ in 0..2 {
        let gone = app.post("/do/drop-menu-table", &[("id", id)]).await;
        assert_eq!(gone.see_other(), "/office/menus-table");
        assert_eq!(app.get(&path).await.status, 404);
    }
}

async fn a_file_that_did_not_arrive_is_asked_for_again(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let headers =
        [("content-type", "multipart/form-data; boundary=none-of-it"), ("sec-fetch-site", "same-origin")];
    let torn = request(Method::POST, "/do/menu-table", &headers, with_file("a", b"a"));
    for (answer, why) in [
        (app.post_file("/do/menu-table", "", b"").await, NotSent::NoFile),
        (
            app.post_file("/do/menu-table", "big.csv", &vec![b'a'; 8 * 1024 * 1024 + 1]).await,
            NotSent::TooLarge,
        ),
        (app.post_file("/do/menu-table", "big.csv", &vec![b'a'; 9 * 1024 * 1024]).await, NotSent::TooLarge),
        (app.send(torn).await, NotSent::Unreadable),
    ] {
        assert_eq!(answer.see_other(), format!("/office/menus-table?said={}", why.code()));
        let page = app.follow(answer).await;
        assert!(page.title().starts_with("エラー："), "{}", page.title());
        assert!(page.element("div.error-summary").contains(why.sentence()), "{why:?}");
        assert_eq!(page.element("span.field-error"), format!("エラー：{}", why.sentence()));
        let input = page.named("input").into_iter().find(|input| input.get("type") == Some("file"));
        assert_eq!(input.expect("the field").get("aria-invalid"), Some("true"));
    }
    assert_eq!(crate::store::rows(&app.database, "menu_upload").await, 0);
    // An empty file is one: what is wrong with it is said where everything else is.
    let empty = app.get(&sent(&app, "empty.csv", b"").await).await;
    assert!(empty.element("div.error-summary").contains("ファイルが空です。"));
}

async fn what_is_no_form_of_ours_is_refused(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let plain = app.post("/do/menu-table", &[("file", "id")]).await;
    let kind = "multipart/form-data; boundary=none-of-it";
    let headers = [("content-type", kind), ("sec-fetch-site", "cross-site")];
    let foreign = app.send(request(Method::POST, "/do/menu-table", &headers, with_file("a", b"a"))).await;
    let unknown = app.get("/office/menus.csv?encoding=euc-jp").await;
    for (page, refusal) in
        [(plain, Refusal::BadForm), (foreign, Refusal::CrossSite), (unknown, Refusal::BadForm)]
    {
        let status = StatusCode::from_u16(page.status).expect("a status");
        assert_eq!((status, page.heading().as_str()), (refusal.status(), sentences(refusal).0));
    }
    for id in ["", "../drafts", "00000000000000000000000000000000#a"] {
        let forged = app.post("/do/confirm-menu-table", &[("id", id), ("seal", "0")]).await;
        assert_eq!(forged.see_other(), Refusal::BadForm.path(), "{id}");
    }
    assert_eq!(crate::store::rows(&app.database, "menu_upload").await, 0);
}

async fn the_doors_open_to_nobody_else(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Editor).await;
    let path = sent(&app, "menus.csv", edited(&app, &EDITS).await.as_bytes()).await;
    let page = app.get(&path).await;
    for address in [XLSX, CSV, SHIFT_JIS, "/office/menus-table", path.as_str()] {
        assert_closed(&app, address, Act::EditContent).await;
    }
    let adviser = cookie_of(&app.enrolled(Role::Adviser).await.session);
    for (cookie, refusal) in
        [("", Refusal::SignInFirst), (adviser.as_str(), Refusal::NotPermitted(Act::EditContent))]
    {
        let kind = "multipart/form-data; boundary=----end-of-a-part";
        let headers = [("content-type", kind), ("sec-fetch-site", "same-origin"), ("cookie", cookie)];
        let upload = request(Method::POST, "/do/menu-table", &headers, with_file("a.csv", b"id"));
        let answer = app.send(upload).await;
        let status = StatusCode::from_u16(answer.status).expect("a status");
        assert_eq!((status, answer.heading().as_str()), (refusal.status(), sentences(refusal).0));
    }
    let hidden = page.hidden();
    let fields: Vec<(&str, &str)> =
        hidden.iter().take(2).map(|(name, value)| (name.as_str(), value.as_str())).collect();
    for action in ["/do/confirm-menu-table", "/do/drop-menu-table"] {
        assert_form_closed(&app, action, &fields, Act::EditContent).await;
    }
    assert_eq!(drafts(&app).await, []);
    assert_eq!(crate::store::rows(&app.database, "menu_upload").await, 1);
}
