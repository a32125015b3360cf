//! What no client should send: each gets a refusal in time, and the server answers the next one.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use docbind::pipeline::{ReadOptions, read_docs};
use docbind::serve::{Mock, MockOptions};
use docbind::source::{SourceFile, SourceSet};

use super::http::{Answer, answered};
use super::running::Running;
use crate::harness::BOOKS;

/// So that tests of slow clients are fast.
const PATIENCE: Duration = Duration::from_millis(400);

fn server() -> Running {
    let pages = SourceSet::new(vec![SourceFile {
        path: "books.md".to_owned(),
        text: BOOKS.to_owned(),
    }]);
    let spec = read_docs(&pages, &ReadOptions::default()).spec;
    let options = MockOptions {
        patience: PATIENCE,
        ..MockOptions::default()
    };
    Running::patient(&Mock::new(&spec, options).unwrap(), PATIENCE)
}

/// The statuses of all answers on one connection.
fn statuses(server: &Running, bytes: &[u8]) -> Vec<u16> {
    let mut stream = TcpStream::connect(server.address).unwrap();
    // A server may answer and close before it has read everything.
    let _ = stream.write_all(bytes);
    statuses_of(&answered(&mut stream))
}

fn statuses_of(answered: &[u8]) -> Vec<u16> {
    let text = String::from_utf8_lossy(answered);
    let heads = text.split("HTTP/1.").skip(1);
    heads
        .map(|head| head.split(' ').nth(1).unwrap().parse().unwrap())
        .collect()
}

#[track_caller]
fn check(server: &Running, bytes: &[u8], expected: &[u16]) {
    let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(80)]).into_owned();
    assert_eq!(statuses(server, bytes), expected, "{shown:?}");
    lives(server);
}

#[track_caller]
fn lives(server: &Running) {
    let books = b"GET /books HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
    assert_eq!(statuses(server, books), [200]);
}

#[test]
fn what_is_no_http_is_a_bad_request() {
    let server = server();
    for bytes in [
        &b"nonsense\r\n\r\n"[..],
        b"\0\x01\x02\x03\xff\xfe\r\n\r\n",
        b"GET /books\r\n\r\n",
        b"GET /books HTTP/9.9\r\n\r\n",
        b"GET /books HTTP/1.1\r\nno colon\r\n\r\n",
        b"GET /books HTTP/1.1\r\nna me: a\r\n\r\n",
        b"GET /b\x01ooks HTTP/1.1\r\n\r\n",
        b"GET books HTTP/1.1\r\n\r\n",
        b"POST /books HTTP/1.1\r\ncontent-length: -5\r\n\r\n",
        b"POST /books HTTP/1.1\r\ncontent-length: many\r\n\r\n",
        b"POST /books HTTP/1.1\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello!",
        b"POST /books HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        b"POST /books HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
    ] {
        check(&server, bytes, &[400]);
    }
}

#[test]
fn bodies_that_cannot_be_read_are_bad_requests() {
    let server = server();
    for (media_type, body) in [
        ("application/json", &b"{\"title\": "[..]),
        ("application/json", b"{\"title\": \"\xff\"}"),
        ("application/json", b"nonsense"),
        ("application/x-www-form-urlencoded", b"title=%FF"),
        ("multipart/form-data; boundary=b", b"no boundary"),
        ("multipart/form-data", b"--b\r\n"),
    ] {
        let length = body.len();
        let head = format!(
            "POST /books HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\
             content-type: {media_type}\r\ncontent-length: {length}\r\n\r\n"
        );
        check(&server, &[head.as_bytes(), body].concat(), &[400]);
    }
}

#[test]
fn what_is_too_large_is_refused_and_the_client_reads_that() {
    let server = server();
    let request = |headers: &str| format!("GET /books HTTP/1.1\r\n{headers}\r\n\r\n").into_bytes();
    for size in [70_000, 200_000, 5_000_000] {
        let header = format!("x-long: {}", "x".repeat(size));
        check(&server, &request(&header), &[431]);
    }
    let many = vec!["x-many: 1"; 200].join("\r\n");
    check(&server, &request(&many), &[431]);
    for size in [9_000, 70_000] {
        let long = format!("GET /books?author={} HTTP/1.1\r\n\r\n", "x".repeat(size));
        check(&server, long.as_bytes(), &[414]);
    }
    let long = format!("GET /{} HTTP/1.1\r\n\r\n", "x".repeat(1_000_000));
    check(&server, long.as_bytes(), &[431]);
    let length = 11 * 1024 * 1024;
    let body = format!("POST /books HTTP/1.1\r\ncontent-length: {length}\r\n\r\n");
    let body = [body.into_bytes(), vec![b'x'; length]].concat();
    check(&server, &body, &[413]);
}

#[test]
fn slow_clients_are_given_up() {
    let server = server();
    let started = Instant::now();
    // Nothing comes any more: in the head, and in the body.
    check(&server, b"GET /books HTT", &[408]);
    check(&server, b"GET /books HTTP/1.1\r\nhost: a\r\n", &[408]);
    let cut = b"POST /books HTTP/1.1\r\ncontent-length: 10\r\n\r\ntit";
    check(&server, cut, &[408]);
    let cut = b"POST /books HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n5\r\nti";
    check(&server, cut, &[408]);
    // Whoever says nothing is told nothing.
    check(&server, b"", &[]);
    assert!(started.elapsed() < 12 * PATIENCE + Duration::from_secs(3));
    // Byte by byte is no better than nothing.
    let mut stream = TcpStream::connect(server.address).unwrap();
    let started = Instant::now();
    for byte in b"GET /books HTTP/1.1\r\nx: "
        .iter()
        .chain([b'a'; 100].iter())
    {
        if started.elapsed() > 3 * PATIENCE || stream.write_all(&[*byte]).is_err() {
            break;
        }
        thread::sleep(PATIENCE / 20);
    }
    assert_eq!(statuses_of(&answered(&mut stream)), [408]);
    lives(&server);
}

#[test]
fn odd_requests_are_answered() {
    let server = server();
    let close = "host: a\r\nconnection: close\r\n\r\n";
    for (line, expected) in [
        ("GET http://other.example.com/books HTTP/1.1", 200),
        ("GET /books? HTTP/1.1", 200),
        ("GET //books/ HTTP/1.1", 200),
        ("OPTIONS * HTTP/1.1", 404),
        ("CONNECT example.com:443 HTTP/1.1", 400),
        ("TRACE /books HTTP/1.1", 405),
        ("BREW /books HTTP/1.1", 405),
        ("GET /../../etc/passwd HTTP/1.1", 404),
        ("GET /%00 HTTP/1.1", 404),
        ("GET /books?a[[[]]]=%=&&&=& HTTP/1.1", 200),
    ] {
        check(
            &server,
            format!("{line}\r\n{close}").as_bytes(),
            &[expected],
        );
    }
    check(&server, b"GET /books HTTP/1.0\r\n\r\n", &[200]);
    check(&server, b"\r\n\r\nGET /books HTTP/1.0\r\n\r\n", &[200]);
}

#[test]
fn requests_may_follow_each_other_without_waiting() {
    let server = server();
    let bytes = "GET /books HTTP/1.1\r\nhost: a\r\n\r\n".repeat(3)
        + "GET /nothing HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
    check(&server, bytes.as_bytes(), &[200, 200, 200, 404]);
}

#[test]
fn whoever_asks_first_is_told_to_go_on() {
    let server = server();
    let mut stream = TcpStream::connect(server.address).unwrap();
    let head = b"POST /books HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\nconnection: close\r\n\
                 content-type: application/x-www-form-urlencoded\r\ncontent-length: 7\r\n\r\n";
    stream.write_all(head).unwrap();
    let mut first = [0; 64];
    let length = stream.read(&mut first).unwrap();
    assert_eq!(&first[..length], b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(b"title=a").unwrap();
    let status = Answer::parse(&answered(&mut stream)).unwrap().status;
    assert!((200..300).contains(&status), "{status}");
}

#[test]
fn a_body_that_nobody_asks_for_costs_no_connection() {
    let server = server();
    for (line, expected) in [("POST /nothing", 404), ("BREW /books", 405)] {
        let mut stream = TcpStream::connect(server.address).unwrap();
        let head = format!("{line} HTTP/1.1\r\nhost: a\r\ncontent-length: 7\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        // Many clients send head and body one after the other.
        thread::sleep(PATIENCE / 8);
        let next = b"title=aGET /books HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
        stream.write_all(next).unwrap();
        assert_eq!(
            statuses_of(&answered(&mut stream)),
            [expected, 200],
            "{line}"
        );
    }
}

#[test]
fn whoever_has_said_all_is_answered() {
    let server = server();
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream
        .write_all(b"GET /books HTTP/1.1\r\nhost: a\r\n\r\n")
        .unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    assert_eq!(statuses_of(&answered(&mut stream)), [200]);
}

#[test]
fn many_idle_clients_keep_nobody_out() {
    let server = server();
    let connect = || TcpStream::connect(server.address).unwrap();
    let idle: Vec<TcpStream> = std::iter::repeat_with(connect).take(200).collect();
    lives(&server);
    drop(idle);
    lives(&server);
}
