//! Asking for advice, by forms and redirects alone; what the agency then sees and does, and what officers see of it.

use std::collections::BTreeSet;

use app::backend::{DiagnosisKey, Requests};
use app::refusal::Refusal;
use app::words::requests::{self as words, Said};
use app::words::{agencies as agency_words, agency as places, common, staff as staff_words};
use domain::access::{Act, Role};
use domain::request::State;
use tests::mail::received;
use tests::requests::{Desk, agency};
use tests::staff::{assert_closed, assert_closed_to_others, assert_form_closed};
use tests::{Browser, Page, TestApp, TestDatabase, at, html};

use super::{assert_refused, path};

tests::on_both_databases! {
    from_the_result_to_an_answer,
    everything_that_is_wrong_is_said_at_once_and_kept,
    what_was_typed_stays_text,
    the_agency_is_named_before_it_is_sent,
    where_nobody_is_to_be_asked_the_way_on_is_shown,
    three_that_wait_are_enough,
    forms_that_are_not_ours_are_refused,
    it_is_handed_over_by_a_press_of_the_business,
    agencies_pages_are_theirs_alone,
    what_is_anothers_is_not_there,
    officers_see_how_fast_and_nothing_else,
    closing_an_agency_says_what_ends_and_the_business_reads_it,
}

const SECRET: &str = "ひみつの相談です";
const NAME: &str = "三次の花子";

/// The form as a browser sends it: with what it holds already.
async fn send(browser: &Browser<'_>, key: &str, fields: &[(&str, &str)]) -> Page {
    let hidden = browser.get(&path(key, "ask")).await.hidden();
    let nonce = hidden.iter().find(|(name, _)| name == "nonce").expect("a nonce").1.clone();
    let mut all = vec![("key", key), ("nonce", nonce.as_str())];
    all.extend(fields);
    browser.post("/do/ask", &all).await
}

const GOOD: [(&str, &str); 4] =
    [("topic", "other"), ("text", SECRET), ("name", NAME), ("phone", "０８２４-12-3456")];

fn asked(key: &str, said: &str) -> String {
    format!("{}?said={said}", path(key, "ask"))
}

async fn yorozu(app: &TestApp) -> Desk {
    agency(&app.database, &app.store, ("よろず支援拠点", "yorozu"), (&[], &[])).await
}

/// How many requests a business has.
async fn count(app: &TestApp, key: &str) -> usize {
    let key = DiagnosisKey::parse(key).expect("a key");
    app.store.own_requests(&key).await.expect("the store answers").len()
}

/// The ids in the addresses of an agency's list.
async fn listed(browser: &Browser<'_>) -> Vec<String> {
    let page = browser.get("/agency/requests").await;
    assert_eq!(page.status, 200, "{}", page.text());
    let links = page.named("a").into_iter().filter_map(|a| a.get("href").map(str::to_owned));
    links.filter_map(|href| href.strip_prefix("/agency/requests/").map(str::to_owned)).collect()
}

/// As every page: one title, one heading, no id twice, a caption for each table.
fn assert_whole(page: &Page) {
    assert_eq!((page.status, page.named("title").len(), page.named("h1").len()), (200, 1, 1));
    assert!(page.title().ends_with(&format!("｜{}", common::SITE_TITLE)), "{}", page.title());
    let ids: Vec<String> = page.tags().iter().filter_map(|tag| tag.get("id").map(str::to_owned)).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an id twice in {ids:?}");
    assert_eq!(page.named("table").len(), page.named("caption").len());
    assert_eq!((page.header("cache-control"), page.header("x-robots-tag")), ("no-store", "noindex"));
}

async fn from_the_result_to_an_answer(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let desk = yorozu(&app).await;
    let (browser, adviser) = (Browser::new(&app), Browser::signed_in(&app, &desk.session));
    let key = app.submitted(&[]).await;
    let result = browser.get(&path(&key, "result")).await;
    assert!(result.named("a").iter().any(|a| a.get("href") == Some(&path(&key, "ask"))));
    let form = browser.get(&path(&key, "ask")).await;
    assert_eq!((form.status, form.heading().as_str()), (200, words::TITLE));
    assert!(form.text().contains(words::SEEN), "what the agency sees stands beside the button");
    assert!(form.text().contains(&words::goes_to("よろず支援拠点")), "{}", form.text());
    let sent = send(&browser, &key, &GOOD).await;
    assert_eq!(sent.see_other(), asked(&key, "sent"));
    let page = browser.follow(sent).await;
    assert!(page.text().contains(Said::Sent.sentence()) && page.text().contains("よろず支援拠点"));
    assert!(page.text().contains(words::state(State::Waiting)));
    assert!(
        !page.body.contains(SECRET) && !page.body.contains(NAME),
        "what was sent is shown to nobody else"
    );
    let mails = received(&app.database).await;
    let [mail] = mails.as_slice() else { panic!("{mails:?}") };
    assert!(mail.to == desk.address && mail.text.contains("/agency/requests"), "{mail:?}");
    let list = adviser.get("/agency/requests").await;
    assert_whole(&list);
    assert_eq!(list.heading(), places::REQUESTS);
    assert!(list.text().contains(NAME) && !list.text().contains(SECRET));
    let id = listed(&adviser).await.remove(0);
    let detail = adviser.get(&format!("/agency/requests/{id}")).await;
    assert_whole(&detail);
    for said in [SECRET, NAME, "0824-12-3456", words::NOT_GIVEN, words::OTHER, words::RESULT_TEXT] {
        assert!(detail.text().contains(said), "{said}: {}", detail.text());
    }
    assert!(!detail.body.contains(&key) && !detail.text().contains("福山"), "nothing of the diagnosis");
    for _ in 0..2 {
        let marked = adviser.post("/do/answer-request", &[("request", &id)]).await;
        assert_eq!(marked.see_other(), format!("/agency/requests/{id}?said=answered"));
    }
    let detail = adviser.get(&format!("/agency/requests/{id}?said=answered")).await;
    assert!(detail.text().contains(Said::Answered.sentence()) && detail.text().contains(&desk.address));
    assert!(!detail.body.contains("/do/answer-request"), "nothing is left to be done");
    let page = browser.get(&path(&key, "ask")).await;
    assert!(page.text().contains(words::state(State::Answered)) && page.text().contains(words::ANSWERED_ON));
    let result = browser.get(&path(&key, "result")).await;
    assert!(result.text().contains(words::state(State::Answered)));
}

async fn everything_that_is_wrong_is_said_at_once_and_kept(database: TestDatabase) {
    let app = TestApp::new(database).await;
    yorozu(&app).await;
    let (browser, key) = (Browser::new(&app), app.submitted(&[("q10", "paperwork")]).await);
    let long = "あ".repeat(501);
    let long_name = "名".repeat(61);
    for (fields, sentences) in [
        (vec![], vec![words::NO_TOPIC, words::NO_TEXT, words::NO_NAME, words::NO_CONTACT]),
        (
            vec![
                ("topic", "paperwork"),
                ("text", long.as_str()),
                ("name", long_name.as_str()),
                ("phone", "12"),
            ],
            vec![words::LONG_TEXT, words::LONG_NAME, words::BAD_PHONE],
        ),
        (
            vec![("topic", "other"), ("text", " \r\n "), ("name", "  "), ("mail", "hanako")],
            vec![words::NO_TEXT, words::NO_NAME, words::BAD_MAIL],
        ),
        (
            vec![("text", "一行目\r\n二行目"), ("name", NAME), ("phone", "電話して"), ("mail", "a@b@c")],
            vec![words::NO_TOPIC, words::BAD_PHONE, words::BAD_MAIL],
        ),
    ] {
        let sent = send(&browser, &key, &fields).await;
        assert_eq!(sent.see_other(), asked(&key, "unfit"));
        let page = browser.follow(sent).await;
        assert!(page.title().starts_with(common::ERROR), "{}", page.title());
        let summary = html::element(&page.body, "div.error-summary").to_owned();
        assert_eq!(
            html::tags(&summary).iter().filter(|tag| tag.name == "a").count(),
            sentences.len(),
            "{summary}"
        );
        for sentence in &sentences {
            assert!(summary.contains(sentence), "{sentence}: {summary}");
        }
        let targets: Vec<String> = html::tags(&summary)
            .iter()
            .filter_map(|tag| tag.get("href")?.strip_prefix('#').map(str::to_owned))
            .collect();
        for target in targets {
            assert!(page.tags().iter().any(|tag| tag.get("id") == Some(&target)), "{target} leads nowhere");
        }
        let typed = |name: &str| {
            fields.iter().find(|(field, _)| *field == name).map_or("", |(_, value)| value.trim()).to_owned()
        };
        for name in ["name", "phone", "mail"] {
            assert_eq!(page.inputs(name)[0].0, typed(name), "{name} is kept");
        }
        assert_eq!(page.element("textarea"), html::text(&typed("text").replace("\r\n", "\n")), "kept");
        let chosen: Vec<String> =
            page.inputs("topic").into_iter().filter(|(_, on)| *on).map(|(value, _)| value).collect();
        assert_eq!(
            chosen,
            [typed("topic")].into_iter().filter(|topic| !topic.is_empty()).collect::<Vec<_>>()
        );
    }
    assert_eq!((count(&app, &key).await, received(&app.database).await.len()), (0, 0));
    // Sent at last, nothing is left of it in the browser.
    let sent = send(&browser, &key, &GOOD).await;
    assert_eq!(sent.see_other(), asked(&key, "sent"));
    assert_eq!((browser.cookie("dx-request"), browser.cookie("dx-request-text")), (None, None));
    // Whatever the cookies hold, the page is shown.
    for cookie in ["dx-request=zz", "dx-request=7b7d; dx-request-text=ff", "dx-request="] {
        assert_eq!(app.get_with(&asked(&key, "unfit"), &[("cookie", cookie)]).await.status, 200, "{cookie}");
    }
}

async fn what_was_typed_stays_text(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let desk = yorozu(&app).await;
    let (browser, key) = (Browser::new(&app), app.submitted(&[]).await);
    let evil = "</textarea><script>alert(1)</script>&lt;";
    let sent = send(&browser, &key, &[("text", evil), ("name", "</title><script>alert(2)</script>")]).await;
    let page = browser.follow(sent).await;
    assert!(!page.body.contains("<script>alert"), "{}", page.body);
    assert!(page.body.contains("&lt;/textarea>&lt;script>alert(1)&lt;/script>&amp;lt;"), "{}", page.body);
    let fields = [
        ("topic", "other"),
        ("text", evil),
        ("name", "</title><script>alert(2)</script>"),
        ("phone", "0824123456"),
    ];
    assert_eq!(send(&browser, &key, &fields).await.see_other(), asked(&key, "sent"));
    let adviser = Browser::signed_in(&app, &desk.session);
    let id = listed(&adviser).await.remove(0);
    for place in ["/agency/requests".to_owned(), format!("/agency/requests/{id}")] {
        let page = adviser.get(&place).await;
        assert_whole(&page);
        assert!(!page.body.contains("<script>alert"), "{}", page.body);
    }
}

async fn the_agency_is_named_before_it_is_sent(database: TestDatabase) {
    let app = TestApp::new(database).await;
    yorozu(&app).await;
    agency(&app.database, &app.store, ("帳簿の会", "chobo"), (&[], &["accounting-invoice"])).await;
    let (browser, key) =
        (Browser::new(&app), app.submitted(&[("q10", "paperwork,accounting-invoice")]).await);
    let page = browser.get(&path(&key, "ask")).await;
    let topics: Vec<String> = page.inputs("topic").into_iter().map(|(value, _)| value).collect();
    assert_eq!(topics.len(), 3);
    assert_eq!(topics[2], "other", "all else comes last");
    let choices = html::text(html::element(&page.body, "div.choices"));
    assert!(choices.contains(&words::goes_to("帳簿の会")), "{choices}");
    let fields =
        [("topic", "accounting-invoice"), ("text", SECRET), ("name", NAME), ("mail", "hanako@example.jp")];
    let page = browser.follow(send(&browser, &key, &fields).await).await;
    assert!(page.element("li.case-card").contains("帳簿の会"), "{}", page.text());
    let mut to: Vec<String> = received(&app.database).await.into_iter().map(|mail| mail.to).collect();
    to.sort_unstable();
    assert_eq!(to, ["chobo@example.jp", "hanako@example.jp"]);
}

async fn where_nobody_is_to_be_asked_the_way_on_is_shown(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let (browser, key) = (Browser::new(&app), app.submitted(&[]).await);
    let page = browser.get(&path(&key, "ask")).await;
    assert!(page.text().contains(words::NOBODY) && !page.body.contains("/do/ask"), "{}", page.text());
    let links: Vec<String> =
        page.named("a").iter().filter_map(|a| a.get("href").map(str::to_owned)).collect();
    assert!(
        links.iter().any(|link| link == "/menus?kind=consultation")
            && links.iter().any(|link| link == "/agencies")
    );
    let nonce = "0".repeat(32);
    let mut fields = vec![("key", key.as_str()), ("nonce", nonce.as_str())];
    fields.extend(GOOD);
    let sent = browser.post("/do/ask", &fields).await;
    assert_eq!(sent.see_other(), asked(&key, "no-agency"), "it vanished meanwhile");
    assert_eq!(browser.follow(sent).await.status, 200);
}

async fn three_that_wait_are_enough(database: TestDatabase) {
    let app = TestApp::new(database).await;
    yorozu(&app).await;
    let (browser, key) = (Browser::new(&app), app.submitted(&[]).await);
    for _ in 0..3 {
        assert_eq!(send(&browser, &key, &GOOD).await.see_other(), asked(&key, "sent"));
    }
    let page = browser.get(&path(&key, "ask")).await;
    assert!(page.text().contains(words::ENOUGH) && !page.body.contains("/do/ask\""), "{}", page.text());
    let id = |page: &Page| page.hidden().into_iter().find(|(name, _)| name == "request").expect("an id").1;
    let withdrawn = browser.post("/do/withdraw-request", &[("key", &key), ("request", &id(&page))]).await;
    assert_eq!(withdrawn.see_other(), asked(&key, "withdrawn"));
    let page = browser.follow(withdrawn).await;
    assert!(page.text().contains(Said::Withdrawn.sentence()) && page.body.contains("/do/ask\""));
    assert!(page.text().contains(words::state(State::Withdrawn)));
}

async fn forms_that_are_not_ours_are_refused(database: TestDatabase) {
    let app = TestApp::new(database).await;
    yorozu(&app).await;
    let (key, open) = (app.submitted(&[]).await, app.answered(&[]).await);
    let nonce = "0123456789abcdef0123456789abcdef";
    let with = |key: &'static str, value: &str| (key, value.to_owned());
    let good = |key: &str| {
        let mut fields = vec![with("key", key), with("nonce", nonce)];
        fields.extend(GOOD.map(|(name, value)| with(name, value)));
        fields
    };
    let big = "あ".repeat(3_000);
    for (fields, changed, refusal) in [
        (good(&open), with("key", &open), Refusal::DiagnosisNotFound),
        (good(&key), with("key", "0"), Refusal::DiagnosisNotFound),
        (good(&key), with("nonce", "x"), Refusal::BadForm),
        (good(&key), with("topic", "nothing-we-know"), Refusal::BadForm),
        (good(&key), with("text", "a\0b"), Refusal::BadForm),
        (good(&key), with("text", &big), Refusal::TooLarge),
        (good(&key), with("name", &big), Refusal::TooLarge),
        (good(&key), with("mail", &big), Refusal::TooLarge),
    ] {
        let mut fields: Vec<(&str, String)> =
            fields.into_iter().filter(|(name, _)| *name != changed.0).collect();
        let what = format!("{} {}", changed.0, changed.1.chars().take(20).collect::<String>());
        fields.push(changed);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_refused(&app, app.post("/do/ask", &fields).await, refusal, &what).await;
    }
    assert_eq!(app.get(&path(&open, "ask")).await.status, 404, "no result, nothing to ask about");
    for (action, fields) in [
        ("withdraw-request", vec![("key", key.as_str()), ("request", "x")]),
        ("reply-to-offer", vec![("key", &key), ("request", "1"), ("to", "1"), ("reply", "maybe")]),
        ("reply-to-offer", vec![("key", &key), ("request", "1"), ("to", ""), ("reply", "yes")]),
    ] {
        assert_refused(&app, app.post(&format!("/do/{action}"), &fields).await, Refusal::BadForm, action)
            .await;
    }
    let none = app.post("/do/withdraw-request", &[("key", &key), ("request", "999")]).await;
    assert_refused(&app, none, Refusal::PageNotFound, "no such request").await;
    assert_eq!(count(&app, &key).await, 0);
}

async fn it_is_handed_over_by_a_press_of_the_business(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let first = agency(&app.database, &app.store, ("福山の商工会", "fukuyama"), (&["34207"], &[])).await;
    let other = yorozu(&app).await;
    let (browser, key) = (Browser::new(&app), app.submitted(&[]).await);
    let (one, two) = (Browser::signed_in(&app, &first.session), Browser::signed_in(&app, &other.session));
    send(&browser, &key, &GOOD).await;
    let id = listed(&one).await.remove(0);
    let to = other.adviser.agency.to_string();
    let page = one.get(&format!("/agency/requests/{id}")).await;
    assert!(page.named("option").iter().any(|option| option.get("value") == Some(&to)));
    let offered = one.post("/do/offer-request", &[("request", &id), ("to", &to)]).await;
    assert_eq!(offered.see_other(), format!("/agency/requests/{id}?said=asked"));
    let page = one.follow(offered).await;
    assert!(page.text().contains(&words::asked_about("よろず支援拠点")), "{}", page.text());
    assert_eq!((listed(&one).await.len(), listed(&two).await.len()), (1, 0));
    let page = browser.get(&path(&key, "ask")).await;
    assert!(page.text().contains(&words::offer("福山の商工会", "よろず支援拠点")), "{}", page.text());
    let reply = [("key", key.as_str()), ("request", &id), ("to", &to)];
    let no = browser.post("/do/reply-to-offer", &[&reply[..], &[("reply", "no")]].concat()).await;
    assert_eq!(no.see_other(), asked(&key, "kept"));
    assert_eq!((listed(&one).await.len(), listed(&two).await.len()), (1, 0));
    one.post("/do/offer-request", &[("request", &id), ("to", &to)]).await;
    let yes = browser.post("/do/reply-to-offer", &[&reply[..], &[("reply", "yes")]].concat()).await;
    assert_eq!(yes.see_other(), asked(&key, "handed-over"));
    assert!(browser.follow(yes).await.text().contains(Said::HandedOver.sentence()));
    assert_eq!((listed(&one).await.len(), listed(&two).await.len()), (0, 1));
    assert_eq!(one.get(&format!("/agency/requests/{id}")).await.status, 404);
    assert!(two.get(&format!("/agency/requests/{id}")).await.text().contains(SECRET));
}

async fn agencies_pages_are_theirs_alone(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let desk = yorozu(&app).await;
    let (browser, key) = (Browser::new(&app), app.submitted(&[]).await);
    send(&browser, &key, &GOOD).await;
    let id = listed(&Browser::signed_in(&app, &desk.session)).await.remove(0);
    for path in
        ["/agency/requests".to_owned(), format!("/agency/requests/{id}"), "/agency/requests/x".to_owned()]
    {
        assert_closed_to_others(&app, &path, Act::SeeClients).await;
    }
    let fields = [("request", id.as_str()), ("to", "1")];
    for action in ["/do/answer-request", "/do/offer-request"] {
        assert_form_closed(&app, action, &fields, Act::SeeClients).await;
    }
    assert_closed(&app, "/office/responses", Act::ReadFigures).await;
    assert_closed(&app, "/office/responses/table.csv", Act::ExportFigures).await;
    // Nothing of it reaches the officers' other pages either.
    app.staff_signs_in(Role::Admin).await;
    for place in ["/office/audit", "/office/mail", "/office/responses", "/office"] {
        let page = app.get(place).await;
        assert!(!page.body.contains(SECRET) && !page.body.contains(NAME), "{place}");
    }
}

async fn what_is_anothers_is_not_there(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let desk = agency(&app.database, &app.store, ("福山の商工会", "fukuyama"), (&["34207"], &[])).await;
    let other = yorozu(&app).await;
    let (browser, key) = (Browser::new(&app), app.submitted(&[]).await);
    send(&browser, &key, &GOOD).await;
    let id = listed(&Browser::signed_in(&app, &desk.session)).await.remove(0);
    let other = Browser::signed_in(&app, &other.session);
    let none = other.get("/agency/requests/999999").await;
    for place in [id.as_str(), "0", "x", "-1", "9999999999999999999999"] {
        let page = other.get(&format!("/agency/requests/{place}")).await;
        assert_eq!((page.status, page.text()), (404, none.text()), "{place}");
        assert!(!page.body.contains(NAME) && !page.body.contains(SECRET));
    }
    for (action, fields) in [
        ("/do/answer-request", vec![("request", id.as_str())]),
        ("/do/offer-request", vec![("request", &id), ("to", "1")]),
    ] {
        assert_eq!(other.post(action, &fields).await.see_other(), Refusal::PageNotFound.path(), "{action}");
        let unread = other.post(action, &[("request", "x")]).await;
        assert_eq!(unread.see_other(), Refusal::BadForm.path(), "{action}");
    }
}

async fn officers_see_how_fast_and_nothing_else(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let desk = yorozu(&app).await;
    let (browser, key) = (Browser::new(&app), app.submitted(&[]).await);
    for _ in 0..2 {
        send(&browser, &key, &GOOD).await;
    }
    app.database.clock.set(at("2026-11-25T10:00:00+09:00"));
    let waiting = desk.waiting().await;
    desk.answer(waiting[0]).await;
    app.staff_signs_in(Role::Analyst).await;
    let page = app.get("/office/responses").await;
    assert_eq!((page.status, page.heading().as_str()), (200, words::RESPONSES));
    assert_eq!(
        page.element("tbody"),
        "よろず支援拠点112120",
        "answered, in time, median, waiting, longest, handed over"
    );
    assert!(!page.body.contains(SECRET) && !page.body.contains(NAME) && !page.body.contains("yorozu@"));
    let rows = app.get("/office/responses/table.csv?lately=1").await.csv();
    assert_eq!(rows[0], words::COLUMNS);
    assert_eq!(rows[1], [words::LATELY, "よろず支援拠点", "1", "1", "2", "1", "2", "0"]);
    app.database.clock.set(at("2027-05-01T10:00:00+09:00"));
    app.staff_signs_in(Role::Analyst).await;
    let rows = app.get("/office/responses/table.csv?lately=1").await.csv();
    assert_eq!((rows[1][2].as_str(), rows[1][4].as_str(), rows[1][5].as_str()), ("0", "", "1"));
    app.staff_signs_in(Role::Editor).await;
    let page = app.get("/office/responses/table.csv").await;
    assert_eq!(page.status, 403);
    assert!(page.text().contains(&staff_words::only(Act::ExportFigures)), "{}", page.text());
}

async fn closing_an_agency_says_what_ends_and_the_business_reads_it(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let desk = yorozu(&app).await;
    let key = app.submitted(&[]).await;
    let (business, officer) = (Browser::new(&app), Browser::of_staff(&app, Role::Officer).await);
    let list = officer.get("/office/agencies").await;
    assert!(list.text().contains("0件") && !list.text().contains("返事待ちの相談1件も"), "{}", list.text());
    send(&business, &key, &GOOD).await;
    let list = officer.get("/office/agencies").await;
    assert!(list.text().contains(&agency_words::closing_ends(1)), "{}", list.text());
    for secret in [SECRET, NAME, "0824"] {
        assert!(!list.body.contains(secret), "{secret}");
    }
    let id = desk.adviser.agency.to_string();
    for _ in 0..2 {
        let closed = officer.post("/do/close-agency", &[("agency", &id)]).await;
        assert_eq!(closed.see_other(), "/office/agencies?said=closed");
    }
    assert!(!officer.get("/office/agencies").await.text().contains("返事待ちの相談1件も"));
    let page = business.get(&path(&key, "ask")).await;
    assert!(page.text().contains(&words::closed("よろず支援拠点")), "{}", page.text());
    assert!(!page.body.contains("/do/withdraw-request"), "there is nothing to take back");
    let result = business.get(&path(&key, "result")).await;
    assert!(result.text().contains(words::state(State::Closed)), "{}", result.text());
}
