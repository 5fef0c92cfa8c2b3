//! What officers and agencies send: an agency is added, says of itself what it is, asks its people in, and a diagnosis begins at
//! its place.

use app::backend::{Agencies, LinkToken, Rosters, StaffState};
use app::refusal::Refusal;
use app::words::agencies as words;
use chrono::TimeDelta;
use domain::access::{Act, Role};
use tests::agency::listed;
use tests::mail::{letters, secret_in};
use tests::staff::enrolled_in;
use tests::{Browser, Page, TestApp, TestDatabase, html};

use super::assert_refused;

tests::on_both_databases! {
    an_officer_adds_an_agency_and_asks_its_admin_in,
    an_agency_says_what_it_is,
    what_does_not_count_is_told_and_kept,
    a_foreign_agency_is_refused,
    forms_are_closed_to_whoever_may_not,
    what_is_dangerous_is_confirmed_first,
    closing_ends_at_once,
    a_diagnosis_begins_at_an_agencys_place,
}

fn now(app: &TestApp) -> chrono::DateTime<chrono::Utc> {
    app::backend::Clock::now(&app.database.clock)
}

/// The admin of an agency, signed in.
async fn leader<'a>(app: &'a TestApp, agency: &str, address: &str) -> Browser<'a> {
    let who = enrolled_in(&app.store, agency, (Role::AgencyAdmin, address), now(app)).await;
    Browser::signed_in(app, &who.session)
}

async fn id(app: &TestApp, agency: &str) -> String {
    let found = app.store.agency_named(agency).await.expect("the store answers");
    found.expect("an agency").to_string()
}

fn value(page: &Page, id: &str) -> String {
    let inputs = page.named("input");
    let input = inputs.iter().find(|input| input.get("id") == Some(id)).expect("the field");
    input.get("value").unwrap_or_default().to_owned()
}

async fn an_officer_adds_an_agency_and_asks_its_admin_in(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Officer).await;
    for (name, kind, said, problem) in [
        ("", "bank", "name", words::NAME_WRONG),
        ("三次広域商工会", "", "kind", words::KIND_WRONG),
        ("三次広域商工会", "castle", "kind", words::KIND_WRONG),
    ] {
        let answer = app.post("/do/add-agency", &[("name", name), ("kind", kind)]).await;
        assert!(
            answer.see_other().starts_with(&format!("/office/agencies?said={said}")),
            "{}",
            answer.location()
        );
        let page = app.follow(answer).await;
        assert!(page.element("div.error-summary").contains(problem) && page.title().starts_with("エラー"));
        assert_eq!(value(&page, "name"), name, "what was typed is kept");
    }
    let fields = [("name", "三次広域商工会"), ("kind", "commerce_society")];
    let answer = app.post("/do/add-agency", &fields).await;
    let id = id(&app, "三次広域商工会").await;
    let place = format!("/office/agencies/{id}");
    assert_eq!(answer.see_other(), format!("{place}?said=added"));
    let again = app.post("/do/add-agency", &fields).await;
    assert!(app.follow(again).await.text().contains(words::NAME_TAKEN));
    let wrong = [("agency", id.as_str()), ("address", "hanako"), ("role", "agency_admin")];
    let answer = app.post("/do/invite-agency-staff", &wrong).await;
    assert_eq!(answer.see_other(), format!("{place}?said=address"));
    let right = [("agency", id.as_str()), ("address", "hanako@example.jp"), ("role", "agency_admin")];
    let answer = app.post("/do/invite-agency-staff", &right).await;
    assert_eq!(answer.see_other(), format!("{place}?said=invited"));
    let letter = letters(&app.database, "hanako@example.jp").await.remove(0);
    assert!(LinkToken::parse(&secret_in(&letter, "/staff/enrol/")).is_some());
    let page = app.get(&place).await;
    assert!(page.text().contains("hanako@example.jp") && page.text().contains("支援機関の管理者"));
    let list = app.get("/office/agencies").await.text();
    assert!(list.contains("三次広域商工会") && list.contains(&words::members(0, 1)), "{list}");
    let prefecture = [("agency", id.as_str()), ("address", "evil@example.com"), ("role", "admin")];
    let answer = app.post("/do/invite-agency-staff", &prefecture).await;
    assert_refused(&app, answer, Refusal::BadForm, "a role of the prefecture").await;
}

const PROFILE: [(&str, &str); 8] = [
    ("kind", "commerce_society"),
    ("about", "だれでも相談できます。"),
    ("place", "三次市十日市東3丁目"),
    ("phone", "0824-00-0000"),
    ("mail", "soudan@example.jp"),
    ("url", "https://example.jp/"),
    ("hours", "平日"),
    ("municipality[]", "34209"),
];

async fn an_agency_says_what_it_is(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let browser = leader(&app, "三次広域商工会", "leader@example.jp").await;
    let answer = browser.post("/do/agency-profile", &PROFILE).await;
    assert_eq!(answer.see_other(), "/agency/profile?said=saved");
    let page = browser.follow(answer).await;
    assert!(page.text().contains("紹介を保存しました"));
    assert_eq!(value(&page, "phone"), "0824-00-0000");
    assert!(page.inputs("municipality[]").contains(&("34209".to_owned(), true)));
    let public = app.get("/agencies?municipality=34209").await.text();
    assert!(public.contains("三次広域商工会") && public.contains("だれでも相談できます。"), "{public}");
    app.staff_signs_in(Role::Officer).await;
    let log = app.get("/office/audit?action=change-agency").await.text();
    for told in ["支援機関の紹介を変えた", "受け持つ市町", "三次市", "商工会", "leader@example.jp"]
    {
        assert!(log.contains(told), "{told}: {log}");
    }
}

async fn what_does_not_count_is_told_and_kept(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let browser = leader(&app, "三次広域商工会", "leader@example.jp").await;
    assert_eq!(browser.post("/do/agency-profile", &PROFILE).await.see_other(), "/agency/profile?said=saved");
    let wrong = [
        ("kind", "bank"),
        ("about", "</textarea><script>alert(1)</script>"),
        ("phone", "でんわ"),
        ("mail", "soudan"),
        ("url", "javascript:alert(1)"),
        ("municipality[]", "13101"),
        ("pain[]", "paperwork"),
    ];
    let answer = browser.post("/do/agency-profile", &wrong).await;
    assert_eq!(answer.see_other(), "/agency/profile", "nothing of it stands in the address");
    for _ in 0..2 {
        let page = browser.get("/agency/profile").await;
        let summary = page.element("div.error-summary");
        for field in ["phone", "mail", "url", "municipalities"] {
            let field = app::backend::ProfileField::parse(field).expect("a field");
            assert!(summary.contains(words::problem(field)), "{summary}");
            assert!(page.body.contains(&format!("href=\"#{}\"", field.code())));
        }
        assert!(page.title().starts_with("エラー"));
        assert_eq!((value(&page, "phone").as_str(), value(&page, "mail").as_str()), ("でんわ", "soudan"));
        assert_eq!(html::text(html::element(&page.body, "textarea")), wrong[1].1, "as text");
        assert!(!page.body.contains("<script>alert"));
        assert!(page.inputs("pain[]").contains(&("paperwork".to_owned(), true)));
    }
    assert!(
        app.get("/agencies").await.text().contains("だれでも相談できます。"),
        "businesses see what was saved"
    );
    let answer = browser.post("/do/drop-agency-profile", &[]).await;
    assert_eq!(answer.see_other(), "/agency/profile?said=dropped");
    assert_eq!(value(&browser.follow(answer).await, "phone"), "0824-00-0000");
}

async fn a_foreign_agency_is_refused(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let browser = leader(&app, "自分の商工会", "leader@example.jp").await;
    let other = listed(&app.store, "ほかの商工会", &[]).await;
    let stranger = enrolled_in(&app.store, "ほかの商工会", (Role::Adviser, "stranger@example.jp"), now(&app));
    let stranger = app.store.member(&stranger.await.session).await;
    use app::backend::SignIns;
    let stranger = stranger.expect("the store answers").expect("a session").id.to_string();
    let foreign = other.id.to_string();
    let own = id(&app, "自分の商工会").await;
    for (action, fields) in [
        ("agency-profile", vec![("agency", foreign.as_str()), ("kind", "bank"), ("phone", "119-119")]),
        ("drop-agency-profile", vec![("agency", &foreign)]),
        (
            "invite-agency-staff",
            vec![("agency", &foreign), ("address", "a@example.com"), ("role", "adviser")],
        ),
        ("disable-agency-staff", vec![("agency", &foreign), ("staff", &stranger)]),
        ("disable-agency-staff", vec![("agency", &own), ("staff", &stranger)]),
        ("disable-agency-staff", vec![("staff", &stranger)]),
        ("change-agency-staff-role", vec![("staff", &stranger), ("role", "agency_admin")]),
        ("invite-agency-staff-again", vec![("staff", &stranger)]),
        ("invite-agency-staff-again", vec![("staff", "99")]),
        ("agency-profile", vec![("agency", "x"), ("kind", "bank")]),
    ] {
        let answer = browser.post(&format!("/do/{action}"), &fields).await;
        assert_eq!(answer.see_other(), Refusal::PageNotFound.path(), "{action} {fields:?}");
    }
    assert_eq!(app.store.managed(other.id).await.expect("the store answers").expect("it").agency, other);
    let staff = app.store.roster_of(other.id).await.expect("the store answers");
    assert!(staff.len() == 1 && staff[0].state == StaffState::Active && staff[0].role == Role::Adviser);
    assert!(letters(&app.database, "a@example.com").await.is_empty());
}

async fn forms_are_closed_to_whoever_may_not(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let agency = listed(&app.store, "商工会", &[]).await.id.to_string();
    for action in [
        "agency-profile",
        "drop-agency-profile",
        "invite-agency-staff",
        "invite-agency-staff-again",
        "change-agency-staff-role",
        "disable-agency-staff",
    ] {
        let fields =
            [("agency", agency.as_str()), ("staff", "1"), ("role", "adviser"), ("address", "a@b.jp")];
        let action = format!("/do/{action}");
        let nobody = Browser::new(&app).post(&action, &fields).await;
        assert_eq!(nobody.see_other(), "/staff/sign-in?said=over", "{action}");
        for (role, act) in [
            (Role::Adviser, Act::ManageOwnAgency),
            (Role::Analyst, Act::ManageAgencies),
            (Role::Editor, Act::ManageAgencies),
        ] {
            let answer = Browser::of_staff(&app, role).await.post(&action, &fields).await;
            assert_eq!(answer.see_other(), Refusal::NotPermitted(act).path(), "{action} {role:?}");
        }
    }
}

async fn what_is_dangerous_is_confirmed_first(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let browser = leader(&app, "三次広域商工会", "leader@example.jp").await;
    let page = browser.get("/agency/staff").await;
    assert!(page.body.contains("/do/invite-agency-staff\"") && !page.text().contains(words::CONFIRM_FIRST));
    app.database.clock.set(now(&app) + TimeDelta::minutes(10));
    let page = browser.get("/agency/staff").await;
    assert!(page.text().contains(words::CONFIRM_FIRST) && !page.body.contains("/do/invite-agency-staff"));
    assert!(page.text().contains("leader@example.jp"), "they are seen all the same");
    let fields = [("address", "hanako@example.jp"), ("role", "adviser"), ("staff", "1")];
    for action in [
        "invite-agency-staff",
        "invite-agency-staff-again",
        "change-agency-staff-role",
        "disable-agency-staff",
    ] {
        let answer = browser.post(&format!("/do/{action}"), &fields).await;
        assert_eq!(answer.see_other(), "/staff/confirm?next=%2Fagency%2Fstaff", "{action}");
    }
    assert!(letters(&app.database, "hanako@example.jp").await.is_empty());
    let answer = browser.post("/do/agency-profile", &PROFILE).await;
    assert_eq!(answer.see_other(), "/agency/profile?said=saved", "that is not dangerous");
}

async fn closing_ends_at_once(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Officer).await;
    let browser = leader(&app, "三次広域商工会", "leader@example.jp").await;
    browser.post("/do/agency-profile", &PROFILE).await;
    assert!(app.get("/agencies").await.text().contains("三次広域商工会"));
    let id = id(&app, "三次広域商工会").await;
    let answer = app.post("/do/close-agency", &[("agency", &id)]).await;
    assert_eq!(answer.see_other(), "/office/agencies?said=closed");
    assert_eq!(browser.get("/agency/profile").await.see_other(), "/staff/sign-in?next=%2Fagency%2Fprofile");
    let answer = browser.post("/do/agency-profile", &PROFILE).await;
    assert_eq!(answer.see_other(), "/staff/sign-in?said=over");
    assert!(!app.get("/agencies").await.text().contains("三次広域商工会"));
    let page = app.get(&format!("/office/agencies/{id}")).await;
    assert!(page.text().contains(words::CLOSED_NOTE) && !page.body.contains("/do/invite-agency-staff"));
    let answer = app.post("/do/reopen-agency", &[("agency", &id)]).await;
    assert_eq!(answer.see_other(), "/office/agencies?said=reopened");
    assert!(app.get("/agencies").await.text().contains("三次広域商工会"));
    for other in ["99", "x", ""] {
        let answer = app.post("/do/close-agency", &[("agency", other)]).await;
        assert_eq!(answer.see_other(), Refusal::PageNotFound.path(), "{other}");
    }
    // It is dangerous: whoever has left their desk has to prove again who they are.
    app.database.clock.set(now(&app) + TimeDelta::minutes(10));
    let answer = app.post("/do/close-agency", &[("agency", &id)]).await;
    assert_eq!(answer.see_other(), "/staff/confirm?next=%2Foffice%2Fagencies");
    assert!(app.get("/agencies").await.text().contains("三次広域商工会"), "it is still open");
}

async fn a_diagnosis_begins_at_an_agencys_place(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let agency = listed(&app.store, "三次広域商工会", &["34207"]).await;
    let code = agency.code.expect("a code");
    let browser = Browser::new(&app);
    let begin = async |code: &str| {
        let answer = browser.post("/do/start", &[("agency", code)]).await;
        answer.see_other().strip_prefix("/diagnosis/").expect("a diagnosis").to_owned()
    };
    let key = begin(code.as_str()).await;
    for (question, raw) in &tests::answers(&[]) {
        let key = app::backend::DiagnosisKey::parse(&key).expect("a key");
        use app::backend::Diagnoses;
        app.store.save_answer(&key, question, raw).await.expect("the store answers");
    }
    browser.post("/do/submit", &[("key", &key)]).await;
    let page = browser.get(&format!("/diagnosis/{key}/result")).await;
    assert!(page.text().contains(&words::begun_at("三次広域商工会")), "{}", page.text());
    assert!(page.body.contains(&format!("href=\"/diagnosis/{key}/share\"")));
    for unknown in ["", "00000000", "x", "'; drop table agency; --"] {
        let key = begin(unknown).await;
        let key = app::backend::DiagnosisKey::parse(&key).expect("it just starts");
        assert_eq!(app.store.origin(&key).await.expect("the store answers"), None, "{unknown}");
    }
}
