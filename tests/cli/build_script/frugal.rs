//! A build needs no network, no program and nothing that it may write to but `OUT_DIR`.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use super::{BOOKS, Package};
use crate::elsewhere::finish;

/// Everything below a folder: its path, when it was changed, and its bytes.
type Listing = Vec<(String, SystemTime, Vec<u8>)>;

fn list(folder: &Path, all: &mut Listing) {
    let changed = fs::metadata(folder).unwrap().modified().unwrap();
    all.push((folder.display().to_string(), changed, Vec::new()));
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            list(&path, all);
        } else {
            let changed = fs::metadata(&path).unwrap().modified().unwrap();
            all.push((
                path.display().to_string(),
                changed,
                fs::read(&path).unwrap(),
            ));
        }
    }
}

/// Forbids or permits to write below a folder. It holds for everybody but root, for whom the
/// listing has to do.
fn set_read_only(folder: &Path, read_only: bool) {
    let mut all = Vec::new();
    list(folder, &mut all);
    for (path, _, _) in all {
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = permissions.mode();
            permissions.set_mode(if read_only {
                mode & !0o222
            } else {
                mode | 0o200
            });
        }
        #[cfg(not(unix))]
        permissions.set_readonly(read_only);
        fs::set_permissions(path, permissions).unwrap();
    }
}

#[test]
fn a_source_tree_that_is_read_only_is_enough() {
    let package = Package::new("frugal").script(".docs(\"doc\")");
    package.write("doc/books.md", BOOKS);
    // Cargo leaves what this package needs in its lock file.
    finish(&mut package.cargo("generate-lockfile --offline"));
    // A `rustfmt` that would be noticed.
    let tools = tempfile::tempdir().unwrap();
    let called = tools.path().join("called");
    let rustfmt = tools.path().join("rustfmt");
    fs::write(
        &rustfmt,
        format!("#!/bin/sh\ntouch '{}'\nexit 1\n", called.display()),
    )
    .unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&rustfmt, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let mut path = vec![tools.path().to_owned()];
    path.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap()));

    set_read_only(&package.workspace, true);
    let (mut before, mut after) = (Vec::new(), Vec::new());
    list(&package.workspace, &mut before);
    let run = finish(
        package
            .cargo("build --offline --locked --verbose")
            .env("RUSTFMT", "/nonexistent")
            .env("PATH", std::env::join_paths(path).unwrap()),
    );
    list(&package.workspace, &mut after);
    set_read_only(&package.workspace, false);

    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.err.contains("Compiling frugal v0.1.0"), "{}", run.err);
    assert!(before == after, "the build wrote into the source tree");
    assert!(!called.exists(), "rustfmt was called");
    let code = package.code();
    assert!(code.contains("\n    pub mod"), "readable without rustfmt");
}
