use app::backend::{Contents, Diagnoses};
use domain::content::Sources;
use domain::indicator::{COMPLETED, Period};
use serde_json::{Value, json};
use server::store::{Changes, LoadReport, Publication, Store, StoreError};
use tests::{TestDatabase, answers, content, sources};

use super::{again, assert_rebuild_changes_nothing, complete, diagnoses, roll_ups, rows, save, submitted};

tests::on_both_databases! {
    before_the_first_load_nothing_can_be_answered,
    the_first_load_brings_everything,
    what_was_loaded_comes_back,
    loading_the_same_again_changes_nothing,
    a_load_reports_what_changed,
    a_published_version_cannot_change,
    earlier_versions_stay,
    diagnoses_keep_their_questionnaire_when_another_is_loaded,
    answers_to_questions_that_are_gone_stay_behind,
    another_server_notices_a_load,
    changed_tables_are_counted_anew,
    migrating_twice_at_once_does_no_harm,
}

async fn load(store: &Store, sources: &Sources) -> LoadReport {
    store.load_content(sources, &content(sources)).await.expect("the content loads")
}

fn entries<'a>(file: &'a mut Value, list: &str) -> &'a mut Vec<Value> {
    file[list].as_array_mut().expect("a list")
}

/// The next version of the questionnaire, without its last question.
fn second_version() -> Sources {
    let mut sources = sources();
    sources.questionnaire["version"] = json!(2);
    let last = entries(&mut sources.questionnaire, "question").pop().expect("a question");
    assert_eq!(last["id"], "q25");
    for menu in entries(&mut sources.menus, "menu") {
        let conditions = menu["conditions"].as_array_mut().expect("a list");
        conditions.retain(|condition| condition["fact"] != "wage_increase_plan");
    }
    sources
}

async fn before_the_first_load_nothing_can_be_answered(database: TestDatabase) {
    let store = database.store().await;
    assert!(store.content_sources().await.expect("the store answers").is_none());
    assert_eq!(store.current().questionnaire.version, 0);
    assert!(store.start().await.is_err());
    assert!(!store.refresh_content().await.expect("the store answers"));
}

async fn the_first_load_brings_everything(database: TestDatabase) {
    let store = database.store().await;
    let report = load(&store, &sources()).await;
    let expected = content(&sources());
    assert_eq!((report.questionnaire, report.tables_changed, report.recounted), (Publication::New, true, 0));
    for (changes, count) in [
        (report.menus, expected.menus.len()),
        (report.cases, expected.cases.len()),
        (report.plan_records, expected.plan_records.len()),
    ] {
        assert_eq!(changes, Changes { added: count, ..Changes::default() });
    }
    let ids = |content: &domain::content::Content| -> Vec<String> {
        content.menus.iter().map(|menu| menu.id().to_owned()).collect()
    };
    assert_eq!(ids(&store.current()), ids(&expected), "in the order of the file");
    assert_eq!(store.current().questionnaire.version, 1);
}

async fn what_was_loaded_comes_back(database: TestDatabase) {
    let store = database.published().await;
    let (back, sources) = (store.content_sources().await.expect("answers").expect("content"), sources());
    assert_eq!(back.questionnaire, sources.questionnaire);
    assert_eq!(back.menus, sources.menus);
    assert_eq!(back.cases, sources.cases);
    assert_eq!(back.indicators, sources.indicators);
    assert_eq!((back.municipalities, back.industries), (sources.municipalities, sources.industries));
}

async fn loading_the_same_again_changes_nothing(database: TestDatabase) {
    let store = database.published().await;
    let other_server = database.store().await;
    let report = load(&store, &sources()).await;
    assert!(!report.changed_anything());
    assert_eq!(report.menus, Changes { unchanged: store.current().menus.len(), ..Changes::default() });
    assert!(!other_server.refresh_content().await.expect("the store answers"));
}

async fn a_load_reports_what_changed(database: TestDatabase) {
    let store = database.published().await;
    let mut sources = sources();
    let menus = entries(&mut sources.menus, "menu");
    let mut added = menus[0].clone();
    added["id"] = json!("brand-new");
    menus[1]["name"] = json!("名前を変えた制度");
    menus[1]["closes"] = json!("2027-01-31");
    let (first, count) = (menus.remove(0), menus.len());
    menus.push(added);
    let report = load(&store, &sources).await;
    assert_eq!(report.questionnaire, Publication::Unchanged);
    let expected = Changes { added: 1, changed: 1, removed: 1, unchanged: count - 1, moved: count - 1 };
    assert_eq!(report.menus, expected);
    assert_eq!((report.cases.unchanged, report.tables_changed), (store.current().cases.len(), false));
    let now = store.current();
    assert!(now.menu(first["id"].as_str().expect("an id")).is_none());
    assert_eq!(now.menus[0].document.name, "名前を変えた制度");
    assert_eq!(now.menus.last().map(|menu| menu.id()), Some("brand-new"));
}

async fn a_published_version_cannot_change(database: TestDatabase) {
    let store = database.published().await;
    let mut sources = sources();
    sources.questionnaire["title"] = json!("別の診断");
    entries(&mut sources.menus, "menu").pop();
    let refused = store.load_content(&sources, &content(&sources)).await;
    assert!(
        matches!(&refused, Err(StoreError::PublishedVersionChanged { questionnaire, version: 1 }) if questionnaire == "hiroshima-dx-check"),
        "{refused:?}"
    );
    assert_eq!(
        store.content_sources().await.expect("answers").expect("content").menus,
        tests::sources().menus
    );
    assert_eq!(store.current().questionnaire.title, "広島 DX かんたん診断");
}

async fn earlier_versions_stay(database: TestDatabase) {
    let store = database.published().await;
    let (open, done) =
        (store.start().await.expect("the store answers"), submitted(&store, &answers(&[])).await);
    assert_eq!(load(&store, &second_version()).await.questionnaire, Publication::New);
    assert_eq!(store.current().questionnaire.version, 2);

    complete(&store, &open, &answers(&[("q25", "big")])).await;
    for key in [&open, &done] {
        let found = store.find(key).await.expect("the store answers").expect("the diagnosis");
        let questionnaire = &found.content.questionnaire;
        assert_eq!((questionnaire.version, questionnaire.questions.len()), (1, 25));
    }
    assert_eq!(load(&store, &sources()).await.questionnaire, Publication::Again);
    assert_eq!(
        (store.current().questionnaire.version, rows(&database, "questionnaire_version").await),
        (1, 2)
    );
    assert_rebuild_changes_nothing(&store, &database).await;
}

/// Of the same version number as the first questionnaire, and of another number.
async fn diagnoses_keep_their_questionnaire_when_another_is_loaded(database: TestDatabase) {
    let store = database.published().await;
    let own = store.current().questionnaire.clone();
    let mut begun = vec![
        (submitted(&store, &answers(&[("q25", "big")])).await, (own.id.clone(), own.version, 25)),
        (store.start().await.expect("the store answers"), (own.id.clone(), own.version, 25)),
    ];
    for version in [own.version, 7] {
        let mut another = second_version();
        another.questionnaire["id"] = json!("another-check");
        another.questionnaire["version"] = json!(version);
        assert_eq!(load(&store, &another).await.questionnaire, Publication::New);
        begun.push((submitted(&store, &answers(&[])).await, ("another-check".to_owned(), version, 24)));
        let fresh_server = database.store().await;
        fresh_server.refresh_content().await.expect("the store answers");
        for (key, expected) in &begun {
            for store in [&store, &fresh_server] {
                let found = store.find(key).await.expect("the store answers").expect("the diagnosis");
                let questionnaire = &found.content.questionnaire;
                let identity =
                    (questionnaire.id.clone(), questionnaire.version, questionnaire.questions.len());
                assert_eq!(&identity, expected);
            }
        }
    }
    complete(&store, &begun[1].0, &answers(&[("q25", "big")])).await;
    assert_rebuild_changes_nothing(&store, &database).await;
}

async fn answers_to_questions_that_are_gone_stay_behind(database: TestDatabase) {
    let store = database.published().await;
    let first = submitted(&store, &answers(&[("q05", "3"), ("q25", "big")])).await;
    load(&store, &second_version()).await;
    let second = again(&store, &first).await;
    let found = store.find(&second).await.expect("the store answers").expect("the diagnosis");
    assert_eq!((found.content.questionnaire.version, found.answers), (2, answers(&[("q05", "3")])));
    complete(&store, &second, &answers(&[])).await;
    assert_eq!(diagnoses(&store, COMPLETED, Period::Ever).await, 1, "counted by the version of each");
    assert_rebuild_changes_nothing(&store, &database).await;
}

async fn another_server_notices_a_load(database: TestDatabase) {
    let store = database.published().await;
    let other_server = database.store().await;
    assert!(!other_server.refresh_content().await.expect("the store answers"));
    load(&store, &second_version()).await;
    let key = store.start().await.expect("the store answers");
    let found = other_server.find(&key).await.expect("the store answers").expect("the diagnosis");
    assert_eq!(found.content.questionnaire.version, 2, "even before it has noticed");
    assert!(other_server.refresh_content().await.expect("the store answers"));
    assert_eq!(other_server.current().questionnaire.version, 2);
    save(&other_server, &key, &answers(&[])).await;
}

async fn changed_tables_are_counted_anew(database: TestDatabase) {
    let store = database.published().await;
    let key = submitted(&store, &answers(&[("q01", "34202")])).await;
    assert!(roll_ups(&database).await.iter().any(|row| row.contains("|34202 = ")));
    let mut sources = sources();
    sources.municipalities.retain(|row| row["code5"] != "34202");
    for menu in entries(&mut sources.menus, "menu") {
        menu["conditions"]
            .as_array_mut()
            .expect("a list")
            .retain(|condition| condition["fact"] != "municipality");
    }
    let report = load(&store, &sources).await;
    assert_eq!((report.tables_changed, report.recounted), (true, 1));
    assert!(!roll_ups(&database).await.iter().any(|row| row.contains("34202")));
    let next = again(&store, &key).await;
    complete(&store, &next, &answers(&[])).await;
    assert_rebuild_changes_nothing(&store, &database).await;
}

async fn migrating_twice_at_once_does_no_harm(database: TestDatabase) {
    let (one, two) = tokio::join!(database.store(), database.store());
    load(&one, &sources()).await;
    assert!(two.refresh_content().await.expect("the store answers"));
}
