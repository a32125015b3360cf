//! A crate of its own, outside of the repository, whose test holds its documents to their spec:
//! it passes, fails on an edited page, and passes again once the change was reviewed.

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::elsewhere::{self, PROFILE, docbind, finish, lock};
use super::harness::{BOOKS, Dir, Run, files, root};
use super::readme::blocks;

/// They are built at one place, where the cleaning of one would hit another.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// A workspace of one crate.
struct Crate {
    dir: Dir,
    _turn: MutexGuard<'static, ()>,
}

impl Crate {
    fn new() -> Self {
        let turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let dir = Dir::new();
        let manifest = format!(
            "[package]\nname = \"elsewhere\"\nedition = \"2024\"\npublish = false\n\n\
             [dev-dependencies.docbind]\npath = '{}'\ndefault-features = false\n\
             features = [\"conformance\"]\n\n[workspace]\n\n{PROFILE}",
            docbind()
        );
        dir.write("Cargo.toml", manifest);
        dir.write("src/lib.rs", "");
        dir.write("Cargo.lock", lock());
        Self { dir, _turn: turn }
    }

    /// The documents, the test and the snapshot of `tests/consumer/both`.
    fn consumer() -> Self {
        let it = Self::new();
        let from = root().join("tests/consumer/both");
        for (path, bytes) in files(&from) {
            let is_snapshot = path.starts_with("tests/snapshots/") && path.ends_with(".snap");
            if path.starts_with("doc/") || path == "tests/conformance.rs" || is_snapshot {
                it.dir.write(&path, bytes);
            }
        }
        it
    }

    /// A command in the crate's folder.
    fn command(&self, program: &str) -> Command {
        elsewhere::command(program, &self.dir.path(""))
    }

    fn cargo(&self, line: &str) -> Run {
        self.cargo_with(line, &[])
    }

    fn cargo_with(&self, line: &str, env: &[(&str, &str)]) -> Run {
        let mut cargo = elsewhere::cargo(&self.dir.path(""), line);
        finish(cargo.envs(env.iter().copied()))
    }

    #[track_caller]
    fn passes(&self) {
        let run = self.cargo("test --test conformance");
        assert_eq!(run.code, Some(0), "{}\n{}", run.out, run.err);
    }

    /// Runs the test, which must fail, and gives what it said.
    #[track_caller]
    fn fails(&self) -> String {
        let run = self.cargo("test --test conformance");
        assert_eq!(run.code, Some(101), "{}\n{}", run.out, run.err);
        assert!(run.out.contains("test result: FAILED"), "{}", run.err);
        run.out
    }

    #[track_caller]
    fn edit(&self, path: &str, old: &str, new: &str) {
        let text = self.dir.read(path);
        assert_eq!(text.matches(old).count(), 1, "{old}");
        self.dir.write(path, text.replace(old, new));
    }

    /// Runs the command of the program that a failing test shows.
    #[track_caller]
    fn obey(&self, said: &str) {
        let line = said
            .lines()
            .find_map(|line| line.strip_prefix("    docbind "))
            .unwrap_or_else(|| panic!("no command in\n{said}"));
        let run = self.dir.run(line);
        assert_eq!(run.code, Some(0), "{line}\n{}", run.err);
    }

    /// Reviews at a pseudo-terminal by pressing one key; gives what it showed.
    fn review(&self, key: &str) -> String {
        // `script` needs a file beside its output.
        let log = self.dir.path("review.log");
        let mut command = self.command("script");
        command
            .args(["--quiet", "--return", "--command"])
            .args([
                OsStr::new("cargo insta review --color never"),
                log.as_os_str(),
            ])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // Open until the review is over: its end would end the terminal.
        let mut keys = child.stdin.take().unwrap();
        keys.write_all(key.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        drop(keys);
        let shown = String::from_utf8_lossy(&output.stdout).replace('\r', "");
        assert!(output.status.success(), "{shown}");
        shown
    }
}

impl Drop for Crate {
    fn drop(&mut self) {
        // What is built of this folder is of no use to the next one.
        self.cargo("clean --quiet --package elsewhere");
    }
}

/// Whether a test that needs this program can go on; says why where it cannot.
pub(crate) fn is_there(program: &str, mut command: Command) -> bool {
    let there = command.output().is_ok_and(|output| output.status.success());
    if !there {
        let required = std::env::var_os("DOCBIND_REQUIRE_ALL").is_some_and(|value| value == "1");
        assert!(!required, "there is no {program}");
        println!("skipped: there is no {program}");
    }
    there
}

const SNAPSHOT: &str = "tests/snapshots/conformance__weather.snap";

/// Adds a parameter and removes an operation.
fn edit(krate: &Crate) {
    let page = "doc/cities.md";
    let row = "| `country` | string | no | Only cities of this country |\n";
    let more = format!("{row}| `region` | string | no | Only cities of this region |\n");
    krate.edit(page, row, &more);
    let text = krate.dir.read(page);
    let (kept, _) = text.split_once("## Add a city").unwrap();
    krate.dir.write(page, kept);
}

/// The lines that a person looks for in the difference.
#[track_caller]
fn shows_the_edit(text: &str) {
    let lines: Vec<&str> = text
        .lines()
        .filter_map(|line| Some(line.split_once('│')?.1.trim_end()))
        .collect();
    for line in [
        "-#   GET /cities (cities.list): country?",
        "+#   GET /cities (cities.list): country?, region?",
        "-#   POST /cities (cities.create): name*, country*, height?",
        "+  - name: region",
        "-  path: /cities",
    ] {
        assert!(lines.contains(&line), "no `{line}` in\n{text}");
    }
}

#[test]
fn an_edited_page_fails_until_the_snapshot_is_reviewed() {
    let krate = Crate::consumer();
    krate.passes();
    let accepted = krate.dir.read(SNAPSHOT);
    edit(&krate);
    let said = krate.fails();
    shows_the_edit(&said);
    for words in [
        "snapshot assertion for 'weather' failed",
        "To update snapshots run `cargo insta review`",
        "docbind spec --docs doc --name weather",
        "correct them if not",
    ] {
        assert!(said.contains(words), "no `{words}` in\n{said}");
    }
    assert_eq!(krate.dir.read(SNAPSHOT), accepted, "nothing is accepted");
    let pending = format!("{SNAPSHOT}.new");
    assert!(krate.dir.read(&pending).contains("- name: region"));

    // Where machines test, nothing is written.
    fs::remove_file(krate.dir.path(&pending)).unwrap();
    let run = krate.cargo_with("test --test conformance", &[("CI", "true")]);
    assert_eq!(run.code, Some(101), "{}", run.out);
    assert!(!krate.dir.path(&pending).exists());

    let run = krate.cargo_with("test --test conformance", &[("INSTA_UPDATE", "always")]);
    assert_eq!(run.code, Some(0), "{}", run.out);
    assert!(krate.dir.read(SNAPSHOT).contains("- name: region"));
    krate.passes();
}

#[test]
fn cargo_insta_shows_and_accepts_the_change() {
    let krate = Crate::consumer();
    let mut version = krate.command("cargo-insta");
    version.arg("--version");
    if !is_there("cargo-insta", version) {
        return;
    }
    edit(&krate);
    krate.fails();
    let list = krate.cargo("insta pending-snapshots");
    assert!(list.out.contains(SNAPSHOT), "{}{}", list.out, list.err);

    let mut script = krate.command("script");
    script.arg("--version");
    if is_there("script", script) {
        shows_the_edit(&krate.review("s"));
        assert!(krate.dir.path(&format!("{SNAPSHOT}.new")).is_file());
        krate.review("a");
    } else {
        krate.cargo("insta accept");
    }
    assert!(krate.dir.read(SNAPSHOT).contains("- name: region"));
    let list = krate.cargo("insta pending-snapshots");
    assert!(!list.out.contains(SNAPSHOT), "{}", list.out);
    krate.passes();
}

/// What the README says to write, with a spec beside the snapshot.
#[test]
fn the_test_of_the_readme_says_what_to_do() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let test = blocks(&readme, "rust,no_run")
        .find(|block| block.contains("assert_docs_conform!"))
        .unwrap();
    let krate = Crate::new();
    krate.dir.write("tests/conformance.rs", test);

    let said = krate.fails();
    let missing = "`doc/api` does not exist\n  help: give the folder that holds the Markdown pages";
    assert_eq!(said.matches(missing).count(), 1, "{said}");

    krate.dir.write("doc/api/books.md", BOOKS);
    let said = krate.fails();
    let missing = "`doc/spec.yaml` does not exist: nothing to compare `doc/api` with\n";
    assert!(said.contains(missing), "{said}");
    krate.obey(&said);
    let run = krate.cargo_with("test --test conformance", &[("INSTA_UPDATE", "always")]);
    assert_eq!(run.code, Some(0), "{}", run.out);
    krate.passes();

    krate.edit(
        "doc/api/books.md",
        "| `author` | string | no |",
        "| `author` | string | yes |",
    );
    krate.edit("doc/api/books.md", "POST /books", "PUT /books");
    let said = krate.fails();
    let list = "3 differences between `doc/spec.yaml` and the documentation in `doc/api`\n";
    assert!(said.contains(list), "{said}");
    krate.obey(&said);
}

/// The crate of `tests/consumer/committed`, of which the test needs no more than the texts.
#[test]
fn pages_spec_and_crate_are_held_together() {
    let krate = Crate::new();
    for (path, bytes) in files(&root().join("tests/consumer/committed")) {
        let path = match path.as_str() {
            "tests/docs.rs" => "tests/conformance.rs",
            "Cargo.toml" | "src/lib.rs" => continue,
            path => path,
        };
        krate.dir.write(path, bytes);
    }
    krate.passes();

    krate.edit(
        "doc/rooms.md",
        "| `floor` | integer | no |",
        "| `floor` | integer | yes |",
    );
    let said = krate.fails();
    for words in [
        "1 difference between `spec.yaml` and the documentation in `doc`\n",
        "    docbind spec --docs doc --name museum --out spec.yaml\n    \
         docbind generate --spec spec.yaml --out generated/museum --client\n",
    ] {
        assert!(said.contains(words), "no `{words}` in\n{said}");
    }
    krate.obey(&said);
    let said = krate.fails();
    let words = "files of the crate `generated/museum` are not what `spec.yaml` gives\n";
    assert!(said.contains(words), "{said}");
    krate.obey(&said);
    krate.passes();

    let edited = "generated/museum/src/client/rooms.rs";
    krate.edit(edited, "//! The operations", "//! Our operations");
    fs::remove_file(krate.dir.path("generated/museum/README.md")).unwrap();
    let said = krate.fails();
    for words in [
        "  README.md: missing\n  src/client/rooms.rs: edited by hand\n",
        "(files that were edited by hand stop it: move your changes elsewhere, and add --force)",
    ] {
        assert!(said.contains(words), "no `{words}` in\n{said}");
    }
}
