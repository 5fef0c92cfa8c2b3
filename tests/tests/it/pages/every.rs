//! What holds for every page.

use std::collections::{BTreeMap, BTreeSet};

use app::words::common;
use domain::access::Role;
use tests::{Page, TestApp, TestDatabase};

tests::on_both_databases! {
    every_page_has_a_title_a_heading_and_a_language,
    only_our_own_scripts_run,
    personal_pages_stay_in_no_cache,
    no_other_site_may_read_a_page,
    strange_addresses_find_no_page,
}

async fn every_page_has_a_title_a_heading_and_a_language(database: TestDatabase) {
    let mut titles: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (app, path, status) in each(&super::everything(database).await) {
        let page = app.get(path).await;
        assert_eq!(page.status, status, "{path}");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8", "{path}");
        // Drawings have titles too, each with an id.
        let titles_of_page = page.named("title").into_iter().filter(|title| !title.has("id")).count();
        assert_eq!((titles_of_page, page.named("h1").len()), (1, 1), "{path}");
        assert_eq!(page.named("html")[0].get("lang"), Some("ja"), "{path}");
        assert!(page.title().ends_with(&format!("｜{}", common::SITE_TITLE)), "{path}: {}", page.title());
        assert!(!page.heading().is_empty(), "{path}");
        let ids: Vec<String> =
            page.tags().iter().filter_map(|tag| tag.get("id").map(str::to_owned)).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{path}: an id twice in {ids:?}");
        assert_eq!(
            page.named("table").len(),
            page.named("caption").len(),
            "{path}: a table without a caption"
        );
        titles.entry(page.title()).or_default().push(path.to_owned());
    }
    titles.retain(|_, pages| pages.len() > 1);
    for (title, pages) in titles {
        // The same page at two addresses: a list narrowed down, a thing that is not there.
        let same =
            |one: &str| pages.iter().all(|path| path.starts_with(one) && !path[one.len()..].contains('/'));
        let lists = same("/menus")
            || same("/cases")
            || same("/office")
            || same("/resume")
            || same("/me/sign-in")
            || same("/office/drafts")
            || same("/office/gaps")
            || same("/office/menus-table")
            || same("/office/afterwards")
            || same("/office/mail")
            || same("/office/warnings")
            || same("/office/plan")
            || same("/office/funnel")
            || same("/office/responses")
            || same("/office/staff")
            || same("/office/agencies")
            || same("/agencies")
            || same("/refused/")
            || same("/staff/sign-in")
            || same("/staff/sessions")
            || same("/staff/enrol/")
            || same("/agency")
            || same("/agency/new")
            || same("/agency/requests")
            || same("/agency/requests/")
            || same("/agency/profile")
            || same("/agency/clients/")
            || ["/ask", "/check", "/later", "/keying", "/afterwards", "/share"]
                .iter()
                .any(|end| all_end(&pages, end));
        assert!(lists || title.starts_with("ページが見つかりません"), "{title}: {pages:?}");
    }
}

/// Each page, with where it is asked for.
fn each(all: &[(TestApp, Vec<(String, u16)>)]) -> impl Iterator<Item = (&TestApp, &str, u16)> {
    all.iter().flat_map(|(app, pages)| pages.iter().map(move |(path, status)| (app, path.as_str(), *status)))
}

/// Are they all the same page, of whatever diagnosis and however it was asked for?
fn all_end(pages: &[String], end: &str) -> bool {
    pages.iter().all(|path| path.split('?').next().is_some_and(|place| place.ends_with(end)))
}

/// The nonce of the response's policy, and the policy without it.
fn nonce(page: &Page) -> (String, String) {
    let policy = page.header("content-security-policy");
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap_or_default();
    (nonce.to_owned(), policy.replace(nonce, "…"))
}

async fn only_our_own_scripts_run(database: TestDatabase) {
    let everything = super::everything(database).await;
    let mut nonces = BTreeSet::new();
    let mut scripts = 0;
    for (app, path, _) in each(&everything) {
        let page = app.get(path).await;
        let (nonce, policy) = nonce(&page);
        assert!(nonce.len() >= 16, "{path}: {policy}");
        assert_eq!(
            policy,
            "default-src 'none'; script-src 'nonce-…' 'strict-dynamic' 'wasm-unsafe-eval'; connect-src 'self'; \
             style-src 'self'; img-src 'self'; form-action 'self'; object-src 'none'; base-uri 'none'; \
             frame-ancestors 'none'",
            "{path}"
        );
        for tag in page.tags() {
            if tag.name == "script" {
                scripts += 1;
                assert_eq!(tag.get("nonce"), Some(nonce.as_str()), "{path}");
            }
            assert_ne!(tag.name, "style", "{path}");
            assert!(
                !tag.has("style") && !tag.attribute_names().any(|name| name.starts_with("on")),
                "{path}: {tag:?}"
            );
            let address = tag.get("href").or(tag.get("src")).or(tag.get("action")).unwrap_or_default();
            assert!(!address.trim_start().to_ascii_lowercase().starts_with("javascript:"), "{path}: {tag:?}");
        }
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(page.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(page.header("x-frame-options"), "DENY", "{path}");
        nonces.insert(nonce);
    }
    assert_eq!(nonces.len(), each(&everything).count(), "each response has its own nonce");
    assert!(scripts > 0, "some pages have islands");
    // Refusals that a layer makes, and what is no page, are guarded as well.
    let app = &everything[0].0;
    let refused = app.post_body("/do/answer", "key=x&key=y").await;
    assert_eq!((refused.status, nonce(&refused).0.is_empty()), (400, false));
    for path in ["/health/live", "/favicon.svg", "/pkg/nowhere.js", "/do/answer"] {
        let response = app.get(path).await;
        assert_eq!(response.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(response.header("referrer-policy"), "no-referrer", "{path}");
        assert!(response.header("content-security-policy").starts_with("default-src 'none'"), "{path}");
    }
}

async fn personal_pages_stay_in_no_cache(database: TestDatabase) {
    let everything = super::everything(database).await;
    for (app, path, _) in each(&everything) {
        let page = app.get(path).await;
        let personal = ["/diagnosis/", "/me/", "/notices/", "/office", "/agency", "/resume", "/staff/"]
            .iter()
            .any(|place| path.starts_with(place));
        let expected = if personal { ("no-store", "noindex") } else { ("", "") };
        assert_eq!((page.header("cache-control"), page.header("x-robots-tag")), expected, "{path}");
        // Only one's own diagnosis is remembered, where one sees its result.
        let remembers = page.header("set-cookie").starts_with("dx-diagnosis=");
        assert_eq!(remembers, path.starts_with("/diagnosis/") && path.ends_with("/result"), "{path}");
        assert!(remembers || page.header("set-cookie").is_empty(), "{path}");
    }
    let app = &everything[0].0;
    let key = app.answered(&[]).await;
    for response in [
        app.post("/do/start", &[]).await,
        app.answer(&key, "q03", &[("choice[]", "13")]).await,
        app.post("/do/submit", &[("key", &key)]).await,
        app.get(&format!("/diagnosis/{key}")).await,
    ] {
        assert!((300..400).contains(&response.status));
        assert_eq!(response.header("cache-control"), "no-store");
    }
}

/// Only open data and the interface are for other sites.
async fn no_other_site_may_read_a_page(database: TestDatabase) {
    let everything = super::everything(database).await;
    let open = "access-control-allow-origin";
    for (app, path, _) in each(&everything) {
        for asked in [&[][..], &[("origin", "https://elsewhere.example")]] {
            assert_eq!(app.get_with(path, asked).await.header(open), "", "{path}");
        }
    }
    let app = &everything[0].0;
    for path in ["/health/live", "/favicon.svg", "/do/answer", "/nowhere"] {
        assert_eq!(app.get(path).await.header(open), "", "{path}");
    }
    for path in ["/open-data/catalog.jsonld", "/api/v1/menus"] {
        assert_eq!(app.get(path).await.header(open), "*", "{path}");
    }
}

async fn strange_addresses_find_no_page(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    for path in [
        "/menus/%FF%FE",
        "/menus/%00",
        "/menus/..%2f..%2fetc%2fpasswd",
        "/cases/%E3%81",
        "/%zz",
        "/menus/a/b/c",
        "//evil.example/",
        "/diagnosis",
        "/refused/%FF",
        "/menus/%3Cscript%3E",
    ] {
        let page = app.get(path).await;
        assert_eq!(page.status, 404, "{path}");
        assert!(page.body.contains("見つかりません"), "{path}");
        assert!(!page.body.contains("<script>"), "{path}");
    }
    for path in [
        "/menus?kind=%FF",
        "/menus?kind=nothing&window=&pain=x",
        "/menus?kind[]=a&kind=b&%zz",
        "/office?made_up=%FF",
        "/?a=%",
        "/menus?",
    ] {
        let page = app.get(path).await;
        assert_eq!(page.status, 200, "{path}");
    }
    let all = app.get("/menus").await.text();
    assert_eq!(app.get("/menus?kind=nothing").await.text(), all, "an unknown word narrows nothing");
}
