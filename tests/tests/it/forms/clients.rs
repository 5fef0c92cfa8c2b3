//! A business shows its result to an agency; the agency works with it; the business takes it back.

use app::backend::{Consents, Decided, Diagnoses, DiagnosisKey, Drafts, Grant, Granted, HelpedBy, SignIns};
use app::refusal::Refusal;
use app::words::clients as words;
use app::words::consent;
use axum::body::Body;
use axum::http::Method;
use domain::access::{Act, Role};
use domain::caseload::Channel;
use domain::consent::{Covers, Term};
use domain::draft::Origin;
use serde_json::json;
use server::spreadsheet::{self, Cell};
use server::store::{Proposal, Proposed};
use tests::{Browser, TestApp, TestDatabase, at, cookie_of, html, request, sources};

use super::assert_refused;

tests::on_both_databases! {
    a_business_agrees_by_six_digits_and_takes_it_back,
    what_is_wrong_is_told_and_nothing_is_lost,
    what_an_adviser_writes_reaches_the_business,
    an_adviser_answers_with_a_client,
    an_adviser_is_told_that_the_consent_was_taken_back,
    an_adviser_is_told_that_the_consent_has_expired,
    another_agency_than_was_meant_is_sent_away,
    the_business_reads_who_answered_with_it,
    pages_of_clients_are_closed_to_others,
    the_list_is_taken_along,
    what_began_since_the_last_visit_is_told,
    a_list_without_contacts_has_none,
}

/// A browser of the business, at its result.
fn business(app: &TestApp) -> Browser<'_> {
    Browser::new(app)
}

/// The six digits on the share page.
fn digits(page: &tests::Page) -> String {
    page.element("p.code-box").chars().filter(char::is_ascii_digit).collect()
}

/// The business agrees that this adviser sees all, by digits; gives the path of the client's page.
pub async fn agreed(app: &TestApp, key: &str, adviser: &Browser<'_>) -> String {
    let own = business(app);
    let share = format!("/diagnosis/{key}/share");
    let page = own.follow(own.post("/do/share-code", &[("key", key)]).await).await;
    let code = digits(&page);
    assert_eq!(code.len(), 6, "{}", page.text());
    let typed = adviser.post("/do/type-share-code", &[("code", &code)]).await;
    assert_eq!(typed.see_other(), "/agency/new?said=asked");
    let page = own.get(&share).await;
    assert!(page.text().contains(&consent::typed_by(tests::staff::AGENCY)), "{}", page.text());
    let mut fields = page.hidden();
    fields.retain(|(name, _)| name == "key" || name == "shown");
    // The form for other digits has the key, too.
    fields.sort();
    fields.dedup();
    let chosen = [
        ("answers", "1"),
        ("contact_covered", "1"),
        ("contact", "082-000-0000"),
        ("name", "喫茶みよし"),
        ("term", "12"),
    ];
    fields.extend(chosen.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let given = own.post("/do/share", &fields).await;
    assert_eq!(given.see_other(), format!("{share}?said=given"));
    let page = adviser.get("/agency").await;
    assert!(page.text().contains("喫茶みよし"), "{}", page.text());
    let links = page.named("a").into_iter().filter_map(|a| a.get("href").map(str::to_owned));
    links
        .into_iter()
        .find(|href| href.starts_with("/agency/clients/") && !href.contains('.'))
        .expect("a client")
}

async fn a_business_agrees_by_six_digits_and_takes_it_back(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.submitted(&[]).await;
    let own = business(&app);
    let result = own.get(&format!("/diagnosis/{key}/result")).await;
    assert!(result.text().contains(consent::GO), "{}", result.text());
    let adviser = Browser::of_staff(&app, Role::Adviser).await;
    assert!(adviser.get("/agency").await.text().contains(words::NONE));
    let client = agreed(&app, &key, &adviser).await;
    let page = adviser.get(&client).await;
    assert_eq!((page.status, page.heading().as_str()), (200, "喫茶みよし"));
    assert!(page.text().contains("082-000-0000") && page.text().contains(words::NEAR_TITLE));
    assert_eq!(page.header("cache-control"), "no-store");
    for part in ["/answers", "/sheet"] {
        assert_eq!(adviser.get(&format!("{client}{part}")).await.status, 200, "{part}");
        assert_eq!(adviser.head(&format!("{client}{part}")).await.status, 503, "nobody looks: {part}");
    }
    let share = format!("/diagnosis/{key}/share");
    let page = own.get(&share).await;
    for what in ["結果を見ました", "ひとつひとつの答えを見ました", "訪問の準備の紙を開きました"]
    {
        let told = format!("{}の支援員が、2026年11月22日（日）10時00分に、{what}", tests::staff::AGENCY);
        assert!(page.text().contains(&told), "{told}: {}", page.text());
    }
    let id = page.inputs("consent")[0].0.clone();
    let gone = own.post("/do/revoke-consent", &[("key", &key), ("consent", &id)]).await;
    assert_eq!(gone.see_other(), format!("{share}?said=revoked"));
    for part in ["", "/answers", "/sheet"] {
        let page = adviser.get(&format!("{client}{part}")).await;
        assert_eq!((page.status, page.heading().as_str()), (403, "事業者が、見せるのをやめました"), "{part}");
        assert!(!page.body.contains("082-000-0000"), "{part}");
    }
    assert!(adviser.get("/agency").await.text().contains(words::NONE));
    let text = own.get(&share).await.text();
    assert!(text.contains(consent::NONE_GIVEN) && text.contains(consent::OVER_TITLE), "{text}");
}

async fn what_is_wrong_is_told_and_nothing_is_lost(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.submitted(&[]).await;
    let own = business(&app);
    let adviser = Browser::of_staff(&app, Role::Adviser).await;
    let page = own.get(&format!("/diagnosis/{key}/share")).await;
    let agency = page
        .named("option")
        .into_iter()
        .filter_map(|o| o.get("value").map(str::to_owned))
        .find(|v| !v.is_empty());
    let agency = agency.expect("an agency");
    let send = |fields: Vec<(&'static str, String)>| {
        let (own, key) = (&own, &key);
        async move {
            let mut all = vec![("key", key.clone())];
            all.extend(fields);
            let all: Vec<(&str, &str)> = all.iter().map(|(n, v)| (*n, v.as_str())).collect();
            own.follow(own.post("/do/share", &all).await).await
        }
    };
    let page = send(vec![("name", "喫茶".to_owned()), ("term", "3".to_owned())]).await;
    assert!(page.title().starts_with("エラー："), "{}", page.title());
    assert!(page.text().contains(consent::NO_AGENCY_CHOSEN));
    assert_eq!(page.inputs("name")[0].0, "喫茶");
    assert!(page.inputs("term").contains(&("3".to_owned(), true)), "{:?}", page.inputs("term"));
    let page = send(vec![("agency", agency.clone()), ("contact_covered", "1".to_owned())]).await;
    assert!(page.text().contains(consent::CONTACT_MISSING), "{}", page.text());
    assert!(page.inputs("contact_covered")[0].1);
    let page = send(vec![("agency", agency.clone()), ("name", "あ".repeat(61))]).await;
    assert!(page.text().contains(consent::LONG_NAME), "{}", page.text());
    assert_eq!(page.inputs("name")[0].0, "あ".repeat(61));
    let page = send(vec![("agency", "999".to_owned()), ("name", "喫茶".to_owned())]).await;
    assert!(page.text().contains(consent::Said::NoSuchAgency.sentence()), "{}", page.text());
    assert_eq!(page.inputs("name")[0].0, "喫茶", "nothing is lost");
    let page = adviser.follow(adviser.post("/do/type-share-code", &[("code", "123456")]).await).await;
    assert!(page.text().contains(words::CODE_WRONG), "{}", page.text());
    let page = send(vec![("agency", agency)]).await;
    assert!(page.text().contains(consent::Said::Given.sentence()), "{}", page.text());
    for (name, value) in [("agency", "x"), ("shown", "x")] {
        let refused = own.post("/do/share", &[("key", &key), (name, value)]).await;
        assert_eq!(refused.see_other(), "/refused/bad-form", "{name}");
    }
    let forged = own.post("/do/revoke-consent", &[("key", &key), ("consent", "999")]).await;
    assert_eq!(forged.see_other(), "/refused/page-not-found");
}

async fn what_an_adviser_writes_reaches_the_business(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.submitted(&[]).await;
    let (own, adviser) = (business(&app), Browser::of_staff(&app, Role::Adviser).await);
    let client = agreed(&app, &key, &adviser).await;
    let id = client.rsplit('/').next().expect("an id").to_owned();
    let empty =
        adviser.follow(adviser.post("/do/client-advice", &[("client", &id), ("text", " ")]).await).await;
    assert!(empty.title().starts_with("エラー：") && empty.text().contains(words::NOTE_EMPTY));
    let text = "見積もりを\r\n取りましょう <b>";
    for (text, visible) in [(text, "1"), ("機関の中の記録", "")] {
        let fields = [("client", id.as_str()), ("text", text), ("visible", visible), ("after", "0")];
        let page = adviser.follow(adviser.post("/do/client-advice", &fields).await).await;
        assert!(page.text().contains(words::Said::Noted.sentence()), "{}", page.text());
    }
    let fields = [("client", id.as_str()), ("text", "電話する"), ("due", "2026-13-01")];
    let page = adviser.follow(adviser.post("/do/client-task", &fields).await).await;
    assert!(page.text().contains(words::TASK_BAD_DAY), "{}", page.text());
    assert_eq!(page.inputs("text")[0].0, "電話する");
    let fields = [("client", id.as_str()), ("text", "電話する"), ("due", "2026-12-01")];
    let page = adviser.follow(adviser.post("/do/client-task", &fields).await).await;
    assert!(page.text().contains("2026年12月1日（火）まで"), "{}", page.text());
    let fields = [("client", id.as_str()), ("menu", "marukei")];
    let page = adviser.follow(adviser.post("/do/propose-menu", &fields).await).await;
    assert!(page.text().contains(words::Said::Proposed.sentence()), "{}", page.text());
    let task = page.inputs("task")[0].0.clone();
    for (done, said) in [("1", words::Said::Ticked), ("", words::Said::Unticked)] {
        let fields = [("client", id.as_str()), ("task", task.as_str()), ("done", done)];
        let page = adviser.follow(adviser.post("/do/tick-client-task", &fields).await).await;
        assert!(page.text().contains(said.sentence()), "{}", page.text());
    }
    let proposal = page.inputs("proposal")[0].0.clone();
    let fields =
        [("client", id.as_str()), ("proposal", &proposal), ("from", "proposed"), ("state", "adopted")];
    let moved = adviser.follow(adviser.post("/do/change-proposal", &fields).await).await;
    assert!(moved.text().contains(words::Said::Moved.sentence()), "{}", moved.text());
    let result = own.get(&format!("/diagnosis/{key}/result")).await;
    assert!(result.text().contains("取りましょう <b>") && !result.text().contains("機関の中の記録"));
    let proposal = result.inputs("proposal")[0].0.clone();
    let fields = [("key", key.as_str()), ("proposal", &proposal), ("state", "applied")];
    assert_eq!(
        own.post("/do/mark-proposal", &fields).await.see_other(),
        format!("/diagnosis/{key}/result?marked=1#advice")
    );
    let page = adviser.get(&client).await;
    assert!(page.text().contains(words::BY_BUSINESS), "{}", page.text());
    let told = own.get(&format!("/diagnosis/{key}/result?marked=1")).await;
    assert!(told.text().contains(consent::MarkSaid::Told.sentence()), "{}", told.text());
    let sheet = adviser.get(&format!("{client}/sheet")).await;
    assert!(sheet.text().contains("電話する") && sheet.text().contains("機関の中の記録"), "{}", sheet.text());
    // Once nobody of the agency would read it, it stays to be read, and nothing can be told.
    revoked(&own, &key).await;
    let page = own.follow(own.post("/do/mark-proposal", &fields).await).await;
    let text = page.text();
    assert!(page.inputs("proposal").is_empty() && text.contains(consent::MARK_CLOSED), "{text}");
    assert!(text.contains(consent::MarkSaid::NotShared.sentence()), "{text}");
    assert!(!text.contains(consent::MarkSaid::Told.sentence()), "{text}");
    assert!(text.contains("取りましょう <b>") && text.contains(consent::PROPOSED), "{text}");
}

/// The business takes its only consent back.
async fn revoked(own: &Browser<'_>, key: &str) {
    let id = own.get(&format!("/diagnosis/{key}/share")).await.inputs("consent")[0].0.clone();
    let gone = own.post("/do/revoke-consent", &[("key", key), ("consent", &id)]).await;
    assert!(gone.see_other().ends_with("said=revoked"), "{}", gone.location());
}

/// The adviser begins to answer with a client; gives the key.
async fn begun(adviser: &Browser<'_>, client: &str, channel: &str) -> String {
    let id = client.rsplit('/').next().expect("an id");
    let begun = adviser.post("/do/answer-together", &[("client", id), ("channel", channel)]).await;
    let place = begun.see_other().to_owned();
    assert_eq!(place.ends_with("/keying"), channel == "paper", "{place}");
    place.split('/').nth(2).expect("a key").to_owned()
}

/// Every page and form by which an adviser would go on says why it ends; to others there is no such diagnosis.
async fn ends(app: &TestApp, (adviser, key): (&Browser<'_>, &str), refusal: Refusal) {
    let stranger = Browser::new(app);
    for part in ["", "/q03", "/keying", "/check", "/result", "/history", "/later"] {
        let path = format!("/diagnosis/{key}{part}");
        assert_refused(app, adviser.get(&path).await, refusal, part).await;
        assert_refused(app, stranger.get(&path).await, Refusal::DiagnosisNotFound, part).await;
    }
    for (action, more) in [
        ("answer", vec![("question", "q03"), ("choice[]", "5")]),
        ("keyed", vec![("answer[q03][]", "5")]),
        ("submit", vec![]),
        ("later", vec![]),
    ] {
        let fields: Vec<_> = [("key", key)].into_iter().chain(more).collect();
        let path = format!("/do/{action}");
        assert_refused(app, adviser.post(&path, &fields).await, refusal, action).await;
        assert_refused(app, stranger.post(&path, &fields).await, Refusal::DiagnosisNotFound, action).await;
    }
}

async fn an_adviser_is_told_that_the_consent_was_taken_back(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.submitted(&[]).await;
    let (own, adviser) = (business(&app), Browser::of_staff(&app, Role::Adviser).await);
    let client = agreed(&app, &key, &adviser).await;
    let together = begun(&adviser, &client, "together").await;
    let fields = [("key", together.as_str()), ("question", "q03"), ("choice[]", "5")];
    assert!(adviser.post("/do/answer", &fields).await.see_other().starts_with("/diagnosis/"));
    revoked(&own, &key).await;
    ends(&app, (&adviser, &together), Refusal::ConsentRevoked).await;
}

async fn an_adviser_is_told_that_the_consent_has_expired(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.submitted(&[]).await;
    let client = agreed(&app, &key, &Browser::of_staff(&app, Role::Adviser).await).await;
    app.database.clock.set(at("2027-11-22T23:50:00+09:00"));
    let adviser = Browser::of_staff(&app, Role::Adviser).await;
    let together = begun(&adviser, &client, "paper").await;
    assert_eq!(adviser.get(&format!("/diagnosis/{together}/keying")).await.status, 200);
    app.database.clock.set(at("2027-11-23T00:00:00+09:00"));
    ends(&app, (&adviser, &together), Refusal::ConsentExpired).await;
}

async fn another_agency_than_was_meant_is_sent_away(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.submitted(&[]).await;
    let (own, wrong) = (business(&app), Browser::of_agency(&app, Role::Adviser, "しょうばら商工会").await);
    let share = format!("/diagnosis/{key}/share");
    let page = own.follow(own.post("/do/share-code", &[("key", &key)]).await).await;
    let first = digits(&page);
    wrong.post("/do/type-share-code", &[("code", &first)]).await;
    let page = own.get(&share).await;
    assert!(page.text().contains(&consent::typed_by("しょうばら商工会")), "{}", page.text());
    assert!(page.text().contains(consent::OTHER_AGENCY), "{}", page.text());
    assert!(page.text().contains(consent::OTHER_AGENCY_CODE), "{}", page.text());
    assert!(page.body.contains("/do/share-code"));
    let shown = page.inputs("shown")[0].0.clone();
    let page = own.follow(own.post("/do/share-code", &[("key", &key)]).await).await;
    assert!(!page.text().contains("しょうばら商工会の支援員が"), "{}", page.text());
    assert_ne!(digits(&page), first);
    let late = own.post("/do/share", &[("key", &key), ("shown", &shown), ("term", "12")]).await;
    assert_eq!(late.see_other(), format!("{share}?said=no-code"), "that typing is void");
    let typed = wrong.post("/do/type-share-code", &[("code", &first)]).await;
    assert_ne!(typed.see_other(), "/agency/new?said=asked", "so are the digits");
    assert!(wrong.get("/agency").await.text().contains(words::NONE));
}

async fn the_business_reads_who_answered_with_it(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.submitted(&[]).await;
    let (own, adviser) = (business(&app), Browser::of_staff(&app, Role::Adviser).await);
    let client = agreed(&app, &key, &adviser).await;
    assert!(adviser.get(&client).await.text().contains(words::PAPER));
    let alone = own.get(&format!("/diagnosis/{key}/result")).await;
    let mut before = key.clone();
    let mut told = Vec::new();
    for channel in [Channel::Together, Channel::Paper] {
        let theirs = begun(&adviser, &client, channel.code()).await;
        let parsed = DiagnosisKey::parse(&theirs).expect("a key");
        app.store.save_answers(&parsed, &tests::answers(&[])).await.expect("the store answers");
        app.store.submit(&parsed).await.expect("the store answers");
        let parsed = DiagnosisKey::parse(&before).expect("a key");
        let next = app.store.begin_again(&parsed).await.expect("answers").expect("a submitted diagnosis");
        before = next.as_str().to_owned();
        let by = HelpedBy { agency: tests::staff::AGENCY.to_owned(), channel };
        told.push(consent::answered_with(&by));
        assert!(!alone.text().contains(&told[told.len() - 1]));
        let result = own.get(&format!("/diagnosis/{before}/result")).await;
        assert!(result.text().contains(&told[told.len() - 1]), "{}", result.text());
        let result = adviser.get(&format!("/diagnosis/{theirs}/result")).await;
        assert!(!result.text().contains(&told[told.len() - 1]), "{}", result.text());
    }
    let history = own.get(&format!("/diagnosis/{before}/history")).await.text();
    assert!(told.iter().all(|line| history.contains(line)), "{history}");
}

async fn an_adviser_answers_with_a_client(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.submitted(&[]).await;
    let adviser = Browser::of_staff(&app, Role::Adviser).await;
    let client = agreed(&app, &key, &adviser).await;
    let id = client.rsplit('/').next().expect("an id").to_owned();
    let begun = adviser.post("/do/answer-together", &[("client", &id)]).await;
    let place = begun.see_other().to_owned();
    assert!(place.starts_with("/diagnosis/"), "{place}");
    let page = adviser.follow(begun).await;
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(adviser.get(&format!("{place}/share")).await.status == 404);
    assert_eq!(adviser.cookie("dx-diagnosis"), None, "the browser remembers nobody's");
    let first = adviser.post("/do/answer-first", &[("channel", "paper")]).await;
    assert!(first.see_other().ends_with("/keying"));
    assert_eq!(adviser.follow(first).await.status, 200);
    // Nobody decides for the business where staff is signed in.
    for (action, fields) in [
        ("share-code", vec![]),
        ("share", vec![("agency", "1")]),
        ("ask", vec![("topic", "other")]),
        ("reply-to-offer", vec![("request", "1"), ("to", "1"), ("reply", "yes")]),
        ("mark-proposal", vec![("proposal", "1"), ("state", "applied")]),
    ] {
        let fields: Vec<_> = [("key", key.as_str())].into_iter().chain(fields).collect();
        let refused = adviser.post(&format!("/do/{action}"), &fields).await;
        assert_eq!(refused.see_other(), "/refused/on-own-device", "{action}");
    }
    let page = adviser.get(&format!("/diagnosis/{key}/ask")).await;
    assert!(page.text().contains("事業者の端末") && !page.body.contains("/do/ask\""), "{}", page.text());
    let bad = adviser.post("/do/answer-first", &[("channel", "fax")]).await;
    assert_eq!(bad.see_other(), "/refused/bad-form");
}

async fn pages_of_clients_are_closed_to_others(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.submitted(&[]).await;
    let adviser = Browser::of_staff(&app, Role::Adviser).await;
    let client = agreed(&app, &key, &adviser).await;
    let foreign = Browser::of_agency(&app, Role::AgencyAdmin, "しょうばら商工会").await;
    let parts = ["", "/answers", "/sheet"].map(|part| format!("{client}{part}"));
    for path in parts.iter().map(String::as_str).chain(["/agency", "/agency/new", "/agency/clients.csv"]) {
        let page = Browser::new(&app).get(path).await;
        assert!(page.see_other().starts_with("/staff/sign-in?next=%2Fagency"), "{path}: {}", page.location());
        for role in [Role::Officer, Role::Analyst, Role::Editor, Role::Admin] {
            let page = Browser::of_staff(&app, role).await.get(path).await;
            assert_eq!(page.status, 403, "{path} {role:?}");
            assert!(page.text().contains(&app::words::staff::only(Act::SeeClients)), "{path} {role:?}");
        }
    }
    for path in &parts {
        let page = foreign.get(path).await;
        let none = foreign.get(&path.replace("/clients/", "/clients/9")).await;
        assert_eq!((page.status, none.status), (404, 404), "{path}: told apart from nothing");
        assert_eq!(page.text(), none.text(), "{path}");
    }
    assert!(!foreign.get("/agency/clients.csv").await.body.contains("喫茶みよし"));
    let id = client.rsplit('/').next().expect("an id").to_owned();
    for (action, more) in [
        ("client-advice", ("text", "x")),
        ("client-task", ("text", "x")),
        ("tick-client-task", ("task", "1")),
        ("answer-together", ("x", "x")),
    ] {
        let refused = foreign.post(&format!("/do/{action}"), &[("client", &id), more]).await;
        assert_eq!(refused.see_other(), "/refused/page-not-found", "{action}");
    }
}

async fn the_list_is_taken_along(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.submitted(&[]).await;
    let adviser = Browser::of_staff(&app, Role::Adviser).await;
    agreed(&app, &key, &adviser).await;
    let rows = adviser.get("/agency/clients.csv").await.csv();
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert_eq!(rows[0], words::COLUMNS);
    assert_eq!((rows[1][1].as_str(), rows[1][2].as_str()), ("喫茶みよし", "082-000-0000"));
    let none = adviser.get("/agency/clients.csv?q=%E3%81%AA%E3%81%84").await.csv();
    assert_eq!(none.len(), 1);
    let page = business(&app).get(&format!("/diagnosis/{key}/share")).await;
    assert!(page.text().contains("一覧のファイルに入れて保存しました"), "{}", page.text());
    assert!(page.text().contains("（1）"), "the empty one is no look: {}", page.text());
}

/// A menu of the seed as another one, for everybody, that takes applications from a day on.
async fn publish(app: &TestApp, name: &str, opens: &str) {
    let menus = sources().menus["menu"].as_array().expect("a list").clone();
    let mut document = menus.into_iter().find(|menu| menu["id"] == "jizokuka-general-20").expect("the menu");
    for (field, value) in [
        ("id", json!("begins-soon")),
        ("name", json!(name)),
        ("conditions", json!([])),
        ("opens", json!(opens)),
    ] {
        document[field] = value;
    }
    let proposal = Proposal { document, ..Proposal::default() };
    let proposed = app.store.propose(Origin::Spreadsheet, &[proposal]).await.expect("the store answers");
    let [Proposed::Draft(id)] = proposed[..] else { panic!("nothing differs") };
    assert_eq!(app.store.publish(&[id]).await.expect("the store answers"), Decided::Done);
}

async fn what_began_since_the_last_visit_is_told(database: TestDatabase) {
    const NAME: &str = "もうすぐ始まる支援";
    let app = TestApp::new(database).await;
    publish(&app, NAME, "2026-11-24").await;
    let key = app.submitted(&[]).await;
    let client = agreed(&app, &key, &Browser::of_staff(&app, Role::Adviser).await).await;
    let mut told = Vec::new();
    // Twice on a day: the visit before is that of another day.
    for day in ["2026-11-23", "2026-11-24", "2026-11-24", "2026-11-26"] {
        app.database.clock.set(at(&format!("{day}T09:00:00+09:00")));
        let adviser = Browser::of_staff(&app, Role::Adviser).await;
        let page = adviser.get(&client).await;
        let sections = html::elements(html::element(&page.body, "main"), "section");
        let opened = sections.into_iter().map(html::text).find(|text| text.starts_with(words::OPENED_TITLE));
        let opened = opened.unwrap_or_else(|| panic!("no such section: {}", page.text()));
        assert_ne!(opened.contains(NAME), opened.contains(words::OPENED_NONE), "{day}: {opened}");
        told.push(opened.contains(NAME));
    }
    assert_eq!(told, [false, true, true, false]);
}

async fn a_list_without_contacts_has_none(database: TestDatabase) {
    const CONTACT: &str = "082-999-9999";
    let app = TestApp::new(database).await;
    let who = app.enrolled(Role::Adviser).await;
    let member = app.store.member(&who.session).await.expect("the store answers").expect("a session");
    let agency = member.adviser().expect("somebody of an agency").agency;
    let adviser = Browser::signed_in(&app, &who.session);
    let key = DiagnosisKey::parse(&app.submitted(&[]).await).expect("a key");
    let contact = words::COLUMNS.iter().position(|column| *column == words::CONTACT).expect("a column");
    for (covers, expected) in [
        (Covers { answers: false, contact: true }, CONTACT),
        // What was shown once is not shown under what was agreed to later.
        (Covers::default(), ""),
        (Covers { answers: true, contact: false }, ""),
    ] {
        let agency = Some(agency);
        let grant = Grant { agency, shown: None, covers, term: Term::Year, name: "喫茶", contact: CONTACT };
        assert_eq!(app.store.grant(&key, grant).await.expect("the store answers"), Granted::Done);
        let rows = adviser.get("/agency/clients.csv").await.csv();
        assert_eq!((rows.len(), rows[1][contact].as_str()), (2, expected), "{covers:?}");
        let cookie = cookie_of(&who.session);
        let asked =
            request(Method::GET, "/agency/clients.xlsx", &[("cookie", cookie.as_str())], Body::empty());
        let (status, _, file) = app.bytes(asked).await;
        assert_eq!(status, 200);
        let tables = spreadsheet::read(&file).expect("a workbook");
        let rows = &tables[0].rows;
        assert_eq!(rows[0].cell(contact), &Cell::text(words::CONTACT));
        assert_eq!((rows.len(), rows[1].cell(contact)), (2, &Cell::text(expected)), "{covers:?}");
        let told = format!("{tables:?}{}", adviser.get("/agency").await.body);
        assert_eq!(told.contains(CONTACT), covers.contact, "{covers:?}");
    }
}
