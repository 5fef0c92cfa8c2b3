//! Accounts: what a link opens, for whom, how often and how long; where one is signed in; what the database tells.

use std::sync::Arc;
use std::time::{Duration, Instant};

use app::backend::{
    Accounts, AskedLink, BrowserToken, Changing, Clock, Device, DiagnosisKey, Ending, Followed, LinkFault,
    LinkToken, Own, Pressed, Purpose, Seen, Sender, SessionToken,
};
use chrono::TimeDelta;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::Query;
use server::store::Store;
use tests::mail::{MemoryTransport, letters, secret_in, worker};
use tests::{TestDatabase, answers};

use super::{rows, submitted};

tests::on_both_databases! {
    a_link_signs_in_the_browser_that_asked,
    looking_uses_nothing_up,
    a_link_works_once,
    pressing_twice_ends_signed_in,
    two_presses_at_once_make_one_session,
    a_link_expires,
    another_browser_needs_the_code,
    five_wrong_codes_end_a_link,
    guesses_at_once_count_as_many,
    asking_twice_leaves_the_first_link_to_the_browser,
    one_address_is_one_account_however_it_is_written,
    what_is_no_address_gets_no_letter,
    the_limits_hold_across_instances,
    known_and_unknown_addresses_are_answered_alike,
    sessions_end_by_themselves,
    that_somebody_was_seen_is_written_down_once_an_hour,
    sessions_are_listed_and_ended_by_their_owner_only,
    signing_in_again_ends_the_session_before,
    the_address_changes_where_one_is_signed_in,
    the_address_of_another_account_is_not_taken,
    what_is_over_is_cleared,
    the_database_tells_no_secret_and_sent_letters_are_emptied,
}

pub(super) const BASE: &str = "https://shindan.example.jp";
const HANAKO: &str = "hanako@example.jp";

async fn ask_as(store: &Store, sender: &str, address: &str, browser: Option<&BrowserToken>) -> BrowserToken {
    let sender = Sender(sender.to_owned());
    let asked = AskedLink { sender: &sender, address, base_url: BASE };
    let waiting = store.ask_sign_in(asked, browser, None).await.expect("the store answers");
    waiting.expect("an address")
}

async fn ask(store: &Store, address: &str) -> BrowserToken {
    ask_as(store, "a", address, None).await
}

/// The link of the latest letter to an address.
async fn link(database: &TestDatabase, address: &str) -> LinkToken {
    let letters = letters(database, address).await;
    let secret = secret_in(letters.last().expect("a letter"), "/me/link/");
    LinkToken::parse(&secret).expect("the form of a link")
}

fn pressed(link: &LinkToken, browser: Option<&BrowserToken>) -> Pressed {
    Pressed {
        base_url: BASE.into(),
        link: link.clone(),
        browser: browser.cloned(),
        session: None,
        code: None,
        device: Device::Android,
    }
}

async fn press(store: &Store, link: &LinkToken, browser: Option<&BrowserToken>) -> Followed {
    store.follow(&pressed(link, browser)).await.expect("the store answers")
}

async fn press_with_code(store: &Store, link: &LinkToken, code: &str) -> Followed {
    let pressed = Pressed { code: Some(code.to_owned()), ..pressed(link, None) };
    store.follow(&pressed).await.expect("the store answers")
}

fn session(followed: Followed) -> SessionToken {
    match followed {
        Followed::SignedIn(session) => session,
        other => panic!("{other:?}"),
    }
}

/// Somebody who has come in by a link that claims a diagnosis.
pub(super) async fn signed_in(
    database: &TestDatabase,
    store: &Store,
    address: &str,
    claims: Option<&DiagnosisKey>,
) -> SessionToken {
    let sender = Sender("a".to_owned());
    let asked = AskedLink { sender: &sender, address, base_url: BASE };
    let browser = store.ask_sign_in(asked, None, claims).await.expect("the store answers");
    let link = link(database, address).await;
    session(press(store, &link, browser.as_ref()).await)
}

async fn look(store: &Store, link: &LinkToken, browser: Option<&BrowserToken>) -> Seen {
    store.look(link, browser, None).await.expect("the store answers")
}

async fn lives(store: &Store, session: &SessionToken) -> bool {
    store.mine(session).await.expect("the store answers").is_some()
}

async fn address_of(store: &Store, session: &SessionToken) -> String {
    store.mine(session).await.expect("the store answers").expect("a session").address
}

fn dead(fault: LinkFault) -> Followed {
    Followed::Dead(fault)
}

async fn forward(database: &TestDatabase, by: TimeDelta) {
    let now = database.clock.now();
    database.clock.set(now + by);
}

async fn a_link_signs_in_the_browser_that_asked(database: TestDatabase) {
    let store = database.published().await;
    let key = submitted(&store, &answers(&[])).await;
    let asked = AskedLink { sender: &Sender("a".to_owned()), address: HANAKO, base_url: BASE };
    let browser = store.ask_sign_in(asked, None, Some(&key)).await.expect("answers").expect("an address");
    assert_eq!(rows(&database, "account").await, 0, "nothing begins before the address has shown itself");
    let link = link(&database, HANAKO).await;
    assert_eq!(look(&store, &link, Some(&browser)).await, Seen::Ready(Purpose::SignIn));
    let session = session(press(&store, &link, Some(&browser)).await);
    let mine = store.mine(&session).await.expect("the store answers").expect("a session");
    assert_eq!((mine.address.as_str(), mine.businesses.len()), (HANAKO, 1));
    assert_eq!(mine.businesses[0].diagnoses.len(), 1);
    assert!(mine.sessions[0].is_this && mine.sessions[0].device == Device::Android);
    let forged = SessionToken::parse(&"0".repeat(32)).expect("the form of a session");
    assert!(!lives(&store, &forged).await);
}

async fn looking_uses_nothing_up(database: TestDatabase) {
    let store = database.store().await;
    let browser = ask(&store, HANAKO).await;
    let link = link(&database, HANAKO).await;
    for _ in 0..10 {
        assert_eq!(look(&store, &link, None).await, Seen::NeedsCode);
        assert_eq!(look(&store, &link, Some(&browser)).await, Seen::Ready(Purpose::SignIn));
    }
    assert_eq!((rows(&database, "account").await, rows(&database, "account_session").await), (0, 0));
    session(press(&store, &link, Some(&browser)).await);
    let unknown = LinkToken::parse(&"0".repeat(32)).expect("the form of a link");
    assert_eq!(look(&store, &unknown, Some(&browser)).await, Seen::Dead(LinkFault::Unknown));
    assert_eq!(press(&store, &unknown, Some(&browser)).await, dead(LinkFault::Unknown));
}

async fn a_link_works_once(database: TestDatabase) {
    let store = database.store().await;
    let browser = ask(&store, HANAKO).await;
    let link = link(&database, HANAKO).await;
    let session = session(press(&store, &link, Some(&browser)).await);
    let code = store.code_of(&browser);
    assert_eq!(press_with_code(&store, &link, &code).await, dead(LinkFault::Used), "somebody else's press");
    assert_eq!(look(&store, &link, None).await, Seen::Dead(LinkFault::Used));
    // Whoever has left does not come in again by it.
    store.end_sessions(&session, Ending::This).await.expect("the store answers");
    assert_eq!(press(&store, &link, Some(&browser)).await, dead(LinkFault::Used));
    assert_eq!(rows(&database, "account_session").await, 0);
}

async fn pressing_twice_ends_signed_in(database: TestDatabase) {
    let store = database.store().await;
    let browser = ask(&store, HANAKO).await;
    let link = link(&database, HANAKO).await;
    let first = session(press(&store, &link, Some(&browser)).await);
    let second = session(press(&store, &link, Some(&browser)).await);
    assert!(first == second, "the first answer may not have arrived");
    assert_eq!(look(&store, &link, Some(&browser)).await, Seen::Done);
    // In another browser too, once it is signed in.
    let other = ask(&store, HANAKO).await;
    let link = self::link(&database, HANAKO).await;
    let code = store.code_of(&other);
    let third = session(press_with_code(&store, &link, &code).await);
    let again = Pressed { session: Some(third.clone()), ..pressed(&link, None) };
    assert_eq!(store.follow(&again).await.expect("the store answers"), Followed::SignedIn(third));
    assert_eq!(rows(&database, "account_session").await, 2);
}

async fn two_presses_at_once_make_one_session(database: TestDatabase) {
    let (store, other) = (database.store().await, database.store().await);
    for round in 0..4 {
        let address = format!("a{round}@example.jp");
        let browser = ask_as(&store, &address, &address, None).await;
        let link = link(&database, &address).await;
        let (one, two) =
            tokio::join!(press(&store, &link, Some(&browser)), press(&other, &link, Some(&browser)));
        assert!(session(one) == session(two));
        assert_eq!(rows(&database, "account_session").await, round + 1);
    }
}

async fn a_link_expires(database: TestDatabase) {
    let store = database.store().await;
    let browser = ask(&store, HANAKO).await;
    let link = link(&database, HANAKO).await;
    forward(&database, TimeDelta::minutes(10) - TimeDelta::seconds(1)).await;
    assert_eq!(look(&store, &link, Some(&browser)).await, Seen::Ready(Purpose::SignIn));
    forward(&database, TimeDelta::seconds(1)).await;
    assert_eq!(look(&store, &link, Some(&browser)).await, Seen::Dead(LinkFault::Expired));
    assert_eq!(press(&store, &link, Some(&browser)).await, dead(LinkFault::Expired));
    assert_eq!(rows(&database, "account").await, 0);
}

async fn another_browser_needs_the_code(database: TestDatabase) {
    let store = database.store().await;
    let browser = ask(&store, HANAKO).await;
    let stranger = ask(&store, "jiro@example.jp").await;
    let link = link(&database, HANAKO).await;
    assert_eq!(look(&store, &link, Some(&stranger)).await, Seen::NeedsCode);
    assert_eq!(press(&store, &link, Some(&stranger)).await, Followed::WrongCode, "nothing typed");
    assert_eq!(press_with_code(&store, &link, &store.code_of(&stranger)).await, Followed::WrongCode);
    assert_eq!(rows(&database, "account").await, 0);
    let code = store.code_of(&browser);
    let typed: String = code.chars().filter_map(|c| char::from_u32(u32::from(c) + 0xfee0)).collect();
    let session = session(press_with_code(&store, &link, &format!(" {typed} ")).await);
    assert_eq!(address_of(&store, &session).await, HANAKO);
}

async fn five_wrong_codes_end_a_link(database: TestDatabase) {
    let store = database.store().await;
    let browser = ask(&store, HANAKO).await;
    let link = link(&database, HANAKO).await;
    let code = store.code_of(&browser);
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..4 {
        assert_eq!(press_with_code(&store, &link, wrong).await, Followed::WrongCode);
        assert_eq!(press_with_code(&store, &link, " ").await, Followed::WrongCode, "no guess");
    }
    assert_eq!(press_with_code(&store, &link, wrong).await, dead(LinkFault::TooManyTries));
    assert_eq!(
        press_with_code(&store, &link, &code).await,
        dead(LinkFault::TooManyTries),
        "not even the right one"
    );
    assert_eq!(press(&store, &link, Some(&browser)).await, dead(LinkFault::TooManyTries));
    assert_eq!(look(&store, &link, None).await, Seen::Dead(LinkFault::TooManyTries));
}

async fn guesses_at_once_count_as_many(database: TestDatabase) {
    let stores = [database.store().await, database.store().await];
    let browser = ask(&stores[0], HANAKO).await;
    let (link, code) = (link(&database, HANAKO).await, stores[0].code_of(&browser));
    let guesses = (0..16).map(|guess| {
        let (store, link) = (stores[guess % 2].clone(), link.clone());
        let guess = format!("{guess:06}");
        assert_ne!(guess, code, "one in sixty thousand: run it again");
        tokio::spawn(async move { press_with_code(&store, &link, &guess).await })
    });
    let mut wrong = 0;
    for guess in guesses.collect::<Vec<_>>() {
        wrong += usize::from(guess.await.expect("no panic") == Followed::WrongCode);
    }
    assert_eq!(wrong, 4, "the fifth says that the link is dead, and no other is looked at");
}

async fn asking_twice_leaves_the_first_link_to_the_browser(database: TestDatabase) {
    let store = database.store().await;
    let browser = ask(&store, HANAKO).await;
    let first = link(&database, HANAKO).await;
    let again = ask_as(&store, "a", HANAKO, Some(&browser)).await;
    assert!(again == browser, "the code on the screen stays the same, too");
    let second = link(&database, HANAKO).await;
    assert!(first != second);
    for link in [&first, &second] {
        assert_eq!(look(&store, link, Some(&browser)).await, Seen::Ready(Purpose::SignIn));
    }
}

async fn one_address_is_one_account_however_it_is_written(database: TestDatabase) {
    let store = database.store().await;
    signed_in(&database, &store, "Hanako@Example.jp", None).await;
    let browser = ask(&store, "ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ ").await;
    let link = link(&database, HANAKO).await;
    let session = session(press(&store, &link, Some(&browser)).await);
    assert_eq!(address_of(&store, &session).await, "Hanako@Example.jp", "as it was typed first");
    assert_eq!(rows(&database, "account").await, 1);
}

async fn what_is_no_address_gets_no_letter(database: TestDatabase) {
    let store = database.store().await;
    for address in ["", "hanako", "@example.jp", "花子@example.jp", "a@b.jp\r\nBcc: c@d.jp"] {
        let asked = AskedLink { sender: &Sender("a".to_owned()), address, base_url: BASE };
        assert!(store.ask_sign_in(asked, None, None).await.expect("answers").is_none(), "{address}");
    }
    assert_eq!((rows(&database, "outbox").await, rows(&database, "account_link").await), (0, 0));
}

async fn the_limits_hold_across_instances(database: TestDatabase) {
    let stores = [database.store().await, database.store().await];
    for round in 0..8 {
        ask_as(&stores[round % 2], &format!("{round}"), HANAKO, None).await;
    }
    assert_eq!(letters(&database, HANAKO).await.len(), 5, "to one address, whoever asks");
    for round in 0..22 {
        ask_as(&stores[round % 2], "z", &format!("a{round}@example.jp"), None).await;
    }
    assert_eq!(rows(&database, "outbox").await, 5 + 20, "by one sender, whoever to");
    let session = signed_in(&database, &stores[0], "jiro@example.jp", None).await;
    let asked = AskedLink { sender: &Sender("y".to_owned()), address: HANAKO, base_url: BASE };
    for round in 0..8 {
        let changing = stores[round % 2].ask_change(asked, &session).await.expect("the store answers");
        assert_eq!(changing, Changing::Asked, "which is not told");
    }
    assert_eq!(rows(&database, "outbox").await, 5 + 20 + 1 + 5, "mail of another kind is counted apart");
    forward(&database, TimeDelta::days(1)).await;
    ask(&stores[1], HANAKO).await;
    assert_eq!(letters(&database, HANAKO).await.len(), 5 + 5 + 1);
}

/// The way is the same by construction; of many, the middle ones are compared.
async fn known_and_unknown_addresses_are_answered_alike(database: TestDatabase) {
    let store = database.store().await;
    let mut times = [Vec::new(), Vec::new()];
    for round in 0..30 {
        let known = format!("known{round}@example.jp");
        signed_in(&database, &store, &known, None).await;
        forward(&database, TimeDelta::hours(1)).await;
        for (address, times) in [known, format!("other{round}@example.jp")].iter().zip(&mut times) {
            let start = Instant::now();
            ask(&store, address).await;
            times.push(start.elapsed());
            let letter = letters(&database, address).await.pop().expect("a letter");
            let secret = secret_in(&letter, "/me/link/");
            assert!(!letter.contains("known") && !letter.replace(&secret, "").contains(address));
        }
    }
    let mut alike = Vec::new();
    for address in ["known0@example.jp", "other0@example.jp"] {
        ask_as(&store, "b", address, None).await;
        let letter = letters(&database, address).await.pop().expect("a letter");
        alike.push(letter.replace(&secret_in(&letter, "/me/link/"), "…"));
    }
    assert_eq!(alike[0], alike[1]);
    let [known, unknown] = times.map(|mut times| {
        times.sort_unstable();
        times[times.len() / 2]
    });
    let (less, more) = (known.min(unknown), known.max(unknown));
    assert!(more < less * 2 + Duration::from_millis(5), "known {known:?}, unknown {unknown:?}");
}

async fn sessions_end_by_themselves(database: TestDatabase) {
    let store = database.store().await;
    let idle = signed_in(&database, &store, HANAKO, None).await;
    let busy = signed_in(&database, &store, HANAKO, None).await;
    for _ in 0..3 {
        forward(&database, TimeDelta::days(29)).await;
        assert!(lives(&store, &busy).await);
    }
    assert!(!lives(&store, &idle).await, "87 days without being seen");
    forward(&database, TimeDelta::days(3) - TimeDelta::seconds(1)).await;
    assert!(lives(&store, &busy).await);
    forward(&database, TimeDelta::seconds(1)).await;
    assert!(!lives(&store, &busy).await, "90 days, however busy");
    let once = signed_in(&database, &store, HANAKO, None).await;
    forward(&database, TimeDelta::days(30) - TimeDelta::seconds(1)).await;
    let other = database.store().await;
    let seen = other.mine(&once).await.expect("the store answers").expect("a session");
    assert_eq!(seen.sessions.len(), 1);
}

async fn that_somebody_was_seen_is_written_down_once_an_hour(database: TestDatabase) {
    let store = database.store().await;
    let session = signed_in(&database, &store, HANAKO, None).await;
    let seen = async || store.mine(&session).await.expect("answers").expect("a session").sessions[0].seen_at;
    let first = seen().await;
    forward(&database, TimeDelta::minutes(59)).await;
    assert_eq!((seen().await, seen().await), (first, first));
    forward(&database, TimeDelta::minutes(1)).await;
    seen().await;
    assert_eq!(seen().await, database.clock.now());
}

async fn sessions_are_listed_and_ended_by_their_owner_only(database: TestDatabase) {
    let store = database.store().await;
    let mut own = Vec::new();
    for _ in 0..3 {
        own.push(signed_in(&database, &store, HANAKO, None).await);
    }
    let stranger = signed_in(&database, &store, "jiro@example.jp", None).await;
    let listed = store.mine(&own[0]).await.expect("answers").expect("a session").sessions;
    assert_eq!(listed.len(), 3);
    let others = listed.iter().filter(|session| !session.is_this).map(|session| session.id);
    for id in others.clone() {
        store.end_sessions(&stranger, Ending::One(id)).await.expect("the store answers");
    }
    assert!(lives(&store, &own[1]).await && lives(&store, &own[2]).await, "not theirs to end");
    let last = others.max().expect("a session");
    assert!(store.end_sessions(&own[0], Ending::One(last)).await.expect("the store answers"));
    let left = [lives(&store, &own[1]).await, lives(&store, &own[2]).await];
    assert_eq!(left, [true, false]);
    assert!(!store.end_sessions(&own[2], Ending::Others).await.expect("the store answers"), "it is over");
    assert!(lives(&store, &own[0]).await);
    store.end_sessions(&own[0], Ending::Others).await.expect("the store answers");
    assert!(lives(&store, &own[0]).await && !lives(&store, &own[1]).await && lives(&store, &stranger).await);
    store.end_sessions(&own[0], Ending::This).await.expect("the store answers");
    assert!(!lives(&store, &own[0]).await);
}

async fn signing_in_again_ends_the_session_before(database: TestDatabase) {
    let store = database.store().await;
    let former = signed_in(&database, &store, HANAKO, None).await;
    let browser = ask(&store, HANAKO).await;
    let link = link(&database, HANAKO).await;
    let again = Pressed { session: Some(former.clone()), ..pressed(&link, Some(&browser)) };
    let new = session(store.follow(&again).await.expect("the store answers"));
    assert!(new != former && lives(&store, &new).await && !lives(&store, &former).await);
}

async fn change(store: &Store, session: &SessionToken, address: &str) -> Changing {
    let asked = AskedLink { sender: &Sender("b".to_owned()), address, base_url: BASE };
    store.ask_change(asked, session).await.expect("the store answers")
}

async fn press_in(store: &Store, link: &LinkToken, session: Option<&SessionToken>) -> Followed {
    let pressed = Pressed { session: session.cloned(), ..pressed(link, None) };
    store.follow(&pressed).await.expect("the store answers")
}

async fn the_address_changes_where_one_is_signed_in(database: TestDatabase) {
    let store = database.store().await;
    let session = signed_in(&database, &store, HANAKO, None).await;
    let stranger = signed_in(&database, &store, "jiro@example.jp", None).await;
    assert_eq!(change(&store, &session, "nope").await, Changing::NotAnAddress);
    assert_eq!(change(&store, &session, "Hana@example.com").await, Changing::Asked);
    let link = link(&database, "Hana@example.com").await;
    for other in [None, Some(&stranger)] {
        let seen = store.look(&link, None, other).await.expect("the store answers");
        assert_eq!(seen, Seen::Dead(LinkFault::NotSignedIn));
        assert_eq!(press_in(&store, &link, other).await, dead(LinkFault::NotSignedIn));
    }
    assert_eq!(address_of(&store, &session).await, HANAKO);
    let seen = store.look(&link, None, Some(&session)).await.expect("the store answers");
    assert_eq!(seen, Seen::Ready(Purpose::ChangeAddress));
    // What is on its way to the former address opens nothing any more.
    let browser = ask(&store, HANAKO).await;
    let former = self::link(&database, HANAKO).await;
    assert_eq!(press_in(&store, &link, Some(&session)).await, Followed::AddressChanged);
    assert_eq!(press_in(&store, &link, Some(&session)).await, Followed::AddressChanged, "pressed twice");
    assert_eq!(address_of(&store, &session).await, "Hana@example.com");
    assert_eq!(press(&store, &former, Some(&browser)).await, dead(LinkFault::Unknown));
    let notice = letters(&database, HANAKO).await.pop().expect("a notice");
    assert!(!notice.contains("/me/link/") && !notice.contains("hana@"), "{notice}");
    let again = signed_in(&database, &store, "Hana@example.com", None).await;
    assert_eq!(rows(&database, "account").await, 2);
    assert!(lives(&store, &again).await);
}

async fn the_address_of_another_account_is_not_taken(database: TestDatabase) {
    let store = database.store().await;
    let session = signed_in(&database, &store, HANAKO, None).await;
    signed_in(&database, &store, "jiro@example.jp", None).await;
    assert_eq!(change(&store, &session, "Jiro@example.jp").await, Changing::Asked, "nothing is told here");
    let link = link(&database, "Jiro@example.jp").await;
    assert_eq!(press_in(&store, &link, Some(&session)).await, dead(LinkFault::Taken));
    assert_eq!(address_of(&store, &session).await, HANAKO);
}

async fn what_is_over_is_cleared(database: TestDatabase) {
    let store = database.store().await;
    signed_in(&database, &store, HANAKO, None).await;
    ask(&store, HANAKO).await;
    store.clear_sign_ins().await.expect("the store answers");
    assert_eq!((rows(&database, "account_link").await, rows(&database, "account_session").await), (2, 1));
    forward(&database, TimeDelta::days(1) + TimeDelta::minutes(10)).await;
    store.clear_sign_ins().await.expect("the store answers");
    assert_eq!((rows(&database, "account_link").await, rows(&database, "account_session").await), (0, 1));
    forward(&database, TimeDelta::days(30)).await;
    store.clear_sign_ins().await.expect("the store answers");
    assert_eq!((rows(&database, "account_session").await, rows(&database, "account").await), (0, 1));
}

/// All texts of these columns.
async fn texts(database: &TestDatabase, table: &'static str, columns: &[&'static str]) -> Vec<String> {
    let all = Query::select().columns(columns.iter().copied()).from(table).take();
    let rows = database.connection().await.query_all(&all).await.expect("the database answers");
    let text = |row: &sea_orm::QueryResult, column: &&str| {
        row.try_get_by::<Option<String>, _>(*column).expect("a text or none").unwrap_or_default()
    };
    rows.iter().flat_map(|row| columns.iter().map(move |column| text(row, column))).collect()
}

async fn the_database_tells_no_secret_and_sent_letters_are_emptied(database: TestDatabase) {
    let store = database.published().await;
    let key = submitted(&store, &answers(&[])).await;
    let browser = ask(&store, HANAKO).await;
    let link = link(&database, HANAKO).await;
    let session = session(press(&store, &link, Some(&browser)).await);
    store.claim(&session, &key).await.expect("the store answers");
    let mine = store.mine(&session).await.expect("answers").expect("a session");
    let id = mine.businesses[0].diagnoses[0].id;
    let Own::Done(own) = store.open_mine(&session, id).await.expect("answers") else { panic!("a key") };
    let sent = worker(&store, Arc::new(MemoryTransport::default())).send_due().await.expect("answers");
    assert_eq!((sent.sent, letters(&database, HANAKO).await.len()), (1, 0), "the letter is emptied");
    let code = store.code_of(&browser);
    let secrets = [link.as_str(), browser.as_str(), session.as_str(), own.as_str(), code.as_str()];
    let tables: [(&'static str, &[&'static str]); 5] = [
        ("account_link", &["token_hash", "browser_hash", "code_hash"]),
        ("account_session", &["token_hash", "device"]),
        ("diagnosis_key", &["key_hash"]),
        ("outbox", &["key", "subject", "text", "html"]),
        ("attempt", &["scope"]),
    ];
    for (table, columns) in tables {
        let stored = texts(&database, table, columns).await;
        assert!(!stored.is_empty(), "{table}");
        for secret in secrets.into_iter().chain([HANAKO]) {
            // Six digits come up in any long hash.
            let told = |text: &String| text.contains(secret) && (secret.len() > 6 || text.len() < 64);
            assert!(!stored.iter().any(told), "{table}");
        }
    }
    for debug in [format!("{link:?}"), format!("{browser:?}"), format!("{session:?}")] {
        assert!(secrets.iter().all(|secret| !debug.contains(secret)), "{debug}");
    }
}
