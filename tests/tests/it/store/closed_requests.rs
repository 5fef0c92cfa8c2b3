//! What an agency was asked ends with it: nothing is left that nobody can answer, and the businesses are told.

use app::backend::{
    Agencies, AgencyChange, AskedAdvice, DiagnosisKey, NewRequest, OwnRequest, RequestChange, Requests,
};
use domain::request::State;
use server::reminders::remind;
use server::store::Store;
use tests::mail::{letters, received};
use tests::requests::{Desk, agency, ask, close, request};
use tests::{TestDatabase, answers, at};

use super::{rows, submitted};

tests::on_both_databases! {
    closing_ends_what_was_asked_and_tells_each_business_once,
    an_offer_to_a_closed_agency_is_void,
    a_closed_agencys_own_offers_end_too,
    nobody_of_a_closed_agency_is_written_to,
    asking_while_it_closes_leaves_nothing_behind,
    officers_see_how_many_would_end,
}

const BASE: &str = "https://shindan.example.jp";

async fn business(store: &Store) -> DiagnosisKey {
    submitted(store, &answers(&[])).await
}

/// Asks, leaving an address, and gives the id.
async fn asked(store: &Store, key: &DiagnosisKey, nonce: &str, mail: Option<&str>) -> i64 {
    let new = NewRequest { mail: mail.map(str::to_owned), ..request(key, "other", nonce) };
    assert_eq!(ask(store, &new).await, AskedAdvice::Sent);
    own(store, key).await[0].id
}

async fn own(store: &Store, key: &DiagnosisKey) -> Vec<OwnRequest> {
    store.own_requests(key).await.expect("the store answers")
}

async fn states(store: &Store, key: &DiagnosisKey) -> Vec<State> {
    own(store, key).await.into_iter().map(|request| request.state).collect()
}

async fn shut(store: &Store, desk: &Desk) {
    let closed = store.close_agency(desk.adviser.agency, BASE).await.expect("the store answers");
    assert_eq!(closed, AgencyChange::Done);
}

async fn closing_ends_what_was_asked_and_tells_each_business_once(database: TestDatabase) {
    let (store, other) = (database.published().await, database.store().await);
    let desk = agency(&database, &store, ("よろず支援拠点", "yorozu"), (&[], &[])).await;
    let (key, by_phone) = (business(&store).await, business(&store).await);
    let answered = asked(&store, &key, "a", Some("hanako@example.jp")).await;
    assert_eq!(desk.answer(answered).await, RequestChange::Done);
    for nonce in ["b", "c"] {
        asked(&store, &key, nonce, Some("hanako@example.jp")).await;
    }
    let waits = asked(&store, &by_phone, "d", None).await;
    received(&database).await;
    let (one, two) = tokio::join!(
        store.close_agency(desk.adviser.agency, BASE),
        other.close_agency(desk.adviser.agency, BASE)
    );
    assert!(one.is_ok() && two.is_ok(), "both at once");
    shut(&store, &desk).await;
    assert_eq!(states(&store, &key).await, [State::Closed, State::Closed, State::Answered]);
    assert_eq!(states(&store, &by_phone).await, [State::Closed]);
    assert_eq!(rows(&database, "advice_turn").await, 4, "each turn is over once");
    let mails = received(&database).await;
    let [mail] = mails.as_slice() else { panic!("{} mails", mails.len()) };
    assert_eq!(mail.to, "hanako@example.jp");
    for said in [&mail.subject, &mail.text, &mail.html] {
        for secret in ["ひみつ", "花子", "0824-12-3456", key.as_str(), "/diagnosis/"] {
            assert!(!said.contains(secret), "{secret}: {said}");
        }
    }
    assert!(
        mail.text.contains("よろず支援拠点") && mail.text.contains(&format!("{BASE}/resume")),
        "{}",
        mail.text
    );
    // It is over for all, and stays so when the agency is opened again.
    store.reopen_agency(desk.adviser.agency).await.expect("the store answers");
    assert_eq!(desk.waiting().await, Vec::<i64>::new());
    assert_eq!(desk.answer(waits).await, RequestChange::Over);
    assert_eq!(desk.store.request(desk.adviser, waits).await.expect("the store answers"), None);
    let withdrawn = store.withdraw_request(&by_phone, waits).await.expect("the store answers");
    assert_eq!(withdrawn, RequestChange::Over);
    let figures = store.responses(None).await.expect("the store answers");
    let [figures] = figures.as_slice() else { panic!("{figures:?}") };
    assert_eq!(
        (figures.responses.answered(), figures.responses.waiting()),
        (1, 0),
        "what ended is not counted"
    );
    assert_eq!(ask(&store, &request(&by_phone, "other", "e")).await, AskedAdvice::Sent, "it asks again");
}

async fn an_offer_to_a_closed_agency_is_void(database: TestDatabase) {
    let store = database.published().await;
    let first = agency(&database, &store, ("福山の商工会", "fukuyama"), (&["34207"], &[])).await;
    let other = agency(&database, &store, ("よろず支援拠点", "yorozu"), (&[], &[])).await;
    let key = business(&store).await;
    let id = asked(&store, &key, "a", Some("hanako@example.jp")).await;
    let offered = first.store.offer_request(id, other.adviser.agency, BASE).await.expect("the store answers");
    assert_eq!((offered, states(&store, &key).await), (RequestChange::Done, vec![State::Offered]));
    received(&database).await;
    shut(&store, &other).await;
    let shown = own(&store, &key).await.remove(0);
    assert_eq!(
        (shown.state, shown.agency.as_str(), shown.offered_to),
        (State::Waiting, "福山の商工会", None)
    );
    assert_eq!(first.waiting().await, [id]);
    assert_eq!(
        (rows(&database, "advice_turn").await, received(&database).await.len()),
        (0, 0),
        "nothing ended"
    );
    let again = first.store.offer_request(id, other.adviser.agency, BASE).await.expect("the store answers");
    assert_eq!(again, RequestChange::NotFound, "it cannot be asked for");
}

async fn a_closed_agencys_own_offers_end_too(database: TestDatabase) {
    let store = database.published().await;
    let first = agency(&database, &store, ("福山の商工会", "fukuyama"), (&["34207"], &[])).await;
    let other = agency(&database, &store, ("よろず支援拠点", "yorozu"), (&[], &[])).await;
    let key = business(&store).await;
    let id = asked(&store, &key, "a", None).await;
    first.store.offer_request(id, other.adviser.agency, BASE).await.expect("the store answers");
    shut(&store, &first).await;
    assert_eq!(states(&store, &key).await, [State::Closed]);
    let reply = app::backend::OfferReply { to: other.adviser.agency, yes: true, base_url: BASE };
    let replied = store.reply_to_offer(&key, id, reply).await.expect("the store answers");
    assert_eq!(
        (replied, other.waiting().await),
        (RequestChange::Over, vec![]),
        "a page that was open before"
    );
}

/// Closed by an older version, which left its requests open.
async fn nobody_of_a_closed_agency_is_written_to(database: TestDatabase) {
    let store = database.published().await;
    let desk = agency(&database, &store, ("よろず支援拠点", "yorozu"), (&[], &[])).await;
    let key = business(&store).await;
    asked(&store, &key, "a", Some("hanako@example.jp")).await;
    received(&database).await;
    close(&database, "よろず支援拠点").await;
    database.clock.set(at("2026-12-01T10:00:00+09:00"));
    remind(&store, BASE).await.expect("the store answers");
    assert_eq!(letters(&database, "yorozu@example.jp").await.len(), 1, "that it was asked, and no reminder");
    shut(&store, &desk).await;
    assert_eq!(states(&store, &key).await, [State::Closed], "closed again, nothing is left open");
}

async fn asking_while_it_closes_leaves_nothing_behind(database: TestDatabase) {
    let (store, other) = (database.published().await, database.store().await);
    for round in 0..6 {
        let name = format!("機関{round}");
        let desk = agency(&database, &store, (&name, &format!("mark{round}")), (&[], &[])).await;
        let key = business(&store).await;
        let new = request(&key, "other", "a");
        let (asked, closed) = tokio::join!(ask(&other, &new), store.close_agency(desk.adviser.agency, BASE));
        assert_eq!(closed.expect("the store answers"), AgencyChange::Done);
        match asked {
            AskedAdvice::Sent => assert_eq!(states(&store, &key).await, [State::Closed], "{round}"),
            outcome => {
                assert_eq!((outcome, own(&store, &key).await), (AskedAdvice::NoAgency, vec![]), "{round}")
            }
        }
    }
}

async fn officers_see_how_many_would_end(database: TestDatabase) {
    let store = database.published().await;
    let desk = agency(&database, &store, ("よろず支援拠点", "yorozu"), (&[], &[])).await;
    let key = business(&store).await;
    let count = async || store.all().await.expect("the store answers")[0].open_requests;
    assert_eq!(count().await, 0);
    let id = asked(&store, &key, "a", None).await;
    asked(&store, &key, "b", None).await;
    assert_eq!(count().await, 2);
    desk.answer(id).await;
    assert_eq!(count().await, 1);
    shut(&store, &desk).await;
    assert_eq!(count().await, 0);
}
