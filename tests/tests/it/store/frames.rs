//! The numbers of all businesses: imported, kept, and used to weight what the roll-ups count.

use std::path::Path;

use app::backend::{Contents, FrameSource, Frames};
use domain::indicator::{Breakdown, Dimension};
use domain::weighting::{Frame, Margin, Respondents, Rules, Unit, estimate};
use server::import::frame::{Read, Reading, read};
use server::store::{NewFrame, Store};
use tests::{TestDatabase, at};

use super::rows;

tests::on_both_databases! {
    without_an_import_there_is_no_frame,
    what_was_imported_is_read_back_whole,
    the_latest_import_counts_and_earlier_ones_stay,
    a_large_frame_is_kept_whole,
    respondents_are_weighted_by_what_was_imported,
}

fn samples(names: &[&str], store: &Store) -> Read {
    let folder = Path::new("samples/frame");
    let files: Vec<_> = names.iter().map(|name| folder.join(name)).collect();
    read(&files, &Reading::default(), &store.current()).expect("a frame")
}

async fn import(store: &Store, read: &Read, by: &str) -> i64 {
    let new = NewFrame { frame: &read.frame, unit: read.unit, sources: &read.sources, imported_by: by };
    store.import_frame(&new).await.expect("the store answers")
}

async fn without_an_import_there_is_no_frame(database: TestDatabase) {
    let store = database.store().await;
    assert_eq!(store.frame().await.expect("the store answers"), None);
    assert_eq!(store.frames().await.expect("the store answers"), []);
}

async fn what_was_imported_is_read_back_whole(database: TestDatabase) {
    let store = database.published().await;
    database.clock.set(at("2026-11-22T09:30:00.123456+09:00"));
    let read = samples(&["cross_size_industry_sjis.csv", "municipalities_utf8_bom.csv"], &store);
    let id = import(&store, &read, "DX推進課").await;
    // Another server sees it too.
    let frame = database.store().await.frame().await.expect("the store answers").expect("a frame");
    assert_eq!((frame.id, &frame.frame, frame.unit), (id, &read.frame, Unit::Enterprises));
    assert_eq!(frame.sources, read.sources);
    assert_eq!(frame.imported_by, "DX推進課");
    assert_eq!(frame.imported_at, at("2026-11-22T09:30:00.123456+09:00"));
    assert_eq!(frame.frame.margins().len(), 2);
    assert!(frame.frame.margins()[0].rest() > 0, "what is not listed is kept too");
}

async fn the_latest_import_counts_and_earlier_ones_stay(database: TestDatabase) {
    let store = database.published().await;
    // A clock that goes back changes nothing: the order of imports counts.
    database.clock.set(at("2026-11-22T09:30:00+09:00"));
    let first = import(&store, &samples(&["municipalities_utf8_bom.csv"], &store), "").await;
    database.clock.set(at("2026-11-21T09:30:00+09:00"));
    let joint = samples(&["long_size_industry_utf8.csv"], &store);
    let second = import(&store, &joint, "").await;
    let counts = store.frame().await.expect("the store answers").expect("a frame");
    assert_eq!((counts.id, counts.frame), (second, joint.frame));
    let all = store.frames().await.expect("the store answers");
    assert_eq!(all.iter().map(|frame| frame.id).collect::<Vec<_>>(), [second, first]);
    assert_eq!(all[1].frame.margins()[0].dimensions, [Dimension::Municipality].into());
    assert_eq!(rows(&database, "business_frame").await, 2);
}

/// More cells than one statement takes values.
async fn a_large_frame_is_kept_whole(database: TestDatabase) {
    let store = database.store().await;
    let cell = |n: u64| {
        let text = |part: u64| Some(part.to_string());
        let at = Breakdown { employee_size: text(n % 100), industry: text(n / 100), municipality: None };
        (at, n + 1)
    };
    let counts: std::collections::BTreeMap<_, _> = (0..12_000).map(cell).collect();
    let margin = Margin {
        dimensions: [Dimension::EmployeeSize, Dimension::Industry].into(),
        total: counts.values().sum::<u64>() + 5,
        counts,
    };
    let frame = Frame::new(vec![margin]).expect("a frame");
    let source =
        FrameSource { file: "表.csv".to_owned(), title: "表".to_owned(), as_of: "2021".to_owned() };
    let new = NewFrame { frame: &frame, unit: Unit::Establishments, sources: &[source], imported_by: "" };
    store.import_frame(&new).await.expect("the store answers");
    let read = store.frame().await.expect("the store answers").expect("a frame");
    assert_eq!(read.frame, frame);
}

async fn respondents_are_weighted_by_what_was_imported(database: TestDatabase) {
    let store = database.published().await;
    import(&store, &samples(&["cross_size_industry_sjis.csv"], &store), "").await;
    let frame = store.frame().await.expect("the store answers").expect("a frame").frame;
    let group = |size: &str, industry: &str, answered, met| Respondents {
        at: Breakdown {
            employee_size: Some(size.to_owned()),
            industry: Some(industry.to_owned()),
            municipality: Some("34100".to_owned()),
        },
        answered,
        met,
    };
    // 2150 and 50 businesses: the small ones answered as often as the large ones.
    let answers = [group("1-5", "E", 10, 2), group("301-", "E", 10, 9)];
    let estimate = estimate(&answers, Some(&frame), Rules::default());
    let weighted = estimate.weighted.expect("a frame").expect("weights");
    let by_hand = (2150.0 * 0.2 + 50.0 * 0.9) / 2200.0;
    assert!((weighted.share - by_hand).abs() < 1e-9, "{}", weighted.share);
    assert!((weighted.weighting.covered - 2200.0 / 102_375.0).abs() < 1e-9);
    assert!((estimate.plain.expect("answers").share - 0.55).abs() < 1e-9);
    // Every cell with businesses but those two, and the one of what is marked X.
    let cells = frame.margins()[0].counts.values().filter(|count| **count > 0).count();
    assert_eq!(weighted.weighting.empty.len(), cells - 2 + 1);
}
