//! The audit log as a chain: whoever changes it is found out, whoever writes to it goes on with it.

use app::backend::{Actor, AuditQuery, Audits};
use chrono::TimeDelta;
use migrations::{Migrator, MigratorTrait};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend};
use server::store::{AuditFault, AuditHead, AuditVerdict, Store};
use tests::TestDatabase;

use super::rows;

tests::on_both_databases! {
    what_is_written_is_a_chain,
    every_sort_of_tampering_is_found,
    a_tail_that_was_cut_off_is_found_by_a_head_that_was_noted,
    triggers_refuse_what_would_change_the_past,
    two_instances_make_one_unbroken_chain,
    what_an_older_version_writes_is_linked,
    what_was_there_before_is_linked_and_can_be_unlinked,
    a_hundred_thousand_entries_are_linked,
}

/// Entries that all differ.
async fn written(store: &Store, database: &TestDatabase, count: usize) {
    for number in 0..count {
        use app::backend::Clock;
        database.clock.set(database.clock.now() + TimeDelta::microseconds(7));
        let store = store.acting_as(Actor::Command(format!("係{number}")));
        store.clear_made_up().await.expect("the store answers");
    }
}

async fn verdict(store: &Store) -> AuditVerdict {
    store.verify_audit(None).await.expect("the store answers")
}

async fn fault(store: &Store) -> Option<AuditFault> {
    verdict(store).await.fault
}

async fn what_is_written_is_a_chain(database: TestDatabase) {
    let store = database.published().await;
    written(&store, &database, 5).await;
    let AuditVerdict { entries, head, unlinked, fault } = verdict(&store).await;
    assert_eq!((entries, head.number, unlinked, fault), (6, 6, 0, None));
    assert_eq!(store.audit_head().await.expect("the store answers"), head);
    let page = store.entries(&AuditQuery::default()).await.expect("the store answers");
    let numbers: Vec<_> = page.items.iter().filter_map(|entry| entry.number).collect();
    assert_eq!(numbers, [6, 5, 4, 3, 2, 1]);
    // Another server, later.
    assert_eq!(verdict(&database.store().await).await.head, head);
}

/// As somebody does who may do anything with the database.
async fn unguarded(database: &TestDatabase) -> DatabaseConnection {
    let connection = database.connection().await;
    let statements: &[&str] = if connection.get_database_backend() == DbBackend::Postgres {
        &["ALTER TABLE audit_entry DISABLE TRIGGER USER", "ALTER TABLE audit_head DISABLE TRIGGER USER"]
    } else {
        &[
            "DROP TRIGGER audit_entry_stays",
            "DROP TRIGGER audit_entry_remains",
            "DROP TRIGGER audit_entry_is_not_replaced",
            "DROP TRIGGER audit_head_goes_on",
        ]
    };
    for statement in statements {
        connection.execute_unprepared(statement).await.expect("the database obeys");
    }
    connection
}

/// Statements, each a tampering with nine entries, and what is said of it. Numbers are unique: what moves goes by way of
/// numbers below zero.
const TAMPERINGS: &[(&[&str], AuditFault)] = &[
    (&["UPDATE audit_entry SET actor = 'command:x' WHERE number = 4"], AuditFault::Changed(4)),
    (&["UPDATE audit_entry SET action = 'fill-demo' WHERE number = 4"], AuditFault::Changed(4)),
    (&["UPDATE audit_entry SET subject = 'x' WHERE number = 4"], AuditFault::Changed(4)),
    (&["UPDATE audit_entry SET \"before\" = '{\"businesses\":1}' WHERE number = 4"], AuditFault::Changed(4)),
    (&["UPDATE audit_entry SET \"before\" = NULL WHERE number = 4"], AuditFault::Changed(4)),
    (&["UPDATE audit_entry SET \"after\" = '' WHERE number = 4"], AuditFault::Changed(4)),
    (
        &["UPDATE audit_entry SET at = (SELECT at FROM audit_entry WHERE number = 5) WHERE number = 4"],
        AuditFault::Changed(4),
    ),
    (
        &["UPDATE audit_entry SET hash = (SELECT hash FROM audit_entry WHERE number = 5) WHERE number = 4"],
        AuditFault::Changed(4),
    ),
    (&["UPDATE audit_entry SET hash = NULL WHERE number = 4"], AuditFault::Changed(4)),
    (&["UPDATE audit_entry SET subject = 'x' WHERE number = 9"], AuditFault::Changed(9)),
    (&["UPDATE audit_head SET hash = 'x'"], AuditFault::Changed(9)),
    (&["DELETE FROM audit_entry WHERE number = 1"], AuditFault::Missing(1)),
    (&["DELETE FROM audit_entry WHERE number = 4"], AuditFault::Missing(4)),
    (&["DELETE FROM audit_entry WHERE number = 9"], AuditFault::Missing(9)),
    (&["DELETE FROM audit_entry WHERE number > 6"], AuditFault::Missing(7)),
    (&["DELETE FROM audit_entry"], AuditFault::Missing(1)),
    (
        &[
            "DELETE FROM audit_entry WHERE number = 4",
            "UPDATE audit_entry SET number = -number WHERE number > 4",
            "UPDATE audit_entry SET number = -number - 1 WHERE number < 0",
            "UPDATE audit_head SET number = 8",
        ],
        AuditFault::Missing(4),
    ),
    (&["UPDATE audit_entry SET number = NULL, hash = NULL WHERE number = 4"], AuditFault::Missing(4)),
    (
        &[
            "UPDATE audit_entry SET number = -number WHERE number > 3",
            "UPDATE audit_entry SET number = -number + 1 WHERE number < 0",
            "INSERT INTO audit_entry (at, actor, action, subject, number, hash) \
             SELECT at, 'command:x', 'clear-demo', '', 4, hash FROM audit_entry WHERE number = 3",
            "UPDATE audit_head SET number = 10",
        ],
        AuditFault::Inserted(4),
    ),
    (
        &["INSERT INTO audit_entry (at, actor, action, subject, number, hash) \
           SELECT at, actor, action, subject, 0, hash FROM audit_entry WHERE number = 3"],
        AuditFault::Inserted(0),
    ),
    (
        &[
            "UPDATE audit_entry SET number = -4 WHERE number = 4",
            "UPDATE audit_entry SET number = 4 WHERE number = 5",
            "UPDATE audit_entry SET number = 5 WHERE number = -4",
        ],
        AuditFault::Reordered(4),
    ),
    (
        &[
            "UPDATE audit_entry SET number = -3 WHERE number = 3",
            "UPDATE audit_entry SET number = 3 WHERE number = 7",
            "UPDATE audit_entry SET number = 7 WHERE number = -3",
        ],
        AuditFault::Reordered(3),
    ),
    (
        &[
            "UPDATE audit_entry SET number = -4, folded = hash WHERE number = 4",
            "UPDATE audit_entry SET number = 4, folded = hash, \
             hash = (SELECT folded FROM audit_entry WHERE number = -4) WHERE number = 5",
            "UPDATE audit_entry SET number = 5, \
             hash = (SELECT folded FROM audit_entry WHERE number = 4) WHERE number = -4",
        ],
        AuditFault::Reordered(4),
    ),
];

/// Each in a transaction that is not committed would be invisible to the store: each is done for real, and undone from a
/// copy that was taken before.
async fn every_sort_of_tampering_is_found(database: TestDatabase) {
    let store = database.published().await;
    written(&store, &database, 8).await;
    assert_eq!(fault(&store).await, None);
    let connection = unguarded(&database).await;
    let run = async |statement: &str| {
        connection.execute_unprepared(statement).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
    };
    run("CREATE TABLE entries_before AS SELECT * FROM audit_entry").await;
    run("CREATE TABLE head_before AS SELECT * FROM audit_head").await;
    for (statements, expected) in TAMPERINGS {
        for statement in *statements {
            run(statement).await;
        }
        assert_eq!(fault(&store).await, Some(*expected), "{statements:?}");
        run("DELETE FROM audit_entry").await;
        run("INSERT INTO audit_entry SELECT * FROM entries_before").await;
        run("UPDATE audit_head SET number = (SELECT number FROM head_before), hash = (SELECT hash FROM head_before)").await;
        assert_eq!(fault(&store).await, None, "as it was");
    }
}

async fn a_tail_that_was_cut_off_is_found_by_a_head_that_was_noted(database: TestDatabase) {
    let store = database.published().await;
    written(&store, &database, 4).await;
    let noted = verdict(&store).await.head;
    written(&store, &database, 3).await;
    let of = async |noted: &AuditHead| {
        store.verify_audit(Some(noted.clone())).await.expect("the store answers").fault
    };
    assert_eq!(of(&noted).await, None, "still in the chain");
    let last = verdict(&store).await.head;
    let connection = unguarded(&database).await;
    for statement in [
        "DELETE FROM audit_entry WHERE number > 6",
        "UPDATE audit_head SET number = 6, hash = (SELECT hash FROM audit_entry WHERE number = 6)",
    ] {
        connection.execute_unprepared(statement).await.expect("the database obeys");
    }
    assert_eq!(fault(&store).await, None, "the chain alone does not tell");
    assert_eq!((of(&noted).await, of(&last).await), (None, Some(AuditFault::Missing(8))));
    written(&store, &database, 5).await;
    assert_eq!(of(&last).await, Some(AuditFault::OtherThanNoted(8)), "others stand there now");
}

async fn triggers_refuse_what_would_change_the_past(database: TestDatabase) {
    let store = database.published().await;
    written(&store, &database, 2).await;
    let before = verdict(&store).await;
    let connection = database.connection().await;
    let mut statements = vec![
        "UPDATE audit_entry SET actor = 'x' WHERE number = 2",
        "UPDATE audit_entry SET at = NULL WHERE number = 2",
        "UPDATE audit_entry SET subject = 'x'",
        "UPDATE audit_entry SET \"after\" = 'x' WHERE number = 2",
        "UPDATE audit_entry SET number = 9 WHERE number = 2",
        "UPDATE audit_entry SET number = NULL WHERE number = 2",
        "UPDATE audit_entry SET hash = NULL WHERE number = 2",
        "UPDATE audit_entry SET id = 99 WHERE number = 2",
        "DELETE FROM audit_entry WHERE number = 2",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_head",
        "UPDATE audit_head SET number = 2",
        "UPDATE audit_head SET hash = 'x'",
    ];
    statements.extend(if connection.get_database_backend() == DbBackend::Postgres {
        vec!["TRUNCATE audit_entry", "TRUNCATE audit_head"]
    } else {
        vec![
            "INSERT OR REPLACE INTO audit_entry (id, at, actor, action, subject) VALUES (2, '', '', '', '')",
            "REPLACE INTO audit_entry (at, actor, action, subject, number) VALUES ('', '', '', '', 2)",
            "REPLACE INTO audit_head VALUES (1, 0, '')",
        ]
    });
    for statement in statements {
        let error = connection.execute_unprepared(statement).await.expect_err(statement).to_string();
        assert!(error.contains("the audit log is only ever added to"), "{statement}: {error}");
    }
    assert_eq!(verdict(&store).await, before);
    connection
        .execute_unprepared("UPDATE audit_entry SET folded = NULL")
        .await
        .expect("no part of the chain");
    store.complete_audit().await.expect("the store answers");
    assert_eq!(verdict(&store).await, before);
}

async fn two_instances_make_one_unbroken_chain(database: TestDatabase) {
    let stores = [database.published().await, database.store().await];
    let write = async |store: &Store| {
        // Some at once from each, as requests come; each holds other locks before it comes to the log.
        for _ in 0..20 {
            let five = (0..5).map(|_| store.clear_made_up());
            for done in futures::future::join_all(five).await {
                done.expect("the store answers");
            }
        }
    };
    tokio::join!(write(&stores[0]), write(&stores[1]));
    let AuditVerdict { entries, unlinked, fault, .. } = verdict(&stores[1]).await;
    assert_eq!((entries, unlinked, fault), (201, 0, None));
}

/// As versions before the chain write it.
async fn written_as_before(connection: &DatabaseConnection, subject: &str) {
    let insert = Query::insert()
        .into_table("audit_entry")
        .columns(["at", "actor", "action", "subject", "before", "after"])
        .values_panic([
            tests::at("2026-11-22T10:00:00.123456+09:00").into(),
            "this-machine".into(),
            "publish-menu".into(),
            subject.into(),
            Option::<String>::None.into(),
            "{\"name\":\"ネジの𠮷野\"}".into(),
        ])
        .take();
    connection.execute(&insert).await.expect("an older version can still write");
}

async fn what_an_older_version_writes_is_linked(database: TestDatabase) {
    let store = database.published().await;
    let connection = database.connection().await;
    written_as_before(&connection, "one").await;
    let found = verdict(&store).await;
    assert_eq!((found.entries, found.unlinked, found.fault), (1, 1, None));
    written(&store, &database, 1).await;
    let found = verdict(&store).await;
    assert_eq!((found.entries, found.unlinked, found.fault), (3, 0, None), "by whoever writes next");
    for number in 0..1_100 {
        written_as_before(&connection, &number.to_string()).await;
    }
    store.complete_audit().await.expect("the store answers");
    let found = verdict(&store).await;
    assert_eq!((found.entries, found.unlinked, found.fault), (1_103, 0, None), "or by a server that starts");
    let query = AuditQuery { words: Some("ねじ".to_owned()), ..AuditQuery::default() };
    assert_eq!(store.entries(&query).await.expect("the store answers").total, 1_101, "and can be searched");
}

/// So many steps are taken back for the one that links to be taken back, too.
fn steps_to_chain() -> u32 {
    let later = Migrator::migrations();
    let later = later.iter().rev().take_while(|step| step.name() != "m20261123_000024_audit_chain");
    u32::try_from(later.count() + 1).expect("some steps")
}

async fn what_was_there_before_is_linked_and_can_be_unlinked(database: TestDatabase) {
    let store = database.published().await;
    written(&store, &database, 3).await;
    let before = verdict(&store).await;
    let connection = database.connection().await;
    Migrator::down(&connection, Some(steps_to_chain())).await.expect("the step is taken back");
    assert_eq!(rows(&database, "audit_entry").await, 4, "no entry goes with it");
    written_as_before(&connection, "between").await;
    Migrator::up(&connection, None).await.expect("the step is taken again");
    let store = database.store().await;
    let after = verdict(&store).await;
    assert_eq!((after.entries, after.unlinked, after.fault), (5, 0, None));
    let noted = store.verify_audit(Some(before.head)).await.expect("the store answers");
    assert_eq!(noted.fault, None, "the same entries make the same chain");
    let query = AuditQuery { words: Some("ﾈｼﾞ 𠮷野".to_owned()), ..AuditQuery::default() };
    let search = async || store.entries(&query).await.expect("the store answers").total;
    assert_eq!(search().await, 0, "not folded yet");
    store.complete_audit().await.expect("the store answers");
    assert_eq!(search().await, 1);
    written(&store, &database, 1).await;
    assert_eq!(verdict(&store).await.entries, 6, "and it goes on");
}

/// As many as a log of many years has.
async fn a_hundred_thousand_entries_are_linked(database: TestDatabase) {
    let store = database.store().await;
    let connection = database.connection().await;
    Migrator::down(&connection, Some(steps_to_chain())).await.expect("the step is taken back");
    for _ in 0..50 {
        let mut insert = Query::insert();
        insert.into_table("audit_entry").columns(["at", "actor", "action", "subject", "after"]);
        for number in 0..2_000 {
            let after = format!("{{\"businesses\":{number}}}");
            let row = [
                tests::at("2026-11-22T10:00:00.123456+09:00").into(),
                "program".into(),
                "fill-demo".into(),
                "".into(),
                after.into(),
            ];
            insert.values_panic(row);
        }
        connection.execute(&insert).await.expect("the database answers");
    }
    let begun = std::time::Instant::now();
    store.migrate().await.expect("the step is taken again");
    let linked = begun.elapsed();
    let found = verdict(&store).await;
    assert_eq!((found.entries, found.unlinked, found.fault), (100_000, 0, None));
    assert!(linked.as_secs() < 240, "{linked:?}: the machine may be busy");
    let count =
        Query::select().expr(Expr::val(1)).from("audit_entry").and_where(Expr::col("hash").is_null()).take();
    assert!(connection.query_all(&count).await.expect("the database answers").is_empty());
}
