//! Every Markdown file in `mdtest/` is a test suite: pages with what is to be read from them.
//!
//! `DOCBIND_UPDATE=1 cargo test -p docbind-tests --test mdtest` rewrites the expectations; read
//! the difference before keeping it.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests fail by panicking, and say why they skip"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use docbind::diag::Rule;
use docbind::diag::render::{Style, render};
use docbind::hints::Hints;
use docbind::pipeline::{ReadOptions, read_docs};
use docbind::source::{SourceFile, SourceSet};
use docbind_spec::yaml::read_overrides;
use docbind_tests::facts::facts;
use docbind_tests::suite::{Case, Expected, Kind, cases, with_texts};

#[test]
fn pages_are_read_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("mdtest");
    let update = std::env::var_os("DOCBIND_UPDATE").is_some_and(|value| value == "1");
    let mut suites: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    suites.sort();
    assert!(!suites.is_empty(), "no suite in {}", folder.display());

    let mut failures = String::new();
    for path in suites {
        let name = path.file_name().unwrap().to_str().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let cases = cases(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut changes: Vec<(Expected, String)> = Vec::new();
        let mut findings: Vec<(Expected, String)> = Vec::new();
        for case in &cases {
            let (facts, diagnostics) = read(case);
            for expected in &case.expected {
                let actual = match expected.kind {
                    Kind::Facts => &facts,
                    Kind::Diagnostics => &diagnostics,
                };
                if *actual == expected.text {
                    continue;
                }
                writeln!(
                    failures,
                    "\ntests/mdtest/{name}:{}: {} ({})\n--- expected\n{}--- actual\n{actual}",
                    case.line,
                    case.name,
                    expected.kind.word(),
                    expected.text,
                )
                .unwrap();
                changes.push((expected.clone(), actual.clone()));
            }
            let silent = case.expected.iter().all(|it| it.kind != Kind::Diagnostics);
            if silent && !diagnostics.is_empty() {
                writeln!(
                    failures,
                    "\ntests/mdtest/{name}:{}: {}: findings without a `diagnostics` block\n{diagnostics}",
                    case.line, case.name
                )
                .unwrap();
                findings.push((case.expected.last().unwrap().clone(), diagnostics));
            }
        }
        if update && changes.len() + findings.len() > 0 {
            fs::write(&path, with_texts(&text, &changes, &findings)).unwrap();
        }
    }
    assert!(
        failures.is_empty(),
        "{failures}\nif this is right: DOCBIND_UPDATE=1 cargo test -p docbind-tests --test mdtest"
    );
}

/// Line and column of every finding included.
#[test]
fn line_ends_of_another_system_change_nothing() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("mdtest");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        for case in cases(&fs::read_to_string(&path).unwrap()).unwrap() {
            let mut other = case.clone();
            for (_, text) in &mut other.pages {
                *text = text.replace("\r\n", "\n").replace('\n', "\r\n");
            }
            let (own, others) = (read(&case), read(&other));
            assert_eq!(own, others, "{}: {}", path.display(), case.name);
        }
    }
}

/// Facts and findings of the pages of a test.
fn read(case: &Case) -> (String, String) {
    let hints: Hints = toml::from_str(&case.hints).unwrap();
    let sources = SourceSet::new(
        case.pages
            .iter()
            .map(|(path, text)| SourceFile {
                path: path.clone(),
                text: text.clone(),
            })
            .collect(),
    );
    let sources = hints.select(&sources).pages;
    let options = ReadOptions {
        name: "test".to_owned(),
        overrides: read_overrides(&case.overrides, "overrides.yaml").unwrap(),
        frozen: None,
        hints,
    };
    let reading = read_docs(&sources, &options);
    (
        facts(&reading.spec),
        render(&reading.diagnostics, &sources, Style::Concise),
    )
}

#[test]
fn every_rule_has_a_test() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("mdtest");
    let suites: String = fs::read_dir(folder)
        .unwrap()
        .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    for rule in Rule::ALL {
        let shown = ["warning", "error"]
            .iter()
            .any(|level| suites.contains(&format!(": {level}[{}]: ", rule.name())));
        assert!(shown, "{}: write a test in tests/mdtest/", rule.name());
    }
}
