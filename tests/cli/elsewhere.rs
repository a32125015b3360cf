//! Crates outside of the repository, built by Cargo as their authors would, without a network.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::harness::{Run, root};

/// Variables that change what `insta` or Cargo does; this machine may set any.
const UNSET: &[&str] = &[
    "CARGO_BUILD_TARGET",
    "CARGO_MANIFEST_DIR",
    "CI",
    "GITHUB_ACTIONS",
    "INSTA_FORCE_PASS",
    "INSTA_OUTPUT",
    "INSTA_PENDING_DIR",
    "INSTA_SNAPSHOT_REFERENCES_FILE",
    "INSTA_UPDATE",
    "INSTA_WORKSPACE_ROOT",
    "OUT_DIR",
    "RUSTFLAGS",
    "RUST_BACKTRACE",
    "TF_BUILD",
];

/// How they are built: with little to write to disk, and alike for build scripts and tests, so
/// that what both use is built once.
pub(crate) const PROFILE: &str = "[profile.dev]\ndebug = false\nincremental = false\n";

/// Where they are built.
pub(crate) fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("elsewhere")
}

/// The folder of docbind's package, for a manifest.
pub(crate) fn docbind() -> String {
    let folder = root().join("generator").canonicalize().unwrap();
    folder.display().to_string()
}

/// The versions that this repository is built with, so that nothing need be fetched.
pub(crate) fn lock() -> Vec<u8> {
    fs::read(root().join("Cargo.lock")).unwrap()
}

/// A command in a folder, told to build where later runs find it.
pub(crate) fn command(program: impl AsRef<OsStr>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target())
        .env("CARGO_NET_OFFLINE", "true")
        .env("TERM", "dumb")
        .stdin(Stdio::null());
    for name in UNSET {
        command.env_remove(name);
    }
    command
}

/// Cargo in a folder; words of `line` are its arguments.
pub(crate) fn cargo(folder: &Path, line: &str) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = command(cargo, folder);
    command.args(line.split_whitespace());
    command
}

/// Runs a command to its end.
pub(crate) fn finish(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
