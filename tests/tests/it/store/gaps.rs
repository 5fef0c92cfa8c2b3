//! The gap map over what is stored.

use app::backend::{Diagnoses, Populations};
use domain::gap::Figures;
use domain::statistic::Place;
use sea_orm::ConnectionTrait;
use server::store::Store;
use tests::{TestDatabase, answers};

use super::{again, complete, submitted};

tests::on_both_databases! {
    a_submission_counts_with_its_pains,
    a_second_diagnosis_replaces_the_pains_of_the_first,
    another_days_map_is_another,
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
