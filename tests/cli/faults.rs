//! What the system refuses: one clear error, exit code 2, no file half written.
//!
//! What kills a run stands in `killed.rs`, what a person got wrong in `errors.rs`.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::harness::{Dir, command};

/// A user that owns nothing, for whom the superuser's tests run what must be refused.
const NOBODY: &str = "65534";

/// Runs a line of the shell in which `$docbind` is the program.
fn shell(dir: &Dir, line: &str) -> Output {
    let program = command(Path::new("")).get_program().to_owned();
    Command::new("sh")
        .args(["-c", line])
        .current_dir(dir.path(""))
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("docbind", program)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

#[track_caller]
fn refused(output: &Output, error: &str) {
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{err}");
    assert!(err.contains(error), "{err}");
    assert!(!err.contains("panicked"), "{err}");
}

/// Says why a test does nothing, which is a failure where everything is to be tested.
fn skip(why: &str) {
    assert!(
        std::env::var_os("DOCBIND_REQUIRE_ALL").is_none_or(|value| value != "1"),
        "{why}"
    );
    println!("skipped: {why}");
}

/// Runs a line of the shell as somebody for whom permissions count; nothing where nobody can be
/// had, or where the program is out of reach for them.
fn as_nobody(dir: &Dir, line: &str) -> Option<Output> {
    fs::set_permissions(dir.path(""), Permissions::from_mode(0o755)).unwrap();
    let secret = dir.path("secret");
    fs::write(&secret, "").unwrap();
    fs::set_permissions(&secret, Permissions::from_mode(0o000)).unwrap();
    let is_refused = File::open(&secret).is_err();
    fs::remove_file(&secret).unwrap();
    if is_refused {
        return Some(shell(dir, line));
    }
    let prefix = format!("setpriv --reuid={NOBODY} --regid={NOBODY} --clear-groups");
    if !shell(dir, &format!("{prefix} \"$docbind\" --version"))
        .status
        .success()
    {
        skip("`setpriv` is not there, or the program is out of reach for other users");
        return None;
    }
    Some(shell(
        dir,
        &line.replace("\"$docbind\"", &format!("{prefix} \"$docbind\"")),
    ))
}

fn allow(dir: &Dir, path: &str, mode: u32) {
    fs::set_permissions(dir.path(path), Permissions::from_mode(mode)).unwrap();
}

/// A limit on the size of files refuses what a full disk refuses, at the same system call.
#[test]
fn a_file_that_has_no_room_is_not_begun() {
    let dir = Dir::bookshop();
    assert_eq!(dir.run("generate --docs docs --out old").code, Some(0));
    assert_eq!(dir.run("spec --docs docs --out spec.yaml").code, Some(0));
    let page = dir.read("docs/books.md").replace("author", "writer");
    dir.write("docs/books.md", page);
    let before = dir.files("");
    for line in [
        "generate --docs docs --out new",
        "generate --docs docs --out old",
        "spec --docs docs --out spec.yaml",
        "report --docs docs --out review.html",
        "export openapi --docs docs --out api.json",
        "render --docs docs --out pages",
    ] {
        // Without the trap, the signal would kill the run, as `killed.rs` has it.
        let limited = format!("trap '' XFSZ; ulimit -f 0; exec \"$docbind\" {line}");
        let output = shell(&dir, &limited);
        refused(&output, "error: cannot write `");
        assert!(dir.files("") == before, "docbind {line}");
    }
    assert!(!dir.path("new").exists() || dir.files("new").is_empty());
}

/// A disk that is full in fact; `mount` needs a superuser who may.
#[test]
fn a_full_disk_is_told_and_keeps_what_was_there() {
    let dir = Dir::bookshop();
    fs::create_dir(dir.path("disk")).unwrap();
    let mounted = shell(&dir, "mount -t tmpfs -o size=64k none disk");
    if !mounted.status.success() {
        println!("skipped: no file system may be mounted here");
        return;
    }
    let output = shell(&dir, "\"$docbind\" generate --docs docs --out disk/crate");
    let left = dir.files("disk");
    let small = shell(
        &dir,
        "\"$docbind\" spec --docs docs --out disk/spec.yaml --quiet",
    );
    let spec = dir.files("disk");
    assert!(shell(&dir, "umount disk").status.success());
    refused(&output, "no space left on device");
    assert!(
        left.is_empty(),
        "{:?}",
        left.iter().map(|it| &it.0).collect::<Vec<_>>()
    );
    assert_eq!(small.status.code(), Some(0), "what fits is written");
    assert_eq!(spec.len(), 1);
}

#[test]
fn an_output_that_takes_nothing_is_told() {
    if !Path::new("/dev/full").exists() {
        return;
    }
    let dir = Dir::bookshop();
    for line in [
        "spec --docs docs",
        "export openapi --docs docs",
        "generate --docs docs --out crate",
        "explain invalid-json",
    ] {
        let output = shell(&dir, &format!("\"$docbind\" {line} >/dev/full"));
        refused(
            &output,
            "error: cannot write to stdout: no space left on device\n",
        );
    }
    // Nobody can be told that nobody can be told.
    let output = shell(
        &dir,
        "\"$docbind\" spec --docs docs --out spec.yaml 2>/dev/full",
    );
    assert_eq!(output.status.code(), Some(0));
    let output = shell(&dir, "\"$docbind\" spec --docs docs >&- 2>&-");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn what_may_not_be_read_is_named() {
    let dir = Dir::bookshop();
    dir.write("docs/deep/songs.md", "# Songs\n");
    dir.write("docbind.toml", "[apis.shop]\ndocs = \"docs\"\n");
    dir.write("spec.yaml", "format: 1\n");
    for (path, line) in [
        ("docs/books.md", "spec --docs docs"),
        ("docs/books.md", "spec --docs docs/books.md"),
        ("docs/deep", "spec --docs docs"),
        ("docbind.toml", "spec shop"),
        ("spec.yaml", "export openapi --spec spec.yaml"),
    ] {
        allow(&dir, path, 0o000);
        let output = as_nobody(&dir, &format!("\"$docbind\" {line}"));
        allow(&dir, path, 0o755);
        let Some(output) = output else { return };
        refused(
            &output,
            &format!("error: cannot read `{path}`: permission denied\n"),
        );
        assert!(output.stdout.is_empty() && !dir.path("crate").exists());
    }
}

#[test]
fn where_nothing_may_be_written_nothing_changes() {
    let dir = Dir::bookshop();
    assert_eq!(
        dir.run("generate --docs docs --out made/crate").code,
        Some(0)
    );
    assert_eq!(
        dir.run("spec --docs docs --out made/spec.yaml").code,
        Some(0)
    );
    let page = dir.read("docs/books.md").replace("author", "writer");
    dir.write("docs/books.md", page);
    let before = dir.files("");
    for line in [
        "generate --docs docs --out made/crate",
        "generate --docs docs --out made/new",
        "spec --docs docs --out made/spec.yaml",
        "export openapi --docs docs --out made/api.json",
        "report --docs docs --out made/review.html",
        "render --docs docs --out made/pages",
        "fix --docs made/pages",
    ] {
        if line.starts_with("fix") {
            dir.write(
                "made/pages/a.md",
                "## A\n\n```\nGET /a\n```\n\n```json\n[1,]\n```\n",
            );
        }
        let before = if line.starts_with("fix") {
            dir.files("")
        } else {
            before.clone()
        };
        let output = as_nobody_reading(&dir, &format!("\"$docbind\" {line}"));
        let Some(output) = output else { return };
        refused(&output, "permission denied\n");
        assert!(dir.files("") == before, "docbind {line}");
    }
}

/// Runs a line of the shell as somebody who may read everything here and write nothing.
fn as_nobody_reading(dir: &Dir, line: &str) -> Option<Output> {
    let modes = shell(dir, "chmod -R a=rX .");
    assert!(modes.status.success());
    let output = as_nobody(dir, line);
    assert!(shell(dir, "chmod -R u+w .").status.success());
    output
}

/// Pages that are no files, and files that are gone when it comes to reading them.
#[test]
fn pages_that_are_none() {
    let dir = Dir::bookshop();
    let whole = dir.run("spec --docs docs --quiet").out;
    // A folder may be called anything.
    fs::create_dir(dir.path("docs/chapter.md")).unwrap();
    // Whoever reads it would wait for ever.
    assert!(shell(&dir, "mkfifo docs/pipe.md").status.success());
    symlink(".", dir.path("docs/again")).unwrap();
    symlink("../docs", dir.path("docs/over")).unwrap();
    assert_eq!(dir.run("spec --docs docs --quiet").out, whole);

    symlink("loop.md", dir.path("docs/loop.md")).unwrap();
    let output = shell(&dir, "\"$docbind\" spec --docs docs");
    refused(
        &output,
        "error: cannot read `docs/loop.md`: too many levels of symbolic links",
    );
    fs::remove_file(dir.path("docs/loop.md")).unwrap();
    symlink("gone.txt", dir.path("docs/gone.md")).unwrap();
    let output = shell(&dir, "\"$docbind\" spec --docs docs");
    refused(&output, "error: `docs/gone.md` does not exist\n");
}

/// Files that never end are given up, and ones that nobody wrote by hand are not read.
#[test]
fn pages_without_end() {
    let dir = Dir::bookshop();
    let error = |path: &str| format!("error: `{path}` is longer than 64 MiB\n  help: ");
    File::create(dir.path("docs/huge.md"))
        .unwrap()
        .set_len(100 << 20)
        .unwrap();
    refused(
        &shell(&dir, "\"$docbind\" spec --docs docs"),
        &error("docs/huge.md"),
    );
    if Path::new("/dev/zero").exists() {
        for line in [
            "spec --docs /dev/zero",
            "generate --spec /dev/zero --out crate",
        ] {
            let output = shell(&dir, &format!("\"$docbind\" {line}"));
            refused(&output, &error("/dev/zero"));
        }
        dir.write("spec.yaml", "");
        fs::remove_file(dir.path("docs/huge.md")).unwrap();
        let output = shell(&dir, "\"$docbind\" spec --docs docs --overrides /dev/zero");
        refused(&output, &error("/dev/zero"));
        let output = shell(&dir, "\"$docbind\" spec --config /dev/zero");
        refused(&output, &error("/dev/zero"));
    }
}

/// A page that is there when the folder is listed, and gone when it is read.
#[test]
fn a_page_that_vanishes() {
    let dir = Dir::bookshop();
    let traced = "strace -f -qq -o /dev/null -P docs/books.md";
    if !shell(&dir, "strace -qq -o /dev/null true").status.success() {
        skip("there is no strace, or it may not trace");
        return;
    }
    for (error, words) in [
        ("ENOENT", "error: `docs/books.md` does not exist\n"),
        (
            "EIO",
            "error: cannot read `docs/books.md`: input/output error\n",
        ),
        (
            "EMFILE",
            "error: cannot read `docs/books.md`: too many open files\n",
        ),
    ] {
        let inject = format!("-e inject=openat:error={error}");
        let line = format!("{traced} {inject} \"$docbind\" generate --docs docs --out crate");
        refused(&shell(&dir, &line), words);
        assert!(!dir.path("crate").exists());
    }
    let line = format!("{traced} -e inject=read:error=EIO \"$docbind\" spec --docs docs");
    refused(
        &shell(&dir, &line),
        "error: cannot read `docs/books.md`: input/output error\n",
    );
}
