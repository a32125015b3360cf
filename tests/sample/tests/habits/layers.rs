//! What stands around the server: layers on its router, and the connection that it is served on.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use axum::body::Body;
use axum::extract::Request;
use axum::http::HeaderValue;
use axum::middleware::{self, Next};
use axum::response::Response;
use gitlab_v3_2016::operations;
use gitlab_v3_2016::server::{Content, Options, Reply};

use crate::{ask, server};

const TRACE: &str = "one line\nand another\n";

/// Notes on each answer which request it is for.
async fn note(request: Request, next: Next) -> Response {
    let asked = format!("{} {}", request.method(), request.uri());
    let mut answer = next.run(request).await;
    let asked = HeaderValue::from_str(&asked).unwrap();
    answer.headers_mut().insert("x-asked", asked);
    answer
}

#[tokio::test]
async fn a_layer_stands_around_every_answer() {
    let router = server().into_router(Options::new());
    let router = router.layer(middleware::from_fn(note));
    for (line, status) in [
        ("GET /api/v3/projects/7/issues/8?page=2", 200),
        ("HEAD /api/v3/projects/7/issues/8", 200),
        ("DELETE /api/v3/projects/7/issues", 405),
        ("GET /api/v3/users", 501),
        ("GET /api/v3/cellar", 404),
        ("HEAD /", 404),
    ] {
        let answer = ask(router.clone(), line, &[], b"").await;
        assert_eq!((answer.status, answer.header("x-asked")), (status, line));
    }
}

/// Turns requests away before the server sees them.
async fn turn_away(request: Request, next: Next) -> Response {
    match request.headers().contains_key("x-pass") {
        true => next.run(request).await,
        false => Response::builder()
            .status(418)
            .body(Body::from("no"))
            .unwrap(),
    }
}

#[tokio::test]
async fn a_layer_may_answer_itself() {
    let router = server().into_router(Options::new());
    let router = router.layer(middleware::from_fn(turn_away));
    let line = "GET /api/v3/projects/7";
    let answer = ask(router.clone(), line, &[], b"").await;
    assert_eq!((answer.status, answer.text.as_str()), (418, "no"));
    let answer = ask(router, line, &[("x-pass", "1")], b"").await;
    assert_eq!((answer.status, answer.text.as_str()), (200, "7"));
}

/// A server whose traces come piece by piece, on a port of its own.
async fn open() -> SocketAddr {
    let server = server().replace(&operations::builds::GET_TRACE, |_| async {
        Reply::new(Content::stream(Body::from(TRACE).into_data_stream())).text()
    });
    let router = server.into_router(Options::new());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// Everything that comes back for these requests on one connection, which the last one closes.
async fn exchange(address: SocketAddr, lines: &'static [&'static str]) -> String {
    let exchanged = tokio::task::spawn_blocking(move || {
        let mut connection = TcpStream::connect(address).unwrap();
        for (number, line) in lines.iter().enumerate() {
            let last = number + 1 == lines.len();
            let then = if last { "close" } else { "keep-alive" };
            let head = format!("{line} HTTP/1.1\r\nHost: {address}\r\nConnection: {then}\r\n\r\n");
            connection.write_all(head.as_bytes()).unwrap();
        }
        let mut came = String::new();
        connection.read_to_string(&mut came).unwrap();
        came
    });
    exchanged.await.unwrap()
}

/// The value of a header of an answer.
fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let mut lines = answer.lines().filter_map(|line| line.split_once(": "));
    lines.find_map(|(own, value)| own.eq_ignore_ascii_case(name).then_some(value))
}

#[tokio::test]
async fn head_on_a_connection_has_the_length_of_get() {
    let address = open().await;
    let got = exchange(address, &["GET /api/v3/projects/7/issues/8"]).await;
    let (head, body) = got.split_once("\r\n\r\n").unwrap();
    assert_eq!(body, "[7,8]");
    assert_eq!(header(head, "content-length"), Some("5"));
    let asked = exchange(address, &["HEAD /api/v3/projects/7/issues/8"]).await;
    let (head, body) = asked.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    assert_eq!((header(head, "content-length"), body), (Some("5"), ""));
}

#[tokio::test]
async fn head_of_a_stream_leaves_the_connection_whole() {
    let address = open().await;
    let got = exchange(address, &["GET /api/v3/projects/7/builds/8/trace"]).await;
    let (head, body) = got.split_once("\r\n\r\n").unwrap();
    assert_eq!(header(head, "transfer-encoding"), Some("chunked"));
    assert!(body.contains(TRACE), "{body}");
    let lines = &[
        "HEAD /api/v3/projects/7/builds/8/trace",
        "GET /api/v3/projects/7/issues/8",
    ];
    let both = exchange(address, lines).await;
    let answers: Vec<&str> = both.split("HTTP/1.1 ").skip(1).collect();
    let [asked, got] = answers[..] else {
        panic!("{both}");
    };
    assert!(
        asked.starts_with("200 ") && asked.ends_with("\r\n\r\n"),
        "{asked}"
    );
    assert!(got.ends_with("\r\n\r\n[7,8]"), "{got}");
}
