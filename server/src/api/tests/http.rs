//! Paths, methods, sizes, kinds of content, caches, other origins.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::json;

use super::support::{assert_problem, get, post, post_json, send};

const PATHS: [&str; 4] = [
    "/api/v1/questionnaire",
    "/api/v1/menus",
    "/api/v1/menus/digital-ai-2026-regular",
    "/api/v1/openapi.json",
];

fn request(method: &str, path: &str) -> Request<Body> {
    Request::builder().method(method).uri(path).body(Body::empty()).expect("a request")
}

#[tokio::test]
async fn what_is_not_there_is_a_problem_document() {
    for path in ["/api/v1/nothing", "/api/v1/menus/a/b", "/api/v1/menus/no-such-menu", "/api/v1/menus/%FF"] {
        assert_problem(&get(path).await, 404, path);
    }
    assert_problem(&post("/api/v1/nothing", "").await, 404, "POST");
}

#[tokio::test]
async fn the_root_leads_to_the_page() {
    for path in ["/api/v1", "/api/v1/"] {
        let answer = get(path).await;
        assert_eq!(answer.status, StatusCode::TEMPORARY_REDIRECT);
        assert_eq!(answer.header(header::LOCATION), "/api");
    }
}

#[tokio::test]
async fn other_methods_are_told_which_are_allowed() {
    for (method, path, allowed) in [
        ("POST", "/api/v1/menus", "GET,HEAD,OPTIONS"),
        ("DELETE", "/api/v1/menus/digital-ai-2026-regular", "GET,HEAD,OPTIONS"),
        ("GET", "/api/v1/matches", "POST,OPTIONS"),
        ("PUT", "/api/v1/score", "POST,OPTIONS"),
    ] {
        let answer = send(request(method, path)).await;
        assert_problem(&answer, 405, path);
        let mut methods: Vec<&str> = answer.header(header::ALLOW).split(',').map(str::trim).collect();
        let mut expected: Vec<&str> = allowed.split(',').collect();
        methods.sort_unstable();
        expected.sort_unstable();
        assert_eq!(methods, expected, "{method} {path}");
    }
}

#[tokio::test]
async fn pages_of_other_origins_may_ask() {
    for (path, methods) in [("/api/v1/menus", "GET, HEAD, OPTIONS"), ("/api/v1/matches", "POST, OPTIONS")] {
        let answer = send(request("OPTIONS", path)).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT);
        assert_eq!(answer.header(header::ACCESS_CONTROL_ALLOW_METHODS), methods);
        assert!(answer.header(header::ACCESS_CONTROL_ALLOW_HEADERS).contains("Content-Type"));
        assert_eq!(answer.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "*");
    }
    for answer in [get("/api/v1/menus").await, post("/api/v1/score", "{").await, get("/api/v1/x").await] {
        assert_eq!(answer.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "*");
    }
}

#[tokio::test]
async fn an_answer_that_is_known_is_not_sent_again() {
    for path in PATHS {
        let first = get(path).await;
        assert_eq!(first.status, StatusCode::OK, "{path}");
        assert_eq!(first.header(header::CONTENT_TYPE), "application/json");
        assert!(first.header(header::CACHE_CONTROL).starts_with("public"), "{path}");
        let tag = first.header(header::ETAG).to_owned();
        for (asked, status) in [
            (tag.clone(), StatusCode::NOT_MODIFIED),
            (format!("\"x\", {}", tag.trim_start_matches("W/")), StatusCode::NOT_MODIFIED),
            ("*".to_owned(), StatusCode::NOT_MODIFIED),
            ("W/\"x\"".to_owned(), StatusCode::OK),
        ] {
            let again = Request::get(path).header(header::IF_NONE_MATCH, asked).body(Body::empty());
            let again = send(again.expect("a request")).await;
            assert_eq!(again.status, status, "{path}");
            assert_eq!(again.body.is_empty(), status == StatusCode::NOT_MODIFIED);
            assert_eq!(again.header(header::ETAG), tag);
        }
        let head = send(request("HEAD", path)).await;
        assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0), "{path}");
    }
    let worked_out = post_json("/api/v1/score", &json!({"answers": {}})).await;
    assert_eq!(worked_out.header(header::CACHE_CONTROL), "no-store");
}

#[tokio::test]
async fn only_json_is_read() {
    for (kind, status) in [
        (Some("application/json"), 200),
        (Some("application/json; charset=UTF-8"), 200),
        (Some("Application/JSON;charset=\"utf-8\""), 200),
        (Some("application/ld+json"), 200),
        (Some("application/json; charset=shift_jis"), 415),
        (Some("text/plain"), 415),
        (Some("application/x-www-form-urlencoded"), 415),
        (None, 415),
    ] {
        let mut request = Request::post("/api/v1/score");
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        let answer = send(request.body(Body::from(r#"{"answers":{}}"#)).expect("a request")).await;
        assert_eq!(answer.status.as_u16(), status, "{kind:?}");
        if status == 415 {
            assert_problem(&answer, 415, "kind");
        }
    }
}

#[tokio::test]
async fn sixty_four_kibibytes_are_enough() {
    let padded = |length: usize| {
        let body = r#"{"answers":{}}"#;
        format!("{body}{}", " ".repeat(length - body.len()))
    };
    assert_eq!(post("/api/v1/score", padded(65_536)).await.status, StatusCode::OK);
    assert_problem(&post("/api/v1/score", padded(65_537)).await, 413, "one byte more");
    let chunks = futures::stream::iter((0..64).map(|_| Ok::<_, std::io::Error>(" ".repeat(16 * 1024))));
    assert_problem(&post("/api/v1/matches", Body::from_stream(chunks)).await, 413, "without length");
}

#[tokio::test]
async fn a_broken_upload_is_no_server_error() {
    let chunks = futures::stream::iter([Ok("{"), Err(std::io::Error::other("cut"))]);
    assert_problem(&post("/api/v1/matches", Body::from_stream(chunks)).await, 400, "cut");
}

/// The page's router brings a fallback of its own; ours must still answer under its paths.
#[tokio::test]
async fn it_stands_beside_pages() {
    use tower::ServiceExt;
    let pages = axum::Router::new().fallback(|| async { "page" });
    let both = pages.merge(crate::api::router(super::support::backend()));
    let ask = |method: &'static str, path: &'static str| {
        let both = both.clone();
        async move { both.oneshot(request(method, path)).await.expect("infallible").status().as_u16() }
    };
    assert_eq!(ask("GET", "/api").await, 200);
    assert_eq!(ask("GET", "/api/v1/nothing").await, 404);
    assert_eq!(ask("GET", "/api/v1/matches").await, 405);
    assert_eq!(ask("GET", "/api/v1/menus").await, 200);
}

#[tokio::test]
async fn the_page_gets_what_the_network_gets() {
    let interface = super::support::backend().interface;
    let (status, text) = interface.post("/api/v1/score", r#"{"answers":{}}"#.to_owned()).await;
    assert_eq!(status, 200);
    assert!(text.lines().count() > 10, "{text}");
    assert_eq!(interface.post("/api/v1/score", "{".to_owned()).await.0, 400);
    assert_eq!(interface.post("no path", String::new()).await.0, 500);
}
