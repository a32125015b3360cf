//! What lines say, and that nobody waits for them.

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::http::{Method, StatusCode};

use super::super::tests::{self as shop, OVERVIEW, send};
use super::super::{Mock, MockOptions};
use super::{Colours, Line, Writer};

fn line(path: &str) -> Line {
    Line {
        method: Method::GET,
        path: path.to_owned(),
        status: StatusCode::OK,
        time: Duration::from_micros(1240),
        source: Some("books.md#list-books".to_owned()),
        broken: Vec::new(),
        nearest: Vec::new(),
    }
}

#[test]
fn lines_say_what_happened() {
    let mut line = line("/books");
    let text = line.text(Colours::Off);
    assert_eq!(text, "200 GET /books 1.2 ms  books.md#list-books\n");
    line.status = StatusCode::NOT_FOUND;
    line.source = None;
    line.broken = vec!["state: must be one of new, sold".to_owned()];
    line.nearest = vec!["GET /a".to_owned(), "GET /b".to_owned()];
    let text = line.text(Colours::Off);
    let expected = "404 GET /books 1.2 ms\n    state: must be one of new, sold\n    \
                    nearest: GET /a, GET /b\n";
    assert_eq!(text, expected);
    let text = line.text(Colours::On);
    assert!(
        text.starts_with("\u{1b}[33m404\u{1b}[0m GET /books"),
        "{text:?}"
    );
}

#[test]
fn clients_give_terminals_no_orders() {
    let text = line("/a\u{1b}[2J\u{9b}1m\u{e9}\n").text(Colours::Off);
    let path = text.split(' ').nth(2).unwrap();
    assert_eq!(path, "/a\\u{1b}[2J\\u{9b}1m\\u{e9}\\n");
    let text = line(&"x".repeat(5000)).text(Colours::Off);
    assert!(text.len() < 300 && text.contains("x... 1.2 ms"), "{text}");
}

/// A target that takes nothing until it is told to.
struct Slow {
    go: Receiver<()>,
    written: Arc<Mutex<Vec<u8>>>,
}

impl Write for Slow {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Told once, it goes on.
        let _ = self.go.recv();
        self.written.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn slow() -> (Slow, Sender<()>, Arc<Mutex<Vec<u8>>>) {
    let (tell, go) = channel();
    let written = Arc::new(Mutex::new(Vec::new()));
    let target = Slow {
        go,
        written: Arc::clone(&written),
    };
    (target, tell, written)
}

#[test]
fn nobody_waits_for_a_slow_reader() {
    const SENT: usize = 20_000;
    let (target, tell, written) = slow();
    let writer = Writer::to(target, Colours::Off);
    let sender = writer.sender();
    let start = Instant::now();
    for _ in 0..SENT {
        sender(line("/books"));
    }
    assert!(start.elapsed() < Duration::from_secs(5));
    drop((tell, sender));
    writer.finish(Duration::from_secs(20));
    let text = String::from_utf8(written.lock().unwrap().clone()).unwrap();
    let lines = text.lines().filter(|line| line.starts_with("200 ")).count();
    let lost: usize = text
        .lines()
        .filter_map(|line| {
            line.strip_prefix('(')?
                .split(' ')
                .next()?
                .parse::<usize>()
                .ok()
        })
        .sum();
    assert!(lost > 0);
    assert_eq!(lines + lost, SENT);
}

#[test]
fn a_reader_who_never_reads_does_not_keep_the_program() {
    let (target, tell, _) = slow();
    let writer = Writer::to(target, Colours::Off);
    writer.sender()(line("/books"));
    let start = Instant::now();
    writer.finish(Duration::from_millis(50));
    assert!(start.elapsed() < Duration::from_secs(5));
    drop(tell);
}

#[test]
fn every_request_makes_a_line_without_its_query() {
    let page = "# Books\n\n## List books\n\n```\nGET /books\n```\n\n```json\n[]\n```\n";
    let spec = shop::spec(&[("README.md", OVERVIEW), ("books.md", page)]);
    let mock = Mock::new(&spec, MockOptions::default()).unwrap();
    let (tell, lines) = channel();
    let tell = Mutex::new(tell);
    let router = mock.logged(move |line: Line| tell.lock().unwrap().send(line).unwrap());
    send(
        &router,
        "GET /api/v2/books?shop_token=s3cret&colour=s3cret",
        "",
        "",
    );
    send(&router, "GET /books?shop_token=s3cret", "", "");
    let (first, second) = (lines.recv().unwrap(), lines.recv().unwrap());
    assert_eq!(first.status, StatusCode::OK);
    assert_eq!(first.source.as_deref(), Some("books.md#list-books"));
    assert_eq!(first.broken, ["colour: is not documented"]);
    assert_eq!(second.status, StatusCode::NOT_FOUND);
    assert_eq!(second.nearest, ["GET /api/v2/books"]);
    for line in [first, second] {
        let text = line.text(Colours::On);
        assert!(!text.contains("s3cret"), "{text}");
    }
}
