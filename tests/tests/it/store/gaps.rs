//! The gap map over what is stored.

use std::sync::Arc;

use app::backend::{Contents, Diagnoses, Matching, Populations};
use domain::gap::{Figures, GapMap};
use domain::statistic::Place;
use sea_orm::ConnectionTrait;
use server::store::Store;
use tests::{TestDatabase, answers};

use super::{again, complete, submitted};

tests::on_both_databases! {
    a_submission_counts_with_its_pains,
    a_second_diagnosis_replaces_the_pains_of_the_first,
    another_days_map_is_another,
    what_is_counted_outlives_content_that_counts_alike,
    a_list_is_counted_once_for_all_who_wait,
}

/// What a server that begins now says of a pain, of all places.
async fn whole(database: &TestDatabase, pain: &str) -> Option<Figures> {
    figures(&database.store().await, pain).await
}

async fn figures(store: &Store, pain: &str) -> Option<Figures> {
    let gaps = store.gaps(false).await.expect("the store answers");
    gaps.map.gap(pain).expect("a pain").figures(Place::default())
}

fn shown(eligible: u64, near_miss: u64, unmet: u64) -> Option<Figures> {
    Some(Figures { eligible, near_miss, unmet })
}

async fn a_submission_counts_with_its_pains(database: TestDatabase) {
    let store = database.published().await;
    assert_eq!(figures(&store, "accounting-invoice").await, shown(0, 0, 0));
    for _ in 0..8 {
        submitted(&store, &answers(&[("q10", "accounting-invoice,old-system")])).await;
        submitted(&store, &answers(&[("q10", "accounting-invoice"), ("q03", "60")])).await;
    }
    store.start().await.expect("the store answers");
    let expected = shown(8, 0, 8);
    assert_eq!(whole(&database, "accounting-invoice").await, expected);
    assert_eq!(whole(&database, "energy-cost").await, shown(0, 0, 0), "16 who did not name it are no secret");
    // As after an upgrade from a version that did not keep facts.
    let connection = database.connection().await;
    connection.execute_unprepared("DELETE FROM business_facts").await.expect("obeyed");
    assert_eq!(store.complete_population().await.expect("the store answers"), Some(16));
    assert_eq!(whole(&database, "accounting-invoice").await, expected);
}

async fn a_second_diagnosis_replaces_the_pains_of_the_first(database: TestDatabase) {
    let store = database.published().await;
    let mut keys = Vec::new();
    for _ in 0..20 {
        keys.push(submitted(&store, &answers(&[("q10", "accounting-invoice"), ("q03", "60")])).await);
    }
    assert_eq!(whole(&database, "accounting-invoice").await, shown(0, 0, 20));
    for key in &keys[..10] {
        let next = again(&store, key).await;
        complete(&store, &next, &answers(&[("q10", "none"), ("q03", "60")])).await;
    }
    assert_eq!(whole(&database, "accounting-invoice").await, shown(0, 0, 10));
}

/// What closes today is open today, and not tomorrow.
async fn another_days_map_is_another(database: TestDatabase) {
    let mut sources = tests::sources();
    let menus = sources.menus["menu"].as_array_mut().expect("menus");
    // The only one that is open against it.
    let marukei = menus.iter_mut().find(|menu| menu["id"] == "marukei").expect("the menu");
    marukei["closes"] = "2026-11-22".into();
    let store = database.store().await;
    store.load_content(&sources, &tests::content(&sources)).await.expect("the content loads");
    for _ in 0..20 {
        submitted(&store, &answers(&[("q10", "accounting-invoice")])).await;
    }
    database.clock.set(tests::at("2026-11-22T23:59:59+09:00"));
    assert_eq!(figures(&store, "accounting-invoice").await, shown(20, 0, 0));
    database.clock.set(tests::at("2026-11-23T00:00:00+09:00"));
    assert_eq!(figures(&store, "accounting-invoice").await, shown(0, 0, 20));
}

/// A case less changes no count; another menu does.
async fn what_is_counted_outlives_content_that_counts_alike(database: TestDatabase) {
    let store = database.published().await;
    let seen = async || {
        let content = store.current();
        let gaps = store.gaps(false).await.expect("the store answers");
        let fitting = store.fitting(&content, &[0, 1], false).await.expect("the store answers");
        assert!(Arc::ptr_eq(&gaps.content, &content), "with the words of today");
        (gaps.map, fitting.matched)
    };
    let same = |(map, matched): &Seen, (other, others): &Seen| {
        let lists = matched.iter().zip(others).map(|(one, other)| Arc::ptr_eq(one, other));
        (Arc::ptr_eq(map, other), lists.collect::<Vec<_>>())
    };
    let first = seen().await;
    let mut sources = tests::sources();
    sources.cases["case"].as_array_mut().expect("cases").pop();
    store.load_content(&sources, &tests::content(&sources)).await.expect("the content loads");
    assert_eq!(same(&first, &seen().await), (true, vec![true, true]));
    sources.menus["menu"][1]["name"] = "別の名前".into();
    store.load_content(&sources, &tests::content(&sources)).await.expect("the content loads");
    assert_eq!(same(&first, &seen().await), (false, vec![false, false]));
}

type Seen = (Arc<GapMap>, Vec<Arc<Matching>>);

async fn a_list_is_counted_once_for_all_who_wait(database: TestDatabase) {
    let store = database.published().await;
    let content = store.current();
    let ask = || store.fitting(&content, &[0, 1, 2], false);
    let (one, two, three) = tokio::join!(ask(), ask(), ask());
    let [one, two, three] = [one, two, three].map(|fitting| fitting.expect("the store answers").matched);
    for other in [two, three] {
        assert!(one.iter().zip(&other).all(|(one, other)| Arc::ptr_eq(one, other)));
    }
}
