//! Agencies as they are shown: to businesses, on the result, at their own place, on their own pages, on others' pages.

use app::backend::Agencies;
use app::words::agencies as words;
use chrono::TimeDelta;
use domain::access::Role;
use tests::agency::listed;
use tests::staff::{AGENCY, enrolled_in};
use tests::{Browser, TestApp, TestDatabase, html};

tests::on_both_databases! {
    businesses_see_who_is_there,
    the_result_leads_to_the_nearest,
    without_agencies_the_result_says_nothing_of_them,
    a_code_leads_to_a_place_and_an_unknown_one_home,
    an_agency_has_pages_of_its_own,
    another_agencys_pages_are_not_there,
    the_poster_has_the_address,
    the_script_makes_links_alone,
}

/// The officers' page of an agency.
pub async fn path_of_one(app: &TestApp) -> String {
    format!("/office/agencies/{}", listed(&app.store, "しずかな商工会", &[]).await.id)
}

/// Where a diagnosis begins at an agency's place.
pub async fn start_of_one(app: &TestApp) -> String {
    let agency = listed(&app.store, "案内の商工会", &[]).await;
    format!("/start/{}", agency.code.expect("a code").as_str())
}

async fn businesses_see_who_is_there(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let page = app.get("/agencies").await;
    assert!(page.text().contains(words::NONE), "{}", page.text());
    listed(&app.store, "三次広域商工会", &["34209"]).await;
    listed(&app.store, "県の支援拠点", &[]).await;
    let closed = listed(&app.store, "閉じた商工会", &["34209"]).await;
    app.store.close_agency(closed.id, "http://x").await.expect("the store answers");
    let names = async |path: &str| {
        let page = app.get(path).await;
        html::elements(html::element(&page.body, "main"), "h2")
            .into_iter()
            .map(html::text)
            .collect::<Vec<_>>()
    };
    assert_eq!(names("/agencies").await, ["三次広域商工会", "県の支援拠点"]);
    assert_eq!(names("/agencies?municipality=34209").await, ["三次広域商工会", "県の支援拠点"]);
    assert_eq!(names("/agencies?municipality=34100").await, ["県の支援拠点"]);
    assert_eq!(names("/agencies?municipality=nowhere").await.len(), 2, "what is unknown narrows nothing");
    let page = app.get("/agencies?municipality=34209").await;
    let links: Vec<_> = page.named("a").iter().filter_map(|a| a.get("href").map(str::to_owned)).collect();
    assert!(links.contains(&"tel:0824000000".to_owned()), "{links:?}");
    assert!(links.contains(&"https://example.jp/soudan?a=b".to_owned()), "{links:?}");
    assert!(page.text().contains("三次市"), "{}", page.text());
    assert!(app.get("/").await.body.contains("href=\"/agencies\""));
}

async fn the_result_leads_to_the_nearest(database: TestDatabase) {
    let app = TestApp::new(database).await;
    for number in 0..3 {
        listed(&app.store, &format!("福山の商工会{number}"), &["34207"]).await;
    }
    listed(&app.store, "県の支援拠点", &[]).await;
    listed(&app.store, "三次広域商工会", &["34209"]).await;
    let key = app.submitted(&[]).await;
    let page = app.get(&format!("/diagnosis/{key}/result")).await;
    let section = html::element(&page.body, "section#agencies");
    let names: Vec<_> = html::elements(section, "h3").into_iter().map(html::text).collect();
    assert_eq!(names, ["福山の商工会0", "福山の商工会1", "福山の商工会2"]);
    let links: Vec<_> =
        html::tags(section).iter().filter_map(|tag| tag.get("href").map(str::to_owned)).collect();
    assert!(links.contains(&"/agencies".to_owned()) && links.contains(&"tel:0824000000".to_owned()));
    assert!(!page.text().contains("から始めた診断です"));
}

async fn without_agencies_the_result_says_nothing_of_them(database: TestDatabase) {
    let app = TestApp::new(database).await;
    listed(&app.store, "三次広域商工会", &["34209"]).await;
    let key = app.submitted(&[]).await;
    let page = app.get(&format!("/diagnosis/{key}/result")).await;
    assert_eq!(page.status, 200);
    assert!(!page.body.contains("id=\"agencies\"") && !page.text().contains("三次広域商工会"));
}

async fn a_code_leads_to_a_place_and_an_unknown_one_home(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let agency = listed(&app.store, "三次広域商工会", &["34209"]).await;
    let code = agency.code.clone().expect("a code");
    let page = app.get(&format!("/start/{}", code.as_str().to_uppercase())).await;
    assert_eq!(page.status, 200);
    assert!(page.heading().contains("三次広域商工会のご案内"), "{}", page.heading());
    assert!(page.text().contains("見せるかどうかは"), "{}", page.text());
    assert_eq!(page.hidden(), [("agency".to_owned(), code.as_str().to_owned())]);
    assert!(page.text().contains(app::words::home::NOTICE), "what the answers are for stands before them");
    for other in ["00000000", "x", "%FF", "../..", "<b>"] {
        let page = app.get(&format!("/start/{}", other.replace('<', "%3C").replace('>', "%3E"))).await;
        assert!(matches!(page.status, 303 | 404), "{other}: {}", page.status);
    }
    assert_eq!(app.get("/start/00000000").await.see_other(), "/");
    app.store.close_agency(agency.id, "http://x").await.expect("the store answers");
    assert_eq!(app.get(&format!("/start/{}", code.as_str())).await.see_other(), "/");
}

async fn an_agency_has_pages_of_its_own(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let browser = Browser::of_staff(&app, Role::AgencyAdmin).await;
    let id = app.store.agency_named(AGENCY).await.expect("the store answers").expect("an id");
    for path in ["/agency/profile", "/agency/profile?said=saved", "/agency/staff", "/agency/poster"] {
        let page = browser.get(path).await;
        assert_eq!((page.status, page.header("cache-control")), (200, "no-store"), "{path}");
        assert_eq!(page.header("x-robots-tag"), "noindex", "{path}");
        let titles = page.named("title").into_iter().filter(|title| !title.has("id")).count();
        assert_eq!((titles, page.named("h1").len()), (1, 1), "{path}");
        let mut ids: Vec<_> = page.tags().iter().filter_map(|tag| tag.get("id").map(str::to_owned)).collect();
        let all = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), all, "{path}: an id twice in {ids:?}");
        for input in page.named("input").iter().filter(|input| input.get("type") == Some("text")) {
            let id = input.get("id").expect("an id");
            let described = input.get("aria-describedby").unwrap_or_default();
            assert!(
                described.split(' ').all(|one| ids.contains(&one.to_owned())),
                "{path} {id}: {described}"
            );
        }
        assert!(page.text().contains(AGENCY), "{path}");
    }
    for role in [Role::Adviser, Role::Analyst, Role::Editor] {
        let browser = Browser::of_staff(&app, role).await;
        for path in ["/agency/profile", "/agency/staff", "/agency/poster"] {
            assert_eq!(browser.get(path).await.status, 403, "{role:?} {path}");
        }
        assert_eq!(browser.get(&format!("/office/agencies/{id}")).await.status, 403, "{role:?}");
        assert_eq!(browser.get("/office/agencies").await.status, 403, "{role:?}");
    }
    let officer = Browser::of_staff(&app, Role::Officer).await;
    assert_eq!(officer.get("/agency/profile").await.status, 404, "of no agency");
    assert_eq!(officer.get(&format!("/office/agencies/{id}")).await.status, 200);
    let nobody = Browser::new(&app);
    let place = nobody.get("/agency/profile").await;
    assert_eq!(place.see_other(), "/staff/sign-in?next=%2Fagency%2Fprofile");
}

async fn another_agencys_pages_are_not_there(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let browser = Browser::of_staff(&app, Role::AgencyAdmin).await;
    let other = listed(&app.store, "ほかの商工会", &[]).await.id;
    // There is no address by which they could ask for another; the officers' pages are closed.
    assert_eq!(browser.get(&format!("/office/agencies/{other}")).await.status, 403);
    for path in ["/agency/profile?agency=", "/agency/staff?agency="] {
        let page = browser.get(&format!("{path}{other}")).await;
        assert!(!page.text().contains("ほかの商工会"), "{}", page.text());
    }
}

async fn the_poster_has_the_address(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let agency = listed(&app.store, "三次広域商工会", &[]).await;
    let now = app::backend::Clock::now(&app.database.clock) + TimeDelta::zero();
    let who = ("三次広域商工会", (Role::AgencyAdmin, "leader@example.jp"));
    let who = enrolled_in(&app.store, who.0, who.1, now).await;
    let browser = Browser::signed_in(&app, &who.session);
    let start = format!("/start/{}", agency.code.expect("a code").as_str());
    let page = browser.get("/agency/poster").await;
    assert!(page.text().contains("三次広域商工会のご案内") && page.text().contains(&start));
    assert!(page.named("svg").iter().any(|svg| svg.get("class") == Some("qr")));
    for line in words::poster_lines(app.content.questionnaire.minutes) {
        assert!(page.text().contains(&line), "{line}");
    }
    let profile = browser.get("/agency/profile").await;
    let lines = html::text(html::element(&profile.body, "pre"));
    assert!(
        lines.contains("<div data-dx-shindan=\"") && lines.contains("/embed.js\" async></script>"),
        "{lines}"
    );
    assert!(profile.named("script").iter().all(|tag| tag.has("nonce")), "it is shown, not run");
}

async fn the_script_makes_links_alone(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let file = app.get("/embed.js").await;
    assert_eq!((file.status, file.header("content-type")), (200, "text/javascript; charset=utf-8"));
    assert_eq!(file.header("x-content-type-options"), "nosniff");
    assert_eq!(file.header("cache-control"), "public, max-age=3600");
    assert_eq!(file.header("cross-origin-resource-policy"), "cross-origin");
    assert!(file.header("set-cookie").is_empty());
    for word in ["innerHTML", "insertAdjacentHTML", "document.write", "eval(", "onclick", "fetch(", "cookie"]
    {
        assert!(!file.body.contains(word), "{word}");
    }
    for word in ["\"/start/\"", "\"noopener\"", "textContent", "/^[0-9a-hjkmnp-tv-z]{8}$/"] {
        assert!(file.body.contains(word), "{word}");
    }
    // Others' pages load it: it is asked for from anywhere.
    let from = [("sec-fetch-site", "cross-site"), ("sec-fetch-dest", "script")];
    assert_eq!(app.get_with("/embed.js", &from).await.status, 200);
}
