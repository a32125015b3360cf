//! `docbind fix` on any pages: nothing but the repairs changes, and they change nothing else.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests fail by panicking, and say why they skip"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use docbind::diag::{Diagnostic, Edit, Rule};
use docbind::fix::{Fixed, RULES, apply, fix};
use docbind::pipeline::{ReadOptions, Reading, read_docs};
use docbind::source::{FileId, SourceFile, SourceSet, Span};
use proptest::prelude::*;

fn set(pages: &[(String, String)]) -> SourceSet {
    let page = |(path, text): &(String, String)| SourceFile {
        path: path.clone(),
        text: text.clone(),
    };
    SourceSet::new(pages.iter().map(page).collect())
}

fn read(sources: &SourceSet) -> Reading {
    read_docs(sources, &ReadOptions::default())
}

fn texts(sources: &SourceSet) -> Vec<String> {
    sources.iter().map(|(_, file)| file.text.clone()).collect()
}

/// Edits by hand: bytes are taken out and put in from the last place to the first.
fn spliced(texts: &[String], edits: &[&Edit]) -> Vec<String> {
    let mut all: Vec<Vec<u8>> = texts.iter().map(|text| text.clone().into_bytes()).collect();
    let mut edits = edits.to_vec();
    edits.sort_by_key(|edit| (edit.span.range.start, edit.span.range.end));
    for edit in edits.iter().rev() {
        let page = &mut all[edit.span.file.0];
        page.splice(edit.span.range.clone(), edit.text.bytes());
    }
    all.into_iter()
        .map(|bytes| String::from_utf8(bytes).unwrap())
        .collect()
}

/// The text without the bytes that edits replace.
fn untouched(text: &str, edits: &[&Edit], page: usize) -> Vec<u8> {
    let taken = |at: usize| {
        edits
            .iter()
            .any(|edit| edit.span.file.0 == page && edit.span.range.contains(&at))
    };
    let bytes = text.bytes().enumerate();
    bytes
        .filter(|(at, _)| !taken(*at))
        .map(|(_, byte)| byte)
        .collect()
}

fn count(findings: &[Diagnostic]) -> BTreeMap<Rule, usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.rule).or_default() += 1;
    }
    counts
}

/// Repairs pages and checks all that must hold of the result.
fn check(sources: &SourceSet) -> Fixed {
    let before = read(sources);
    let fixed = fix(sources.clone(), RULES, &read);

    let mut now = texts(sources);
    for round in &fixed.rounds {
        assert!(!round.is_empty());
        let edits: Vec<&Edit> = round.iter().flat_map(|finding| &finding.repair).collect();
        let next = spliced(&now, &edits);
        for (page, (old, new)) in now.iter().zip(&next).enumerate() {
            // What was put in stands where it should; taken out again, the rest is the same.
            let mut own: Vec<&&Edit> = edits.iter().filter(|it| it.span.file.0 == page).collect();
            own.sort_by_key(|edit| (edit.span.range.start, edit.span.range.end));
            let (mut rest, mut shift) = (new.clone().into_bytes(), 0_isize);
            let mut put_in = Vec::new();
            for edit in own {
                let start = edit.span.range.start.checked_add_signed(shift).unwrap();
                put_in.push(start..start + edit.text.len());
                shift += isize::try_from(edit.text.len()).unwrap()
                    - isize::try_from(edit.span.range.len()).unwrap();
            }
            for range in put_in.into_iter().rev() {
                rest.drain(range);
            }
            assert_eq!(rest, untouched(old, &edits, page));
        }
        now = next;
    }
    assert_eq!(texts(&fixed.sources), now, "something else changed");

    let again = fix(fixed.sources.clone(), RULES, &read);
    assert_eq!(
        again.sources, fixed.sources,
        "a second run changes something"
    );
    assert_eq!(again.rounds.len(), 0);

    assert_eq!(fixed.reading, read(&fixed.sources));
    let (old, new) = (&before.spec, &fixed.reading.spec);
    assert_eq!(old.operations.len(), new.operations.len());
    for (old, new) in old.operations.iter().zip(&new.operations) {
        assert_eq!(
            (&old.id, old.method, &old.path),
            (&new.id, new.method, &new.path)
        );
        let known = |operation: &docbind_spec::Operation| {
            let parameters = operation.parameters.iter();
            parameters
                .map(|it| (it.name.clone(), it.location, it.presence))
                .collect::<Vec<_>>()
        };
        assert_eq!(known(old), known(new), "{} {}", old.method, old.path);
    }
    assert_eq!(old.types, new.types);
    assert_eq!(old.api, new.api);

    let (old, new) = (
        count(&before.diagnostics),
        count(&fixed.reading.diagnostics),
    );
    for (rule, number) in &new {
        assert!(old.get(rule) >= Some(number), "more {}", rule.name());
    }
    for finding in &before.diagnostics {
        assert!(
            finding.repair.is_empty() || RULES.contains(&finding.rule),
            "add {} to fix::RULES",
            finding.rule.name()
        );
    }
    fixed
}

/// Whole pieces of pages, good and faulty.
const PIECES: &[&str] = &[
    "# Bücher\n",
    "## Authentication\n\nPass the token in the header `SHOP-TOKEN`.\n",
    "## List books\n\n```\nGET /books\n```\n",
    "## Show a book\n\n```\nGET /books/:isbn\n```\n",
    "## Show pages\n\n```\nGET /books/:isbn/pages/:number\n```\n",
    "## Change a page\n\n```\nPUT /books/:isbn/pages/:number\n```\n",
    "## Remove a book\n\n```\nDELETE /books/:isbn\n```\n",
    "## Two\n\n```\nGET /books/:isbn/a\nPOST /books/:isbn/a\n```\n",
    "## Two paths\n\n```\nGET /books\nGET /books/:isbn\n```\n",
    "### Query parameters\n",
    "Parameters:\n",
    "| Attribute | Type | Required | Description |\n|---|---|---|---|\n| `isbn` | string | yes | The *book* \\| its number |\n",
    "| Attribute | Type | Required | Description |\n|---|---|---|---|\n| `isbn` | string | yes | The book\n| `number` | integer | Yes | Die größte €\n",
    "| Attribute | Type | Required | Description |\n|---|---|---|---|\n| `author` | string | no | Größe\n| `x` | y |\n| `z` | string | no | a | b |\n",
    "Name | Description\n---|---\n**author** | x\n**year** | y\n",
    "| Parameter | Since | Description |\n|---|---|---|\n| year | 1 | x \\| \n",
    "| Name | Type |\n|---|---|\n| `a` | `b\n| `c` | d \\\n",
    "- `isbn` (required) - The book\n- `number` (optional) - A [page](x.md)\n",
    "- `author` (**optional**) - x\n\n- `year` (integer, required): y\n",
    "1. `author` (required) - x\n",
    "> * **author** (required) - x\n",
    "  + number: The page\n  + `a` - x\n    more\n",
    "```json\n{\"isbn\": \"é\",\n \"pages\": [1, 2,],\n}\n```\n",
    "```json\n[{\"isbn\": \"a\\_b\"}\n {\"isbn\": \"\\'\\u00e9\" \"ü\": 1}]\n```\n",
    "```json\n[{\"isbn\": \"a\",}, ...,]\n```\n",
    "```json\n{\"a\": 1, \"a\": 2, // x\n}\n```\n",
    "```json\n{\"a\": \"C:\\Shelf\",}\n```\n",
    "- x\n\n\t```json\n\t{\"a\": 1,\n\t\"b\": 2\n\t\"c\": 3,}\n\t```\n",
    "    {\"a\": [1,\n    ],}\n",
    "```\nHTTP/1.1 200 OK\n\n{\"a\": 1,}\n```\n",
    "```\ncurl https://x.example/books/1\n```\n",
    "```\n$ curl -X PUT \"https://x.example/books/1\" -H 'SHOP_TOKEN: 1'\n```\n",
    "```\ncurl --request=\"post\" --header=shop_token:1 https://x.example/books\ncurl -XGET -d 'a=1' https://x.example/books\n```\n",
    "```\ncurl -X FETCH -H \"SHOP_TOKEN: 1 \"https://x.example/books/ü/pages/1?a=1&b\n```\n",
    "```\ncurl \\\n  -d '{\"a\": 1,}' \\\n  -H\"SHOP_TOKEN: €\" https://x.example/books/1/pages/2\n```\n",
    "```\n",
    "```json\n",
    "> ",
    "- ",
    "\t",
    "|",
    "`",
    "<!--",
    "\u{feff}",
    "\u{0}",
    "e\u{301}\u{202e}",
    "\r",
    "\n\n",
];

fn page() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        12 => (0..PIECES.len()).prop_map(|at| PIECES[at].to_owned()),
        1 => (0..PIECES.len(), 0..90usize).prop_map(|(at, count)| {
            PIECES[at].chars().take(count).collect()
        }),
        1 => "\\PC{0,12}",
    ];
    let pieces = prop::collection::vec(piece, 0..16);
    (pieces, any::<bool>(), any::<bool>()).prop_map(|(pieces, crlf, ended)| {
        let mut text = pieces.join("\n");
        if !ended {
            text.truncate(text.trim_end_matches('\n').len());
        }
        if crlf {
            text.replace('\n', "\r\n")
        } else {
            text
        }
    })
}

/// A text and edits in it that do not touch each other.
fn edits() -> impl Strategy<Value = (String, Vec<Edit>)> {
    let cuts = prop::collection::btree_set(0..60usize, 0..12);
    ("(?s).{0,60}", cuts, prop::collection::vec("\\PC{0,5}", 6)).prop_map(|(text, cuts, put)| {
        let cuts: Vec<usize> = cuts
            .into_iter()
            .filter(|at| text.is_char_boundary(*at))
            .collect();
        let edits = cuts.chunks_exact(2).zip(put).map(|(cut, text)| Edit {
            span: Span {
                file: FileId(0),
                range: cut[0]..cut[1],
            },
            text,
        });
        let edits = edits.collect();
        (text, edits)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_but_the_repairs_changes(one in page(), two in page()) {
        check(&set(&[("a.md".to_owned(), one), ("b/ü.md".to_owned(), two)]));
    }

    #[test]
    fn any_text_survives(text in "(?s).{0,200}") {
        check(&set(&[("page.md".to_owned(), text)]));
    }

    #[test]
    fn edits_change_what_they_name((text, edits) in edits()) {
        let sources = set(&[("a.md".to_owned(), text)]);
        let edits: Vec<&Edit> = edits.iter().rev().collect();
        prop_assert_eq!(texts(&apply(&sources, &edits)), spliced(&texts(&sources), &edits));
    }
}

/// The pieces of the property test are worth their name.
#[test]
fn the_pieces_need_repairs_of_every_rule() {
    let page = [1, 3, 11, 22, 6, 13, 31].map(|at| PIECES[at]).join("\n");
    let fixed = check(&set(&[("README.md".to_owned(), page)]));
    let counts = fixed.counts(FileId(0));
    for rule in RULES {
        assert!(counts.contains_key(rule), "{}: {counts:?}", rule.name());
    }
}

#[test]
fn edits_that_fit_no_text_are_left_out() {
    let sources = set(&[("a.md".to_owned(), "aü".to_owned())]);
    for range in [2..2, 2..9, 9..9, 0..2] {
        let span = Span {
            file: FileId(0),
            range,
        };
        let edit = Edit {
            span,
            text: "x".to_owned(),
        };
        assert_eq!(apply(&sources, &[&edit]), sources);
    }
}

/// Many faults take no time that grows with their square.
#[test]
fn many_repairs_are_quick() {
    let commas = "[1,],\n".repeat(5_000);
    let text = format!("## B\n\n```\nGET /b\n```\n\n```json\n[{commas}1]\n```\n");
    let start = std::time::Instant::now();
    let fixed = fix(set(&[("a.md".to_owned(), text)]), RULES, &read);
    assert_eq!(fixed.counts(FileId(0)), [(Rule::InvalidJson, 5_000)].into());
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn real_documents_are_repaired() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let Ok(entries) = fs::read_dir(&corpus) else {
        println!("skipped: there is no ../shared beside the repository");
        return;
    };
    for entry in entries {
        let folder = entry.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        let mut pages = Vec::new();
        collect(&folder, &folder, &mut pages);
        let fixed = check(&set(&pages));
        assert_eq!(fixed.left_out, []);
        let repaired: Vec<Diagnostic> = fixed.rounds.concat();
        let counts: Vec<String> = count(&repaired)
            .iter()
            .map(|(rule, number)| format!("{number} {}", rule.name()))
            .collect();
        println!("{}: {}", folder.display(), counts.join(", "));
        assert!(!counts.is_empty());
    }
}

fn collect(folder: &Path, root: &Path, pages: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, root, pages);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap();
            pages.push((name.to_owned(), fs::read_to_string(&path).unwrap()));
        }
    }
}
