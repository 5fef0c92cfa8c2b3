//! `/open-data`: the pages, the frozen files, and the catalogue.

use std::collections::{BTreeMap, BTreeSet};

use app::words::open_data as words;
use app::words::open_data::columns::SURVEY;
use axum::body::Body;
use axum::http::Method;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::Query;
use serde_json::Value;
use sha2::{Digest, Sha256};
use tests::{HOST, TestApp, TestDatabase, at, request};

use crate::store::publication::{RESPONDENTS, answered_by, done};

tests::on_both_databases! {
    nothing_is_published_at_first,
    the_page_lists_what_is_published,
    a_file_is_what_its_tag_and_checksum_say,
    a_body_is_read_only_to_be_sent,
    any_site_may_read,
    what_is_hidden_is_never_blank,
    the_package_describes_every_file,
    the_catalogue_is_dcat,
    the_interface_tells_what_is_published_and_no_more,
    other_addresses_find_nothing,
}

async fn with_a_quarter(database: TestDatabase) -> TestApp {
    let app = TestApp::new(database).await;
    app.database.clock.set(at("2026-05-10T10:00:00+09:00"));
    answered_by(&app.store, &RESPONDENTS).await;
    app.database.clock.set(at("2026-07-01T00:00:00+09:00"));
    done(&app.store, "R8-Q1").await;
    app
}

const CSV: &str = "/open-data/R8-Q1/v1/survey-indicators.csv";

async fn body(app: &TestApp, path: &str) -> Vec<u8> {
    let (status, _, body) = app.bytes(request(Method::GET, path, &[], Body::empty())).await;
    assert_eq!(status, 200, "{path}");
    body
}

async fn json(app: &TestApp, path: &str) -> Value {
    serde_json::from_slice(&body(app, path).await).expect("JSON")
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Addresses of ours without the host.
fn path(address: &str) -> String {
    address.strip_prefix(&format!("http://{HOST}")).expect("an address of ours").to_owned()
}

async fn nothing_is_published_at_first(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let page = app.get("/open-data").await;
    assert!(page.text().contains(words::NOTHING_YET), "{}", page.text());
    assert!(app.get("/open-data/how-to").await.text().contains(words::HOW_TO_EXAMPLE));
    let catalogue = json(&app, "/open-data/catalog.jsonld").await;
    assert_eq!(catalogue["dcat:dataset"], Value::Array(Vec::new()));
    let footer = app.get("/menus").await;
    assert!(footer.tags().iter().any(|tag| tag.get("href") == Some("/open-data")));
}

async fn the_page_lists_what_is_published(database: TestDatabase) {
    let app = with_a_quarter(database).await;
    let page = app.get("/open-data").await;
    let text = page.text();
    for said in [
        "令和8年度 第1四半期（4〜6月）",
        "第1版、2026年7月1日（水）公開",
        "CC BY 4.0",
        "x は、0 でも空でもなく",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains(words::NOTHING_YET));
    for column in SURVEY.columns {
        assert!(text.contains(column.name) && text.contains(column.title), "{}", column.name);
    }
    let links: BTreeSet<String> = page
        .tags()
        .iter()
        .filter_map(|tag| tag.get("href"))
        .filter(|href| href.contains("/v1/"))
        .map(str::to_owned)
        .collect();
    assert_eq!(links.len(), 3 + 7);
    for link in links {
        assert!(text.contains(&sha256(&body(&app, &link).await)), "{link}");
    }
    let how_to = app.get("/open-data/how-to").await;
    assert!(how_to.body.contains(&format!("http://{HOST}/open-data/R8-Q1/survey-indicators.csv")));
    assert!(!how_to.text().contains(words::HOW_TO_EXAMPLE));
}

async fn a_file_is_what_its_tag_and_checksum_say(database: TestDatabase) {
    let app = with_a_quarter(database).await;
    // Compression would make other bytes of it.
    let plain = [("accept-encoding", "gzip, br")];
    let (status, headers, body) = app.bytes(request(Method::GET, CSV, &plain, Body::empty())).await;
    let header = |name: &str| headers.get(name).map_or("", |value| value.to_str().expect("ASCII"));
    let tag = format!("\"{}\"", sha256(&body));
    assert_eq!((status, header("etag"), header("content-encoding")), (200, tag.as_str(), ""));
    assert_eq!(header("content-type"), "text/csv; charset=utf-8; header=present");
    assert_eq!(header("last-modified"), "Tue, 30 Jun 2026 15:00:00 GMT");
    assert_eq!(header("cache-control"), "public, max-age=31536000, immutable, no-transform");
    assert!(body.starts_with(b"\xef\xbb\xbfperiod,period_from,"));
    for asked in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
        let not_modified = app.get_with(CSV, &[("if-none-match", &asked)]).await;
        assert_eq!((not_modified.status, not_modified.body.as_str()), (304, ""), "{asked}");
        assert_eq!(not_modified.header("etag"), tag);
    }
    assert_eq!(app.get_with(CSV, &[("if-none-match", "\"other\"")]).await.status, 200);
    let (status, headers, nothing) = app.bytes(request(Method::HEAD, CSV, &[], Body::empty())).await;
    assert_eq!((status, nothing.len()), (200, 0));
    assert_eq!(headers["etag"].to_str().expect("ASCII"), tag);
    assert_eq!(headers["content-length"].to_str().expect("ASCII"), body.len().to_string());
    let latest = app.get("/open-data/R8-Q1/survey-indicators.csv").await;
    assert_eq!(
        (latest.status, latest.location(), latest.header("cache-control")),
        (302, CSV, "public, no-cache, no-transform")
    );
}

/// Without the bodies, all but sending them goes on.
async fn a_body_is_read_only_to_be_sent(database: TestDatabase) {
    let app = with_a_quarter(database).await;
    let whole = body(&app, CSV).await;
    let emptied = Query::update().table("publication_file").value("body", Vec::<u8>::new()).take();
    app.database.connection().await.execute(&emptied).await.expect("the database obeys");
    assert_eq!(body(&app, CSV).await, b"", "what is sent is what is stored");
    let (status, headers, _) = app.bytes(request(Method::HEAD, CSV, &[], Body::empty())).await;
    let header = |name: &str| headers[name].to_str().expect("ASCII").to_owned();
    assert_eq!(
        (status, header("content-length"), header("etag")),
        (200, whole.len().to_string(), format!("\"{}\"", sha256(&whole)))
    );
    assert_eq!(header("content-type"), "text/csv; charset=utf-8; header=present");
    assert_eq!(app.get_with(CSV, &[("if-none-match", &header("etag"))]).await.status, 304);
    assert!(app.get("/open-data").await.text().contains(&sha256(&whole)));
}

async fn any_site_may_read(database: TestDatabase) {
    let app = with_a_quarter(database).await;
    let others = [("origin", "https://elsewhere.example"), ("sec-fetch-site", "cross-site")];
    for path in [CSV, "/open-data/catalog.jsonld", "/open-data/R8-Q1/datapackage.json"] {
        let page = app.get_with(path, &others).await;
        assert_eq!(page.header("access-control-allow-origin"), "*", "{path}");
        let asked = request(Method::OPTIONS, path, &others, Body::empty());
        let allowed = app.send(asked).await;
        assert_eq!(
            (allowed.status, allowed.header("access-control-allow-methods")),
            (204, "GET, HEAD, OPTIONS"),
            "{path}"
        );
    }
}

async fn what_is_hidden_is_never_blank(database: TestDatabase) {
    let app = with_a_quarter(database).await;
    let bytes = body(&app, CSV).await;
    let mut reader = csv::Reader::from_reader(&bytes[3..]);
    let head: Vec<String> = reader.headers().expect("a head").iter().map(str::to_owned).collect();
    assert_eq!(head, SURVEY.columns.iter().map(|column| column.name).collect::<Vec<_>>());
    let rows: Vec<BTreeMap<String, String>> = reader
        .records()
        .map(|row| head.iter().cloned().zip(row.expect("a row").iter().map(str::to_owned)).collect())
        .collect();
    let mut hidden = 0;
    for row in &rows {
        let numbers = ["answered", "count", "share_percent"].map(|name| row[name].as_str());
        assert!(numbers.iter().all(|number| !number.is_empty()), "{row:?}");
        let has_x = numbers.contains(&"x");
        assert_eq!(has_x, row["note"] == words::HIDDEN, "{row:?}");
        assert!(!has_x || numbers[2] == "x", "{row:?}");
        for number in numbers.into_iter().take(2).filter(|number| *number != "x") {
            let number: u64 = number.parse().expect("a number");
            assert!(number == 0 || number >= 5, "{row:?}");
        }
        hidden += usize::from(has_x);
    }
    assert!(hidden > 0 && hidden < rows.len(), "{hidden} of {}", rows.len());
    // JSON says the same.
    let json = json(&app, &CSV.replace(".csv", ".json")).await;
    let same = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let objects = json.as_array().expect("a list");
    assert_eq!(objects.len(), rows.len());
    for (object, row) in objects.iter().zip(&rows) {
        let read: BTreeMap<String, String> = object
            .as_object()
            .expect("an object")
            .iter()
            .map(|(name, value)| (name.clone(), same(value)))
            .collect();
        assert_eq!(&read, row);
    }
}

async fn the_package_describes_every_file(database: TestDatabase) {
    let app = with_a_quarter(database).await;
    for set in ["R8-Q1", "catalogue"] {
        let package = json(&app, &format!("/open-data/{set}/v1/datapackage.json")).await;
        assert_eq!(package["licenses"][0]["name"], "CC-BY-4.0");
        let resources = package["resources"].as_array().expect("a list");
        assert_eq!(resources.len(), if set == "catalogue" { 6 } else { 2 });
        for resource in resources {
            let name = resource["path"].as_str().expect("a name");
            let bytes = body(&app, &format!("/open-data/{set}/v1/{name}")).await;
            assert_eq!(resource["hash"], format!("sha256:{}", sha256(&bytes)), "{name}");
            assert_eq!(resource["bytes"], bytes.len(), "{name}");
            if name.ends_with(".csv") {
                let mut reader = csv::Reader::from_reader(&bytes[3..]);
                let head: Vec<&str> = reader.headers().expect("a head").iter().collect();
                let fields = resource["schema"]["fields"].as_array().expect("fields");
                assert_eq!(
                    fields.iter().filter_map(|f| f["name"].as_str()).collect::<Vec<_>>(),
                    head,
                    "{name}"
                );
            }
        }
    }
}

/// The properties that W3C's DCAT and its European profile ask for, and every address leads somewhere.
async fn the_catalogue_is_dcat(database: TestDatabase) {
    let app = with_a_quarter(database).await;
    let response = app.get("/open-data/catalog.jsonld").await;
    assert_eq!(response.header("content-type"), "application/ld+json; charset=utf-8");
    let catalogue: Value = serde_json::from_str(&response.body).expect("JSON");
    let has = |node: &Value, kind: &str, needed: &[&str]| {
        assert_eq!(node["@type"], kind);
        for property in needed {
            let value = &node[*property];
            let is_there = value.as_str().map_or(!value.is_null(), |text| !text.is_empty());
            assert!(is_there, "{kind} without {property}: {node}");
            let (prefix, _) = property.split_once(':').expect("a prefixed name");
            assert!(
                prefix.starts_with('@') || catalogue["@context"][prefix].is_string(),
                "{prefix} means nothing"
            );
        }
    };
    has(
        &catalogue,
        "dcat:Catalog",
        &[
            "dct:title",
            "dct:description",
            "dct:publisher",
            "dct:license",
            "dct:modified",
            "dct:language",
            "foaf:homepage",
            "dcat:dataset",
        ],
    );
    assert_eq!(path(catalogue["@id"].as_str().expect("an id")), "/open-data/catalog.jsonld");
    let page = app.get("/open-data").await;
    let datasets = catalogue["dcat:dataset"].as_array().expect("a list");
    assert_eq!(
        datasets.iter().map(|one| one["dct:identifier"].as_str().expect("a code")).collect::<Vec<_>>(),
        ["R8-Q1", "catalogue"]
    );
    for dataset in datasets {
        has(
            dataset,
            "dcat:Dataset",
            &[
                "dct:title",
                "dct:description",
                "dct:identifier",
                "dct:issued",
                "dct:modified",
                "dct:publisher",
                "dct:license",
                "dcat:keyword",
                "dcat:landingPage",
                "dcat:distribution",
            ],
        );
        let id = path(dataset["@id"].as_str().expect("an id"));
        let (address, anchor) = id.split_once('#').expect("a place on the page");
        assert_eq!(address, "/open-data");
        assert!(page.tags().iter().any(|tag| tag.get("id") == Some(anchor)), "{anchor}");
        for file in dataset["dcat:distribution"].as_array().expect("a list") {
            has(
                file,
                "dcat:Distribution",
                &[
                    "dct:title",
                    "dct:license",
                    "dcat:accessURL",
                    "dcat:downloadURL",
                    "dcat:mediaType",
                    "dcat:byteSize",
                    "spdx:checksum",
                ],
            );
            assert_eq!(file["@id"], file["dcat:downloadURL"]);
            let bytes = body(&app, &path(file["dcat:downloadURL"].as_str().expect("an address"))).await;
            assert_eq!(file["dcat:byteSize"], bytes.len().to_string());
            assert_eq!(file["spdx:checksum"]["spdx:checksumValue"], sha256(&bytes));
        }
    }
    assert_eq!(datasets[0]["dct:temporal"]["dcat:startDate"], "2026-04-01");
    assert_eq!(datasets[0]["dct:temporal"]["dcat:endDate"], "2026-06-30");
    let tag = response.header("etag").to_owned();
    assert_eq!(app.get_with("/open-data/catalog.jsonld", &[("if-none-match", &tag)]).await.status, 304);
}

async fn other_addresses_find_nothing(database: TestDatabase) {
    let app = with_a_quarter(database).await;
    for path in [
        "/open-data/R8-Q1/v2/survey-indicators.csv",
        "/open-data/R8-Q1/v01/survey-indicators.csv",
        "/open-data/R8-Q1/v-1/survey-indicators.csv",
        "/open-data/R8-Q1/v99999999999/survey-indicators.csv",
        "/open-data/R8-Q1/v1/support-menus.csv",
        "/open-data/R8-Q1/v1/%FF",
        "/open-data/R8-Q1/v1/%00",
        "/open-data/R8-Q1/v1/survey-indicators.csv%00",
        "/open-data/R8-Q1/%00",
        "/open-data/%00/v1/survey-indicators.csv",
        "/open-data/R8-Q2/survey-indicators.csv",
        "/open-data/r8-q1/survey-indicators.csv",
        "/open-data/nowhere/survey-indicators.csv",
        "/open-data/R8-Q1",
    ] {
        let page = app.get(path).await;
        assert_eq!(page.status, 404, "{path}");
        assert!(page.body.contains("見つかりません"), "{path}");
    }
}

/// A share, asked about at every size of business.
const UPTAKE: &str = "/api/v1/indicators/survey-dx-uptake-rate";

async fn the_interface_tells_what_is_published_and_no_more(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let nothing = json(&app, UPTAKE).await;
    assert_eq!((&nothing["published"], &nothing["figures"]), (&Value::Null, &Value::Array(Vec::new())));

    app.database.clock.set(at("2026-05-10T10:00:00+09:00"));
    answered_by(&app.store, &RESPONDENTS).await;
    let before = json(&app, UPTAKE).await;
    assert_eq!(before, nothing, "counted, and not published");

    app.database.clock.set(at("2026-07-01T00:00:00+09:00"));
    done(&app.store, "R8-Q1").await;
    let list = json(&app, "/api/v1/indicators").await;
    assert_eq!(list["survey"].as_array().map(Vec::len), Some(10));
    let plans = list["plan"].as_array().expect("a list");
    assert_eq!(plans.iter().flat_map(|plan| plan["figures"].as_array().expect("a list")).count(), 38);
    let periods = list["published"].as_array().expect("a list");
    assert_eq!(
        (periods.len(), &periods[0]["period"], &periods[0]["to"]),
        (1, &"R8-Q1".into(), &"2026-06-30".into())
    );

    let frozen = json(&app, periods[0]["url"].as_str().expect("an address")).await;
    let of_uptake = |row: &&Value| row["indicator_id"] == "survey-dx-uptake-rate";
    let frozen: Vec<&Value> = frozen.as_array().expect("rows").iter().filter(of_uptake).collect();
    let all = json(&app, UPTAKE).await;
    let figures = all["figures"].as_array().expect("a list");
    assert_eq!(figures.len(), frozen.len());
    for (figure, row) in figures.iter().zip(frozen) {
        for (name, value) in figure.as_object().expect("an object") {
            assert_eq!(value, &row[name], "{name} of {row}");
        }
    }
    assert!(
        figures.iter().any(|figure| figure["count"] == "x")
            && figures.iter().any(|figure| figure["count"].is_u64())
    );

    let by_size = json(&app, &format!("{UPTAKE}?period=R8-Q1&breakdown=employee_size")).await;
    let by_size = by_size["figures"].as_array().expect("a list");
    let expected: Vec<&Value> =
        figures.iter().filter(|figure| figure["breakdown"] == "employee_size").collect();
    assert!(!expected.is_empty() && by_size.iter().eq(expected));
    for (path, status) in [
        ("?period=R8", 400),
        ("?period=2026-05", 400),
        ("?period=catalogue", 400),
        ("?breakdown=weather", 400),
        ("?by=industry", 400),
        ("x", 404),
    ] {
        let refused = app.bytes(request(Method::GET, &format!("{UPTAKE}{path}"), &[], Body::empty())).await;
        assert_eq!(refused.0, status, "{path}");
    }
}
