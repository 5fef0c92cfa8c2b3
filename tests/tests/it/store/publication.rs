//! Open data as it is frozen.

use app::backend::{AuditQuery, Audits, Publication, Publications};
use domain::indicator::Period;
use domain::publication::{Set, Unpublishable};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use server::store::{MadeUp, PublishedSets, Publishing, Store};
use tests::{TestDatabase, answers, at};

tests::on_both_databases! {
    a_period_is_published_once,
    two_who_publish_at_once_make_one_version,
    made_up_respondents_are_never_published,
    periods_that_are_open_or_overlap_are_refused,
    another_version_is_published_only_if_nothing_can_be_subtracted,
    the_catalogue_has_a_version_of_its_own,
}

/// Size, municipality and stage of a respondent.
type Respondent = (&'static str, &'static str, &'static str);

/// Thirty-six, and two in the smallest class.
pub(crate) const RESPONDENTS: [(Respondent, usize); 5] = [
    (("3", "34100", "s0"), 12),
    (("3", "34207", "s2"), 6),
    (("12", "34207", "s2"), 10),
    (("12", "34100", "s0"), 8),
    (("0", "34100", "s2"), 2),
];

/// They answer one after the other.
pub(crate) async fn answered_by(store: &Store, respondents: &[(Respondent, usize)]) {
    for ((size, municipality, stage), count) in respondents {
        for _ in 0..*count {
            let answers =
                answers(&[("q01", municipality), ("q03", size), ("q08", stage), ("q13", "crm-sfa,data-bi")]);
            super::submitted(store, &answers).await;
        }
    }
}

pub(crate) fn period(code: &str) -> Period {
    Period::parse(code).expect("a period")
}

const IN_MAY: &str = "2026-05-10T10:00:00+09:00";
const IN_JULY: &str = "2026-07-01T00:00:00+09:00";

/// Respondents in the first quarter, and then it is over.
pub(crate) async fn with_answers(database: &TestDatabase) -> Store {
    let store = database.published().await;
    database.clock.set(at(IN_MAY));
    answered_by(&store, &RESPONDENTS).await;
    database.clock.set(at(IN_JULY));
    store
}

async fn publish(store: &Store, code: &str) -> Publishing {
    store.publish_period(&period(code), "").await.expect("the store answers")
}

pub(crate) async fn done(store: &Store, code: &str) -> PublishedSets {
    match publish(store, code).await {
        Publishing::Done(published) => published,
        Publishing::Refused(why) => panic!("{why}"),
    }
}

fn versions(published: &PublishedSets) -> Vec<(&str, u32)> {
    published.new.iter().map(|edition| (edition.set.as_str(), edition.version)).collect()
}

async fn text(store: &Store, set: &Set, version: u32, name: &str) -> String {
    let body = store.frozen_body(set, version, name).await.expect("the store answers");
    String::from_utf8(body.expect("a file")).expect("UTF-8")
}

/// Columns of the rows that the filter lets pass.
async fn cells(
    store: &Store,
    code: &str,
    version: u32,
    of: &[&str],
    want: &[(&str, &str)],
) -> Vec<Vec<String>> {
    let text = text(store, &Set::Period(period(code)), version, "survey-indicators.csv").await;
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let head = reader.headers().expect("a head").clone();
    let place = |name: &str| head.iter().position(|column| column == name).expect("a column");
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.filter(|row| want.iter().all(|(name, value)| &row[place(name)] == *value))
        .map(|row| of.iter().map(|name| row[place(name)].to_owned()).collect())
        .collect()
}

const UPTAKE: (&str, &str) = ("indicator_id", "survey-dx-uptake-rate");

async fn total(store: &Store, code: &str, version: u32) -> Vec<Vec<String>> {
    let want = [UPTAKE, ("breakdown", "all"), ("measure", "share")];
    cells(store, code, version, &["answered", "count", "share_percent", "note"], &want).await
}

async fn a_period_is_published_once(database: TestDatabase) {
    let store = with_answers(&database).await;
    let published = done(&store, "R8-Q1").await;
    assert_eq!(versions(&published), [("R8-Q1", 1), ("catalogue", 1)]);
    let counted = published.new[0].cells.expect("a period's numbers");
    assert!(counted.primary > 0 && counted.complementary > 0 && counted.all > 500, "{counted:?}");
    let again = done(&store, "R8-Q1").await;
    let unchanged = again.unchanged.clone();
    assert_eq!(
        (versions(&again), unchanged),
        (vec![], vec![("R8-Q1".to_owned(), 1), ("catalogue".to_owned(), 1)])
    );
    assert_eq!(total(&store, "R8-Q1", 1).await, [["38", "18", "47.4", ""]]);
    let want = [UPTAKE, ("breakdown", "employee_size"), ("measure", "share")];
    let by_size =
        cells(&store, "R8-Q1", 1, &["group_code", "answered", "count", "share_percent", "note"], &want).await;
    // Two without employees: they are hidden, and the smallest other class with them.
    assert_eq!(
        by_size[..3],
        [["0", "x", "x", "x", "秘匿"], ["1-5", "x", "x", "x", "秘匿"], ["6-20", "18", "10", "55.6", ""]]
    );
    assert_eq!(by_size[3], ["21-50", "0", "0", "n/a", "回答なし"]);
    let listed = store.publications().await.expect("the store answers");
    let names =
        |publication: &Publication| publication.files.iter().map(|f| f.name.clone()).collect::<Vec<_>>();
    let survey = listed.iter().find(|one| one.set.code() == "R8-Q1").expect("the period");
    assert_eq!(names(survey), ["survey-indicators.csv", "survey-indicators.json", "datapackage.json"]);
    assert_eq!((listed.len(), survey.version, survey.published_at), (2, 1, at(IN_JULY)));
    // It is written down who did it, once.
    let log =
        store.entries(&AuditQuery { page: 1, ..AuditQuery::default() }).await.expect("the store answers");
    let mut acts: Vec<&str> = log
        .items
        .iter()
        .filter(|entry| entry.action == "publish-open-data")
        .map(|e| e.subject.as_str())
        .collect();
    acts.sort_unstable();
    assert_eq!(acts, ["R8-Q1", "catalogue"]);
    assert_eq!(super::rows(&database, "publication_count").await, 8);
}

async fn two_who_publish_at_once_make_one_version(database: TestDatabase) {
    let store = with_answers(&database).await;
    let other = database.store().await;
    let period = period("R8-Q1");
    let (one, two) = tokio::join!(store.publish_period(&period, ""), other.publish_period(&period, ""));
    let new = [one, two].map(|published| match published.expect("the store answers") {
        Publishing::Done(published) => published.new.len(),
        Publishing::Refused(why) => panic!("{why}"),
    });
    assert_eq!(new.iter().sum::<usize>(), 2, "the period and the catalogue, by one of them: {new:?}");
    assert_eq!(super::rows(&database, "publication").await, 2);
    assert_eq!(super::rows(&database, "publication_file").await, 10);
}

async fn made_up_respondents_are_never_published(database: TestDatabase) {
    let store = database.published().await;
    let made_up =
        |count| vec![MadeUp { answers: answers(&[("q08", "s3")]), submitted_at: at(IN_MAY) }; count];
    store.insert_made_up(made_up(200)).await.expect("stored");
    database.clock.set(at(IN_JULY));
    let refused = publish(&store, "R8-Q1").await;
    assert_eq!(refused, Publishing::Refused(Unpublishable::NobodyAnswered(period("R8-Q1"))));
    assert_eq!(super::rows(&database, "publication").await, 0);
    database.clock.set(at(IN_MAY));
    answered_by(&store, &RESPONDENTS).await;
    database.clock.set(at(IN_JULY));
    done(&store, "R8-Q1").await;
    assert_eq!(total(&store, "R8-Q1", 1).await, [["38", "18", "47.4", ""]]);
    // More of them change nothing.
    store.insert_made_up(made_up(300)).await.expect("stored");
    assert_eq!(versions(&done(&store, "R8-Q1").await), []);
}

async fn periods_that_are_open_or_overlap_are_refused(database: TestDatabase) {
    let store = with_answers(&database).await;
    for (code, why) in [
        ("R8-Q2", Unpublishable::NotOver(period("R8-Q2"))),
        ("R8", Unpublishable::NotOver(period("R8"))),
        ("ever", Unpublishable::NeverCloses(Period::Ever)),
        ("2026-04", Unpublishable::NobodyAnswered(period("2026-04"))),
    ] {
        assert_eq!(publish(&store, code).await, Publishing::Refused(why), "{code}");
    }
    done(&store, "2026-05").await;
    let overlaps = Unpublishable::Overlaps { period: period("R8-Q1"), published: period("2026-05") };
    assert_eq!(publish(&store, "R8-Q1").await, Publishing::Refused(overlaps));
    assert_eq!(super::rows(&database, "publication").await, 2);
}

async fn another_version_is_published_only_if_nothing_can_be_subtracted(database: TestDatabase) {
    let store = with_answers(&database).await;
    done(&store, "R8-Q1").await;
    // A clock that was wrong: one more has answered in May.
    database.clock.set(at(IN_MAY));
    answered_by(&store, &[(("12", "34207", "s2"), 1)]).await;
    database.clock.set(at(IN_JULY));
    let refused = publish(&store, "R8-Q1").await;
    let Publishing::Refused(Unpublishable::TellsByDifference { period: of, questions }) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(of, period("R8-Q1"));
    assert!(questions.contains(&"q08".to_owned()), "{questions:?}");
    assert_eq!(super::rows(&database, "publication").await, 2);
    // Many more.
    database.clock.set(at(IN_MAY));
    answered_by(&store, &RESPONDENTS).await;
    answered_by(&store, &[(("12", "34207", "s2"), 7)]).await;
    database.clock.set(at(IN_JULY));
    assert_eq!(versions(&done(&store, "R8-Q1").await), [("R8-Q1", 2)]);
    let latest = store.latest(&Set::Period(period("R8-Q1"))).await.expect("the store answers");
    let listed = store.publications().await.expect("the store answers");
    let all = listed.iter().filter(|one| one.set.code() == "R8-Q1").map(|one| one.version);
    assert_eq!((all.collect::<Vec<_>>(), latest.as_ref()), (vec![2, 1], listed.first()));
    assert_eq!(latest.expect("a version").files.len(), 3);
    assert_eq!(store.latest(&Set::Period(period("R8-Q2"))).await.expect("the store answers"), None);
    assert_eq!(total(&store, "R8-Q1", 1).await[0][0], "38");
    assert_eq!(total(&store, "R8-Q1", 2).await[0][0], "84");
    // What the first version hid stays hidden.
    let hidden = |version| {
        let store = &store;
        async move {
            let want = [UPTAKE, ("answered", "x")];
            cells(store, "R8-Q1", version, &["breakdown", "group_code", "measure"], &want).await
        }
    };
    let (first, second) = (hidden(1).await, hidden(2).await);
    assert!(!first.is_empty() && first.iter().all(|row| second.contains(row)), "{first:?} {second:?}");
}

async fn the_catalogue_has_a_version_of_its_own(database: TestDatabase) {
    let store = database.published().await;
    let publish = async |note| match store.publish_catalogue(note).await.expect("the store answers") {
        Publishing::Done(published) => published,
        Publishing::Refused(why) => panic!("{why}"),
    };
    assert_eq!(versions(&publish("はじめ").await), [("catalogue", 1)]);
    assert_eq!(versions(&publish("").await), []);
    let file = async |name| text(&store, &Set::Catalogue, 1, name).await;
    for (name, rows) in [("support-menus.csv", 64), ("cases.csv", 13), ("plan-indicators.csv", 38)] {
        let text = file(name).await;
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let head = reader.headers().expect("a head").clone();
        let place = |name: &str| head.iter().position(|column| column == name).expect("a column");
        let all: Vec<_> = reader.records().map(|row| row.expect("a row")).collect();
        assert_eq!(all.len(), rows, "{name}");
        assert!(all.iter().all(|row| row[place("source_url")].starts_with("http")), "{name}");
    }
    let listed = store.publications().await.expect("the store answers");
    assert_eq!((listed[0].note.as_str(), listed[0].files.len()), ("はじめ", 7));
    // Menus that were imported are somebody else's words.
    let connection = database.connection().await;
    let imported = Query::update()
        .table("support_menu")
        .value("origin", "jgrants")
        .and_where(Expr::col("id").eq("marukei"))
        .take();
    connection.execute(&imported).await.expect("the database obeys");
    assert_eq!(versions(&publish("").await), [("catalogue", 2)]);
    let second = text(&store, &Set::Catalogue, 2, "support-menus.csv").await;
    assert!(file("support-menus.csv").await.contains("marukei") && !second.contains("marukei"));
}
