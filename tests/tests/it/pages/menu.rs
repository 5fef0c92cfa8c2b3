//! The page of one menu against the file that the menus stand in, read here by itself.

use std::collections::BTreeMap;

use app::words::catalogue as words;
use chrono::{Datelike, NaiveDate};
use tests::{Page, TestApp, TestDatabase, html};

tests::on_both_databases! {
    every_menu_of_the_seed_is_shown_as_it_is_written,
    the_calculator_shows_every_tier_and_rate,
    a_cost_that_cannot_be_read_is_explained_and_kept,
    all_rounds_are_shown_and_the_one_that_counts_is_marked,
    similar_menus_share_pains_and_solutions_and_are_not_closed,
    the_way_to_a_diagnosis_is_shown_to_those_without_one,
}

const TODAY: &str = "2026-11-22";

fn written() -> Vec<toml::Table> {
    let path = "../server/seed/support_menus.toml";
    let file: toml::Table = std::fs::read_to_string(path).expect("readable").parse().expect("TOML");
    let menus = file["menu"].as_array().expect("a list").iter();
    menus.map(|menu| menu.as_table().expect("a table").clone()).collect()
}

fn text<'a>(menu: &'a toml::Table, key: &str) -> Option<&'a str> {
    menu.get(key).map(|value| value.as_str().expect("a text"))
}

fn number(of: &toml::Table, key: &str) -> Option<i64> {
    of.get(key).map(|value| value.as_integer().expect("a number"))
}

fn list<'a>(menu: &'a toml::Table, key: &str) -> Vec<&'a toml::Table> {
    let items = menu.get(key).map_or(&[][..], |value| value.as_array().expect("a list"));
    items.iter().map(|item| item.as_table().expect("a table")).collect()
}

/// 4,500,000 → `450万円`, 26,800 → `2万6,800円`.
fn yen(amount: i64) -> String {
    let grouped = |n: i64| if n >= 1000 { format!("{},{:03}", n / 1000, n % 1000) } else { n.to_string() };
    let (oku, man, rest) = (amount / 100_000_000, amount % 100_000_000 / 10_000, amount % 10_000);
    let part = |n: i64, mark: &str| if n > 0 { grouped(n) + mark } else { String::new() };
    match part(oku, "億") + &part(man, "万") + &part(rest, "") {
        none if none.is_empty() => "0円".to_owned(),
        some => some + "円",
    }
}

fn day(menu: &toml::Table, key: &str) -> Option<NaiveDate> {
    text(menu, key).map(|day| day.parse().expect("a day"))
}

fn date(day: NaiveDate) -> String {
    let weekday = ["月", "火", "水", "木", "金", "土", "日"][day.weekday().num_days_from_monday() as usize];
    format!("{}年{}月{}日（{weekday}）", day.year(), day.month(), day.day())
}

/// The window by the table of engine.md §4, the dates as a sentence, and the days left while it is open.
fn window(menu: &toml::Table) -> (&'static str, Option<String>, Option<i64>) {
    let today: NaiveDate = TODAY.parse().expect("a day");
    let (opens, closes) = (day(menu, "opens"), day(menu, "closes"));
    let status = text(menu, "status").expect("a status");
    let window = match (opens, closes) {
        (Some(opens), _) if today < opens => "これから始まる",
        (_, Some(closes)) if today > closes => "終了",
        (Some(_), None) if status == "closed" => "終了",
        (None, None) => match status {
            "open" => "受付中",
            "rolling" => "いつでも",
            "closed" => "終了",
            _ => "受付は未確認",
        },
        _ => "受付中",
    };
    let dates = match (opens, closes) {
        (Some(opens), Some(closes)) => Some(format!("{} から {} まで", date(opens), date(closes))),
        (Some(opens), None) => Some(format!("{} から", date(opens))),
        (None, Some(closes)) => Some(format!("{} まで", date(closes))),
        (None, None) => (window == "いつでも").then(|| "いつでも".to_owned()),
    };
    let left = closes.filter(|_| window == "受付中").map(|closes| (closes - today).num_days());
    (window, dates, left)
}

/// Name and text of each line of the facts at the top.
fn facts(page: &Page) -> BTreeMap<String, String> {
    let items = html::elements(html::element(&page.body, "dl.facts"), "div.facts__item");
    items
        .into_iter()
        .map(|item| (html::text(html::element(item, "dt")), html::text(html::element(item, "dd"))))
        .collect()
}

/// The cells of the table of an id, row by row; none where there is no such table.
fn table(page: &Page, id: &str) -> Vec<Vec<String>> {
    let mark = format!("id=\"{id}\"");
    let found = html::elements(&page.body, "table")
        .into_iter()
        .find(|table| table.split('>').next().is_some_and(|tag| tag.contains(&mark)));
    let rows = found.map_or(Vec::new(), |table| html::elements(html::element(table, "tbody"), "tr"));
    rows.into_iter().map(html::cells).collect()
}

fn tier_name(tier: &toml::Table) -> String {
    let range = |what: &str, unit: &str| match (
        number(tier, &format!("{what}_min")),
        number(tier, &format!("{what}_max")),
    ) {
        (Some(min), Some(max)) => format!("{min}〜{max}{unit}"),
        (Some(min), None) => format!("{min}{unit}以上"),
        (None, Some(max)) => format!("{max}{unit}以下"),
        (None, None) => String::new(),
    };
    let name = range("employees", "人") + &range("processes", "工程");
    name + text(tier, "case").unwrap_or_default()
}

fn expected_tiers(menu: &toml::Table) -> Vec<Vec<String>> {
    let tiers = list(menu, "amount_tiers");
    let columns = ["min_yen", "max_yen", "max_yen_with_wage_increase"];
    let columns: Vec<_> = columns
        .into_iter()
        .filter(|column| *column == "max_yen" || tiers.iter().any(|tier| tier.contains_key(*column)))
        .collect();
    let row = |tier: &&toml::Table| {
        let cells = columns.iter().map(|column| number(tier, column).map_or("–".to_owned(), yen));
        std::iter::once(tier_name(tier)).chain(cells).collect()
    };
    tiers.iter().map(row).collect()
}

fn expected_rates(menu: &toml::Table) -> Vec<Vec<String>> {
    let fraction = |of: &toml::Table, num, den| Some(format!("{}/{}", number(of, num)?, number(of, den)?));
    let cases = list(menu, "subsidy_rates");
    let of_case = |case: &&toml::Table| {
        vec![text(case, "when").expect("a case").to_owned(), fraction(case, "num", "den").expect("a rate")]
    };
    match fraction(menu, "subsidy_rate_num", "subsidy_rate_den") {
        Some(rate) if cases.is_empty() => vec![vec!["どの場合も".to_owned(), rate]],
        _ => cases.iter().map(of_case).collect(),
    }
}

async fn every_menu_of_the_seed_is_shown_as_it_is_written(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let menus = written();
    assert_eq!(menus.len(), 64);
    let (mut tiers, mut rates, mut calendars) = (0, 0, 0);
    for menu in &menus {
        let id = text(menu, "id").expect("an id");
        let page = app.get(&format!("/menus/{id}")).await;
        assert_eq!(
            (page.status, page.heading().as_str()),
            (200, text(menu, "name").expect("a name")),
            "{id}"
        );
        assert_facts(id, menu, &facts(&page));
        assert_eq!(table(&page, "tiers"), expected_tiers(menu), "{id}");
        assert_eq!(table(&page, "rates"), expected_rates(menu), "{id}");
        assert_eq!(table(&page, "estimate"), Vec::<Vec<String>>::new(), "{id}: nothing was asked");
        tiers += table(&page, "tiers").len();
        rates += table(&page, "rates").len();

        let (window, _, left) = window(menu);
        let badges = html::elements(&page.body, "p.menu-card__badges");
        assert!(html::text(badges[0]).ends_with(window), "{id}: {window}");
        let has_calendar = page.body.contains("id=\"calendar\"");
        assert_eq!(has_calendar, left.is_some(), "{id}");
        assert_eq!(page.body.contains(&format!("/menus/{id}/deadline.ics")), has_calendar, "{id}");
        calendars += usize::from(has_calendar);

        let has_rate = !expected_rates(menu).is_empty();
        let pays = matches!(text(menu, "kind"), Some("subsidy" | "grant_employment"));
        assert_eq!(page.body.contains("name=\"cost\""), has_rate, "{id}");
        assert_eq!(page.text().contains("計算できません"), pays && !has_rate, "{id}");
        assert_texts(id, menu, &page);
    }
    // What the file holds, counted by hand.
    assert_eq!((tiers, rates, calendars), (23, 35, 6));
}

fn assert_facts(id: &str, menu: &toml::Table, shown: &BTreeMap<String, String>) {
    let unit = match text(menu, "amount_unit") {
        None => "",
        Some("per_person") => "（1人あたり）",
        Some("per_year_per_office") => "（1事業所・1年あたり）",
        Some("per_year_per_student") => "（1人・1年あたり）",
        Some(other) => panic!("{id}: {other}"),
    };
    let amount = |key| number(menu, key).map(|amount| yen(amount) + unit);
    let (_, dates, left) = window(menu);
    let left = left.map_or(String::new(), |days| format!(" あと{days}日"));
    for (name, expected) in [
        ("上限", amount("max_amount_yen")),
        ("下限", amount("min_amount_yen")),
        ("補助の割合", text(menu, "subsidy_rate").map(str::to_owned)),
        ("受付", dates.map(|dates| dates + &left)),
    ] {
        assert_eq!(shown.get(name), expected.as_ref(), "{id} {name}");
    }
    assert!(shown["実施する所"].starts_with(text(menu, "provider").expect("a provider")), "{id}");
}

fn assert_texts(id: &str, menu: &toml::Table, page: &Page) {
    let shown = page.text();
    let costs = menu.get("eligible_costs").map_or(&[][..], |costs| costs.as_array().expect("a list"));
    let conditions = list(menu, "conditions");
    let texts = costs.iter().filter_map(toml::Value::as_str);
    let texts = texts.chain(conditions.iter().filter_map(|condition| text(condition, "text")));
    for said in texts.chain(text(menu, "note")).chain(text(menu, "summary")) {
        assert!(shown.contains(said), "{id}: {said}");
    }
    let links = page.named("a");
    for key in ["url", "source_url"] {
        assert!(links.iter().any(|a| a.get("href") == text(menu, key)), "{id} {key}");
    }
    assert!(shown.contains("最新の公募要領を確かめてください"), "{id}");
    assert!(
        links.iter().any(|a| a.get("href") == Some(&*format!("/menus/{id}/why"))) || conditions.is_empty()
    );
}

/// The address that the calculator's form leads to.
fn asked(id: &str, cost: &str) -> String {
    format!("/menus/{id}?{}", tests::encoded(&[("cost", cost)]))
}

/// Worked out by hand: 1,000,000円 × 2/3 = 666,666.6…円.
async fn the_calculator_shows_every_tier_and_rate(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let by_hand = [
        ["通常枠 2/3（原則）", "50万円（上限）"],
        ["インボイス特例 2/3（原則）", "66万6,666円"],
        ["賃金引上げ特例 2/3（原則）", "66万6,666円"],
        ["両方の特例 2/3（原則）", "66万6,666円"],
    ];
    for cost in ["1000000", "１００万円", "100万", "1,000,000", "￥1000000"] {
        let page = app.get(&asked("jizokuka-general-20", cost)).await;
        assert_eq!(page.status, 200, "{cost}");
        assert_eq!(table(&page, "estimate"), by_hand, "{cost}");
        assert!(page.text().contains("費用が100万円（1,000,000円）のとき"), "{cost}");
        assert!(page.text().contains("千円に満たない額を切り捨てる"), "{cost}");
        assert_eq!(focused(&page), ["table-wrap"], "{cost}");
    }
    // Two rates × two tiers, each with its own least; and a limit that a wage increase raises.
    let page = app.get(&asked("digital-ai-2026-regular", "3000000")).await;
    let amounts: Vec<String> = table(&page, "estimate").into_iter().map(|row| row[1].clone()).collect();
    assert_eq!(amounts, ["150万円", "150万円（上限）", "150万円", "200万円"]);
    let page = app.get(&asked("shinjigyo-shinshutsu-3", "6000万")).await;
    assert_eq!(table(&page, "estimate")[0], ["20人以下 1/2（原則）", "2,500万円（上限）", "3,000万円"]);
    let page = app.get(&asked("shinjigyo-shinshutsu-3", "10000000")).await;
    let below = "下限の750万円に届きません（費用が1,500万円から）";
    assert_eq!(table(&page, "estimate")[3], ["101人以上 1/2（原則）", below, below]);
    // What is counted by the person is asked by the person; what has no rate is not worked out.
    let page = app.get(&asked("pro-jinzai-hojokin-r8", "100万")).await;
    assert!(page.text().contains("1人あたりの費用"));
    for (id, cost) in [("itpass-shutoku-hojokin", "1000000"), ("marukei", "1000000"), ("marukei", "abc")] {
        let page = app.get(&asked(id, cost)).await;
        assert!(table(&page, "estimate").is_empty(), "{id}");
        assert!(!page.body.contains("error-summary"), "{id}: there is no field to be wrong");
        assert_eq!(page.title(), app.get(&format!("/menus/{id}")).await.title(), "{id}");
    }
}

/// Classes of what the page opens at. A fragment in the address would come before it.
fn focused(page: &Page) -> Vec<String> {
    let form = page.named("form").into_iter().find(|form| form.get("method") == Some("get"));
    assert_eq!(form.and_then(|form| form.get("action").map(|a| a.contains('#'))), Some(false));
    let focused = page.tags().into_iter().filter(|tag| tag.has("autofocus"));
    focused.map(|tag| tag.get("class").unwrap_or_default().to_owned()).collect()
}

async fn a_cost_that_cannot_be_read_is_explained_and_kept(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let (no_number, too_far) =
        ("費用を数字で入れてください（例：300万、3000000）", "1円から1兆円までの費用で入れてください");
    for (typed, sentence) in [
        ("abc", no_number),
        ("1.5", no_number),
        ("-5", no_number),
        ("0", too_far),
        ("99999999999999999999", too_far),
        ("\"><script>", no_number),
        ("", no_number),
        (" ", no_number),
        ("\u{3000}", no_number),
    ] {
        let page = app.get(&asked("jizokuka-general-20", typed)).await;
        assert_eq!(page.status, 200, "{typed}");
        assert!(page.title().starts_with("エラー："), "{typed}: {}", page.title());
        assert_eq!(
            page.element("div.error-summary"),
            format!("入力内容に問題があります{sentence}"),
            "{typed}"
        );
        assert_eq!(page.element("span.field-error"), format!("エラー：{sentence}"), "{typed}");
        assert_eq!(focused(&page), ["error-summary"], "{typed}");
        let cost = page.named("input").into_iter().find(|input| input.get("name") == Some("cost"));
        let cost = cost.expect("the field");
        assert_eq!((cost.get("value"), cost.get("aria-invalid")), (Some(typed), Some("true")), "{typed}");
        assert!(table(&page, "estimate").is_empty(), "{typed}");
    }
    let unasked = app.get("/menus/jizokuka-general-20").await;
    assert!(!unasked.title().starts_with("エラー：") && focused(&unasked).is_empty());
    let long = app.get(&asked("jizokuka-general-20", &"9".repeat(5_000))).await;
    assert!(long.status == 200 && long.body.len() < 60_000);
}

async fn the_way_to_a_diagnosis_is_shown_to_those_without_one(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let path = "/menus/jizokuka-general-20";
    assert!(app.get(path).await.text().contains(words::START));
    let cookie = format!("dx-diagnosis={}", app.submitted(&[]).await);
    let page = app.get_with(path, &[("cookie", &cookie)]).await;
    assert!(page.body.contains("class=\"verdict\"") && !page.text().contains(words::START));
}

async fn all_rounds_are_shown_and_the_one_that_counts_is_marked(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let mut sources = tests::sources();
    let menus = sources.menus["menu"].as_array_mut().expect("a list");
    let menu = menus.iter_mut().find(|menu| menu["id"] == "jizokuka-general-20").expect("there");
    let fields = menu.as_object_mut().expect("an object");
    fields.remove("opens");
    fields.remove("closes");
    fields.insert(
        "rounds".to_owned(),
        serde_json::json!([
            {"name": "第20回", "opens": "2026-11-05", "closes": "2026-12-15"},
            {"name": "第19回", "opens": "2026-06-01", "closes": "2026-07-31"},
            {"opens": "2027-03-01"},
        ]),
    );
    app.store.load_content(&sources, &tests::content(&sources)).await.expect("loaded");
    let page = app.get("/menus/jizokuka-general-20").await;
    let rounds = html::elements(&page.body, "table").into_iter().next().expect("a table");
    let rows = html::elements(html::element(rounds, "tbody"), "tr");
    let texts: Vec<String> = rows.iter().map(|row| html::text(row)).collect();
    assert_eq!(
        texts,
        [
            "第19回2026年6月1日（月） から 2026年7月31日（金） まで終了",
            "第20回2026年11月5日（木） から 2026年12月15日（火） まで受付中 （いまの募集回）",
            "–2027年3月1日（月） からこれから始まる",
        ]
    );
    let marked: Vec<bool> = rows.iter().map(|row| row.starts_with("<tr aria-current=\"true\"")).collect();
    assert_eq!(marked, [false, true, false]);
    assert!(page.text().contains("あと23日"));
    // One round needs no table.
    assert!(!app.get("/menus/hatarakikata-r8").await.text().contains("募集回"));
}

async fn similar_menus_share_pains_and_solutions_and_are_not_closed(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let menus = written();
    let shares = |a: &toml::Table, b: &toml::Table, key: &str| {
        let of = |menu: &toml::Table| -> Vec<String> {
            let items = menu[key].as_array().expect("a list").iter();
            items.map(|item| item.as_str().expect("a text").to_owned()).collect()
        };
        let theirs = of(b);
        of(a).iter().filter(|one| theirs.contains(one)).count()
    };
    let mut shown = 0;
    for menu in &menus {
        let id = text(menu, "id").expect("an id");
        let page = app.get(&format!("/menus/{id}")).await;
        let mut alike: Vec<(usize, &str)> = menus
            .iter()
            .filter(|other| text(other, "id") != Some(id) && window(other).0 != "終了")
            .map(|other| (shares(menu, other, "pains"), shares(menu, other, "solutions"), other))
            .filter(|(pains, solutions, _)| *pains > 0 && *solutions > 0)
            .map(|(pains, solutions, other)| (3 * pains + solutions, text(other, "id").expect("an id")))
            .collect();
        alike.sort_by_key(|(likeness, _)| std::cmp::Reverse(*likeness));
        let section = html::elements(&page.body, "section.section");
        let section = section.into_iter().find(|section| section.contains("id=\"similar\""));
        let links: Vec<String> = section.map_or(Vec::new(), |section| {
            let links = html::tags(section).into_iter().filter(|tag| tag.name == "a");
            links.filter_map(|a| a.get("href").map(|href| href["/menus/".len()..].to_owned())).collect()
        });
        assert_eq!(links.len(), alike.len().min(5), "{id}");
        // Of those that are equally alike another rule tells the order; how alike they are must fall.
        let likeness = |id: &String| alike.iter().find(|(_, other)| other == id).expect("alike").0;
        let falling: Vec<usize> = links.iter().map(likeness).collect();
        let most: Vec<usize> = alike.iter().take(5).map(|(likeness, _)| *likeness).collect();
        assert_eq!(falling, most, "{id}");
        shown += links.len();
    }
    assert!(shown > 100, "{shown}");
}
