//! Cargo for crates that tests generate, without a network.
//!
//! What the crates depend on is built once for all of these tests: with the versions of this
//! repository, one set of flags, one profile and one folder. Another value of any of them would
//! build all of it again.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// For the manifest of a workspace: with little to write to disk, as nobody looks into these
/// programs with a debugger or builds them a second time.
pub(crate) const PROFILE: &str = "[profile.dev]\ndebug = false\nincremental = false\n";

/// Makes a folder a workspace: writes this manifest with the profile, and the versions.
pub(crate) fn workspace(dir: &Path, manifest: &str) {
    fs::write(dir.join("Cargo.toml"), format!("{manifest}\n{PROFILE}")).unwrap();
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, dir.join("Cargo.lock")).unwrap();
}

/// Cargo in such a folder.
pub(crate) fn cargo(dir: &Path, arguments: &[&str]) -> Command {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("generated");
    let mut command = Command::new(env!("CARGO"));
    command
        .args(arguments)
        .arg("--offline")
        .current_dir(dir)
        .env("CARGO_TARGET_DIR", target)
        .env_remove("RUSTFLAGS");
    command
}

/// Runs Cargo, which must succeed.
#[allow(dead_code, reason = "one of the tests wants it to fail")]
pub(crate) fn run(dir: &Path, arguments: &[&str]) {
    let output = cargo(dir, arguments).output().unwrap();
    assert!(
        output.status.success(),
        "cargo {arguments:?}\n{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
