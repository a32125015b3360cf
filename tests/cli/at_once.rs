//! Several runs at once: what they write is wholly of one of them.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use super::harness::{BOOKS, Dir, command};
use super::worlds::{Worlds, new_pages, old_pages, written};

fn start(dir: &Dir, line: &str) -> Child {
    command(&dir.path(""))
        .args(line.split_whitespace())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

#[track_caller]
fn succeeds(run: Child) {
    let output = run.wait_with_output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{err}");
    let lines = err.lines();
    let others = lines.filter(|line| !line.starts_with("waiting for another docbind "));
    assert_eq!(others.collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn both_apis_are_wholly_of_one_run() {
    let worlds = Worlds::get();
    let dir = worlds.enter();
    // Two sets of pages for the same places.
    let settings = dir.read("docbind.toml");
    for (name, pages) in [("old", old_pages as fn(&Dir)), ("new", new_pages)] {
        pages(&dir);
        fs::rename(dir.path("docs"), dir.path(name)).unwrap();
        let settings = settings.replace("\"docs/", &format!("\"{name}/"));
        dir.write(&format!("{name}.toml"), settings);
    }
    let mut ends = Vec::new();
    for _ in 0..4 {
        let names = ["old", "new", "old", "new"];
        let runs = names.map(|name| start(&dir, &format!("generate --config {name}.toml")));
        // Whoever looks on sees no half of anything.
        let check = dir.run("generate --config new.toml --check");
        assert!(!check.err.contains("interrupted"), "{}", check.err);
        runs.into_iter().for_each(succeeds);
        let end = written(&dir);
        assert!(end == worlds.old || end == worlds.new, "they are mixed");
        ends.push(end == worlds.new);
    }
    println!("wholly new: {ends:?}");
}

#[test]
fn nobody_waits_for_ever() {
    let dir = Dir::bookshop();
    // Each run needs what the other one has.
    for (name, first, second) in [("here", "x", "y"), ("there", "y", "x")] {
        dir.write(
            &format!("{name}.toml"),
            format!(
                "[apis.a]\ndocs = \"docs\"\nout = \"{first}\"\nspec = \"{first}/spec.yaml\"\n\
                 [apis.b]\ndocs = \"docs\"\nout = \"{second}\"\nspec = \"{second}/spec.yaml\"\n"
            ),
        );
    }
    for _ in 0..3 {
        let names = ["here", "there", "here", "there"];
        let runs = names.map(|name| start(&dir, &format!("generate --config {name}.toml")));
        runs.into_iter().for_each(succeeds);
    }
    let is_here = dir.run("generate --config here.toml --check").code == Some(0);
    let is_there = dir.run("generate --config there.toml --check").code == Some(0);
    assert!(is_here != is_there, "{is_here} {is_there}");
}

/// The pages are read after the wait: an older reading never overwrites a newer one.
#[test]
fn who_waits_says_so_and_reads_afterwards() {
    let dir = Dir::bookshop();
    for (line, place, held, text) in [
        (
            "generate --docs docs --out crate",
            "crate",
            "crate",
            "crate/src/client/tomes.rs",
        ),
        (
            "spec --docs docs --out made/spec.yaml",
            "made/spec.yaml",
            "made",
            "made/spec.yaml",
        ),
        (
            "render --docs docs --out pages",
            "pages",
            "pages",
            "pages/tomes.md",
        ),
    ] {
        dir.write("docs/books.md", BOOKS);
        fs::create_dir(dir.path(held)).unwrap();
        let folder = File::open(dir.path(held)).unwrap();
        folder.lock().unwrap();
        let mut run = start(&dir, line);
        let mut err = BufReader::new(run.stderr.take().unwrap());
        let mut said = String::new();
        err.read_line(&mut said).unwrap();
        assert_eq!(
            said,
            format!("waiting for another docbind that reads or writes `{place}`\n")
        );
        fs::remove_file(dir.path("docs/books.md")).unwrap();
        dir.write("docs/tomes.md", BOOKS.replace("/books", "/tomes"));
        thread::sleep(Duration::from_millis(20));
        assert!(dir.files(held).is_empty(), "it did not wait");
        drop(folder);
        run.stderr = None;
        assert!(run.wait().unwrap().success());
        assert!(dir.path(text).exists(), "docbind {line}");
        fs::remove_file(dir.path("docs/tomes.md")).unwrap();
    }
}

#[test]
fn who_reads_waits_for_who_writes_only() {
    let dir = Dir::bookshop();
    let settings = "[apis.shop]\ndocs = \"docs\"\nspec = \"specs/shop.yaml\"\nout = \"crate\"\n";
    dir.write("docbind.toml", settings);
    assert_eq!(dir.run("generate").code, Some(0));
    let before = dir.files("");
    for held in ["crate", "specs"] {
        let folder = File::open(dir.path(held)).unwrap();
        folder.lock_shared().unwrap();
        for line in ["check", "generate --check"] {
            let run = dir.run(line);
            assert_eq!(
                (run.code, run.err.as_str()),
                (Some(0), ""),
                "docbind {line}"
            );
        }
        folder.unlock().unwrap();
        folder.lock().unwrap();
        // What writes nothing there asks nobody.
        assert_eq!(dir.run("spec --docs docs").code, Some(0));
        for line in ["check", "generate --check"] {
            let mut run = start(&dir, line);
            let mut said = String::new();
            let mut err = BufReader::new(run.stderr.take().unwrap());
            err.read_line(&mut said).unwrap();
            assert!(
                said.starts_with("waiting for another docbind that writes to `"),
                "docbind {line}: {said}"
            );
            folder.unlock().unwrap();
            assert!(run.wait().unwrap().success(), "docbind {line}");
            folder.lock().unwrap();
        }
    }
    assert!(dir.files("") == before, "a lock left something");
}

#[test]
fn a_wait_is_no_message_for_programs() {
    let dir = Dir::bookshop();
    fs::create_dir(dir.path("crate")).unwrap();
    for line in [
        "generate --docs docs --out crate --format json",
        "generate --docs docs --out crate --quiet",
    ] {
        let folder = File::open(dir.path("crate")).unwrap();
        folder.lock().unwrap();
        let run = start(&dir, line);
        thread::sleep(Duration::from_millis(50));
        drop(folder);
        let output = run.wait_with_output().unwrap();
        assert_eq!(
            String::from_utf8(output.stderr).unwrap(),
            "",
            "docbind {line}"
        );
        assert!(output.status.success());
    }
}
