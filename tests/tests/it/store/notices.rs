//! Being told by mail: after a yes, once, whatever breaks off, and no more after a no.

use app::backend::{
    Action, AuditQuery, Audits, Decided, DiagnosisKey, Drafts, NewWarning, NoticeToken, Notices, Said,
    Sender, Subscribed, Subscription, Teller, Tellings, Told, Wish,
};
use chrono::TimeDelta;
use domain::application::Application;
use domain::draft::Origin;
use domain::notice::{Ahead, Choices, Reminder};
use serde_json::{Value, json};
use server::notices::tell;
use server::store::{CONFIRM_WITHIN, Mailed, Proposal, Proposed, Store};
use tests::mail::{Received, received};
use tests::{TestDatabase, answers, at, sources};

use super::accounts::signed_in;
use super::{again, complete, rows, submitted};

tests::on_both_databases! {
    nothing_is_told_before_the_address_has_said_yes,
    what_is_not_confirmed_in_time_is_forgotten,
    asking_again_changes_the_choices_after_a_yes,
    asking_twice_at_once_sends_one_mail,
    the_same_page_for_everybody_and_no_flood,
    a_new_menu_is_told_once_to_those_whom_it_fits,
    a_near_miss_is_told_where_it_is_wanted,
    what_was_there_before_is_no_news,
    nobody_is_told_twice_wherever_it_breaks_off,
    two_instances_tell_each_once,
    a_week_is_told_in_one_mail_on_monday,
    first_and_last_days_are_told_in_the_morning,
    a_menu_that_is_withdrawn_is_not_told,
    who_has_ended_it_is_not_told_and_leaves_nothing,
    a_reminder_comes_once_and_then_the_address_goes,
    after_a_month_it_is_asked_once_what_became_of_the_support,
    the_last_mail_asks_nothing,
    who_shows_a_key_is_asked_by_what_it_opens,
    a_warning_goes_to_its_industries_once,
    officers_see_how_many_would_be_told,
    what_is_not_wanted_any_more_is_not_told,
}

const BASE: &str = "https://shindan.example.jp";
const MENU: &str = "dx-nintei";
const NEW: Choices = Choices {
    new: true,
    near: false,
    opening: false,
    closing: None,
    security: false,
    weekly: false,
    reminder: None,
    follow_up: false,
};

/// A menu of the seed as another one, without conditions, with a few fields changed.
fn menu(id: &str, fields: &[(&str, Value)]) -> Value {
    let sources = sources();
    let menus = sources.menus["menu"].as_array().expect("a list");
    let mut menu = menus.iter().find(|menu| menu["id"] == MENU).expect("the menu").clone();
    menu["id"] = json!(id);
    menu["name"] = json!(format!("支援 {id}"));
    menu["conditions"] = json!([]);
    fields.iter().for_each(|(field, value)| menu[*field] = value.clone());
    menu
}

/// As an officer publishes it.
async fn publish(store: &Store, document: Value) {
    let proposal = Proposal { document, ..Proposal::default() };
    let proposed = store.propose(Origin::Spreadsheet, &[proposal]).await.expect("the store answers");
    let [Proposed::Draft(id)] = proposed[..] else { panic!("nothing differs") };
    assert_eq!(store.publish(&[id]).await.expect("the store answers"), Decided::Done);
}

/// A store that has looked once: what the seed has is no news.
async fn looking(database: &TestDatabase) -> Store {
    let store = database.published().await;
    assert_eq!(told(&store).await, Mailed::default());
    store
}

async fn told(store: &Store) -> Mailed {
    tell(store, BASE).await.expect("the store answers").mailed
}

async fn ask(store: &Store, key: &DiagnosisKey, address: &str, choices: Choices) -> Subscribed {
    let wish = Wish {
        sender: Sender(address.to_owned()),
        key: key.clone(),
        address: address.to_owned(),
        choices,
        base_url: BASE.into(),
    };
    store.subscribe(&wish).await.expect("the store answers")
}

/// The token behind a path in a mail.
fn token(mail: &Received, path: &str) -> NoticeToken {
    let link = format!("{BASE}{path}");
    let rest = mail.text.split(&link).nth(1).unwrap_or_else(|| panic!("no {link}: {}", mail.text));
    NoticeToken::parse(&rest[..NoticeToken::LENGTH]).expect("a token")
}

/// A business that wants to be told, and has said so.
async fn subscribed(
    database: &TestDatabase,
    store: &Store,
    address: &str,
    (changes, choices): (&[(&str, &str)], Choices),
) -> NoticeToken {
    let key = submitted(store, &answers(changes)).await;
    assert_eq!(ask(store, &key, address, choices).await, Subscribed::Asked);
    let mails = received(database).await;
    let mail = mails.iter().find(|mail| mail.to == address).expect("a mail");
    confirm(store, &token(mail, "/notices/confirm/")).await.expect("in time")
}

async fn confirm(store: &Store, token: &NoticeToken) -> Option<NoticeToken> {
    store.confirm(token).await.expect("the store answers")
}

async fn subscription(store: &Store, token: &NoticeToken) -> Option<Subscription> {
    store.subscription(token).await.expect("the store answers")
}

/// To whom each mail goes, in order.
fn to(mails: &[Received]) -> Vec<&str> {
    let mut to: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
    to.sort_unstable();
    to
}

async fn nothing_is_told_before_the_address_has_said_yes(database: TestDatabase) {
    let store = looking(&database).await;
    let key = submitted(&store, &answers(&[])).await;
    assert_eq!(ask(&store, &key, "hanako@example.jp", NEW).await, Subscribed::Asked);
    publish(&store, menu("one", &[])).await;
    assert_eq!(told(&store).await, Mailed::default());
    let mails = received(&database).await;
    let [mail] = mails.as_slice() else { panic!("{mails:?}") };
    assert_eq!((mail.to.as_str(), mail.unsubscribe.as_deref()), ("hanako@example.jp", None));
    let confirmation = token(mail, "/notices/confirm/");
    for _ in 0..2 {
        assert!(store.is_confirmable(&confirmation).await.expect("the store answers"), "looking is no yes");
    }
    let own = confirm(&store, &confirmation).await.expect("in time");
    assert_eq!(confirm(&store, &confirmation).await.as_ref(), Some(&own), "pressing twice");
    assert_ne!(own, confirmation);
    let shown = subscription(&store, &own).await.expect("a subscription");
    assert_eq!(shown, Subscription { address: "h…@example.jp".to_owned(), choices: NEW });
    publish(&store, menu("two", &[])).await;
    assert_eq!(told(&store).await, Mailed { subscriptions: 1, mails: 1 });
    let mails = received(&database).await;
    let [mail] = mails.as_slice() else { panic!("{mails:?}") };
    assert!(mail.text.contains("支援 two") && !mail.text.contains("支援 one"), "{}", mail.text);
    assert_eq!(mail.unsubscribe, Some(format!("{BASE}/notices/unsubscribe/{}", own.as_str())));
    assert_eq!(token(mail, "/notices/unsubscribe/"), own);
    assert!(!mail.text.contains(key.as_str()), "no key stands in a mail");
    assert_eq!(mail.subject, "合う支援が出ました：支援 two");
}

async fn what_is_not_confirmed_in_time_is_forgotten(database: TestDatabase) {
    let store = looking(&database).await;
    let key = submitted(&store, &answers(&[])).await;
    ask(&store, &key, "hanako@example.jp", NEW).await;
    let confirmation = token(&received(&database).await[0], "/notices/confirm/");
    database.clock.set(at("2026-11-22T10:00:00+09:00") + CONFIRM_WITHIN - TimeDelta::seconds(1));
    store.clear_subscriptions().await.expect("the store answers");
    assert!(store.is_confirmable(&confirmation).await.expect("the store answers"), "to the last second");
    database.clock.set(at("2026-11-22T10:00:00+09:00") + CONFIRM_WITHIN);
    assert!(!store.is_confirmable(&confirmation).await.expect("the store answers"));
    assert_eq!(confirm(&store, &confirmation).await, None);
    store.clear_subscriptions().await.expect("the store answers");
    assert_eq!(rows(&database, "subscription").await, 0);
}

async fn asking_again_changes_the_choices_after_a_yes(database: TestDatabase) {
    let store = looking(&database).await;
    let key = submitted(&store, &answers(&[])).await;
    ask(&store, &key, "hanako@example.jp", NEW).await;
    let first = token(&received(&database).await[0], "/notices/confirm/");
    let own = confirm(&store, &first).await.expect("in time");
    let weekly = Choices { weekly: true, closing: Some(Ahead::Week), ..NEW };
    assert_eq!(ask(&store, &key, "Hanako@Example.JP", weekly).await, Subscribed::Asked);
    assert_eq!(subscription(&store, &own).await.expect("one").choices, NEW, "not before the yes");
    assert_eq!(confirm(&store, &first).await, None, "the former mail is void");
    let second = token(&received(&database).await[0], "/notices/confirm/");
    assert_eq!(confirm(&store, &second).await.as_ref(), Some(&own));
    assert_eq!(subscription(&store, &own).await.expect("one").choices, weekly);
    assert_eq!(rows(&database, "subscription").await, 1);
    // What was asked for and never confirmed leaves the subscription as it is.
    ask(&store, &key, "hanako@example.jp", NEW).await;
    database.clock.set(at("2026-11-26T10:00:00+09:00"));
    store.clear_subscriptions().await.expect("the store answers");
    assert_eq!(subscription(&store, &own).await.expect("one").choices, weekly);
}

async fn asking_twice_at_once_sends_one_mail(database: TestDatabase) {
    let (store, other) = (looking(&database).await, database.store().await);
    let key = submitted(&store, &answers(&[])).await;
    let both = tokio::join!(ask(&store, &key, "a@example.jp", NEW), ask(&other, &key, "a@example.jp", NEW));
    assert_eq!(both, (Subscribed::Asked, Subscribed::Asked));
    assert_eq!((received(&database).await.len(), rows(&database, "subscription").await), (1, 1));
    database.clock.set(at("2026-11-22T10:11:00+09:00"));
    ask(&store, &key, "a@example.jp", NEW).await;
    assert_eq!(received(&database).await.len(), 1, "who waits in vain asks again");
}

async fn the_same_page_for_everybody_and_no_flood(database: TestDatabase) {
    let store = looking(&database).await;
    let open = app::backend::Diagnoses::start(&store).await.expect("the store answers");
    assert_eq!(ask(&store, &open, "a@example.jp", NEW).await, Subscribed::NotFound, "not submitted");
    let key = submitted(&store, &answers(&[])).await;
    for bad in ["", "hanako", "a@b@c"] {
        assert_eq!(ask(&store, &key, bad, NEW).await, Subscribed::BadAddress, "{bad}");
    }
    for _ in 0..7 {
        // Each time from another business.
        let key = submitted(&store, &answers(&[])).await;
        assert_eq!(ask(&store, &key, "a@example.jp", NEW).await, Subscribed::Asked);
    }
    assert_eq!(received(&database).await.len(), 5, "of one address no more a day");
    // Panics if no link comes.
    signed_in(&database, &store, "a@example.jp", None).await;
}

async fn a_new_menu_is_told_once_to_those_whom_it_fits(database: TestDatabase) {
    let store = looking(&database).await;
    subscribed(&database, &store, "printer@example.jp", (&[("q02", "E")], NEW)).await;
    subscribed(&database, &store, "farmer@example.jp", (&[("q02", "A")], NEW)).await;
    subscribed(
        &database,
        &store,
        "other@example.jp",
        (&[("q02", "E")], Choices { opening: true, ..Choices::default() }),
    )
    .await;
    let condition =
        json!([{ "fact": "industry", "op": "in", "value": ["E"], "level": "required", "text": "製造業" }]);
    let fields =
        [("conditions", condition), ("max_amount_yen", json!(500_000)), ("closes", json!("2026-12-15"))];
    publish(&store, menu("makers", &fields)).await;
    assert_eq!(told(&store).await, Mailed { subscriptions: 1, mails: 1 });
    let mails = received(&database).await;
    assert_eq!(to(&mails), ["printer@example.jp"]);
    for said in
        ["支援 makers", "上限：50万円", "2026年12月15日（火）（あと23日）", "/menus/makers", "目安です"]
    {
        assert!(mails[0].text.contains(said), "{said}: {}", mails[0].text);
    }
    assert_eq!(told(&store).await, Mailed::default(), "once");
    // Published again with other words, taken away and put back: no news.
    publish(&store, menu("makers", &[("summary", json!("別の文"))])).await;
    assert_eq!(told(&store).await, Mailed::default());
}

async fn a_near_miss_is_told_where_it_is_wanted(database: TestDatabase) {
    let store = looking(&database).await;
    subscribed(&database, &store, "exact@example.jp", (&[("q24", "none")], NEW)).await;
    subscribed(&database, &store, "nearly@example.jp", (&[("q24", "none")], Choices { near: true, ..NEW }))
        .await;
    let condition = json!([{ "fact": "gbizid_prime", "op": "eq", "value": true, "level": "required", "text": "GビズID" }]);
    publish(&store, menu("prime", &[("conditions", condition)])).await;
    let before = told(&store).await;
    let mails = received(&database).await;
    let answered = to(&mails);
    assert_eq!(
        (before.mails, answered),
        (1, vec!["nearly@example.jp"]),
        "who wants only what fits is not told"
    );
    assert!(mails[0].text.contains("あと一歩"), "{}", mails[0].text);
}

async fn what_was_there_before_is_no_news(database: TestDatabase) {
    let store = database.published().await;
    publish(&store, menu("early", &[])).await;
    subscribed(&database, &store, "hanako@example.jp", (&[], NEW)).await;
    assert_eq!(told(&store).await, Mailed::default(), "nobody had looked before");
    assert_eq!(told(&store).await, Mailed::default());
    publish(&store, menu("later", &[])).await;
    assert_eq!(told(&store).await.mails, 1);
}

/// Each step alone, as a server that dies leaves it, and then all by another one.
async fn nobody_is_told_twice_wherever_it_breaks_off(database: TestDatabase) {
    let store = looking(&database).await;
    for number in 0..3 {
        subscribed(&database, &store, &format!("{number}@example.jp"), (&[], NEW)).await;
    }
    for dies_after in 0..5 {
        publish(&store, menu(&format!("menu-{dies_after}"), &[])).await;
        let plan = store.plan_notices().await.expect("the store answers").expect("something new");
        let notices = store.who_is_told(&plan).await.expect("the store answers");
        assert_eq!(notices.len(), 3);
        if dies_after >= 1 {
            // In the middle of the batches.
            store.write_notices(&notices[..2]).await.expect("the store answers");
        }
        if dies_after >= 2 {
            assert_eq!(store.write_notices(&notices).await.expect("the store answers"), 1);
        }
        if dies_after >= 3 {
            store.mail_some_notices(BASE).await.expect("the store answers");
        }
        if dies_after >= 4 {
            store.finish_notices(&plan).await.expect("the store answers");
        }
        let other = database.store().await;
        told(&other).await;
        let mails = received(&database).await;
        assert_eq!(to(&mails), ["0@example.jp", "1@example.jp", "2@example.jp"], "dies after {dies_after}");
        assert_eq!(told(&store).await, Mailed::default());
        assert_eq!(received(&database).await.len(), 0);
    }
}

async fn two_instances_tell_each_once(database: TestDatabase) {
    let (store, other) = (looking(&database).await, database.store().await);
    for number in 0..30 {
        subscribed(&database, &store, &format!("{number}@example.jp"), (&[], NEW)).await;
    }
    for round in 0..5 {
        publish(&store, menu(&format!("menu-{round}"), &[])).await;
        let (one, two) = tokio::join!(told(&store), told(&other));
        told(&store).await;
        let mails = received(&database).await;
        let mut names = to(&mails);
        names.dedup();
        assert_eq!((mails.len(), names.len()), (30, 30), "{one:?} {two:?}");
    }
}

async fn a_week_is_told_in_one_mail_on_monday(database: TestDatabase) {
    let store = looking(&database).await;
    subscribed(&database, &store, "weekly@example.jp", (&[], Choices { weekly: true, ..NEW })).await;
    // A Sunday, then the Monday.
    publish(&store, menu("one", &[])).await;
    assert_eq!(told(&store).await, Mailed::default());
    database.clock.set(at("2026-11-23T06:59:59+09:00"));
    assert_eq!(told(&store).await, Mailed::default());
    database.clock.set(at("2026-11-23T07:00:00+09:00"));
    assert_eq!(told(&store).await.mails, 1);
    assert_eq!(received(&database).await.len(), 1);
    publish(&store, menu("two", &[])).await;
    database.clock.set(at("2026-11-25T12:00:00+09:00"));
    assert_eq!(told(&store).await.mails, 0);
    publish(&store, menu("three", &[])).await;
    assert_eq!(told(&store).await.mails, 0);
    // The server was off on Monday.
    database.clock.set(at("2026-12-01T07:00:00+09:00"));
    assert_eq!(told(&store).await.mails, 1);
    let mails = received(&database).await;
    let [mail] = mails.as_slice() else { panic!("{mails:?}") };
    assert!(mail.text.contains("支援 two") && mail.text.contains("支援 three"), "{}", mail.text);
    assert!(!mail.text.contains("支援 one"));
    assert!(mail.subject.ends_with("（ほか1件）"), "{}", mail.subject);
}

async fn first_and_last_days_are_told_in_the_morning(database: TestDatabase) {
    let store = looking(&database).await;
    let choices = Choices { opening: true, closing: Some(Ahead::Week), ..Choices::default() };
    subscribed(&database, &store, "hanako@example.jp", (&[], choices)).await;
    let dates =
        [("opens", json!("2026-11-24")), ("closes", json!("2026-12-10")), ("status", json!("unknown"))];
    publish(&store, menu("dated", &dates)).await;
    assert_eq!(told(&store).await, Mailed::default(), "new menus are not wanted");
    for (now, mails) in [
        ("2026-11-24T00:30:00+09:00", 0),
        ("2026-11-24T07:00:00+09:00", 1),
        ("2026-11-24T12:00:00+09:00", 0),
        ("2026-12-02T23:00:00+09:00", 0),
        ("2026-12-03T07:00:00+09:00", 1),
        ("2026-12-04T07:00:00+09:00", 0),
    ] {
        database.clock.set(at(now));
        told(&store).await;
        let received = received(&database).await;
        let of_dated: Vec<&Received> =
            received.iter().filter(|mail| mail.text.contains("支援 dated")).collect();
        assert_eq!(of_dated.len(), mails, "{now}");
    }
}

async fn a_menu_that_is_withdrawn_is_not_told(database: TestDatabase) {
    let store = looking(&database).await;
    subscribed(&database, &store, "weekly@example.jp", (&[], Choices { weekly: true, ..NEW })).await;
    publish(&store, menu("over", &[])).await;
    told(&store).await;
    publish(&store, menu("over", &[("closes", json!("2026-11-21"))])).await;
    database.clock.set(at("2026-11-23T08:00:00+09:00"));
    assert_eq!(told(&store).await, Mailed { subscriptions: 1, mails: 0 });
    assert_eq!(received(&database).await.len(), 0);
    assert_eq!(told(&store).await, Mailed::default(), "it is settled");
}

async fn who_has_ended_it_is_not_told_and_leaves_nothing(database: TestDatabase) {
    let store = looking(&database).await;
    let own = subscribed(&database, &store, "hanako@example.jp", (&[], NEW)).await;
    let stays = subscribed(&database, &store, "taro@example.jp", (&[], NEW)).await;
    publish(&store, menu("one", &[])).await;
    let plan = store.plan_notices().await.expect("the store answers").expect("something new");
    let notices = store.who_is_told(&plan).await.expect("the store answers");
    assert_eq!(notices.len(), 2);
    // Between finding and writing.
    for _ in 0..2 {
        store.end(&own).await.expect("the store answers");
    }
    assert_eq!(store.write_notices(&notices).await.expect("the store answers"), 1);
    store.finish_notices(&plan).await.expect("the store answers");
    told(&store).await;
    assert_eq!(to(&received(&database).await), ["taro@example.jp"]);
    assert_eq!(subscription(&store, &own).await, None);
    assert!(!store.change(&own, NEW).await.expect("the store answers"));
    store.end(&stays).await.expect("the store answers");
    assert_eq!((rows(&database, "subscription").await, rows(&database, "notice").await), (0, 0));
}

async fn a_reminder_comes_once_and_then_the_address_goes(database: TestDatabase) {
    let store = looking(&database).await;
    let reminder = Choices { reminder: Some(Reminder::Quarter), ..Choices::default() };
    subscribed(&database, &store, "only@example.jp", (&[], reminder)).await;
    let both =
        subscribed(&database, &store, "both@example.jp", (&[], Choices { new: true, ..reminder })).await;
    database.clock.set(at("2027-02-22T06:59:59+09:00"));
    told(&store).await;
    assert_eq!(received(&database).await.len(), 0);
    database.clock.set(at("2027-02-22T07:00:00+09:00"));
    assert_eq!(told(&store).await.mails, 2);
    let mails = received(&database).await;
    assert_eq!(to(&mails), ["both@example.jp", "only@example.jp"]);
    for mail in &mails {
        assert!(mail.text.contains(&format!("{BASE}/resume")), "{}", mail.text);
        let last = mail.to == "only@example.jp";
        assert_eq!((mail.text.contains("これで終わり"), mail.unsubscribe.is_none()), (last, last));
    }
    assert_eq!(rows(&database, "subscription").await, 1, "who wants nothing else is forgotten");
    assert_eq!(subscription(&store, &both).await.expect("one").choices, NEW);
    for day in ["2027-02-23", "2027-03-22", "2027-05-22"] {
        database.clock.set(at(&format!("{day}T08:00:00+09:00")));
        told(&store).await;
        assert_eq!(received(&database).await.len(), 0, "{day}");
    }
}

async fn after_a_month_it_is_asked_once_what_became_of_the_support(database: TestDatabase) {
    let store = looking(&database).await;
    let asked = Choices { follow_up: true, ..NEW };
    let own = subscribed(&database, &store, "asked@example.jp", (&[], asked)).await;
    subscribed(&database, &store, "other@example.jp", (&[], NEW)).await;
    let fond = Choices { follow_up: true, weekly: true, ..NEW };
    let quits = subscribed(&database, &store, "quits@example.jp", (&[], fond)).await;
    assert!(store.change(&quits, Choices { follow_up: false, ..fond }).await.expect("the store answers"));
    // Changing something else moves nothing.
    database.clock.set(at("2026-12-10T08:00:00+09:00"));
    assert!(store.change(&own, Choices { near: true, ..asked }).await.expect("the store answers"));
    database.clock.set(at("2026-12-22T06:59:59+09:00"));
    told(&store).await;
    assert_eq!(received(&database).await.len(), 0);
    database.clock.set(at("2026-12-22T07:00:00+09:00"));
    told(&store).await;
    let mails = received(&database).await;
    assert_eq!(to(&mails), ["asked@example.jp"]);
    assert_eq!(token(&mails[0], "/notices/"), own);
    assert!(mails[0].text.contains(&format!("{BASE}/notices/{}/afterwards", own.as_str())));
    for day in ["2026-12-23", "2027-01-22", "2027-11-22"] {
        database.clock.set(at(&format!("{day}T08:00:00+09:00")));
        assert!(store.change(&own, asked).await.expect("the store answers"));
        told(&store).await;
        assert_eq!(received(&database).await.len(), 0, "{day}");
    }
    let told = Told { menu: MENU.to_owned(), application: Application::Adopted, hindrance: None };
    let teller = Teller::Subscriber(own.clone());
    assert_eq!(store.tell(&teller, &told).await.expect("the store answers"), Said::Stored);
    let so_far = Tellings::told(&store, &teller).await.expect("the store answers").expect("a subscriber");
    assert_eq!(so_far.told, std::slice::from_ref(&told));
    store.end(&own).await.expect("the store answers");
    assert_eq!(store.tell(&teller, &told).await.expect("the store answers"), Said::NotFound);
    assert!(Tellings::told(&store, &teller).await.expect("the store answers").is_none());
}

async fn the_last_mail_asks_nothing(database: TestDatabase) {
    let store = looking(&database).await;
    let choices = Choices { reminder: Some(Reminder::Quarter), follow_up: true, ..Choices::default() };
    subscribed(&database, &store, "a@example.jp", (&[], choices)).await;
    // Nobody looked before: both are due at once.
    database.clock.set(at("2027-02-22T07:00:00+09:00"));
    told(&store).await;
    let mails = received(&database).await;
    let [mail] = mails.as_slice() else { panic!("{mails:?}") };
    assert!(
        mail.text.contains(&format!("{BASE}/resume")) && !mail.text.contains("/afterwards"),
        "{}",
        mail.text
    );
    assert_eq!(rows(&database, "subscription").await, 0);
}

async fn who_shows_a_key_is_asked_by_what_it_opens(database: TestDatabase) {
    let store = database.published().await;
    let first = submitted(&store, &answers(&[("q03", "12")])).await;
    let second = again(&store, &first).await;
    complete(&store, &second, &answers(&[("q03", "40")])).await;
    for (key, number) in [(first, "12"), (second, "40")] {
        let so_far = Tellings::told(&store, &Teller::Diagnosis(key)).await.expect("the store answers");
        assert_eq!(so_far.expect("a diagnosis").asked_by.answers["q03"].values, [number]);
    }
}

async fn a_warning_goes_to_its_industries_once(database: TestDatabase) {
    let store = looking(&database).await;
    let security = Choices { security: true, ..Choices::default() };
    subscribed(&database, &store, "printer@example.jp", (&[("q02", "E")], security)).await;
    subscribed(&database, &store, "farmer@example.jp", (&[("q02", "A")], security)).await;
    subscribed(&database, &store, "other@example.jp", (&[("q02", "E")], NEW)).await;
    let warning = NewWarning {
        title: "偽のメールに注意".to_owned(),
        text: "添付を開かないでください。".to_owned(),
        url: "https://www.ipa.go.jp/security/".to_owned(),
        divisions: vec!["E".to_owned()],
    };
    assert_eq!(store.would_warn(&warning.divisions).await.expect("the store answers"), 1);
    assert_eq!(store.would_warn(&[]).await.expect("the store answers"), 2);
    for _ in 0..2 {
        store.publish_warning(&warning).await.expect("the store answers");
    }
    assert_eq!(store.warnings().await.expect("the store answers").len(), 1, "pressing twice");
    assert_eq!(told(&store).await.mails, 1);
    assert_eq!(told(&store).await, Mailed::default());
    let mails = received(&database).await;
    assert_eq!(to(&mails), ["printer@example.jp"]);
    assert!(
        mails[0].subject.contains("偽のメールに注意") && mails[0].text.contains("https://www.ipa.go.jp/")
    );
    let query = AuditQuery { action: Some(Action::PublishWarning), ..AuditQuery::default() };
    let written = store.entries(&query).await.expect("the store answers").items;
    assert_eq!(written.len(), 1);
    assert_eq!(written[0].after.as_ref().map(|after| after["divisions"].clone()), Some(json!(["E"])));
}

async fn officers_see_how_many_would_be_told(database: TestDatabase) {
    let store = looking(&database).await;
    for (address, industry) in [("a@example.jp", "E"), ("b@example.jp", "E"), ("c@example.jp", "A")] {
        subscribed(&database, &store, address, (&[("q02", industry)], NEW)).await;
    }
    let condition =
        json!([{ "fact": "industry", "op": "in", "value": ["E"], "level": "required", "text": "製造業" }]);
    let document = menu("makers", &[("conditions", condition)]);
    let proposal = Proposal { document: document.clone(), ..Proposal::default() };
    let [Proposed::Draft(id)] =
        store.propose(Origin::Spreadsheet, &[proposal]).await.expect("the store answers")[..]
    else {
        panic!("nothing differs")
    };
    let draft = store.draft(id).await.expect("the store answers").expect("the draft");
    let checked = draft.checked.expect("it fits");
    assert_eq!(store.would_tell(&checked).await.expect("the store answers"), 2);
    assert_eq!(rows(&database, "notice").await, 0, "nothing was written");
    assert_eq!(store.publish(&[id]).await.expect("the store answers"), Decided::Done);
    assert_eq!(told(&store).await.mails, 2, "as many as was said");
    assert_eq!(store.would_tell(&checked).await.expect("the store answers"), 0, "they know");
}

async fn what_is_not_wanted_any_more_is_not_told(database: TestDatabase) {
    let store = looking(&database).await;
    let weekly = Choices { weekly: true, opening: true, ..NEW };
    let changes = subscribed(&database, &store, "changes@example.jp", (&[], weekly)).await;
    let hurries = subscribed(&database, &store, "hurries@example.jp", (&[], weekly)).await;
    publish(&store, menu("one", &[])).await;
    assert_eq!(told(&store).await.mails, 0);
    assert!(store.change(&hurries, Choices { weekly: false, ..weekly }).await.expect("the store answers"));
    assert!(store.change(&changes, Choices { new: false, ..weekly }).await.expect("the store answers"));
    assert_eq!(told(&store).await.mails, 1);
    assert_eq!(to(&received(&database).await), ["hurries@example.jp"], "what waited waits no longer");
    database.clock.set(at("2026-11-23T07:00:00+09:00"));
    assert_eq!(told(&store).await.mails, 0);
}
