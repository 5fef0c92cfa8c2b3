//! Keys that a session makes: what they open, for how long, and how they agree with a diagnosis's own key.

use app::backend::{
    Accounts, Attempt, Diagnoses, DiagnosisKey, Ending, Keeping, KeyOf, Own, Resumed, Resumptions, Sender,
    SessionToken, Standing, Teller, Tellings, Told, Wanted,
};
use domain::application::Application;
use server::store::Store;
use tests::{TestDatabase, answers};

use super::accounts::signed_in;
use super::{again, complete, rows, save, submitted};

tests::on_both_databases! {
    a_session_opens_what_is_its_own_and_nothing_else,
    a_key_of_a_session_ends_with_it,
    a_diagnosis_is_claimed_by_its_key,
    the_own_key_begins_again_first,
    a_session_begins_again_first,
    two_sessions_begin_again,
    beginnings_at_once_lead_to_one_diagnosis,
    a_paper_code_goes_on_working,
    everything_can_be_taken_along,
}

/// The only diagnosis of a person, opened.
async fn opened(store: &Store, session: &SessionToken) -> DiagnosisKey {
    let mine = store.mine(session).await.expect("the store answers").expect("a session");
    let [business] = mine.businesses.as_slice() else { panic!("{mine:?}") };
    open(store, session, business.diagnoses[0].id).await.expect("one's own")
}

async fn open(store: &Store, session: &SessionToken, diagnosis: i64) -> Option<DiagnosisKey> {
    match store.open_mine(session, diagnosis).await.expect("the store answers") {
        Own::Done(key) => Some(key),
        Own::NotFound => None,
        Own::NotSignedIn => panic!("the session lives"),
    }
}

async fn opens(store: &Store, key: &DiagnosisKey) -> bool {
    store.find(key).await.expect("the store answers").is_some()
}

async fn a_session_opens_what_is_its_own_and_nothing_else(database: TestDatabase) {
    let store = database.published().await;
    let key = submitted(&store, &answers(&[])).await;
    let session = signed_in(&database, &store, "hanako@example.jp", Some(&key)).await;
    let stranger = signed_in(&database, &store, "jiro@example.jp", None).await;
    let id = store.mine(&session).await.expect("answers").expect("a session").businesses[0].diagnoses[0].id;
    let own = open(&store, &session, id).await.expect("one's own");
    assert!(own != key);
    let found = store.find(&own).await.expect("the store answers").expect("the diagnosis");
    assert!(found.by == KeyOf::Session && found.submitted_at.is_some() && found.counted);
    let by_own = store.find(&key).await.expect("the store answers").expect("the diagnosis").by;
    assert_eq!(by_own, KeyOf::Own);
    assert_eq!(open(&store, &session, id).await, Some(own), "the same each time");
    assert_eq!(rows(&database, "diagnosis_key").await, 1);
    assert_eq!(open(&store, &stranger, id).await, None);
    assert_eq!(open(&store, &session, id + 1).await, None, "there is none");
}

async fn a_key_of_a_session_ends_with_it(database: TestDatabase) {
    let store = database.published().await;
    let key = store.start().await.expect("the store answers");
    let session = signed_in(&database, &store, "hanako@example.jp", Some(&key)).await;
    let other = signed_in(&database, &store, "hanako@example.jp", None).await;
    let (own, others) = (opened(&store, &session).await, opened(&store, &other).await);
    assert!(own != others);
    save(&store, &own, &answers(&[])).await;
    store.end_sessions(&other, Ending::Others).await.expect("the store answers");
    assert!(!opens(&store, &own).await && opens(&store, &others).await && opens(&store, &key).await);
    assert_eq!(rows(&database, "diagnosis_key").await, 1, "it is gone, not only refused");
    // Over by time alone: still in the table, and refused.
    database.clock.set(tests::at("2026-12-22T10:00:00+09:00"));
    assert!(!opens(&store, &others).await && opens(&store, &key).await);
    assert_eq!(rows(&database, "diagnosis_key").await, 1);
    let late = store.submit(&others).await.expect("the store answers");
    assert_eq!(late, app::backend::Submitted::NotFound);
}

async fn a_diagnosis_is_claimed_by_its_key(database: TestDatabase) {
    let store = database.published().await;
    let key = submitted(&store, &answers(&[])).await;
    let session = signed_in(&database, &store, "hanako@example.jp", None).await;
    let standing = async || store.standing(&session, &key).await.expect("the store answers");
    assert_eq!(standing().await, Standing::MayClaim);
    for _ in 0..2 {
        assert_eq!(store.claim(&session, &key).await.expect("the store answers"), Own::Done(()));
        assert_eq!(standing().await, Standing::Owns);
    }
    // All of the business: what was begun from it, and what will be.
    let next = again(&store, &key).await;
    assert_eq!(store.standing(&session, &next).await.expect("the store answers"), Standing::Owns);
    let mine = store.mine(&session).await.expect("answers").expect("a session");
    let followed: Vec<bool> = mine.businesses[0].diagnoses.iter().map(|one| one.followed).collect();
    assert_eq!((mine.businesses.len(), followed), (1, vec![false, true]));
    let forged = DiagnosisKey::parse(&"0".repeat(26)).expect("the form of a key");
    assert_eq!(store.claim(&session, &forged).await.expect("the store answers"), Own::NotFound);
    store.end_sessions(&session, Ending::This).await.expect("the store answers");
    assert_eq!(store.claim(&session, &key).await.expect("the store answers"), Own::NotSignedIn);
    assert_eq!(store.open_mine(&session, 1).await.expect("the store answers"), Own::NotSignedIn);
    assert_eq!(standing().await, Standing::NotSignedIn);
}

/// Both keys open the one diagnosis, which was begun once.
async fn assert_one_follows(database: &TestDatabase, store: &Store, keys: &[&DiagnosisKey]) {
    assert_eq!(rows(database, "diagnosis").await, 2);
    let raw = domain::answer::RawAnswer { values: vec!["33".to_owned()], declined: false };
    save(store, keys[0], &[("q03".to_owned(), raw.clone())].into()).await;
    for key in keys {
        let found = store.find(key).await.expect("the store answers").expect("the diagnosis");
        assert_eq!(found.answers["q03"], raw);
    }
}

async fn the_own_key_begins_again_first(database: TestDatabase) {
    let store = database.published().await;
    let key = submitted(&store, &answers(&[])).await;
    let session = signed_in(&database, &store, "hanako@example.jp", Some(&key)).await;
    let own = opened(&store, &session).await;
    let by_key = again(&store, &key).await;
    let by_session = again(&store, &own).await;
    assert!(by_key != by_session);
    assert_one_follows(&database, &store, &[&by_key, &by_session]).await;
    assert!(again(&store, &own).await == by_session, "pressed twice");
    // Also once it is submitted: a diagnosis is followed by one other.
    complete(&store, &by_session, &answers(&[])).await;
    assert!(again(&store, &key).await == by_key && again(&store, &own).await == by_session);
    assert_eq!(rows(&database, "diagnosis").await, 2);
    let third = again(&store, &by_session).await;
    assert!(opens(&store, &third).await);
    store.end_sessions(&session, Ending::This).await.expect("the store answers");
    assert!(
        opens(&store, &by_key).await && !opens(&store, &by_session).await && !opens(&store, &third).await
    );
    assert!(opens(&store, &again(&store, &by_key).await).await, "what a session began gets its own key");
    assert_eq!(rows(&database, "diagnosis").await, 3);
}

async fn a_session_begins_again_first(database: TestDatabase) {
    let store = database.published().await;
    let key = submitted(&store, &answers(&[])).await;
    let session = signed_in(&database, &store, "hanako@example.jp", Some(&key)).await;
    let own = opened(&store, &session).await;
    let by_session = again(&store, &own).await;
    let found = store.find(&by_session).await.expect("answers").expect("the diagnosis");
    assert_eq!(found.by, KeyOf::Session);
    let by_key = again(&store, &key).await;
    assert_one_follows(&database, &store, &[&by_session, &by_key]).await;
    assert!(again(&store, &key).await == by_key, "pressed twice");
    store.end_sessions(&session, Ending::This).await.expect("the store answers");
    assert!(opens(&store, &by_key).await && !opens(&store, &by_session).await);
}

async fn two_sessions_begin_again(database: TestDatabase) {
    let store = database.published().await;
    let key = submitted(&store, &answers(&[])).await;
    let one = signed_in(&database, &store, "hanako@example.jp", Some(&key)).await;
    let two = signed_in(&database, &store, "hanako@example.jp", None).await;
    let (first, second) = (opened(&store, &one).await, opened(&store, &two).await);
    let (first, second) = (again(&store, &first).await, again(&store, &second).await);
    assert_one_follows(&database, &store, &[&first, &second]).await;
    store.end_sessions(&one, Ending::This).await.expect("the store answers");
    assert!(!opens(&store, &first).await && opens(&store, &second).await);
}

async fn beginnings_at_once_lead_to_one_diagnosis(database: TestDatabase) {
    let (store, other) = (database.published().await, database.store().await);
    let key = submitted(&store, &answers(&[])).await;
    let session = signed_in(&database, &store, "hanako@example.jp", Some(&key)).await;
    let own = opened(&store, &session).await;
    let (one, two, three) = tokio::join!(again(&store, &key), again(&other, &own), again(&other, &key));
    assert!(one == three);
    assert_one_follows(&database, &store, &[&one, &two]).await;
}

async fn a_paper_code_goes_on_working(database: TestDatabase) {
    let store = database.published().await;
    let key = submitted(&store, &answers(&[])).await;
    assert_eq!(store.keep(&key, Wanted::Any).await.expect("the store answers"), Keeping::Kept);
    let code = store.code(&key).await.expect("the store answers").expect("a code").code;
    let session = signed_in(&database, &store, "hanako@example.jp", Some(&key)).await;
    let own = opened(&store, &session).await;
    for wanted in [Wanted::Any, Wanted::Another] {
        assert_eq!(store.keep(&own, wanted).await.expect("the store answers"), Keeping::BySession);
    }
    assert!(store.code(&own).await.expect("the store answers").is_none(), "it would be another");
    let attempt = Attempt { sender: Sender("a".to_owned()), code, number: 12 };
    assert_eq!(store.resume(&attempt).await.expect("the store answers"), Resumed::Opened(key));
}

async fn everything_can_be_taken_along(database: TestDatabase) {
    let store = database.published().await;
    let key = submitted(&store, &answers(&[("q03", "１２人")])).await;
    store.keep(&key, Wanted::Any).await.expect("the store answers");
    store.comment(&key, "ひとこと").await.expect("the store answers");
    let told = Told { menu: "marukei".to_owned(), application: Application::Waiting, hindrance: None };
    store.tell(&Teller::Diagnosis(key.clone()), &told).await.expect("the store answers");
    again(&store, &key).await;
    let session = signed_in(&database, &store, "hanako@example.jp", Some(&key)).await;
    signed_in(&database, &store, "jiro@example.jp", Some(&submitted(&store, &answers(&[])).await)).await;
    let export = store.export(&session).await.expect("the store answers").expect("a session");
    let json = serde_json::to_value(&export).expect("JSON");
    assert_eq!((&json["format"], &json["version"]), (&"dx-shindan-account".into(), &1.into()));
    assert_eq!((&json["address"], export.sessions.len()), (&"hanako@example.jp".into(), 1));
    let [business] = export.businesses.as_slice() else { panic!("{json}") };
    let [first, second] = business.diagnoses.as_slice() else { panic!("{json}") };
    assert_eq!((first.number, first.follows, second.number, second.follows), (1, None, 2, Some(1)));
    assert_eq!((first.comment.as_deref(), second.comment.as_deref()), (Some("ひとこと"), None));
    assert_eq!((business.applications[0].menu.as_str(), business.notices.len()), ("marukei", 0));
    assert!(first.submitted_at.is_some() && second.submitted_at.is_none());
    assert!(first.resume_code_expires_at.is_some() && second.resume_code_expires_at.is_none());
    assert_eq!((first.answers.len(), second.answers.len()), (answers(&[]).len(), answers(&[]).len()));
    let people = first.answers.iter().find(|answer| answer.question == "q03").expect("an answer");
    assert_eq!((people.values.as_slice(), people.labels.len()), (&["１２人".to_owned()][..], 0));
    assert!(people.text.contains("何人"), "{}", people.text);
    let form = first.answers.iter().find(|answer| answer.question == "q04").expect("an answer");
    assert_eq!((form.values[0].as_str(), form.labels.len()), ("corporation", 1));
    store.end_sessions(&session, Ending::This).await.expect("the store answers");
    assert!(store.export(&session).await.expect("the store answers").is_none());
}
