//! The list of doors against the routers: no address without its line, and no line without its address.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use app::actions::PREFIX;
use axum::http::Method as Verb;
use domain::access::Role;
use leptos::server_fn::axum::server_fn_paths;
use serde_json::Value;
use tests::doors::{self, Door, FILES, FORMS, INTERFACE, Method, PAGES, doors};
use tests::{Browser, TestApp, TestDatabase};

/// What stands in the sources of a router and is no address of its own.
const NO_DOORS: [&str; 2] = [
    // Each form has its own line.
    "/do/{action}",
    // Says that there is no such path.
    "/api/v1/{*rest}",
];
/// The one form that is sent to the router and not to a server function: it brings a file.
const WITH_FILE: &str = "/do/menu-table";

fn paths(doors: &[Door]) -> BTreeSet<String> {
    doors.iter().map(|door| door.path.to_owned()).collect()
}

fn assert_same(what: &str, there: &BTreeSet<String>, listed: &BTreeSet<String>) {
    let missing: Vec<&String> = there.difference(listed).collect();
    assert!(missing.is_empty(), "{what}: say in tests/src/doors what opens these: {missing:#?}");
    let gone: Vec<&String> = listed.difference(there).collect();
    assert!(gone.is_empty(), "{what}: in tests/src/doors, and nowhere else: {gone:#?}");
}

#[tokio::test]
async fn every_page_has_its_line() {
    let there = server::router::page_paths().into_iter();
    let there = there.map(|path| if path.is_empty() { "/".to_owned() } else { path }).collect();
    assert_same("pages", &there, &paths(PAGES));
}

#[test]
fn every_form_has_its_line() {
    let there = server_fn_paths().map(|(path, _)| path.to_owned()).chain([WITH_FILE.to_owned()]).collect();
    assert_same("forms", &there, &paths(FORMS));
}

#[tokio::test]
async fn every_path_of_the_interface_has_its_line() {
    let app = TestApp::new(TestDatabase::sqlite()).await;
    let described: Value =
        serde_json::from_str(&app.get("/api/v1/openapi.json").await.body).expect("the description");
    let paths = described["paths"].as_object().expect("paths").iter();
    let there = paths.flat_map(|(path, methods)| {
        methods.as_object().expect("methods").keys().map(move |method| format!("{method} {path}"))
    });
    let listed = INTERFACE.iter().filter(|door| door.path != "/api/v1").map(|door| {
        let method = if door.method == Method::Get { "get" } else { "post" };
        format!("{method} {}", door.path)
    });
    assert_same("the JSON interface", &there.collect(), &listed.collect());
}

#[test]
fn every_line_stands_once() {
    let mut seen: Vec<(&str, Method, doors::Opens)> = Vec::new();
    for door in doors() {
        let line = (door.path, door.method, door.opens);
        assert!(!seen.contains(&line), "{line:?}");
        seen.push(line);
    }
}

/// axum does not list its routes: the addresses are read from where they are made.
#[test]
fn every_other_route_has_its_line() {
    let listed: BTreeSet<String> = [FILES, INTERFACE, FORMS].into_iter().flat_map(paths).collect();
    let mut found = BTreeSet::new();
    for file in rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/src")) {
        let made = routes(&file);
        for path in made.iter().filter(|path| !NO_DOORS.contains(&path.as_str())) {
            let is_known = listed.iter().any(|door| is_of(door, path));
            assert!(is_known, "{}: say in tests/src/doors what opens {path}", file.display());
        }
        found.extend(made);
    }
    let gone: Vec<&Door> =
        FILES.iter().filter(|door| !found.iter().any(|path| is_of(door.path, path))).collect();
    assert!(gone.is_empty(), "in tests/src/doors/files.rs, and nowhere else: {gone:#?}");
}

/// A page that leads to the description, however it is asked for.
const HOWEVER: [&str; 1] = ["/api/v1"];

/// An address of its own for a method stands in the list too: a form that was put behind a page, or a page behind a form, is
/// found by asking each address in every other way. Asked as those whom the doors in front of it let in.
#[tokio::test]
async fn no_address_takes_a_method_that_is_not_listed() {
    let app = TestApp::new(TestDatabase::sqlite()).await;
    let nobody = Browser::new(&app);
    let (office, agency) =
        (Browser::of_staff(&app, Role::Admin).await, Browser::of_staff(&app, Role::AgencyAdmin).await);
    let mut wrong = Vec::new();
    let paths: BTreeSet<&str> = doors().map(|door| door.path).collect();
    for path in paths.into_iter().filter(|path| !HOWEVER.contains(path)) {
        let browser = match path {
            _ if path.starts_with("/agency") => &agency,
            _ if path.starts_with("/office") || path == WITH_FILE => &office,
            _ => &nobody,
        };
        let listed: Vec<Method> = doors().filter(|door| door.path == path).map(|door| door.method).collect();
        for (verb, method) in VERBS {
            if method.is_some_and(|method| listed.contains(&method)) {
                continue;
            }
            let page = browser.ask(verb.clone(), &filled(path)).await;
            if ![404, 405].contains(&page.status) {
                wrong.push(format!("{verb} {path}: {}", page.status));
            }
        }
    }
    assert!(wrong.is_empty(), "say in tests/src/doors what opens these: {wrong:#?}");
}

/// With what the list calls them; the others are never listed.
const VERBS: [(Verb, Option<Method>); 5] = [
    (Verb::GET, Some(Method::Get)),
    (Verb::POST, Some(Method::Post)),
    (Verb::PUT, None),
    (Verb::PATCH, None),
    (Verb::DELETE, None),
];

/// Something in the place of each parameter: which it is makes no difference to a router.
fn filled(path: &str) -> String {
    let part = |part: &str| if part.starts_with('{') { "0".to_owned() } else { part.to_owned() };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// Tables have one address in the source, and two endings.
fn is_of(door: &str, path: &str) -> bool {
    door.strip_prefix(path).is_some_and(|ending| ["", ".csv", ".xlsx"].contains(&ending))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries
        .flat_map(|path| match path.is_dir() {
            true if path.ends_with("tests") => Vec::new(),
            true => rust_files(&path),
            false if path.extension().is_some_and(|ending| ending == "rs") => vec![path],
            false => Vec::new(),
        })
        .collect()
}

/// A source without comments and tests.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).expect("a source");
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

/// The addresses at which a source makes routes. One that is not written there could not be read here; where one is put
/// together, all texts count that look like an address.
fn routes(file: &Path) -> BTreeSet<String> {
    let text = code(file);
    let mut found = Vec::new();
    for maker in [".route(", ".route_service(", ".nest(", ".nest_service("] {
        for rest in text.split(maker).skip(1) {
            let written = rest.trim_start().trim_start_matches("&format!(").strip_prefix('"');
            let path = written.and_then(|rest| rest.split('"').next());
            let path = path.unwrap_or_else(|| panic!("{}: write the address at {maker}", file.display()));
            found.push(address(path));
        }
    }
    if found.contains(&None) {
        found = text.split('"').skip(1).step_by(2).map(address).collect();
    }
    found.into_iter().flatten().collect()
}

fn address(text: &str) -> Option<String> {
    let text = match text.strip_prefix("{}/") {
        Some(rest) => format!("{PREFIX}/{}", rest.replace("{{", "{").replace("}}", "}")),
        None => text.to_owned(),
    };
    let address = if text.len() > 1 { text.trim_end_matches('/') } else { &text };
    address.starts_with('/').then(|| address.to_owned())
}

/// Nobody sets it but who wants the file written.
#[expect(clippy::disallowed_methods, reason = "no setting of the product")]
fn is_to_be_written() -> bool {
    std::env::var("DX_WRITE_DOCS").is_ok()
}

#[test]
fn docs_access_md_says_what_the_code_says() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/ACCESS.md");
    let made = doors::document();
    if is_to_be_written() {
        fs::write(&file, &made).expect("the file is written");
    }
    let stands = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        stands == made,
        "docs/ACCESS.md is old: DX_WRITE_DOCS=1 cargo nextest run -p tests -E 'test(docs_access)'"
    );
}
