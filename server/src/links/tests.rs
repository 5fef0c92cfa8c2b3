//! Against a server on this machine that answers as servers do.

use std::sync::{Arc, Mutex};
use std::time::Instant;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State as Shared};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::*;

/// What was asked for: method, path, who asks, when.
type Asked = Arc<Mutex<Vec<(Method, String, String, Instant)>>>;

struct Host {
    base: String,
    asked: Asked,
}

impl Host {
    async fn start() -> Host {
        let asked = Asked::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let router = Router::new().fallback(answer).with_state(Arc::clone(&asked));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Host { base, asked }
    }

    fn asked(&self) -> Vec<(Method, String)> {
        let asked = self.asked.lock().expect("no panic");
        asked.iter().map(|(method, path, ..)| (method.clone(), path.clone())).collect()
    }
}

async fn answer(Shared(asked): Shared<Asked>, request: Request) -> Response {
    let who =
        request.headers().get(header::USER_AGENT).map_or("", |who| who.to_str().expect("ASCII")).to_owned();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    asked.lock().expect("no panic").push((method.clone(), path.clone(), who, Instant::now()));
    let to = |status: StatusCode, place: &'static str| (status, [(header::LOCATION, place)]).into_response();
    match (path.as_str(), method == Method::HEAD) {
        ("/fine" | "/%E6%97%A5%E6%9C%AC", _) => "here".into_response(),
        ("/gone", _) => StatusCode::GONE.into_response(),
        ("/moved", _) => to(StatusCode::MOVED_PERMANENTLY, "/fine"),
        ("/moved-twice", _) => to(StatusCode::PERMANENT_REDIRECT, "moved"),
        ("/for-now", _) => to(StatusCode::FOUND, "/fine"),
        ("/moved-away", _) => to(StatusCode::MOVED_PERMANENTLY, "/nowhere"),
        ("/circle", _) => to(StatusCode::FOUND, "/circle"),
        ("/to-a-file", _) => to(StatusCode::FOUND, "file:///etc/passwd"),
        ("/no-head", true) => StatusCode::METHOD_NOT_ALLOWED.into_response(),
        ("/lies-to-head", true) => StatusCode::NOT_FOUND.into_response(),
        // A body without end: whoever reads it never comes back.
        ("/no-head" | "/lies-to-head", false) => Body::from_stream(endless()).into_response(),
        ("/busy", _) => StatusCode::TOO_MANY_REQUESTS.into_response(),
        ("/broken", _) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        ("/hangs", _) => {
            tokio::time::sleep(Duration::from_secs(60)).await;
            "late".into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

fn endless() -> impl futures::Stream<Item = Result<Bytes, std::io::Error>> {
    stream::unfold((), |()| async {
        tokio::time::sleep(Duration::from_millis(5)).await;
        Some((Ok(Bytes::from_static(&[b'.'; 1024])), ()))
    })
}

fn manners(delay: u64) -> Manners {
    let timeout = Duration::from_millis(1_500);
    Manners {
        delay: Duration::from_millis(delay),
        timeout,
        ..Manners::new(Duration::ZERO, "https://dx.example")
    }
}

async fn states(urls: impl IntoIterator<Item = String>, manners: &Manners) -> Vec<State> {
    let links = urls.into_iter().map(|url| Link { url, menus: vec!["menu".to_owned()] }).collect();
    check(links, manners, || ()).await.into_iter().map(|(_, state)| state).collect()
}

#[tokio::test]
async fn every_answer_has_its_meaning() {
    let host = Host::start().await;
    let fine = format!("{}/fine", host.base);
    let status = |code| State::Unreachable(Trouble::Status(code));
    for (path, expected) in [
        ("/fine", State::Fine),
        ("/fine#part", State::Fine),
        ("/日本", State::Fine),
        ("/for-now", State::Fine),
        ("/no-head", State::Fine),
        ("/lies-to-head", State::Fine),
        ("/moved", State::Moved { to: fine.clone() }),
        ("/moved-twice", State::Moved { to: fine.clone() }),
        ("/nowhere", State::Gone { status: 404 }),
        ("/gone", State::Gone { status: 410 }),
        ("/moved-away", State::Gone { status: 404 }),
        ("/broken", status(500)),
        ("/busy", status(429)),
        ("/to-a-file", status(302)),
        ("/circle", State::Unreachable(Trouble::TooManyRedirects)),
        ("/hangs", State::Unreachable(Trouble::TooSlow)),
    ] {
        let found = states([format!("{}{path}", host.base)], &manners(0)).await;
        assert_eq!(found, [expected], "{path}");
    }
    let asked = host.asked();
    let times = |method: Method, path: &str| {
        asked.iter().filter(|one| **one == (method.clone(), path.to_owned())).count()
    };
    assert_eq!(
        (times(Method::HEAD, "/busy"), times(Method::GET, "/busy")),
        (1, 0),
        "who is busy is left alone"
    );
    assert_eq!(times(Method::HEAD, "/circle"), MAX_REDIRECTS + 1);
    assert_eq!(
        (times(Method::GET, "/fine"), times(Method::GET, "/no-head")),
        (0, 1),
        "GET only where HEAD is refused"
    );
    let asked = host.asked.lock().expect("no panic");
    assert!(
        asked
            .iter()
            .all(|(_, _, who, _)| who.starts_with("dx-shindan/") && who.contains("https://dx.example"))
    );
}

#[tokio::test]
async fn what_cannot_be_asked_is_said() {
    let nobody =
        tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port").local_addr().expect("an address");
    let found = states(
        [
            format!("http://{nobody}/"),
            "https://".to_owned(),
            "ftp://example.jp/".to_owned(),
            "広島".to_owned(),
        ],
        &manners(0),
    )
    .await;
    assert!(matches!(&found[0], State::Unreachable(Trouble::NoConnection(_))), "{found:?}");
    assert!(found[1..].iter().all(|state| *state == State::Unreachable(Trouble::BadAddress)), "{found:?}");
}

#[tokio::test]
async fn a_host_is_asked_once_in_a_while_and_other_hosts_meanwhile() {
    let (one, other) = (Host::start().await, Host::start().await);
    let by_name = other.base.replace("127.0.0.1", "localhost");
    let urls = [
        format!("{}/fine", one.base),
        format!("{by_name}/fine"),
        format!("{}/moved", one.base),
        format!("{by_name}/for-now"),
    ];
    let begun = Instant::now();
    let found = states(urls, &manners(500)).await;
    let took = begun.elapsed();
    assert!(matches!(found[..], [State::Fine, State::Fine, State::Moved { .. }, State::Fine]), "{found:?}");
    for host in [&one, &other] {
        let asked = host.asked.lock().expect("no panic");
        let times: Vec<Instant> = asked.iter().map(|(.., at)| *at).collect();
        assert_eq!(times.len(), 3);
        let gaps = times.windows(2).map(|pair| pair[1].duration_since(pair[0]));
        assert!(gaps.into_iter().all(|gap| gap >= Duration::from_millis(250)), "{times:?}");
    }
    // Three requests to each: two delays side by side, where one after the other they would be five.
    let delays = Duration::from_secs(1)..Duration::from_millis(2_400);
    assert!(delays.contains(&took), "{took:?}");
}

#[test]
fn every_address_is_asked_for_once_with_all_its_menus() {
    let content = crate::content::Files::seed().check().expect("the seed is sound").content;
    let links = links_of(&content.menus);
    let urls: std::collections::BTreeSet<&str> = links.iter().map(|link| link.url.as_str()).collect();
    assert_eq!(urls.len(), links.len());
    for menu in &content.menus {
        for url in [&menu.document.url, &menu.document.source_url] {
            let link = links.iter().find(|link| link.url == *url).expect("its link");
            assert_eq!(link.menus.iter().filter(|id| *id == menu.id()).count(), 1, "{}", menu.id());
        }
    }
    assert!(
        links.iter().all(|link| ask::parse(&link.url).is_some()),
        "every address of the seed can be asked for"
    );
}
