//! The real documents: nothing of them is lost, and the shipped documentation says what they say
//! in other words.
//!
//! Needs `../shared` beside the repository.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests fail by panicking, and say why they skip"
)]

use std::fs;
use std::path::{Path, PathBuf};

use docbind::facts::strip;
use docbind::pipeline::{ReadOptions, read_docs};
use docbind::source::{SourceFile, SourceSet};
use docbind_spec::{ApiSpec, BlockKind, Method, PathTemplate};
use docbind_tests::facts::facts;

#[test]
fn the_facts_of_the_real_documents_are_shipped() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let corpus = root.join("../shared/corpus");
    if !corpus.is_dir() {
        println!("skipped: there is no ../shared beside the repository");
        return;
    }
    for entry in fs::read_dir(root.join("spec/apis")).unwrap() {
        let folder = entry.unwrap().path();
        let name = folder.file_name().unwrap().to_str().unwrap();
        let real = strip(&read(&corpus.join(name), name));
        let shipped = strip(&read(&folder.join("docs"), name));
        same(name, &lines(&real), &lines(&shipped));
    }
}

#[test]
fn every_request_line_is_an_operation_or_ignored() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if !corpus.is_dir() {
        println!("skipped: there is no ../shared beside the repository");
        return;
    }
    for name in ["gitlab-ci-v1", "gitlab-v3-2014", "gitlab-v3-2016"] {
        let mut pages = Vec::new();
        let folder = corpus.join(name);
        walk(&folder, &folder, &mut pages);
        let spec = read(&folder, name);
        let base = spec.api.base_path.as_deref().unwrap_or_default();
        let known: Vec<(Method, String)> = spec
            .operations
            .iter()
            .map(|operation| (operation.method, anonymous(&operation.path)))
            .collect();
        let mut lines = 0;
        for page in &pages {
            let requests: Vec<(Method, &str)> =
                page.text.lines().filter_map(request_line).collect();
            lines += requests.len();
            let others: Vec<&(Method, &str)> = requests
                .iter()
                .filter(|(method, path)| {
                    let path = path.strip_prefix(base).unwrap_or(path);
                    !known.contains(&(*method, anonymous(path)))
                })
                .collect();
            let ignored: u32 = spec
                .ignored
                .iter()
                .filter(|ignored| ignored.source.page() == page.path)
                .filter(|ignored| matches!(ignored.block, BlockKind::RequestLine | BlockKind::Code))
                .map(|ignored| ignored.count)
                .sum();
            assert!(
                others.len() <= usize::try_from(ignored).unwrap(),
                "{name}/{}: {ignored} ignored, but these are no operations: {others:?}",
                page.path
            );
        }
        assert!(
            lines >= spec.operations.len() / 2,
            "{name}: {lines} request lines"
        );
    }
}

/// `GET /songs/:id?live=true` as method and path.
fn request_line(line: &str) -> Option<(Method, &str)> {
    let (method, rest) = line.trim().split_once(' ')?;
    let target = rest.trim_start();
    let path = match target.split_once("://") {
        Some((_, rest)) => &rest[rest.find('/')?..],
        None => target,
    };
    let path = path.split([' ', '?']).next()?;
    path.starts_with('/')
        .then_some((Method::parse(method)?, path))
}

fn anonymous(path: &str) -> String {
    PathTemplate::parse(path.trim_end_matches('/')).anonymous()
}

/// Everything that rendering keeps, one line each.
fn lines(spec: &ApiSpec) -> Vec<String> {
    // Blocks and sections are others in rendered pages.
    let mut lines: Vec<String> = facts(spec)
        .lines()
        .filter(|line| !line.starts_with("ignored ") && !line.starts_with("  also at "))
        .map(str::to_owned)
        .collect();
    for operation in &spec.operations {
        let name = format!("{}.{}", operation.resource, operation.id);
        lines.push(format!("{name}: {} {}", operation.method, operation.path));
        for response in &operation.responses {
            for example in &response.examples {
                lines.push(format!("{name}: {} {:?}", response.status, example.body));
            }
        }
    }
    lines
}

#[track_caller]
fn same(name: &str, real: &[String], shipped: &[String]) {
    let only = |here: &[String], there: &[String]| -> String {
        here.iter()
            .filter(|line| !there.contains(line))
            .take(20)
            .map(|line| format!("  {line}\n"))
            .collect()
    };
    let (lost, new) = (only(real, shipped), only(shipped, real));
    assert!(
        lost.is_empty() && new.is_empty() && real.len() == shipped.len(),
        "{name}\nonly in the real documents:\n{lost}only in the shipped ones:\n{new}"
    );
}

fn read(folder: &Path, name: &str) -> ApiSpec {
    let mut pages = Vec::new();
    walk(folder, folder, &mut pages);
    let options = ReadOptions {
        name: name.to_owned(),
        ..ReadOptions::default()
    };
    read_docs(&SourceSet::new(pages), &options).spec
}

fn walk(folder: &Path, root: &Path, pages: &mut Vec<SourceFile>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, root, pages);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            pages.push(SourceFile {
                path: path
                    .strip_prefix(root)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned(),
                text: fs::read_to_string(&path).unwrap(),
            });
        }
    }
}
