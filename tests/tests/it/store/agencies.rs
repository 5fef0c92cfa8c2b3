//! Agencies in the store: who may change what, what is kept and written down, who is shut out, where a diagnosis began.

use app::backend::{
    Action, Actor, Adding, Agencies, Agency, AgencyChange, AgencyCode, AuditQuery, Audits, Credentials,
    Diagnoses, DiagnosisKey, EnrolFault, Enrolling, Enrolments, FirstStep, Invitation, Invited, ProfileField,
    RawProfile, Rosters, Sender, SignIns, StaffChange,
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::access::Role;
use domain::agency::Kind;
use futures::future::join_all;
use serde_json::{Value, json};
use server::store::{AgencyAdded, Store};
use tests::TestDatabase;
use tests::agency::{listed, profile};
use tests::staff::{ADDRESS, Enrollee, PASSWORD, enrolled, enrolled_in};

tests::on_both_databases! {
    a_profile_is_kept_and_written_down,
    every_wrong_field_is_told_and_nothing_is_lost,
    saving_twice_writes_nothing_anew,
    only_agencies_with_a_filled_profile_are_listed,
    an_agency_of_before_gets_its_code_with_its_profile,
    officers_manage_all_and_an_agencys_admin_its_own,
    who_was_demoted_meanwhile_changes_nothing,
    an_agencys_admin_administers_its_own_staff_only,
    officers_administer_the_staff_of_agencies_only,
    closing_shuts_its_staff_out,
    a_diagnosis_remembers_where_it_began,
    one_name_is_added_once,
    many_savings_at_once_leave_one_of_them,
}

const BASE: &str = "https://shindan.example.jp";

fn now(database: &TestDatabase) -> DateTime<Utc> {
    use app::backend::Clock;
    database.clock.now()
}

/// The store as somebody holds it who has come through the door.
async fn as_theirs(store: &Store, who: &Enrollee) -> Store {
    let member = store.member(&who.session).await.expect("the store answers").expect("a session");
    store.acting_as(member.named())
}

async fn id_of(store: &Store, who: &Enrollee) -> i64 {
    store.member(&who.session).await.expect("the store answers").expect("a session").id
}

async fn agency(store: &Store, id: i64) -> Agency {
    store.managed(id).await.expect("the store answers").expect("the agency").agency
}

async fn save(store: &Store, id: i64, typed: &RawProfile) -> AgencyChange {
    store.save_profile(id, typed).await.expect("the store answers")
}

/// Before and after of all entries of an action, the latest first.
async fn noted(store: &Store, action: Action) -> Vec<(Option<Value>, Option<Value>)> {
    let query = AuditQuery { action: Some(action), ..AuditQuery::default() };
    let entries = store.entries(&query).await.expect("the store answers").items;
    entries.into_iter().map(|entry| (entry.before, entry.after)).collect()
}

async fn a_profile_is_kept_and_written_down(database: TestDatabase) {
    let store = database.published().await;
    let Adding::Done(id) = store.add(" 三次広域商工会 ", Kind::Bank).await.expect("the store answers")
    else {
        panic!("it is new")
    };
    let typed = RawProfile {
        municipalities: vec!["34209".to_owned(), "34209".to_owned()],
        pains: vec!["paperwork".to_owned()],
        ..profile(&[(ProfileField::Mail, " Soudan@Example.jp ")])
    };
    assert_eq!(save(&store, id, &typed).await, AgencyChange::Done);
    let kept = agency(&store, id).await;
    assert_eq!((kept.name.as_str(), kept.profile.kind), ("三次広域商工会", Some(Kind::CommerceSociety)));
    assert_eq!(kept.profile.text(ProfileField::Phone), "0824-00-0000");
    assert_eq!(kept.profile.text(ProfileField::Mail), "Soudan@Example.jp");
    assert_eq!(kept.profile.field.municipalities, ["34209".to_owned()].into());
    assert_eq!(noted(&store, Action::AddAgency).await, [(None, Some(json!({ "agency_kind": "bank" })))]);
    let changed = RawProfile {
        municipalities: vec!["34100".to_owned()],
        pains: typed.pains.clone(),
        ..profile(&[(ProfileField::Phone, ""), (ProfileField::Mail, "soudan@example.jp")])
    };
    assert_eq!(save(&store, id, &changed).await, AgencyChange::Done);
    let before = json!({
        "agency_phone": "0824-00-0000", "agency_mail": "Soudan@Example.jp", "agency_municipalities": ["34209"],
    });
    let after = json!({
        "agency_phone": null, "agency_mail": "soudan@example.jp", "agency_municipalities": ["34100"],
    });
    assert_eq!(noted(&store, Action::ChangeAgency).await[0], (Some(before), Some(after)));
    assert_eq!(agency(&store, id).await.profile.field.pains, ["paperwork".to_owned()].into());
    assert_eq!(store.verify_audit(None).await.expect("the store answers").fault, None);
}

async fn every_wrong_field_is_told_and_nothing_is_lost(database: TestDatabase) {
    let store = database.published().await;
    let id = listed(&store, "三次広域商工会", &["34209"]).await.id;
    let before = agency(&store, id).await;
    let long = "長".repeat(401);
    let typed = RawProfile {
        municipalities: vec!["34209".to_owned(), "13101".to_owned()],
        pains: vec!["nothing".to_owned()],
        ..profile(&[
            (ProfileField::Kind, "castle"),
            (ProfileField::About, &long),
            (ProfileField::Phone, "でんわ"),
            (ProfileField::Mail, "soudan"),
            (ProfileField::Url, "javascript:alert(1)"),
            (ProfileField::Hours, "平日\n土日"),
        ])
    };
    assert_eq!(save(&store, id, &typed).await, AgencyChange::Unfit);
    assert_eq!(agency(&store, id).await, before, "what is shown to businesses stays");
    let managed = store.managed(id).await.expect("the store answers").expect("the agency");
    let (kept, unfit) = managed.typed.expect("what was typed");
    assert_eq!(kept, typed);
    let expected = [
        ProfileField::Kind,
        ProfileField::About,
        ProfileField::Phone,
        ProfileField::Mail,
        ProfileField::Url,
        ProfileField::Hours,
        ProfileField::Municipalities,
        ProfileField::Pains,
    ];
    assert_eq!(unfit, expected);
    assert_eq!(store.drop_typed(id).await.expect("the store answers"), AgencyChange::Done);
    let managed = store.managed(id).await.expect("the store answers").expect("the agency");
    assert_eq!((managed.agency, managed.typed), (before, None));
    save(&store, id, &typed).await;
    assert_eq!(save(&store, id, &profile(&[])).await, AgencyChange::Done);
    let managed = store.managed(id).await.expect("the store answers").expect("the agency");
    assert!(managed.typed.is_none(), "what counts takes its place");
}

async fn saving_twice_writes_nothing_anew(database: TestDatabase) {
    let store = database.published().await;
    let id = listed(&store, "三次広域商工会", &["34209", "34100"]).await.id;
    let entries = noted(&store, Action::ChangeAgency).await.len();
    let mut typed = profile(&[]);
    typed.municipalities = vec!["34100".to_owned(), "34209".to_owned(), "34100".to_owned()];
    for _ in 0..2 {
        assert_eq!(save(&store, id, &typed).await, AgencyChange::Done);
    }
    assert_eq!(noted(&store, Action::ChangeAgency).await.len(), entries);
    for _ in 0..2 {
        assert_eq!(store.close_agency(id, BASE).await.expect("the store answers"), AgencyChange::Done);
    }
    assert_eq!(noted(&store, Action::CloseAgency).await.len(), 1);
}

async fn only_agencies_with_a_filled_profile_are_listed(database: TestDatabase) {
    let store = database.published().await;
    let names = async || {
        let listed = store.listed().await.expect("the store answers");
        listed.into_iter().map(|agency| agency.name).collect::<Vec<_>>()
    };
    store.add("紹介のない機関", Kind::Other).await.expect("the store answers");
    assert!(names().await.is_empty());
    listed(&store, "三次広域商工会", &["34209"]).await;
    let closed = listed(&store, "閉じる機関", &[]).await;
    assert_eq!(names().await, ["三次広域商工会", "閉じる機関"]);
    store.close_agency(closed.id, BASE).await.expect("the store answers");
    assert_eq!(names().await, ["三次広域商工会"]);
    let all = store.all().await.expect("the store answers");
    assert_eq!(all.len(), 3);
    store.reopen_agency(closed.id).await.expect("the store answers");
    assert_eq!(names().await.len(), 2);
    assert_eq!(store.reopen_agency(99).await.expect("the store answers"), AgencyChange::NotFound);
}

async fn an_agency_of_before_gets_its_code_with_its_profile(database: TestDatabase) {
    use sea_orm::ConnectionTrait;
    let store = database.published().await;
    let id = listed(&store, "三次広域商工会", &[]).await.id;
    // As an older version adds one.
    let old = sea_orm::sea_query::Query::update()
        .table("agency")
        .value("code", Option::<String>::None)
        .value("kind", Option::<String>::None)
        .take();
    database.connection().await.execute(&old).await.expect("the database answers");
    assert_eq!(agency(&store, id).await.code, None);
    assert_eq!(save(&store, id, &profile(&[])).await, AgencyChange::Done);
    let code = agency(&store, id).await.code.expect("a code");
    assert_eq!(store.at(&code).await.expect("the store answers").map(|entry| entry.id), Some(id));
    save(&store, id, &profile(&[(ProfileField::Hours, "平日")])).await;
    assert_eq!(agency(&store, id).await.code, Some(code), "posters stay good");
}

async fn officers_manage_all_and_an_agencys_admin_its_own(database: TestDatabase) {
    let store = database.published().await;
    let own = listed(&store, "自分の機関", &[]).await.id;
    let other = listed(&store, "ほかの機関", &[]).await.id;
    for (role, on_own, on_other, adds) in [
        (Role::Admin, AgencyChange::Done, AgencyChange::Done, true),
        (Role::Officer, AgencyChange::Done, AgencyChange::Done, true),
        (Role::Editor, AgencyChange::NotPermitted, AgencyChange::NotPermitted, false),
        (Role::Analyst, AgencyChange::NotPermitted, AgencyChange::NotPermitted, false),
        (Role::Adviser, AgencyChange::NotPermitted, AgencyChange::NotPermitted, false),
        (Role::AgencyAdmin, AgencyChange::Done, AgencyChange::NotFound, false),
    ] {
        let address = format!("{}@example.jp", role.code());
        let who = enrolled_in(&store, "自分の機関", (role, &address), now(&database)).await;
        let theirs = as_theirs(&store, &who).await;
        let typed = profile(&[(ProfileField::Hours, role.code())]);
        let unfit = profile(&[(ProfileField::Phone, "x")]);
        for (id, expected) in [(own, on_own), (other, on_other)] {
            assert_eq!(save(&theirs, id, &typed).await, expected, "{role:?}");
            let told = save(&theirs, id, &unfit).await;
            let kept = if expected == AgencyChange::Done { AgencyChange::Unfit } else { expected };
            assert_eq!(told, kept, "{role:?}");
            let dropped = theirs.drop_typed(id).await.expect("the store answers");
            assert_eq!(dropped, expected, "{role:?}");
        }
        let added = theirs.add(&address, Kind::Other).await.expect("the store answers");
        assert_eq!(matches!(added, Adding::Done(_)), adds, "{role:?} {added:?}");
        let state = theirs.reopen_agency(other).await.expect("the store answers");
        assert_eq!(state == AgencyChange::Done, adds, "{role:?}");
    }
    assert_eq!(agency(&store, other).await.profile.text(ProfileField::Hours), "officer");
}

async fn who_was_demoted_meanwhile_changes_nothing(database: TestDatabase) {
    let store = database.published().await;
    let own = listed(&store, "自分の機関", &[]).await.id;
    let leader = ("自分の機関", (Role::AgencyAdmin, "leader@example.jp"));
    let leader = enrolled_in(&store, leader.0, leader.1, now(&database)).await;
    let (theirs, id) = (as_theirs(&store, &leader).await, id_of(&store, &leader).await);
    let member =
        enrolled_in(&store, "自分の機関", (Role::Adviser, "member@example.jp"), now(&database)).await;
    let member = id_of(&store, &member).await;
    let typed = profile(&[(ProfileField::Hours, "いつでも")]);
    let tries = async || {
        assert_eq!(save(&theirs, own, &typed).await, AgencyChange::NotPermitted);
        let invitation = Invitation { address: "evil@example.com", role: Role::Adviser, agency: Some(own) };
        let told = theirs.invite(invitation, "http://x").await.expect("the store answers");
        assert_eq!(told, Invited::NotPermitted);
        for told in [
            theirs.change_role(member, Role::AgencyAdmin).await,
            theirs.invite_again(member, "http://x").await,
            theirs.disable(member).await,
        ] {
            assert_eq!(told.expect("the store answers"), StaffChange::NotPermitted);
        }
    };
    store.change_role(id, Role::Adviser).await.expect("the store answers");
    tries().await;
    store.change_role(id, Role::AgencyAdmin).await.expect("the store answers");
    assert_eq!(save(&theirs, own, &typed).await, AgencyChange::Done, "as long as they may");
    store.close_agency(own, BASE).await.expect("the store answers");
    let typed = profile(&[]);
    assert_eq!(save(&theirs, own, &typed).await, AgencyChange::NotPermitted, "the agency is closed");
    store.reopen_agency(own).await.expect("the store answers");
    store.disable(id).await.expect("the store answers");
    tries().await;
    assert_eq!(agency(&store, own).await.profile.text(ProfileField::Hours), "いつでも");
}

async fn an_agencys_admin_administers_its_own_staff_only(database: TestDatabase) {
    let store = database.published().await;
    let leader = enrolled_in(&store, "自分の機関", (Role::AgencyAdmin, "leader@example.jp"), now(&database));
    let leader = leader.await;
    let theirs = as_theirs(&store, &leader).await;
    let member =
        enrolled_in(&store, "自分の機関", (Role::Adviser, "member@example.jp"), now(&database)).await;
    let stranger = enrolled_in(&store, "ほかの機関", (Role::Adviser, "stranger@example.jp"), now(&database));
    let stranger = stranger.await;
    let officer = enrolled(&store, Role::Officer, "officer@example.jp", now(&database)).await;
    let named = |name: &'static str| store.agency_named(name);
    let own = named("自分の機関").await.expect("the store answers");
    let other = named("ほかの機関").await.expect("the store answers");
    for (address, role, agency, expected) in [
        ("new@example.jp", Role::Adviser, own, Invited::Sent),
        ("new@example.jp", Role::Adviser, own, Invited::Taken),
        ("second@example.jp", Role::AgencyAdmin, own, Invited::Sent),
        ("evil@example.com", Role::Adviser, other, Invited::NoSuchAgency),
        ("evil@example.com", Role::Officer, None, Invited::NotPermitted),
        ("evil@example.com", Role::Admin, own, Invited::NotPermitted),
        ("evil@example.com", Role::Adviser, None, Invited::NotPermitted),
        ("evil@example.com", Role::Adviser, Some(99), Invited::NoSuchAgency),
    ] {
        let invitation = Invitation { address, role, agency };
        let told = theirs.invite(invitation, "http://x").await.expect("the store answers");
        assert_eq!(told, expected, "{address} {role:?} {agency:?}");
    }
    for who in [&stranger, &officer] {
        let id = id_of(&store, who).await;
        for told in [
            theirs.change_role(id, Role::AgencyAdmin).await,
            theirs.invite_again(id, "http://x").await,
            theirs.disable(id).await,
            theirs.disable(99).await,
        ] {
            assert_eq!(told.expect("the store answers"), StaffChange::NotFound, "{}", who.address);
        }
        assert!(store.member(&who.session).await.expect("the store answers").is_some());
    }
    let id = id_of(&store, &member).await;
    let role = async |role| theirs.change_role(id, role).await.expect("the store answers");
    assert_eq!(role(Role::AgencyAdmin).await, StaffChange::Done);
    assert_eq!(role(Role::Officer).await, StaffChange::OtherSide);
    assert_eq!(theirs.disable(id).await.expect("the store answers"), StaffChange::Done);
    assert!(store.member(&member.session).await.expect("the store answers").is_none());
    assert_eq!(theirs.invite_again(id, "http://x").await.expect("the store answers"), StaffChange::Done);
    let own = store.roster_of(own.expect("an id")).await.expect("the store answers");
    let own: Vec<_> = own.iter().map(|one| one.address.as_str()).collect();
    assert_eq!(own, ["leader@example.jp", "member@example.jp", "new@example.jp", "second@example.jp"]);
}

async fn officers_administer_the_staff_of_agencies_only(database: TestDatabase) {
    let store = database.published().await;
    let who = enrolled(&store, Role::Officer, "officer@example.jp", now(&database)).await;
    let theirs = as_theirs(&store, &who).await;
    let admin = enrolled(&store, Role::Admin, ADDRESS, now(&database)).await;
    let member = enrolled_in(&store, "機関", (Role::Adviser, "member@example.jp"), now(&database)).await;
    let agency = store.agency_named("機関").await.expect("the store answers");
    for (role, agency, expected) in [
        (Role::AgencyAdmin, agency, Invited::Sent),
        (Role::Officer, None, Invited::NotPermitted),
        (Role::Admin, agency, Invited::NotPermitted),
        (Role::Adviser, None, Invited::NotPermitted),
        (Role::Adviser, Some(99), Invited::NoSuchAgency),
    ] {
        let invitation = Invitation { address: "new@example.jp", role, agency };
        let told = theirs.invite(invitation, "http://x").await.expect("the store answers");
        assert_eq!(told, expected, "{role:?} {agency:?}");
    }
    let admin = id_of(&store, &admin).await;
    for told in [theirs.change_role(admin, Role::Editor).await, theirs.disable(admin).await] {
        assert_eq!(told.expect("the store answers"), StaffChange::NotPermitted);
    }
    let member = id_of(&store, &member).await;
    let told = theirs.change_role(member, Role::AgencyAdmin).await.expect("the store answers");
    assert_eq!(told, StaffChange::Done);
    assert_eq!(theirs.disable(member).await.expect("the store answers"), StaffChange::Done);
    assert_eq!(theirs.disable(99).await.expect("the store answers"), StaffChange::NotFound);
}

async fn closing_shuts_its_staff_out(database: TestDatabase) {
    let store = database.published().await;
    let who =
        enrolled_in(&store, "閉じる機関", (Role::AgencyAdmin, "leader@example.jp"), now(&database)).await;
    let other = enrolled_in(&store, "ほかの機関", (Role::Adviser, "other@example.jp"), now(&database)).await;
    let invitation = async |address| {
        let agency = store.agency_named("閉じる機関").await.expect("the store answers");
        store.add_staff(Invitation { address, role: Role::Adviser, agency }).await.expect("the store answers")
    };
    let server::store::Added::Link(link) = invitation("new@example.jp").await else { panic!("it is open") };
    let (browser, secret) = tests::staff::begun(&store, &link).await;
    let id = store.agency_named("閉じる機関").await.expect("the store answers").expect("an id");
    store.close_agency(id, BASE).await.expect("the store answers");
    let lives = async |who: &Enrollee| store.member(&who.session).await.expect("the store answers").is_some();
    assert!(!lives(&who).await && lives(&other).await);
    let sender = Sender("a".to_owned());
    let sign_in = async || {
        let given = Credentials { sender: &sender, address: &who.address, password: PASSWORD };
        store.first_step(given).await.expect("the store answers")
    };
    assert_eq!(sign_in().await, FirstStep::Wrong);
    let code = server::auth::totp::code(&secret, server::auth::totp::step(now(&database)));
    let finishing = app::backend::Finishing {
        link: &link,
        browser: Some(&browser),
        code: &code,
        device: app::backend::Device::Mac,
        former: None,
    };
    let told = store.finish_enrolment(finishing).await.expect("the store answers");
    assert_eq!(told, app::backend::Enrolled::Dead(EnrolFault::Unknown), "nor does an invitation let one in");
    assert_eq!(invitation("late@example.jp").await, server::store::Added::NoSuchAgency);
    store.reopen_agency(id).await.expect("the store answers");
    assert!(!lives(&who).await, "they sign in anew");
    database.clock.set(now(&database) + TimeDelta::minutes(1));
    assert!(matches!(sign_in().await, FirstStep::Half(_)));
    let seen = store.look_at_enrolment(&link, Some(&browser)).await.expect("the store answers");
    assert!(matches!(seen, Enrolling::App(_)), "the invitation is good again");
}

async fn a_diagnosis_remembers_where_it_began(database: TestDatabase) {
    let store = database.published().await;
    let place = listed(&store, "三次広域商工会", &["34209"]).await;
    let code = place.code.expect("a code");
    let begun = async |code: &AgencyCode| store.start_at(code).await.expect("the store answers");
    let origin = async |key: DiagnosisKey| {
        let found = store.origin(&key).await.expect("the store answers");
        found.map(|entry| (entry.id, entry.name))
    };
    let key = begun(&code).await;
    assert_eq!(origin(key.clone()).await, Some((place.id, "三次広域商工会".to_owned())));
    assert_eq!(super::rows(&database, "diagnosis_origin").await, 1);
    let elsewhere = store.start().await.expect("the store answers");
    assert_eq!(origin(elsewhere).await, None);
    let unknown = AgencyCode::from_bytes(&[0; AgencyCode::LENGTH]);
    assert_eq!(origin(begun(&unknown).await).await, None, "it just starts");
    store.close_agency(place.id, BASE).await.expect("the store answers");
    assert_eq!(origin(key.clone()).await, None, "there is nobody there any more");
    assert_eq!(origin(begun(&code).await).await, None);
    assert_eq!(store.at(&code).await.expect("the store answers"), None);
    store.reopen_agency(place.id).await.expect("the store answers");
    assert!(origin(key.clone()).await.is_some());
    assert_eq!(super::rows(&database, "diagnosis_origin").await, 1);
    assert_eq!(super::rows(&database, "diagnosis").await, 4);
}

async fn one_name_is_added_once(database: TestDatabase) {
    let stores = [database.published().await, database.store().await];
    for (name, expected) in [
        ("", Adding::NotAName),
        ("  ", Adding::NotAName),
        ("一行目\n二行目", Adding::NotAName),
        (&"長".repeat(101), Adding::NotAName),
    ] {
        assert_eq!(stores[0].add(name, Kind::Other).await.expect("the store answers"), expected, "{name}");
    }
    for round in 0..5 {
        let name = format!("商工会{round}");
        let told = tokio::join!(stores[0].add(&name, Kind::Bank), stores[1].add_agency(&name));
        let told = (told.0.expect("nothing broke"), told.1.expect("nothing broke"));
        let once =
            matches!(told, (Adding::Done(_), AgencyAdded::Before) | (Adding::Taken, AgencyAdded::Done));
        assert!(once, "{told:?}");
    }
    let all = stores[0].all().await.expect("the store answers");
    let mut codes: Vec<_> =
        all.iter().map(|row| row.agency.code.clone().expect("a code").as_str().to_owned()).collect();
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), 5);
}

async fn many_savings_at_once_leave_one_of_them(database: TestDatabase) {
    let stores = [database.published().await, database.store().await];
    stores[1].refresh_content().await.expect("the store answers");
    let id = listed(&stores[0], "三次広域商工会", &[]).await.id;
    let towns = ["34100", "34202", "34207", "34209"];
    let saved = (0..16).map(|number| {
        let mut typed = profile(&[(ProfileField::Hours, towns[number % 4])]);
        typed.municipalities = vec![towns[number % 4].to_owned()];
        let store = stores[number % 2].acting_as(Actor::Program);
        async move { save(&store, id, &typed).await }
    });
    for told in join_all(saved).await {
        assert_eq!(told, AgencyChange::Done);
    }
    let kept = agency(&stores[0], id).await.profile;
    let towns: Vec<&str> = kept.field.municipalities.iter().map(String::as_str).collect();
    assert_eq!(towns, [kept.text(ProfileField::Hours)], "all of one, none of another");
}
