//! Two businesses, each with an account, and a client of an agency of its own; somebody of every role; and what there is to
//! be opened.

use std::collections::BTreeMap;

use app::backend::{
    Accounts, Adviser, AskedAdvice, CaseloadQuery, Clients, Clock, Consents, DiagnosisKey, Grant, Granted,
    LookAt, NewTask, OfClient, Requests, Resumptions, Rosters, SessionToken, SignIns, StaffToken, Wanted,
};
use domain::access::Role;
use domain::consent::{Covers, Term};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use tests::doors::Visitor;
use tests::mail::{letters, secret_in};
use tests::requests;
use tests::staff::{self, invited};
use tests::{Browser, Page, TestApp, WITH_FILE, at, with_file};

use crate::pages::drafts::drafted;
use crate::store::publication::{RESPONDENTS, answered_by, done};

/// Ids, keys and tokens by their names.
pub type Things = BTreeMap<&'static str, String>;

/// Whose a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The first business's, or its agency's.
    One,
    /// The second's.
    Two,
    /// There is none.
    Nobodys,
}

impl Side {
    pub const ALL: [Side; 3] = [Side::One, Side::Two, Side::Nobodys];
}

/// Somebody with a browser.
pub struct Somebody<'a> {
    pub visitor: Visitor,
    pub side: Option<Side>,
    pub browser: Browser<'a>,
}

pub struct Cast<'a> {
    pub people: Vec<Somebody<'a>>,
    /// In the order of [`Side::ALL`].
    pub things: [Things; 3],
}

/// Another agency than that of the tests.
const OTHER_AGENCY: &str = "しょうばら商工会";

pub async fn cast(app: &TestApp) -> Cast<'_> {
    publish(app).await;
    let common = common(app).await;
    let (one, mut first) = side(app, "hanako@example.jp", staff::AGENCY).await;
    let (two, mut second) = side(app, "jiro@example.com", OTHER_AGENCY).await;
    first.extend(common.clone());
    second.extend(common);
    let (one_agency, other_agency) = (first["agency"].clone(), second["agency"].clone());
    first.insert("other_agency", other_agency);
    second.insert("other_agency", one_agency);
    let none = first.iter().map(|(name, value)| (*name, nobodys(value))).collect();
    let mut people = vec![Somebody { visitor: Visitor::Nobody, side: None, browser: Browser::new(app) }];
    for (browser, side, agency) in [(one, Side::One, staff::AGENCY), (two, Side::Two, OTHER_AGENCY)] {
        people.push(Somebody { visitor: Visitor::Business, side: Some(side), browser });
        for role in Role::ALL.into_iter().filter(|role| role.is_of_agency()) {
            let browser = Browser::of_agency(app, role, agency).await;
            people.push(Somebody { visitor: Visitor::Staff(role), side: Some(side), browser });
        }
    }
    for role in Role::ALL.into_iter().filter(|role| !role.is_of_agency()) {
        let browser = Browser::of_staff(app, role).await;
        people.push(Somebody { visitor: Visitor::Staff(role), side: None, browser });
    }
    Cast { people, things: [first, second, none] }
}

/// What nobody has, and yet looks like it.
fn nobodys(value: &str) -> String {
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { "999999".to_owned() } else { "0".repeat(value.len()) }
}

/// Open data, as of July.
async fn publish(app: &TestApp) {
    let now = app.database.clock.now();
    app.database.clock.set(at("2026-05-10T10:00:00+09:00"));
    answered_by(&app.store, &RESPONDENTS).await;
    app.database.clock.set(at("2026-07-01T00:00:00+09:00"));
    done(&app.store, "R8-Q1").await;
    app.database.clock.set(now);
}

/// What is no business's, and no agency's.
async fn common(app: &TestApp) -> Things {
    let draft = drafted(app, "marukei", "name", "名前".into()).await.to_string();
    let file = with_file("menus.csv", "id,名前\nmarukei,別の名前\n".as_bytes());
    let editor = Browser::of_staff(app, Role::Editor).await;
    let table = editor.post_body("/do/menu-table", WITH_FILE, file).await;
    let fixed = [
        ("question", "q03"),
        ("menu", "jizokuka-general-20"),
        ("pain", "paperwork"),
        ("indicator", "survey-dx-need-rate"),
        ("published", "survey-dx-uptake-rate"),
        ("plan", "sandbox-cum"),
        ("mail", "1"),
        ("set", "R8-Q1"),
        ("version", "v1"),
        ("file", "survey-indicators.csv"),
    ];
    let fixed = fixed.map(|(name, value)| (name, value.to_owned()));
    let made = [
        ("case", app.content.cases[0].id().to_owned()),
        ("draft", draft),
        ("table", last_part(table.see_other())),
    ];
    fixed.into_iter().chain(made).collect()
}

/// The last part of a path, without what was said.
pub fn last_part(path: &str) -> String {
    path.split('?').next().and_then(|path| path.rsplit('/').next()).expect("a path").to_owned()
}

/// A business with two diagnoses in an account, the first shown to an agency; its browser, and what is its own.
async fn side<'a>(app: &'a TestApp, address: &str, agency: &str) -> (Browser<'a>, Things) {
    let (key, spare) = (app.submitted(&[]).await, app.submitted(&[]).await);
    let browser = signed_in(app, address, &key).await;
    assert!(browser.post("/do/claim", &[("key", &spare)]).await.see_other().starts_with("/me"));
    let mut things = of_client(app, &key, agency).await;
    let client = things["client"].clone();
    things.extend(of_account(app, &browser, &client).await);
    things.extend(by_mail(app, &browser, (&key, address)).await);
    let parsed = DiagnosisKey::parse(&key).expect("a key");
    app.store.keep(&parsed, Wanted::Any).await.expect("the store answers");
    let code = app.store.code(&parsed).await.expect("the store answers").expect("a code");
    things.insert("code", code.code.as_str().to_owned());
    things.insert("key", key);
    things.insert("staff", colleague(app, agency).await);
    (browser, things)
}

/// A browser that has come in by a link.
async fn signed_in<'a>(app: &'a TestApp, address: &str, key: &str) -> Browser<'a> {
    let browser = Browser::new(app);
    browser.post("/do/sign-in", &[("address", address), ("key", key)]).await;
    let letter = letters(&app.database, address).await.pop().expect("a letter");
    let page = browser.get(&format!("/me/link/{}", secret_in(&letter, "/me/link/"))).await;
    assert_eq!(press(&browser, "/do/link", &page).await.see_other(), "/me");
    browser
}

async fn press(browser: &Browser<'_>, action: &str, page: &Page) -> Page {
    let fields = page.hidden();
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(action, &fields).await
}

/// The consent of a business to an agency, and what is written down under it.
pub async fn of_client(app: &TestApp, key: &str, agency: &str) -> Things {
    let adviser = adviser(app, agency).await;
    let covers = Covers { answers: true, contact: true };
    let mut things = agreed(app, (key, adviser), (covers, Term::Year)).await;
    things.insert("agency", adviser.agency.to_string());
    things.insert("request", asked(app, key, adviser.agency).await);
    things.insert("start", start_code(app, agency).await);
    things
}

/// Something that the business asks this agency for: whoever fits it best, it is this one's.
async fn asked(app: &TestApp, key: &str, agency: i64) -> String {
    let key = DiagnosisKey::parse(key).expect("a key");
    let new = requests::request(&key, "other", key.as_str());
    assert_eq!(requests::ask(&app.store, &new).await, AskedAdvice::Sent);
    let own = app.store.own_requests(&key).await.expect("the store answers");
    let id = own[0].id;
    let given = Query::update()
        .table("advice_request")
        .value("agency_id", agency)
        .and_where(Expr::col("id").eq(id))
        .take();
    app.database.connection().await.execute(&given).await.expect("the database answers");
    id.to_string()
}

/// What stands in the address by which a diagnosis begins at an agency's place.
async fn start_code(app: &TestApp, agency: &str) -> String {
    let code = Query::select().column("code").from("agency").and_where(Expr::col("name").eq(agency)).take();
    let row = app.database.connection().await.query_one(&code).await.expect("the database answers");
    row.expect("an agency").try_get_by("code").expect("a code")
}

/// Somebody new of an agency.
pub async fn adviser(app: &TestApp, agency: &str) -> Adviser {
    let session: StaffToken = app.enrolled_of(Role::Adviser, agency).await.session;
    let member = app.store.member(&session).await.expect("the store answers").expect("a session");
    member.adviser().expect("somebody of an agency")
}

/// A business agrees; then something is proposed to it, and to be done.
pub async fn agreed(
    app: &TestApp,
    (key, adviser): (&str, Adviser),
    (covers, term): (Covers, Term),
) -> Things {
    let (store, key) = (&app.store, DiagnosisKey::parse(key).expect("a key"));
    let contact = if covers.contact { "082-000-0000" } else { "" };
    let grant = Grant { agency: Some(adviser.agency), shown: None, covers, term, name: "", contact };
    assert_eq!(store.grant(&key, grant).await.expect("the store answers"), Granted::Done);
    let clients = store.caseload(adviser, &CaseloadQuery::default()).await.expect("the store answers");
    let id = clients.clients.items.iter().map(|client| client.id).max().expect("a client");
    let task = NewTask { text: "訪問する", due_on: None, owner: adviser.staff, after: 0 };
    store.add_task(adviser, id, task).await.expect("the store answers");
    store.propose_menu(adviser, id, "marukei").await.expect("the store answers");
    let client = Clients::client(store, adviser, id, LookAt::Result).await.expect("the store answers");
    let OfClient::Done(client) = client else { panic!("under the consent") };
    let shares = store.shares(&key).await.expect("the store answers").expect("a submitted diagnosis");
    Things::from([
        ("client", id.to_string()),
        ("task", client.tasks[0].id.to_string()),
        ("proposal", client.proposals[0].id.to_string()),
        ("consent", shares.consents[0].id.to_string()),
    ])
}

/// The diagnosis of the client, and the business that is no client.
async fn of_account(app: &TestApp, browser: &Browser<'_>, client: &str) -> Things {
    let session = SessionToken::parse(&browser.cookie("dx-me").expect("a session")).expect("a token");
    let mine = app.store.mine(&session).await.expect("the store answers").expect("a session");
    let (own, spare): (Vec<_>, Vec<_>) =
        mine.businesses.iter().partition(|business| business.id.to_string() == client);
    Things::from([("diagnosis", own[0].diagnoses[0].id.to_string()), ("spare", spare[0].id.to_string())])
}

/// What letters bring: of a subscription, one that is not confirmed, a link into an account, an invitation.
async fn by_mail(app: &TestApp, browser: &Browser<'_>, (key, address): (&str, &str)) -> Things {
    let confirmed = confirm_link(app, browser, (key, &format!("a-{address}"))).await;
    let own = browser.post("/do/confirm-notices", &[("token", &confirmed)]).await;
    let confirm = confirm_link(app, browser, (key, &format!("b-{address}"))).await;
    let asked = format!("c-{address}");
    Browser::new(app).post("/do/sign-in", &[("address", &asked)]).await;
    let letter = letters(&app.database, &asked).await.pop().expect("a letter");
    let enrol = invited(&app.store, Role::Editor, &format!("d-{address}")).await;
    Things::from([
        ("token", last_part(own.see_other())),
        ("confirm", confirm),
        ("link", secret_in(&letter, "/me/link/")),
        ("enrol", enrol.as_str().to_owned()),
    ])
}

async fn confirm_link(app: &TestApp, browser: &Browser<'_>, (key, address): (&str, &str)) -> String {
    let fields = [("key", key), ("address", address), ("wants[]", "new")];
    assert_eq!(browser.post("/do/subscribe", &fields).await.see_other(), "/notices/sent");
    let letter = letters(&app.database, address).await.pop().expect("a letter");
    secret_in(&letter, "/notices/confirm/")
}

/// The id of somebody of an agency who is there to be changed and shut out.
async fn colleague(app: &TestApp, agency: &str) -> String {
    let address = app.enrolled_of(Role::Adviser, agency).await.address;
    let roster = app.store.roster().await.expect("the store answers");
    let entry = roster.staff.iter().find(|entry| entry.address == address).expect("somebody");
    entry.id.to_string()
}
