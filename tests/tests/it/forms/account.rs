//! Keeping diagnoses by mail: asking, the letter, the press, the list, and how it all goes; by forms and redirects alone.

use app::backend::Clock;
use app::backend::LinkFault;
use app::refusal::Refusal;
use app::words::account::{self as words, Said};
use app::words::later;
use chrono::TimeDelta;
use tests::mail::{letters, secret_in};
use tests::{Browser, Page, TestApp, TestDatabase};

use super::{assert_refused, path};

tests::on_both_databases! {
    a_diagnosis_is_kept_by_mail_and_opened_elsewhere,
    scanners_that_look_use_nothing_up,
    another_browser_is_asked_for_the_code,
    what_is_over_leads_to_another_link,
    known_and_unknown_addresses_and_limits_look_alike,
    what_is_no_address_is_said_at_the_field_and_kept,
    nothing_personal_stands_in_an_address,
    cookies_are_for_this_host_and_no_script,
    without_a_session_every_door_leads_to_signing_in,
    what_is_not_ones_own_is_not_found,
    one_press_adds_a_diagnosis,
    what_a_session_opens_needs_no_code,
    the_address_is_changed,
    sessions_are_ended,
    everything_is_a_file,
    deleting_asks_first,
    one_business_or_an_open_diagnosis_is_deleted_alone,
}

const HANAKO: &str = "hanako@example.jp";

/// The path of the latest link to an address.
async fn link(app: &TestApp, address: &str) -> String {
    let letter = letters(&app.database, address).await.pop().expect("a letter");
    format!("/me/link/{}", secret_in(&letter, "/me/link/"))
}

async fn press(browser: &Browser<'_>, page: &Page) -> Page {
    let fields = page.hidden();
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post("/do/link", &fields).await
}

/// A browser that has come in by a link.
async fn signed_in<'a>(app: &'a TestApp, address: &str, key: Option<&str>) -> Browser<'a> {
    let browser = Browser::new(app);
    let mut fields = vec![("address", address)];
    fields.extend(key.map(|key| ("key", key)));
    assert_eq!(browser.post("/do/sign-in", &fields).await.see_other(), "/me/sent");
    let page = browser.get(&link(app, address).await).await;
    assert_eq!(press(&browser, &page).await.see_other(), "/me");
    browser
}

async fn list(browser: &Browser<'_>) -> Page {
    let page = browser.get("/me").await;
    assert_eq!((page.status, page.heading().as_str()), (200, words::TITLE));
    page
}

fn said(place: &str, code: &str) -> String {
    format!("{place}?said={code}")
}

async fn a_diagnosis_is_kept_by_mail_and_opened_elsewhere(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.submitted(&[]).await;
    let browser = Browser::new(&app);
    let result = browser.get(&path(&key, "result")).await;
    assert!(result.body.contains(&format!("href=\"/diagnosis/{key}/mail\"")));
    let form = browser.get(&path(&key, "mail")).await;
    assert_eq!((form.status, form.heading().as_str()), (200, words::SAVE_TITLE));
    let sent = browser.post("/do/sign-in", &[("key", &key), ("address", HANAKO)]).await;
    assert_eq!(sent.see_other(), "/me/sent");
    let page = browser.follow(sent).await;
    assert_eq!((page.heading().as_str(), page.header("cache-control")), (words::SENT_TITLE, "no-store"));
    let link = link(&app, HANAKO).await;
    let page = browser.get(&link).await;
    assert_eq!((page.status, page.header("referrer-policy")), (200, "no-referrer"));
    assert_eq!((page.header("cache-control"), page.header("x-robots-tag")), ("no-store", "noindex"));
    assert!(page.text().contains(words::LINK_PRESS));
    let pressed = press(&browser, &page).await;
    assert_eq!(pressed.see_other(), "/me", "the link leaves the address line");
    let list = browser.follow(pressed).await;
    assert!(list.text().contains(HANAKO) && list.text().contains(words::THIS_DEVICE));
    assert!(list.text().contains(words::device(app::backend::Device::Iphone)));
    assert_eq!(list.header("cache-control"), "no-store");
    // Another device comes in by a link of its own, without the diagnosis's address.
    let other = signed_in(&app, HANAKO, None).await;
    let list = self::list(&other).await;
    let id = list.inputs("diagnosis")[0].0.clone();
    let opened = other.post("/do/open-mine", &[("diagnosis", &id)]).await;
    assert!(opened.see_other().starts_with("/diagnosis/") && !opened.see_other().contains(&key));
    let result = other.follow(opened).await;
    assert_eq!((result.status, result.text().contains(words::OWNED)), (200, true));
    assert!(!result.text().contains(later::LATER_RESULT), "no code is made of a session's key");
    let again = other.post("/do/open-mine", &[("diagnosis", &id), ("again", "1")]).await;
    let check = other.follow(again).await;
    assert_eq!((check.status, check.text().contains("印刷")), (200, false));
    let states = self::list(&other).await;
    assert!(!states.text().contains(words::AGAIN), "the one that follows is open");
    assert!(states.text().contains(&words::under_way(app.diagnosis(&key).await.answers.len())));
}

async fn scanners_that_look_use_nothing_up(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let browser = Browser::new(&app);
    browser.post("/do/sign-in", &[("address", HANAKO)]).await;
    let link = link(&app, HANAKO).await;
    let scanner = Browser::of(&app, "link-scanner/1.0");
    for _ in 0..5 {
        assert_eq!(scanner.get(&link).await.status, 200);
        let head = scanner.head(&link).await;
        assert_eq!((head.status, head.body.as_str()), (200, ""));
        assert!(head.header("set-cookie").is_empty());
    }
    let page = browser.get(&link).await;
    assert_eq!(press(&browser, &page).await.see_other(), "/me");
}

async fn another_browser_is_asked_for_the_code(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let browser = Browser::new(&app);
    let sent = browser.post("/do/sign-in", &[("address", HANAKO)]).await;
    let code = browser.follow(sent).await.element("span.later-card__code");
    assert_eq!(code.len(), 7, "two times three digits: {code}");
    let link = link(&app, HANAKO).await;
    let other = Browser::of(&app, "Mozilla/5.0 (Windows NT 10.0; Win64; x64)");
    let page = other.get(&link).await;
    assert!(page.text().contains(words::CODE_LEAD) && !page.body.contains("error-summary"));
    let token = page.hidden()[0].1.clone();
    let wrong = if code == "000 000" { "000001" } else { "000000" };
    for typed in ["", wrong] {
        let back = other.post("/do/link", &[("link", &token), ("code", typed)]).await;
        assert_eq!(back.see_other(), said(&link, "code"));
        let page = other.follow(back).await;
        assert!(page.element("div.error-summary").contains(words::CODE_WRONG));
        assert!(page.title().starts_with("エラー："));
    }
    let pressed = other.post("/do/link", &[("link", &token), ("code", &code)]).await;
    assert_eq!(pressed.see_other(), "/me");
    let list = list(&other).await;
    assert!(list.text().contains(words::device(app::backend::Device::Windows)));
    assert_eq!(
        browser.get("/me").await.see_other(),
        "/me/sign-in",
        "the browser that asked is not in by that"
    );
}

async fn what_is_over_leads_to_another_link(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let browser = Browser::new(&app);
    browser.post("/do/sign-in", &[("address", HANAKO)]).await;
    let first = link(&app, HANAKO).await;
    let page = browser.get(&first).await;
    let later = app.database.clock.now() + TimeDelta::minutes(10);
    app.database.clock.set(later);
    let expired = said("/me/sign-in", LinkFault::Expired.code());
    assert_eq!(browser.get(&first).await.see_other(), expired);
    assert_eq!(press(&browser, &page).await.see_other(), expired);
    let way_on = browser.get(&expired).await;
    assert!(way_on.text().contains(words::link_fault(LinkFault::Expired)));
    assert_eq!(way_on.inputs("address").len(), 1, "there another can be asked for");
    // Used: whoever is signed in by it is led to the list, anybody else to another link.
    browser.post("/do/sign-in", &[("address", HANAKO)]).await;
    let second = link(&app, HANAKO).await;
    let page = browser.get(&second).await;
    for _ in 0..2 {
        assert_eq!(press(&browser, &page).await.see_other(), "/me");
    }
    assert_eq!(browser.get(&second).await.see_other(), "/me");
    let used = said("/me/sign-in", LinkFault::Used.code());
    assert_eq!(Browser::new(&app).get(&second).await.see_other(), used);
    assert_eq!(press(&Browser::new(&app), &page).await.see_other(), used);
    // Unknown, however it is written.
    let unknown = said("/me/sign-in", LinkFault::Unknown.code());
    for link in ["0".repeat(32), "x".to_owned(), "%FF".to_owned()] {
        assert_eq!(browser.get(&format!("/me/link/{link}")).await.see_other(), unknown, "{link}");
    }
    for fields in [vec![], vec![("link", "x")], vec![("link", "00000000000000000000000000000000")]] {
        assert_eq!(browser.post("/do/link", &fields).await.see_other(), unknown);
    }
}

/// Headers but for what is random in them, and the page behind.
async fn answer(app: &TestApp, address: &str) -> (u16, Vec<String>, String, String) {
    let browser = Browser::new(app);
    let sent = browser.post("/do/sign-in", &[("address", address)]).await;
    let mut headers: Vec<String> = sent.headers.keys().map(ToString::to_string).collect();
    headers.sort_unstable();
    let page = browser.follow(sent.clone()).await;
    let code = page.element("span.later-card__code");
    (sent.status, headers, sent.body, page.text().replace(&code, "…"))
}

async fn known_and_unknown_addresses_and_limits_look_alike(database: TestDatabase) {
    let app = TestApp::new(database).await;
    signed_in(&app, HANAKO, None).await;
    let known = answer(&app, HANAKO).await;
    assert_eq!(answer(&app, "jiro@example.jp").await, known);
    assert!(known.3.contains(words::SENT_HELP[2]), "that there is a limit is said to everybody");
    for _ in 0..6 {
        assert_eq!(answer(&app, HANAKO).await, known);
    }
    assert_eq!(letters(&app.database, HANAKO).await.len(), 5, "the limit was passed");
}

async fn what_is_no_address_is_said_at_the_field_and_kept(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.answered(&[]).await;
    for (form, key) in [("/me/sign-in".to_owned(), None), (path(&key, "mail"), Some(key.as_str()))] {
        for typed in ["", "hanako", "花子@example.jp<b>\"\0"] {
            let browser = Browser::new(&app);
            let mut fields = vec![("address", typed)];
            fields.extend(key.map(|key| ("key", key)));
            let back = browser.post("/do/sign-in", &fields).await;
            assert_eq!(back.see_other(), said(&form, "address"));
            let page = browser.follow(back).await;
            assert!(page.element("div.error-summary").contains(words::ADDRESS_WRONG));
            assert!(page.title().starts_with("エラー："));
            let kept = page.inputs("address")[0].0.clone();
            assert!(kept.starts_with(typed.trim_end_matches('\0')), "{typed:?}: {kept}");
            browser.post("/do/sign-in", &[("address", HANAKO)]).await;
            assert_eq!(browser.cookie("dx-address"), None, "what was right is not kept");
        }
    }
    let long = format!("{}@example.jp", "a".repeat(900));
    let refused = app.post("/do/sign-in", &[("address", &long)]).await;
    assert_refused(&app, refused, Refusal::TooLarge, "an address").await;
    let forged = app.post("/do/sign-in", &[("address", HANAKO), ("key", &"0".repeat(26))]).await;
    assert_refused(&app, forged, Refusal::DiagnosisNotFound, "a forged key").await;
}

async fn nothing_personal_stands_in_an_address(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.answered(&[]).await;
    let browser = signed_in(&app, HANAKO, Some(&key)).await;
    let id = list(&browser).await.inputs("diagnosis")[0].0.clone();
    for page in [
        browser.post("/do/sign-in", &[("address", "hanako@")]).await,
        browser.post("/do/sign-in", &[("address", HANAKO)]).await,
        browser.post("/do/change-address", &[("address", "hanako@")]).await,
        browser.post("/do/change-address", &[("address", "hanako2@example.jp")]).await,
        browser.post("/do/claim", &[("key", &key)]).await,
        browser.post("/do/open-mine", &[("diagnosis", &id)]).await,
        browser.post("/do/end-session", &[("session", "others")]).await,
        browser.post("/do/erase", &[("sure", "1")]).await,
    ] {
        let place = page.see_other();
        assert!(!place.contains("hanako") && !place.contains(&key), "{place}");
        let session = browser.cookie("dx-me").unwrap_or("none".to_owned());
        assert!(!place.contains(&session), "{place}");
    }
}

async fn cookies_are_for_this_host_and_no_script(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let asked = app.post("/do/sign-in", &[("address", HANAKO)]).await;
    let set = |page: &Page, name: &str| {
        let all = page.headers.get_all("set-cookie").iter().map(|one| one.to_str().expect("ASCII"));
        let mut of_name = all.filter(|one| one.starts_with(&format!("{name}=")));
        of_name.next().expect("a cookie").split_once(';').expect("attributes").1.to_owned()
    };
    assert_eq!(set(&asked, "dx-asked"), " Path=/; HttpOnly; SameSite=Lax; Max-Age=600");
    let browser = Browser::new(&app);
    browser.post("/do/sign-in", &[("address", HANAKO)]).await;
    let page = browser.get(&link(&app, HANAKO).await).await;
    let pressed = press(&browser, &page).await;
    assert_eq!(set(&pressed, "dx-me"), " Path=/; HttpOnly; SameSite=Lax; Max-Age=7776000");
    let session = browser.cookie("dx-me").expect("a session");
    assert_eq!(session.len(), 32, "128 bits");
    let ended = browser.post("/do/end-session", &[("session", "this")]).await;
    assert!(set(&ended, "dx-me").contains("Max-Age=0"));
}

async fn without_a_session_every_door_leads_to_signing_in(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.answered(&[]).await;
    let stranger = Browser::new(&app);
    assert_eq!(stranger.get("/me").await.see_other(), "/me/sign-in");
    let over = said("/me/sign-in", Said::Over.code());
    for path in ["/me/delete", "/me/export.json"] {
        let page = stranger.get(path).await;
        assert_eq!((page.see_other(), page.header("cache-control")), (over.as_str(), "no-store"), "{path}");
    }
    let forms: [(&str, Vec<(&str, &str)>); 5] = [
        ("/do/open-mine", vec![("diagnosis", "1")]),
        ("/do/claim", vec![("key", &key)]),
        ("/do/end-session", vec![("session", "others")]),
        ("/do/change-address", vec![("address", HANAKO)]),
        ("/do/erase", vec![("sure", "1")]),
    ];
    for (action, fields) in &forms {
        assert_eq!(stranger.post(action, fields).await.see_other(), over, "{action}");
    }
    // The same with a session that is over.
    let browser = signed_in(&app, HANAKO, None).await;
    app.database.clock.set(app.database.clock.now() + TimeDelta::days(30));
    assert_eq!(browser.get("/me").await.see_other(), over);
    for (action, fields) in &forms {
        assert_eq!(browser.post(action, fields).await.see_other(), over, "{action}");
    }
    assert!(stranger.get(&over).await.text().contains(Said::Over.sentence()));
}

async fn what_is_not_ones_own_is_not_found(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let own = signed_in(&app, HANAKO, Some(&app.submitted(&[]).await)).await;
    let stranger = signed_in(&app, "jiro@example.jp", None).await;
    let id = list(&own).await.inputs("diagnosis")[0].0.clone();
    for fields in [vec![("diagnosis", id.as_str())], vec![("diagnosis", "x")], vec![]] {
        let page = stranger.post("/do/open-mine", &fields).await;
        assert_refused(&app, page, Refusal::DiagnosisNotFound, "opening").await;
    }
    for name in ["business", "diagnosis"] {
        assert_eq!(stranger.get(&format!("/me/delete?{name}={id}")).await.status, 404, "{name}");
        let page = stranger.post("/do/erase", &[(name, &id), ("sure", "1")]).await;
        assert_refused(&app, page, Refusal::DiagnosisNotFound, name).await;
    }
    assert_eq!(stranger.get("/me/delete?business=x").await.status, 404);
    let page = stranger.post("/do/end-session", &[("session", "x")]).await;
    assert_refused(&app, page, Refusal::BadForm, "a session").await;
    assert_eq!(list(&own).await.inputs("diagnosis").len(), 2, "to open it, and to begin again");
}

async fn one_press_adds_a_diagnosis(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let browser = signed_in(&app, HANAKO, None).await;
    assert!(list(&browser).await.text().contains(words::NOTHING));
    let key = app.submitted(&[]).await;
    let result = browser.get(&path(&key, "result")).await;
    assert!(result.text().contains(words::CLAIM) && !result.text().contains(words::SAVE_TEXT));
    for _ in 0..2 {
        let added = browser.post("/do/claim", &[("key", &key)]).await;
        assert_eq!(added.see_other(), said("/me", Said::Claimed.code()));
        assert!(browser.follow(added).await.text().contains(Said::Claimed.sentence()));
    }
    assert_eq!(list(&browser).await.inputs("diagnosis").len(), 2);
    assert!(browser.get(&path(&key, "result")).await.text().contains(words::OWNED));
    let forged = browser.post("/do/claim", &[("key", &"0".repeat(26))]).await;
    assert_refused(&app, forged, Refusal::DiagnosisNotFound, "a forged key").await;
}

async fn what_a_session_opens_needs_no_code(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.answered(&[]).await;
    let browser = signed_in(&app, HANAKO, Some(&key)).await;
    let id = list(&browser).await.inputs("diagnosis")[0].0.clone();
    let opened = browser.post("/do/open-mine", &[("diagnosis", &id)]).await;
    let own = opened.see_other().split('/').nth(2).expect("a key").to_owned();
    let sent = browser.post("/do/later", &[("key", &own)]).await;
    assert_eq!(sent.see_other(), path(&own, "later"));
    let page = browser.follow(sent).await;
    assert!(page.text().contains(later::BY_SESSION) && !page.body.contains("later-card__code"));
    let page = app.follow(app.post("/do/later", &[("key", &key)]).await).await;
    assert!(page.body.contains("later-card__code"), "its own key has one");
    assert!(page.text().contains(words::SAVE));
    // With the session ends what it has opened, and what the browser remembers of it.
    browser.post("/do/end-session", &[("session", "this")]).await;
    assert_eq!(browser.cookie("dx-diagnosis"), None);
    assert_eq!(browser.get(&path(&own, "check")).await.status, 404);
    assert_eq!(browser.get(&path(&key, "check")).await.status, 200);
}

async fn the_address_is_changed(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let browser = signed_in(&app, HANAKO, None).await;
    let back = browser.post("/do/change-address", &[("address", "hana")]).await;
    assert_eq!(back.see_other(), said("/me", "address"));
    let page = browser.follow(back).await;
    assert!(page.element("div.error-summary").contains(words::ADDRESS_WRONG));
    assert_eq!(page.inputs("address")[0].0, "hana");
    let sent = browser.post("/do/change-address", &[("address", "hana@example.com")]).await;
    assert_eq!(sent.see_other(), said("/me", Said::LinkSent.code()));
    let link = link(&app, "hana@example.com").await;
    let foreign = Browser::new(&app).get(&link).await;
    assert_eq!(foreign.see_other(), said("/me/sign-in", LinkFault::NotSignedIn.code()));
    let page = browser.get(&link).await;
    assert!(page.text().contains(words::CHANGE_PRESS));
    let changed = press(&browser, &page).await;
    assert_eq!(changed.see_other(), said("/me", Said::AddressChanged.code()));
    assert!(browser.follow(changed).await.text().contains("hana@example.com"));
    assert_eq!(letters(&app.database, HANAKO).await.len(), 2, "the former address is told");
}

async fn sessions_are_ended(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let one = signed_in(&app, HANAKO, None).await;
    let two = signed_in(&app, HANAKO, None).await;
    let three = signed_in(&app, HANAKO, None).await;
    let listed = list(&one).await.inputs("session");
    let ids: Vec<&str> = listed.iter().map(|(value, _)| value.as_str()).collect();
    assert_eq!((ids.len(), &ids[2..]), (4, &["this", "others"][..]));
    let ended = one.post("/do/end-session", &[("session", ids[0])]).await;
    assert_eq!(ended.see_other(), said("/me", Said::Ended.code()));
    let lives = async |browser: &Browser<'_>| browser.get("/me").await.status == 200;
    assert!(lives(&two).await != lives(&three).await, "one of them has ended");
    one.post("/do/end-session", &[("session", "others")]).await;
    assert!(!lives(&two).await && !lives(&three).await && lives(&one).await);
    let out = one.post("/do/end-session", &[("session", "this")]).await;
    assert_eq!(out.see_other(), said("/me/sign-in", Said::SignedOut.code()));
    assert!(!lives(&one).await && one.cookie("dx-me").is_none());
}

async fn everything_is_a_file(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.submitted(&[]).await;
    let browser = signed_in(&app, HANAKO, Some(&key)).await;
    assert!(list(&browser).await.body.contains("href=\"/me/export.json\""));
    let file = browser.get("/me/export.json").await;
    assert_eq!((file.status, file.header("content-type")), (200, "application/json; charset=utf-8"));
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"dx-shindan.json\"");
    assert_eq!(file.header("cache-control"), "no-store");
    let json: serde_json::Value = serde_json::from_str(&file.body).expect("JSON");
    assert_eq!((&json["address"], &json["version"]), (&HANAKO.into(), &1.into()));
    let answers = json["businesses"][0]["diagnoses"][0]["answers"].as_array().expect("answers");
    assert_eq!(answers.len(), app.diagnosis(&key).await.answers.len());
    assert!(!file.body.contains(&key) && !file.body.contains("hash"));
}

async fn deleting_asks_first(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.submitted(&[]).await;
    let browser = signed_in(&app, HANAKO, Some(&key)).await;
    let page = browser.get("/me/delete").await;
    assert_eq!((page.status, page.heading().as_str()), (200, words::DELETE_PAGE));
    for line in words::GOES_ALL.into_iter().chain([words::STAYS_PUBLISHED, words::NO_WAY_BACK]) {
        assert!(page.text().contains(line), "{line}");
    }
    let unsure = browser.post("/do/erase", &[]).await;
    assert_eq!(unsure.see_other(), "/me/delete?said=sure");
    assert!(browser.follow(unsure).await.element("div.error-summary").contains(words::SURE_MISSING));
    assert_eq!(list(&browser).await.inputs("diagnosis").len(), 2, "nothing has gone");
    let erased = browser.post("/do/erase", &[("sure", "1")]).await;
    assert_eq!(erased.see_other(), said("/me/sign-in", Said::Erased.code()));
    assert!(browser.follow(erased).await.text().contains(Said::Erased.sentence()));
    assert_eq!(browser.get(&path(&key, "result")).await.status, 404);
    assert_eq!(browser.get("/me").await.see_other(), "/me/sign-in");
}

async fn one_business_or_an_open_diagnosis_is_deleted_alone(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let (done, open) = (app.submitted(&[]).await, app.answered(&[]).await);
    let browser = signed_in(&app, HANAKO, Some(&done)).await;
    browser.post("/do/claim", &[("key", &open)]).await;
    let links: Vec<String> = list(&browser)
        .await
        .named("a")
        .iter()
        .filter_map(|a| a.get("href").filter(|href| href.starts_with("/me/delete?")).map(str::to_owned))
        .collect();
    let of = |name: &str| links.iter().filter(|link| link.contains(name)).cloned().collect::<Vec<_>>();
    assert_eq!((of("business=").len(), of("diagnosis=").len()), (2, 1));
    for (link, gone, key) in
        [(&of("diagnosis=")[0], "diagnosis", &open), (&of("business=")[0], "business", &done)]
    {
        let page = browser.get(link).await;
        assert_eq!(page.status, 200);
        let id = page.inputs(gone)[0].0.clone();
        let unsure = browser.post("/do/erase", &[(gone, &id)]).await;
        assert_eq!(unsure.see_other(), format!("{link}&said=sure"));
        let erased = browser.post("/do/erase", &[(gone, &id), ("sure", "1")]).await;
        assert_eq!(erased.see_other(), said("/me", Said::ErasedPart.code()));
        assert_eq!(browser.get(&path(key, "later")).await.status, 404);
    }
    assert!(list(&browser).await.text().contains(words::NOTHING));
}
