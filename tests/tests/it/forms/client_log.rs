//! What an adviser does for a client is in the audit log: once, by whom, and without a word that anybody wrote.

use app::backend::{Action, AuditEntry, AuditQuery, Audits};
use app::words::audit as words;
use domain::access::Role;
use serde_json::{Value, json};
use tests::{Browser, TestApp, TestDatabase};

use super::clients::agreed;

tests::on_both_databases! {
    each_act_for_a_client_is_one_entry,
    what_was_refused_is_no_entry,
}

const NOTE: &str = "見積もりを取りましょう";
const TASK: &str = "社長に電話する";

async fn of_action(app: &TestApp, action: Action) -> Vec<AuditEntry> {
    let query = AuditQuery { action: Some(action), ..AuditQuery::default() };
    app.store.entries(&query).await.expect("the store answers").items
}

/// The only entry of an action.
async fn the(app: &TestApp, action: Action) -> AuditEntry {
    let mut found = of_action(app, action).await;
    assert_eq!(found.len(), 1, "{action:?}: {found:?}");
    found.remove(0)
}

/// Sends a form twice, as whoever is impatient does.
async fn press(adviser: &Browser<'_>, action: &str, fields: &[(&str, &str)]) {
    for _ in 0..2 {
        let page = adviser.post(&format!("/do/{action}"), fields).await;
        assert!(!page.see_other().starts_with("/refused/"), "{action}: {}", page.location());
    }
}

/// The hidden field of a form on the client's page.
async fn field(adviser: &Browser<'_>, client: &str, name: &str) -> String {
    adviser.get(client).await.inputs(name)[0].0.clone()
}

/// All that an adviser can do for a client, each sent twice.
async fn work(adviser: &Browser<'_>, client: &str) {
    let id = client.rsplit('/').next().expect("an id");
    let client_field = ("client", id);
    press(adviser, "client-advice", &[client_field, ("text", NOTE), ("visible", "1"), ("after", "0")]).await;
    press(adviser, "client-task", &[client_field, ("text", TASK), ("after", "0")]).await;
    let task = field(adviser, client, "task").await;
    press(adviser, "tick-client-task", &[client_field, ("task", &task), ("done", "1")]).await;
    press(adviser, "propose-menu", &[client_field, ("menu", "marukei")]).await;
    let proposal = field(adviser, client, "proposal").await;
    let change = [client_field, ("proposal", proposal.as_str()), ("from", "proposed"), ("state", "applied")];
    press(adviser, "change-proposal", &change).await;
    press(adviser, "answer-together", &[client_field]).await;
    adviser.get("/agency/clients.csv").await;
}

async fn each_act_for_a_client_is_one_entry(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.submitted(&[]).await;
    let who = app.enrolled_of(Role::Adviser, tests::staff::AGENCY).await;
    let adviser = Browser::signed_in(&app, &who.session);
    let client = agreed(&app, &key, &adviser).await;
    work(&adviser, &client).await;
    let id = client.rsplit('/').next().expect("an id");
    let task = the(&app, Action::AddClientTask).await.after.expect("a number")["task"].clone();
    assert!(task.is_i64(), "{task}");
    let done = |done: bool| json!({ "task": task.clone(), "done": done });
    let proposed = |state: &str| json!({ "menu": "marukei", "proposal_state": state });
    let expected: [(Action, &str, Option<Value>, Option<Value>); 8] = [
        (Action::TypeShareCode, id, None, None),
        (Action::AdviseClient, id, None, Some(json!({ "visible": true }))),
        (Action::AddClientTask, id, None, Some(json!({ "task": task.clone() }))),
        (Action::TickClientTask, id, Some(done(false)), Some(done(true))),
        (Action::ProposeMenu, id, None, Some(json!({ "menu": "marukei" }))),
        (Action::ChangeProposal, id, Some(proposed("proposed")), Some(proposed("applied"))),
        (Action::AnswerWithClient, id, None, Some(json!({ "channel": "together" }))),
        (Action::TakeCaseload, "", None, Some(json!({ "clients": 1 }))),
    ];
    let officer = Browser::of_staff(&app, Role::Officer).await;
    for (action, subject, before, after) in expected {
        let entry = the(&app, action).await;
        assert!(entry.actor.ends_with(&format!(":{}", who.address)), "{action:?}: {}", entry.actor);
        assert_eq!(
            (entry.subject.as_str(), &entry.before, &entry.after),
            (subject, &before, &after),
            "{action:?}"
        );
        let page = officer.get(&format!("/office/audit?action={}", action.code())).await;
        assert!(page.text().contains(words::action(action)), "{action:?}: {}", page.text());
        for written in [NOTE, TASK, "喫茶みよし", "082-000-0000", "proposal_state", "channel"] {
            assert!(!page.element("ul.entries").contains(written), "{action:?} tells {written}");
        }
    }
    let verdict = app.store.verify_audit(None).await.expect("the store answers");
    assert_eq!((verdict.fault, verdict.unlinked), (None, 0));
    // Beginning with somebody new is one, too; each time with somebody else.
    press(&adviser, "answer-first", &[("channel", "paper")]).await;
    let begun = of_action(&app, Action::AnswerWithClient).await;
    assert_eq!(begun.len(), 3);
    assert!(begun[..2].iter().all(|entry| entry.after == Some(json!({ "channel": "paper" }))), "{begun:?}");
    // Taken along twice is twice.
    adviser.get("/agency/clients.xlsx").await;
    assert_eq!(of_action(&app, Action::TakeCaseload).await.len(), 2);
}

async fn what_was_refused_is_no_entry(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.submitted(&[]).await;
    let adviser = Browser::of_staff(&app, Role::Adviser).await;
    let client = agreed(&app, &key, &adviser).await;
    let id = client.rsplit('/').next().expect("an id");
    let foreign = Browser::of_agency(&app, Role::Adviser, "しょうばら商工会").await;
    foreign.post("/do/type-share-code", &[("code", "000000")]).await;
    for (action, more) in [
        ("client-advice", ("text", NOTE)),
        ("client-task", ("text", TASK)),
        ("propose-menu", ("menu", "marukei")),
        ("answer-together", ("channel", "paper")),
    ] {
        let refused = foreign.post(&format!("/do/{action}"), &[("client", id), more]).await;
        assert_eq!(refused.see_other(), "/refused/page-not-found", "{action}");
    }
    for action in [Action::AdviseClient, Action::AddClientTask, Action::ProposeMenu, Action::AnswerWithClient]
    {
        assert_eq!(of_action(&app, action).await, [], "{action:?}");
    }
    assert_eq!(of_action(&app, Action::TypeShareCode).await.len(), 1, "the one that was right");
}
