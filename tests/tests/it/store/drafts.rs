//! Drafts of menus: proposed, published, thrown away; and what a load of content files leaves alone.

use app::backend::{Contents, Decided, Drafts};
use domain::content::{ContentProblem, Sources};
use domain::draft::Origin;
use serde_json::{Value, json};
use server::store::{Kept, Proposal, Proposed, Reading, Store, StoreError, Taken};
use tests::{TestDatabase, at, content, sources};

use super::rows;

tests::on_both_databases! {
    what_is_proposed_waits_until_it_is_published,
    a_draft_of_a_new_menu_adds_it,
    proposing_the_same_again_changes_nothing,
    what_is_published_needs_no_draft,
    a_newer_proposal_takes_the_place_of_the_older,
    a_menu_that_changed_meanwhile_is_not_overwritten,
    what_does_not_fit_the_content_is_not_published,
    drafts_are_published_together_or_not_at_all,
    two_drafts_of_one_menu_are_brought_together,
    two_drafts_that_contradict_each_other_are_not_published_together,
    two_drafts_of_a_new_menu_that_contradict_each_other_are_not_either,
    a_load_of_files_keeps_what_officers_edited,
    a_load_of_files_keeps_what_was_imported,
    files_may_not_take_the_id_of_an_imported_menu,
}

const MENU: &str = "dx-nintei";

fn entry(sources: &Sources, id: &str) -> Value {
    let menus = sources.menus["menu"].as_array().expect("a list");
    menus.iter().find(|menu| menu["id"] == id).expect("the menu").clone()
}

/// A menu of the seed with a few fields changed.
fn changed(id: &str, fields: &[(&str, Value)]) -> Value {
    let mut menu = entry(&sources(), id);
    fields.iter().for_each(|(field, value)| menu[*field] = value.clone());
    menu
}

fn proposal(document: Value) -> Proposal {
    Proposal { document, notes: vec!["「支援メニュー」5行目".to_owned()], ..Proposal::default() }
}

async fn proposed(store: &Store, origin: Origin, document: Value) -> Proposed {
    let outcomes = store.propose(origin, &[proposal(document)]).await.expect("the store answers");
    assert_eq!(outcomes.len(), 1);
    outcomes[0]
}

/// The id of the draft that a proposal leads to.
async fn drafted(store: &Store, origin: Origin, document: Value) -> i64 {
    match proposed(store, origin, document).await {
        Proposed::Draft(id) => id,
        Proposed::Same => panic!("nothing differs"),
    }
}

async fn publish(store: &Store, ids: &[i64]) -> Decided {
    store.publish(ids).await.expect("the store answers")
}

async fn load(store: &Store, sources: &Sources) -> Result<Kept, StoreError> {
    Ok(store.load_content(sources, &content(sources)).await?.kept)
}

fn name(store: &Store, id: &str) -> Option<String> {
    store.current().menu(id).map(|menu| menu.document.name.clone())
}

async fn what_is_proposed_waits_until_it_is_published(database: TestDatabase) {
    let store = database.published().await;
    let other_server = database.store().await;
    let before = name(&store, MENU);
    let id = drafted(&store, Origin::Spreadsheet, changed(MENU, &[("name", json!("新しい名前"))])).await;
    assert_eq!(name(&store, MENU), before);
    let open = store.open_drafts().await.expect("the store answers");
    assert_eq!(open.len(), 1);
    assert_eq!((open[0].id, open[0].menu_id.as_str(), open[0].stale), (id, MENU, false));
    assert_eq!((open[0].origin, open[0].name()), (Origin::Spreadsheet, "新しい名前"));
    assert_eq!(open[0].notes, ["「支援メニュー」5行目"]);
    assert_eq!(open[0].published.as_ref().map(|menu| menu["name"].as_str().map(str::to_owned)), Some(before));
    let shown = store.draft(id).await.expect("the store answers").expect("the draft");
    assert_eq!(shown.checked.expect("it fits").document.name, "新しい名前");

    assert_eq!(publish(&store, &[id]).await, Decided::Done);
    assert_eq!(name(&store, MENU).as_deref(), Some("新しい名前"));
    assert!(other_server.refresh_content().await.expect("the store answers"), "another server notices");
    assert_eq!(name(&other_server, MENU).as_deref(), Some("新しい名前"));
    assert_eq!(rows(&database, "menu_draft").await, 0);
    assert_eq!(publish(&store, &[id]).await, Decided::Gone, "pressing twice");
    assert_eq!(store.current().menus.len(), 64);
}

async fn a_draft_of_a_new_menu_adds_it(database: TestDatabase) {
    let store = database.published().await;
    let id = drafted(&store, Origin::Spreadsheet, changed(MENU, &[("id", json!("brand-new"))])).await;
    assert!(store.open_drafts().await.expect("the store answers")[0].published.is_none());
    assert_eq!(publish(&store, &[id]).await, Decided::Done);
    let now = store.current();
    assert_eq!((now.menus.len(), now.menus.last().map(|menu| menu.id())), (65, Some("brand-new")));
}

async fn proposing_the_same_again_changes_nothing(database: TestDatabase) {
    let store = database.published().await;
    let document = changed(MENU, &[("name", json!("新しい名前"))]);
    let id = drafted(&store, Origin::Jgrants, document.clone()).await;
    let before = store.open_drafts().await.expect("the store answers");
    database.clock.set(at("2026-12-01T00:00:00+09:00"));
    assert_eq!(drafted(&store, Origin::Jgrants, document).await, id);
    let after = store.open_drafts().await.expect("the store answers");
    assert_eq!((after.len(), after[0].created_at), (1, before[0].created_at));
}

async fn what_is_published_needs_no_draft(database: TestDatabase) {
    let store = database.published().await;
    let mut same = entry(&sources(), MENU);
    same["rounds"] = json!([]);
    same["max_amount_yen"] = Value::Null;
    assert_eq!(proposed(&store, Origin::Spreadsheet, same.clone()).await, Proposed::Same);
    drafted(&store, Origin::Spreadsheet, changed(MENU, &[("name", json!("新しい名前"))])).await;
    drafted(&store, Origin::Jgrants, changed(MENU, &[("name", json!("別の名前"))])).await;
    assert_eq!(proposed(&store, Origin::Spreadsheet, same).await, Proposed::Same, "it is taken back");
    let left = store.open_drafts().await.expect("the store answers");
    assert_eq!(left.iter().map(|draft| draft.origin).collect::<Vec<_>>(), [Origin::Jgrants]);
}

async fn a_newer_proposal_takes_the_place_of_the_older(database: TestDatabase) {
    let store = database.published().await;
    let older = drafted(&store, Origin::Spreadsheet, changed(MENU, &[("name", json!("一"))])).await;
    let newer = drafted(&store, Origin::Spreadsheet, changed(MENU, &[("name", json!("二"))])).await;
    assert_eq!(publish(&store, &[older]).await, Decided::Gone, "nobody publishes what they have not seen");
    assert_eq!(rows(&database, "menu_draft").await, 1);
    assert_eq!(store.discard(&[older]).await.expect("the store answers"), Decided::Gone);
    assert_eq!(store.discard(&[newer]).await.expect("the store answers"), Decided::Done);
    assert_eq!(rows(&database, "menu_draft").await, 0);
    assert_eq!(
        name(&store, MENU),
        Some(entry(&sources(), MENU)["name"].as_str().expect("a name").to_owned())
    );
}

async fn a_menu_that_changed_meanwhile_is_not_overwritten(database: TestDatabase) {
    let store = database.published().await;
    let name_draft = drafted(&store, Origin::Spreadsheet, changed(MENU, &[("name", json!("一"))])).await;
    let other = changed(MENU, &[("name", json!("二")), ("summary", json!("短い説明"))]);
    let other_draft = drafted(&store, Origin::Jgrants, other).await;
    assert_eq!(publish(&store, &[name_draft]).await, Decided::Done);
    assert!(store.open_drafts().await.expect("the store answers")[0].stale);
    let Decided::Anew(anew) = publish(&store, &[other_draft]).await else { panic!("published blindly") };
    assert_eq!(name(&store, MENU).as_deref(), Some("一"), "nothing was published");
    let shown = store.draft(anew[0]).await.expect("the store answers").expect("the draft").draft;
    assert!(!shown.stale);
    assert_eq!(
        (shown.name(), shown.conflicts.as_slice()),
        ("二", &["name".to_owned()][..]),
        "both changed it"
    );
    assert_eq!(publish(&store, &[other_draft]).await, Decided::Gone);
    assert_eq!(publish(&store, &anew).await, Decided::Done);
    let menu = store.current().menu(MENU).expect("the menu").document.clone();
    assert_eq!((menu.name.as_str(), menu.summary.as_str()), ("二", "短い説明"));
}

async fn what_does_not_fit_the_content_is_not_published(database: TestDatabase) {
    let store = database.published().await;
    let good = drafted(&store, Origin::Spreadsheet, changed("marukei", &[("name", json!("一"))])).await;
    let bad = drafted(&store, Origin::Spreadsheet, changed(MENU, &[("pains", json!(["nothing"]))])).await;
    let shown = store.draft(bad).await.expect("the store answers").expect("the draft");
    let findings = shown.checked.expect_err("it does not fit");
    assert_eq!((findings.len(), findings[0].entry.as_str(), findings[0].field.as_str()), (1, MENU, "pains"));
    assert_eq!(publish(&store, &[good, bad]).await, Decided::Unfit(vec![bad]));
    assert_eq!(rows(&database, "menu_draft").await, 2, "nothing was changed");
    assert_ne!(name(&database.store().await, "marukei").as_deref(), Some("一"));
    assert_eq!(publish(&store, &[good]).await, Decided::Done);
}

async fn drafts_are_published_together_or_not_at_all(database: TestDatabase) {
    let store = database.published().await;
    let one = drafted(&store, Origin::Spreadsheet, changed(MENU, &[("name", json!("一"))])).await;
    let two = drafted(&store, Origin::Spreadsheet, changed("marukei", &[("name", json!("二"))])).await;
    assert_eq!(publish(&store, &[]).await, Decided::Gone);
    assert_eq!(publish(&store, &[one, two, i64::MAX]).await, Decided::Gone);
    assert_eq!(rows(&database, "menu_draft").await, 2);
    assert_eq!(publish(&store, &[one, two, one]).await, Decided::Done);
    assert_eq!((name(&store, MENU), name(&store, "marukei")), (Some("一".into()), Some("二".into())));
}

async fn two_drafts_of_one_menu_are_brought_together(database: TestDatabase) {
    let store = database.published().await;
    let one = drafted(&store, Origin::Spreadsheet, changed(MENU, &[("name", json!("一"))])).await;
    let two = drafted(&store, Origin::Jgrants, changed(MENU, &[("summary", json!("短い説明"))])).await;
    assert_eq!(publish(&store, &[one, two]).await, Decided::Done);
    let menu = store.current().menu(MENU).expect("the menu").document.clone();
    assert_eq!((menu.name.as_str(), menu.summary.as_str()), ("一", "短い説明"));
}

async fn two_drafts_that_contradict_each_other_are_not_published_together(database: TestDatabase) {
    let store = database.published().await;
    let before = name(&store, MENU);
    let first = changed(MENU, &[("name", json!("一")), ("summary", json!("短い説明"))]);
    let one = drafted(&store, Origin::Spreadsheet, first).await;
    let two = drafted(&store, Origin::Jgrants, changed(MENU, &[("name", json!("二"))])).await;
    let other = drafted(&store, Origin::Jgrants, changed("marukei", &[("name", json!("三"))])).await;
    let Decided::Anew(anew) = publish(&store, &[one, two, other]).await else { panic!("published blindly") };
    assert_eq!(
        (name(&store, MENU), rows(&database, "menu_draft").await),
        (before, 3),
        "nothing was published"
    );
    let later = store.draft(anew[0]).await.expect("the store answers").expect("the draft").draft;
    assert_eq!((anew.len(), later.name(), later.stale), (1, "二", false));
    assert_eq!(later.conflicts, ["name"]);
    assert_eq!(publish(&store, &[two]).await, Decided::Gone, "what was shown did not say so");
    assert_eq!(
        publish(&store, &[one, anew[0]]).await,
        Decided::Anew(anew.clone()),
        "not by insisting either"
    );
    // One after the other, and looked at in between.
    assert_eq!(publish(&store, &[one]).await, Decided::Done);
    let Decided::Anew(anew) = publish(&store, &anew).await else { panic!("published blindly") };
    assert_eq!(publish(&store, &anew).await, Decided::Done);
    let menu = store.current().menu(MENU).expect("the menu").document.clone();
    assert_eq!((menu.name.as_str(), menu.summary.as_str()), ("二", "短い説明"));
}

async fn two_drafts_of_a_new_menu_that_contradict_each_other_are_not_either(database: TestDatabase) {
    let store = database.published().await;
    let new = |name: &str| changed(MENU, &[("id", json!("brand-new")), ("name", json!(name))]);
    let one = drafted(&store, Origin::Spreadsheet, new("一")).await;
    let two = drafted(&store, Origin::Jgrants, new("二")).await;
    let Decided::Anew(anew) = publish(&store, &[one, two]).await else { panic!("published blindly") };
    let later = store.draft(anew[0]).await.expect("the store answers").expect("the draft").draft;
    assert_eq!((later.conflicts, store.current().menus.len()), (vec!["name".to_owned()], 64));
    // Nor does one replace the other without a word when they come one after the other.
    let newer = drafted(&store, Origin::Jgrants, new("三")).await;
    assert_eq!(publish(&store, &[one]).await, Decided::Done);
    let Decided::Anew(anew) = publish(&store, &[newer]).await else { panic!("published blindly") };
    let later = store.draft(anew[0]).await.expect("the store answers").expect("the draft").draft;
    assert_eq!((later.name(), later.conflicts.as_slice()), ("三", &["name".to_owned()][..]));
}

async fn a_load_of_files_keeps_what_officers_edited(database: TestDatabase) {
    let store = database.published().await;
    let id = drafted(&store, Origin::Spreadsheet, changed(MENU, &[("name", json!("新しい名前"))])).await;
    assert_eq!(publish(&store, &[id]).await, Decided::Done);
    let kept = Kept { edited: 1, not_taken: vec![MENU.to_owned()], ..Kept::default() };
    assert_eq!(load(&store, &sources()).await.expect("it loads"), kept);
    assert_eq!(name(&store, MENU).as_deref(), Some("新しい名前"));
    assert_eq!(store.current().menus.len(), 64);
    // Gone from the files, it stays all the same; what was not edited goes.
    let mut fewer = sources();
    let menus = fewer.menus["menu"].as_array_mut().expect("a list");
    menus.retain(|menu| menu["id"] != MENU && menu["id"] != "marukei");
    let kept = Kept { not_taken: vec![], ..kept };
    assert_eq!(load(&store, &fewer).await.expect("it loads"), kept);
    assert_eq!((name(&store, MENU).as_deref(), name(&store, "marukei")), (Some("新しい名前"), None));
}

fn reading(document: Value) -> Reading {
    let record = json!({ "id": "A1", "title": document["name"] });
    let source_id = "A1".to_owned();
    Reading { source_id, record, document, notes: vec![], completes: false, before: None }
}

async fn a_load_of_files_keeps_what_was_imported(database: TestDatabase) {
    let store = database.published().await;
    let imported = reading(changed(MENU, &[("id", json!("jgrants-a1"))]));
    let taken = store.take_in(Origin::Jgrants, &[imported]).await.expect("the store answers");
    assert_eq!(taken, [Taken::New]);
    let kept = Kept { imported: 1, ..Kept::default() };
    assert_eq!(load(&store, &sources()).await.expect("it loads"), kept);
    assert_eq!(store.current().menus.last().map(|menu| menu.id().to_owned()).as_deref(), Some("jgrants-a1"));
    // An imported menu that officers edit is still an imported one.
    let edited = changed(MENU, &[("id", json!("jgrants-a1")), ("name", json!("直した名前"))]);
    let id = drafted(&store, Origin::Spreadsheet, edited).await;
    assert_eq!(publish(&store, &[id]).await, Decided::Done);
    assert_eq!(load(&store, &sources()).await.expect("it loads"), kept);
    assert_eq!(name(&store, "jgrants-a1").as_deref(), Some("直した名前"));
}

async fn files_may_not_take_the_id_of_an_imported_menu(database: TestDatabase) {
    let store = database.published().await;
    let imported = reading(changed(MENU, &[("id", json!("jgrants-a1"))]));
    store.take_in(Origin::Jgrants, &[imported]).await.expect("the store answers");
    let mut files = sources();
    files.menus["menu"][0]["id"] = json!("jgrants-a1");
    files.menus["menu"][1]["name"] = json!("ほかの名前");
    let Err(StoreError::Refused(findings)) = load(&store, &files).await else { panic!("it was loaded") };
    assert_eq!(findings.len(), 1);
    assert_eq!((findings[0].entry.as_str(), findings[0].field.as_str()), ("jgrants-a1", "id"));
    assert_eq!(findings[0].problem, ContentProblem::ImportedId("jgrants-a1".to_owned()));
    assert!(
        store.current().menus.iter().all(|menu| menu.document.name != "ほかの名前"),
        "nothing was loaded"
    );
    // What is kept must fit what is loaded.
    let mut files = sources();
    files.questionnaire["version"] = json!(2);
    let pains = entry(&sources(), MENU)["pains"].clone();
    let gone = pains[0].as_str().expect("a pain").to_owned();
    let renamed = files.questionnaire.to_string().replace(&format!("\"{gone}\""), "\"renamed-pain\"");
    files.questionnaire = serde_json::from_str(&renamed).expect("JSON");
    for list in [&mut files.menus, &mut files.cases] {
        *list = serde_json::from_str(&list.to_string().replace(&format!("\"{gone}\""), "\"renamed-pain\""))
            .expect("JSON");
    }
    let Err(StoreError::Refused(findings)) = load(&store, &files).await else { panic!("it was loaded") };
    assert!(findings.iter().all(|finding| finding.entry == "jgrants-a1"), "{findings:?}");
}
