//! Every operation of a generated crate, called through its client, against the mock server.
//!
//! The calls are those of the crate's own loopback tests, which stand in `generated/NAME/tests`:
//! they are taken in as they are, with another server and another comparison. What the stub there
//! answers where the documents show nothing, nobody else can know: of the assertions about that,
//! only the reading of the answer is left.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::LazyLock;
use std::{fs, future};

use docbind::serve::listen::Socket;
use docbind::serve::{Mock, MockOptions};
use docbind_spec::yaml;

pub(crate) mod compare;
#[path = "../../cli/serve/keys.rs"]
mod keys;

/// What answers from the shipped spec of an API; each test takes its own of it.
pub(crate) type Prepared = LazyLock<Mock>;

/// Prepares the answers of a shipped spec.
pub(crate) fn prepare(name: &str) -> Mock {
    let file = root().join("spec/apis").join(name).join("spec.yaml");
    let text = fs::read_to_string(file).unwrap();
    let spec = yaml::read_spec(&text, name).unwrap();
    Mock::new(&spec, MockOptions::default()).unwrap()
}

/// Serves it on a free port of this machine for the rest of the test; gives its address.
pub(crate) async fn serve(mock: &Mock) -> String {
    let router = mock.afresh().router();
    let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let socket = Socket::bind(any).await.unwrap();
    let address = socket.address().unwrap();
    tokio::spawn(socket.serve(router, future::pending()));
    format!("http://{address}")
}

/// Whether these are all resources of a crate.
pub(crate) fn are_all(name: &str, resources: &[&str]) {
    let folder = root().join("generated").join(name);
    let folder = folder.join("tests/loopback/resources");
    let mut there: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    there.sort();
    let known: Vec<String> = resources.iter().map(|name| format!("{name}.rs")).collect();
    std::assert_eq!(known, there);
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// The tests of these resources.
macro_rules! resources {
    ($($name:ident)*) => {
        $(mod $name;)*

        /// All of them.
        pub(crate) const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

/// An assertion of the stub's answer, in files that are taken in.
#[allow(unused_macros, reason = "not every API needs it")]
macro_rules! assert {
    ($answer:expr) => {
        let _ = $answer;
    };
}

/// An assertion of the stub's answer, in files that are taken in.
macro_rules! assert_eq {
    ($answer:expr, $stub:expr) => {
        let _ = $answer;
    };
}
