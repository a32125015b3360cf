//! Findings as a SARIF log: its exact text, and its form by the standard's own schema.

#![allow(
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "tests fail by panicking, and say why they skip"
)]

use std::process::Command;

use docbind::diag::render::{Renderer, Style, render, render_together};
use docbind::diag::{Diagnostic, Edit, Level, Levels, Rule};
use docbind::source::{FileId, SourceFile, SourceSet, Span};
use serde_json::{Value, json};

fn pages(texts: &[(&str, &str)]) -> SourceSet {
    let page = |(path, text): &(&str, &str)| SourceFile {
        path: (*path).to_owned(),
        text: (*text).to_owned(),
    };
    SourceSet::new(texts.iter().map(page).collect())
}

fn span(sources: &SourceSet, page: usize, text: &str) -> Span {
    let start = sources.get(FileId(page)).unwrap().text.find(text).unwrap();
    Span {
        file: FileId(page),
        range: start..start + text.len(),
    }
}

/// Pages with every difficulty: Windows line ends, wide characters, a name that is no URI.
fn difficult() -> (SourceSet, Vec<Diagnostic>) {
    let sources = pages(&[
        (
            "a/Bücher & mehr: 100%.md",
            "# Bücher\r\n\r\n書 `preis` €\r\n",
        ),
        ("b.md", "text\nGET /books\n"),
    ]);
    let findings = vec![
        Diagnostic::new(
            Rule::UnreadBlock,
            span(&sources, 0, "`preis` €\r\n"),
            "`{\"preis\": {}}` is \"odd\"\u{7}",
        )
        .label("a {label}")
        .related(span(&sources, 1, "GET /books"), "another page")
        .related(span(&sources, 0, "書"), "")
        .help("write `{}`"),
        Diagnostic::new(
            Rule::DuplicateOperation,
            span(&sources, 1, "GET /books"),
            "documented twice",
        )
        .repair(Edit {
            span: span(&sources, 1, "GET"),
            text: "{PUT}".to_owned(),
        }),
        Diagnostic::new(Rule::MalformedRow, span(&sources, 1, "text"), "not shown"),
    ];
    (sources, findings)
}

fn difficult_log() -> String {
    let (sources, findings) = difficult();
    let levels = Levels::default()
        .with(Rule::DuplicateOperation, Level::Deny)
        .with(Rule::MalformedRow, Level::Allow);
    Renderer::new(&sources)
        .levels(levels)
        .folder("doc/api")
        .render(&findings, Style::Sarif)
}

#[test]
fn results_have_places_in_characters_and_uris() {
    let log: Value = serde_json::from_str(&difficult_log()).unwrap();
    let (books, plain) = (
        "doc/api/a/B%C3%BCcher%20%26%20mehr%3A%20100%25.md",
        "doc/api/b.md",
    );
    let place = |uri: &str, from: (u32, u32), to: (u32, u32)| {
        json!({
            "artifactLocation": {"uri": uri},
            "region": {
                "startLine": from.0, "startColumn": from.1, "endLine": to.0, "endColumn": to.1
            }
        })
    };
    let index = |rule: Rule| Rule::ALL.iter().position(|known| *known == rule);
    assert_eq!(
        log["runs"][0]["results"],
        json!([
            {
                "ruleId": "unread-block",
                "ruleIndex": index(Rule::UnreadBlock),
                "level": "warning",
                "message": {
                    "text": "`{{\"preis\": {{}}}}` is \"odd\"\u{7}\n\nhelp: write `{{}}`"
                },
                "locations": [{
                    "physicalLocation": place(books, (3, 3), (4, 1)),
                    "message": {"text": "a {{label}}"}
                }],
                "relatedLocations": [
                    {
                        "id": 1,
                        "physicalLocation": place(plain, (2, 1), (2, 11)),
                        "message": {"text": "another page"}
                    },
                    {"id": 2, "physicalLocation": place(books, (3, 1), (3, 2))}
                ]
            },
            {
                "ruleId": "duplicate-operation",
                "ruleIndex": index(Rule::DuplicateOperation),
                "level": "error",
                "message": {"text": "documented twice"},
                "locations": [{"physicalLocation": place(plain, (2, 1), (2, 11))}],
                "fixes": [{"artifactChanges": [{
                    "artifactLocation": {"uri": plain},
                    "replacements": [{
                        "deletedRegion": {
                            "startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 4
                        },
                        "insertedContent": {"text": "{PUT}"}
                    }]
                }]}]
            }
        ])
    );
    assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
}

#[test]
fn rules_come_with_their_pages() {
    let log: Value =
        serde_json::from_str(&render(&[], &SourceSet::default(), Style::Sarif)).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["results"], json!([]));
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), Rule::ALL.len());
    for (rule, known) in rules.iter().zip(Rule::ALL) {
        let level = match known.default_level() {
            Level::Allow => "none",
            Level::Warn => "warning",
            Level::Deny => "error",
        };
        assert_eq!(
            *rule,
            json!({
                "id": known.name(),
                "shortDescription": {"text": known.summary()},
                "help": {"text": known.documentation(), "markdown": known.documentation()},
                "defaultConfiguration": {"enabled": level != "none", "level": level}
            })
        );
    }
}

#[test]
fn several_apis_are_one_run() {
    let (sources, findings) = difficult();
    let parts = [
        (Renderer::new(&sources).folder("one"), &findings[..1]),
        (Renderer::new(&sources).folder("two"), &findings[1..]),
    ];
    let log: Value = serde_json::from_str(&render_together(&parts, Style::Sarif)).unwrap();
    let uris: Vec<&str> = log["runs"][0]["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| {
            let place = &result["locations"][0]["physicalLocation"];
            place["artifactLocation"]["uri"].as_str().unwrap()
        })
        .collect();
    assert_eq!(
        uris,
        [
            "one/a/B%C3%BCcher%20%26%20mehr%3A%20100%25.md",
            "two/b.md",
            "two/b.md"
        ]
    );
}

/// Needs Python with the package `jsonschema`, and in `DOCBIND_SARIF_SCHEMA` the path of the
/// standard's schema, which `.ci/run` gets. `DOCBIND_PYTHON` names another interpreter than
/// `python3`.
#[test]
fn the_schema_of_the_standard_is_met() {
    let python = std::env::var("DOCBIND_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let present = Command::new(&python)
        .args(["-c", "import jsonschema"])
        .output()
        .is_ok_and(|output| output.status.success());
    let schema = std::env::var_os("DOCBIND_SARIF_SCHEMA");
    let (true, Some(schema)) = (present, schema) else {
        assert!(
            std::env::var_os("DOCBIND_REQUIRE_ALL").is_none_or(|value| value != "1"),
            "{python} lacks jsonschema, or DOCBIND_SARIF_SCHEMA is not set"
        );
        eprintln!("skipped: {python} lacks jsonschema, or DOCBIND_SARIF_SCHEMA is not set");
        return;
    };
    let check = "import json, sys, jsonschema; \
                 load = lambda path: json.load(open(path, encoding='utf-8')); \
                 schema = load(sys.argv[1]); \
                 kind = jsonschema.validators.validator_for(schema); \
                 kind(schema, format_checker=kind.FORMAT_CHECKER).validate(load(sys.argv[2]))";
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("log.sarif");
    let accepts = |text: &str| {
        std::fs::write(&file, text).unwrap();
        let output = Command::new(&python)
            .args(["-c", check])
            .args([schema.as_ref(), file.as_os_str()])
            .output()
            .unwrap();
        (
            output.status.success(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    let nothing = render(&[], &SourceSet::default(), Style::Sarif);
    for log in [difficult_log(), nothing] {
        let (good, words) = accepts(&log);
        assert!(good, "{words}\n{log}");
    }
    // The schema is what it should be.
    let wrong = difficult_log().replace("startColumn", "startColum");
    assert!(!accepts(&wrong).0, "any log is accepted");
}
