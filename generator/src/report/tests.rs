//! The page as a whole.

use super::{Api, render};
use crate::diag::{Diagnostic, Edit, Level, Levels, Rule};
use crate::ledger::Outcome;
use crate::pipeline::{ReadOptions, Reading, read_docs};
use crate::source::{FileId, SourceFile, SourceSet, Span};

/// Two operations, one of them with a block of each outcome and two findings.
const BOOKS: &str = "\
# Books

Everything about books.

## Lend a book

```
POST /books/:isbn/lend
```

| Attribute | Type | Required | Description |
|-----------|------|----------|-------------|
| `days` | integer | no | For how long |
| | integer | no | For how much |

- Old books are not lent
- [Who may lend](lenders.md)

```json
{\"isbn\": \"978-0\",}
```

```ruby
shop = Shop.new
```

## Return a book

```
DELETE /books/:isbn/lend
```

| Attribute | Type | Required | Description |
|-----------|------|----------|-------------|
| `isbn` | string | yes | Which one |

The answer is `204 No Content`.
";

fn pages(texts: &[(&str, &str)]) -> SourceSet {
    let file = |(path, text): &(&str, &str)| SourceFile {
        path: (*path).to_owned(),
        text: (*text).to_owned(),
    };
    SourceSet::new(texts.iter().map(file).collect())
}

fn read(sources: &SourceSet) -> Reading {
    let options = ReadOptions {
        name: "shop".to_owned(),
        ..ReadOptions::default()
    };
    read_docs(sources, &options)
}

fn page_of(texts: &[(&str, &str)]) -> String {
    let sources = pages(texts);
    let reading = read(&sources);
    render(&[Api::new(&reading, &sources, &Levels::default())])
}

/// What a browser makes of escaped text.
fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// The lines of the documents, in order, as a reader sees them.
fn shown_lines(page: &str) -> Vec<String> {
    page.match_indices("data-n=\"")
        .map(|(at, _)| {
            let line = &page[at..];
            let line = &line[line.find('>').unwrap() + 1..line.find("</div>").unwrap()];
            let mut text = String::new();
            for piece in line.split('<') {
                text.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
            }
            unescape(&text)
        })
        .collect()
}

#[test]
fn every_line_stands_there_as_in_the_file() {
    let text = format!("{BOOKS}\n\ta `<b>` & \"c\" — ü\n```\nopen");
    let page = page_of(&[("books.md", &text)]);
    let expected: Vec<&str> = text.lines().collect();
    assert_eq!(shown_lines(&page), expected);
    let windows = page_of(&[("books.md", &text.replace('\n', "\r\n"))]);
    assert_eq!(shown_lines(&windows), expected);
}

#[test]
fn every_entry_of_the_ledger_is_one_block_of_its_outcome() {
    let sources = pages(&[("books.md", BOOKS)]);
    let reading = read(&sources);
    let page = render(&[Api::new(&reading, &sources, &Levels::default())]);
    for (word, is) in [
        (
            "fact",
            (|outcome| outcome == Outcome::Fact) as fn(Outcome) -> bool,
        ),
        ("finding", |outcome| outcome == Outcome::Finding),
        ("ignored", |outcome| matches!(outcome, Outcome::Ignored(_))),
    ] {
        let entries = reading
            .ledger
            .iter()
            .filter(|entry| is(entry.outcome))
            .count();
        assert!(entries > 0, "no {word} to look for");
        let class = format!("<div class=\"block {word}\"");
        assert_eq!(page.matches(&class).count(), entries, "{word}");
    }
    for number in 0..reading.ledger.len() {
        assert_eq!(page.matches(&format!(" id=\"b{number}\"")).count(), 1);
    }
    assert!(page.contains("ignored: other code"));
    assert_eq!(page.matches("<div").count(), page.matches("</div>").count());
}

#[test]
fn every_finding_stands_there_once_and_has_its_rule_explained() {
    let sources = pages(&[("books.md", BOOKS)]);
    let reading = read(&sources);
    assert!(reading.diagnostics.len() > 2, "{:?}", reading.diagnostics);
    let levels = Levels::default().with(Rule::InvalidJson, Level::Deny);
    let page = render(&[Api::new(&reading, &sources, &levels)]);
    for (index, finding) in reading.diagnostics.iter().enumerate() {
        let id = format!(" id=\"finding-{}\"", index + 1);
        assert_eq!(page.matches(&id).count(), 1, "{id}");
        let rule = format!(
            "<section class=\"ruledoc\" id=\"rule-{}\"",
            finding.rule.name()
        );
        assert_eq!(page.matches(&rule).count(), 1, "{rule}");
    }
    assert_eq!(
        page.matches("<aside class=\"finding").count(),
        reading.diagnostics.len()
    );
    assert!(page.contains("<aside class=\"finding error\""));
    assert!(page.contains("<mark class=\"error\">"));
}

#[test]
fn allowed_findings_are_counted_and_not_shown() {
    let sources = pages(&[("books.md", BOOKS)]);
    let reading = read(&sources);
    let levels = Rule::ALL.iter().fold(Levels::default(), |levels, rule| {
        levels.with(*rule, Level::Allow)
    });
    let page = render(&[Api::new(&reading, &sources, &levels)]);
    assert!(!page.contains("<aside class=\"finding"));
    let words = format!("{} more findings are allowed", reading.diagnostics.len());
    assert!(page.contains(&words), "{words}");
}

#[test]
fn findings_outside_of_every_page_are_shown_as_well() {
    let sources = pages(&[("books.md", BOOKS)]);
    let mut reading = read(&sources);
    let at = |file, range| Span {
        file: FileId(file),
        range,
    };
    let odd = Diagnostic::new(Rule::UnusedOverride, at(7, 0..0), "of no page")
        .related(at(9, 5..6), "nowhere")
        .related(at(0, 9_999_999..10_000_000), "after the end");
    reading.diagnostics = vec![odd];
    reading.ledger.clear();
    let page = render(&[Api::new(&reading, &sources, &Levels::default())]);
    assert!(page.contains("id=\"finding-1\""));
}

#[test]
fn a_repair_shows_what_goes_and_what_comes() {
    let sources = pages(&[("books.md", BOOKS)]);
    let mut reading = read(&sources);
    let at = BOOKS.find("978-0").unwrap();
    let span = Span {
        file: FileId(0),
        range: at..at + 5,
    };
    let edit = Edit {
        span: span.clone(),
        text: "<978>".to_owned(),
    };
    reading.diagnostics = vec![Diagnostic::new(Rule::InvalidJson, span, "odd").repair(edit)];
    let page = render(&[Api::new(&reading, &sources, &Levels::default())]);
    assert!(page.contains("<del>978-0</del> <ins>&lt;978&gt;</ins>"));
}

#[test]
fn blocks_lead_to_what_they_became() {
    let page = page_of(&[("books.md", BOOKS)]);
    let documents = &page[..page.find("class=\"ruledoc\"").unwrap()];
    let block_of = |line: &str| {
        // The repair of a finding before may show the line as well.
        let end = documents.rfind(line).unwrap();
        let block = &page[..end];
        block[block.rfind("<div class=\"block").unwrap()..].to_owned()
    };
    assert!(block_of("POST /books/").contains("data-to=\"o1.1\""));
    assert!(block_of("| `days` |").contains("data-to=\"o1.1p2\""));
    assert!(block_of("```json").contains("data-to=\"o1.1r1\""));
    assert!(block_of("DELETE /books/").contains("data-to=\"o1.2\""));
    assert!(block_of("| `isbn` |").contains("data-to=\"o1.2p1\""));
    for id in [
        "o1.1",
        "o1.1p2",
        "o1.1r1",
        "o1.2",
        "o1.2p1",
        "books.md/lend-a-book",
    ] {
        assert_eq!(page.matches(&format!(" id=\"{id}\"")).count(), 1, "{id}");
    }
}

#[test]
fn every_link_has_a_target() {
    let page = page_of(&[("a page.md", BOOKS), ("über.md", BOOKS)]);
    for (at, _) in page.match_indices("href=\"#") {
        let target = &page[at + 7..];
        let target = &target[..target.find('"').unwrap()];
        let id = format!(" id=\"{target}\"");
        assert!(target.starts_with('?') || page.contains(&id), "{target}");
    }
}

#[test]
fn several_apis_keep_their_addresses_apart() {
    let sources = pages(&[("books.md", BOOKS)]);
    let one = read(&sources);
    let mut two = one.clone();
    two.spec.name = "branch".to_owned();
    let levels = Levels::default();
    let page = render(&[
        Api::new(&one, &sources, &levels),
        Api::new(&two, &sources, &levels),
    ]);
    let mut ids: Vec<&str> = page
        .match_indices(" id=\"")
        .map(|(at, start)| &page[at + start.len()..])
        .map(|rest| &rest[..rest.find('"').unwrap()])
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
    assert!(ids.contains(&"shop/books.md/lend-a-book"));
    assert!(ids.contains(&"branch/books.md/lend-a-book"));
}

#[test]
fn an_operation_without_a_section_is_shown_as_well() {
    let sources = pages(&[("books.md", BOOKS)]);
    let mut reading = read(&sources);
    reading.spec.operations[0].sections[0].source.0 = "gone.md#gone".to_owned();
    let page = render(&[Api::new(&reading, &sources, &Levels::default())]);
    assert_eq!(page.matches("<article class=\"op\"").count(), 2);
}

#[test]
fn hostile_documents_stay_text() {
    let evil = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'\u{202e}\u{2028}";
    let text = format!(
        "# {evil}\n\n## {evil}\n\n```\nGET /books/:{evil}?a={evil}\n```\n\n\
         | Attribute | Type | Description |\n|---|---|---|\n| `{evil}` | {evil} | {evil}; \
         one of `{evil}` |\n| `x{evil}` |\n\n```json\n{{\"{}\": [\"{}\",]}}\n```\n\n\
         ```\ncurl \"http://x/{evil}\n```\n\n- {evil}\n  - {evil}\n",
        evil.replace('"', "\\\""),
        evil.replace('"', "\\\""),
    );
    let sources = pages(&[
        (&format!("{evil}.md"), &text),
        ("--><svg onload=x>.md", BOOKS),
    ]);
    let mut reading = read(&sources);
    reading.spec.name = evil.to_owned();
    let span = Span {
        file: FileId(0),
        range: 3..9,
    };
    reading.diagnostics.push(
        Diagnostic::new(Rule::InvalidJson, span.clone(), evil)
            .label(evil)
            .help(evil)
            .related(span, evil),
    );
    let page = render(&[Api::new(&reading, &sources, &Levels::default())]);
    // Ours are all that there are, and each is where it should be.
    assert_eq!(page.matches("<script").count(), 1);
    assert_eq!(page.matches("</script").count(), 1);
    assert_eq!(page.matches("<style").count(), 1);
    for tag in ["<img", "<svg", "<iframe", "<!--", "\u{202e}", "\u{2028}"] {
        assert!(!page.contains(tag), "{tag}");
    }
    let page = &page[page.find("<body>").unwrap()..page.find("<script>").unwrap()];
    let handlers = page.match_indices(" on").filter(|(at, _)| {
        let before = &page[..*at];
        before.rfind('<') > before.rfind('>') && !before.ends_with('"')
    });
    for (at, _) in handlers {
        // Inside a tag, such text is a part of a value.
        let tag = &page[page[..at].rfind('<').unwrap()..at];
        assert_eq!(tag.matches('"').count() % 2, 1, "{tag}");
    }
}

#[test]
fn no_text_is_too_odd() {
    for text in [
        "",
        "\n",
        "\r\n\r\n",
        "#",
        "# \n#\n##\n",
        "- # a\n  - # b\n",
        "a\nb",
        "\u{feff}# a",
    ] {
        let page = page_of(&[("odd.md", text)]);
        assert!(page.ends_with("</html>\n"), "{text:?}");
        assert_eq!(
            page.matches("<div").count(),
            page.matches("</div>").count(),
            "{text:?}"
        );
    }
    assert!(render(&[]).ends_with("</html>\n"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let one = page_of(&[("a.md", BOOKS), ("b.md", "# Nothing\n")]);
    let two = page_of(&[("b.md", "# Nothing\n"), ("a.md", BOOKS)]);
    assert_eq!(one, two);
}

#[test]
fn waived_findings_are_shown_with_their_reasons() {
    let text = "## Show a book\n\n```\nGET /books/:id\n```\n";
    let sources = pages(&[("books.md", text)]);
    let reason = "The overview <says> so.";
    let options = ReadOptions {
        overrides: docbind_spec::Overrides {
            waivers: vec![docbind_spec::Waiver {
                at: docbind_spec::Source("books.md#show-a-book".to_owned()),
                rule: "path-param-not-described".to_owned(),
                about: None,
                reason: reason.to_owned(),
            }],
            ..Default::default()
        },
        ..Default::default()
    };
    let reading = read_docs(&sources, &options);
    assert!(reading.diagnostics.is_empty());
    let page = render(&[Api::new(&reading, &sources, &Levels::default())]);
    assert_eq!(page.matches("class=\"finding waived\"").count(), 1);
    assert!(page.contains("The overview &lt;says&gt; so."));
    assert!(page.contains("<span class=\"level waived\">waived</span>"));
}
