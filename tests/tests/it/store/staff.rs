//! Staff: enrolling, signing in, how often one may try, how long one stays in, who administers whom.

use std::time::Instant;

use app::backend::{
    Action, Actor, AuditQuery, Audits, Chosen, Confirming, Credentials, Device, Ending, EnrolFault, Enrolled,
    Enrolling, Enrolments, Finishing, FirstStep, HalfToken, Invitation, Invited, LinkToken, NewPassword,
    Renewed, Rosters, SecondFactor, SecondStep, Sender, SignIns, StaffChange, StaffState, StaffToken,
    Weakness,
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::access::Role;
use futures::future::join_all;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::Query;
use server::auth::totp;
use server::store::{Added, AgencyAdded, Store};
use tests::mail::{MemoryTransport, letters, secret_in, worker};
use tests::staff::{ADDRESS, Enrollee, PASSWORD, begun, enrolled, invited};
use tests::{TestDatabase, at};

tests::on_both_databases! {
    a_link_lets_one_enrol_once,
    a_link_expires,
    another_browser_begins_anew,
    weak_passwords_are_refused,
    password_and_code_sign_in,
    a_code_is_taken_once_and_a_step_early_or_late,
    two_uses_of_one_code_at_once_make_one_session,
    a_recovery_code_works_once,
    known_and_unknown_addresses_are_answered_alike,
    the_limits_hold_across_instances,
    no_more_codes_than_the_limit_are_looked_at,
    ten_thousand_codes_over_two_instances_stay_within_the_limits,
    the_second_step_is_short_and_used_up,
    every_sign_in_has_a_token_of_its_own,
    sessions_end_when_idle_and_after_a_day,
    sessions_are_listed_and_ended_by_their_owner_only,
    what_is_dangerous_needs_password_and_code_again,
    a_password_changes_and_ends_other_sessions,
    an_app_changes_with_its_codes,
    who_is_disabled_is_out_at_once,
    the_last_admin_stays,
    invitations_go_by_mail_and_are_emptied,
    roles_of_agencies_need_one,
    a_changed_role_holds_at_once,
    the_database_tells_no_secret,
    of_links_that_expired_or_were_superseded_nothing_is_left,
    what_staff_does_about_signing_in_is_written_down,
    who_is_locked_out_is_written_down_once,
}

const BASE: &str = "https://shindan.example.jp";

async fn admin(database: &TestDatabase, store: &Store) -> Enrollee {
    enrolled(store, Role::Admin, ADDRESS, now(database)).await
}

fn now(database: &TestDatabase) -> DateTime<Utc> {
    use app::backend::Clock;
    database.clock.now()
}

fn later(database: &TestDatabase, by: TimeDelta) {
    database.clock.set(now(database) + by);
}

async fn first_as(store: &Store, sender: &str, address: &str, password: &str) -> FirstStep {
    let sender = Sender(sender.to_owned());
    store.first_step(Credentials { sender: &sender, address, password }).await.expect("the store answers")
}

async fn half(store: &Store, who: &Enrollee) -> HalfToken {
    match first_as(store, "a", &who.address, who.password).await {
        FirstStep::Half(half) => half,
        other => panic!("{other:?}"),
    }
}

async fn second(store: &Store, half: &HalfToken, code: &str) -> SecondStep {
    let given = SecondFactor { half, code, device: Device::Windows, former: None };
    store.second_step(given).await.expect("the store answers")
}

fn session(step: SecondStep) -> StaffToken {
    match step {
        SecondStep::SignedIn(session) => session,
        other => panic!("{other:?}"),
    }
}

/// Signs in with the next code.
async fn signed_in(database: &TestDatabase, store: &Store, who: &Enrollee) -> StaffToken {
    later(database, TimeDelta::seconds(30));
    let half = half(store, who).await;
    session(second(store, &half, &who.code(now(database))).await)
}

async fn lives(store: &Store, session: &StaffToken) -> bool {
    store.member(session).await.expect("the store answers").is_some()
}

async fn finish(store: &Store, link: &LinkToken, begun: &app::backend::BrowserToken, code: &str) -> Enrolled {
    let (browser, device) = (Some(begun), Device::Mac);
    let finishing = Finishing { link, browser, code, device, former: None };
    store.finish_enrolment(finishing).await.expect("the store answers")
}

async fn look(store: &Store, link: &LinkToken) -> Enrolling {
    store.look_at_enrolment(link, None).await.expect("the store answers")
}

async fn done(store: &Store, action: Action) -> Vec<(Actor, String)> {
    let query = AuditQuery { action: Some(action), ..AuditQuery::default() };
    let entries = store.entries(&query).await.expect("the store answers").items;
    let read = |actor: &str| Actor::parse(actor).expect("an actor");
    entries.into_iter().map(|entry| (read(&entry.actor), entry.subject)).collect()
}

async fn a_link_lets_one_enrol_once(database: TestDatabase) {
    let store = database.store().await.acting_as(Actor::Command("係".to_owned()));
    let link = invited(&store, Role::Admin, "Kanri@Example.jp").await;
    assert!(look(&store, &link).await == Enrolling::Password { address: ADDRESS.to_owned() });
    let (browser, secret) = begun(&store, &link).await;
    let code = totp::code(&secret, totp::step(now(&database)));
    assert_eq!(finish(&store, &link, &browser, "000000").await, Enrolled::WrongCode);
    let Enrolled::Done { session, codes } = finish(&store, &link, &browser, &code).await else { panic!() };
    let member = store.member(&session).await.expect("the store answers").expect("a session");
    assert_eq!((member.address.as_str(), member.role, member.confirmed), (ADDRESS, Role::Admin, true));
    assert_eq!(store.recovery_codes(&codes).len(), 10);
    assert_eq!(finish(&store, &link, &browser, &code).await, Enrolled::Dead(EnrolFault::Used));
    assert!(look(&store, &link).await == Enrolling::Dead(EnrolFault::Used));
    let again = store.choose_password(&link, NewPassword { first: PASSWORD, again: PASSWORD }).await;
    assert_eq!(again.expect("the store answers"), Chosen::Dead(EnrolFault::Used));
    let own = Actor::Staff { id: member.id, address: ADDRESS.to_owned() };
    assert_eq!(done(&store, Action::EnrolStaff).await, [(own, ADDRESS.to_owned())]);
    let by = Actor::Command("係".to_owned());
    assert_eq!(done(&store, Action::InviteStaff).await, [(by, ADDRESS.to_owned())]);
}

async fn a_link_expires(database: TestDatabase) {
    let store = database.store().await;
    let link = invited(&store, Role::Editor, ADDRESS).await;
    let (browser, secret) = begun(&store, &link).await;
    later(&database, TimeDelta::hours(72) - TimeDelta::seconds(1));
    assert!(matches!(look(&store, &link).await, Enrolling::Password { .. }));
    later(&database, TimeDelta::seconds(1));
    assert!(look(&store, &link).await == Enrolling::Dead(EnrolFault::Expired));
    let code = totp::code(&secret, totp::step(now(&database)));
    assert_eq!(finish(&store, &link, &browser, &code).await, Enrolled::Dead(EnrolFault::Expired));
    let renewed = store.renew_staff(ADDRESS).await.expect("the store answers").expect("another link");
    assert!(matches!(look(&store, &renewed).await, Enrolling::Password { .. }));
    assert!(look(&store, &link).await == Enrolling::Dead(EnrolFault::Unknown), "one link at a time");
}

async fn another_browser_begins_anew(database: TestDatabase) {
    let store = database.store().await;
    let link = invited(&store, Role::Editor, ADDRESS).await;
    let (first, secret) = begun(&store, &link).await;
    assert!(matches!(look(&store, &link).await, Enrolling::Password { .. }), "no secret for others");
    let (second, other) = begun(&store, &link).await;
    assert_ne!(secret, other);
    let code = totp::code(&secret, totp::step(now(&database)));
    assert_eq!(finish(&store, &link, &first, &code).await, Enrolled::Elsewhere);
    assert_eq!(finish(&store, &link, &second, &code).await, Enrolled::WrongCode);
}

async fn weak_passwords_are_refused(database: TestDatabase) {
    let store = database.store().await;
    let link = invited(&store, Role::Editor, "tanaka@example.jp").await;
    for (first, again, expected) in [
        ("kusanagi-11", "kusanagi-11", Weakness::TooShort),
        ("qwertyuiop123", "qwertyuiop123", Weakness::Common),
        ("tanaka-no-inu-7", "tanaka-no-inu-7", Weakness::Obvious),
        (PASSWORD, "kusanagi", Weakness::NotTheSame),
    ] {
        let chosen = store.choose_password(&link, NewPassword { first, again }).await;
        assert_eq!(chosen.expect("the store answers"), Chosen::Weak(expected), "{first}");
    }
    let long = "kusanagi ".repeat(15);
    let chosen = store.choose_password(&link, NewPassword { first: &long, again: &long }).await;
    assert_eq!(chosen.expect("the store answers"), Chosen::Weak(Weakness::TooLong));
}

async fn password_and_code_sign_in(database: TestDatabase) {
    let store = database.store().await;
    let who = admin(&database, &store).await;
    later(&database, TimeDelta::minutes(1));
    let first = first_as(&store, "a", " ＫＡＮＲＩ@example.jp ", who.password).await;
    let FirstStep::Half(half) = first else { panic!("{first:?}") };
    assert_eq!(second(&store, &half, "000000").await, SecondStep::Wrong);
    assert_eq!(second(&store, &half, "").await, SecondStep::Wrong);
    let session = session(second(&store, &half, &who.code(now(&database))).await);
    assert!(lives(&store, &session).await);
    assert_eq!(first_as(&store, "a", ADDRESS, "another-password").await, FirstStep::Wrong);
}

async fn a_code_is_taken_once_and_a_step_early_or_late(database: TestDatabase) {
    let store = database.store().await;
    let who = admin(&database, &store).await;
    let enrolled_with = who.code(now(&database));
    assert_eq!(second(&store, &half(&store, &who).await, &enrolled_with).await, SecondStep::Wrong);
    later(&database, TimeDelta::minutes(10));
    let step = totp::step(now(&database));
    for (away, taken) in [(-2, false), (2, false), (-1, true), (-1, false), (1, true), (0, false)] {
        let told = second(&store, &half(&store, &who).await, &totp::code(&who.secret, step + away)).await;
        assert_eq!(matches!(told, SecondStep::SignedIn(_)), taken, "{away}: {told:?}");
    }
}

async fn two_uses_of_one_code_at_once_make_one_session(database: TestDatabase) {
    let (store, other) = (database.store().await, database.store().await);
    let who = admin(&database, &store).await;
    later(&database, TimeDelta::minutes(1));
    let code = who.code(now(&database));
    let halves = (half(&store, &who).await, half(&other, &who).await);
    let told = tokio::join!(second(&store, &halves.0, &code), second(&other, &halves.1, &code));
    let sessions = [told.0, told.1].into_iter().filter(|told| matches!(told, SecondStep::SignedIn(_)));
    assert_eq!(sessions.count(), 1);
}

async fn a_recovery_code_works_once(database: TestDatabase) {
    let store = database.store().await;
    let who = admin(&database, &store).await;
    let codes = store.recovery_codes(&who.codes);
    assert!(lives(&store, &session(second(&store, &half(&store, &who).await, &codes[3]).await)).await);
    assert_eq!(second(&store, &half(&store, &who).await, &codes[3]).await, SecondStep::Wrong);
    let typed = codes[4].to_uppercase().replace('-', " ");
    assert!(lives(&store, &session(second(&store, &half(&store, &who).await, &typed).await)).await);
    let used = done(&store, Action::UseRecoveryCode).await;
    assert_eq!(used.len(), 2);
    assert!(matches!(&used[0].0, Actor::Staff { address, .. } if address == ADDRESS));
    let other = enrolled(&store, Role::Editor, "henshu@example.jp", now(&database)).await;
    assert_eq!(second(&store, &half(&store, &other).await, &codes[5]).await, SecondStep::Wrong, "somebody's");
}

async fn known_and_unknown_addresses_are_answered_alike(database: TestDatabase) {
    let store = database.store().await;
    admin(&database, &store).await;
    invited(&store, Role::Editor, "invited@example.jp").await;
    let mut took = Vec::new();
    for address in [ADDRESS, "nobody@example.jp", "invited@example.jp", "not an address"] {
        let mut shortest = f64::MAX;
        for sender in ["a", "b", "c"] {
            let begun = Instant::now();
            assert_eq!(first_as(&store, sender, address, "another-password").await, FirstStep::Wrong);
            shortest = shortest.min(begun.elapsed().as_secs_f64());
        }
        took.push(shortest);
    }
    // One slow hash is most of it: without it, a try takes less than a tenth. The machine may be busy.
    for other in &took[1..] {
        assert!((0.15..7.0).contains(&(other / took[0])), "{took:?}");
    }
    for address in [ADDRESS, "nobody@example.jp"] {
        let mut told = Vec::new();
        for sender in 0..10 {
            told.push(first_as(&store, &sender.to_string(), address, "another-password").await);
        }
        let wrong = told.iter().filter(|told| **told == FirstStep::Wrong).count();
        assert_eq!((wrong, told.last()), (7, Some(&FirstStep::TooOften)), "{address}");
    }
}

async fn the_limits_hold_across_instances(database: TestDatabase) {
    let stores = [database.store().await, database.store().await];
    let who = admin(&database, &stores[0]).await;
    // All at once.
    let looked_at = async |tries: Vec<(String, String)>| {
        let tries = tries.iter().zip(stores.iter().cycle());
        let told = join_all(
            tries.map(|((sender, address), store)| first_as(store, sender, address, "another-password")),
        );
        told.await.into_iter().filter(|told| *told == FirstStep::Wrong).count()
    };
    let tries = (0..40).map(|number| (format!("s{number}"), ADDRESS.to_owned())).collect();
    assert_eq!(looked_at(tries).await, 10, "of one address, whoever sends");
    assert_eq!(first_as(&stores[1], "z", ADDRESS, who.password).await, FirstStep::TooOften);
    let tries = (0..130).map(|number| ("one".to_owned(), format!("nobody{number}@example.jp"))).collect();
    assert_eq!(looked_at(tries).await, 100, "of one sender, whatever the address");
    later(&database, TimeDelta::hours(1));
    assert!(matches!(first_as(&stores[1], "one", ADDRESS, who.password).await, FirstStep::Half(_)));
}

async fn no_more_codes_than_the_limit_are_looked_at(database: TestDatabase) {
    let stores = [database.store().await, database.store().await];
    let who = admin(&database, &stores[0]).await;
    later(&database, TimeDelta::minutes(1));
    let half = half(&stores[0], &who).await;
    let mut looked_at = 0;
    for store in stores.iter().cycle().take(30) {
        looked_at += usize::from(second(store, &half, "000000").await == SecondStep::Wrong);
    }
    assert_eq!(looked_at, 10);
    assert_eq!(second(&stores[1], &half, &who.code(now(&database))).await, SecondStep::TooOften);
}

/// Of five whose passwords somebody knows, two thousand codes each are tried, from a dozen browsers: ten of each are looked at.
async fn ten_thousand_codes_over_two_instances_stay_within_the_limits(database: TestDatabase) {
    let stores = [database.store().await, database.store().await];
    let mut people = Vec::new();
    for number in 0..5 {
        let address = format!("kanri{number}@example.jp");
        people.push(enrolled(&stores[0], Role::Admin, &address, now(&database)).await);
    }
    later(&database, TimeDelta::minutes(1));
    let mut halves = Vec::new();
    for who in &people {
        // More passwords are not taken than may be wrong, but those that are right are given back.
        let mut of_one = Vec::new();
        for _ in 0..12 {
            of_one.push(half(&stores[0], who).await);
        }
        halves.push(of_one);
    }
    let tried = async |number: usize| {
        let place = number / 2 % 5;
        let right = [-30, 0, 30].map(|away| people[place].code(now(&database) + TimeDelta::seconds(away)));
        let code = (0..).map(|more| format!("{:06}", number + more)).find(|code| !right.contains(code));
        let half = &halves[place][number / 10 % 12];
        match second(&stores[number % 2], half, &code.expect("another")).await {
            SecondStep::Wrong => 1,
            SecondStep::TooOften => 0,
            other => panic!("{other:?}"),
        }
    };
    let mut looked_at = 0;
    for round in 0..200 {
        let fifty = (0..50).map(|number| tried(round * 50 + number));
        looked_at += join_all(fifty).await.into_iter().sum::<usize>();
    }
    assert_eq!(looked_at, 50, "ten of each, of ten thousand");
    let who = &people[0];
    let told = second(&stores[1], &halves[0][0], &who.code(now(&database))).await;
    assert_eq!(told, SecondStep::TooOften, "not even the right one");
    later(&database, TimeDelta::hours(1));
    let again = half(&stores[1], who).await;
    session(second(&stores[1], &again, &who.code(now(&database))).await);
}

async fn the_second_step_is_short_and_used_up(database: TestDatabase) {
    let store = database.store().await;
    let who = admin(&database, &store).await;
    let late = half(&store, &who).await;
    later(&database, TimeDelta::minutes(5));
    let code = who.code(now(&database));
    assert_eq!(second(&store, &late, &code).await, SecondStep::Over);
    let used = half(&store, &who).await;
    session(second(&store, &used, &code).await);
    later(&database, TimeDelta::minutes(1));
    assert_eq!(second(&store, &used, &who.code(now(&database))).await, SecondStep::Over);
    let forged = HalfToken::parse(&"0".repeat(32)).expect("the form of a token");
    assert_eq!(second(&store, &forged, &code).await, SecondStep::Over);
}

async fn every_sign_in_has_a_token_of_its_own(database: TestDatabase) {
    let store = database.store().await;
    let who = admin(&database, &store).await;
    later(&database, TimeDelta::minutes(1));
    let half = half(&store, &who).await;
    let (code, former) = (who.code(now(&database)), Some(&who.session));
    let given = SecondFactor { half: &half, code: &code, device: Device::Windows, former };
    let session = session(store.second_step(given).await.expect("the store answers"));
    assert!(session != who.session && lives(&store, &session).await);
    assert!(!lives(&store, &who.session).await, "the browser's former one is over");
}

async fn sessions_end_when_idle_and_after_a_day(database: TestDatabase) {
    let store = database.store().await;
    let who = admin(&database, &store).await;
    later(&database, TimeDelta::minutes(29));
    assert!(lives(&store, &who.session).await);
    later(&database, TimeDelta::minutes(29));
    assert!(lives(&store, &who.session).await, "it was seen meanwhile");
    later(&database, TimeDelta::minutes(30));
    assert!(!lives(&store, &who.session).await);
    let session = signed_in(&database, &store, &who).await;
    for _ in 0..24 {
        later(&database, TimeDelta::minutes(29));
        assert!(lives(&store, &session).await);
    }
    later(&database, TimeDelta::minutes(24));
    assert!(!lives(&store, &session).await, "twelve hours, however busy");
    store.clear_staff_sessions().await.expect("the store answers");
    assert_eq!(super::rows(&database, "staff_session").await, 0);
}

async fn sessions_are_listed_and_ended_by_their_owner_only(database: TestDatabase) {
    let store = database.store().await;
    let who = admin(&database, &store).await;
    let other = enrolled(&store, Role::Editor, "henshu@example.jp", now(&database)).await;
    let session = signed_in(&database, &store, &who).await;
    let sessions = store.staff_sessions(&session).await.expect("the store answers").expect("a session");
    assert_eq!(sessions.iter().map(|one| one.is_this).collect::<Vec<_>>(), [true, false]);
    let theirs = sessions[1].id;
    assert!(store.end_staff_sessions(&other.session, Ending::One(theirs)).await.expect("the store answers"));
    assert!(lives(&store, &who.session).await, "not one's own");
    assert!(store.end_staff_sessions(&session, Ending::One(theirs)).await.expect("the store answers"));
    assert!(!lives(&store, &who.session).await && lives(&store, &session).await);
    assert!(store.end_staff_sessions(&session, Ending::This).await.expect("the store answers"));
    assert!(!lives(&store, &session).await && lives(&store, &other.session).await);
    assert!(!store.end_staff_sessions(&session, Ending::Others).await.expect("the store answers"));
}

async fn what_is_dangerous_needs_password_and_code_again(database: TestDatabase) {
    let store = database.store().await;
    let who = admin(&database, &store).await;
    let new = NewPassword { first: "yata-no-kagami-3", again: "yata-no-kagami-3" };
    later(&database, TimeDelta::minutes(10));
    let member = store.member(&who.session).await.expect("the store answers").expect("a session");
    assert!(!member.confirmed);
    let told = store.change_password(&who.session, new).await.expect("the store answers");
    assert_eq!(told, Renewed::Unconfirmed);
    let told = store.offer_app(&who.session).await.expect("the store answers");
    assert_eq!(told, Renewed::Unconfirmed);
    let told = store.offered_app(&who.session).await.expect("the store answers");
    assert!(matches!(told, Renewed::Unconfirmed));
    let confirm = async |password, code: &str| {
        store.confirm(&who.session, Confirming { password, code }).await.expect("the store answers")
    };
    let code = who.code(now(&database));
    assert_eq!(confirm("another-password", &code).await, SecondStep::Wrong);
    assert_eq!(confirm(PASSWORD, "000000").await, SecondStep::Wrong);
    let session = session(confirm(PASSWORD, &code).await);
    assert!(session != who.session && !lives(&store, &who.session).await, "another token");
    let told = store.change_password(&session, new).await.expect("the store answers");
    assert_eq!(told, Renewed::Done(()));
}

async fn a_password_changes_and_ends_other_sessions(database: TestDatabase) {
    let store = database.store().await;
    let who = admin(&database, &store).await;
    let session = signed_in(&database, &store, &who).await;
    let weak = NewPassword { first: "password1234", again: "password1234" };
    let told = store.change_password(&session, weak).await.expect("the store answers");
    assert_eq!(told, Renewed::Weak(Weakness::Common));
    assert!(lives(&store, &who.session).await);
    let new = NewPassword { first: "yata-no-kagami-3", again: "ｙａｔａ-no-kagami-3" };
    let told = store.change_password(&session, new).await.expect("the store answers");
    assert_eq!(told, Renewed::Done(()));
    assert!(lives(&store, &session).await && !lives(&store, &who.session).await);
    assert_eq!(first_as(&store, "a", ADDRESS, PASSWORD).await, FirstStep::Wrong);
    assert!(matches!(first_as(&store, "a", ADDRESS, "yata-no-kagami-3").await, FirstStep::Half(_)));
    assert_eq!(done(&store, Action::ChangePassword).await.len(), 1);
}

async fn an_app_changes_with_its_codes(database: TestDatabase) {
    let store = database.store().await;
    let who = admin(&database, &store).await;
    let old = store.recovery_codes(&who.codes);
    let look = async || store.offered_app(&who.session).await.expect("the store answers");
    assert!(matches!(look().await, Renewed::Done(None)), "looking makes nothing");
    let offered = async || {
        store.offer_app(&who.session).await.expect("the store answers");
        match look().await {
            Renewed::Done(Some(secret)) => tests::staff::from_base32(&secret.text),
            _ => panic!("no app was offered"),
        }
    };
    let secret = offered().await;
    assert_eq!(secret, offered().await, "the same until it is taken");
    assert_ne!(secret, who.secret);
    let take = async |code: &str| store.take_app(&who.session, code).await.expect("the store answers");
    assert_eq!(take("000000").await, Renewed::WrongCode);
    let Renewed::Done(codes) = take(&totp::code(&secret, totp::step(now(&database)))).await else { panic!() };
    later(&database, TimeDelta::minutes(1));
    assert_eq!(
        second(&store, &half(&store, &who).await, &who.code(now(&database))).await,
        SecondStep::Wrong,
        "the former app"
    );
    assert_eq!(second(&store, &half(&store, &who).await, &old[0]).await, SecondStep::Wrong);
    session(second(&store, &half(&store, &who).await, &store.recovery_codes(&codes)[0]).await);
    let code = totp::code(&secret, totp::step(now(&database)));
    session(second(&store, &half(&store, &who).await, &code).await);
}

async fn who_is_disabled_is_out_at_once(database: TestDatabase) {
    let store = database.store().await;
    admin(&database, &store).await;
    let other = enrolled(&store, Role::Admin, "henshu@example.jp", now(&database)).await;
    let open = half(&store, &other).await;
    let id = store.member(&other.session).await.expect("the store answers").expect("a session").id;
    assert_eq!(store.disable(id).await.expect("the store answers"), StaffChange::Done);
    assert!(!lives(&store, &other.session).await);
    later(&database, TimeDelta::minutes(1));
    assert_eq!(second(&store, &open, &other.code(now(&database))).await, SecondStep::Over);
    assert_eq!(first_as(&store, "a", &other.address, PASSWORD).await, FirstStep::Wrong);
    let codes = store.recovery_codes(&other.codes);
    assert_eq!(second(&store, &open, &codes[0]).await, SecondStep::Over);
    let state = async || store.roster().await.expect("the store answers").staff[1].state;
    assert_eq!(state().await, StaffState::Disabled);
    assert_eq!(store.disable(id).await.expect("the store answers"), StaffChange::Done, "twice is once");
    assert_eq!(done(&store, Action::DisableStaff).await.len(), 1);
    let told = store.invite_again(id, BASE).await.expect("the store answers");
    assert_eq!((told, state().await), (StaffChange::Done, StaffState::Invited));
    assert_eq!(first_as(&store, "a", &other.address, PASSWORD).await, FirstStep::Wrong, "before they enrol");
}

async fn the_last_admin_stays(database: TestDatabase) {
    let stores = [database.store().await, database.store().await];
    let store = &stores[0];
    let who = admin(&database, store).await;
    let id = store.member(&who.session).await.expect("the store answers").expect("a session").id;
    invited(store, Role::Admin, "invited@example.jp").await;
    assert_eq!(store.disable(id).await.expect("the store answers"), StaffChange::LastAdmin);
    let told = store.change_role(id, Role::Officer).await.expect("the store answers");
    assert_eq!(told, StaffChange::LastAdmin, "who has not enrolled lets nobody in");
    let other = enrolled(store, Role::Admin, "henshu@example.jp", now(&database)).await;
    let other = store.member(&other.session).await.expect("the store answers").expect("a session").id;
    let told = tokio::join!(stores[0].disable(id), stores[1].disable(other));
    let told = [told.0.expect("the store answers"), told.1.expect("the store answers")];
    assert!(told.contains(&StaffChange::Done) && told.contains(&StaffChange::LastAdmin), "{told:?}");
}

async fn invitations_go_by_mail_and_are_emptied(database: TestDatabase) {
    let store = database.store().await;
    let invite = async |address| {
        let invitation = Invitation { address, role: Role::Officer, agency: None };
        store.invite(invitation, BASE).await.expect("the store answers")
    };
    assert_eq!(invite("Hanako@example.jp").await, Invited::Sent);
    assert_eq!(invite("hanako@example.jp").await, Invited::Taken);
    assert_eq!(invite("hanako").await, Invited::NotAnAddress);
    let letters_to = async || letters(&database, "Hanako@example.jp").await;
    let secret = secret_in(&letters_to().await[0], "/staff/enrol/");
    let link = LinkToken::parse(&secret).expect("the form of a link");
    assert!(matches!(look(&store, &link).await, Enrolling::Password { .. }));
    worker(&store, std::sync::Arc::new(MemoryTransport::default())).send_due().await.expect("it is sent");
    assert!(letters_to().await.is_empty(), "what carries a secret is emptied");
}

async fn roles_of_agencies_need_one(database: TestDatabase) {
    let store = database.store().await;
    assert_eq!(store.add_agency("呉商工会").await.expect("the store answers"), AgencyAdded::Done);
    assert_eq!(store.add_agency("呉商工会").await.expect("the store answers"), AgencyAdded::Before);
    let agency = store.agency_named("呉商工会").await.expect("the store answers");
    for (role, agency, fits) in [
        (Role::Adviser, agency, true),
        (Role::AgencyAdmin, None, false),
        (Role::AgencyAdmin, Some(99), false),
        (Role::Officer, agency, false),
        (Role::Officer, None, true),
        (Role::Officer, Some(99), false),
    ] {
        let address = format!("{}{agency:?}@example.jp", role.code()).replace(['(', ')'], "");
        let added = store.add_staff(Invitation { address: &address, role, agency }).await;
        let added = added.expect("the store answers");
        assert_eq!(matches!(added, Added::Link(_)), fits, "{role:?} {agency:?} {added:?}");
    }
    let roster = store.roster().await.expect("the store answers");
    assert_eq!(roster.agencies[0].name, "呉商工会");
    assert_eq!(roster.staff[0].agency.as_deref(), Some("呉商工会"));
    let told = store.change_role(roster.staff[0].id, Role::Admin).await.expect("the store answers");
    assert_eq!(told, StaffChange::OtherSide);
}

async fn a_changed_role_holds_at_once(database: TestDatabase) {
    let store = database.store().await;
    let by = Actor::Staff { id: 1, address: ADDRESS.to_owned() };
    admin(&database, &store).await;
    let who = enrolled(&store, Role::Editor, "henshu@example.jp", now(&database)).await;
    let member = async || store.member(&who.session).await.expect("the store answers").expect("a session");
    let id = member().await.id;
    let told = store.acting_as(by.clone()).change_role(id, Role::Analyst).await.expect("the store answers");
    assert_eq!((told, member().await.role), (StaffChange::Done, Role::Analyst));
    let noted = done(&store, Action::ChangeStaffRole).await;
    assert_eq!(noted, [(by, "henshu@example.jp".to_owned())]);
    let told = store.change_role(99, Role::Analyst).await.expect("the store answers");
    assert_eq!(told, StaffChange::NotFound);
}

async fn the_database_tells_no_secret(database: TestDatabase) {
    database.clock.set(at("2026-11-24T10:00:00+09:00"));
    let store = database.store().await;
    let who = admin(&database, &store).await;
    let half = half(&store, &who).await;
    let link = invited(&store, Role::Editor, "henshu@example.jp").await;
    let (browser, _) = begun(&store, &link).await;
    let codes = store.recovery_codes(&who.codes);
    let secrets = [who.session.as_str(), who.codes.as_str(), half.as_str(), link.as_str(), browser.as_str()];
    let connection = database.connection().await;
    for (table, columns) in [
        ("staff_session", vec!["token_hash"]),
        ("staff_half", vec!["token_hash"]),
        ("staff_code", vec!["code_hash"]),
        ("staff_link", vec!["token_hash", "browser_hash", "password"]),
        ("staff", vec!["password"]),
    ] {
        for column in columns {
            let all = Query::select().columns([column]).from(table).take();
            for row in connection.query_all(&all).await.expect("the database answers") {
                let stored: String =
                    row.try_get_by::<Option<String>, _>(column).expect("a text or none").unwrap_or_default();
                let told = secrets.iter().copied().chain([PASSWORD]).chain(codes.iter().map(String::as_str));
                for secret in told {
                    assert!(!stored.contains(secret), "{table}.{column}");
                    assert!(!stored.contains(&secret.replace('-', "")), "{table}.{column}");
                }
            }
        }
    }
}

async fn of_links_that_expired_or_were_superseded_nothing_is_left(database: TestDatabase) {
    let store = database.store().await;
    let invitation = Invitation { address: "Hanako@example.jp", role: Role::Officer, agency: None };
    store.invite(invitation, BASE).await.expect("the store answers");
    let letters_left = async || letters(&database, "Hanako@example.jp").await;
    let link = LinkToken::parse(&secret_in(&letters_left().await[0], "/staff/enrol/")).expect("a link");
    begun(&store, &link).await;
    let id = store.roster().await.expect("the store answers").staff[0].id;
    store.invite_again(id, BASE).await.expect("the store answers");
    let left = letters_left().await;
    assert_eq!(left.len(), 1, "the mail with the dead link does not go out");
    let link = LinkToken::parse(&secret_in(&left[0], "/staff/enrol/")).expect("a link");
    begun(&store, &link).await;
    let connection = database.connection().await;
    let kept = async || {
        let all =
            Query::select().columns(["password", "totp_secret", "browser_hash"]).from("staff_link").take();
        let rows = connection.query_all(&all).await.expect("the database answers");
        let of = |row: &sea_orm::QueryResult, column| {
            row.try_get_by::<Option<String>, &str>(column).expect("a text")
        };
        let columns = ["password", "totp_secret", "browser_hash"];
        rows.iter().flat_map(|row| columns.map(|column| of(row, column))).flatten().count()
    };
    store.clear_staff_sessions().await.expect("the store answers");
    assert_eq!((kept().await, letters_left().await.len()), (3, 1), "as long as it opens");
    later(&database, TimeDelta::hours(72));
    store.clear_staff_sessions().await.expect("the store answers");
    assert_eq!((kept().await, letters_left().await.len()), (0, 0));
    assert!(
        look(&store, &link).await == Enrolling::Dead(EnrolFault::Expired),
        "that it was there is still known"
    );
    store.invite_again(id, BASE).await.expect("the store answers");
    store.disable(id).await.expect("the store answers");
    assert!(letters_left().await.is_empty(), "nor to who was disabled");
}

async fn after(store: &Store, action: Action) -> Vec<Option<serde_json::Value>> {
    let query = AuditQuery { action: Some(action), ..AuditQuery::default() };
    let entries = store.entries(&query).await.expect("the store answers").items;
    entries.into_iter().map(|entry| entry.after).collect()
}

async fn what_staff_does_about_signing_in_is_written_down(database: TestDatabase) {
    let store = database.store().await;
    let who = admin(&database, &store).await;
    let id = store.member(&who.session).await.expect("the store answers").expect("a session").id;
    let own = [(Actor::Staff { id, address: ADDRESS.to_owned() }, ADDRESS.to_owned())];
    assert!(done(&store, Action::SignIn).await.is_empty(), "enrolling has an entry of its own");
    let session = signed_in(&database, &store, &who).await;
    assert_eq!(done(&store, Action::SignIn).await, own);
    assert_eq!(after(&store, Action::SignIn).await, [Some(serde_json::json!({ "device": "windows" }))]);
    assert_eq!(first_as(&store, "a", ADDRESS, "another-password").await, FirstStep::Wrong);
    later(&database, TimeDelta::seconds(30));
    let code = who.code(now(&database));
    let given = Confirming { password: PASSWORD, code: &code };
    let told = store.confirm(&session, given).await.expect("the store answers");
    let SecondStep::SignedIn(session) = told else { panic!("{told:?}") };
    assert_eq!(done(&store, Action::ConfirmStaff).await, own);
    for ending in [Ending::Others, Ending::Others, Ending::This] {
        assert!(store.end_staff_sessions(&session, ending).await.expect("the store answers"));
    }
    let one = Some(serde_json::json!({ "sessions_ended": 1 }));
    assert_eq!(after(&store, Action::EndSession).await, [one.clone(), one], "what ended nothing is no entry");
    assert_eq!(done(&store, Action::EndSession).await, [own.clone(), own].concat());
    assert_eq!(store.verify_audit(None).await.expect("the store answers").fault, None);
}

/// Written down beside the answer: it may take a moment.
async fn locks(store: &Store, count: usize) -> Vec<String> {
    for _ in 0..100 {
        if done(store, Action::LockOut).await.len() >= count {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let entries = done(store, Action::LockOut).await;
    assert!(
        entries.iter().all(|(actor, subject)| *actor == Actor::Program && subject == ADDRESS),
        "{entries:?}"
    );
    let what = |after: Option<serde_json::Value>| {
        after.expect("what")["locked"].as_str().expect("a code").to_owned()
    };
    after(store, Action::LockOut).await.into_iter().map(what).collect()
}

async fn who_is_locked_out_is_written_down_once(database: TestDatabase) {
    let (store, other) = (database.store().await, database.store().await);
    let who = admin(&database, &store).await;
    let stores = [&store, &other];
    for number in 0..30 {
        first_as(stores[number % 2], &format!("s{number}"), ADDRESS, "another-password").await;
        first_as(stores[number % 2], &format!("t{number}"), "nobody@example.jp", "another-password").await;
    }
    assert_eq!(locks(&store, 1).await, ["password"], "once, and of nobody nothing");
    later(&database, TimeDelta::hours(1));
    let open = half(&store, &who).await;
    for _ in 0..15 {
        second(&store, &open, "000000").await;
    }
    assert_eq!(locks(&store, 2).await, ["code", "password"]);
    later(&database, TimeDelta::hours(1));
    let session = signed_in(&database, &store, &who).await;
    for _ in 0..15 {
        let given = Confirming { password: PASSWORD, code: "000000" };
        store.confirm(&session, given).await.expect("the store answers");
    }
    for number in 0..30 {
        first_as(stores[number % 2], &format!("u{number}"), ADDRESS, "another-password").await;
    }
    assert_eq!(locks(&store, 4).await, ["password", "confirm", "code", "password"], "each time anew");
}
