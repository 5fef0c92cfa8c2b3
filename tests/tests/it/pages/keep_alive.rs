//! Over a real connection that is kept, what is ready arrives at once. Without `TCP_NODELAY` the end of a response
//! that is written in pieces waits for the browser's acknowledgement of its beginning, which comes 40 ms later.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::routing::get;
use futures::StreamExt;
use tests::{HOST, TestApp, TestDatabase};
use tokio::sync::oneshot;

const TIMES: usize = 50;
/// What a delayed acknowledgement costs on Linux.
const STALL: Duration = Duration::from_millis(40);
const PAUSE: Duration = Duration::from_millis(1);

/// The pauses between the pieces take a sixth of this bound.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pieces_of_a_response_do_not_wait_for_acknowledgements() {
    let pieces = || async {
        let pieces = futures::stream::iter(["beginning", "middle", "end"]).then(|piece| async move {
            tokio::time::sleep(PAUSE).await;
            Ok::<_, std::convert::Infallible>(piece)
        });
        Body::from_stream(pieces)
    };
    let median = median(Router::new().route("/pieces", get(pieces)), "/pieces".to_owned()).await;
    assert!(median < STALL / 2, "{median:?}");
}

/// A debug build on a busy machine needs a quarter of this.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_page_arrives_without_a_stall() {
    let app = TestApp::new(TestDatabase::sqlite()).await;
    let key = app.answered(&[]).await;
    let median = median(app.service.clone(), format!("/diagnosis/{key}/q10")).await;
    assert!(median < STALL, "{median:?}");
}

/// The median of many answers over one connection to the product's own server.
async fn median(service: Router, path: String) -> Duration {
    let (ready, listening) = oneshot::channel();
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = tokio::spawn(server::router::serve(
        SocketAddr::from(([127, 0, 0, 1], 0)),
        service,
        move |address| ready.send(address).expect("the test waits"),
        async move { stopped.await.expect("the test ends it") },
    ));
    let address = listening.await.expect("the server listens");
    let asking = tokio::task::spawn_blocking(move || times(address, &path));
    let mut times = asking.await.expect("responses");
    stop.send(()).expect("the server runs");
    serving.await.expect("the server ends").expect("it served");
    times.sort_unstable();
    times[TIMES / 2]
}

/// How long each response took, from asking to its last byte.
fn times(address: SocketAddr, path: &str) -> Vec<Duration> {
    let mut sending = TcpStream::connect(address).expect("a connection");
    let mut receiving = BufReader::new(sending.try_clone().expect("the same connection"));
    let request =
        format!("GET {path} HTTP/1.1\r\nhost: {HOST}\r\naccept: text/html\r\naccept-encoding: gzip\r\n\r\n");
    let ask = |_| {
        let began = Instant::now();
        sending.write_all(request.as_bytes()).expect("a request");
        read_response(&mut receiving);
        began.elapsed()
    };
    (0..TIMES).map(ask).collect()
}

fn read_response(from: &mut BufReader<TcpStream>) {
    assert!(line(from).starts_with("HTTP/1.1 200"));
    let mut length = None;
    loop {
        let header = line(from).to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        length = header.strip_prefix("content-length: ").map(number::<10>).or(length);
    }
    match length {
        Some(length) => skip(from, length),
        None => loop {
            let length = number::<16>(&line(from));
            skip(from, length + 2);
            if length == 0 {
                break;
            }
        },
    }
}

fn line(from: &mut BufReader<TcpStream>) -> String {
    let mut line = String::new();
    from.read_line(&mut line).expect("a line");
    line.trim_end().to_owned()
}

fn number<const RADIX: u32>(text: &str) -> u64 {
    u64::from_str_radix(text.trim(), RADIX).expect("a number")
}

fn skip(from: &mut BufReader<TcpStream>, length: u64) {
    let read = std::io::copy(&mut from.take(length), &mut std::io::sink()).expect("a body");
    assert_eq!(read, length);
}
