//! Requests for advice: who gets them, who is reminded of them, who may do what with them, and what officers see.

use app::backend::{
    Accounts, Action, AgencyEntry, AskedAdvice, AuditQuery, Audits, DiagnosisKey, Erasing, NewRequest,
    OfferReply, Own, OwnRequest, RequestChange, Requests, Rosters,
};
use chrono::{NaiveDate, TimeDelta};
use domain::access::Role;
use domain::request::State;
use server::reminders::remind;
use server::store::Store;
use tests::mail::{letters, received};
use tests::requests::{Desk, agency, ask, close, request};
use tests::staff::{ADDRESS, enrolled, enrolled_in, invited};
use tests::{TestDatabase, answers, at};

use super::accounts::signed_in;
use super::{rows, submitted};

tests::on_both_databases! {
    the_agency_is_chosen_by_area_topic_and_load,
    pressing_twice_asks_once,
    no_more_than_three_are_open,
    nobody_is_asked_who_could_not_read_it,
    mails_say_nothing_of_what_was_asked,
    an_address_is_not_flooded,
    reminders_go_once_whoever_looks,
    reminders_that_were_missed_go_as_one,
    what_is_answered_or_taken_back_is_not_reminded,
    it_is_handed_over_only_after_a_yes,
    a_no_leaves_it_where_it_is,
    a_yes_is_meant_for_the_agency_that_was_named,
    another_agency_sees_and_does_nothing,
    who_was_disabled_meanwhile_does_nothing,
    answering_twice_is_answering_once,
    a_business_touches_only_its_own,
    figures_count_each_agencys_own_turn,
    what_was_written_goes_with_the_business,
}

const BASE: &str = "https://shindan.example.jp";
/// 福山市, where the business of [`answers`] is, and 三次市.
const FUKUYAMA: &str = "34207";
const MIYOSHI: &str = "34209";

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

async fn business(store: &Store) -> DiagnosisKey {
    submitted(store, &answers(&[])).await
}

/// Asks, and gives the id.
async fn asked(store: &Store, key: &DiagnosisKey, topic: &str, nonce: &str) -> i64 {
    assert_eq!(ask(store, &request(key, topic, nonce)).await, AskedAdvice::Sent);
    own(store, key).await[0].id
}

async fn own(store: &Store, key: &DiagnosisKey) -> Vec<OwnRequest> {
    store.own_requests(key).await.expect("the store answers")
}

async fn agency_of(store: &Store, key: &DiagnosisKey) -> String {
    own(store, key).await.remove(0).agency
}

/// Ids of what waits at an agency.
async fn waiting(desk: &Desk) -> Vec<i64> {
    desk.waiting().await
}

async fn answer(desk: &Desk, id: i64) -> RequestChange {
    desk.answer(id).await
}

async fn offer(desk: &Desk, id: i64, to: &Desk) -> RequestChange {
    desk.store.offer_request(id, to.adviser.agency, BASE).await.expect("the store answers")
}

async fn reply(store: &Store, key: &DiagnosisKey, id: i64, (to, yes): (&Desk, bool)) -> RequestChange {
    let reply = OfferReply { to: to.adviser.agency, yes, base_url: BASE };
    store.reply_to_offer(key, id, reply).await.expect("the store answers")
}

async fn withdraw(store: &Store, key: &DiagnosisKey, id: i64) -> RequestChange {
    store.withdraw_request(key, id).await.expect("the store answers")
}

/// To whom mails of this subject go.
async fn told(database: &TestDatabase, subject: &str) -> Vec<String> {
    let mails = received(database).await;
    mails.into_iter().filter(|mail| mail.subject.contains(subject)).map(|mail| mail.to).collect()
}

async fn the_agency_is_chosen_by_area_topic_and_load(database: TestDatabase) {
    let store = database.published().await;
    agency(&database, &store, ("三次商工会議所", "miyoshi"), (&[MIYOSHI], &["paperwork"])).await;
    agency(&database, &store, ("よろず支援拠点", "yorozu"), (&[], &["paperwork"])).await;
    agency(&database, &store, ("福山の商工会", "fukuyama"), (&[FUKUYAMA], &["paperwork"])).await;
    agency(&database, &store, ("福山の銀行", "ginko"), (&[FUKUYAMA], &["accounting-invoice"])).await;
    let near = business(&store).await;
    asked(&store, &near, "paperwork", "1").await;
    assert_eq!(agency_of(&store, &near).await, "福山の商工会", "near, and good at it");
    asked(&store, &near, "accounting-invoice", "2").await;
    assert_eq!(agency_of(&store, &near).await, "福山の銀行", "the other topic");
    asked(&store, &near, "paperwork", "3").await;
    assert_eq!(agency_of(&store, &near).await, "福山の商工会", "what it is good at comes before load");
    // 商工会 has two, the bank has one: of what neither is better at, the bank has less to do.
    let second = business(&store).await;
    asked(&store, &second, "other", "4").await;
    assert_eq!(agency_of(&store, &second).await, "福山の銀行");
    let topics = ["paperwork".to_owned(), "accounting-invoice".to_owned()];
    let asking = store.asking(&second, &topics).await.expect("the store answers").expect("submitted");
    let receivers: Vec<Option<&str>> = asking.receivers.iter().map(Option::as_deref).collect();
    assert_eq!(receivers, [Some("福山の商工会"), Some("福山の銀行")], "said before it is sent");
    // 廿日市市: nobody names it.
    let far = submitted(&store, &answers(&[("q01", "34213")])).await;
    asked(&store, &far, "paperwork", "5").await;
    assert_eq!(agency_of(&store, &far).await, "よろず支援拠点");
    close(&database, "福山の商工会").await;
    let third = business(&store).await;
    asked(&store, &third, "paperwork", "6").await;
    assert_eq!(agency_of(&store, &third).await, "福山の銀行", "near before good at it; the other is closed");
}

async fn pressing_twice_asks_once(database: TestDatabase) {
    let (store, other) = (database.published().await, database.store().await);
    agency(&database, &store, ("よろず支援拠点", "yorozu"), (&[], &[])).await;
    let key = business(&store).await;
    let new = request(&key, "paperwork", "a");
    let (one, two) = tokio::join!(ask(&store, &new), ask(&other, &new));
    assert_eq!((one, two), (AskedAdvice::Sent, AskedAdvice::Sent));
    assert_eq!(ask(&store, &new).await, AskedAdvice::Sent);
    assert_eq!(rows(&database, "advice_request").await, 1);
    assert_eq!(told(&database, "新しい相談").await, ["yorozu@example.jp"]);
    // The same form of somebody else is another one.
    let foreign = business(&store).await;
    assert_eq!(ask(&store, &request(&foreign, "paperwork", "a")).await, AskedAdvice::Sent);
    assert_eq!(rows(&database, "advice_request").await, 2);
}

async fn no_more_than_three_are_open(database: TestDatabase) {
    let (store, other) = (database.published().await, database.store().await);
    let desk = agency(&database, &store, ("よろず支援拠点", "yorozu"), (&[], &[])).await;
    let key = business(&store).await;
    let news: Vec<NewRequest> = ["a", "b", "c", "d"].map(|nonce| request(&key, "other", nonce)).to_vec();
    let (a, b, c, d) = tokio::join!(
        ask(&store, &news[0]),
        ask(&other, &news[1]),
        ask(&store, &news[2]),
        ask(&other, &news[3])
    );
    let many = [a, b, c, d].into_iter().filter(|one| *one == AskedAdvice::TooMany).count();
    assert_eq!((many, rows(&database, "advice_request").await), (1, 3));
    let ids = waiting(&desk).await;
    assert_eq!(answer(&desk, ids[0]).await, RequestChange::Done);
    assert_eq!(ask(&store, &request(&key, "other", "e")).await, AskedAdvice::Sent, "one was answered");
    assert_eq!(ask(&store, &request(&key, "other", "f")).await, AskedAdvice::TooMany);
    assert_eq!(withdraw(&store, &key, ids[1]).await, RequestChange::Done);
    assert_eq!(ask(&store, &request(&key, "other", "f")).await, AskedAdvice::Sent, "one was taken back");
}

async fn nobody_is_asked_who_could_not_read_it(database: TestDatabase) {
    let store = database.published().await;
    let key = business(&store).await;
    let none = async |why: &str| {
        assert_eq!(ask(&store, &request(&key, "other", "a")).await, AskedAdvice::NoAgency, "{why}");
        let asking = store.asking(&key, &["other".to_owned()]).await.expect("the store answers");
        assert_eq!(asking.expect("submitted").receivers, [None], "{why}");
    };
    none("there is none").await;
    invited(&store, Role::Adviser, "sasowareta@example.jp").await;
    none("nobody has enrolled").await;
    agency(&database, &store, ("三次商工会議所", "miyoshi"), (&[MIYOSHI], &[])).await;
    none("it works elsewhere").await;
    let desk = agency(&database, &store, ("福山の商工会", "fukuyama"), (&[FUKUYAMA], &[])).await;
    store.disable(desk.adviser.staff).await.expect("the store answers");
    none("its only adviser was disabled").await;
    assert_eq!((rows(&database, "advice_request").await, received(&database).await.len()), (0, 0));
    let open = store_open(&store).await;
    assert_eq!(ask(&store, &request(&open, "other", "a")).await, AskedAdvice::NotFound, "not submitted");
    assert!(store.asking(&open, &[]).await.expect("the store answers").is_none());
}

async fn store_open(store: &Store) -> DiagnosisKey {
    use app::backend::Diagnoses;
    store.start().await.expect("the store answers")
}

async fn mails_say_nothing_of_what_was_asked(database: TestDatabase) {
    let store = database.published().await;
    let desk = agency(&database, &store, ("よろず支援拠点", "yorozu"), (&[], &[])).await;
    let second = (Role::Adviser, "futari@example.jp");
    enrolled_in(&store, "よろず支援拠点", second, at("2026-11-22T10:00:00+09:00")).await;
    let key = business(&store).await;
    let new = NewRequest { mail: Some("Hanako@Example.jp".to_owned()), ..request(&key, "paperwork", "a") };
    assert_eq!(ask(&store, &new).await, AskedAdvice::Sent);
    let mails = received(&database).await;
    let mut to: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, ["Hanako@Example.jp", "futari@example.jp", desk.address.as_str()]);
    for mail in &mails {
        for said in [&mail.subject, &mail.text, &mail.html] {
            for secret in ["ひみつ", "花子", "0824-12-3456", "紙", key.as_str(), "/diagnosis/"] {
                assert!(!said.contains(secret), "{secret}: {said}");
            }
        }
    }
    let bad = NewRequest { mail: Some("hanako".to_owned()), ..request(&key, "paperwork", "b") };
    assert_eq!(ask(&store, &bad).await, AskedAdvice::BadAddress);
    let detail = desk.store.request(desk.adviser, waiting(&desk).await[0]).await.expect("the store answers");
    let detail = detail.expect("it is theirs");
    assert_eq!((detail.text.as_str(), detail.entry.name.as_str()), ("ひみつの相談", "三次の花子"));
    assert_eq!(detail.mail.as_deref(), Some("Hanako@Example.jp"));
}

async fn an_address_is_not_flooded(database: TestDatabase) {
    let store = database.published().await;
    agency(&database, &store, ("よろず支援拠点", "yorozu"), (&[], &[])).await;
    let mut outcomes = Vec::new();
    for number in 0..22 {
        let key = business(&store).await;
        let new = NewRequest {
            mail: Some("hanako@example.jp".to_owned()),
            sender: app::backend::Sender("one place".to_owned()),
            ..request(&key, "other", &number.to_string())
        };
        outcomes.push(ask(&store, &new).await);
    }
    assert_eq!(outcomes.iter().filter(|one| **one == AskedAdvice::Sent).count(), 20, "an hour");
    assert_eq!(outcomes[21], AskedAdvice::TooOften);
    assert_eq!(letters(&database, "hanako@example.jp").await.len(), 5, "a day");
    assert_eq!(rows(&database, "advice_request").await, 20);
}

/// All instances look, at an instant of Japan.
async fn look(database: &TestDatabase, stores: [&Store; 2], instant: &str) -> u64 {
    database.clock.set(at(instant));
    let (one, two) = tokio::join!(remind(stores[0], BASE), remind(stores[1], BASE));
    one.expect("the store answers") + two.expect("the store answers")
}

async fn reminders_go_once_whoever_looks(database: TestDatabase) {
    let (store, other) = (database.published().await, database.store().await);
    agency(&database, &store, ("よろず支援拠点", "yorozu"), (&[], &[])).await;
    let key = business(&store).await;
    // A Sunday before 勤労感謝の日: the first working day after it is Tuesday the 24th.
    asked(&store, &key, "other", "a").await;
    received(&database).await;
    for (instant, expected) in [
        ("2026-11-22T12:00:00+09:00", 0),
        ("2026-11-26T23:00:00+09:00", 0),
        ("2026-11-27T06:59:00+09:00", 0),
        ("2026-11-27T07:00:00+09:00", 1),
        ("2026-11-27T07:10:00+09:00", 0),
        ("2026-12-02T12:00:00+09:00", 0),
        ("2026-12-03T12:00:00+09:00", 1),
        ("2026-12-11T12:00:00+09:00", 0),
        ("2026-12-14T12:00:00+09:00", 1),
        ("2026-12-15T12:00:00+09:00", 0),
        ("2027-06-01T12:00:00+09:00", 0),
    ] {
        assert_eq!(look(&database, [&store, &other], instant).await, expected, "{instant}");
        assert_eq!(told(&database, "返事を待っています").await.len() as u64, expected, "{instant}");
    }
    let all = letters(&database, "yorozu@example.jp").await;
    for days in ["3営業日を過ぎても", "7営業日を過ぎても", "14営業日を過ぎても"] {
        assert_eq!(all.iter().filter(|text| text.contains(days)).count(), 1, "{days}");
    }
}

async fn reminders_that_were_missed_go_as_one(database: TestDatabase) {
    let (store, other) = (database.published().await, database.store().await);
    agency(&database, &store, ("よろず支援拠点", "yorozu"), (&[], &[])).await;
    let key = business(&store).await;
    database.clock.set(at("2026-12-25T10:00:00+09:00"));
    asked(&store, &key, "other", "a").await;
    received(&database).await;
    // 28 December, 4 and 5 January are the three working days; 21 January is the fourteenth.
    assert_eq!(look(&database, [&store, &other], "2027-01-05T10:00:00+09:00").await, 0);
    assert_eq!(look(&database, [&store, &other], "2027-01-21T10:00:00+09:00").await, 1);
    assert_eq!(look(&database, [&store, &other], "2027-01-22T10:00:00+09:00").await, 1);
    let subjects: Vec<String> = received(&database).await.into_iter().map(|mail| mail.subject).collect();
    assert_eq!(subjects.len(), 2, "{subjects:?}");
    assert!(subjects[0].contains("、7営業日を") && subjects[1].contains("、14営業日を"), "{subjects:?}");
}

async fn what_is_answered_or_taken_back_is_not_reminded(database: TestDatabase) {
    let (store, other) = (database.published().await, database.store().await);
    let desk = agency(&database, &store, ("よろず支援拠点", "yorozu"), (&[], &[])).await;
    let key = business(&store).await;
    let answered = asked(&store, &key, "other", "a").await;
    let taken_back = asked(&store, &key, "other", "b").await;
    assert_eq!(answer(&desk, answered).await, RequestChange::Done);
    assert_eq!(withdraw(&store, &key, taken_back).await, RequestChange::Done);
    assert_eq!(withdraw(&store, &key, taken_back).await, RequestChange::Done, "twice");
    assert_eq!(withdraw(&store, &key, answered).await, RequestChange::Over);
    assert_eq!(answer(&desk, taken_back).await, RequestChange::Over);
    assert_eq!(look(&database, [&store, &other], "2027-02-01T10:00:00+09:00").await, 0);
    assert_eq!(desk.store.request(desk.adviser, taken_back).await.expect("the store answers"), None);
    let states: Vec<State> = own(&store, &key).await.into_iter().map(|request| request.state).collect();
    assert_eq!(states, [State::Withdrawn, State::Answered]);
}

async fn it_is_handed_over_only_after_a_yes(database: TestDatabase) {
    let (store, second) = (database.published().await, database.store().await);
    let first = agency(&database, &store, ("福山の商工会", "fukuyama"), (&[FUKUYAMA], &["paperwork"])).await;
    let other = agency(&database, &store, ("よろず支援拠点", "yorozu"), (&[], &[])).await;
    let key = business(&store).await;
    let new = NewRequest { mail: Some("hanako@example.jp".to_owned()), ..request(&key, "paperwork", "a") };
    assert_eq!(ask(&store, &new).await, AskedAdvice::Sent);
    let id = own(&store, &key).await[0].id;
    received(&database).await;
    let others =
        first.store.request(first.adviser, id).await.expect("the store answers").expect("theirs").others;
    assert_eq!(others, [AgencyEntry { id: other.adviser.agency, name: "よろず支援拠点".to_owned() }]);
    for _ in 0..2 {
        assert_eq!(offer(&first, id, &other).await, RequestChange::Done);
    }
    assert_eq!(told(&database, "相談する先を変えても").await, ["hanako@example.jp"], "once");
    let shown = own(&store, &key).await.remove(0);
    assert_eq!((shown.state, shown.agency.as_str()), (State::Offered, "福山の商工会"));
    assert_eq!(shown.offered_to.map(|other| other.name).as_deref(), Some("よろず支援拠点"));
    assert_eq!(waiting(&other).await, Vec::<i64>::new());
    assert_eq!(other.store.request(other.adviser, id).await.expect("the store answers"), None, "not yet");
    assert_eq!(answer(&other, id).await, RequestChange::NotFound);
    // It is still the first agency's, which is reminded.
    assert_eq!(look(&database, [&store, &second], "2026-11-27T10:00:00+09:00").await, 1);
    assert_eq!(told(&database, "返事を待っています").await, ["fukuyama@example.jp"]);
    for _ in 0..2 {
        assert_eq!(reply(&store, &key, id, (&other, true)).await, RequestChange::Done);
    }
    assert_eq!(told(&database, "新しい相談").await, ["yorozu@example.jp"], "once");
    assert_eq!(waiting(&other).await, [id]);
    assert_eq!(first.store.request(first.adviser, id).await.expect("the store answers"), None, "no more");
    assert_eq!(answer(&first, id).await, RequestChange::NotFound);
    assert_eq!(offer(&first, id, &other).await, RequestChange::NotFound);
    // Its days count from now.
    assert_eq!(look(&database, [&store, &second], "2026-12-02T10:00:00+09:00").await, 0);
    assert_eq!(look(&database, [&store, &second], "2026-12-03T10:00:00+09:00").await, 1);
    assert_eq!(told(&database, "返事を待っています").await, ["yorozu@example.jp"]);
    assert_eq!(answer(&other, id).await, RequestChange::Done);
    assert_eq!(own(&store, &key).await[0].answered_on, Some(day("2026-12-03")));
}

async fn a_no_leaves_it_where_it_is(database: TestDatabase) {
    let store = database.published().await;
    let first = agency(&database, &store, ("福山の商工会", "fukuyama"), (&[FUKUYAMA], &[])).await;
    let other = agency(&database, &store, ("よろず支援拠点", "yorozu"), (&[], &[])).await;
    let key = business(&store).await;
    let id = asked(&store, &key, "other", "a").await;
    received(&database).await;
    offer(&first, id, &other).await;
    assert_eq!(reply(&store, &key, id, (&other, false)).await, RequestChange::Done);
    assert_eq!(reply(&store, &key, id, (&other, true)).await, RequestChange::Over, "it was not asked again");
    assert_eq!((waiting(&first).await, waiting(&other).await), (vec![id], vec![]));
    assert_eq!(received(&database).await.len(), 0, "nobody was told anything");
    assert_eq!((rows(&database, "advice_turn").await, own(&store, &key).await[0].state), (0, State::Waiting));
}

async fn a_yes_is_meant_for_the_agency_that_was_named(database: TestDatabase) {
    let store = database.published().await;
    let first = agency(&database, &store, ("福山の商工会", "fukuyama"), (&[FUKUYAMA], &[])).await;
    let second = agency(&database, &store, ("よろず支援拠点", "yorozu"), (&[], &[])).await;
    let third = agency(&database, &store, ("ひろしまの銀行", "ginko"), (&[], &[])).await;
    let elsewhere = agency(&database, &store, ("三次商工会議所", "miyoshi"), (&[MIYOSHI], &[])).await;
    let key = business(&store).await;
    let id = asked(&store, &key, "other", "a").await;
    for none in [&elsewhere, &first] {
        assert_eq!(offer(&first, id, none).await, RequestChange::NotFound, "it does not fit, or is the same");
    }
    offer(&first, id, &second).await;
    offer(&first, id, &third).await;
    assert_eq!(reply(&store, &key, id, (&second, true)).await, RequestChange::Over, "the page was old");
    assert_eq!(waiting(&second).await, Vec::<i64>::new());
    close(&database, "ひろしまの銀行").await;
    assert_eq!(reply(&store, &key, id, (&third, true)).await, RequestChange::Over, "it has closed");
    assert_eq!(own(&store, &key).await[0].agency, "福山の商工会");
    assert_eq!(answer(&first, id).await, RequestChange::Done, "somebody got in touch meanwhile");
    assert_eq!(reply(&store, &key, id, (&third, true)).await, RequestChange::Over);
    assert_eq!(offer(&first, id, &second).await, RequestChange::Over);
}

async fn another_agency_sees_and_does_nothing(database: TestDatabase) {
    let store = database.published().await;
    let desk = agency(&database, &store, ("福山の商工会", "fukuyama"), (&[FUKUYAMA], &[])).await;
    let other = agency(&database, &store, ("よろず支援拠点", "yorozu"), (&[], &[])).await;
    let id = asked(&store, &business(&store).await, "other", "a").await;
    for id in [id, 0, i64::MAX] {
        assert_eq!(other.store.request(other.adviser, id).await.expect("the store answers"), None);
        assert_eq!(answer(&other, id).await, RequestChange::NotFound);
        assert_eq!(offer(&other, id, &desk).await, RequestChange::NotFound);
    }
    assert_eq!((waiting(&other).await, waiting(&desk).await), (vec![], vec![id]));
    // The prefecture's own staff may not either.
    let admin = enrolled(&store, Role::Admin, ADDRESS, at("2026-11-22T10:00:00+09:00")).await;
    use app::backend::SignIns;
    let admin = store.member(&admin.session).await.expect("the store answers").expect("signed in");
    let theirs = store.acting_as(admin.named());
    assert_eq!(theirs.answer_request(id).await.expect("the store answers"), RequestChange::NotPermitted);
    assert_eq!(
        store.answer_request(id).await.expect("the store answers"),
        RequestChange::NotPermitted,
        "nobody"
    );
    assert_eq!(waiting(&desk).await, [id]);
}

async fn who_was_disabled_meanwhile_does_nothing(database: TestDatabase) {
    let store = database.published().await;
    let desk = agency(&database, &store, ("よろず支援拠点", "yorozu"), (&[], &[])).await;
    let id = asked(&store, &business(&store).await, "other", "a").await;
    assert_eq!(desk.member.id, desk.adviser.staff);
    store.disable(desk.adviser.staff).await.expect("the store answers");
    assert_eq!(answer(&desk, id).await, RequestChange::NotPermitted, "past the door already");
    assert_eq!(offer(&desk, id, &desk).await, RequestChange::NotPermitted);
}

async fn answering_twice_is_answering_once(database: TestDatabase) {
    let (store, other) = (database.published().await, database.store().await);
    let desk = agency(&database, &store, ("よろず支援拠点", "yorozu"), (&[], &[])).await;
    let key = business(&store).await;
    let id = asked(&store, &key, "other", "a").await;
    let theirs = other.acting_as(desk.member.named());
    let (one, two) = tokio::join!(desk.store.answer_request(id), theirs.answer_request(id));
    assert_eq!(
        (one.expect("the store answers"), two.expect("the store answers")),
        (RequestChange::Done, RequestChange::Done)
    );
    assert_eq!(rows(&database, "advice_turn").await, 1);
    let query = AuditQuery { action: Some(Action::AnswerRequest), page: 1, ..AuditQuery::default() };
    let entries = store.entries(&query).await.expect("the store answers").items;
    let [entry] = entries.as_slice() else { panic!("{entries:?}") };
    assert_eq!(
        (entry.subject.as_str(), &entry.before, &entry.after),
        (id.to_string().as_str(), &None, &None)
    );
    let detail = desk.store.request(desk.adviser, id).await.expect("the store answers").expect("theirs");
    assert_eq!(detail.answered_by.as_deref(), Some("yorozu@example.jp"));
    assert_eq!((detail.entry.state, detail.entry.answered_on), (State::Answered, Some(day("2026-11-22"))));
}

async fn a_business_touches_only_its_own(database: TestDatabase) {
    let store = database.published().await;
    let first = agency(&database, &store, ("福山の商工会", "fukuyama"), (&[FUKUYAMA], &[])).await;
    let other = agency(&database, &store, ("よろず支援拠点", "yorozu"), (&[], &[])).await;
    let (key, foreign) = (business(&store).await, business(&store).await);
    let id = asked(&store, &key, "other", "a").await;
    offer(&first, id, &other).await;
    assert_eq!(withdraw(&store, &foreign, id).await, RequestChange::NotFound);
    assert_eq!(reply(&store, &foreign, id, (&other, true)).await, RequestChange::NotFound);
    assert_eq!(own(&store, &foreign).await, []);
    assert_eq!(own(&store, &key).await[0].state, State::Offered);
    // A later diagnosis of the same business is the same business.
    let next = super::again(&store, &key).await;
    assert_eq!(own(&store, &next).await, [], "nothing is shown before it is submitted");
    super::complete(&store, &next, &answers(&[])).await;
    assert_eq!(own(&store, &next).await.len(), 1);
    assert_eq!(withdraw(&store, &next, id).await, RequestChange::Done);
}

async fn figures_count_each_agencys_own_turn(database: TestDatabase) {
    let store = database.published().await;
    let first = agency(&database, &store, ("福山の商工会", "fukuyama"), (&[FUKUYAMA], &[])).await;
    let other = agency(&database, &store, ("よろず支援拠点", "yorozu"), (&[], &[])).await;
    let key = business(&store).await;
    let [quick, moved, gone] = [
        asked(&store, &key, "other", "a").await,
        asked(&store, &key, "other", "b").await,
        asked(&store, &key, "other", "c").await,
    ];
    withdraw(&store, &key, gone).await;
    database.clock.set(at("2026-11-24T10:00:00+09:00"));
    answer(&first, quick).await;
    offer(&first, moved, &other).await;
    database.clock.set(at("2026-12-01T10:00:00+09:00"));
    reply(&store, &key, moved, (&other, true)).await;
    asked(&store, &key, "other", "d").await;
    database.clock.set(at("2026-12-04T10:00:00+09:00"));
    answer(&other, moved).await;
    let figures = async |since: Option<&str>| {
        let found = store.responses(since.map(day)).await.expect("the store answers");
        let line = |one: &app::backend::AgencyResponses| {
            let of = &one.responses;
            let counts = (of.answered(), of.in_time(), of.waiting(), one.handed_over);
            (one.agency.clone(), counts, of.median(), of.longest_waiting())
        };
        found.iter().map(line).collect::<Vec<_>>()
    };
    let yorozu = |counts, median| ("よろず支援拠点".to_owned(), counts, median, None);
    let fukuyama = |counts, median| ("福山の商工会".to_owned(), counts, median, Some(3));
    assert_eq!(figures(None).await, [yorozu((1, 1, 0, 0), Some(3)), fukuyama((1, 1, 1, 1), Some(1))]);
    assert_eq!(
        figures(Some("2026-12-02")).await,
        [yorozu((1, 1, 0, 0), Some(3)), fukuyama((0, 0, 1, 0), None)],
        "what waits, waits now"
    );
    close(&database, "よろず支援拠点").await;
    assert_eq!(figures(None).await.len(), 2, "it has answered");
    database.clock.set(at("2027-06-01T10:00:00+09:00"));
    let later = figures(Some("2027-05-01")).await;
    assert_eq!(later.len(), 1, "closed, and nothing of it then: {later:?}");
}

async fn what_was_written_goes_with_the_business(database: TestDatabase) {
    let store = database.published().await;
    let desk = agency(&database, &store, ("よろず支援拠点", "yorozu"), (&[], &[])).await;
    let (key, stays) = (business(&store).await, business(&store).await);
    let to = |key: &DiagnosisKey| NewRequest {
        mail: Some("tencho@example.jp".to_owned()),
        ..request(key, "other", "a")
    };
    for key in [&key, &stays] {
        assert_eq!(ask(&store, &to(key)).await, AskedAdvice::Sent);
    }
    let id = own(&store, &key).await[0].id;
    let session = signed_in(&database, &store, "hanako@example.jp", Some(&key)).await;
    let export = store.export(&session).await.expect("the store answers").expect("a session");
    let exported = &export.businesses[0].requests;
    assert_eq!((exported.len(), exported[0].text.as_str()), (1, "ひみつの相談"));
    assert_eq!((exported[0].agency.as_str(), exported[0].state.as_str()), ("よろず支援拠点", "waiting"));
    assert_eq!(letters(&database, "tencho@example.jp").await.len(), 2);
    assert_eq!(letters(&database, "yorozu@example.jp").await.len(), 2);
    database.clock.set(at("2026-11-22T10:00:00+09:00") + TimeDelta::minutes(1));
    assert_eq!(store.erase(&session, Erasing::All).await.expect("the store answers"), Own::Done(()));
    assert_eq!(letters(&database, "tencho@example.jp").await.len(), 1, "the other business's");
    assert_eq!(letters(&database, "yorozu@example.jp").await.len(), 1);
    assert_eq!(desk.store.request(desk.adviser, id).await.expect("the store answers"), None);
    assert_eq!(rows(&database, "advice_request").await, 1);
    assert_eq!(answer(&desk, id).await, RequestChange::NotFound);
}
