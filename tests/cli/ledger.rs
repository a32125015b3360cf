//! The ledger: every block, row and item of the operations' sections has an outcome.

use std::path::Path;

use super::harness::{Dir, root};

/// Ten things to account for: a request line, two rows and one without a name, an example, two
/// items of the description, one below them, a link and a snippet.
const PAGE: &str = "\
## Lend a book

```
POST /books/:isbn/lend
```

| Attribute | Type | Required | Description |
|-----------|------|----------|-------------|
| `isbn` | string | yes | The book |
| `days` | integer | no | For how long |
| | integer | no | For how much |

```json
{\"isbn\": \"978-0\"}
```

Things to know:

- Old books are not lent
- New books are lent
  - but not for long
- [Who may lend](lenders.md)

```ruby
shop = Shop.new
```
";

#[test]
fn every_block_is_accounted_for() {
    let dir = Dir::new();
    dir.write("books.md", PAGE);
    let run = dir.run("spec --docs books.md --ledger --quiet");
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert_eq!(
        run.out,
        "books: 10 blocks, rows and items: 7 facts, 1 findings, 2 ignored (20.0 %)\n\
         books.md:11:1: table row: finding\n\
         books.md:22:1: list item: ignored: link list\n\
         books.md:24:1: code block: ignored: other code\n"
    );
    let findings = dir
        .run("spec --docs books.md --format concise --out spec.yaml")
        .err;
    assert!(
        findings.contains("books.md:11:1: warning[unread-block]: this row has no name"),
        "{findings}"
    );
}

#[test]
fn as_json_it_has_the_facts_too() {
    let dir = Dir::new();
    dir.write("books.md", PAGE);
    let run = dir.run("spec --docs books.md --ledger=json --quiet");
    let lines: Vec<serde_json::Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 10, "{}", run.out);
    let first = serde_json::json!({
        "api": "books", "file": "books.md", "line": 4, "column": 1,
        "block": "request line", "outcome": "fact",
    });
    assert_eq!(lines[0], first);
}

#[test]
fn too_much_ignored_fails_and_writes_nothing() {
    let dir = Dir::new();
    dir.write("books.md", PAGE);
    let run = dir.run("spec --docs books.md --max-ignored 10 --out spec.yaml");
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("20.0 % of all blocks"), "{}", run.err);
    assert!(!dir.path("spec.yaml").exists());
    let run = dir.run("spec --docs books.md --max-ignored 40 --out spec.yaml");
    assert_eq!(run.code, Some(0), "{}", run.err);
}

/// A table that nobody knows, HTML, a row and an item without names, blank lines after all.
const UNREAD: &str = "\
## List books

```
GET /books
```

| Filter | Example | On it |
|--------|---------|-------|
| `since` | 1990 | The first year |
| `until` | 2020 | The last year |


<table>
<tr><td>shelf</td></tr>
</table>


| Attribute | Type | Description |
|-----------|------|-------------|
| `größe` | integer | The size |


Parameters:

- `sort` (optional) - The order
- Anything you like


## Lend a book

`POST /books/:isbn/lend`
";

#[test]
fn what_nobody_knows_is_a_finding_and_not_ignored() {
    let dir = Dir::new();
    dir.write("books.md", UNREAD);
    let run = dir.run("spec --docs books.md --ledger --quiet");
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert_eq!(
        run.out,
        "books: 8 blocks, rows and items: 4 facts, 4 findings, 0 ignored (0.0 %)\n\
         books.md:9:1: table row: finding\n\
         books.md:10:1: table row: finding\n\
         books.md:14:1: table row: finding\n\
         books.md:26:1: list item: finding\n"
    );
}

/// Each finding says what to do, and ends with its last visible character.
#[test]
fn findings_about_unread_blocks_are_exact_and_help() {
    let dir = Dir::new();
    dir.write("books.md", UNREAD);
    let run = dir.run("spec --docs books.md --format json --out spec.yaml");
    let mut shown = Vec::new();
    for line in run.err.lines() {
        let Ok(finding) = serde_json::from_str::<serde_json::Value>(line) else {
            continue;
        };
        let byte = |name: &str| usize::try_from(finding[name].as_u64().unwrap()).unwrap();
        assert!(finding["help"].is_string(), "{line}");
        let rule = finding["rule"].as_str().unwrap();
        shown.push(format!(
            "{rule}: {}",
            &UNREAD[byte("start_byte")..byte("end_byte")]
        ));
    }
    assert_eq!(
        shown,
        [
            "unread-block: Filter | Example | On it",
            "unread-block: <tr><td>shelf</td></tr>\n</table>",
            "unread-block: - Anything you like",
            "path-param-not-described: :isbn",
        ]
    );
}

/// The account of a run counts what the ledger counts: blocks of the operations' sections.
#[test]
fn the_summary_counts_as_the_ledger_does() {
    let dir = Dir::new();
    dir.write("docs/books.md", PAGE);
    dir.write(
        "docs/README.md",
        "# Shop\n\n```ruby\nputs shop\n```\n\n- [Books](books.md)\n",
    );
    let run = dir.run("spec --docs docs --out spec.yaml");
    assert_eq!(run.code, Some(0), "{}", run.err);
    let table = run.err.lines().skip_while(|line| !line.starts_with("api "));
    let lines: Vec<Vec<&str>> = table
        .map(|line| line.split_whitespace().collect())
        .collect();
    let column = lines[0].iter().position(|head| *head == "ignored").unwrap();
    assert_eq!(lines[1][column], "2", "{}", run.err);
}

#[test]
fn a_share_is_a_number_from_0_to_100() {
    let dir = Dir::new();
    dir.write("books.md", PAGE);
    for share in ["NaN", "-1", "101", "inf", "2%", ""] {
        let run = dir.run_in("", &["spec", "--docs", "books.md", "--max-ignored", share]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{share}");
        let message = format!(
            "error: invalid value '{share}' for '--max-ignored <PERCENT>': give a number from 0 \
             to 100, such as 2 or 2.5\n"
        );
        assert!(run.err.starts_with(&message), "{}", run.err);
    }
    for share in ["100", "99.5", "20"] {
        let run = dir.run(&format!("spec --docs books.md --max-ignored {share}"));
        assert_eq!(run.code, Some(0), "{share}: {}", run.err);
    }
}

/// Of all blocks of the real documents together.
#[test]
fn at_most_two_percent_of_the_real_documents_are_ignored() {
    let corpus = root().join("../shared/corpus");
    if !corpus.is_dir() {
        println!("skipped: there is no ../shared beside the repository");
        return;
    }
    let dir = Dir::new();
    let (mut all, mut ignored) = (0, 0);
    for name in ["gitlab-ci-v1", "gitlab-v3-2014", "gitlab-v3-2016"] {
        let docs = Path::new(&corpus).join(name).display().to_string();
        let run = dir.run_in("", &["spec", "--docs", &docs, "--ledger=json", "--quiet"]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        all += run.out.lines().count();
        ignored += run
            .out
            .lines()
            .filter(|line| line.contains("\"ignored:"))
            .count();
        assert!(!run.out.contains("\"finding\""), "{name}: {}", run.out);
    }
    assert!(ignored * 100 <= all * 2, "{ignored} of {all} are ignored");
}
