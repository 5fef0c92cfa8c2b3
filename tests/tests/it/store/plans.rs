//! Figures of the plans that officers enter: stored once, written down, kept by every load, seen by every server.

use app::backend::{Action, Actor, AuditQuery, Audits, Contents, Entered, PlanEntry, Plans, seen};
use domain::document::PlanRecord;
use domain::plan::{RawFigures, Series};
use serde_json::json;
use server::store::{Kept, Store};
use tests::{TestDatabase, content, sources};

use super::rows;

tests::on_both_databases! {
    a_figure_of_a_new_year_is_added,
    a_figure_that_stands_is_corrected,
    pressing_twice_enters_once,
    what_changed_meanwhile_is_not_overwritten,
    another_server_follows,
    a_load_of_files_keeps_what_was_entered,
    a_figure_of_the_files_for_the_same_year_is_not_taken,
    an_unknown_indicator_is_told,
}

const INDICATOR: &str = "eapply-satisfaction";

fn in_year(store: &Store, year: &str) -> Option<PlanRecord> {
    let content = store.current();
    Series::of(&content.plan_records, INDICATOR).and_then(|series| series.in_year(year)).cloned()
}

fn entry(store: &Store, year: &str, target: &str, actual: &str) -> PlanEntry {
    let content = store.current();
    let series = Series::of(&content.plan_records, INDICATOR).expect("the indicator");
    let raw = RawFigures {
        target: target.to_owned(),
        actual: actual.to_owned(),
        source: "振り返り資料".to_owned(),
        url: "https://example.jp/r8".to_owned(),
        as_of: "2026-11".to_owned(),
        ..RawFigures::default()
    };
    PlanEntry {
        indicator: INDICATOR.to_owned(),
        fiscal_year: year.to_owned(),
        figures: raw.read(series.first()).expect("figures"),
        seen: seen(series.in_year(year)),
    }
}

async fn enter(store: &Store, entry: &PlanEntry) -> Entered {
    store.enter(entry).await.expect("the store answers")
}

async fn a_figure_of_a_new_year_is_added(database: TestDatabase) {
    let store = database.published().await.acting_as(Actor::ThisMachine);
    assert_eq!(enter(&store, &entry(&store, "R8", "75", "81.5")).await, Entered::Done);
    let record = in_year(&store, "R8").expect("a record");
    assert_eq!(
        (record.id.as_str(), record.target, record.actual),
        ("eapply-satisfaction-r8", Some(75.0), Some(81.5))
    );
    let sibling = in_year(&store, "R6").expect("a record");
    assert_eq!(
        (&record.name, &record.section, &record.unit),
        (&sibling.name, &sibling.section, &sibling.unit)
    );
    assert_eq!(store.current().plan_records.len(), 39);
    let query = AuditQuery { action: Some(Action::EnterPlanFigure), ..AuditQuery::default() };
    let found = store.entries(&query).await.expect("the store answers").items;
    let [entry] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((entry.subject.as_str(), entry.actor.as_str()), ("eapply-satisfaction-r8", "this-machine"));
    assert_eq!(entry.before, None);
    assert_eq!(entry.after.as_ref().expect("a figure")["actual"], json!(81.5));
}

async fn a_figure_that_stands_is_corrected(database: TestDatabase) {
    let store = database.published().await;
    assert_eq!(enter(&store, &entry(&store, "R7", "70", "78")).await, Entered::Done);
    let record = in_year(&store, "R7").expect("a record");
    assert_eq!(
        (record.id.as_str(), record.target, record.actual),
        ("eapply-satisfaction-target-r7", Some(70.0), Some(78.0))
    );
    assert_eq!(store.current().plan_records.len(), 38);
    let query = AuditQuery { action: Some(Action::EnterPlanFigure), ..AuditQuery::default() };
    let entry = store.entries(&query).await.expect("the store answers").items.remove(0);
    assert_eq!(entry.before.as_ref().expect("it stood there")["actual"], json!(null));
    assert_eq!(entry.after.as_ref().expect("a figure")["actual"], json!(78));
}

async fn pressing_twice_enters_once(database: TestDatabase) {
    let store = database.published().await;
    let entry = entry(&store, "R8", "75", "");
    assert_eq!(enter(&store, &entry).await, Entered::Done);
    let before = (rows(&database, "audit_entry").await, store.basis().await.expect("it answers").revision);
    assert_eq!(enter(&store, &entry).await, Entered::Done);
    let after = (rows(&database, "audit_entry").await, store.basis().await.expect("it answers").revision);
    assert_eq!(after, before);
}

async fn what_changed_meanwhile_is_not_overwritten(database: TestDatabase) {
    let store = database.published().await;
    let other_server = database.store().await;
    let mine = entry(&store, "R8", "75", "");
    assert_eq!(enter(&other_server, &entry(&other_server, "R8", "80", "")).await, Entered::Done);
    assert_eq!(in_year(&store, "R8"), None, "not read yet");
    assert_eq!(enter(&store, &mine).await, Entered::Changed);
    assert_eq!(in_year(&store, "R8").expect("it is shown now").target, Some(80.0));
    assert_eq!(enter(&store, &entry(&store, "R8", "75", "")).await, Entered::Done);
}

async fn another_server_follows(database: TestDatabase) {
    let store = database.published().await;
    let other_server = database.store().await;
    enter(&store, &entry(&store, "R8", "75", "")).await;
    assert!(other_server.refresh_content().await.expect("the store answers"));
    assert_eq!(in_year(&other_server, "R8"), in_year(&store, "R8"));
    assert!(in_year(&store, "R8").is_some());
}

async fn a_load_of_files_keeps_what_was_entered(database: TestDatabase) {
    let store = database.published().await;
    enter(&store, &entry(&store, "R8", "75", "")).await;
    enter(&store, &entry(&store, "R7", "70", "78")).await;
    let sources = sources();
    let report = store.load_content(&sources, &content(&sources)).await.expect("it loads");
    let figures_not_taken = vec!["eapply-satisfaction-target-r7".to_owned()];
    assert_eq!(report.kept, Kept { entered: 2, figures_not_taken, ..Kept::default() });
    assert_eq!(in_year(&store, "R8").expect("it stays").target, Some(75.0));
    assert_eq!(in_year(&store, "R7").expect("it stays").actual, Some(78.0));
    // Gone from the files, they stay all the same; what nobody entered goes.
    let mut fewer = sources;
    let records = fewer.indicators["record"].as_array_mut().expect("a list");
    records.retain(|record| record["indicator"] != INDICATOR);
    let report = store.load_content(&fewer, &content(&fewer)).await.expect("it loads");
    assert_eq!(report.kept, Kept { entered: 2, ..Kept::default() });
    assert_eq!((in_year(&store, "R6"), in_year(&store, "R7").is_some()), (None, true));
}

async fn a_figure_of_the_files_for_the_same_year_is_not_taken(database: TestDatabase) {
    let store = database.published().await;
    enter(&store, &entry(&store, "R8", "75", "")).await;
    let mut sources = sources();
    let records = sources.indicators["record"].as_array_mut().expect("a list");
    let mut other =
        records.iter().find(|record| record["id"] == "eapply-satisfaction-r6").expect("it").clone();
    other["id"] = json!("of-the-files");
    other["fiscal_year"] = json!("R8");
    records.push(other);
    let report = store.load_content(&sources, &content(&sources)).await.expect("it loads");
    assert_eq!(report.kept.figures_not_taken, ["of-the-files"]);
    assert_eq!(in_year(&store, "R8").expect("it stays").target, Some(75.0));
    assert_eq!(store.current().plan_records.len(), 39);
}

async fn an_unknown_indicator_is_told(database: TestDatabase) {
    let store = database.published().await;
    let unknown = PlanEntry { indicator: "nothing".to_owned(), ..entry(&store, "R8", "75", "") };
    assert_eq!(enter(&store, &unknown).await, Entered::NoSuchIndicator);
    assert_eq!(rows(&database, "plan_record").await, 38);
}
