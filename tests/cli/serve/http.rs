//! HTTP by hand: what the tests send, byte for byte, and what comes back.

use std::fmt;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

/// Nothing takes longer unless it hangs.
const PATIENCE: Duration = Duration::from_secs(20);

/// A request.
#[derive(Debug, Clone, Default)]
pub(super) struct Request {
    pub(super) method: String,
    /// Path and query as they go over the wire.
    pub(super) target: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

/// What came back.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// The names are in small letters.
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Request {
    /// Sends it over a connection of its own.
    pub(super) fn send(&self, to: SocketAddr) -> Answer {
        let mut stream = TcpStream::connect(to).unwrap();
        // A server may answer and close before it has read everything.
        let _ = stream.write_all(&self.bytes("close"));
        let answered = answered(&mut stream);
        Answer::parse(&answered).unwrap_or_else(|| {
            let said = String::from_utf8_lossy(&answered);
            panic!("{self} was answered with no HTTP: {said:?}")
        })
    }

    /// It as it goes over the wire; `connection` says what becomes of the connection.
    pub(super) fn bytes(&self, connection: &str) -> Vec<u8> {
        let mut head = format!("{} {} HTTP/1.1\r\n", self.method, self.target);
        let own = [("Host", "localhost"), ("Connection", connection)];
        let own = own.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let length = ("Content-Length".to_owned(), self.body.len().to_string());
        let length = (!self.body.is_empty()).then_some(length);
        for (name, value) in own.iter().chain(&length).chain(&self.headers) {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        let mut bytes = head.into_bytes();
        bytes.extend_from_slice(&self.body);
        bytes
    }
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.target)?;
        if self.body.is_empty() {
            return Ok(());
        }
        write!(f, " {:?}", String::from_utf8_lossy(&self.body))
    }
}

/// Everything that comes until the other side closes.
pub(super) fn answered(stream: &mut TcpStream) -> Vec<u8> {
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut answered = Vec::new();
    let mut part = [0; 16 * 1024];
    while let Ok(length @ 1..) = stream.read(&mut part) {
        answered.extend_from_slice(&part[..length]);
    }
    answered
}

impl Answer {
    /// Reads the first answer; `None` where there is no whole one.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = std::str::from_utf8(&bytes[..end]).ok()?;
        let mut lines = head.split("\r\n");
        let status = lines.next()?.strip_prefix("HTTP/1.")?.split(' ').nth(1)?;
        let header = |line: &str| {
            let (name, value) = line.split_once(':')?;
            Some((name.to_ascii_lowercase(), value.trim().to_owned()))
        };
        let mut answer = Self {
            status: status.parse().ok()?,
            headers: lines.map(header).collect::<Option<_>>()?,
            body: Vec::new(),
        };
        let rest = &bytes[end + 4..];
        answer.body = match answer.header("transfer-encoding") {
            Some(_) => dechunked(rest)?,
            None => rest.to_vec(),
        };
        Some(answer)
    }

    /// The value of a header, by its name in small letters.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The body, where it is JSON.
    pub(super) fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

fn dechunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n")?;
        let length = usize::from_str_radix(std::str::from_utf8(&rest[..end]).ok()?, 16).ok()?;
        if length == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(end + 2..end + 2 + length)?);
        rest = rest.get(end + 4 + length..)?;
    }
}
