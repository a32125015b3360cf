//! The load generator: raw HTTP/1.1 over connections that stay open.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::machine;
use super::server::Server;
use super::table::Row;

/// How many connections ask at the same time.
const CONNECTIONS: usize = 16;

/// How long a server is asked before anything counts, and for how long it counts.
const WARM_UP: Duration = Duration::from_secs(2);
const MEASURED: Duration = Duration::from_secs(6);

/// Asks a server for the paths in turn.
pub(crate) fn measure(server: &Server, paths: &[String]) -> Row {
    let requests: Vec<Vec<u8>> = paths.iter().map(|path| request(path)).collect();
    let runtime = runtime();
    runtime.block_on(drive(server.address, &requests, WARM_UP));
    let before = machine::time_on_core(server.pid());
    let start = Instant::now();
    let mut latencies = runtime.block_on(drive(server.address, &requests, MEASURED));
    let time = start.elapsed().as_secs_f64();
    let after = machine::time_on_core(server.pid());
    latencies.sort_unstable();
    let count = latencies.len();
    let counted = u32::try_from(count).unwrap();
    Row {
        name: server.name,
        per_second: f64::from(counted) / time,
        p50: latencies[count / 2],
        p99: latencies[count * 99 / 100],
        on_core: before
            .zip(after)
            .map(|(before, after)| (after - before) / counted),
        memory: machine::memory(server.pid()),
    }
}

/// The body of the answer for one path, which must be a success.
pub(crate) fn once(address: SocketAddr, path: &str) -> String {
    let answer = runtime().block_on(async {
        let mut connection = Connection::open(address).await;
        connection.ask(&request(path)).await;
        connection.taken.clone()
    });
    let text = String::from_utf8(answer).unwrap();
    assert!(text.starts_with("HTTP/1.1 200"), "{path}: {text}");
    text.split_once("\r\n\r\n").unwrap().1.to_owned()
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

fn request(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nprivate-token: secret\r\naccept: application/json\r\n\r\n")
        .into_bytes()
}

async fn drive(address: SocketAddr, requests: &[Vec<u8>], time: Duration) -> Vec<Duration> {
    let end = Instant::now() + time;
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..CONNECTIONS {
        let requests = requests.to_vec();
        tasks.spawn(async move {
            let mut connection = Connection::open(address).await;
            let mut latencies = Vec::new();
            for request in requests.iter().cycle().skip(number) {
                let start = Instant::now();
                if start >= end {
                    break;
                }
                connection.ask(request).await;
                latencies.push(start.elapsed());
            }
            latencies
        });
    }
    tasks.join_all().await.concat()
}

/// A connection, and what came of the answer so far.
struct Connection {
    stream: TcpStream,
    taken: Vec<u8>,
}

impl Connection {
    async fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self {
            stream,
            taken: Vec::new(),
        }
    }

    /// Sends a request and takes the whole answer, which must be a success.
    async fn ask(&mut self, request: &[u8]) {
        self.stream.write_all(request).await.unwrap();
        self.taken.clear();
        loop {
            let read = self.stream.read_buf(&mut self.taken).await.unwrap();
            assert!(read > 0, "the server ended the connection");
            if is_whole(&self.taken) {
                break;
            }
        }
        let good = self.taken.starts_with(b"HTTP/1.1 200");
        assert!(good, "{}", String::from_utf8_lossy(&self.taken));
    }
}

/// Whether an answer is complete: as long as its head says, or with its last chunk.
fn is_whole(answer: &[u8]) -> bool {
    let Some(end) = answer.windows(4).position(|it| it == b"\r\n\r\n") else {
        return false;
    };
    let (head, body) = answer.split_at(end + 4);
    let mut lines = head.split(|byte| *byte == b'\n');
    let length = lines.find_map(|line| {
        let (name, value) = line.split_at_checked(15)?;
        let value = name
            .eq_ignore_ascii_case(b"content-length:")
            .then_some(value)?;
        std::str::from_utf8(value)
            .ok()?
            .trim()
            .parse::<usize>()
            .ok()
    });
    match length {
        Some(length) => body.len() >= length,
        None => body.ends_with(b"0\r\n\r\n"),
    }
}
