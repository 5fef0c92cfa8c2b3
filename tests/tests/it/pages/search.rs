//! The lists as they are searched: by words, by filters with their counts, in an order, page by page.

use std::collections::BTreeSet;

use app::words::{catalogue as words, freshness, labels, search as listed};
use domain::access::Role;
use domain::document::{MenuKind, ProviderLevel};
use domain::freshness::{FreshDays, doubts};
use domain::matching::Business;
use domain::search::PAGE_SIZE;
use tests::{Page, TestApp, TestDatabase, encoded, html};

tests::on_both_databases! {
    the_form_keeps_what_was_asked_and_every_count_keeps_its_promise,
    the_forty_searches_find_their_menus,
    what_stands_on_the_screen_can_be_searched_for,
    pages_follow_each_other,
    nothing_found_says_what_to_loosen,
    a_diagnosis_at_hand_gives_verdicts_and_their_order,
    cases_are_searched_too,
    what_may_be_out_of_date_is_said_and_listed,
}

/// The searches with their hits, which the domain's tests and the measure of speed use too.
fn searches() -> Vec<(String, BTreeSet<String>)> {
    let written = include_str!("../../../../domain/tests/searches.json");
    let written: serde_json::Value = serde_json::from_str(written).expect("a list of searches");
    let menus = written["menus"].as_array().expect("a list");
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let ids =
        |search: &serde_json::Value| search["menus"].as_array().expect("a list").iter().map(text).collect();
    menus.iter().map(|search| (text(&search["q"]), ids(search))).collect()
}

fn address(path: &str, asked: &[(&str, &str)]) -> String {
    format!("{path}?{}", encoded(asked))
}

/// Ids of the menus or cases that a page lists, in its order.
fn listed_on(page: &Page, path: &str) -> Vec<String> {
    let titles = html::elements(&page.body, "h2");
    let links = titles.into_iter().flat_map(html::tags).filter_map(|tag| tag.get("href").map(str::to_owned));
    links.filter_map(|href| href.strip_prefix(&format!("{path}/")).map(str::to_owned)).collect()
}

fn link(page: &Page, rel: &str) -> Option<String> {
    page.named("a").iter().find(|a| a.get("rel") == Some(rel)).and_then(|a| a.get("href").map(str::to_owned))
}

/// Ids on all pages of a list.
async fn all_listed(app: &TestApp, path: &str, asked: &[(&str, &str)]) -> Vec<String> {
    let (mut all, mut next) = (Vec::new(), Some(address(path, asked)));
    while let Some(at) = next {
        let page = app.get(&at).await;
        all.extend(listed_on(&page, path));
        next = link(&page, "next");
    }
    all
}

/// How many the page says that it has found.
fn count(page: &Page) -> usize {
    html::text(html::element(html::element(&page.body, "p.result-count"), "b")).parse().expect("a number")
}

async fn the_form_keeps_what_was_asked_and_every_count_keeps_its_promise(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let asked = [("q", "補助"), ("level", "municipality"), ("window", ""), ("sort", "newest")];
    let page = app.get(&address("/menus", &asked)).await;
    let names: Vec<String> =
        page.named("select").iter().filter_map(|select| select.get("name").map(str::to_owned)).collect();
    assert_eq!(names, ["kind", "level", "municipality", "pain", "solution", "window", "amount", "sort"]);
    assert_eq!(page.inputs("q")[0].0, "補助");
    let selected: Vec<_> = page.named("option").into_iter().filter(|option| option.has("selected")).collect();
    let selected: Vec<_> = selected.iter().filter_map(|option| option.get("value")).collect();
    assert_eq!(selected, ["municipality", "newest"]);
    for (name, values) in [
        ("kind", &["subsidy", "loan"][..]),
        ("level", &["national", "municipality"]),
        ("municipality", &["34202", "34205"]),
        ("pain", &["paperwork", "new-business"]),
        ("solution", &["core-system-erp"]),
        ("window", &["closed", "open"]),
        ("amount", &["500000", "50000000"]),
    ] {
        let select = html::element(
            &page.body[page.body.find(&format!("id=\"{name}\"")).expect("the field") - 60..],
            "select",
        )
        .to_owned();
        for value in values {
            let option = html::elements(&select, "option").into_iter();
            let option = option.map(html::text).zip(html::tags(&select).into_iter().skip(1));
            let (text, _) = option
                .into_iter()
                .find(|(_, tag)| tag.get("value") == Some(*value))
                .unwrap_or_else(|| panic!("no {value} in {select}"));
            let mut other: Vec<_> = asked.iter().copied().filter(|(known, _)| *known != name).collect();
            other.push((name, value));
            let shown = count(&app.get(&address("/menus", &other)).await);
            assert!(text.ends_with(&format!("（{shown}）")), "{name}={value}: {text}, but {shown}");
        }
    }
    // What is chosen can be taken away by a link; no link carries the empty fields of the form along.
    let chosen = html::element(&page.body, "nav.toc").to_owned();
    let away: Vec<_> =
        html::tags(&chosen).iter().filter_map(|tag| tag.get("href").map(str::to_owned)).collect();
    assert_eq!(away, [address("/menus", &[("q", "補助"), ("sort", "newest")])]);
    for asked in ["kind=nothing", "pain=nothing", "municipality=99999", "amount=7", "sort=up", "page=x"] {
        let shown = app.get(&format!("/menus?{asked}")).await.text();
        assert_eq!(shown, app.get("/menus").await.text(), "{asked} narrows nothing");
    }
}

async fn the_forty_searches_find_their_menus(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    assert!(searches().len() >= 40);
    for (q, menus) in searches() {
        let found: BTreeSet<String> = all_listed(&app, "/menus", &[("q", &q)]).await.into_iter().collect();
        assert_eq!(found, menus, "{q}");
    }
}

async fn what_stands_on_the_screen_can_be_searched_for(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    for &kind in MenuKind::ALL {
        let label = labels::menu_kind(kind);
        let found: BTreeSet<String> = all_listed(&app, "/menus", &[("q", label)]).await.into_iter().collect();
        let of_kind = app.content.menus.iter().filter(|menu| menu.document.kind == kind);
        assert!(of_kind.into_iter().all(|menu| found.contains(menu.id())), "{label}");
    }
    for &level in ProviderLevel::ALL {
        let label = labels::provider_level(level);
        let found: BTreeSet<String> = all_listed(&app, "/menus", &[("q", label)]).await.into_iter().collect();
        let of_level = app.content.menus.iter().filter(|menu| menu.document.provider_level == level);
        assert!(of_level.into_iter().all(|menu| found.contains(menu.id())), "{label}");
    }
}

async fn pages_follow_each_other(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let total = app.content.menus.len();
    let pages = total.div_ceil(PAGE_SIZE);
    let mut seen = BTreeSet::new();
    for number in 1..=pages {
        let page = app.get(&format!("/menus?sort=amount&page={number}")).await;
        let here = listed_on(&page, "/menus");
        assert_eq!(here.len(), PAGE_SIZE.min(total - (number - 1) * PAGE_SIZE), "page {number}");
        seen.extend(here);
        assert_eq!(count(&page), total);
        assert!(page.text().contains(&listed::page_of(number, pages)), "the page is said in words");
        let page_of = |number: usize| match number {
            1 => "/menus?sort=amount".to_owned(),
            other => format!("/menus?sort=amount&page={other}"),
        };
        assert_eq!(link(&page, "prev"), (number > 1).then(|| page_of(number - 1)), "page {number}");
        assert_eq!(link(&page, "next"), (number < pages).then(|| page_of(number + 1)), "page {number}");
    }
    assert_eq!(seen.len(), total, "every menu on one page");
    let last = app.get(&format!("/menus?page={pages}")).await.text();
    for beyond in ["99", "18446744073709551615"] {
        assert_eq!(app.get(&format!("/menus?page={beyond}")).await.text(), last, "{beyond}");
    }
    let first = app.get("/menus").await.text();
    for before in ["0", "-1", "abc", "１", ""] {
        assert_eq!(app.get(&address("/menus", &[("page", before)])).await.text(), first, "{before}");
    }
    let few = app.get("/menus?kind=loan").await;
    assert!(link(&few, "next").is_none() && !few.body.contains("pager"), "one page needs no pager");
}

async fn nothing_found_says_what_to_loosen(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    for (asked, some) in [
        (&[("q", "尾道 融資")][..], true),
        (&[("q", "宇宙旅行 補助")], true),
        (&[("q", "呉"), ("kind", "loan")], true),
        (&[("kind", "loan"), ("pain", "long-hours")], true),
        (&[("q", "宇宙旅行"), ("kind", "loan"), ("pain", "long-hours")], false),
    ] {
        let page = app.get(&address("/menus", asked)).await;
        assert_eq!((page.status, count(&page)), (200, 0), "{asked:?}");
        let empty = html::element(&page.body, "div.empty").to_owned();
        assert!(empty.contains(words::NONE_TITLE), "{asked:?}");
        let items = html::elements(&empty, "li");
        assert_eq!(!items.is_empty(), some, "{asked:?}: {empty}");
        for item in items {
            let href =
                html::tags(item).iter().find_map(|tag| tag.get("href").map(str::to_owned)).expect("a link");
            let shown = count(&app.get(&href).await);
            assert!(shown > 0 && html::text(item).ends_with(&listed::would_show(shown)), "{href}: {item}");
        }
        let said = if some { listed::LOOSEN } else { listed::LOOSEN_NOTHING };
        assert!(empty.contains(said), "{asked:?}");
    }
}

async fn a_diagnosis_at_hand_gives_verdicts_and_their_order(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let key = app.submitted(&[]).await;
    let cookie = format!("dx-diagnosis={key}");
    let at_hand = [("cookie", cookie.as_str())];
    let diagnosis = app.diagnosis(&key).await;
    let readings = domain::answer::read_all(&diagnosis.answers, &diagnosis.content);
    let answers = diagnosis.content.questionnaire.interpret(&readings.answers);
    let business = Business::of_answers(&answers, &diagnosis.content.industries);
    let today = "2026-11-22".parse().expect("a date");

    let first = app.get_with("/menus", &at_hand).await;
    assert_eq!(first.header("cache-control"), "no-store");
    assert!(first.text().contains(listed::VERDICTS_OF) && first.body.contains(&format!("/diagnosis/{key}")));
    let offered = business.match_all(&app.content.menus, today).offered;
    let offered: Vec<&str> = offered.iter().map(|judgement| judgement.menu.id()).collect();
    let shown = listed_on(&first, "/menus");
    let both = offered.len().min(shown.len());
    assert!(both > 3);
    assert_eq!(shown[..both], offered[..both], "what fits comes first, in the order of the result page");
    let cards = html::elements(&first.body, "article");
    for (id, card) in shown.iter().zip(cards) {
        let judgement = business.judge(app.content.menu(id).expect("a menu"), today);
        let verdict = labels::judged(&judgement);
        assert_eq!(
            html::text(html::element(card, "p.condition").split_once("<b>").expect("a verdict").1),
            verdict,
            "{id}"
        );
    }
    // The address stays free of the person: only the one link to the diagnosis names it.
    let naming: Vec<_> =
        first.tags().into_iter().filter(|tag| tag.get("href").is_some_and(|h| h.contains(&key))).collect();
    assert_eq!(naming.len(), 1);
    // Whoever is sent the address sees the same menus without verdicts.
    let shared = app.get("/menus?sort=fits").await;
    assert_eq!(listed_on(&shared, "/menus"), listed_on(&app.get("/menus?sort=closing").await, "/menus"));
    assert!(!shared.text().contains(listed::VERDICTS_OF) && !shared.body.contains("value=\"fits\""));
    assert_eq!(shared.header("cache-control"), "");
    assert!(html::elements(&shared.body, "p.condition").is_empty());
    // Another order is another order, with verdicts.
    let newest = app.get_with("/menus?sort=newest", &at_hand).await;
    assert_eq!(listed_on(&newest, "/menus"), listed_on(&app.get("/menus?sort=newest").await, "/menus"));
    assert_eq!(html::elements(&newest.body, "p.condition").len(), PAGE_SIZE);
    // Cases: those that share the most with it first.
    let cases = app.get_with("/cases", &at_hand).await;
    assert!(cases.text().contains(listed::ORDER_OF) && cases.body.contains("value=\"closest\" selected"));
    // Forgetting: the cookie is taken back, and without it nothing is left.
    let forgotten = app.post("/do/forget", &[]).await;
    assert_eq!(forgotten.see_other(), "/menus");
    assert!(
        forgotten.header("set-cookie").starts_with("dx-diagnosis=;")
            && forgotten.header("set-cookie").contains("Max-Age=0")
    );
    for stale in ["dx-diagnosis=", "dx-diagnosis=00000000000000000000000000", "dx-diagnosis=%%%"] {
        let page = app.get_with("/menus", &[("cookie", stale)]).await;
        assert_eq!((page.status, page.text()), (200, app.get("/menus").await.text()), "{stale}");
    }
}

async fn cases_are_searched_too(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let page = app.get(&address("/cases", &[("q", "ＫＩＮＴＯＮＥ"), ("industry", "I")])).await;
    assert_eq!(count(&page), 2);
    let found: BTreeSet<String> = listed_on(&page, "/cases").into_iter().collect();
    assert_eq!(found, ["nakayama-kutsuten", "trust-international"].map(str::to_owned).into());
    let names: Vec<String> =
        page.named("select").iter().filter_map(|select| select.get("name").map(str::to_owned)).collect();
    assert_eq!(names, ["industry", "size", "pain", "solution", "sort"]);
    let none = app.get(&address("/cases", &[("q", "kintone"), ("industry", "D")])).await;
    assert!(none.text().contains(words::NONE_TITLE));
    let loosen = html::element(&none.body, "div.empty").to_owned();
    assert!(loosen.contains(&listed::would_show(5)) && loosen.contains(&listed::would_show(1)), "{loosen}");
}

async fn what_may_be_out_of_date_is_said_and_listed(database: TestDatabase) {
    let app = TestApp::of_staff(database, Role::Admin).await;
    let today = "2026-11-22".parse().expect("a date");
    let mut doubtful = BTreeSet::new();
    for menu in &app.content.menus {
        let doubts = doubts(menu, today, FreshDays::default());
        let list = app.get(&address("/menus", &[("q", &menu.document.name)])).await;
        let href = format!("href=\"/menus/{}\"", menu.id());
        let cards = html::elements(&list.body, "article");
        let card = html::text(cards.into_iter().find(|card| card.contains(&href)).expect("its card"));
        assert_eq!(card.contains(freshness::MAYBE_OLD), !doubts.is_empty(), "{}", menu.id());
        for doubt in &doubts {
            assert!(card.contains(&freshness::doubt(*doubt)), "{}: {card}", menu.id());
            doubtful.insert(menu.id().to_owned());
        }
    }
    assert!(10 < doubtful.len() && doubtful.len() < app.content.menus.len());
    let (mut officers, mut next) = (Vec::new(), Some("/office/freshness".to_owned()));
    while let Some(at) = next {
        let page = app.get(&at).await;
        assert_eq!((page.status, page.header("cache-control")), (200, "no-store"));
        for row in html::elements(&page.body, "li.wait-list__item") {
            let links: Vec<_> =
                html::tags(row).iter().filter_map(|tag| tag.get("href").map(str::to_owned)).collect();
            let menu = app.content.menu(links[0].strip_prefix("/menus/").expect("a menu")).expect("a menu");
            assert_eq!(links[1], menu.document.source_url);
            officers.push(menu.id().to_owned());
        }
        next = link(&page, "next");
    }
    assert_eq!(officers.len(), doubtful.len(), "each once");
    assert_eq!(officers.into_iter().collect::<BTreeSet<_>>(), doubtful);
    let no_source = app.get("/office/freshness?reason=no_source").await;
    assert_eq!(count(&no_source), 3, "お助け隊、IT経営サポートセンター、みらデジ");
}
