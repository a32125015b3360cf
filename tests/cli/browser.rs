//! Chromium without a window: what a page is after its script ran, what it complained about, and
//! what it asked the network for.

use std::path::Path;
use std::process::{Command, Stdio};

/// A page as Chromium left it.
pub(crate) struct Loaded {
    /// The document after scripts ran.
    pub dom: String,
    /// What the console says.
    pub console: Vec<String>,
    /// Addresses that were asked for, apart from those of the browser's maker, which the browser
    /// asks for on its own.
    pub requests: Vec<String>,
}

/// Whether there is a browser. Says that a test is skipped, or fails where none may be.
pub(crate) fn is_there() -> bool {
    let found = Command::new("chromium")
        .arg("--version")
        .stderr(Stdio::null())
        .output()
        .is_ok_and(|output| output.status.success());
    if !found {
        assert!(
            std::env::var_os("DOCBIND_REQUIRE_ALL").is_none_or(|value| value != "1"),
            "there is no chromium: apt-get install chromium"
        );
        println!("skipped: there is no chromium");
    }
    found
}

/// Opens a file at an address inside of it, such as `#finding-1`.
pub(crate) fn open(file: &Path, inside: &str) -> Loaded {
    visit(&address(file, inside))
}

/// Opens an address: a file, or a page of a server on this machine.
pub(crate) fn visit(address: &str) -> Loaded {
    let profile = tempfile::tempdir().unwrap();
    let log = profile.path().join("net.json");
    let output = chromium(profile.path())
        .arg("--enable-logging=stderr")
        .arg(format!("--log-net-log={}", log.display()))
        .arg("--dump-dom")
        .arg(address)
        .output()
        .unwrap();
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{messages}");
    Loaded {
        dom: String::from_utf8(output.stdout).unwrap(),
        console: messages
            .lines()
            .filter(|line| line.contains(":CONSOLE"))
            .map(ToOwned::to_owned)
            .collect(),
        requests: requests(&std::fs::read_to_string(log).unwrap()),
    }
}

/// A picture of a file, as PNG.
pub(crate) fn picture(file: &Path, inside: &str, width: u32) -> Vec<u8> {
    let profile = tempfile::tempdir().unwrap();
    let target = profile.path().join("page.png");
    let output = chromium(profile.path())
        .arg(format!("--window-size={width},900"))
        .arg(format!("--screenshot={}", target.display()))
        .arg(address(file, inside))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    std::fs::read(target).unwrap()
}

fn chromium(profile: &Path) -> Command {
    let mut command = Command::new("chromium");
    command
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
        ])
        .args(["--no-first-run", "--disable-background-networking"])
        .args(["--disable-component-update", "--disable-sync"])
        .args([
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            "--virtual-time-budget=5000",
        ])
        .arg(format!("--user-data-dir={}", profile.display()))
        .env("HOME", profile)
        .stdin(Stdio::null());
    command
}

fn address(file: &Path, inside: &str) -> String {
    format!("file://{}{inside}", file.display())
}

fn requests(log: &str) -> Vec<String> {
    let mut all: Vec<String> = log
        .split("\"url\":\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|url| url.starts_with("http"))
        .filter(|url| {
            let host = url.split('/').nth(2).unwrap_or_default();
            !host.ends_with(".google.com") && !host.ends_with(".googleapis.com")
        })
        .map(ToOwned::to_owned)
        .collect();
    all.sort();
    all.dedup();
    all
}
