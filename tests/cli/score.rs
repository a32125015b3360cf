//! The score against what careful readers found in the same pages.
//!
//! Needs `../shared` beside the repository and `python3`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
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

/// Documents of other projects with what careful readers found in them.
const OTHERS: &[(&str, &str)] = &[
    (
        "corpus/docker-engine/v1.18.md",
        "gold/docker-v1.18.ops.json",
    ),
    (
        "corpus/docker-engine/v1.24.md",
        "gold/docker-v1.24.ops.json",
    ),
    ("corpus/gitlab-v4-2018", "gold/gitlab-v4-2018.ops.json"),
];

/// Parameters that running text on the pages names and the careful readers, who looked at tables
/// and lists, left out: where readers and a document disagree, the document is right. Set, page,
/// line, operation and name.
const NAMED: &[(&str, &str, usize, &str, &str)] = &[
    (V4, "groups.md", 430, "GET /groups", "per_page"),
    (V4, "groups.md", 435, "GET /groups", "page"),
    (V4, "merge_requests.md", 15, "GET /merge_requests", "page"),
    (
        V4,
        "merge_requests.md",
        15,
        "GET /merge_requests",
        "per_page",
    ),
    (
        V4,
        "merge_requests.md",
        112,
        "GET /projects/{id}/merge_requests",
        "page",
    ),
    (
        V4,
        "merge_requests.md",
        112,
        "GET /projects/{id}/merge_requests",
        "per_page",
    ),
    (V4, "users.md", 7, "GET /users", "page"),
    (V4, "users.md", 7, "GET /users", "per_page"),
    (V4, "users.md", 123, "GET /users", "search"),
    (V4, "users.md", 149, "GET /users", "external"),
    (
        V4,
        "users.md",
        930,
        "GET /users/{user_id}/impersonation_tokens",
        "page",
    ),
    (
        V4,
        "users.md",
        930,
        "GET /users/{user_id}/impersonation_tokens",
        "per_page",
    ),
];

/// The set whose text names parameters.
const V4: &str = "corpus/gitlab-v4-2018";

/// Measures of those with the least accepted part, of one.
const LEAST_OF_OPENAPI: &[(&str, f64)] = &[
    ("ops recall", 0.995),
    ("ops precision", 0.995),
    ("params recall", 0.99),
    // In OpenAPI one name serves both of two operations that call a placeholder differently:
    // 1278 of 1291 in the set whose text names more than the readers' lists have.
    ("params precision", 0.9899),
    ("params precision by the pages", 0.99),
    ("in", 0.99),
    ("required", 0.98),
];

/// The same by the list of operations, by the readers' lists alone.
const LEAST_OF_LIST: &[(&str, f64)] = &[
    ("ops recall", 0.995),
    ("ops precision", 0.995),
    ("params recall", 0.99),
    ("params precision", 0.99),
    ("in", 0.99),
    ("required", 0.98),
];

#[test]
fn documents_of_others_are_read_as_people_read_them() {
    measure_others("operations", LEAST_OF_LIST);
}

#[test]
fn documents_of_others_are_exported_as_people_read_them() {
    measure_others("openapi", LEAST_OF_OPENAPI);
}

/// Scores an export of each set of other documents.
fn measure_others(format: &str, least: &[(&str, f64)]) {
    for (docs, gold) in OTHERS {
        let Some(shared) = shared(docs) else { return };
        let dir = Dir::new();
        export(&dir, format, &shared.join(docs));
        let arguments = [shared.join(gold), dir.path("e.json"), "-v".into()];
        let text = python(&shared.join("tools/score-operations.py"), &arguments);
        let named = named(&shared, docs, &text);
        let parts = parts(&text, named);
        for (measure, least) in least {
            let part = parts.get(*measure);
            let enough = part.is_some_and(|part| part >= least);
            assert!(enough, "{docs}: {measure} below {least}\n{text}");
        }
    }
}

/// The folder beside the repository, where it has these documents and `python3` is there.
fn shared(docs: &str) -> Option<PathBuf> {
    let shared = root().join("../shared");
    if !shared.join(docs).exists() {
        println!("skipped: there is no ../shared beside the repository");
        return None;
    }
    if Command::new("python3").arg("--version").output().is_err() {
        let required = std::env::var_os("DOCBIND_REQUIRE_ALL").is_some_and(|value| value == "1");
        assert!(!required, "there is no python3");
        println!("skipped: there is no python3");
        return None;
    }
    Some(shared)
}

/// Writes what is read from documents to `e.json`.
fn export(dir: &Dir, format: &str, docs: &Path) {
    let docs = docs.to_str().unwrap();
    let run = dir.run_in("", &["export", format, "--docs", docs, "--out", "e.json"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
}

/// How many of the parameters that count as extra the text of the pages names.
fn named(shared: &Path, docs: &str, text: &str) -> f64 {
    let of_set = NAMED.iter().filter(|(set, ..)| *set == docs);
    let extra = of_set.filter(|(_, page, line, operation, name)| {
        let content = std::fs::read_to_string(shared.join(docs).join(page)).unwrap();
        let line = content.lines().nth(line - 1).unwrap();
        let is_there = line
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .any(|word| word == *name);
        assert!(is_there, "{page} does not name {name} in: {line}");
        let (method, path) = operation.split_once(' ').unwrap();
        text.contains(&format!("    ('{method}', '{path}', '{name}', 'query', "))
    });
    f64::from(u32::try_from(extra.count()).unwrap())
}

/// `set: ops recall 9/10=0.900 precision 9/9=1.000 | in 5/5`: parts of one by measure, where so
/// many of the parameters that count as extra are none.
fn parts(text: &str, named: f64) -> BTreeMap<String, f64> {
    let line = text.lines().next().unwrap_or_default();
    let (_, line) = line.split_once(": ").unwrap_or_default();
    let mut parts = BTreeMap::new();
    for group in line.split(" | ") {
        let words: Vec<&str> = group.split(' ').collect();
        let mut name = Vec::new();
        for word in words {
            let Some((found, of)) = word.split('=').next().and_then(|it| it.split_once('/')) else {
                name.push(word);
                continue;
            };
            if let (Ok(found), Ok(of)) = (found.parse::<f64>(), of.parse::<f64>()) {
                let measure = name.join(" ");
                if measure == "params precision" {
                    parts.insert(format!("{measure} by the pages"), (found + named) / of);
                }
                parts.insert(measure, found / of);
            }
            name.truncate(1);
        }
    }
    parts
}

#[test]
fn the_largest_corpus_is_read_as_people_read_it() {
    let docs = "corpus/gitlab-v3-2016";
    let Some(shared) = shared(docs) else { return };
    let docs = shared.join(docs);
    let dir = Dir::new();
    export(&dir, "openapi", &docs);
    let gold = shared.join("gold/gitlab-v3-2016.json");
    let arguments = [dir.path("e.json"), docs, gold];
    let text = python(&shared.join("tools/score-openapi.py"), &arguments);
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

/// What a program in Python prints.
fn python(program: &Path, arguments: &[PathBuf]) -> String {
    let output = Command::new("python3")
        .arg(program)
        .args(arguments)
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
