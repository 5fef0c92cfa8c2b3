//! Consents and clients: who sees what of a business, from when and until when, and what is written down of it.

use app::backend::{
    Accounts, Adviser, CaseloadOnly, CaseloadOrder, CaseloadQuery, Client, Clients, Clock, CodeTyped,
    Consents, Diagnoses, DiagnosisKey, Grant, Granted, HelpedBy, Keeping, KeyOf, LookAt, Marked, NewAdvice,
    NewTask, OfClient, Own, OwnConsent, Owner, ProposalChange, Resumptions, Saved, SignIns, StaffToken,
    Submitted, Wanted,
};
use chrono::{NaiveDate, TimeDelta};
use domain::access::{ClientReason, Role};
use domain::answer::RawAnswer;
use domain::caseload::{Channel, Due, ProposalState};
use domain::consent::{Covers, Standing, Term};
use futures::future::join_all;
use server::store::Store;
use tests::staff::{Enrollee, enrolled_in};
use tests::{TestDatabase, answers, at};

use super::accounts::signed_in;
use super::{again, complete, rows, submitted};

tests::on_both_databases! {
    an_agency_sees_what_was_agreed_and_nothing_before,
    digits_open_nothing_until_the_business_agrees,
    digits_are_guessed_only_so_often,
    ten_thousand_guesses_over_two_instances_stay_within_the_limits,
    taking_back_holds_from_the_next_question_on,
    a_consent_ends_with_its_last_day,
    agreeing_twice_is_agreeing_once,
    another_agency_sees_nothing,
    every_look_is_written_down,
    what_is_written_is_there_once,
    a_to_do_is_for_somebody_of_the_agency,
    proposals_are_marked_by_both,
    nothing_is_marked_for_those_who_do_not_see_it,
    a_part_of_an_adviser_is_told_to_the_business_alone,
    answering_together_ends_with_the_consent,
    why_a_key_is_closed_is_told_to_whom_it_was_made_for,
    what_was_not_sent_is_the_businesss_own,
    an_advisers_key_decides_nothing,
    a_first_diagnosis_is_the_businesss_own,
    what_is_due_comes_first,
    a_list_is_narrowed_down,
    who_was_disabled_meanwhile_writes_nothing,
    an_account_takes_back_too,
}

const RESULT: Covers = Covers { answers: false, contact: false };
const ALL: Covers = Covers { answers: true, contact: true };

/// Somebody of an agency of this name, enrolled.
async fn adviser(database: &TestDatabase, store: &Store, agency: &str, address: &str) -> (Adviser, Enrollee) {
    let who = enrolled_in(store, agency, (Role::Adviser, address), database.clock.now()).await;
    let member = store.member(&who.session).await.expect("the store answers").expect("a session");
    (member.adviser().expect("somebody of an agency"), who)
}

fn grant(adviser: Adviser, covers: Covers) -> Grant<'static> {
    let contact = if covers.contact { "082-000-0000" } else { "" };
    let agency = Some(adviser.agency);
    Grant { agency, shown: None, covers, term: Term::Year, name: "喫茶みよし", contact }
}

async fn give(store: &Store, key: &DiagnosisKey, grant: Grant<'_>) -> Granted {
    store.grant(key, grant).await.expect("the store answers")
}

async fn consents(store: &Store, key: &DiagnosisKey) -> Vec<OwnConsent> {
    store.shares(key).await.expect("the store answers").expect("a submitted diagnosis").consents
}

/// The only client in the list.
async fn only(store: &Store, adviser: Adviser) -> i64 {
    let found = caseload(store, adviser, &CaseloadQuery::default()).await;
    assert_eq!(found.len(), 1);
    found[0].id
}

async fn caseload(store: &Store, adviser: Adviser, query: &CaseloadQuery) -> Vec<app::backend::ClientRow> {
    store.caseload(adviser, query).await.expect("the store answers").clients.items
}

async fn look(store: &Store, adviser: Adviser, id: i64, what: LookAt) -> Result<Client, ClientReason> {
    done(store.client(adviser, id, what).await.expect("the store answers"))
}

fn done<T>(outcome: OfClient<T>) -> Result<T, ClientReason> {
    match outcome {
        OfClient::Done(done) => Ok(done),
        OfClient::Denied(reason) => Err(reason),
    }
}

async fn an_agency_sees_what_was_agreed_and_nothing_before(database: TestDatabase) {
    let store = database.published().await;
    let (adviser, _) = adviser(&database, &store, "みよし商工会", "a@example.jp").await;
    let key = submitted(&store, &answers(&[])).await;
    assert!(caseload(&store, adviser, &CaseloadQuery::default()).await.is_empty());
    for id in 1..5 {
        assert_eq!(look(&store, adviser, id, LookAt::Result).await.err(), Some(ClientReason::NoConsent));
    }
    assert_eq!(give(&store, &key, grant(adviser, RESULT)).await, Granted::Done);
    let id = only(&store, adviser).await;
    let client = look(&store, adviser, id, LookAt::Result).await.expect("under the consent");
    assert_eq!((client.name.as_str(), client.contact.as_str(), client.covers), ("喫茶みよし", "", RESULT));
    assert_eq!(client.diagnoses.len(), 1);
    let refused = look(&store, adviser, id, LookAt::Answers).await.err();
    assert_eq!(refused, Some(ClientReason::NotCovered));
    assert_eq!(give(&store, &key, grant(adviser, ALL)).await, Granted::Done);
    let client = look(&store, adviser, id, LookAt::Answers).await.expect("under the wider consent");
    assert_eq!(client.contact, "082-000-0000");
    let given = consents(&store, &key).await;
    assert_eq!(
        given.iter().map(|one| one.standing).collect::<Vec<_>>(),
        [Standing::Holds, Standing::Revoked]
    );
    // What is still being answered is no client's.
    let open = store.start().await.expect("the store answers");
    assert_eq!(give(&store, &open, grant(adviser, RESULT)).await, Granted::NotFound);
    assert!(!store.show_code(&open).await.expect("the store answers"));
    let nobodys = Grant { agency: Some(999), ..grant(adviser, RESULT) };
    assert_eq!(give(&store, &key, nobodys).await, Granted::NoSuchAgency);
}

async fn digits_open_nothing_until_the_business_agrees(database: TestDatabase) {
    let store = database.published().await;
    let (one, _) = adviser(&database, &store, "みよし商工会", "a@example.jp").await;
    let (other, _) = adviser(&database, &store, "しょうばら商工会", "b@example.jp").await;
    let key = submitted(&store, &answers(&[])).await;
    let shares = |key: DiagnosisKey| {
        let store = store.clone();
        async move { store.shares(&key).await.expect("the store answers").expect("a diagnosis") }
    };
    assert_eq!(shares(key.clone()).await.code, None);
    assert!(store.show_code(&key).await.expect("the store answers"));
    let code = shares(key.clone()).await.code.expect("a code");
    assert!(code.digits.len() == 6 && code.typed_by.is_none(), "{code:?}");
    let by_code = |shown| Grant { agency: None, shown: Some(shown), ..grant(one, RESULT) };
    assert_eq!(give(&store, &key, by_code(one.agency)).await, Granted::NoCode, "nobody has typed them");
    let typed = |who: Adviser, text: String| {
        let store = store.clone();
        async move { store.type_code(who, &text).await.expect("the store answers") }
    };
    let wide: String =
        code.digits.chars().map(|c| char::from_u32(c as u32 + 0xfee0).expect("wide")).collect();
    assert_eq!(typed(one, wide).await, CodeTyped::Asked, "full width");
    assert_eq!(typed(one, code.digits.clone()).await, CodeTyped::Asked, "pressed twice");
    assert_eq!(typed(other, code.digits.clone()).await, CodeTyped::Wrong, "somebody else was first");
    assert!(
        caseload(&store, one, &CaseloadQuery::default()).await.is_empty(),
        "not before the business says so"
    );
    let shown = shares(key.clone()).await.code.and_then(|code| code.typed_by).expect("who has typed them");
    assert_eq!((shown.id, shown.name.as_str()), (one.agency, "みよし商工会"));
    assert_eq!(give(&store, &key, by_code(other.agency)).await, Granted::NoCode, "that was not shown");
    assert_eq!(give(&store, &key, by_code(one.agency)).await, Granted::Done);
    assert_eq!(give(&store, &key, by_code(one.agency)).await, Granted::Done, "pressed twice");
    assert_eq!(rows(&database, "consent").await, 1);
    only(&store, one).await;
    assert_eq!(typed(one, code.digits).await, CodeTyped::Wrong, "used");
    // A quarter of an hour.
    assert!(store.show_code(&key).await.expect("the store answers"));
    let code = shares(key.clone()).await.code.expect("a code");
    database.clock.set(database.clock.now() + TimeDelta::minutes(15));
    assert_eq!(shares(key.clone()).await.code, None);
    assert_eq!(typed(one, code.digits).await, CodeTyped::Wrong);
    store.clear_codes().await.expect("the store answers");
    assert_eq!(rows(&database, "share_code").await, 0);
}

async fn digits_are_guessed_only_so_often(database: TestDatabase) {
    let (store, second) = (database.published().await, database.store().await);
    let (one, _) = adviser(&database, &store, "みよし商工会", "a@example.jp").await;
    let (other, _) = adviser(&database, &store, "みよし商工会", "b@example.jp").await;
    let mut told = Vec::new();
    for number in 0..12 {
        let store = if number % 2 == 0 { &store } else { &second };
        told.push(store.type_code(one, &format!("{number:06}")).await.expect("the store answers"));
    }
    assert_eq!(told.iter().filter(|told| **told == CodeTyped::Wrong).count(), 10);
    assert_eq!(told[10..], [CodeTyped::TooOften, CodeTyped::TooOften]);
    assert_eq!(other.agency, one.agency);
    let colleague = store.type_code(other, "000000").await.expect("the store answers");
    assert_eq!(colleague, CodeTyped::Wrong, "a colleague may");
    database.clock.set(database.clock.now() + TimeDelta::hours(1));
    assert_eq!(store.type_code(one, "000000").await.expect("the store answers"), CodeTyped::Wrong);
}

/// Five advisers of two agencies, two thousand tries of each: ten of each are looked at.
async fn ten_thousand_guesses_over_two_instances_stay_within_the_limits(database: TestDatabase) {
    let stores = [database.published().await, database.store().await];
    let mut advisers = Vec::new();
    for (number, agency) in ["みよし商工会", "しょうばら商工会"].into_iter().cycle().take(5).enumerate()
    {
        advisers.push(adviser(&database, &stores[0], agency, &format!("a{number}@example.jp")).await.0);
    }
    let key = submitted(&stores[0], &answers(&[])).await;
    let shown = async || {
        assert!(stores[0].show_code(&key).await.expect("the store answers"));
        let shares = stores[1].shares(&key).await.expect("the store answers").expect("a diagnosis");
        shares.code.expect("a code").digits
    };
    let digits = shown().await;
    let tried = async |number: usize| {
        // None of them is right.
        let guess = (0..).map(|more| format!("{:06}", number + more)).find(|guess| *guess != digits);
        let (store, who) = (&stores[number % 2], advisers[number / 2 % 5]);
        match store.type_code(who, &guess.expect("another")).await.expect("the store answers") {
            CodeTyped::Wrong => 1,
            CodeTyped::TooOften => 0,
            CodeTyped::Asked => panic!("nobody shows them"),
        }
    };
    let mut looked_at = 0;
    for round in 0..200 {
        let fifty = (0..50).map(|number| tried(round * 50 + number));
        looked_at += join_all(fifty).await.into_iter().sum::<usize>();
    }
    assert_eq!(looked_at, 50, "ten of each adviser, of ten thousand");
    let told = stores[1].type_code(advisers[0], &digits).await.expect("the store answers");
    assert_eq!(told, CodeTyped::TooOften, "not even the right ones");
    database.clock.set(database.clock.now() + TimeDelta::hours(1));
    let digits = shown().await;
    let told = stores[1].type_code(advisers[0], &digits).await.expect("the store answers");
    assert_eq!(told, CodeTyped::Asked);
}

async fn taking_back_holds_from_the_next_question_on(database: TestDatabase) {
    let (store, second) = (database.published().await, database.store().await);
    let (adviser, _) = adviser(&database, &store, "みよし商工会", "a@example.jp").await;
    let key = submitted(&store, &answers(&[])).await;
    give(&store, &key, grant(adviser, ALL)).await;
    let id = only(&second, adviser).await;
    look(&second, adviser, id, LookAt::Result).await.expect("under the consent");
    let consent = consents(&store, &key).await[0].id;
    let stranger = submitted(&store, &answers(&[])).await;
    let revoke = |key: DiagnosisKey| {
        let store = store.clone();
        async move { store.revoke(Owner::Key(&key), consent).await.expect("the store answers") }
    };
    assert!(!revoke(stranger).await, "not theirs");
    look(&second, adviser, id, LookAt::Result).await.expect("still");
    assert!(revoke(key.clone()).await);
    assert!(revoke(key.clone()).await, "pressed twice");
    for what in [LookAt::Result, LookAt::Answers, LookAt::Sheet] {
        assert_eq!(look(&second, adviser, id, what).await.err(), Some(ClientReason::Revoked), "{what:?}");
    }
    assert!(caseload(&second, adviser, &CaseloadQuery::default()).await.is_empty());
    let advice = NewAdvice { text: "x", visible: true, after: 0 };
    let written = done(second.advise(adviser, id, advice).await.expect("the store answers"));
    assert_eq!(written, Err(ClientReason::Revoked));
    assert_eq!(consents(&store, &key).await[0].look_count, 2, "refused looks are none");
}

async fn a_consent_ends_with_its_last_day(database: TestDatabase) {
    let store = database.published().await;
    let (adviser, _) = adviser(&database, &store, "みよし商工会", "a@example.jp").await;
    let key = submitted(&store, &answers(&[])).await;
    give(&store, &key, Grant { term: Term::ThreeMonths, ..grant(adviser, RESULT) }).await;
    let id = only(&store, adviser).await;
    database.clock.set(at("2027-02-22T23:59:59+09:00"));
    look(&store, adviser, id, LookAt::Result).await.expect("the last day");
    database.clock.set(at("2027-02-23T00:00:00+09:00"));
    assert_eq!(look(&store, adviser, id, LookAt::Result).await.err(), Some(ClientReason::Expired));
    assert!(caseload(&store, adviser, &CaseloadQuery::default()).await.is_empty());
    let consent = consents(&store, &key).await[0].id;
    assert!(store.revoke(Owner::Key(&key), consent).await.expect("the store answers"), "one's own, but over");
    give(&store, &key, grant(adviser, RESULT)).await;
    let standings: Vec<Standing> = consents(&store, &key).await.iter().map(|one| one.standing).collect();
    assert_eq!(standings, [Standing::Holds, Standing::Expired], "it was never taken back");
}

async fn agreeing_twice_is_agreeing_once(database: TestDatabase) {
    let (store, second) = (database.published().await, database.store().await);
    let (adviser, _) = adviser(&database, &store, "みよし商工会", "a@example.jp").await;
    let key = submitted(&store, &answers(&[])).await;
    let (one, other) =
        tokio::join!(give(&store, &key, grant(adviser, ALL)), give(&second, &key, grant(adviser, ALL)));
    assert_eq!((one, other), (Granted::Done, Granted::Done));
    assert_eq!(rows(&database, "consent").await, 1);
    give(&store, &key, grant(adviser, RESULT)).await;
    assert_eq!(rows(&database, "consent").await, 2, "less is something else");
    only(&store, adviser).await;
}

async fn another_agency_sees_nothing(database: TestDatabase) {
    let store = database.published().await;
    let (one, _) = adviser(&database, &store, "みよし商工会", "a@example.jp").await;
    let (other, _) = adviser(&database, &store, "しょうばら商工会", "b@example.jp").await;
    let key = submitted(&store, &answers(&[])).await;
    give(&store, &key, grant(one, ALL)).await;
    let id = only(&store, one).await;
    store.add_task(one, id, task("電話する", None)).await.expect("the store answers");
    let own_task = look(&store, one, id, LookAt::Result).await.expect("one's own").tasks[0].id;
    assert!(caseload(&store, other, &CaseloadQuery::default()).await.is_empty());
    assert_eq!(look(&store, other, id, LookAt::Result).await.err(), Some(ClientReason::NoConsent));
    give(&store, &key, grant(other, RESULT)).await;
    let client = look(&store, other, id, LookAt::Result).await.expect("under its own consent");
    assert!(client.tasks.is_empty(), "another agency's are none of theirs");
    let ticked = done(store.tick_task(other, id, (own_task, true)).await.expect("the store answers"));
    assert_eq!(ticked, Err(ClientReason::NoConsent));
    assert_eq!(look(&store, one, id, LookAt::Result).await.expect("one's own").tasks[0].done_at, None);
}

async fn every_look_is_written_down(database: TestDatabase) {
    let store = database.published().await;
    let (adviser, _) = adviser(&database, &store, "みよし商工会", "a@example.jp").await;
    let key = submitted(&store, &answers(&[])).await;
    give(&store, &key, grant(adviser, ALL)).await;
    let id = only(&store, adviser).await;
    assert_eq!(consents(&store, &key).await[0].look_count, 0, "the list is no look at one");
    for (minute, what) in [LookAt::Result, LookAt::Answers, LookAt::Sheet].into_iter().enumerate() {
        database.clock.set(at(&format!("2026-11-22T11:0{minute}:00+09:00")));
        look(&store, adviser, id, what).await.expect("under the consent");
    }
    store.take_caseload(adviser, &CaseloadQuery::default()).await.expect("the store answers");
    let given = &consents(&store, &key).await[0];
    let looked: Vec<LookAt> = given.looks.iter().map(|look| look.what).collect();
    assert_eq!(looked, [LookAt::Table, LookAt::Sheet, LookAt::Answers, LookAt::Result]);
    assert_eq!(given.looks[3].at, at("2026-11-22T11:00:00+09:00"));
    // 「前に見たとき」 is another day.
    database.clock.set(at("2026-11-25T09:00:00+09:00"));
    look(&store, adviser, id, LookAt::Result).await.expect("under the consent");
    let client = look(&store, adviser, id, LookAt::Result).await.expect("under the consent");
    assert_eq!(client.last_visit.to_string(), "2026-11-22");
}

fn task<'a>(text: &'a str, due_on: Option<&str>) -> NewTask<'a> {
    let due_on = due_on.map(|day| day.parse::<NaiveDate>().expect("a day"));
    NewTask { text, due_on, owner: 0, after: 0 }
}

async fn what_is_written_is_there_once(database: TestDatabase) {
    let store = database.published().await;
    let (adviser, _) = adviser(&database, &store, "みよし商工会", "a@example.jp").await;
    let key = submitted(&store, &answers(&[])).await;
    give(&store, &key, grant(adviser, RESULT)).await;
    let id = only(&store, adviser).await;
    let note = |text: &'static str, visible, after| {
        let store = store.clone();
        async move {
            let written = store.advise(adviser, id, NewAdvice { text, visible, after }).await;
            done(written.expect("the store answers")).expect("under the consent");
        }
    };
    for _ in 0..2 {
        note("見積もりを取りましょう", true, 0).await;
        note("社長は午後がよい", false, 0).await;
    }
    assert_eq!(rows(&database, "advice").await, 2, "pressed twice");
    note("見積もりを取りましょう", true, 2).await;
    assert_eq!(rows(&database, "advice").await, 3, "the same words, later");
    let client = look(&store, adviser, id, LookAt::Result).await.expect("under the consent");
    assert_eq!(client.advice[0].by, "a@example.jp");
    let read = store.for_business(&key).await.expect("the store answers").advice;
    assert_eq!(read.len(), 2, "what is for the agency alone is not shown");
    assert!(read.iter().all(|one| one.text == "見積もりを取りましょう" && one.agency == "みよし商工会"));
    for due in [Some("2026-12-10"), None, Some("2026-12-01")] {
        store.add_task(adviser, id, task("電話する", due)).await.expect("the store answers");
    }
    let tasks = look(&store, adviser, id, LookAt::Result).await.expect("under the consent").tasks;
    let days: Vec<Option<String>> = tasks.iter().map(|one| one.due_on.map(|day| day.to_string())).collect();
    assert_eq!(days, [Some("2026-12-01".to_owned()), Some("2026-12-10".to_owned()), None]);
    store.tick_task(adviser, id, (tasks[0].id, true)).await.expect("the store answers");
    let tasks = look(&store, adviser, id, LookAt::Result).await.expect("under the consent").tasks;
    assert_eq!(tasks.iter().map(|one| one.done_at.is_some()).collect::<Vec<_>>(), [false, false, true]);
}

async fn a_to_do_is_for_somebody_of_the_agency(database: TestDatabase) {
    let store = database.published().await;
    let (writer, _) = adviser(&database, &store, "みよし商工会", "a@example.jp").await;
    let (colleague, _) = adviser(&database, &store, "みよし商工会", "b@example.jp").await;
    let (gone, _) = adviser(&database, &store, "みよし商工会", "c@example.jp").await;
    let (stranger, _) = adviser(&database, &store, "しょうばら商工会", "d@example.jp").await;
    app::backend::Rosters::disable(&store, gone.staff).await.expect("the store answers");
    let key = submitted(&store, &answers(&[])).await;
    give(&store, &key, grant(writer, RESULT)).await;
    let id = only(&store, writer).await;
    for (text, owner, expected) in [
        ("自分", writer.staff, "a@example.jp"),
        ("同じ機関の人", colleague.staff, "b@example.jp"),
        // Who is not there to do it is not taken: it stays with whoever writes it.
        ("使えなくした人", gone.staff, "a@example.jp"),
        ("ほかの機関の人", stranger.staff, "a@example.jp"),
        ("いない人", 999_999, "a@example.jp"),
    ] {
        let new = NewTask { owner, ..task(text, None) };
        done(store.add_task(writer, id, new).await.expect("the store answers")).expect("under the consent");
        let client = look(&store, writer, id, LookAt::Result).await.expect("under the consent");
        let found = client.tasks.iter().find(|one| one.text == text).expect("the to-do");
        assert_eq!(found.owner, expected, "{text}");
        assert!(client.colleagues.iter().all(|one| one.id != stranger.staff && one.id != gone.staff));
    }
    let by_stranger =
        store.add_task(stranger, id, task("よその人から", None)).await.expect("the store answers");
    assert_eq!(done(by_stranger), Err(ClientReason::NoConsent));
    assert_eq!(rows(&database, "client_task").await, 5);
}

async fn proposals_are_marked_by_both(database: TestDatabase) {
    let store = database.published().await;
    let (adviser, _) = adviser(&database, &store, "みよし商工会", "a@example.jp").await;
    let (key, stranger) = (submitted(&store, &answers(&[])).await, submitted(&store, &answers(&[])).await);
    give(&store, &key, grant(adviser, RESULT)).await;
    let id = only(&store, adviser).await;
    for _ in 0..2 {
        let proposed = store.propose_menu(adviser, id, "marukei").await;
        done(proposed.expect("the store answers")).expect("under the consent");
    }
    let shown = store.for_business(&key).await.expect("the store answers").proposals;
    assert_eq!(
        (shown.len(), shown[0].menu.as_str(), shown[0].state),
        (1, "marukei", ProposalState::Proposed)
    );
    let mark = |key: DiagnosisKey, state| {
        let (store, proposal) = (store.clone(), shown[0].id);
        async move { store.mark_proposal(&key, proposal, state).await.expect("the store answers") }
    };
    assert_eq!(mark(stranger, ProposalState::Adopted).await, Marked::NotFound, "not theirs");
    assert_eq!(mark(key.clone(), ProposalState::Applied).await, Marked::Done);
    let client = look(&store, adviser, id, LookAt::Result).await.expect("under the consent");
    let seen = &client.proposals[0];
    assert_eq!((seen.state, seen.by_business), (ProposalState::Applied, true));
    let proposal = seen.id;
    let change = |from, to| {
        let store = store.clone();
        async move {
            let change = ProposalChange { proposal, from, to };
            done(store.change_proposal(adviser, id, change).await.expect("the store answers"))
        }
    };
    change(ProposalState::Proposed, ProposalState::NotAdopted).await.expect("under the consent");
    store.propose_menu(adviser, id, "marukei").await.expect("the store answers");
    let state = |key: DiagnosisKey| {
        let store = store.clone();
        async move {
            let shown = store.for_business(&key).await.expect("the store answers").proposals;
            assert_eq!(shown.len(), 1);
            shown[0].state
        }
    };
    assert_eq!(state(key.clone()).await, ProposalState::Applied, "what the business said meanwhile stays");
    change(ProposalState::Applied, ProposalState::Adopted).await.expect("under the consent");
    assert_eq!(state(key).await, ProposalState::Adopted);
    let foreign = ProposalChange { proposal: 999, from: ProposalState::Adopted, to: ProposalState::Applied };
    let told = done(store.change_proposal(adviser, id, foreign).await.expect("the store answers"));
    assert_eq!(told, Err(ClientReason::NoConsent));
}

async fn nothing_is_marked_for_those_who_do_not_see_it(database: TestDatabase) {
    let store = database.published().await;
    let (adviser, _) = adviser(&database, &store, "みよし商工会", "a@example.jp").await;
    let key = submitted(&store, &answers(&[])).await;
    give(&store, &key, Grant { term: Term::ThreeMonths, ..grant(adviser, RESULT) }).await;
    let id = only(&store, adviser).await;
    done(store.propose_menu(adviser, id, "marukei").await.expect("answers")).expect("under the consent");
    let shown = || async { store.for_business(&key).await.expect("the store answers").proposals.remove(0) };
    let proposal = shown().await.id;
    let mark = |state| {
        let (store, key) = (store.clone(), key.clone());
        async move { store.mark_proposal(&key, proposal, state).await.expect("the store answers") }
    };
    assert!(shown().await.is_shared);
    let consent = consents(&store, &key).await[0].id;
    store.revoke(Owner::Key(&key), consent).await.expect("the store answers");
    assert_eq!(mark(ProposalState::Applied).await, Marked::NotShared);
    let still = shown().await;
    assert_eq!((still.state, still.is_shared), (ProposalState::Proposed, false), "it stays to be read");
    give(&store, &key, Grant { term: Term::ThreeMonths, ..grant(adviser, RESULT) }).await;
    assert!(shown().await.is_shared, "the latest counts");
    assert_eq!(mark(ProposalState::Applied).await, Marked::Done);
    database.clock.set(at("2027-02-23T00:00:00+09:00"));
    assert_eq!(mark(ProposalState::Adopted).await, Marked::NotShared, "its time is over");
    let still = shown().await;
    assert_eq!((still.state, still.is_shared), (ProposalState::Applied, false));
}

async fn a_part_of_an_adviser_is_told_to_the_business_alone(database: TestDatabase) {
    let store = database.published().await;
    let (adviser, who) = adviser(&database, &store, "みよし商工会", "a@example.jp").await;
    let first = store.begin_first(adviser, Channel::Paper).await.expect("the store answers");
    assert_eq!(store.find(&first).await.expect("answers").expect("a diagnosis").helped_by, None, "not sent");
    complete(&store, &first, &answers(&[])).await;
    give(&store, &first, grant(adviser, ALL)).await;
    let id = only(&store, adviser).await;
    let begin = |channel| {
        let (store, session) = (store.clone(), who.session.clone());
        async move {
            let begun = store.begin_together(adviser, &session, (id, channel)).await;
            done(begun.expect("the store answers")).expect("under the consent")
        }
    };
    // Whoever chose the wrong button chooses again.
    assert_eq!(begin(Channel::Paper).await, begin(Channel::Together).await);
    let together = begin(Channel::Together).await;
    complete(&store, &together, &answers(&[])).await;
    let own = again(&store, &first).await;
    let helped = |channel| Some(HelpedBy { agency: "みよし商工会".to_owned(), channel });
    let of = |key: DiagnosisKey| {
        let store = store.clone();
        async move {
            let found = store.find(&key).await.expect("the store answers").expect("a diagnosis").helped_by;
            let past = store.earlier(&key).await.expect("the store answers").remove(0).helped_by;
            (found, past)
        }
    };
    assert_eq!(of(own.clone()).await, (helped(Channel::Together), helped(Channel::Paper)));
    assert_eq!(of(together).await, (None, None), "another agency may have helped before");
    let session = signed_in(&database, &store, "hanako@example.jp", Some(&own)).await;
    let export = store.export(&session).await.expect("the store answers").expect("a session");
    let exported: Vec<(String, String)> = export.businesses[0]
        .diagnoses
        .iter()
        .filter_map(|one| one.helped_by.clone().map(|help| (help.agency, help.channel)))
        .collect();
    let expected = ["paper", "together"].map(|channel| ("みよし商工会".to_owned(), channel.to_owned()));
    assert_eq!(exported, expected);
    let alone = submitted(&store, &answers(&[])).await;
    assert_eq!(store.find(&alone).await.expect("answers").expect("a diagnosis").helped_by, None);
}

async fn why_a_key_is_closed_is_told_to_whom_it_was_made_for(database: TestDatabase) {
    let store = database.published().await;
    let (one, who) = adviser(&database, &store, "みよし商工会", "a@example.jp").await;
    let (_, other) = adviser(&database, &store, "みよし商工会", "b@example.jp").await;
    let key = submitted(&store, &answers(&[])).await;
    give(&store, &key, grant(one, ALL)).await;
    let id = only(&store, one).await;
    let begun = store.begin_together(one, &who.session, (id, Channel::Together)).await;
    let together = done(begun.expect("the store answers")).expect("under the consent");
    let why = |session: StaffToken, key: DiagnosisKey| {
        let store = store.clone();
        async move { store.why_closed(&session, &key).await.expect("the store answers") }
    };
    let mine = || why(who.session.clone(), together.clone());
    assert_eq!(mine().await, None, "it opens");
    give(&store, &key, grant(one, RESULT)).await;
    assert_eq!(mine().await, Some(ClientReason::NotCovered), "without the answers now");
    let consent = consents(&store, &key).await[0].id;
    store.revoke(Owner::Key(&key), consent).await.expect("the store answers");
    assert_eq!(mine().await, Some(ClientReason::Revoked));
    assert_eq!(why(other.session, together.clone()).await, None, "a colleague's is none of theirs");
    assert_eq!(why(who.session.clone(), key.clone()).await, None, "that is the business's own");
    store.end_staff_sessions(&who.session, app::backend::Ending::This).await.expect("the store answers");
    assert_eq!(mine().await, None, "nobody is signed in");
}

async fn answering_together_ends_with_the_consent(database: TestDatabase) {
    let store = database.published().await;
    let (adviser, who) = adviser(&database, &store, "みよし商工会", "a@example.jp").await;
    let key = submitted(&store, &answers(&[])).await;
    give(&store, &key, grant(adviser, RESULT)).await;
    let id = only(&store, adviser).await;
    let begin = || async {
        done(
            store
                .begin_together(adviser, &who.session, (id, Channel::Together))
                .await
                .expect("the store answers"),
        )
    };
    assert_eq!(begin().await.err(), Some(ClientReason::NotCovered), "that needs the answers");
    give(&store, &key, grant(adviser, ALL)).await;
    let together = begin().await.expect("under the consent");
    assert_eq!(begin().await.expect("pressed twice"), together);
    let found = store.find(&together).await.expect("the store answers").expect("a diagnosis");
    assert!(found.follows && found.by == KeyOf::Adviser && found.submitted_at.is_none());
    let saved = |raw: RawAnswer| {
        let (store, key) = (store.clone(), together.clone());
        async move { store.save_answer(&key, "q03", &raw).await.expect("the store answers") }
    };
    let five = RawAnswer { values: vec!["5".to_owned()], declined: false };
    assert_eq!(saved(five.clone()).await, Saved::Stored);
    let consent = consents(&store, &key).await[0].id;
    store.revoke(Owner::Key(&key), consent).await.expect("the store answers");
    assert!(store.find(&together).await.expect("the store answers").is_none());
    assert_eq!(saved(five.clone()).await, Saved::NotFound);
    // What was answered stays with the business.
    let own = again(&store, &key).await;
    assert_eq!(store.find(&own).await.expect("answers").expect("a diagnosis").answers["q03"], five);
    give(&store, &key, grant(adviser, ALL)).await;
    let together = begin().await.expect("under the consent");
    complete(&store, &together, &answers(&[("q03", "7")])).await;
    let client = look(&store, adviser, id, LookAt::Answers).await.expect("under the consent");
    assert_eq!((client.diagnoses.len(), client.diagnoses[0].channel), (2, Some(Channel::Together)));
    store.end_staff_sessions(&who.session, app::backend::Ending::This).await.expect("the store answers");
    assert!(store.find(&together).await.expect("the store answers").is_none(), "the session is over");
}

async fn what_was_not_sent_is_the_businesss_own(database: TestDatabase) {
    let store = database.published().await;
    let (adviser, who) = adviser(&database, &store, "みよし商工会", "a@example.jp").await;
    let key = submitted(&store, &answers(&[])).await;
    give(&store, &key, grant(adviser, ALL)).await;
    let id = only(&store, adviser).await;
    let own = again(&store, &key).await;
    let begin = || async {
        done(
            store
                .begin_together(adviser, &who.session, (id, Channel::Together))
                .await
                .expect("the store answers"),
        )
    };
    assert_eq!(begin().await.err(), Some(ClientReason::UnderWay));
    complete(&store, &own, &answers(&[])).await;
    let together = begin().await.expect("it was sent");
    // Having it open is a look: one for ten minutes of it.
    let looks = || async { consents(&store, &key).await[0].look_count };
    let before = looks().await;
    for (minute, more) in [(1, 0), (9, 0), (11, 1), (12, 1)] {
        database.clock.set(at(&format!("2026-11-22T10:{minute:02}:00+09:00")));
        store.find(&together).await.expect("the store answers").expect("a diagnosis");
        assert_eq!(looks().await, before + more, "after {minute} minutes");
    }
}

async fn an_advisers_key_decides_nothing(database: TestDatabase) {
    let store = database.published().await;
    let (adviser, who) = adviser(&database, &store, "みよし商工会", "a@example.jp").await;
    let key = submitted(&store, &answers(&[])).await;
    give(&store, &key, grant(adviser, ALL)).await;
    let id = only(&store, adviser).await;
    let begun = store
        .begin_together(adviser, &who.session, (id, Channel::Together))
        .await
        .expect("the store answers");
    let together = done(begun).expect("under the consent");
    complete(&store, &together, &answers(&[])).await;
    assert_eq!(store.submit(&together).await.expect("the store answers"), Submitted::Done);
    assert_eq!(store.shares(&together).await.expect("the store answers"), None);
    assert_eq!(give(&store, &together, grant(adviser, ALL)).await, Granted::NotFound);
    assert!(!store.show_code(&together).await.expect("the store answers"));
    assert!(store.begin_again(&together).await.expect("the store answers").is_none());
    let consent = consents(&store, &key).await[0].id;
    assert!(!store.revoke(Owner::Key(&together), consent).await.expect("the store answers"));
    let session = signed_in(&database, &store, "adviser@example.jp", Some(&together)).await;
    assert!(store.mine(&session).await.expect("answers").expect("a session").businesses.is_empty());
    assert_eq!(store.claim(&session, &together).await.expect("the store answers"), Own::NotFound);
    let kept = store.keep(&together, Wanted::Any).await.expect("the store answers");
    assert_eq!(kept, Keeping::BySession);
}

async fn a_first_diagnosis_is_the_businesss_own(database: TestDatabase) {
    let store = database.published().await;
    let (adviser, _) = adviser(&database, &store, "みよし商工会", "a@example.jp").await;
    let key = store.begin_first(adviser, Channel::Paper).await.expect("the store answers");
    complete(&store, &key, &answers(&[])).await;
    assert_eq!(store.find(&key).await.expect("answers").expect("a diagnosis").by, KeyOf::Own);
    assert!(caseload(&store, adviser, &CaseloadQuery::default()).await.is_empty(), "nobody has agreed");
    give(&store, &key, grant(adviser, RESULT)).await;
    let id = only(&store, adviser).await;
    let client = look(&store, adviser, id, LookAt::Result).await.expect("under the consent");
    assert_eq!(client.diagnoses[0].channel, Some(Channel::Paper));
}

async fn what_is_due_comes_first(database: TestDatabase) {
    let store = database.published().await;
    let (adviser, _) = adviser(&database, &store, "みよし商工会", "a@example.jp").await;
    let mut ids = Vec::new();
    for name in ["一番", "二番", "三番"] {
        let key = submitted(&store, &answers(&[])).await;
        give(&store, &key, Grant { name, ..grant(adviser, RESULT) }).await;
        let query = CaseloadQuery { words: Some(name.to_owned()), ..CaseloadQuery::default() };
        ids.push(caseload(&store, adviser, &query).await[0].id);
    }
    for (place, due) in [(2, "2026-11-20"), (1, "2026-11-24")] {
        store.add_task(adviser, ids[place], task("電話する", Some(due))).await.expect("the store answers");
    }
    let found = caseload(&store, adviser, &CaseloadQuery::default()).await;
    assert_eq!(found.iter().map(|row| row.id).collect::<Vec<_>>(), [ids[2], ids[1], ids[0]]);
    assert_eq!(found[0].due, Due::On("2026-11-20".parse().expect("a day")));
    assert_eq!((found[0].tasks, found[2].tasks, found[2].next_task), (1, 0, None));
    let all_the_same = found.iter().map(|row| row.standing.as_ref().map(|s| s.level.clone()));
    assert!(all_the_same.clone().all(|level| level.is_some()), "{all_the_same:?}");
    let advice = NewAdvice { text: "訪問した", visible: false, after: 0 };
    store.advise(adviser, ids[0], advice).await.expect("the store answers");
    let query = CaseloadQuery { order: CaseloadOrder::Contact, ..CaseloadQuery::default() };
    let found = caseload(&store, adviser, &query).await;
    assert_eq!(found.last().map(|row| row.id), Some(ids[0]), "who was heard of last");
    assert_eq!(found[2].last_contact, Some(database.clock.now()));
}

async fn a_list_is_narrowed_down(database: TestDatabase) {
    let store = database.published().await;
    let (adviser, _) = adviser(&database, &store, "みよし商工会", "a@example.jp").await;
    for (name, town) in [("カフェ・ミヨシ", "34209"), ("くれ鉄工所", "34202"), ("", "34202")] {
        let key = submitted(&store, &answers(&[("q01", town)])).await;
        give(&store, &key, Grant { name, term: Term::ThreeMonths, ..grant(adviser, RESULT) }).await;
    }
    let found = |query: CaseloadQuery| {
        let store = store.clone();
        async move {
            let found = store.caseload(adviser, &query).await.expect("the store answers");
            assert_eq!(found.of_all, 3);
            found.clients.items.into_iter().map(|row| row.name).collect::<Vec<_>>()
        }
    };
    let all = CaseloadQuery::default;
    assert_eq!(found(CaseloadQuery { words: Some("かふぇ".to_owned()), ..all() }).await, ["カフェ・ミヨシ"]);
    let kure = CaseloadQuery { municipality: Some("34202".to_owned()), order: CaseloadOrder::Name, ..all() };
    assert_eq!(found(kure).await, ["くれ鉄工所", ""], "who has no name comes last");
    assert!(found(CaseloadQuery { only: Some(CaseloadOnly::WithTasks), ..all() }).await.is_empty());
    assert!(found(CaseloadQuery { only: Some(CaseloadOnly::Ending), ..all() }).await.is_empty());
    assert!(found(CaseloadQuery { level: Some("none".to_owned()), ..all() }).await.is_empty());
    database.clock.set(at("2027-01-30T10:00:00+09:00"));
    assert_eq!(found(CaseloadQuery { only: Some(CaseloadOnly::Ending), ..all() }).await.len(), 3);
}

async fn who_was_disabled_meanwhile_writes_nothing(database: TestDatabase) {
    let store = database.published().await;
    let (adviser, who) = adviser(&database, &store, "みよし商工会", "a@example.jp").await;
    let key = submitted(&store, &answers(&[])).await;
    give(&store, &key, grant(adviser, ALL)).await;
    let id = only(&store, adviser).await;
    let begun = store
        .begin_together(adviser, &who.session, (id, Channel::Together))
        .await
        .expect("the store answers");
    let together = done(begun).expect("under the consent");
    // Past the door, they are shut out.
    app::backend::Rosters::disable(&store, adviser.staff).await.expect("the store answers");
    let advice = NewAdvice { text: "x", visible: true, after: 0 };
    assert!(done(store.advise(adviser, id, advice).await.expect("answers")).is_err());
    assert!(look(&store, adviser, id, LookAt::Result).await.is_err());
    assert!(store.find(&together).await.expect("the store answers").is_none());
    assert_eq!(rows(&database, "advice").await, 0);
}

async fn an_account_takes_back_too(database: TestDatabase) {
    let store = database.published().await;
    let (adviser, _) = adviser(&database, &store, "みよし商工会", "a@example.jp").await;
    let key = submitted(&store, &answers(&[])).await;
    give(&store, &key, grant(adviser, RESULT)).await;
    let session = signed_in(&database, &store, "hanako@example.jp", Some(&key)).await;
    let stranger = signed_in(&database, &store, "jiro@example.jp", None).await;
    let id = only(&store, adviser).await;
    let given = store.consents_of(&session, id).await.expect("the store answers").expect("one's own");
    assert_eq!(given.len(), 1);
    assert_eq!(store.consents_of(&stranger, id).await.expect("the store answers"), None);
    assert!(!store.revoke(Owner::Session(&stranger), given[0].id).await.expect("the store answers"));
    assert!(store.revoke(Owner::Session(&session), given[0].id).await.expect("the store answers"));
    assert_eq!(look(&store, adviser, id, LookAt::Result).await.err(), Some(ClientReason::Revoked));
}
