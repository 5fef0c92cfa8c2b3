//! Deleting what is one's own: afterwards all is as if it had never been, and counting anew changes nothing.

use app::backend::{
    Accounts, AskedAdvice, CaseloadQuery, Clients, Clock, Consents, Diagnoses, DiagnosisKey, Erasing, Grant,
    Granted, Mine, NewAdvice, NewRequest, NewTask, Notices, OfClient, Own, Passages, Populations, Requests,
    Resumptions, Sender, SessionToken, SignIns, Subscribed, Teller, Tellings, Told, Wanted, Wish,
};
use chrono::TimeDelta;
use domain::access::Role;
use domain::application::Application;
use domain::caseload::Channel;
use domain::consent::{Covers, Term};
use domain::notice::Choices;
use domain::passage::Helpful;
use domain::statistic::Place;
use server::store::Store;
use tests::mail::letters;
use tests::requests::{agency, ask, request};
use tests::staff::enrolled_in;
use tests::{TestDatabase, answers, at, content, sources};

use super::accounts::{BASE, signed_in};
use super::{again, assert_rebuild_changes_nothing, complete, passages, roll_ups, rows, save, submitted};

tests::on_both_databases! {
    nothing_is_left_of_an_account,
    what_an_address_is_told_goes_wherever_it_was_ordered,
    counting_anew_changes_nothing_afterwards,
    who_is_held_in_memory_goes_too,
    one_business_goes_and_the_others_stay,
    an_open_diagnosis_goes_alone,
    nobody_deletes_what_is_not_theirs,
    what_is_submitted_meanwhile_is_counted_or_gone,
    pressing_twice_deletes_once,
}

const HANAKO: &str = "hanako@example.jp";

/// Every table that can hold something of a person.
const TABLES: [&str; 24] = [
    "advice_request",
    "advice_turn",
    "account",
    "account_business",
    "account_link",
    "account_session",
    "advice",
    "answer",
    "application",
    "business",
    "business_facts",
    "client_task",
    "comment",
    "consent",
    "consent_look",
    "diagnosis",
    "diagnosis_key",
    "joint_diagnosis",
    "passage",
    "proposal",
    "resume_code",
    "share_code",
    "staff_diagnosis_key",
    "subscription",
];

async fn erase(store: &Store, session: &SessionToken, erasing: Erasing) -> bool {
    store.erase(session, erasing).await.expect("the store answers") == Own::Done(())
}

async fn mine(store: &Store, session: &SessionToken) -> Mine {
    store.mine(session).await.expect("the store answers").expect("a session")
}

/// Wants notices, to the same address.
async fn subscribe(store: &Store, key: &DiagnosisKey) {
    let choices = Choices {
        new: true,
        near: false,
        opening: false,
        closing: None,
        security: false,
        weekly: false,
        reminder: None,
        follow_up: false,
    };
    let wish = Wish {
        sender: Sender("a".to_owned()),
        key: key.clone(),
        address: HANAKO.to_owned(),
        choices,
        base_url: BASE.into(),
    };
    assert_eq!(store.subscribe(&wish).await.expect("the store answers"), Subscribed::Asked);
}

/// An agency sees it, has written something down, and answers with it.
async fn share(database: &TestDatabase, store: &Store, key: &DiagnosisKey) {
    let of = (Role::Adviser, "adviser@example.jp");
    let who = enrolled_in(store, "みよし商工会", of, database.clock.now()).await;
    let member = store.member(&who.session).await.expect("the store answers").expect("a session");
    let adviser = member.adviser().expect("somebody of an agency");
    let covers = Covers { answers: true, contact: true };
    let agency = Some(adviser.agency);
    let grant = Grant { agency, shown: None, covers, term: Term::Year, name: "喫茶", contact: "082" };
    assert_eq!(store.grant(key, grant).await.expect("the store answers"), Granted::Done);
    assert!(store.show_code(key).await.expect("the store answers"));
    let found = store.caseload(adviser, &CaseloadQuery::default()).await.expect("the store answers");
    let id = found.clients.items[0].id;
    let advice = NewAdvice { text: "助言", visible: true, after: 0 };
    store.advise(adviser, id, advice).await.expect("the store answers");
    let task = NewTask { text: "電話", due_on: None, owner: 0, after: 0 };
    store.add_task(adviser, id, task).await.expect("the store answers");
    store.propose_menu(adviser, id, "marukei").await.expect("the store answers");
    let begun = store
        .begin_together(adviser, &who.session, (id, Channel::Together))
        .await
        .expect("the store answers");
    assert!(matches!(begun, OfClient::Done(_)), "{begun:?}");
}

/// A business with all that there can be of it: what it told and asked for, three diagnoses in two months, one of them open, a code, a key of the
/// session, a menu that was opened, and a word on the result.
async fn whole_business(database: &TestDatabase, store: &Store) -> (DiagnosisKey, SessionToken) {
    let key = submitted(store, &answers(&[("q08", "s3"), ("q03", "40")])).await;
    store.note_menu_opened(&key).await.expect("the store answers");
    store.say_helpful(&key, Helpful::Yes).await.expect("the store answers");
    store.keep(&key, Wanted::Any).await.expect("the store answers");
    store.comment(&key, "ひとこと").await.expect("the store answers");
    let told = Told { menu: "marukei".to_owned(), application: Application::Waiting, hindrance: None };
    store.tell(&Teller::Diagnosis(key.clone()), &told).await.expect("the store answers");
    subscribe(store, &key).await;
    share(database, store, &key).await;
    let desk = agency(database, store, ("よろず支援拠点", "yorozu"), (&[], &[])).await;
    for nonce in ["a", "b"] {
        let new = NewRequest { mail: Some(HANAKO.to_owned()), ..request(&key, "other", nonce) };
        assert_eq!(ask(store, &new).await, AskedAdvice::Sent);
    }
    let waiting = desk.store.desk(desk.adviser).await.expect("the store answers").waiting;
    desk.store.answer_request(waiting[0].id).await.expect("the store answers");
    let second = again(store, &key).await;
    complete(store, &second, &answers(&[("q08", "s0"), ("q03", "50")])).await;
    store.say_helpful(&second, Helpful::No).await.expect("the store answers");
    let before = database.clock.now();
    database.clock.set(at("2026-12-03T10:00:00+09:00"));
    let third = again(store, &second).await;
    complete(store, &third, &answers(&[("q08", "s1")])).await;
    again(store, &third).await;
    database.clock.set(before);
    let session = signed_in(database, store, HANAKO, Some(&key)).await;
    let id = mine(store, &session).await.businesses[0].diagnoses[0].id;
    store.open_mine(&session, id).await.expect("the store answers");
    (key, session)
}

async fn nothing_is_left_of_an_account(database: TestDatabase) {
    let store = database.published().await;
    let (key, session) = whole_business(&database, &store).await;
    for table in TABLES {
        assert!(rows(&database, table).await > 0, "{table}");
    }
    assert_eq!(letters(&database, HANAKO).await.len(), 4);
    assert!(erase(&store, &session, Erasing::All).await);
    for table in TABLES {
        assert_eq!(rows(&database, table).await, 0, "{table}");
    }
    assert_eq!(roll_ups(&database).await, Vec::<String>::new());
    assert_eq!(
        (letters(&database, HANAKO).await.len(), rows(&database, "outbox").await),
        (0, 0),
        "it waited"
    );
    assert!(store.find(&key).await.expect("the store answers").is_none());
    assert!(store.mine(&session).await.expect("the store answers").is_none());
}

async fn what_an_address_is_told_goes_wherever_it_was_ordered(database: TestDatabase) {
    let store = database.published().await;
    let (own, foreign) = (submitted(&store, &answers(&[])).await, submitted(&store, &answers(&[])).await);
    let session = signed_in(&database, &store, HANAKO, Some(&own)).await;
    subscribe(&store, &foreign).await;
    assert!(erase(&store, &session, Erasing::All).await);
    assert_eq!((rows(&database, "subscription").await, rows(&database, "business").await), (0, 1));
    assert!(store.find(&foreign).await.expect("the store answers").is_some(), "that is another's");
}

async fn counting_anew_changes_nothing_afterwards(database: TestDatabase) {
    let store = database.published().await;
    for size in ["3", "12", "40"] {
        submitted(&store, &answers(&[("q03", size)])).await;
    }
    let open = store.start().await.expect("the store answers");
    save(&store, &open, &answers(&[])).await;
    let others = (roll_ups(&database).await, passages(&database).await);
    let (_, session) = whole_business(&database, &store).await;
    assert_ne!((roll_ups(&database).await, passages(&database).await), others);
    assert!(erase(&store, &session, Erasing::All).await);
    assert_eq!((roll_ups(&database).await, passages(&database).await), others, "as if it had never been");
    assert_rebuild_changes_nothing(&store, &database).await;
    assert_eq!(rows(&database, "business_facts").await, 3);
    assert_eq!(store.complete_population().await.expect("the store answers").unwrap_or(3), 3);
}

async fn who_is_held_in_memory_goes_too(database: TestDatabase) {
    let (store, other) = (database.published().await, database.store().await);
    let pain = [("q10", "accounting-invoice"), ("q03", "60")];
    for _ in 0..20 {
        submitted(&store, &answers(&pain)).await;
    }
    let key = submitted(&store, &answers(&pain)).await;
    let session = signed_in(&database, &store, HANAKO, Some(&key)).await;
    let menus = content(&sources()).menus;
    let people = async |store: &Store| {
        let matched = store.matching(&menus[..1], false).await.expect("the store answers");
        matched[0].by[0].values().map(|sums| sums.eligible + sums.needs_info + sums.not_eligible).sum::<u64>()
    };
    let unmet = async |store: &Store| {
        let gaps = store.gaps(false).await.expect("the store answers");
        gaps.map.gap("accounting-invoice").expect("a pain").figures(Place::default()).map(|all| all.unmet)
    };
    for store in [&store, &other] {
        assert_eq!((people(store).await, unmet(store).await), (21, Some(21)));
    }
    assert!(erase(&store, &session, Erasing::All).await);
    for store in [&store, &other] {
        assert_eq!(people(store).await, 20, "in the memory of every server");
    }
    // The map is drawn anew in the background, a minute later.
    let now = database.clock.now();
    database.clock.set(now + TimeDelta::seconds(61));
    let mut drawn = unmet(&other).await;
    for _ in 0..100 {
        if drawn == Some(20) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        drawn = unmet(&other).await;
    }
    assert_eq!(drawn, Some(20));
}

async fn one_business_goes_and_the_others_stay(database: TestDatabase) {
    let store = database.published().await;
    let stays = submitted(&store, &answers(&[("q03", "3")])).await;
    let alone = (roll_ups(&database).await, passages(&database).await);
    let (goes, session) = whole_business(&database, &store).await;
    store.claim(&session, &stays).await.expect("the store answers");
    let businesses = mine(&store, &session).await.businesses;
    let whole: Vec<i64> =
        businesses.iter().filter(|one| one.diagnoses.len() == 4).map(|one| one.id).collect();
    assert_eq!((businesses.len(), whole.len()), (2, 1));
    assert!(erase(&store, &session, Erasing::Business(whole[0])).await);
    assert_eq!((roll_ups(&database).await, passages(&database).await), alone);
    assert!(store.find(&goes).await.expect("the store answers").is_none());
    let left = mine(&store, &session).await;
    assert_eq!((left.businesses.len(), left.address.as_str()), (1, HANAKO));
    assert!(store.find(&stays).await.expect("the store answers").is_some());
    assert_rebuild_changes_nothing(&store, &database).await;
}

async fn an_open_diagnosis_goes_alone(database: TestDatabase) {
    let store = database.published().await;
    let key = submitted(&store, &answers(&[])).await;
    let alone = (roll_ups(&database).await, passages(&database).await);
    let next = again(&store, &key).await;
    let open = store.start().await.expect("the store answers");
    save(&store, &open, &answers(&[])).await;
    let session = signed_in(&database, &store, HANAKO, Some(&key)).await;
    store.claim(&session, &open).await.expect("the store answers");
    let businesses = mine(&store, &session).await.businesses;
    let [first, second] = businesses.as_slice() else { panic!("{businesses:?}") };
    assert!(!erase(&store, &session, Erasing::OpenDiagnosis(first.diagnoses[1].id)).await, "it is submitted");
    assert!(erase(&store, &session, Erasing::OpenDiagnosis(first.diagnoses[0].id)).await);
    assert!(store.find(&next).await.expect("the store answers").is_none());
    assert!(store.find(&again(&store, &key).await).await.expect("the store answers").is_some(), "begun anew");
    assert!(erase(&store, &session, Erasing::OpenDiagnosis(second.diagnoses[0].id)).await);
    assert_eq!(mine(&store, &session).await.businesses.len(), 1, "nothing was left of the other");
    assert_eq!((roll_ups(&database).await, passages(&database).await), alone);
    assert_rebuild_changes_nothing(&store, &database).await;
}

async fn nobody_deletes_what_is_not_theirs(database: TestDatabase) {
    let store = database.published().await;
    let (_, session) = whole_business(&database, &store).await;
    let stranger = signed_in(&database, &store, "jiro@example.jp", None).await;
    let business = mine(&store, &session).await.businesses.remove(0);
    assert!(!erase(&store, &stranger, Erasing::Business(business.id)).await);
    assert!(!erase(&store, &stranger, Erasing::OpenDiagnosis(business.diagnoses[0].id)).await);
    assert!(erase(&store, &stranger, Erasing::All).await);
    assert!(!erase(&store, &stranger, Erasing::All).await, "the session went with the account");
    assert_eq!(mine(&store, &session).await.businesses[0].diagnoses.len(), 4);
    assert_rebuild_changes_nothing(&store, &database).await;
}

async fn what_is_submitted_meanwhile_is_counted_or_gone(database: TestDatabase) {
    let (store, other) = (database.published().await, database.store().await);
    submitted(&store, &answers(&[])).await;
    for _ in 0..8 {
        let key = submitted(&store, &answers(&[("q03", "3")])).await;
        let next = again(&store, &key).await;
        let session = signed_in(&database, &store, HANAKO, Some(&key)).await;
        let (erased, submitted, begun) =
            tokio::join!(erase(&store, &session, Erasing::All), other.submit(&next), other.begin_again(&key));
        assert!(erased);
        submitted.expect("the store answers");
        begun.expect("the store answers");
        assert_eq!(rows(&database, "business").await, 1);
        database.clock.set(database.clock.now() + TimeDelta::days(1));
    }
    assert_rebuild_changes_nothing(&store, &database).await;
}

async fn pressing_twice_deletes_once(database: TestDatabase) {
    let (store, other) = (database.published().await, database.store().await);
    submitted(&store, &answers(&[])).await;
    let alone = (roll_ups(&database).await, passages(&database).await);
    let (_, session) = whole_business(&database, &store).await;
    let (one, two) =
        tokio::join!(erase(&store, &session, Erasing::All), erase(&other, &session, Erasing::All));
    assert!(one != two);
    assert_eq!((roll_ups(&database).await, passages(&database).await), alone);
    assert_rebuild_changes_nothing(&store, &database).await;
}
