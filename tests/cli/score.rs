//! The score against what careful readers found in the same pages.
//!
//! Needs `../shared` beside the repository and `python3`.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use super::harness::{Dir, root};

/// Measures with the least accepted recall and precision, in percent.
const LEAST: &[(&str, f64, Option<f64>)] = &[
    ("operations", 100.0, Some(100.0)),
    ("path parameters", 100.0, None),
    ("parameters", 99.0, Some(99.0)),
    ("placement", 99.0, None),
    ("required flag", 99.0, None),
    // 103 of 106.
    ("type", 97.0, None),
    // 6 of 7.
    ("prose parameters", 85.0, None),
    ("response examples", 98.0, None),
    ("examples shown there", 98.0, None),
];

#[test]
fn the_largest_corpus_is_read_as_people_read_it() {
    let shared = root().join("../shared");
    let docs = shared.join("corpus/gitlab-v3-2016");
    if !docs.is_dir() {
        println!("skipped: there is no ../shared beside the repository");
        return;
    }
    if Command::new("python3").arg("--version").output().is_err() {
        let required = std::env::var_os("DOCBIND_REQUIRE_ALL").is_some_and(|value| value == "1");
        assert!(!required, "there is no python3");
        println!("skipped: there is no python3");
        return;
    }
    let dir = Dir::new();
    let run = dir.run_in(
        "",
        &[
            "export",
            "openapi",
            "--docs",
            docs.to_str().unwrap(),
            "--out",
            "e.json",
        ],
    );
    assert_eq!(run.code, Some(0), "{}", run.err);
    let text = score(&shared, &docs, &dir.path("e.json"));
    let scores = read(&text);
    let mut faults = Vec::new();
    for (measure, recall, precision) in LEAST {
        let Some(score) = scores.get(*measure) else {
            faults.push(format!("{measure}: not measured"));
            continue;
        };
        if score.recall < *recall {
            faults.push(format!("{measure}: recall below {recall} %"));
        }
        if precision.is_some_and(|least| score.precision.is_none_or(|it| it < least)) {
            faults.push(format!("{measure}: precision too low"));
        }
    }
    assert!(faults.is_empty(), "{}\n{text}", faults.join("\n"));
}

fn score(shared: &Path, docs: &Path, export: &Path) -> String {
    let output = Command::new("python3")
        .arg(shared.join("tools/score-openapi.py"))
        .args([export, docs])
        .arg(shared.join("gold/gitlab-v3-2016.json"))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// One line of the score, in percent.
struct Score {
    recall: f64,
    precision: Option<f64>,
}

/// `parameters    found 9/10 recall 90.00% precision 100.00%`
fn read(text: &str) -> BTreeMap<String, Score> {
    let percent = |line: &str, word: &str| -> Option<f64> {
        let (_, rest) = line.split_once(&format!(" {word} "))?;
        rest.split_once('%')?.0.parse().ok()
    };
    text.lines()
        .filter_map(|line| {
            let (measure, rest) = line.split_once(" found ")?;
            let score = Score {
                recall: percent(rest, "recall")?,
                precision: percent(rest, "precision"),
            };
            Some((measure.trim().to_owned(), score))
        })
        .collect()
}
