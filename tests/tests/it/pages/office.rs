//! Until staff can sign in, the officers' page opens on the server's own machine only.

use std::net::SocketAddr;

use app::refusal::Refusal;
use app::words::refusal::sentences;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Method;
use tests::{Page, TestApp, TestDatabase, html, request};

tests::on_both_databases! {
    it_opens_here,
    it_opens_to_nobody_else,
}

type Headers = &'static [(&'static str, &'static str)];

async fn open(app: &TestApp, path: &str, peer: Option<&str>, headers: &[(&str, &str)]) -> Page {
    let mut request = request(Method::GET, path, headers, Body::empty());
    request.extensions_mut().remove::<ConnectInfo<SocketAddr>>();
    if let Some(peer) = peer {
        request.extensions_mut().insert(ConnectInfo::<SocketAddr>(peer.parse().expect("an address")));
    }
    app.send(request).await
}

async fn it_opens_here(database: TestDatabase) {
    let app = TestApp::new(database).await;
    for peer in ["127.0.0.1:5000", "127.9.9.9:5000", "[::1]:5000", "[::ffff:127.0.0.1]:5000"] {
        for host in ["localhost:3000", "localhost", "127.0.0.1:3000", "[::1]:3000", "[::1]"] {
            let page = open(&app, "/office", Some(peer), &[("host", host)]).await;
            assert_eq!((page.status, page.header("cache-control")), (200, "no-store"), "{peer} {host}");
            let list = html::tags(html::element(&page.body, "ul.plain-list"));
            let links: Vec<&str> = list.iter().filter_map(|tag| tag.get("href")).collect();
            let officers = [
                "/office/menus",
                "/office/gaps",
                "/office/drafts",
                "/office/menus-table",
                "/office/freshness",
                "/office/plan",
                "/office/funnel",
                "/office/afterwards",
                "/office/warnings",
                "/office/mail",
                "/office/audit",
            ];
            assert_eq!(links, officers, "all of the officers' pages in one list");
        }
    }
}

async fn it_opens_to_nobody_else(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let here = Some("127.0.0.1:5000");
    let cases: [(&str, Option<&str>, Headers); 15] = [
        ("/office", Some("192.0.2.7:5000"), &[]),
        ("/office", Some("[2001:db8::1]:5000"), &[]),
        ("/office", Some("[::ffff:192.0.2.7]:5000"), &[]),
        ("/office", None, &[]),
        ("/office", here, &[("x-forwarded-for", "127.0.0.1")]),
        ("/office", here, &[("forwarded", "for=127.0.0.1")]),
        ("/office", here, &[("x-real-ip", "127.0.0.1")]),
        ("/office", here, &[("host", "evil.example")]),
        ("/office", here, &[("host", "localhost.evil.example:3000")]),
        ("/office", here, &[("host", "127.0.0.1.evil.example")]),
        ("/office/freshness", Some("192.0.2.7:5000"), &[]),
        ("/office/freshness", here, &[("x-forwarded-for", "127.0.0.1")]),
        ("/office?made_up=1", here, &[("host", "evil.example")]),
        ("/office/", here, &[("host", "evil.example")]),
        ("/%6Ffice", Some("192.0.2.7:5000"), &[]),
    ];
    app.submitted(&[]).await;
    for (path, peer, headers) in cases {
        let page = open(&app, path, peer, headers).await;
        let what = format!("{path} {peer:?} {headers:?}");
        assert!(!page.body.contains("stat__number") && !page.body.contains("wait-list__item"), "{what}");
        if path.starts_with("/office") {
            let (heading, _) = sentences(Refusal::OfficeOnlyHere);
            assert_eq!((page.status, page.heading().as_str()), (403, heading), "{what}");
        }
    }
}
