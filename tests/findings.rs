//! What docbind finds wrong in documents: true faults of the real ones, and nothing that people
//! have not waived in the shipped ones.
//!
//! `true-findings.txt` names faults by page, line and rule. Each one was read beside its page
//! before it was listed; the file says nothing else of the pages.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests fail by panicking, and say why they skip"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use docbind::pipeline::{ReadOptions, Reading, read_docs};
use docbind::source::SourceSet;
use docbind_spec::Overrides;
use docbind_spec::yaml::read_overrides;
use docbind_tests::pages::pages;

const APIS: [&str; 3] = ["gitlab-ci-v1", "gitlab-v3-2014", "gitlab-v3-2016"];

#[test]
fn the_faults_of_the_real_documents_are_found() {
    let root = root();
    let corpus = root.join("../shared/corpus");
    if !corpus.is_dir() {
        println!("skipped: there is no ../shared beside the repository");
        return;
    }
    let listed = fs::read_to_string(root.join("tests/true-findings.txt")).unwrap();
    let listed: BTreeSet<&str> = listed
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    assert!(listed.len() >= 60, "only {} are listed", listed.len());
    let mut found = BTreeSet::new();
    for name in APIS {
        let (sources, reading) = read(&corpus.join(name), name, Overrides::default());
        for finding in &reading.diagnostics {
            let page = &sources.get(finding.span.file).unwrap().path;
            let place = sources
                .line_column(finding.span.file, finding.span.range.start)
                .unwrap();
            found.insert(format!(
                "{name}/{page}:{} {}",
                place.line,
                finding.rule.name()
            ));
        }
    }
    let missed: Vec<&&str> = listed
        .iter()
        .filter(|line| !found.contains(**line))
        .collect();
    assert!(missed.is_empty(), "no longer found: {missed:#?}");
    // What is new is true or a fault of docbind: somebody must read it.
    let unlisted: Vec<&String> = found
        .iter()
        .filter(|line| !listed.contains(line.as_str()))
        .collect();
    assert!(
        unlisted.is_empty(),
        "read these beside their pages, and list them in tests/true-findings.txt if they are true: \
         {unlisted:#?}"
    );
}

#[test]
fn the_shipped_documents_have_no_finding_without_a_waiver() {
    let apis = root().join("spec/apis");
    for name in APIS {
        let folder = apis.join(name);
        let text = fs::read_to_string(folder.join("overrides.yaml")).unwrap();
        let overrides = read_overrides(&text, "overrides.yaml").unwrap();
        assert!(
            overrides
                .waivers
                .iter()
                .all(|waiver| waiver.reason.split_whitespace().count() > 3),
            "a waiver of {name} has no reason worth the name"
        );
        let (_, reading) = read(&folder.join("docs"), name, overrides);
        let open: Vec<_> = reading
            .diagnostics
            .iter()
            .map(|finding| (finding.rule.name(), &finding.message))
            .collect();
        assert!(open.is_empty(), "{name}: {open:#?}");
        assert!(
            !reading.waived.is_empty(),
            "{name} has faults, which must be found"
        );
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(folder: &Path, name: &str, overrides: Overrides) -> (SourceSet, Reading) {
    let sources = pages(folder);
    let options = ReadOptions {
        name: name.to_owned(),
        overrides,
        ..ReadOptions::default()
    };
    let reading = read_docs(&sources, &options);
    (sources, reading)
}
