//! The servers that are compared, each a process of its own.

use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::machine::{self, Core};
use super::prism::Prism;
use super::{BARE, load};

/// How often a start is measured.
pub(crate) const STARTS: usize = 9;

/// How servers are started here.
pub(crate) struct Setup {
    core: Option<Core>,
}

/// A server that is about to start.
pub(crate) struct Start {
    command: Command,
    /// Where it will listen; servers of ours say that themselves.
    address: Option<SocketAddr>,
}

/// A server that runs until this goes.
pub(crate) struct Server {
    pub(crate) name: &'static str,
    pub(crate) address: SocketAddr,
    child: Child,
}

impl Setup {
    pub(crate) fn new() -> Self {
        let core = machine::can_pin().then_some(Core::Server);
        if core.is_some() {
            machine::pin_this(Core::Load);
        }
        Self { core }
    }

    /// `docbind serve` of a spec.
    pub(crate) fn docbind(&self, spec: &Path) -> Start {
        self.docbind_with(&["--spec".as_ref(), spec])
    }

    pub(crate) fn docbind_with(&self, arguments: &[&Path]) -> Start {
        let mut command = machine::pinned(env!("CARGO_BIN_EXE_docbind"), self.core);
        command
            .args(["serve", "--stateless", "--port", "0", "--quiet"])
            .args(arguments);
        Start {
            command,
            address: None,
        }
    }

    /// The same bytes without anything else.
    pub(crate) fn bare(&self, answers: &Path) -> Start {
        let this = std::env::current_exe().unwrap();
        let mut command = machine::pinned(this.to_str().unwrap(), self.core);
        command.arg(BARE).arg(answers);
        Start {
            command,
            address: None,
        }
    }

    pub(crate) fn prism(&self, prism: &Prism, openapi: &Path) -> Start {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = free.local_addr().unwrap();
        let mut command = machine::pinned("node", self.core);
        command
            .arg(prism.program())
            .args(["mock", "--verboseLevel", "silent", "--port"])
            .arg(address.port().to_string())
            .arg(openapi);
        Start {
            command,
            address: Some(address),
        }
    }
}

impl Server {
    /// Starts a server and waits until it takes connections.
    pub(crate) fn start(name: &'static str, start: Start) -> Self {
        let Start {
            mut command,
            address,
        } = start;
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {name}: {error}"));
        let address = address.unwrap_or_else(|| {
            let mut line = String::new();
            let output = child.stdout.take().unwrap();
            BufReader::new(output).read_line(&mut line).unwrap();
            announced(&line).unwrap_or_else(|| panic!("{name} says no address: {line:?}"))
        });
        let deadline = Instant::now() + Duration::from_secs(60);
        while TcpStream::connect(address).is_err() {
            assert!(Instant::now() < deadline, "{name} does not listen");
            std::thread::sleep(Duration::from_millis(1));
        }
        Self {
            name,
            address,
            child,
        }
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The address in `http://127.0.0.1:4010/api`.
fn announced(line: &str) -> Option<SocketAddr> {
    let (_, rest) = line.trim().split_once("http://")?;
    rest.split('/').next()?.parse().ok()
}

/// How long it takes from the start of a program to the first answer for a path.
pub(crate) fn until_answered(path: &str, start: impl Fn() -> Start) -> Duration {
    let mut times: Vec<Duration> = (0..STARTS)
        .map(|_| {
            let begin = Instant::now();
            let server = Server::start("the server", start());
            load::once(server.address, path);
            begin.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[STARTS / 2]
}

/// A file of the benches; they stay for a look at them.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-serve");
    std::fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}
