//! The program as a server, until the test is over.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::http::{Answer, Request};
use crate::harness;

/// A server in a process of its own.
pub(crate) struct Server {
    child: Process,
    /// The line that it printed, without its end.
    pub(crate) base: String,
    out: JoinHandle<String>,
    err: JoinHandle<String>,
}

/// A process that ends with the test, also with one that fails.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        // It has ended already where all went well.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What a server left behind.
pub(crate) struct End {
    pub(crate) status: ExitStatus,
    /// What it printed after the first line.
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Server {
    /// Starts `docbind` with these arguments in a folder, and waits until it is ready.
    #[track_caller]
    pub(crate) fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut command = harness::command(folder);
        command.args(arguments);
        Self::spawn(command)
    }

    #[track_caller]
    pub(crate) fn spawn(mut command: Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut err = child.stderr.take().unwrap();
        let err = std::thread::spawn(move || {
            let mut text = String::new();
            err.read_to_string(&mut text).unwrap();
            text
        });
        let mut base = String::new();
        out.read_line(&mut base).unwrap();
        if base.is_empty() {
            let status = child.wait().unwrap();
            panic!("no server, {status}: {}", err.join().unwrap());
        }
        let out = std::thread::spawn(move || {
            let mut text = String::new();
            out.read_to_string(&mut text).unwrap();
            text
        });
        Self {
            child: Process(child),
            base: base.trim_end().to_owned(),
            out,
            err,
        }
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        let host = self.base.strip_prefix("http://").unwrap();
        host.split('/').next().unwrap().parse().unwrap()
    }

    /// Sends `METHOD /target` with headers, one a line, and a body.
    pub(crate) fn send(&self, request: &str, headers: &str, body: &str) -> Answer {
        let (method, target) = request.split_once(' ').unwrap();
        let headers = headers.lines().map(|line| line.split_once(": ").unwrap());
        let request = Request {
            method: method.to_owned(),
            target: target.to_owned(),
            headers: headers
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            body: body.as_bytes().to_vec(),
        };
        request.send(self.address())
    }

    /// Sends a signal such as `TERM`; the shell knows how.
    #[cfg(unix)]
    pub(crate) fn signal(&self, name: &str) {
        let line = format!("kill -{name} {}", self.child.0.id());
        let status = Command::new("sh").args(["-c", &line]).status().unwrap();
        assert!(status.success(), "{line}");
    }

    /// Waits for the end, which must come soon.
    #[track_caller]
    pub(crate) fn end(mut self) -> End {
        let start = Instant::now();
        let status = loop {
            match self.child.0.try_wait().unwrap() {
                Some(status) => break status,
                None if start.elapsed() > Duration::from_secs(20) => {
                    panic!("the server does not end");
                }
                None => std::thread::sleep(Duration::from_millis(5)),
            }
        };
        End {
            status,
            out: self.out.join().unwrap(),
            err: self.err.join().unwrap(),
        }
    }

    /// Stops it as the system does, and waits for the end.
    #[cfg(unix)]
    #[track_caller]
    pub(crate) fn stop(self) -> End {
        self.signal("TERM");
        self.end()
    }

    /// Ends it without a word.
    pub(crate) fn kill(self) {
        drop(self.child);
    }

    /// How much memory it takes, in KiB; `None` where the system does not tell.
    pub(crate) fn memory(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.0.id())).ok()?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.trim().strip_suffix("kB")?.trim().parse().ok()
    }
}
