//! The shipped documentation says what the real documentation says, in other words.
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
use std::path::Path;

use docbind::facts::strip;
use docbind::pipeline::{ReadOptions, read_docs};
use docbind_spec::{ApiSpec, BlockKind, Method, PathTemplate};
use docbind_tests::facts::facts;
use docbind_tests::pages::pages;

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

/// An independent count: lines that begin with a method and an address, by plain text search.
#[test]
fn every_request_line_is_an_operation_or_ignored() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let corpus = root.join("../shared/corpus");
    if !corpus.is_dir() {
        println!("skipped: there is no ../shared beside the repository");
        return;
    }
    for entry in fs::read_dir(root.join("spec/apis")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let spec = read(&corpus.join(&name), &name);
        let base = spec.api.base_path.clone().unwrap_or_default();
        let known: Vec<(Method, String)> = spec
            .operations
            .iter()
            .map(|operation| {
                (
                    operation.method,
                    PathTemplate::parse(&operation.path).anonymous(),
                )
            })
            .collect();
        let mut lines = 0;
        for (_, file) in pages(&corpus.join(&name)).iter() {
            let others = request_lines(&file.text, &base)
                .inspect(|_| lines += 1)
                .filter(|request| !known.contains(request))
                .count();
            let ignored: u32 = spec
                .ignored
                .iter()
                .filter(|ignored| {
                    ignored.source.page() == file.path && ignored.block == BlockKind::RequestLine
                })
                .map(|ignored| ignored.count)
                .sum();
            assert!(
                others <= ignored as usize,
                "{name} {}: {others} request lines are lost",
                file.path
            );
        }
        assert!(
            lines >= spec.operations.len() / 2,
            "{name}: only {lines} request lines were found"
        );
    }
}

/// The request lines of a page, relative to the base path, without queries.
fn request_lines<'a>(text: &'a str, base: &'a str) -> impl Iterator<Item = (Method, String)> + 'a {
    text.lines().filter_map(move |line| {
        let mut words = line.split_whitespace();
        let method = Method::parse(words.next()?)?;
        let address = words
            .next()
            .filter(|address| address.starts_with('/') || address.contains("://"))?;
        let path = address.split_once("://").map_or(address, |(_, rest)| {
            rest.find('/').map_or("/", |at| &rest[at..])
        });
        let path = path.split('?').next()?;
        let path = path
            .strip_prefix(base)
            .filter(|rest| rest.starts_with('/'))
            .unwrap_or(path);
        words.next().is_none().then(|| {
            (
                method,
                PathTemplate::parse(path.trim_end_matches('/')).anonymous(),
            )
        })
    })
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
    let options = ReadOptions {
        name: name.to_owned(),
        ..ReadOptions::default()
    };
    read_docs(&pages(folder), &options).spec
}
