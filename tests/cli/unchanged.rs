//! What is remembered of a run, and that it never hides a change.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::Command;
use std::time::SystemTime;

use super::harness::{BOOKS, Dir, Run, command};

/// Pages and spec, which are quickly compared.
const SPEC: &str = "\
[apis.bookshop]
docs = \"docs\"
overrides = \"overrides.yaml\"
spec = \"spec.yaml\"
";

/// The same with a crate.
const CRATE: &str = "\
[apis.bookshop]
docs = \"docs\"
overrides = \"overrides.yaml\"
spec = \"spec.yaml\"
out = \"crate\"
client = true
";

const OVERRIDES: &str = "\
overrides:
- at: books.md#add-a-book
  reason: The server does.
  set:
    success_status: 202
";

/// A bookshop, with a cache of its own.
struct Shop {
    dir: Dir,
}

impl Shop {
    /// All up to date, and one finding: an identifier in the path that no table describes.
    fn new(settings: &str) -> Self {
        let dir = Dir::bookshop();
        let page = format!("{BOOKS}\n## Remove a book\n\n```\nDELETE /books/:isbn\n```\n");
        dir.write("docs/books.md", page);
        dir.write("docs/more/notes.md", "# Notes\n");
        dir.write("overrides.yaml", OVERRIDES);
        dir.write("docbind.toml", settings);
        let shop = Self { dir };
        let command = if settings == CRATE {
            "generate"
        } else {
            "spec"
        };
        let run = shop.run(command);
        assert_eq!(run.code, Some(0), "{}", run.err);
        shop
    }

    fn command(&self, line: &str, cache: &str) -> Command {
        let mut command = command(&self.dir.path(""));
        command
            .args(line.split_whitespace())
            .env("DOCBIND_CACHE", self.dir.path(cache));
        command
    }

    fn run(&self, line: &str) -> Run {
        finish(self.command(line, "cache"))
    }

    /// Runs a command, which says and returns what it does where nothing is remembered; says
    /// whether something was.
    #[track_caller]
    fn is_remembered(&self, line: &str) -> bool {
        let kept = self.kept();
        for path in &kept {
            let file = File::options().write(true).open(path).unwrap();
            file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
        }
        let run = self.run(line);
        let is_old = |path: &PathBuf| {
            fs::metadata(path).unwrap().modified().unwrap() == SystemTime::UNIX_EPOCH
        };
        let now = self.kept();
        let wrote = now.len() != kept.len() || !now.iter().all(is_old);
        let anew = finish(self.command(line, "empty"));
        fs::remove_dir_all(self.dir.path("empty")).ok();
        assert_eq!(
            (run.code, without_times(&run.out), &run.err),
            (anew.code, without_times(&anew.out), &anew.err),
            "docbind {line}"
        );
        run.code == Some(0) && !wrote
    }

    /// The files in which something is remembered.
    fn kept(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.dir.path("cache/unchanged"));
        let entries = entries.into_iter().flatten();
        entries.map(|entry| entry.unwrap().path()).collect()
    }

    /// Changes a file, runs a command, and takes the change back.
    fn with<T>(&self, path: &str, text: Option<&str>, run: impl FnOnce() -> T) -> T {
        let before = fs::read(self.dir.path(path)).ok();
        match text {
            Some(text) => self.dir.write(path, text),
            None => fs::remove_file(self.dir.path(path)).unwrap(),
        }
        let result = run();
        match before {
            Some(bytes) => self.dir.write(path, bytes),
            None => fs::remove_file(self.dir.path(path)).unwrap(),
        }
        result
    }
}

fn finish(mut command: Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The table of `generate` without its last column.
fn without_times(out: &str) -> String {
    let cut = |line: &str| match line.rsplit_once("  ") {
        Some((rest, time)) if time.trim().ends_with(" s") => rest.trim_end().to_owned(),
        _ => line.to_owned(),
    };
    out.lines().map(cut).collect::<Vec<_>>().join("\n")
}

#[test]
fn an_unchanged_run_says_what_the_one_before_said() {
    let shop = Shop::new(CRATE);
    let before = (shop.dir.files("crate"), shop.dir.files("docs"));
    for line in ["check", "generate"] {
        let first = shop.run(line);
        assert_eq!(first.code, Some(0), "{}", first.err);
        assert!(
            first.err.starts_with("bookshop: 1 finding: "),
            "{}",
            first.err
        );
        assert!(shop.is_remembered(line), "{line}");
        let kept = shop.kept();
        let second = shop.run(line);
        assert_eq!(without_times(&second.out), without_times(&first.out));
        assert_eq!(second.err, first.err);
        let quiet = shop.run(&format!("{line} bookshop --quiet"));
        assert_eq!(
            (quiet.code, quiet.out + &quiet.err),
            (Some(0), String::new())
        );
        assert_eq!(shop.kept(), kept);
    }
    assert!(shop.is_remembered("generate --check"));
    assert_eq!((shop.dir.files("crate"), shop.dir.files("docs")), before);
}

#[test]
fn findings_that_are_to_be_shown_or_denied_are_read_again() {
    let shop = Shop::new(SPEC);
    assert_eq!(shop.run("check").code, Some(0));
    for line in [
        "check --format full",
        "check --format json",
        "check --format sarif",
        "check --deny path-param-not-described",
    ] {
        let first = shop.run(line);
        assert_eq!(first.code, Some(i32::from(line.contains("--deny"))));
        assert!(!first.err.is_empty() || line.ends_with("json"), "{line}");
        assert_eq!(shop.kept().len(), 1, "{line}");
        // Nothing is written where nothing is remembered, so the comparison is what counts.
        shop.is_remembered(line);
    }
    assert!(!shop.is_remembered("check --allow path-param-not-described"));
    assert!(shop.is_remembered("check --allow path-param-not-described"));
    assert!(shop.is_remembered("check"));
}

#[test]
fn every_change_of_what_is_read_is_seen() {
    let shop = Shop::new(SPEC);
    assert_eq!(shop.run("check").code, Some(0));
    let page = shop.dir.read("docs/books.md");
    let spec = shop.dir.read("spec.yaml");
    let with = |line: &str| format!("{SPEC}{line}\n");
    let changes = [
        ("docs/books.md", Some(page.replace("| no |", "| yes |"))),
        (
            "docs/books.md",
            Some(page.replace("| no | Only", "| no | only")),
        ),
        ("docs/books.md", Some(page.replace("# Books", "# Books\n"))),
        ("docs/books.md", None),
        ("docs/more/notes.md", None),
        (
            "docs/more/notes.md",
            Some("# Notes\n\n    GET /notes\n".to_owned()),
        ),
        (
            "docs/new.md",
            Some("# New\n\n```\nGET /new\n```\n".to_owned()),
        ),
        ("docs/new.md", Some(String::new())),
        ("spec.yaml", Some(format!("# Reviewed.\n{spec}"))),
        ("spec.yaml", Some(spec.replace("/books", "/tomes"))),
        ("spec.yaml", None),
        ("overrides.yaml", Some(OVERRIDES.replace("202", "203"))),
        (
            "overrides.yaml",
            Some(OVERRIDES.replace("add-a", "add-one")),
        ),
        ("overrides.yaml", Some(format!("# Reviewed.\n{OVERRIDES}"))),
        ("overrides.yaml", None),
        ("docbind.toml", Some(with("version = \"0.2.0\""))),
        ("docbind.toml", Some(with("server = true"))),
        ("docbind.toml", Some(with("facts = true"))),
        ("docbind.toml", Some(with("out = \"crate\""))),
        (
            "docbind.toml",
            Some(with("hints = { unmarked = \"required\" }")),
        ),
        (
            "docbind.toml",
            Some(with("hints = { exclude = [\"more\"] }")),
        ),
        (
            "docbind.toml",
            Some(with("[rules]\npath-param-not-described = \"deny\"")),
        ),
        ("docbind.toml", Some(SPEC.replace("bookshop", "shop"))),
    ];
    for (path, text) in changes {
        let unseen = shop.with(path, text.as_deref(), || shop.is_remembered("check"));
        assert!(!unseen, "{path}: {text:?}");
    }
    assert!(shop.is_remembered("check"), "when all is as it was");
}

#[test]
fn every_change_of_what_is_written_is_seen() {
    let shop = Shop::new(CRATE);
    for line in ["check", "generate --check"] {
        assert_eq!(shop.run(line).code, Some(0));
        let lib = shop.dir.read("crate/src/lib.rs");
        let list = shop.dir.read("crate/.docbind-manifest");
        let first = list.lines().nth(1).unwrap();
        let unfinished = format!("{first}\n# Unfinished:");
        let changes = [
            ("crate/src/lib.rs", Some(format!("{lib}// mine\n"))),
            ("crate/src/lib.rs", None),
            ("crate/.docbind-manifest", None),
            ("crate/.docbind-manifest", Some(list.replace(first, ""))),
            (
                "crate/.docbind-manifest",
                Some(list.replace(first, &unfinished)),
            ),
        ];
        for (path, text) in changes {
            let run = shop.with(path, text.as_deref(), || shop.run(line));
            assert_eq!(run.code, Some(1), "{line}: {path}: {text:?}");
        }
        assert!(shop.is_remembered(line), "when all is as it was");
    }
}

#[test]
fn what_was_nobody_s_business_still_is() {
    let shop = Shop::new(CRATE);
    assert_eq!(shop.run("check").code, Some(0));
    let lib = shop.dir.read("crate/src/lib.rs");
    // Files of others and other line ends were no difference before, either.
    for (path, text) in [
        ("crate/notes.txt", "mine"),
        ("docs/notes.txt", "no page"),
        ("crate/src/lib.rs", &lib.replace('\n', "\r\n")),
    ] {
        let kept = shop.kept();
        let run = shop.with(path, Some(text), || shop.run("check"));
        assert_eq!((run.code, shop.kept()), (Some(0), kept), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn obstacles_are_told() {
    let shop = Shop::new(CRATE);
    assert_eq!(shop.run("check").code, Some(0));
    let (src, aside) = (shop.dir.path("crate/src"), shop.dir.path("aside"));
    fs::rename(&src, &aside).unwrap();
    std::os::unix::fs::symlink(&aside, &src).unwrap();
    let run = shop.run("check");
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("a symbolic link"), "{}", run.err);
}

#[test]
fn flags_are_not_mixed_up() {
    let shop = Shop::new(CRATE);
    assert_eq!(shop.run("check").code, Some(0));
    for (line, code) in [
        ("check --server", 1),
        ("check --out other", 1),
        ("check --spec other.yaml", 1),
        ("check --overrides docs/books.md", 2),
        ("generate --check --server", 1),
        ("generate --check --out other", 1),
    ] {
        assert_eq!(shop.run(line).code, Some(code), "{line}");
    }
    assert!(shop.is_remembered("check"));
}

#[test]
fn what_is_damaged_or_of_another_key_is_as_good_as_nothing() {
    let shop = Shop::new(SPEC);
    assert_eq!(shop.run("check").code, Some(0));
    let path = shop.kept().remove(0);
    let whole = fs::read_to_string(&path).unwrap();
    for damaged in [
        "",
        "rubbish",
        &whole[..whole.len() / 2],
        &whole.replace("bookshop", "bookshed"),
    ] {
        fs::write(&path, damaged).unwrap();
        assert!(!shop.is_remembered("check"), "{damaged}");
        assert_eq!(fs::read_to_string(&path).unwrap(), whole);
    }
    // What holds for one state, put where that of another one would be.
    let page = shop.dir.read("docs/books.md");
    let new = page.replace("| no |", "| yes |");
    let elsewhere = shop.with("docs/books.md", Some(&new), || {
        assert_eq!(shop.run("spec").code, Some(0));
        assert_eq!(shop.run("check").code, Some(0));
        shop.kept()
            .into_iter()
            .filter(|it| *it != path)
            .collect::<Vec<_>>()
    });
    assert!(!elsewhere.is_empty());
    for other in &elsewhere {
        fs::copy(other, &path).unwrap();
        assert!(!shop.is_remembered("check"));
        assert_eq!(shop.run("check").code, Some(1));
    }
}

#[test]
fn a_cache_that_cannot_be_written_is_no_fault() {
    let shop = Shop::new(SPEC);
    shop.dir.write("cache", "a file");
    let run = shop.run("check");
    assert_eq!(
        (run.code, run.out.as_str()),
        (Some(0), "bookshop: up to date\n")
    );
}

/// Another build has other bytes, and another opinion.
#[cfg(target_os = "linux")]
#[test]
fn another_build_of_the_program_believes_nothing() {
    use std::io::Write as _;

    let shop = Shop::new(SPEC);
    assert_eq!(shop.run("check").code, Some(0));
    let program = shop.dir.path("docbind");
    fs::copy(env!("CARGO_BIN_EXE_docbind"), &program).unwrap();
    let check = || {
        let mut command = Command::new(&program);
        command
            .arg("check")
            .current_dir(shop.dir.path(""))
            .env_clear()
            .env("DOCBIND_CACHE", shop.dir.path("cache"));
        let kept = shop.kept().len();
        let run = finish(command);
        assert_eq!(run.code, Some(0), "{}", run.err);
        shop.kept().len() - kept
    };
    assert_eq!(check(), 0, "a copy is the same program");
    let mut file = File::options().append(true).open(&program).unwrap();
    file.write_all(b"a byte more").unwrap();
    drop(file);
    assert_eq!(check(), 1);
}
