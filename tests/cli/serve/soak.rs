//! Many clients at once, for long: every request is answered, and memory stays flat.
//!
//! A small soak always; a hundred thousand requests where `DOCBIND_REQUIRE_ALL=1` or the tests
//! are built for speed.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::thread;

use docbind_spec::{ApiSpec, Operation};

use super::dice::Dice;
use super::http::{Answer, Request};
use super::process::Server;
use super::requests;
use super::running::shipped;
use crate::harness::root;

const CLIENTS: usize = 64;

/// How much more memory the whole soak may take than its first part, in KiB: the objects that
/// are remembered at most take that much.
const MORE: u64 = 64 * 1024;

#[test]
fn a_soak_loses_nothing_and_memory_stays_flat() {
    let all = std::env::var_os("DOCBIND_REQUIRE_ALL").is_some_and(|value| value == "1");
    let requests = match all || !cfg!(debug_assertions) {
        true => 100_000,
        false => 6_400,
    };
    let spec = shipped("gitlab-v3-2016");
    let arguments = ["serve", "gitlab-v3-2016", "--port", "0", "--quiet"];
    let server = Server::start(&root(), &arguments);
    soak(&server, &spec, requests / 5, 1);
    let first = server.memory();
    soak(&server, &spec, requests - requests / 5, 2);
    let last = server.memory();
    println!("{requests} requests: {first:?} and {last:?} KiB of memory");
    if let (Some(first), Some(last)) = (first, last) {
        assert!(last <= first + MORE, "{first} KiB became {last} KiB");
    }
}

/// Asks so many things, many at a time.
fn soak(server: &Server, spec: &ApiSpec, requests: usize, seed: u64) {
    thread::scope(|scope| {
        for client in 0..CLIENTS {
            scope.spawn(move || {
                let client = u64::try_from(client).unwrap();
                let mut dice = Dice::new(seed << 32 | client);
                let mut connection = Connection::open(server.address());
                for _ in 0..requests / CLIENTS {
                    let operation = &spec.operations[dice.below(spec.operations.len())];
                    let mut request = requests::any(&mut dice, spec, operation);
                    if request.method == "GET" {
                        let more = if request.target.contains('?') {
                            '&'
                        } else {
                            '?'
                        };
                        let page = 1 + dice.below(3);
                        request.target.push_str(&format!("{more}page={page}"));
                    }
                    connection.ask(operation, &request);
                }
            });
        }
    });
}

/// A connection that is kept.
struct Connection {
    stream: BufReader<TcpStream>,
}

impl Connection {
    fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        Self {
            stream: BufReader::new(stream),
        }
    }

    /// The answer must be there, be no failure of the server, and belong to the request.
    fn ask(&mut self, operation: &Operation, request: &Request) {
        let bytes = request.bytes("keep-alive");
        self.stream.get_mut().write_all(&bytes).unwrap();
        let answer = self.answer();
        let answer = answer.unwrap_or_else(|| panic!("no answer to {request}"));
        assert!(answer.status < 500, "{} to {request}", answer.status);
        if let Some(source) = answer.header("docbind-source") {
            let own = operation.sections.first().map(|section| &section.source.0);
            assert_eq!(Some(source), own.map(String::as_str), "{request}");
        }
    }

    fn answer(&mut self) -> Option<Answer> {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            if self.stream.read_until(b'\n', &mut head).ok()? == 0 {
                return None;
            }
        }
        let mut answer = Answer::parse(&head)?;
        let length = answer
            .header("content-length")
            .unwrap_or("0")
            .parse()
            .ok()?;
        answer.body = vec![0; length];
        self.stream.read_exact(&mut answer.body).ok()?;
        Some(answer)
    }
}
