//! Staff's own pages, as a browser meets them: enrolling, signing in, cookies, what was wanted, administering others.

use app::backend::{Invitation, Invited, LinkToken, Rosters, SignIns, StaffChange, StaffState};
use axum::http::Method;
use chrono::TimeDelta;
use domain::access::Role;
use server::auth::totp;
use tests::mail::{letters, secret_in};
use tests::provider::Provider;
use tests::staff::{ADDRESS, Enrollee, PASSWORD, from_base32, invited};
use tests::{Browser, Page, TestApp, TestDatabase, cookie_of, html, request};

tests::on_both_databases! {
    somebody_enrols_by_a_link,
    looking_at_a_link_changes_nothing,
    signing_in_leads_to_what_was_wanted,
    nobody_is_led_to_another_site,
    a_session_that_was_planted_is_not_taken,
    cookies_are_guarded,
    by_https_cookies_are_this_hosts_alone,
    by_https_what_was_typed_is_this_hosts_alone,
    wrong_passwords_are_told_alike,
    a_password_and_an_app_are_changed,
    one_signs_out,
    an_admin_invites_changes_and_disables,
    what_is_dangerous_is_confirmed_first,
    other_sites_send_no_form_of_somebody_who_is_signed_in,
    no_page_of_staff_is_shown_in_anothers_frame,
    an_admin_who_was_disabled_meanwhile_changes_nothing,
    ten_thousand_passwords_over_two_instances_stay_within_the_limits,
    a_code_signs_in_once_over_two_instances,
}

fn code(app: &TestApp, secret: &[u8]) -> String {
    use app::backend::Clock;
    totp::code(secret, totp::step(app.database.clock.now()))
}

fn later(app: &TestApp, by: TimeDelta) {
    use app::backend::Clock;
    app.database.clock.set(app.database.clock.now() + by);
}

/// The secret that a page shows to be typed.
fn secret_on(page: &Page) -> Vec<u8> {
    let text = page.element("main");
    let (_, rest) = text.split_once("アプリに打ち込む文字：").expect("a secret");
    let is_base32 = |c: &char| c.is_ascii_uppercase() || matches!(c, '2'..='7');
    let letters = rest.chars().take_while(|c| is_base32(c) || c.is_whitespace());
    from_base32(&letters.filter(is_base32).take(32).collect::<String>())
}

async fn enrol(app: &TestApp, browser: &Browser<'_>, link: &LinkToken) -> Vec<u8> {
    let page = format!("/staff/enrol/{}", link.as_str());
    let fields = [("link", link.as_str()), ("password", PASSWORD), ("again", PASSWORD)];
    assert_eq!(browser.post("/do/staff-enrol", &fields).await.see_other(), page);
    let shown = browser.get(&page).await;
    let code_to_read = shown.named("svg").into_iter().any(|svg| svg.get("class") == Some("qr"));
    assert!(code_to_read, "a code to be read by the app");
    let secret = secret_on(&shown);
    let fields = [("link", link.as_str()), ("code", &code(app, &secret))];
    assert_eq!(browser.post("/do/staff-enrol-app", &fields).await.see_other(), "/staff/codes");
    secret
}

/// Both pages of signing in, with the next code of the app.
async fn sign_in(app: &TestApp, browser: &Browser<'_>, who: &Enrollee, next: &str) -> Page {
    later(app, TimeDelta::seconds(30));
    let fields = [("address", who.address.as_str()), ("password", who.password), ("next", next)];
    let half = browser.post("/do/staff-sign-in", &fields).await;
    assert!(half.see_other().starts_with("/staff/code"), "{}", half.location());
    browser.post("/do/staff-code", &[("code", &code(app, &who.secret)), ("next", next)]).await
}

async fn somebody_enrols_by_a_link(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let link = invited(&app.store, Role::Officer, ADDRESS).await;
    let browser = Browser::new(&app);
    let page = browser.get(&format!("/staff/enrol/{}", link.as_str())).await;
    assert!(page.text().contains(ADDRESS), "{}", page.text());
    let weak = [("link", link.as_str()), ("password", "password1234"), ("again", "password1234")];
    let refused = browser.post("/do/staff-enrol", &weak).await;
    let refused = browser.follow(refused).await;
    assert!(refused.text().contains("よく使われていて"), "{}", refused.text());
    enrol(&app, &browser, &link).await;
    let codes = browser.get("/staff/codes").await;
    assert_eq!(html::elements(html::element(&codes.body, "main"), "li").len(), 10);
    assert_eq!(browser.post("/do/staff-codes-kept", &[]).await.see_other(), "/office");
    assert_eq!(browser.get("/office").await.status, 200);
    let gone = browser.get("/staff/codes").await.text();
    assert!(gone.contains("もう出せません"), "{gone}");
    let used = browser.get(&format!("/staff/enrol/{}", link.as_str())).await.text();
    assert!(used.contains("もう使われました"), "{used}");
}

async fn looking_at_a_link_changes_nothing(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let link = invited(&app.store, Role::Officer, ADDRESS).await;
    let path = format!("/staff/enrol/{}", link.as_str());
    for _ in 0..3 {
        let scanner = Browser::new(&app);
        assert_eq!((scanner.get(&path).await.status, scanner.head(&path).await.status), (200, 200));
    }
    enrol(&app, &Browser::new(&app), &link).await;
}

async fn signing_in_leads_to_what_was_wanted(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let (who, browser) = (app.enrolled(Role::Analyst).await, Browser::new(&app));
    let asked = browser.get("/office/funnel?period=R8").await;
    assert_eq!(asked.see_other(), "/staff/sign-in?next=%2Foffice%2Ffunnel%3Fperiod%3DR8");
    let form = browser.follow(asked).await;
    assert_eq!(form.hidden(), [("next".to_owned(), "/office/funnel?period=R8".to_owned())]);
    assert_eq!(
        sign_in(&app, &browser, &who, "/office/funnel?period=R8").await.see_other(),
        "/office/funnel?period=R8"
    );
    assert_eq!(browser.get("/office/funnel?period=R8").await.status, 200);
    let adviser = app.enrolled(Role::Adviser).await;
    assert_eq!(sign_in(&app, &Browser::new(&app), &adviser, "").await.see_other(), "/agency");
}

async fn nobody_is_led_to_another_site(database: TestDatabase) {
    let app = TestApp::new(database).await;
    for next in ["//evil.example", "https://evil.example/office", "/\\evil.example", "/office\r\nx: y", "/me"]
    {
        let who = app.enrolled(Role::Analyst).await;
        let browser = Browser::new(&app);
        assert_eq!(sign_in(&app, &browser, &who, next).await.see_other(), "/office", "{next}");
        later(&app, TimeDelta::seconds(30));
        let fields = [("password", who.password), ("code", &code(&app, &who.secret)), ("next", next)];
        assert_eq!(browser.post("/do/staff-confirm", &fields).await.see_other(), "/staff/sessions", "{next}");
    }
    let form = Browser::new(&app).get("/staff/sign-in?next=%2F%2Fevil.example").await;
    assert!(form.hidden().is_empty() && !form.body.contains("evil.example"));
}

async fn a_session_that_was_planted_is_not_taken(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let planted = app.enrolled(Role::Analyst).await;
    let (who, browser) = (app.enrolled(Role::Admin).await, Browser::new(&app));
    sign_in(&app, &browser, &who, "").await;
    let before = browser.cookie("staff").expect("a session");
    sign_in(&app, &browser, &who, "").await;
    let after = browser.cookie("staff").expect("a session");
    assert!(before != after && after != planted.session.as_str());
    let old = format!("staff={before}");
    let page = app.get_with("/office", &[("cookie", &old)]).await;
    assert_eq!(page.status, 303, "the former one is over");
}

async fn cookies_are_guarded(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let who = app.enrolled(Role::Admin).await;
    let page = sign_in(&app, &Browser::new(&app), &who, "").await;
    let cookies = page.headers.get_all("set-cookie").iter().map(|one| one.to_str().expect("ASCII"));
    let session = cookies.into_iter().find(|cookie| cookie.starts_with("staff=")).expect("a session");
    for part in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Max-Age=43200"] {
        assert!(session.contains(part), "{part}: {session}");
    }
    assert!(!session.contains("Secure"), "by http, on this machine only: {session}");
    assert!(!page.location().contains(session.split(['=', ';']).nth(1).expect("a value")));
}

async fn by_https_cookies_are_this_hosts_alone(database: TestDatabase) {
    let app = TestApp::by_https(database).await;
    let browser = Browser::new(&app);
    let link = invited(&app.store, Role::Officer, ADDRESS).await;
    let fields = [("link", link.as_str()), ("password", PASSWORD), ("again", PASSWORD)];
    let chosen = browser.post("/do/staff-enrol", &fields).await;
    let page = browser.get(&format!("/staff/enrol/{}", link.as_str())).await;
    let fields = [("link", link.as_str()), ("code", &code(&app, &secret_on(&page)))];
    let done = browser.post("/do/staff-enrol-app", &fields).await;
    assert_eq!(done.see_other(), "/staff/codes");
    let wrong = [("address", ADDRESS), ("password", "another-password")];
    let typed = browser.post("/do/staff-sign-in", &wrong).await;
    let right = [("address", ADDRESS), ("password", PASSWORD)];
    let half = browser.post("/do/staff-sign-in", &right).await;
    let mut names = Vec::new();
    for page in [chosen, done, typed, half] {
        names.extend(guarded(&page));
    }
    names.sort();
    names.dedup();
    let expected = [
        "__Host-staff",
        "__Host-staff-address",
        "__Host-staff-codes",
        "__Host-staff-enrol",
        "__Host-staff-half",
    ];
    assert_eq!(names, expected);
    assert_eq!(browser.get("/office").await.status, 200);
    let session = browser.cookie("__Host-staff").expect("a session");
    let planted = app.get_with("/office", &[("cookie", &format!("staff={session}"))]).await;
    assert!(planted.see_other().starts_with("/staff/sign-in"), "another host of the site can set that one");
}

/// The names of the cookies that a response sets, each of which is kept from scripts, other sites and plain http.
fn guarded(page: &Page) -> Vec<String> {
    let mut names = Vec::new();
    for cookie in page.headers.get_all("set-cookie") {
        let cookie = cookie.to_str().expect("ASCII");
        for part in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
            assert!(cookie.contains(part), "{part}: {cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
        let (name, value) = cookie.split_once('=').expect("a name");
        assert!(name.starts_with("__Host-"), "{cookie}");
        if !value.starts_with(';') {
            names.push(name.to_owned());
        }
    }
    names
}

async fn by_https_what_was_typed_is_this_hosts_alone(database: TestDatabase) {
    use app::backend::Clock;
    let provider = Provider::start(database.clock.now()).await;
    let app = TestApp::by_https_with_sign_on(database, provider.settings()).await;
    let nobody = Browser::new(&app);
    let left = nobody.get("/staff/sign-on?for=sign-in&next=%2Foffice%2Fplan").await;
    assert_eq!(guarded(&left), ["__Host-staff-trip", "__Host-staff-next"]);
    let key = app.submitted(&[]).await;
    let unfit = nobody.post("/do/share", &[("key", &key), ("name", "喫茶"), ("term", "3")]).await;
    assert!(unfit.see_other().starts_with(&format!("/diagnosis/{key}/share?said=")));
    assert_eq!(guarded(&unfit), ["__Host-dx-share"]);
    crate::access::cast::of_client(&app, &key, tests::staff::AGENCY).await;
    let hidden = nobody.get(&format!("/diagnosis/{key}/ask")).await.hidden();
    let nonce = hidden.iter().find(|(name, _)| name == "nonce").expect("a nonce").1.clone();
    let fields = [("key", key.as_str()), ("nonce", &nonce), ("topic", "other"), ("text", "相談")];
    let unfit = nobody.post("/do/ask", &fields).await;
    assert_eq!(unfit.see_other(), format!("/diagnosis/{key}/ask?said=unfit"));
    assert_eq!(guarded(&unfit), ["__Host-dx-request", "__Host-dx-request-text"]);
    let who = app.enrolled(Role::Adviser).await;
    let cookie = format!("__Host-{}", cookie_of(&who.session));
    let headers = [
        ("accept", "text/html"),
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("cookie", cookie.as_str()),
    ];
    let body = tests::encoded(&[("client", "1"), ("text", "電話する"), ("due", "2026-13-01")]);
    let unfit = app.send(request(Method::POST, "/do/client-task", &headers, body)).await;
    assert_eq!(unfit.see_other(), "/agency/clients/1?said=bad-day");
    assert_eq!(guarded(&unfit), ["__Host-staff-task"]);
}

async fn wrong_passwords_are_told_alike(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let who = app.enrolled(Role::Admin).await;
    let mut told = Vec::new();
    for address in [who.address.as_str(), "nobody@example.jp"] {
        let browser = Browser::new(&app);
        let fields = [("address", address), ("password", "another-password")];
        let answer = browser.post("/do/staff-sign-in", &fields).await;
        assert_eq!(answer.see_other(), "/staff/sign-in?said=wrong");
        let page = browser.follow(answer).await;
        assert!(page.body.contains(address) && !page.body.contains("another-password"));
        told.push(page.text().replace(address, "…"));
    }
    assert_eq!(told[0], told[1]);
}

async fn a_password_and_an_app_are_changed(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let (who, browser) = (app.enrolled(Role::Editor).await, Browser::new(&app));
    sign_in(&app, &browser, &who, "").await;
    assert_eq!(browser.get("/staff/password").await.status, 200);
    let fields = [("password", "yata-no-kagami-3"), ("again", "yata-no-kagami-3")];
    let answer = browser.post("/do/staff-password", &fields).await;
    assert_eq!(answer.see_other(), "/staff/sessions?said=password-changed");
    for _ in 0..2 {
        let page = browser.get("/staff/app").await;
        assert!(
            !page.body.contains("otpauth") && page.body.contains("/do/staff-new-app"),
            "looking makes nothing"
        );
    }
    assert_eq!(browser.post("/do/staff-new-app", &[]).await.see_other(), "/staff/app");
    let secret = secret_on(&browser.get("/staff/app").await);
    assert_eq!(browser.post("/do/staff-new-app", &[]).await.see_other(), "/staff/app");
    assert_eq!(secret_on(&browser.get("/staff/app").await), secret, "pressing twice");
    let wrong = browser.post("/do/staff-app", &[("code", "000000")]).await;
    assert_eq!(wrong.see_other(), "/staff/app?said=wrong");
    let answer = browser.post("/do/staff-app", &[("code", &code(&app, &secret))]).await;
    assert_eq!(answer.see_other(), "/staff/codes");
    let who = Enrollee { password: "yata-no-kagami-3", secret, ..who };
    let page = sign_in(&app, &Browser::new(&app), &who, "").await;
    assert_eq!(page.see_other(), "/office");
}

async fn one_signs_out(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let browser = Browser::of_staff(&app, Role::Editor).await;
    assert!(browser.get("/staff/sessions").await.text().contains("editor0@example.jp"));
    let answer = browser.post("/do/staff-end-session", &[("session", "this")]).await;
    assert_eq!(answer.see_other(), "/staff/sign-in?said=signed-out");
    assert_eq!(browser.cookie("staff"), None);
    assert_eq!(browser.get("/staff/sessions").await.see_other(), "/staff/sign-in?next=%2Fstaff%2Fsessions");
}

async fn an_admin_invites_changes_and_disables(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let fields = [("address", "Henshu@example.jp"), ("role", "editor"), ("agency", "")];
    assert_eq!(app.post("/do/invite-staff", &fields).await.see_other(), "/office/staff?said=invited");
    assert_eq!(app.post("/do/invite-staff", &fields).await.see_other(), "/office/staff?said=taken");
    let letter = letters(&app.database, "Henshu@example.jp").await.remove(0);
    let link = LinkToken::parse(&secret_in(&letter, "/staff/enrol/")).expect("the form of a link");
    let browser = Browser::new(&app);
    enrol(&app, &browser, &link).await;
    let entry = async || app.store.roster().await.expect("the store answers").staff.remove(1);
    let (id, state) = (entry().await.id.to_string(), entry().await.state);
    assert_eq!(state, StaffState::Active);
    assert_eq!(browser.get("/office/mail").await.status, 403);
    let fields = [("staff", id.as_str()), ("role", "officer")];
    let answer = app.post("/do/change-staff-role", &fields).await;
    assert_eq!(answer.see_other(), "/office/staff?said=role-changed");
    assert_eq!(browser.get("/office/mail").await.status, 200, "from the next request on");
    let answer = app.post("/do/disable-staff", &[("staff", &id)]).await;
    assert_eq!(answer.see_other(), "/office/staff?said=disabled");
    assert_eq!(browser.get("/office/mail").await.status, 303, "at once");
    let own = app.store.roster().await.expect("the store answers").staff[0].id.to_string();
    let answer = app.post("/do/disable-staff", &[("staff", &own)]).await;
    assert_eq!(answer.see_other(), "/office/staff?said=last-admin");
    let page = app.get("/office/staff").await.text();
    assert!(page.contains("henshu@example.jp") && page.contains("使えない"), "{page}");
    assert!(page.contains("また使えるようにして、もう一度招く"), "it says that they come in again: {page}");
    let log = app.get("/office/audit").await.text();
    for told in ["職員・支援員を使えなくした", "職員・支援員の役割を変えた", "admin0@example.jp"]
    {
        assert!(log.contains(told), "{told}: {log}");
    }
}

async fn what_is_dangerous_is_confirmed_first(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let (who, browser) = (app.enrolled(Role::Admin).await, Browser::new(&app));
    sign_in(&app, &browser, &who, "").await;
    assert_eq!(browser.get("/office/staff").await.status, 200);
    later(&app, TimeDelta::minutes(10));
    for (path, place) in [
        ("/office/staff", "/staff/confirm?next=%2Foffice%2Fstaff"),
        ("/staff/password", "/staff/confirm?next=%2Fstaff%2Fpassword"),
        ("/staff/app", "/staff/confirm?next=%2Fstaff%2Fapp"),
    ] {
        assert_eq!(browser.get(path).await.see_other(), place);
    }
    let fields = [("address", "henshu@example.jp"), ("role", "editor")];
    let answer = browser.post("/do/invite-staff", &fields).await;
    assert_eq!(answer.see_other(), "/staff/confirm?next=%2Foffice%2Fstaff");
    assert!(letters(&app.database, "henshu@example.jp").await.is_empty());
    let before = browser.cookie("staff");
    let fields = [("password", who.password), ("code", &code(&app, &who.secret)), ("next", "/office/staff")];
    assert_eq!(browser.post("/do/staff-confirm", &fields).await.see_other(), "/office/staff");
    assert_ne!(browser.cookie("staff"), before);
    assert_eq!(browser.get("/office/staff").await.status, 200);
}

async fn other_sites_send_no_form_of_somebody_who_is_signed_in(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let (admin, other) = (app.enrolled(Role::Admin).await, app.enrolled(Role::Admin).await);
    let id = app.store.roster().await.expect("the store answers").staff[1].id.to_string();
    let cookie = cookie_of(&admin.session);
    let send = async |headers: &[(&str, &str)], action: &str, fields: &[(&str, &str)]| {
        let form = ("content-type", "application/x-www-form-urlencoded");
        let all: Vec<_> = [form, ("accept", "text/html"), ("cookie", &cookie)]
            .into_iter()
            .chain(headers.iter().copied())
            .collect();
        app.send(request(Method::POST, action, &all, tests::encoded(fields))).await
    };
    let actions: [(&str, &[(&str, &str)]); 5] = [
        ("/do/disable-staff", &[("staff", &id)]),
        ("/do/change-staff-role", &[("staff", &id), ("role", "analyst")]),
        ("/do/invite-staff", &[("address", "evil@example.com"), ("role", "admin")]),
        ("/do/staff-end-session", &[("session", "others")]),
        ("/do/staff-password", &[("password", "evil-evil-evil-9"), ("again", "evil-evil-evil-9")]),
    ];
    for (action, fields) in actions {
        for headers in [
            &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")][..],
            &[("sec-fetch-site", "same-site"), ("origin", "https://other.example.jp")],
            &[("origin", "http://localhost:3001")],
            &[("origin", "null")],
        ] {
            let page = send(headers, action, fields).await;
            assert_eq!(page.status, 403, "{action} {headers:?}");
        }
    }
    let roster = app.store.roster().await.expect("the store answers").staff;
    assert_eq!(roster.len(), 2);
    assert!(roster.iter().all(|one| one.state == StaffState::Active && one.role == Role::Admin));
    assert!(app.store.member(&other.session).await.expect("the store answers").is_some());
    let fields = [("staff", id.as_str())];
    let own = send(&[("sec-fetch-site", "same-origin"), ("origin", "null")], "/do/disable-staff", &fields);
    assert_eq!(own.await.see_other(), "/office/staff?said=disabled", "the same from a page of ours");
}

async fn no_page_of_staff_is_shown_in_anothers_frame(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    for path in
        ["/office", "/office/staff", "/office/audit", "/staff/sign-in", "/staff/sessions", "/staff/confirm"]
    {
        let page = app.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(page.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        assert_eq!(page.header("cache-control"), "no-store", "{path}");
    }
}

async fn an_admin_who_was_disabled_meanwhile_changes_nothing(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let (boss, other) = (app.enrolled(Role::Admin).await, app.enrolled(Role::Editor).await);
    let staff = app.store.roster().await.expect("the store answers").staff;
    let id = |address: &str| staff.iter().find(|one| one.address == address).expect("somebody").id;
    let (boss_id, other_id) = (id(&boss.address), id(&other.address));
    let member = app.store.member(&boss.session).await.expect("the store answers").expect("a session");
    // As their request holds it that has come through the door.
    let theirs = app.store.acting_as(member.named());
    let tries = async || {
        let invitation = Invitation { address: "evil@example.com", role: Role::Admin, agency: None };
        assert_eq!(
            theirs.invite(invitation, "http://x").await.expect("the store answers"),
            Invited::NotPermitted
        );
        for told in [
            theirs.invite_again(other_id, "http://x").await,
            theirs.change_role(other_id, Role::Admin).await,
            theirs.disable(other_id).await,
        ] {
            assert_eq!(told.expect("the store answers"), StaffChange::NotPermitted);
        }
    };
    let done = theirs.change_role(other_id, Role::Analyst).await.expect("the store answers");
    assert_eq!(done, StaffChange::Done, "as long as they may");
    app.store.change_role(boss_id, Role::Officer).await.expect("the store answers");
    tries().await;
    app.store.change_role(boss_id, Role::Admin).await.expect("the store answers");
    app.store.disable(boss_id).await.expect("the store answers");
    tries().await;
    let after = app.store.roster().await.expect("the store answers").staff;
    let entry = after.iter().find(|one| one.id == other_id).expect("somebody");
    assert_eq!((after.len(), entry.role, entry.state), (3, Role::Analyst, StaffState::Active));
    assert!(letters(&app.database, "evil@example.com").await.is_empty());
}

/// Fifty senders and five addresses, one of them somebody's, with two hundred tries of each sender: a hundred of each come
/// past the sender's limit, ten for each address are looked at. A slow hash for all of them would take minutes.
async fn ten_thousand_passwords_over_two_instances_stay_within_the_limits(database: TestDatabase) {
    let second = database.shared();
    let apps = [TestApp::new(database).await, TestApp::new(second).await];
    let who = apps[0].enrolled(Role::Admin).await;
    let addresses: Vec<String> =
        (0..4).map(|number| format!("nobody{number}@example.jp")).chain([who.address.clone()]).collect();
    let tried = async |number: usize| {
        let (app, sender) = (&apps[number % 2], format!("203.0.{}.1", number % 50));
        let address = &addresses[number / 50 % 5];
        let headers = [
            ("accept", "text/html"),
            ("content-type", "application/x-www-form-urlencoded"),
            ("sec-fetch-site", "same-origin"),
            ("x-forwarded-for", sender.as_str()),
        ];
        let body = tests::encoded(&[("address", address), ("password", "another-password")]);
        let page = app.send(request(Method::POST, "/do/staff-sign-in", &headers, body)).await;
        match page.see_other() {
            "/staff/sign-in?said=wrong" => 1,
            "/staff/sign-in?said=too-often" => 0,
            other => panic!("{other}"),
        }
    };
    let mut looked_at = 0;
    for round in 0..200 {
        let fifty = (0..50).map(|number| tried(round * 50 + number));
        looked_at += futures::future::join_all(fifty).await.into_iter().sum::<usize>();
    }
    assert_eq!(looked_at, 50, "ten for each address, of ten thousand");
    let right = [("address", who.address.as_str()), ("password", who.password)];
    let told = Browser::new(&apps[1]).post("/do/staff-sign-in", &right).await;
    assert_eq!(told.see_other(), "/staff/sign-in?said=too-often", "not even the right one");
    later(&apps[0], TimeDelta::hours(1));
    let told = Browser::new(&apps[1]).post("/do/staff-sign-in", &right).await;
    assert_eq!(told.see_other(), "/staff/code");
}

async fn a_code_signs_in_once_over_two_instances(database: TestDatabase) {
    let second = database.shared();
    let apps = [TestApp::new(database).await, TestApp::new(second).await];
    let who = apps[0].enrolled(Role::Admin).await;
    let browsers = [Browser::new(&apps[0]), Browser::new(&apps[1])];
    for _ in 0..3 {
        later(&apps[0], TimeDelta::minutes(1));
        for browser in &browsers {
            let fields = [("address", who.address.as_str()), ("password", who.password)];
            assert_eq!(browser.post("/do/staff-sign-in", &fields).await.see_other(), "/staff/code");
        }
        let fields = [("code", code(&apps[0], &who.secret))];
        let fields = [(fields[0].0, fields[0].1.as_str())];
        let told = tokio::join!(
            browsers[0].post("/do/staff-code", &fields),
            browsers[1].post("/do/staff-code", &fields)
        );
        let mut places = [told.0.see_other(), told.1.see_other()];
        places.sort_unstable();
        assert_eq!(places, ["/office", "/staff/code?said=wrong"]);
    }
}
