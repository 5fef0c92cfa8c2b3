//! The deadline of a menu as a file for calendars, read here as RFC 5545 says.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use tests::{Page, TestApp, TestDatabase, at};

tests::on_both_databases! {
    the_file_holds_the_deadline_and_the_days_to_begin,
    every_file_is_well_formed_and_its_days_are_japans,
    what_the_business_has_already_is_left_out,
    without_a_day_to_apply_until_there_is_no_file,
    the_result_page_leads_to_the_files,
}

/// An entry: its properties without their parameters, and the lines as they were written.
#[derive(Debug, Default)]
struct Event {
    properties: Vec<(String, String)>,
}

impl Event {
    fn get(&self, name: &str) -> &str {
        let mut found = self.properties.iter().filter(|(known, _)| known == name);
        let value = found.next().map(|(_, value)| value.as_str());
        assert!(found.next().is_none(), "{name} twice: {self:?}");
        value.unwrap_or_else(|| panic!("no {name}: {self:?}"))
    }

    fn day(&self, name: &str) -> NaiveDate {
        NaiveDate::parse_from_str(self.get(&format!("{name};VALUE=DATE")), "%Y%m%d").expect("a day")
    }
}

/// Lines end with CRLF and hold 75 octets at most; a line that begins with a space goes on with the one before.
fn events(page: &Page) -> Vec<Event> {
    assert_eq!(page.status, 200, "{}", page.body);
    assert_eq!(page.header("content-type"), "text/calendar; charset=utf-8");
    let body = page.body.strip_suffix("\r\n").expect("the last line ends too");
    for line in body.split("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
    }
    let unfolded = body.replace("\r\n ", "");
    let mut lines = unfolded.split("\r\n");
    assert_eq!(lines.next(), Some("BEGIN:VCALENDAR"));
    let (mut events, mut open): (Vec<Event>, Option<Event>) = (Vec::new(), None);
    let mut head = BTreeSet::new();
    for line in lines {
        let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("{line:?}"));
        match (name, value, &mut open) {
            ("BEGIN", "VEVENT", None) => open = Some(Event::default()),
            ("END", "VEVENT", event @ Some(_)) => events.extend(event.take()),
            ("END", "VCALENDAR", None) => return checked(events, &head),
            (_, _, Some(event)) => event.properties.push((name.to_owned(), value.to_owned())),
            (_, _, None) => drop(head.insert(name.to_owned())),
        }
    }
    panic!("the calendar does not end: {}", page.body);
}

fn checked(events: Vec<Event>, head: &BTreeSet<String>) -> Vec<Event> {
    assert!(head.contains("VERSION") && head.contains("PRODID"), "{head:?}");
    let ids: BTreeSet<&str> = events.iter().map(|event| event.get("UID")).collect();
    assert_eq!(ids.len(), events.len(), "each has an id of its own");
    for event in &events {
        assert_eq!(event.day("DTEND"), event.day("DTSTART").succ_opt().expect("a day"), "{event:?}");
        assert_eq!(event.get("DTSTAMP"), "20261122T010000Z", "the clock's, in UTC");
        assert!(event.get("URL").starts_with("https://") || event.get("URL").starts_with("http://"));
        assert!(event.get("DESCRIPTION").chars().count() > 10, "{event:?}");
    }
    events
}

async fn the_file_holds_the_deadline_and_the_days_to_begin(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let page = app.get("/menus/jizokuka-general-20/deadline.ics").await;
    assert_eq!(page.header("content-disposition"), "inline; filename=\"jizokuka-general-20.ics\"");
    assert_eq!(page.header("cache-control"), "");
    let told: Vec<String> = events(&page)
        .iter()
        .map(|event| {
            let id = event.get("UID").split('@').next().expect("an id");
            format!("{} {} {}", event.day("DTSTART"), id, event.get("SUMMARY"))
        })
        .collect();
    insta::allow_duplicates! {
        insta::assert_snapshot!(told.join("\n"), @r"
    2026-11-17 jizokuka-general-20.20261105.application-plan 始める期限：申請の計画書を書く（小規模事業者持続化補助金（一般型・通常枠 第20回））
    2026-11-24 jizokuka-general-20.20261105.gbizid-prime 始める期限：GビズIDプライムを取る（小規模事業者持続化補助金（一般型・通常枠 第20回））
    2026-11-28 jizokuka-general-20.20261105.jizokuka-form-4 始める期限：商工会・商工会議所に「事業支援計画書（様式4）」を頼む（小規模事業者持続化補助金（一般型・通常枠 第20回））
    2026-12-01 jizokuka-general-20.20261105.quotation 始める期限：見積を取る（小規模事業者持続化補助金（一般型・通常枠 第20回））
    2026-12-15 jizokuka-general-20.20261105 締切：小規模事業者持続化補助金（一般型・通常枠 第20回）
    ");
    }
    // Put off by the provider, it is the same entry on another day.
    let ids = |page: &Page| events(page).iter().map(|e| e.get("UID").to_owned()).collect::<Vec<_>>();
    let mut sources = tests::sources();
    let menus = sources.menus["menu"].as_array_mut().expect("a list");
    let menu = menus.iter_mut().find(|menu| menu["id"] == "jizokuka-general-20").expect("there");
    menu["closes"] = serde_json::json!("2026-12-25");
    app.store.load_content(&sources, &tests::content(&sources)).await.expect("loaded");
    let later = app.get("/menus/jizokuka-general-20/deadline.ics").await;
    assert_eq!(ids(&later), ids(&page));
    assert_eq!(events(&later).last().expect("one").day("DTSTART"), "2026-12-25".parse().expect("a day"));
}

async fn every_file_is_well_formed_and_its_days_are_japans(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let mut files = 0;
    for menu in &app.content.menus {
        let page = app.get(&format!("/menus/{}/deadline.ics", menu.id())).await;
        let today = "2026-11-22".parse().expect("a day");
        let closes = menu.document.closes.as_deref().map(|day| day.parse::<NaiveDate>().expect("a day"));
        match closes.filter(|closes| *closes >= today) {
            Some(closes) => {
                let events = events(&page);
                let days: Vec<NaiveDate> = events.iter().map(|event| event.day("DTSTART")).collect();
                assert_eq!(days.last(), Some(&closes), "{}", menu.id());
                assert!(days.is_sorted(), "{}: {days:?}", menu.id());
                files += 1;
            }
            None => assert_eq!(page.status, 404, "{}", menu.id()),
        }
    }
    assert_eq!(files, 6);
}

async fn what_the_business_has_already_is_left_out(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let path = "/menus/jizokuka-general-20/deadline.ics";
    for (answer, has_step) in [("none", true), ("gbiz", false)] {
        let key = app.submitted(&[("q24", answer)]).await;
        let page = app.get_with(path, &[("cookie", &format!("a=b; dx-diagnosis={key}"))]).await;
        let has = events(&page).iter().any(|event| event.get("UID").contains("gbizid-prime"));
        assert_eq!(has, has_step, "{answer}");
        assert_eq!(page.header("cache-control"), "no-store", "for this business alone");
    }
    let forged = app.get_with(path, &[("cookie", &format!("dx-diagnosis={}", "0".repeat(26)))]).await;
    assert_eq!(forged.body, app.get(path).await.body);
}

async fn without_a_day_to_apply_until_there_is_no_file(database: TestDatabase) {
    let app = TestApp::new(database).await;
    for path in ["/menus/dx-nintei/deadline.ics", "/menus/nothing/deadline.ics", "/menus/%FF/deadline.ics"] {
        let page = app.get(path).await;
        assert_eq!((page.status, page.heading().as_str()), (404, "ページが見つかりません"), "{path}");
    }
    // The last second of the last day in Japan, and the first of the next.
    let path = "/menus/jizokuka-general-20/deadline.ics";
    app.database.clock.set(at("2026-12-15T23:59:59+09:00"));
    assert_eq!(app.get(path).await.status, 200);
    app.database.clock.set(at("2026-12-16T00:00:00+09:00"));
    assert_eq!(app.get(path).await.status, 404);
    assert!(!app.get("/menus/jizokuka-general-20").await.body.contains("deadline.ics"));
}

async fn the_result_page_leads_to_the_files(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.submitted(&[("q10", "sales-decline,paperwork"), ("q24", "none")]).await;
    let page = app.get(&format!("/diagnosis/{key}/result")).await;
    let deadlines = tests::html::element(&page.body, "ol.deadlines");
    let items = tests::html::elements(deadlines, "li.deadlines__item");
    assert!(!items.is_empty());
    for item in &items {
        let tags = tests::html::tags(item);
        let link = tags.iter().find_map(|tag| tag.get("href")).expect("a link");
        assert!(link.ends_with("/deadline.ics"), "{link}");
        assert_eq!(app.get(link).await.status, 200, "{link}");
    }
    let jizokuka = items.iter().find(|item| item.contains("jizokuka-general-20")).expect("offered");
    let text = tests::html::text(jizokuka);
    assert!(text.contains("GビズIDプライムを取る 11月24日（火）までに始める 期限まであと2日"), "{text}");
}
