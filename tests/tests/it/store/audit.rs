//! The audit log: what is written down of each act, by whom, and how it is found again.

use std::path::PathBuf;

use app::backend::{AUDIT_PAGE, Action, Actor, AuditEntry, AuditQuery, Audits, Decided, Drafts, MenuTables};
use domain::draft::Origin;
use serde_json::{Value, json};
use server::import::jgrants::import_files;
use server::store::{Proposal, Proposed, Store, TableSource};
use tests::{TestDatabase, answers, at, content, sources};

use super::{rows, submitted};

tests::on_both_databases! {
    a_published_draft_is_written_down_before_and_after,
    a_discarded_draft_is_written_down_once,
    what_was_not_done_is_not_written_down,
    a_confirmed_table_is_one_entry,
    commands_are_written_down_with_their_numbers,
    an_import_is_one_entry,
    entries_are_found_by_action_subject_and_day,
    the_latest_fifty_stand_on_the_first_page,
    entries_are_found_by_who_and_by_words,
}

const MENU: &str = "dx-nintei";

async fn entries(store: &Store, query: AuditQuery) -> Vec<AuditEntry> {
    store.entries(&query).await.expect("the store answers").items
}

async fn of_action(store: &Store, action: Action) -> Vec<AuditEntry> {
    entries(store, AuditQuery { action: Some(action), ..AuditQuery::default() }).await
}

fn menu(name: Option<&str>) -> Value {
    let menus = sources().menus["menu"].as_array().expect("a list").clone();
    let mut document = menus.into_iter().find(|entry| entry["id"] == MENU).expect("the menu");
    if let Some(name) = name {
        document["name"] = name.into();
    }
    document
}

async fn drafted(store: &Store, name: &str) -> i64 {
    let proposal = Proposal { document: menu(Some(name)), ..Proposal::default() };
    match store.propose(Origin::Spreadsheet, &[proposal]).await.expect("the store answers")[0] {
        Proposed::Draft(id) => id,
        Proposed::Same => panic!("nothing differs"),
    }
}

async fn a_published_draft_is_written_down_before_and_after(database: TestDatabase) {
    let store = database.published().await.acting_as(Actor::ThisMachine);
    let id = drafted(&store, "新しい名前").await;
    database.clock.set(at("2026-11-23T00:30:00.123456+09:00"));
    assert_eq!(store.publish(&[id]).await.expect("the store answers"), Decided::Done);
    // Another server sees it too.
    let found = of_action(&database.store().await, Action::PublishMenu).await;
    let [entry] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(entry.at, at("2026-11-23T00:30:00.123456+09:00"));
    assert_eq!((entry.actor.as_str(), entry.subject.as_str()), ("this-machine", MENU));
    assert_eq!(
        (entry.before.as_ref(), entry.after.as_ref()),
        (Some(&menu(None)), Some(&menu(Some("新しい名前"))))
    );
    assert_eq!(store.publish(&[id]).await.expect("the store answers"), Decided::Gone);
    assert_eq!(of_action(&store, Action::PublishMenu).await.len(), 1, "pressing twice");
}

async fn a_discarded_draft_is_written_down_once(database: TestDatabase) {
    let store = database.published().await;
    let id = drafted(&store, "新しい名前").await;
    assert_eq!(store.discard(&[id]).await.expect("the store answers"), Decided::Done);
    assert_eq!(store.discard(&[id]).await.expect("the store answers"), Decided::Gone);
    let found = of_action(&store, Action::DiscardDraft).await;
    let [entry] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((entry.before.as_ref(), entry.after.as_ref()), (Some(&menu(Some("新しい名前"))), None));
}

async fn what_was_not_done_is_not_written_down(database: TestDatabase) {
    let store = database.published().await;
    let mut unfit = menu(None);
    unfit["pains"] = json!(["nothing-like-it"]);
    let proposal = Proposal { document: unfit, ..Proposal::default() };
    let proposed = store.propose(Origin::Spreadsheet, &[proposal]).await.expect("the store answers");
    let Proposed::Draft(id) = proposed[0] else { panic!("a draft") };
    let before = rows(&database, "audit_entry").await;
    assert_eq!(store.publish(&[id]).await.expect("the store answers"), Decided::Unfit(vec![id]));
    assert_eq!(rows(&database, "audit_entry").await, before);
}

async fn a_confirmed_table_is_one_entry(database: TestDatabase) {
    let store = database.published().await;
    let csv = format!("id,名前\n{MENU},別の名前\n");
    let id = store.keep("直した.csv", csv.into_bytes()).await.expect("the store answers");
    let sent = store.sent(&id).await.expect("the store answers").expect("a file");
    let seal = sent.read.expect("no slips").seal;
    for _ in 0..2 {
        store.confirm(&id, &seal).await.expect("the store answers");
    }
    let proposal = Proposal { document: menu(Some("命令から")), ..Proposal::default() };
    let revision = store.basis().await.expect("the store answers").revision;
    let source = TableSource::File("menus.csv");
    store.propose_table(revision, &[proposal], source).await.expect("the store answers");
    let found = of_action(&store, Action::ConfirmMenuTable).await;
    let subjects: Vec<&str> = found.iter().map(|entry| entry.subject.as_str()).collect();
    assert_eq!(subjects, ["menus.csv", "直した.csv"], "the latest first, and pressing twice once");
    assert!(found.iter().all(|entry| entry.after == Some(json!({ "menus": [MENU] }))), "{found:?}");
}

async fn commands_are_written_down_with_their_numbers(database: TestDatabase) {
    let store = database.published().await;
    submitted(&store, &answers(&[])).await;
    let store = store.acting_as(Actor::Command("係".to_owned()));
    store.rebuild_roll_up().await.expect("the rebuild succeeds");
    store.rebuild_population().await.expect("the rebuild succeeds");
    store.clear_made_up().await.expect("the store answers");
    for (action, before, after) in [
        (Action::RebuildRollUp, None, Some(json!({ "diagnoses": 1 }))),
        (Action::RebuildPopulation, None, Some(json!({ "businesses": 1 }))),
        (Action::ClearDemo, Some(json!({ "businesses": 0 })), None),
    ] {
        let latest = of_action(&store, action).await.remove(0);
        assert_eq!(
            (latest.actor.as_str(), latest.before, latest.after),
            ("command:係", before, after),
            "{action:?}"
        );
    }
    let loaded = of_action(&store, Action::LoadContent).await;
    let [first] = loaded.as_slice() else { panic!("{loaded:?}") };
    assert_eq!(first.actor, "program");
    assert_eq!(first.before, Some(json!({ "revision": 0 })));
    let after = first.after.as_ref().expect("what it came to");
    assert_eq!((&after["revision"], &after["menus"]["added"]), (&json!(1), &json!(64)));
    let sources = sources();
    store.load_content(&sources, &content(&sources)).await.expect("the content loads");
    assert_eq!(of_action(&store, Action::LoadContent).await.len(), 1, "nothing has changed");
}

async fn an_import_is_one_entry(database: TestDatabase) {
    let store = database.published().await;
    let sample = PathBuf::from("samples/jgrants/v1_list.json");
    let today = "2026-11-22".parse().expect("a day");
    let report = import_files(&store, &[sample], false, today).await.expect("imported");
    assert!(!report.new.is_empty());
    let found = of_action(&store, Action::ImportJgrants).await;
    let [entry] = found.as_slice() else { panic!("{found:?}") };
    let after = entry.after.as_ref().expect("its numbers");
    assert_eq!(after["new"], report.new.len());
    assert_eq!(after["failed"], report.failed.len());
}

async fn entries_are_found_by_action_subject_and_day(database: TestDatabase) {
    let store = database.published().await;
    // The last moment of the 23rd in Japan, and the first of the 24th.
    for (time, name) in [("2026-11-23T23:59:59+09:00", "一"), ("2026-11-24T00:00:00+09:00", "二")] {
        database.clock.set(at(time));
        let id = drafted(&store, name).await;
        store.publish(&[id]).await.expect("the store answers");
    }
    let names = |found: Vec<AuditEntry>| -> Vec<String> {
        found.iter().map(|entry| entry.after.as_ref().expect("a menu")["name"].to_string()).collect()
    };
    let day = |text: &str| Some(text.parse().expect("a day"));
    let of_menu = AuditQuery { subject: Some(MENU.to_owned()), ..AuditQuery::default() };
    for (query, expected) in [
        (of_menu.clone(), vec!["\"二\"", "\"一\""]),
        (AuditQuery { until: day("2026-11-23"), ..of_menu.clone() }, vec!["\"一\""]),
        (AuditQuery { from: day("2026-11-24"), ..of_menu.clone() }, vec!["\"二\""]),
        (
            AuditQuery { from: day("2026-11-23"), until: day("2026-11-24"), ..of_menu.clone() },
            vec!["\"二\"", "\"一\""],
        ),
        (AuditQuery { from: day("2026-11-25"), ..of_menu.clone() }, vec![]),
        (AuditQuery { action: Some(Action::DiscardDraft), ..of_menu.clone() }, vec![]),
        (AuditQuery { subject: Some("marukei".to_owned()), ..of_menu }, vec![]),
    ] {
        assert_eq!(names(entries(&store, query.clone()).await), expected, "{query:?}");
    }
}

async fn the_latest_fifty_stand_on_the_first_page(database: TestDatabase) {
    let store = database.published().await;
    for _ in 0..AUDIT_PAGE {
        store.clear_made_up().await.expect("the store answers");
    }
    let page = async |page| {
        let query = AuditQuery { page, ..AuditQuery::default() };
        store.entries(&query).await.expect("the store answers")
    };
    let (first, last) = (page(1).await, page(9).await);
    assert_eq!((first.total, first.pages, first.items.len()), (AUDIT_PAGE + 1, 2, AUDIT_PAGE));
    assert_eq!((last.number, last.span()), (2, (AUDIT_PAGE + 1, AUDIT_PAGE + 1)));
    assert_eq!(last.items[0].action, Action::LoadContent.code(), "the oldest");
    assert!(first.items.windows(2).all(|pair| pair[0].id > pair[1].id));
}

async fn entries_are_found_by_who_and_by_words(database: TestDatabase) {
    let store = database.published().await;
    let staff = |id, address: &str| Actor::Staff { id, address: address.to_owned() };
    for (actor, name) in [
        (staff(7, "hanako@pref.example.jp"), "ｻｰﾊﾞｰの更新 100%"),
        (staff(8, "taro@pref.example.jp"), "さーばの更新 100円"),
        (Actor::Command("田中　花子".to_owned()), "MIXED Case_x"),
    ] {
        let store = store.acting_as(actor);
        let id = drafted(&store, name).await;
        store.publish(&[id]).await.expect("the store answers");
    }
    // Each but the first has the name of the one before it as what was before.
    let text = |text: &str| Some(text.to_owned());
    let of = |actor: &str, words: &str, subject: &str| AuditQuery {
        actor: text(actor).filter(|actor| !actor.is_empty()),
        words: text(words).filter(|words| !words.is_empty()),
        subject: text(subject).filter(|subject| !subject.is_empty()),
        action: Some(Action::PublishMenu),
        ..AuditQuery::default()
    };
    for (query, expected) in [
        (of("", "", ""), 3),
        (of("hanako@pref.example.jp", "", ""), 1),
        (of("ＨＡＮＡＫＯ", "", ""), 1),
        (of("pref.example", "", ""), 2),
        (of("花子", "", ""), 1),
        (of("命令", "", ""), 1),
        (of("staff:", "", ""), 0),
        (of("%", "", ""), 0),
        (of("nobody", "", ""), 0),
        (of("", "サーバー", ""), 3),
        (of("", "サーバーの更新", ""), 2),
        (of("", "100%", ""), 2),
        (of("", "100", ""), 3),
        (of("", "case_X", ""), 1),
        (of("", "caseyx", ""), 0),
        (of("", "case mixed", ""), 1),
        (of("taro", "サーバー", ""), 1),
        (of("taro", "mixed", ""), 0),
        (of("", "", "ｄｘ-nintei"), 3),
        (of("", "", "dx"), 0),
    ] {
        let found = store.entries(&query).await.expect("the store answers").total;
        assert_eq!(found, expected, "{query:?}");
    }
}
