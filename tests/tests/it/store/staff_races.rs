//! Two at once, on two instances: of what may happen once, once it happens.

use app::backend::{
    Actor, Clock, Confirming, Credentials, Device, EnrolFault, Enrolled, Enrolments, Finishing, FirstStep,
    HalfToken, Invitation, Invited, Rosters, SecondFactor, SecondStep, Sender, SignIns, StaffChange,
    StaffState,
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::access::Role;
use server::auth::totp;
use server::store::{AgencyAdded, Store};
use tests::TestDatabase;
use tests::staff::{ADDRESS, Enrollee, begun, enrolled, invited};

tests::on_both_databases! {
    a_recovery_code_is_used_once,
    a_link_is_used_once,
    a_code_confirms_once,
    who_is_disabled_while_signing_in_is_out,
    one_address_is_invited_once,
    an_agency_is_added_once,
    of_two_who_shut_each_other_out_one_does_nothing,
}

/// Races go either way: more than one of each.
const ROUNDS: usize = 5;

fn now(database: &TestDatabase) -> DateTime<Utc> {
    database.clock.now()
}

fn later(database: &TestDatabase) {
    database.clock.set(now(database) + TimeDelta::minutes(1));
}

async fn two(database: &TestDatabase) -> [Store; 2] {
    [database.store().await, database.store().await]
}

async fn half(store: &Store, who: &Enrollee) -> HalfToken {
    let sender = Sender("a".to_owned());
    let given = Credentials { sender: &sender, address: &who.address, password: who.password };
    match store.first_step(given).await.expect("the store answers") {
        FirstStep::Half(half) => half,
        other => panic!("{other:?}"),
    }
}

async fn second(store: &Store, half: &HalfToken, code: &str) -> SecondStep {
    let given = SecondFactor { half, code, device: Device::Windows, former: None };
    store.second_step(given).await.expect("the store answers")
}

fn is_signed_in(step: &SecondStep) -> bool {
    matches!(step, SecondStep::SignedIn(_))
}

async fn a_recovery_code_is_used_once(database: TestDatabase) {
    let stores = two(&database).await;
    let who = enrolled(&stores[0], Role::Admin, ADDRESS, now(&database)).await;
    for code in stores[0].recovery_codes(&who.codes).iter().take(ROUNDS) {
        let halves = (half(&stores[0], &who).await, half(&stores[1], &who).await);
        let told = tokio::join!(second(&stores[0], &halves.0, code), second(&stores[1], &halves.1, code));
        assert!(is_signed_in(&told.0) != is_signed_in(&told.1), "{told:?}");
    }
}

async fn a_link_is_used_once(database: TestDatabase) {
    let stores = two(&database).await;
    for round in 0..ROUNDS {
        let link = invited(&stores[0], Role::Editor, &format!("henshu{round}@example.jp")).await;
        let (browser, secret) = begun(&stores[0], &link).await;
        let code = totp::code(&secret, totp::step(now(&database)));
        let finish = async |store: &Store| {
            let (browser, device) = (Some(&browser), Device::Mac);
            let finishing = Finishing { link: &link, browser, code: &code, device, former: None };
            store.finish_enrolment(finishing).await.expect("the store answers")
        };
        let told = tokio::join!(finish(&stores[0]), finish(&stores[1]));
        let done = |told: &Enrolled| matches!(told, Enrolled::Done { .. });
        assert!(done(&told.0) != done(&told.1), "{told:?}");
        let other = if done(&told.0) { told.1 } else { told.0 };
        assert_eq!(other, Enrolled::Dead(EnrolFault::Used));
    }
}

async fn a_code_confirms_once(database: TestDatabase) {
    let stores = two(&database).await;
    let who = enrolled(&stores[0], Role::Admin, ADDRESS, now(&database)).await;
    let mut sessions = Vec::new();
    for store in &stores {
        later(&database);
        let half = half(store, &who).await;
        match second(store, &half, &who.code(now(&database))).await {
            SecondStep::SignedIn(session) => sessions.push(session),
            other => panic!("{other:?}"),
        }
    }
    for _ in 0..ROUNDS {
        later(&database);
        let code = who.code(now(&database));
        let given = Confirming { password: who.password, code: &code };
        let told =
            tokio::join!(stores[0].confirm(&sessions[0], given), stores[1].confirm(&sessions[1], given));
        let told = [told.0.expect("the store answers"), told.1.expect("the store answers")];
        assert!(is_signed_in(&told[0]) != is_signed_in(&told[1]), "{told:?}");
        for (session, told) in sessions.iter_mut().zip(told) {
            if let SecondStep::SignedIn(fresh) = told {
                *session = fresh;
            }
        }
    }
}

async fn who_is_disabled_while_signing_in_is_out(database: TestDatabase) {
    let stores = two(&database).await;
    enrolled(&stores[0], Role::Admin, ADDRESS, now(&database)).await;
    for round in 0..ROUNDS {
        let address = format!("henshu{round}@example.jp");
        let who = enrolled(&stores[0], Role::Editor, &address, now(&database)).await;
        let id = stores[0].member(&who.session).await.expect("the store answers").expect("a session").id;
        later(&database);
        let (half, code) = (half(&stores[1], &who).await, who.code(now(&database)));
        let (disabled, told) = tokio::join!(stores[0].disable(id), second(&stores[1], &half, &code));
        assert_eq!(disabled.expect("the store answers"), StaffChange::Done);
        match told {
            SecondStep::SignedIn(session) => {
                assert!(
                    stores[1].member(&session).await.expect("the store answers").is_none(),
                    "it was ended"
                );
            }
            other => assert_eq!(other, SecondStep::Over),
        }
        assert_eq!(super::rows(&database, "staff_session").await, 1, "the admin's");
    }
}

async fn one_address_is_invited_once(database: TestDatabase) {
    let stores = two(&database).await;
    for round in 0..ROUNDS {
        let address = format!("hanako{round}@example.jp");
        let invite = async |store: &Store| {
            let invitation = Invitation { address: &address, role: Role::Officer, agency: None };
            store.invite(invitation, "http://x").await.expect("nobody is told that something broke")
        };
        let told = tokio::join!(invite(&stores[0]), invite(&stores[1]));
        let mut told = [told.0, told.1];
        told.sort_by_key(|told| *told == Invited::Taken);
        assert_eq!(told, [Invited::Sent, Invited::Taken]);
        assert_eq!(tests::mail::letters(&database, &address).await.len(), 1);
    }
}

async fn an_agency_is_added_once(database: TestDatabase) {
    let stores = two(&database).await;
    for round in 0..ROUNDS {
        let name = format!("呉商工会{round}");
        let told = tokio::join!(stores[0].add_agency(&name), stores[1].add_agency(&name));
        let told = [told.0.expect("nothing broke"), told.1.expect("nothing broke")];
        assert!(told.contains(&AgencyAdded::Done) && told.contains(&AgencyAdded::Before), "{told:?}");
    }
}

async fn of_two_who_shut_each_other_out_one_does_nothing(database: TestDatabase) {
    let stores = two(&database).await;
    enrolled(&stores[0], Role::Admin, ADDRESS, now(&database)).await;
    for round in 0..ROUNDS {
        let mut acting = Vec::new();
        for (side, store) in ["a", "b"].into_iter().zip(&stores) {
            let address = format!("{side}{round}@example.jp");
            let who = enrolled(store, Role::Admin, &address, now(&database)).await;
            let id = store.member(&who.session).await.expect("the store answers").expect("a session").id;
            acting.push((store.acting_as(Actor::Staff { id, address }), id));
        }
        let told = tokio::join!(acting[0].0.disable(acting[1].1), acting[1].0.disable(acting[0].1));
        let told = [told.0.expect("the store answers"), told.1.expect("the store answers")];
        assert!(told.contains(&StaffChange::Done) && told.contains(&StaffChange::NotPermitted), "{told:?}");
        let roster = stores[0].roster().await.expect("the store answers").staff;
        let disabled = roster.iter().filter(|one| one.state == StaffState::Disabled).count();
        assert_eq!(disabled, round + 1);
    }
}
