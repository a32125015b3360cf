//! Ten thousand requests that chance made: most are HTTP, none is what the documents want.

use std::io::Write as _;
use std::net::{SocketAddr, TcpStream};
use std::thread;

use docbind::serve::{Mock, MockOptions};
use docbind_spec::{ApiSpec, PathTemplate};

use super::dice::Dice;
use super::http::{Answer, answered};
use super::running::{Running, shipped};

const REQUESTS: usize = 10_000;
const THREADS: usize = 8;

/// A request as it goes over the wire.
struct Thrown {
    bytes: Vec<u8>,
    /// Whether its end is where it says: a server that answers nothing to it hangs.
    is_whole: bool,
}

#[test]
fn random_requests_are_answered_and_the_server_lives() {
    let spec = shipped("gitlab-v3-2016");
    let mock = Mock::new(&spec, MockOptions::default()).unwrap();
    let server = Running::start(&mock);
    let answers: usize = thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|seed| (seed, server.address, &spec))
            .map(|(seed, to, spec)| scope.spawn(move || throw_all(to, spec, seed)))
            .collect();
        threads.into_iter().map(|it| it.join().unwrap()).sum()
    });
    assert!(answers > REQUESTS * 3 / 4, "{answers} answers only");
    let mut stream = TcpStream::connect(server.address).unwrap();
    let alive = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    stream.write_all(alive.as_bytes()).unwrap();
    assert_eq!(Answer::parse(&answered(&mut stream)).unwrap().status, 200);
}

/// Throws a part of the requests; gives how many were answered.
fn throw_all(to: SocketAddr, spec: &ApiSpec, seed: usize) -> usize {
    let mut dice = Dice::new(u64::try_from(seed).unwrap());
    (0..REQUESTS / THREADS)
        .filter(|_| {
            let thrown = Thrown::by(&mut dice, spec);
            let mut stream = TcpStream::connect(to).unwrap();
            // A server may answer and close before it has read everything.
            let _ = stream.write_all(&thrown.bytes);
            if !thrown.is_whole {
                let _ = stream.shutdown(std::net::Shutdown::Write);
            }
            let bytes = answered(&mut stream);
            let said = String::from_utf8_lossy(&thrown.bytes);
            let Some(answer) = Answer::parse(&bytes) else {
                assert!(!thrown.is_whole, "no answer to {said:?}: {bytes:?}");
                return false;
            };
            assert!(answer.status < 500, "{} to {said:?}", answer.status);
            true
        })
        .count()
}

impl Thrown {
    fn by(dice: &mut Dice, spec: &ApiSpec) -> Self {
        let body = body(dice);
        let mut bytes = method(dice);
        bytes.push(b' ');
        bytes.extend(target(dice, spec));
        bytes.extend_from_slice(b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        if !dice.once_in(5) {
            bytes.extend_from_slice(b"PRIVATE-TOKEN: any\r\n");
        }
        if !body.is_empty() {
            let length = format!("Content-Length: {}\r\n", body.len());
            bytes.extend_from_slice(length.as_bytes());
        }
        for _ in 0..dice.below(4) {
            bytes.extend(header(dice));
        }
        bytes.extend_from_slice(b"\r\n");
        bytes.extend(body);
        let is_whole = !dice.once_in(6);
        if !is_whole {
            for _ in 0..=dice.below(3) {
                let at = dice.below(bytes.len());
                bytes[at] = dice.bytes(1, |_| true).first().copied().unwrap_or(b'\n');
            }
        }
        Self { bytes, is_whole }
    }
}

fn method(dice: &mut Dice) -> Vec<u8> {
    const KNOWN: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
    const UNKNOWN: &[&str] = &["get", "LIST", "BREW", "TRACE", "M-SEARCH", "X"];
    let known = if dice.once_in(8) { UNKNOWN } else { KNOWN };
    dice.one_of(known).as_bytes().to_vec()
}

/// A documented path with anything in it, or any other.
fn target(dice: &mut Dice, spec: &ApiSpec) -> Vec<u8> {
    let mut target = Vec::new();
    if dice.once_in(5) {
        target.push(b'/');
        target.extend(dice.bytes(60, |byte| byte.is_ascii_graphic()));
        return target;
    }
    let operation = &spec.operations[dice.below(spec.operations.len())];
    target.extend_from_slice(spec.api.base_path.as_deref().unwrap_or_default().as_bytes());
    for segment in PathTemplate::parse(&operation.path).segments() {
        target.push(b'/');
        match segment.as_literal() {
            Some(literal) => target.extend_from_slice(literal.as_bytes()),
            None => target.extend(value(dice)),
        }
    }
    const ENDS: &[&str] = &[
        "",
        "",
        "/",
        ".json",
        "?",
        "//",
        "?page=0",
        "?per_page=-1&page=x",
    ];
    target.extend_from_slice(dice.one_of(ENDS).as_bytes());
    for parameter in &operation.parameters {
        if dice.once_in(4) {
            target.extend_from_slice(format!("?{}=", parameter.name).as_bytes());
            target.extend(value(dice));
        }
    }
    target
}

fn value(dice: &mut Dice) -> Vec<u8> {
    const VALUES: &[&str] = &[
        "1",
        "0",
        "-1",
        "99999999999999999999",
        "1.5",
        "",
        "%",
        "%2",
        "%zz",
        "%00",
        "%FF%FE",
        "%2F",
        "..",
        ".",
        "a%2Fb",
        "null",
        "true",
        "[]",
        "%F0%9F%90%9F",
        "a b",
    ];
    if dice.once_in(4) {
        let plain = |byte: u8| byte.is_ascii_graphic() && byte != b'#';
        return dice.bytes(30, plain);
    }
    dice.one_of(VALUES).replace(' ', "+").into_bytes()
}

fn header(dice: &mut Dice) -> Vec<u8> {
    const HEADERS: &[&str] = &[
        "Content-Type: application/json",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Type: multipart/form-data; boundary=between",
        "Content-Type: multipart/form-data",
        "Content-Type: ;;;",
        "Accept: nothing/*;q=x",
        "Prefer: code=banana, example",
        "Prefer: example=\"",
        "Authorization: Bearer",
        "SUDO:",
        "Range: bytes=5-1",
        "Expect: 100-continue",
        "If-None-Match: *",
    ];
    let mut header = if dice.once_in(3) {
        let mut any = b"X-".to_vec();
        any.extend(dice.bytes(10, |byte| byte.is_ascii_alphanumeric()));
        any.extend_from_slice(b": ");
        any.extend(dice.bytes(40, |byte| byte >= b' ' && byte != 127));
        any
    } else {
        dice.one_of(HEADERS).as_bytes().to_vec()
    };
    header.extend_from_slice(b"\r\n");
    header
}

fn body(dice: &mut Dice) -> Vec<u8> {
    const BODIES: &[&str] = &[
        "{}",
        "[]",
        "null",
        "{\"id\": 1e999}",
        "{\"title\": {\"a\": [null]}}",
        "{\"a\": \"\\ud800\"}",
        "{\"a\": 1, \"a\": 2}",
        "{\"title\"",
        "title=x&title=y&=&&%",
        "labels[]=a&labels[][b]=c",
        "--between\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nx\r\n--between--\r\n",
        "--between\r\nContent-Disposition: form-data\r\n\r\nx",
        "\u{FEFF}{}",
    ];
    match dice.below(4) {
        0 => Vec::new(),
        1 => dice.bytes(200, |_| true),
        2 => format!("{}1{}", "[".repeat(300), "]".repeat(300)).into_bytes(),
        _ => dice.one_of(BODIES).as_bytes().to_vec(),
    }
}
