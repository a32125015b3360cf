//! The command: what it prints, how it ends, and what it says when it cannot begin.

#![cfg(unix)]

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::process::Server;
use crate::harness::{self, BOOKS, Dir};

const SERVE: &[&str] = &["serve", "--docs", "docs", "--port", "0"];

fn with<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    [SERVE, arguments].concat()
}

#[test]
fn one_line_says_where_it_is_and_the_rest_is_on_stderr() {
    let dir = Dir::bookshop();
    let server = Server::start(&dir.path(""), SERVE);
    let base = server.base.clone();
    assert!(base.starts_with("http://127.0.0.1:"), "{base}");
    assert!(!base.ends_with(":0"), "{base}");
    let answer = server.send("GET /books?author=s3cret", "", "");
    assert_eq!(answer.status, 200);
    assert_eq!(server.send("GET /boks?x=s3cret", "", "").status, 404);
    assert_eq!(server.send("POST /books?colour=red", "", "").status, 200);
    assert_eq!(
        server
            .send("GET /", "", "")
            .header("content-type")
            .unwrap()
            .len(),
        25
    );
    let end = server.stop();
    assert_eq!((end.status.code(), end.out.as_str()), (Some(0), ""));
    let lines: Vec<&str> = end.err.lines().collect();
    let expected =
        format!("docs: 2 operations at {base}; what there is: {base}/; stop with Ctrl-C");
    assert_eq!(lines[0], expected, "{}", end.err);
    assert!(lines[1].starts_with("200 GET /books "), "{}", end.err);
    assert!(
        lines[1].ends_with(" ms  books.md#list-books"),
        "{}",
        end.err
    );
    assert!(lines[2].starts_with("404 GET /boks "), "{}", end.err);
    assert_eq!(lines[3], "    nearest: GET /books, POST /books");
    assert!(lines[4].starts_with("200 POST /books "), "{}", end.err);
    assert_eq!(lines[5], "    title: is missing");
    assert_eq!(lines[6], "    colour: is not documented");
    assert_eq!(lines.last(), Some(&"docs: stopped"));
    assert!(!end.err.contains("s3cret") && !end.err.contains('\u{1b}'));
}

#[test]
fn lines_are_coloured_where_that_is_wanted_and_quiet_is_quiet() {
    let dir = Dir::bookshop();
    let server = Server::start(&dir.path(""), &with(&["--color", "always"]));
    server.send("GET /books", "", "");
    let err = server.stop().err;
    assert!(err.contains("\u{1b}[32m200\u{1b}[0m GET /books"), "{err:?}");
    let server = Server::start(&dir.path(""), &with(&["--quiet"]));
    server.send("GET /books", "", "");
    server.send("GET /nothing", "", "");
    assert_eq!(server.stop().err, "");
}

#[test]
fn ctrl_c_waits_for_open_requests() {
    let dir = Dir::bookshop();
    let server = Server::start(&dir.path(""), &with(&["--delay", "400"]));
    let mut stream = TcpStream::connect(server.address()).unwrap();
    let mut idle = TcpStream::connect(server.address()).unwrap();
    stream
        .write_all(b"GET /books HTTP/1.1\r\nhost: a\r\n\r\n")
        .unwrap();
    std::thread::sleep(Duration::from_millis(150));
    let start = Instant::now();
    server.signal("INT");
    let mut answered = String::new();
    stream.read_to_string(&mut answered).unwrap();
    assert!(answered.starts_with("HTTP/1.1 200 "), "{answered}");
    assert_eq!(idle.read(&mut [0; 8]).unwrap(), 0);
    drop((stream, idle));
    assert_eq!(server.end().status.code(), Some(0));
    assert!(
        start.elapsed() < Duration::from_secs(4),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn a_port_in_use_says_so_and_what_to_do() {
    let dir = Dir::bookshop();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let expected = format!(
        "error: cannot listen at {address}: another program listens there\n  help: stop that \
         program, or take another port; --port 0 takes a free one\n"
    );
    let port = address.port();
    dir.fails(&format!("serve --docs docs --port {port}"), &expected);
    let expected = "error: cannot listen at 192.0.2.1:0: the address is none of this machine\n  \
                    help: leave out --host, or name an address of this machine\n";
    dir.fails("serve --docs docs --host 192.0.2.1 --port 0", expected);
}

#[test]
fn wrong_inputs_are_told_before_anything_is_listened_to() {
    let dir = Dir::bookshop();
    for line in [
        "serve --docs nowhere",
        "serve --docs docs --port 70000",
        "serve --docs docs --host somewhere",
        "serve --docs docs --delay soon",
    ] {
        let run = dir.run(line);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{line}");
        assert!(run.err.starts_with("error: "), "{line}: {}", run.err);
    }
    dir.write(
        "docbind.toml",
        "[apis.books]\ndocs = \"docs\"\n[apis.more]\ndocs = \"docs\"\n",
    );
    let run = dir.run("serve");
    assert_eq!(run.code, Some(2));
    assert!(
        run.err.contains("help: name one of: books, more"),
        "{}",
        run.err
    );
    let server = Server::start(&dir.path(""), &["serve", "more", "--port", "0"]);
    assert!(server.stop().err.starts_with("more: 2 operations "));
}

#[test]
fn a_token_that_nobody_could_send_is_not_demanded() {
    let dir = Dir::new();
    dir.write("docs/books.md", "## List books\n\n```\nGET /books\n```\n");
    let run = dir.run("serve --docs docs --token s3cr3t --port 0");
    assert_eq!(run.code, Some(2));
    assert!(
        run.err.contains("name no place for a token\n  help: "),
        "{}",
        run.err
    );
}

#[test]
fn other_machines_are_let_in_with_a_warning() {
    let dir = Dir::bookshop();
    let server = Server::start(&dir.path(""), &with(&["--host", "0.0.0.0", "--quiet"]));
    // The address is one that can be called.
    assert!(
        server.base.starts_with("http://127.0.0.1:"),
        "{}",
        server.base
    );
    assert_eq!(server.send("GET /books", "", "").status, 200);
    let err = server.stop().err;
    assert!(
        err.starts_with("warning: whoever can reach this machine "),
        "{err}"
    );
}

#[test]
fn faults_of_the_pages_keep_nobody_from_a_server() {
    let dir = Dir::new();
    dir.write(
        "docs/books.md",
        BOOKS.replace("\"pages\": 240}]", "\"pages\": 240,}]"),
    );
    let server = Server::start(&dir.path(""), SERVE);
    let end = server.stop();
    assert_eq!(end.status.code(), Some(0));
    let first = end.err.lines().next().unwrap();
    assert_eq!(first, "docs: 1 finding; to see each: docbind spec");
    // A rule that is denied is shown, and tells at the end.
    let server = Server::start(&dir.path(""), &with(&["--deny", "invalid-json"]));
    assert_eq!(server.send("GET /books", "", "").status, 200);
    let end = server.stop();
    assert_eq!(end.status.code(), Some(1));
    assert!(end.err.starts_with("error[invalid-json]: "), "{}", end.err);
}

#[test]
fn the_server_goes_on_when_nobody_reads_what_it_says() {
    let dir = Dir::bookshop();
    let mut command = harness::command(&dir.path(""));
    let mut child = command
        .args(SERVE)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = [0; 64];
    let length = child.stdout.as_mut().unwrap().read(&mut line).unwrap();
    drop((child.stdout.take(), child.stderr.take()));
    let base = std::str::from_utf8(&line[..length]).unwrap().trim();
    for _ in 0..50 {
        let mut stream = TcpStream::connect(base.strip_prefix("http://").unwrap()).unwrap();
        stream.write_all(b"GET /books HTTP/1.0\r\n\r\n").unwrap();
        let mut answered = String::new();
        stream.read_to_string(&mut answered).unwrap();
        assert!(answered.starts_with("HTTP/1.0 200 "), "{answered}");
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_token_may_be_demanded_and_requests_refused() {
    let dir = Dir::bookshop();
    dir.write(
        "docs/README.md",
        "# Bookshop API\n\n## Authentication\n\nPass a `shop_token` parameter in the query string \
         or the header `SHOP-TOKEN`.\n\n```\ncurl --header \"SHOP-TOKEN: f00ba7\" \
         \"https://shop.example.com/api/v2/books\"\n```\n",
    );
    let server = Server::start(&dir.path(""), &with(&["--token", "s3cret", "--strict"]));
    assert!(server.base.ends_with("/api/v2"), "{}", server.base);
    let status = |request: &str, headers: &str| server.send(request, headers, "").status;
    assert_eq!(status("GET /api/v2/books", ""), 401);
    assert_eq!(status("GET /api/v2/books", "SHOP-TOKEN: other"), 401);
    assert_eq!(status("GET /api/v2/books", "SHOP-TOKEN: s3cret"), 200);
    assert_eq!(status("POST /api/v2/books", "SHOP-TOKEN: s3cret"), 400);
    let page = server.send("GET /", "", "");
    let page = String::from_utf8(page.body).unwrap();
    assert!(
        page.contains("SHOP-TOKEN: TOKEN") && !page.contains("s3cret"),
        "{page}"
    );
    assert!(!server.stop().err.contains("s3cret"));
}
