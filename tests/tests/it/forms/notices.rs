//! Asking to be told by mail, by forms and redirects alone: ask, confirm, change, end.

use app::words::notices as words;
use axum::http::Method;
use domain::access::Role;
use serde_json::{Value, json};
use server::notices::tell;
use server::store::{Proposal, Proposed};
use tests::mail::{Received, received};
use tests::{HOST, Page, TestApp, TestDatabase, encoded, request, sources};

use super::path;

tests::on_both_databases! {
    from_the_result_to_the_mail_and_out_again,
    what_does_not_count_is_said_at_the_field_and_kept,
    links_in_mails_change_nothing_until_a_button_is_pressed,
    one_request_without_cookies_from_anywhere_ends_it,
    choices_are_changed_on_their_own_page,
    forms_that_are_not_ours_are_refused,
    no_address_stands_in_an_address_line,
}

async fn ask(app: &TestApp, key: &str, address: &str, fields: &[(&str, &str)]) -> Page {
    let mut all = vec![("key", key), ("address", address)];
    all.extend(fields);
    app.post("/do/subscribe", &all).await
}

/// The path of a link of ours in a mail.
fn link(mail: &Received, beginning: &str) -> String {
    let base = format!("http://{HOST}");
    let links = mail.text.lines().filter_map(|line| line.trim().strip_prefix(&base));
    let found = links.into_iter().find(|link| link.starts_with(beginning));
    found.unwrap_or_else(|| panic!("{beginning}: {}", mail.text)).to_owned()
}

/// The token that a page would send.
fn token(page: &Page) -> String {
    let hidden = page.hidden();
    hidden.iter().find(|(name, _)| name == "token").expect("a token").1.clone()
}

/// Asks, confirms, and gives the path of the subscription's own page.
async fn subscribed(app: &TestApp, fields: &[(&str, &str)]) -> String {
    let key = app.submitted(&[]).await;
    ask(app, &key, "hanako@example.jp", fields).await;
    let mail = received(&app.database).await.pop().expect("a mail");
    let page = app.get(&link(&mail, "/notices/confirm/")).await;
    let confirmed = app.post("/do/confirm-notices", &[("token", &token(&page))]).await;
    confirmed.see_other().split('?').next().expect("a path").to_owned()
}

/// A menu without conditions, published; then subscribers are told.
async fn publish_and_tell(app: &TestApp, id: &str) -> Vec<Received> {
    tell(&app.store, &format!("http://{HOST}")).await.expect("the store answers");
    let sources = sources();
    let menus = sources.menus["menu"].as_array().expect("a list");
    let mut document: Value = menus[0].clone();
    document["id"] = json!(id);
    document["name"] = json!(format!("支援 {id}"));
    document["conditions"] = json!([]);
    document["opens"] = Value::Null;
    document["closes"] = Value::Null;
    document["status"] = json!("rolling");
    let proposal = Proposal { document, ..Proposal::default() };
    let proposed = app.store.propose(domain::draft::Origin::Spreadsheet, &[proposal]).await;
    let [Proposed::Draft(draft)] = proposed.expect("the store answers")[..] else {
        panic!("nothing differs")
    };
    app.staff_signs_in(Role::Editor).await;
    let page = app.get(&format!("/office/drafts/{draft}")).await;
    assert!(page.text().contains(&words::would_tell(1)), "{}", page.text());
    app.post("/do/publish-drafts", &[("draft[]", &draft.to_string())]).await;
    tell(&app.store, &format!("http://{HOST}")).await.expect("the store answers");
    received(&app.database).await
}

async fn from_the_result_to_the_mail_and_out_again(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.submitted(&[]).await;
    let result = app.get(&path(&key, "result")).await;
    assert!(result.named("a").iter().any(|a| a.get("href") == Some(&path(&key, "notices"))));
    let form = app.get(&path(&key, "notices")).await;
    assert_eq!((form.status, form.heading().as_str()), (200, words::TITLE));
    assert_eq!(form.inputs("wants[]")[0], ("new".to_owned(), true), "what most want is chosen");
    let sent = ask(&app, &key, "ｈａｎａｋｏ＠example.jp", &[("wants[]", "new"), ("often", "at-once")]).await;
    assert_eq!(sent.see_other(), "/notices/sent");
    assert!(app.follow(sent).await.text().contains(words::SENT_LEAD));
    let mails = received(&app.database).await;
    let [mail] = mails.as_slice() else { panic!("{mails:?}") };
    assert_eq!(mail.to, "hanako@example.jp");
    let page = app.get(&link(mail, "/notices/confirm/")).await;
    assert_eq!((page.status, page.heading().as_str()), (200, words::CONFIRM_TITLE));
    let confirmed = app.post("/do/confirm-notices", &[("token", &token(&page))]).await;
    let own = app.follow(confirmed).await;
    assert!(own.text().contains(words::CONFIRMED) && own.text().contains("h…@example.jp"), "{}", own.text());
    assert!(!own.body.contains("hanako"), "the address is masked");
    assert_eq!((own.header("cache-control"), own.header("x-robots-tag")), ("no-store", "noindex"));
    let mails = publish_and_tell(&app, "brand-new").await;
    let [mail] = mails.as_slice() else { panic!("{mails:?}") };
    assert!(mail.text.contains("支援 brand-new"), "{}", mail.text);
    assert_eq!(app.get(&link(mail, "/menus/")).await.status, 200);
    let page = app.get(&link(mail, "/notices/unsubscribe/")).await;
    assert_eq!(page.heading(), words::UNSUBSCRIBE_TITLE);
    let ended = app.post("/do/end-notices", &[("token", &token(&page))]).await;
    assert_eq!(ended.see_other(), "/notices/ended");
    assert!(app.follow(ended).await.text().contains(words::ENDED_LEAD));
    assert_eq!(app.get(&link(mail, "/notices/unsubscribe/")).await.location(), "/notices/ended");
}

async fn what_does_not_count_is_said_at_the_field_and_kept(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.submitted(&[]).await;
    let some = [("wants[]", "security"), ("closing", "14"), ("reminder", "6"), ("often", "weekly")];
    for (address, fields, said, sentences) in [
        ("hanako", &some[..], "address", vec![words::ADDRESS_WRONG]),
        ("", &some[..], "address", vec![words::ADDRESS_WRONG]),
        ("hanako@example.jp", &[("wants[]", "near")][..], "nothing", vec![words::NOTHING_CHOSEN]),
        ("ひみつ<b>\"\0", &[][..], "both", vec![words::ADDRESS_WRONG, words::NOTHING_CHOSEN]),
    ] {
        let sent = ask(&app, &key, address, fields).await;
        assert_eq!(sent.see_other(), format!("{}?said={said}", path(&key, "notices")));
        assert!(
            sent.header("set-cookie").contains("; HttpOnly; SameSite=Lax"),
            "{}",
            sent.header("set-cookie")
        );
        let cookie = sent.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
        let page = app.get_with(sent.see_other(), &[("cookie", &cookie)]).await;
        assert!(page.title().starts_with("エラー："), "{}", page.title());
        let summary = page.element("div.error-summary");
        assert!(sentences.iter().all(|sentence| summary.contains(sentence)), "{summary}");
        let typed = page.inputs("address")[0].0.clone();
        assert!(typed.starts_with(address.trim_end_matches('\0')), "{typed} is kept");
        let chosen = |name: &str| page.inputs(name).into_iter().filter(|(_, on)| *on).map(|(value, _)| value);
        let wants: Vec<String> = chosen("wants[]").collect();
        let sent_wants: Vec<&str> =
            fields.iter().filter(|(name, _)| *name == "wants[]").map(|(_, value)| *value).collect();
        assert_eq!(wants, sent_wants);
        let often: Vec<String> = chosen("often").collect();
        assert_eq!(often, [if fields.len() == 4 { "weekly" } else { "at-once" }]);
        let selected: Vec<String> = page
            .named("option")
            .iter()
            .filter(|option| option.has("selected"))
            .map(|option| option.get("value").unwrap_or_default().to_owned())
            .collect();
        assert_eq!(selected, if fields.len() == 4 { vec!["14", "6"] } else { vec![] });
    }
    assert_eq!(received(&app.database).await.len(), 0);
    // Whatever the cookie holds, the page is shown.
    let place = format!("{}?said=both", path(&key, "notices"));
    for cookie in ["dx-notices=zz", "dx-notices=7b7d", "dx-notices="] {
        assert_eq!(app.get_with(&place, &[("cookie", cookie)]).await.status, 200, "{cookie}");
    }
}

async fn links_in_mails_change_nothing_until_a_button_is_pressed(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.submitted(&[]).await;
    ask(&app, &key, "hanako@example.jp", &[("wants[]", "new")]).await;
    let confirm = link(&received(&app.database).await[0], "/notices/confirm/");
    for _ in 0..2 {
        app.get(&confirm).await;
        app.send(request(Method::HEAD, &confirm, &[], axum::body::Body::empty())).await;
    }
    tell(&app.store, "").await.expect("the store answers");
    let page = app.get(&confirm).await;
    assert_eq!(page.heading(), words::CONFIRM_TITLE, "still to be confirmed");
    let own = app.post("/do/confirm-notices", &[("token", &token(&page))]).await.see_other().to_owned();
    let own = own.split('?').next().expect("a path");
    let unsubscribe = own.replace("/notices/", "/notices/unsubscribe/");
    for _ in 0..2 {
        assert_eq!(app.get(&unsubscribe).await.status, 200);
    }
    assert_eq!(app.get(own).await.status, 200, "still there");
    // Tokens of one kind open nothing of the other.
    let of_confirmation = confirm.replace("/confirm/", "/");
    assert_eq!(app.get(&of_confirmation).await.location(), "/notices/ended");
    assert_eq!(app.get(&own.replace("/notices/", "/notices/confirm/")).await.location(), "/notices/late");
}

async fn one_request_without_cookies_from_anywhere_ends_it(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let form = ("content-type", "application/x-www-form-urlencoded");
    for headers in [
        vec![form],
        vec![("content-type", "multipart/form-data; boundary=x")],
        vec![form, ("origin", "https://mail.example"), ("sec-fetch-site", "cross-site")],
        vec![],
    ] {
        let own = subscribed(&app, &[("wants[]", "new")]).await;
        assert_eq!(app.get(&own).await.status, 200);
        let one_click = own.replace("/notices/", "/notices/unsubscribe/");
        for _ in 0..2 {
            let body = "List-Unsubscribe=One-Click";
            let ended = app.send(request(Method::POST, &one_click, &headers, body)).await;
            assert_eq!((ended.status, ended.header("set-cookie")), (200, ""), "{headers:?}");
            assert_eq!(ended.header("cache-control"), "no-store");
        }
        assert_eq!(app.get(&own).await.location(), "/notices/ended");
        // Five mails a day to one address.
        app.database.clock.set(app::backend::Clock::now(&app.database.clock) + chrono::TimeDelta::days(2));
    }
    for unknown in ["0".repeat(32), "x".to_owned(), "%FF".to_owned()] {
        let path = format!("/notices/unsubscribe/{unknown}");
        assert_eq!(app.send(request(Method::POST, &path, &[form], "")).await.status, 200, "{unknown}");
    }
    // Our own form is for our own pages only.
    let headers = [form, ("origin", "https://mail.example"), ("sec-fetch-site", "cross-site")];
    let body = encoded(&[("token", &"0".repeat(32))]);
    assert_eq!(app.send(request(Method::POST, "/do/end-notices", &headers, body)).await.status, 403);
}

async fn choices_are_changed_on_their_own_page(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let own = subscribed(&app, &[("wants[]", "new")]).await;
    let token = token(&app.get(&own).await);
    let fields = [("token", token.as_str()), ("wants[]", "security"), ("closing", "30"), ("often", "weekly")];
    let changed = app.post("/do/change-notices", &fields).await;
    assert_eq!(changed.see_other(), format!("{own}?said=changed"));
    let page = app.follow(changed).await;
    assert!(page.text().contains(words::CHANGED));
    let wants: Vec<String> =
        page.inputs("wants[]").into_iter().filter(|(_, on)| *on).map(|(value, _)| value).collect();
    assert_eq!(wants, ["security"]);
    let nothing = app.post("/do/change-notices", &[("token", &token), ("wants[]", "near")]).await;
    let page = app.follow(nothing).await;
    assert!(page.element("div.error-summary").contains(words::NOTHING_CHOSEN));
    assert_eq!(
        app.get(&own).await.inputs("wants[]")[2],
        ("security".to_owned(), true),
        "nothing was changed"
    );
}

async fn forms_that_are_not_ours_are_refused(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.submitted(&[]).await;
    let open = app.answered(&[]).await;
    for (key, fields, refused) in [
        ("", &[("wants[]", "new")][..], "diagnosis-not-found"),
        ("00000000000000000000000000", &[("wants[]", "new")][..], "diagnosis-not-found"),
        (&open, &[("wants[]", "new")][..], "diagnosis-not-found"),
        (&key, &[("wants[]", "everything")][..], "bad-form"),
        (&key, &[("closing", "8")][..], "bad-form"),
        (&key, &[("reminder", "x")][..], "bad-form"),
    ] {
        let sent = ask(&app, key, "hanako@example.jp", fields).await;
        assert_eq!(sent.see_other(), format!("/refused/{refused}"), "{fields:?}");
    }
    let long = format!("{}@example.jp", "a".repeat(800));
    assert_eq!(ask(&app, &key, &long, &[("wants[]", "new")]).await.see_other(), "/refused/too-large");
    assert_eq!(app.get(&path(&open, "notices")).await.status, 404, "no result, nothing to tell");
    for (action, place) in [("confirm", "late"), ("change", "ended"), ("end", "ended")] {
        for token in ["", "x", &"0".repeat(32)] {
            let sent =
                app.post(&format!("/do/{action}-notices"), &[("token", token), ("wants[]", "new")]).await;
            assert_eq!(sent.see_other(), format!("/notices/{place}"), "{action} {token}");
        }
    }
    assert_eq!(received(&app.database).await.len(), 0);
}

async fn no_address_stands_in_an_address_line(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.submitted(&[]).await;
    for (address, fields) in [
        ("hanako@example.jp", &[("wants[]", "new")][..]),
        ("hanako@example.jp", &[][..]),
        ("hanako@", &[("wants[]", "new")][..]),
    ] {
        let sent = ask(&app, &key, address, fields).await;
        assert!(!sent.see_other().contains("hanako"), "{}", sent.see_other());
        assert!(!sent.header("set-cookie").contains("hanako"), "{}", sent.header("set-cookie"));
    }
}
