//! Crates that are generated from other people's documents compile without a warning, and what
//! the documents show of their operations holds.
//!
//! Needs `../shared` beside the repository; skipped without. The dependencies are compiled once,
//! together with those of `generated.rs`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "helpers of tests are tests too"
)]

use std::fs;
use std::path::Path;

use docbind::generate::{GenerateOptions, generate};
use docbind::output::{self, Mode};
use docbind::pipeline::{ReadOptions, read_docs};
use docbind::source::{SourceFile, SourceSet};

mod cargo;

/// Crates and the documents they are made of, those that compile longest last.
const SETS: &[(&str, &str)] = &[
    ("engine-older", "docker-engine/v1.18.md"),
    ("engine-newer", "docker-engine/v1.24.md"),
    ("hosting", "gitlab-v4-2018"),
];

/// The sets to try. Two minutes for the last one are too much where something may be left out.
fn sets() -> &'static [(&'static str, &'static str)] {
    if std::env::var_os("DOCBIND_REQUIRE_ALL").is_some() {
        return SETS;
    }
    eprintln!(
        "skipped: {:?}, unless DOCBIND_REQUIRE_ALL is set",
        SETS.last()
    );
    &SETS[..SETS.len() - 1]
}

#[test]
fn compile_and_pass_their_own_tests() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let corpus = std::env::var_os("DOCBIND_CORPUS").map_or(corpus, Into::into);
    let sets = sets();
    if sets.iter().any(|(_, docs)| !corpus.join(docs).exists()) {
        eprintln!("skipped: no documents in {}", corpus.display());
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    for (name, docs) in sets {
        write_crate(&dir.path().join(name), name, &corpus.join(docs));
    }
    let members: Vec<&str> = sets.iter().map(|(name, _)| *name).collect();
    let manifest = format!("[workspace]\nmembers = {members:?}\nresolver = \"3\"\n");
    cargo::workspace(dir.path(), &manifest);
    let features = ["--features", "client,server"];
    cargo::run(
        dir.path(),
        &[&["test", "--workspace", "--tests"][..], &features].concat(),
    );
}

/// Writes the crate of some documents, in which a warning is an error.
fn write_crate(dir: &Path, name: &str, docs: &Path) {
    let mut pages = Vec::new();
    if docs.is_dir() {
        folder(docs, docs, &mut pages);
    } else {
        pages.push(page("api.md", docs));
    }
    let options = ReadOptions {
        name: name.to_owned(),
        ..ReadOptions::default()
    };
    let spec = read_docs(&SourceSet::new(pages), &options).spec;
    let generated = generate(&spec, &GenerateOptions::new("docbind generate")).unwrap();
    output::write(dir, &generated.files, Mode::Write).unwrap();
    let manifest = dir.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text + "\n[lints.rust]\nwarnings = \"deny\"\n").unwrap();
}

/// The pages of a folder.
fn folder(root: &Path, below: &Path, pages: &mut Vec<SourceFile>) {
    for entry in fs::read_dir(below).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            folder(root, &path, pages);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap();
            pages.push(page(&name.replace('\\', "/"), &path));
        }
    }
}

fn page(name: &str, path: &Path) -> SourceFile {
    SourceFile {
        path: name.to_owned(),
        text: fs::read_to_string(path).unwrap(),
    }
}
