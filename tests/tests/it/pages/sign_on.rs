//! Coming in by the prefecture's own sign-on, with a real provider at the other end of real requests.

use app::backend::{
    Action, AuditQuery, Audits, Clock, Rosters, SignIns, SignOnFault, StaffChange, StaffState, StaffToken,
};
use app::words::staff::sign_on_fault;
use chrono::TimeDelta;
use domain::access::Role;
use serde_json::json;
use server::auth::totp;
use server::config::SignOn;
use tests::provider::{CLIENT, NOWHERE, Provider, Says};
use tests::staff::{PASSWORD, enrolled, invited};
use tests::{Browser, HOST, Page, TestApp, TestDatabase};

tests::on_both_databases! {
    somebody_who_was_invited_comes_in,
    a_session_that_was_planted_ends,
    without_a_second_factor_ours_is_asked_for,
    only_those_come_in_whom_the_prefecture_has_invited,
    somebody_stays_who_they_are_whatever_their_address,
    what_is_not_to_be_believed_lets_nobody_in,
    the_way_back_is_ones_own_and_leads_back_once,
    what_is_dangerous_is_confirmed_there,
    keys_that_changed_are_read_anew,
    providers_differ,
    a_provider_that_does_not_answer_is_told,
    coming_back_in_vain_has_a_limit,
    without_settings_there_is_no_such_way,
}

const ADDRESS: &str = "hanako@example.jp";
const NAME: &str = "県の共通サインイン";

struct Stage {
    app: TestApp,
    provider: Provider,
}

impl Stage {
    async fn new(database: TestDatabase) -> Stage {
        Stage::with(database, |settings| settings).await
    }

    async fn with(database: TestDatabase, change: impl FnOnce(SignOn) -> SignOn) -> Stage {
        let provider = Provider::start(database.clock.now()).await;
        let settings = change(provider.settings());
        Stage { app: TestApp::with_sign_on(database, settings).await, provider }
    }

    fn later(&self, by: TimeDelta) {
        let now = self.app.database.clock.now() + by;
        self.app.database.clock.set(now);
        self.provider.now_is(now);
    }

    /// Goes there and comes back, as somebody.
    async fn trip(&self, browser: &Browser<'_>, from: &str, says: &Says) -> Page {
        self.provider.says(says.clone());
        let left = browser.get(from).await;
        browser.get(&self.provider.agreed(left.see_other())).await
    }

    async fn comes(&self, browser: &Browser<'_>, says: &Says) -> Page {
        self.trip(browser, "/staff/sign-on", says).await
    }

    /// Somebody does not get in, and is told why.
    async fn is_refused(&self, says: &Says, fault: SignOnFault) {
        let browser = Browser::new(&self.app);
        let back = self.comes(&browser, says).await;
        assert_eq!(back.see_other(), format!("/staff/sign-in?said={}", fault.code()), "{says:?}");
        assert_eq!(browser.cookie("staff"), None, "{says:?}");
        let told = browser.follow(back).await.text();
        assert!(told.contains(&sign_on_fault(fault, NAME)), "{told}");
    }

    async fn state(&self, address: &str) -> StaffState {
        let roster = self.app.store.roster().await.expect("the store answers");
        let found = roster.staff.iter().find(|one| one.address == address);
        found.unwrap_or_else(|| panic!("{address} is on the list")).state
    }
}

async fn somebody_who_was_invited_comes_in(database: TestDatabase) {
    let stage = Stage::new(database).await;
    invited(&stage.app.store, Role::Officer, ADDRESS).await;
    let browser = Browser::new(&stage.app);
    let shown = browser.get("/staff/sign-in?next=%2Foffice%2Fplan").await;
    let link =
        shown.named("a").into_iter().find(|a| a.get("href").is_some_and(|href| href.contains("sign-on")));
    let link = link.and_then(|a| a.get("href").map(str::to_owned)).expect("a way there");
    assert_eq!(link, "/staff/sign-on?for=sign-in&next=%2Foffice%2Fplan");

    let left = browser.get(&link).await;
    let asked = stage.provider.asked(left.see_other());
    for (name, value) in [
        ("response_type", "code"),
        ("client_id", CLIENT),
        ("redirect_uri", &format!("http://{HOST}/staff/signed-on")),
        ("scope", "openid email"),
        ("code_challenge_method", "S256"),
    ] {
        assert_eq!(asked.get(name), value);
    }
    assert!(!asked.has("prompt") && !asked.has("max_age"), "who is signed in there need not do it again");
    stage.provider.says(stage.provider.person("s-1", "Hanako@Example.JP"));
    let back = browser.get(&stage.provider.agreed(left.see_other())).await;
    assert_eq!(back.see_other(), "/office/plan", "and nothing of what opened it stays in the address");
    assert_eq!(browser.get("/office/plan").await.status, 200);
    assert_eq!((browser.cookie("staff-trip"), browser.cookie("staff-next")), (None, None));

    assert_eq!(stage.state(ADDRESS).await, StaffState::Active, "without any password");
    let log = stage.app.store.entries(&AuditQuery::default()).await.expect("the store answers");
    let of =
        |action: Action| log.items.iter().filter(|entry| entry.action == action.code()).collect::<Vec<_>>();
    assert_eq!(of(Action::LinkSignOn).len(), 1);
    let signed_in = of(Action::SignIn);
    assert_eq!(signed_in.len(), 1);
    assert_eq!(signed_in[0].after.as_ref().and_then(|after| after.get("by")), Some(&json!("sign-on")));

    let again = Browser::new(&stage.app);
    let back = stage.comes(&again, &stage.provider.person("s-1", ADDRESS)).await;
    assert_eq!(back.see_other(), "/office", "to what is theirs");
    let untold = Says { asked_at: None, ..stage.provider.person("s-1", ADDRESS) };
    let unproved = Browser::new(&stage.app);
    stage.comes(&unproved, &untold).await;
    let session = unproved.cookie("staff").and_then(|token| StaffToken::parse(&token)).expect("a session");
    let member = stage.app.store.member(&session).await.expect("the store answers").expect("them");
    assert!(!member.confirmed && !member.enrolled, "nobody knows when they were asked");
    let log = stage.app.store.entries(&AuditQuery::default()).await.expect("the store answers");
    assert_eq!(log.items.iter().filter(|entry| entry.action == Action::LinkSignOn.code()).count(), 1, "once");
}

async fn a_session_that_was_planted_ends(database: TestDatabase) {
    let stage = Stage::new(database).await;
    let other =
        enrolled(&stage.app.store, Role::Admin, "kanri@example.jp", stage.app.database.clock.now()).await;
    invited(&stage.app.store, Role::Officer, ADDRESS).await;
    let browser = Browser::signed_in(&stage.app, &other.session);
    stage.comes(&browser, &stage.provider.person("s-1", ADDRESS)).await;
    assert_ne!(browser.cookie("staff").as_deref(), Some(other.session.as_str()));
    let planted = Browser::signed_in(&stage.app, &other.session).get("/office").await;
    assert!(planted.see_other().starts_with("/staff/sign-in"), "it is over");
}

async fn without_a_second_factor_ours_is_asked_for(database: TestDatabase) {
    let stage = Stage::new(database).await;
    let one_factor =
        |subject: &str, address: &str| Says { amr: vec!["pwd"], ..stage.provider.person(subject, address) };
    invited(&stage.app.store, Role::Officer, "new@example.jp").await;
    stage.is_refused(&one_factor("s-2", "new@example.jp"), SignOnFault::NotProven).await;
    assert_eq!(stage.state("new@example.jp").await, StaffState::Invited, "nothing was kept of it");

    let who = enrolled(&stage.app.store, Role::Officer, ADDRESS, stage.app.database.clock.now()).await;
    stage.later(TimeDelta::seconds(30));
    let browser = Browser::new(&stage.app);
    let back =
        stage.trip(&browser, "/staff/sign-on?next=%2Foffice%2Fplan", &one_factor("s-1", ADDRESS)).await;
    assert_eq!(back.see_other(), "/staff/code?next=%2Foffice%2Fplan");
    assert_eq!(browser.cookie("staff"), None, "not yet");
    // One factor makes nobody known: their own name there is still theirs to bring.
    let owner = stage.provider.person("s-8", ADDRESS);
    assert_eq!(stage.comes(&Browser::new(&stage.app), &owner).await.see_other(), "/office");
    let code = totp::code(&who.secret, totp::step(stage.app.database.clock.now()));
    let done = browser.post("/do/staff-code", &[("code", &code), ("next", "/office/plan")]).await;
    assert_eq!(done.see_other(), "/office/plan");
    assert_eq!(browser.get("/office/plan").await.status, 200);
}

async fn only_those_come_in_whom_the_prefecture_has_invited(database: TestDatabase) {
    let stage = Stage::new(database).await;
    let (store, person) = (&stage.app.store, |address: &str| stage.provider.person("s-1", address));
    invited(store, Role::Officer, ADDRESS).await;
    invited(store, Role::Adviser, "adviser@example.jp").await;
    invited(store, Role::AgencyAdmin, "head@example.jp").await;
    for says in [
        person("nobody@example.jp"),
        person("adviser@example.jp"),
        person("head@example.jp"),
        Says { verified: Some(false), ..person(ADDRESS) },
        Says { verified: None, ..person(ADDRESS) },
        Says { address: None, ..person(ADDRESS) },
        Says { address: Some("no address".to_owned()), ..person(ADDRESS) },
        person("ｈａｎａｋｏ@example.jp"),
    ] {
        stage.is_refused(&says, SignOnFault::Unknown).await;
    }
    assert_eq!(stage.comes(&Browser::new(&stage.app), &person(ADDRESS)).await.see_other(), "/office");
}

async fn somebody_stays_who_they_are_whatever_their_address(database: TestDatabase) {
    let stage = Stage::new(database).await;
    let store = &stage.app.store;
    invited(store, Role::Officer, ADDRESS).await;
    let browser = Browser::new(&stage.app);
    stage.comes(&browser, &stage.provider.person("s-1", ADDRESS)).await;
    let renamed = stage.provider.person("s-1", "hanako.sato@example.jp");
    assert_eq!(stage.comes(&Browser::new(&stage.app), &renamed).await.see_other(), "/office");
    stage.is_refused(&stage.provider.person("s-2", ADDRESS), SignOnFault::Unknown).await;

    // Whoever is disabled is out, here and there; asked in again, they are known by their address once more.
    let roster = store.roster().await.expect("the store answers");
    let id = roster.staff.iter().find(|one| one.address == ADDRESS).expect("them").id;
    assert_eq!(store.disable(id).await.expect("the store answers"), StaffChange::Done);
    assert!(browser.get("/office").await.see_other().starts_with("/staff/sign-in"));
    stage.is_refused(&stage.provider.person("s-1", ADDRESS), SignOnFault::Unknown).await;
    let asked = store.invite_again(id, "http://localhost:3000").await.expect("the store answers");
    assert_eq!(asked, StaffChange::Done);
    assert_eq!(stage.state(ADDRESS).await, StaffState::Invited);
    let successor = stage.provider.person("s-2", ADDRESS);
    assert_eq!(stage.comes(&Browser::new(&stage.app), &successor).await.see_other(), "/office");
    stage.is_refused(&stage.provider.person("s-1", ADDRESS), SignOnFault::Unknown).await;
}

async fn what_is_not_to_be_believed_lets_nobody_in(database: TestDatabase) {
    let stage = Stage::new(database).await;
    invited(&stage.app.store, Role::Officer, ADDRESS).await;
    let person = stage.provider.person("s-1", ADDRESS);
    let now = stage.app.database.clock.now().timestamp();
    let instead = |name, value| Says { instead: vec![(name, value)], ..person.clone() };
    for says in [
        instead("nonce", json!("another")),
        instead("nonce", json!(null)),
        instead("aud", json!("somebody-else")),
        instead("aud", json!([CLIENT, "somebody-else"])),
        instead("iss", json!("http://127.0.0.1:1")),
        instead("exp", json!(now)),
        instead("sub", json!(null)),
        Says { key: 2, ..person.clone() },
        Says { unsigned: true, ..person.clone() },
        Says { forged: true, ..person.clone() },
    ] {
        stage.is_refused(&says, SignOnFault::Down).await;
    }
    assert_eq!(stage.state(ADDRESS).await, StaffState::Invited);
    let browser = Browser::new(&stage.app);
    let back = stage.comes(&browser, &person).await;
    assert_eq!(back.see_other(), "/office", "what is to be believed lets them in");
}

async fn the_way_back_is_ones_own_and_leads_back_once(database: TestDatabase) {
    let stage = Stage::new(database).await;
    invited(&stage.app.store, Role::Officer, ADDRESS).await;
    stage.provider.says(stage.provider.person("s-1", ADDRESS));
    let lost = format!("/staff/sign-in?said={}", SignOnFault::Lost.code());
    // Whoever lures somebody to their own way back signs them in as nobody.
    let (lurer, lured) = (Browser::new(&stage.app), Browser::new(&stage.app));
    let way = stage.provider.agreed(lurer.get("/staff/sign-on").await.see_other());
    assert_eq!(lured.get(&way).await.see_other(), lost, "not begun in this browser");
    lured.get("/staff/sign-on").await;
    assert_eq!(lured.get(&way).await.see_other(), lost, "begun, but not so");
    assert_eq!(lured.cookie("staff"), None);
    assert_eq!(lured.get("/staff/signed-on").await.see_other(), lost);
    // A code that was made up opens nothing.
    let state = way.split_once("&state=").expect("a state").1;
    let made_up = lurer.get(&format!("/staff/signed-on?code=made-up&state={state}")).await;
    assert_eq!(made_up.see_other(), format!("/staff/sign-in?said={}", SignOnFault::Down.code()));
    assert_eq!(lurer.get(&way).await.see_other(), lost, "a way back leads back once");

    let way = stage.provider.agreed(lurer.get("/staff/sign-on").await.see_other());
    assert_eq!(lurer.get(&way).await.see_other(), "/office");
    // Who is signed in had left to confirm, if anything.
    let once_more = format!("/staff/confirm?said={}", SignOnFault::Lost.code());
    assert_eq!(lurer.get(&way).await.see_other(), once_more);

    let turned = Browser::new(&stage.app);
    let left = turned.get("/staff/sign-on?next=%2Foffice%2Fplan").await;
    let state = stage.provider.asked(left.see_other()).get("state").to_owned();
    let back = turned.get(&format!("/staff/signed-on?error=access_denied&state={state}")).await;
    let stopped = format!("/staff/sign-in?said={}&next=%2Foffice%2Fplan", SignOnFault::Stopped.code());
    assert_eq!(back.see_other(), stopped);
    // The provider's own troubles are no turning back.
    let state = stage.provider.asked(turned.get("/staff/sign-on").await.see_other()).get("state").to_owned();
    let back = turned.get(&format!("/staff/signed-on?error=invalid_scope&state={state}")).await;
    assert_eq!(back.see_other(), format!("/staff/sign-in?said={}", SignOnFault::Down.code()));
    // Nobody is led to another site.
    let left = turned.get("/staff/sign-on?next=https%3A%2F%2Fevil.example%2Foffice").await;
    let back = turned.get(&stage.provider.agreed(left.see_other())).await;
    assert_eq!(back.see_other(), "/office");
}

async fn what_is_dangerous_is_confirmed_there(database: TestDatabase) {
    let stage = Stage::new(database).await;
    let store = &stage.app.store;
    for address in [ADDRESS, "taro@example.jp"] {
        invited(store, Role::Admin, address).await;
    }
    let browser = Browser::new(&stage.app);
    let now = stage.app.database.clock.now();
    let since_morning =
        Says { asked_at: Some(now - TimeDelta::hours(2)), ..stage.provider.person("s-1", ADDRESS) };
    stage.comes(&browser, &since_morning).await;
    let closed = browser.get("/office/staff").await;
    assert_eq!(closed.see_other(), "/staff/confirm?next=%2Foffice%2Fstaff", "they were asked two hours ago");
    let shown = browser.get("/staff/confirm?next=%2Foffice%2Fstaff").await;
    assert!(shown.text().contains("県の共通サインインで確かめる"), "{}", shown.text());

    let way = "/staff/sign-on?for=confirm&next=%2Foffice%2Fstaff";
    let left = browser.get(way).await;
    let asked = stage.provider.asked(left.see_other());
    assert_eq!((asked.get("prompt"), asked.get("max_age")), ("login", "0"));
    let place = |fault: SignOnFault| format!("/staff/confirm?said={}&next=%2Foffice%2Fstaff", fault.code());
    let not_asked = browser.get(&stage.provider.agreed(left.see_other())).await;
    assert_eq!(
        not_asked.see_other(),
        place(SignOnFault::NotAskedAgain),
        "it only says that it was signed in"
    );
    let told = browser.follow(not_asked).await.text();
    assert!(told.contains(&sign_on_fault(SignOnFault::NotAskedAgain, NAME)), "{told}");
    for (says, fault) in [
        (Says { asked_at: None, ..stage.provider.person("s-1", ADDRESS) }, SignOnFault::NotAskedAgain),
        (Says { amr: vec!["pwd"], ..stage.provider.person("s-1", ADDRESS) }, SignOnFault::NotAskedAgain),
        (
            Says { asked_at: Some(now + TimeDelta::days(1)), ..stage.provider.person("s-1", ADDRESS) },
            SignOnFault::NotAskedAgain,
        ),
        (
            Says { asked_at: Some(now - TimeDelta::minutes(5)), ..stage.provider.person("s-1", ADDRESS) },
            SignOnFault::NotAskedAgain,
        ),
        (stage.provider.person("s-2", "taro@example.jp"), SignOnFault::SomebodyElse),
        (stage.provider.person("s-3", "nobody@example.jp"), SignOnFault::SomebodyElse),
    ] {
        assert_eq!(stage.trip(&browser, way, &says).await.see_other(), place(fault), "{says:?}");
        assert!(browser.get("/office/staff").await.see_other().starts_with("/staff/confirm"));
    }
    let before = browser.cookie("staff");
    let back = stage.trip(&browser, way, &stage.provider.person("s-1", ADDRESS)).await;
    assert_eq!(back.see_other(), "/office/staff");
    assert_ne!(browser.cookie("staff"), before, "the session goes on under another token");
    assert_eq!(browser.get("/office/staff").await.status, 200);
    let log = store.entries(&AuditQuery::default()).await.expect("the store answers");
    assert_eq!(log.items.iter().filter(|entry| entry.action == Action::ConfirmStaff.code()).count(), 1);
    // Without a password they do what their role may, and are offered none that would be half of two.
    let fields = [("address", "shiro@example.jp"), ("role", "officer")];
    assert_eq!(browser.post("/do/invite-staff", &fields).await.see_other(), "/office/staff?said=invited");
    let own = browser.get("/staff/sessions").await.text();
    assert!(own.contains(app::words::staff::NOT_ENROLLED) && !own.contains("パスワードを変える"), "{own}");
    for page in ["/staff/password", "/staff/app"] {
        assert_eq!(browser.get(page).await.see_other(), "/staff/sessions", "{page}");
    }
    let fields = [("password", PASSWORD), ("again", PASSWORD)];
    assert_eq!(browser.post("/do/staff-password", &fields).await.see_other(), "/staff/sessions");
    assert_eq!(browser.post("/do/staff-new-app", &[]).await.see_other(), "/staff/sessions");
    // Whoever is signed in nowhere confirms nothing.
    let nobody = Browser::new(&stage.app);
    let back = stage.trip(&nobody, way, &stage.provider.person("s-1", ADDRESS)).await;
    assert_eq!(back.see_other(), place(SignOnFault::Lost));
}

async fn keys_that_changed_are_read_anew(database: TestDatabase) {
    let stage = Stage::new(database).await;
    invited(&stage.app.store, Role::Officer, ADDRESS).await;
    let person = stage.provider.person("s-1", ADDRESS);
    assert_eq!(stage.comes(&Browser::new(&stage.app), &person).await.see_other(), "/office");
    let changed = Says { key: 2, published_key: 2, ..person };
    // Within a minute they are not asked for again, whoever sends what.
    stage.is_refused(&changed, SignOnFault::Down).await;
    stage.later(TimeDelta::minutes(2));
    assert_eq!(stage.comes(&Browser::new(&stage.app), &changed).await.see_other(), "/office");
}

async fn providers_differ(database: TestDatabase) {
    let stage = Stage::with(database, |settings| SignOn { trusts_addresses: true, ..settings }).await;
    invited(&stage.app.store, Role::Officer, ADDRESS).await;
    let person = stage.provider.person("s-1", ADDRESS);
    stage.is_refused(&Says { verified: Some(false), ..person.clone() }, SignOnFault::Unknown).await;
    for says in
        [Says { verified: None, ..person.clone() }, Says { address_when_asked: true, ..person.clone() }]
    {
        assert_eq!(stage.comes(&Browser::new(&stage.app), &says).await.see_other(), "/office", "{says:?}");
    }
    stage.later(TimeDelta::hours(2));
    let in_body = Says { secret_in_body: true, ..person };
    assert_eq!(stage.comes(&Browser::new(&stage.app), &in_body).await.see_other(), "/office");
}

async fn a_provider_that_does_not_answer_is_told(database: TestDatabase) {
    let nowhere = |settings| SignOn { issuer: NOWHERE.to_owned(), ..settings };
    let stage = Stage::with(database, nowhere).await;
    let browser = Browser::new(&stage.app);
    let left = browser.get("/staff/sign-on?next=%2Foffice%2Fplan").await;
    let down = format!("/staff/sign-in?said={}&next=%2Foffice%2Fplan", SignOnFault::Down.code());
    assert_eq!(left.see_other(), down);
    let shown = browser.follow(left).await;
    assert!(shown.text().contains(&sign_on_fault(SignOnFault::Down, NAME)), "{}", shown.text());
    assert!(!shown.named("form").is_empty(), "the way by a password is still there");
}

async fn coming_back_in_vain_has_a_limit(database: TestDatabase) {
    let stage = Stage::new(database).await;
    invited(&stage.app.store, Role::Officer, ADDRESS).await;
    let nobody = stage.provider.person("s-9", "nobody@example.jp");
    let browser = Browser::new(&stage.app);
    let unknown = format!("/staff/sign-in?said={}", SignOnFault::Unknown.code());
    for _ in 0..100 {
        assert_eq!(stage.comes(&browser, &nobody).await.see_other(), unknown);
    }
    let too_often = format!("/staff/sign-in?said={}", SignOnFault::TooOften.code());
    let person = stage.provider.person("s-1", ADDRESS);
    assert_eq!(stage.comes(&browser, &person).await.see_other(), too_often);
    stage.later(TimeDelta::hours(1));
    for _ in 0..99 {
        assert_eq!(stage.comes(&browser, &nobody).await.see_other(), unknown);
    }
    // What was not in vain does not count.
    for _ in 0..3 {
        let own = stage.provider.person("s-1", ADDRESS);
        assert_eq!(stage.comes(&Browser::new(&stage.app), &own).await.see_other(), "/office");
    }
    assert_eq!(stage.comes(&browser, &nobody).await.see_other(), unknown);
    assert_eq!(stage.comes(&browser, &person).await.see_other(), too_often);
}

async fn without_settings_there_is_no_such_way(database: TestDatabase) {
    let app = TestApp::new(database).await;
    for path in ["/staff/sign-on", "/staff/signed-on", "/staff/signed-on?code=a&state=b"] {
        assert_eq!(app.get(path).await.status, 404, "{path}");
    }
    assert!(!app.get("/staff/sign-in").await.body.contains("sign-on"));
}
