//! Exact texts of the styles; `tests/sarif.rs` has those of SARIF.

use super::*;
use crate::diag::{Edit, Rule};
use crate::source::{FileId, SourceFile};

fn pages(texts: &[(&str, &str)]) -> SourceSet {
    SourceSet::new(
        texts
            .iter()
            .map(|(path, text)| SourceFile {
                path: (*path).to_owned(),
                text: (*text).to_owned(),
            })
            .collect(),
    )
}

fn span(sources: &SourceSet, page: usize, text: &str) -> Span {
    let file = sources.get(FileId(page)).unwrap();
    let start = file.text.find(text).unwrap();
    Span {
        file: FileId(page),
        range: start..start + text.len(),
    }
}

const BOOKS: &str = "# Books\n\n```\nGET /books/:isbn\n```\n\n| Attribute | Type |\n|---|---|\n| `id` | integer |\n";

fn finding(sources: &SourceSet) -> Diagnostic {
    Diagnostic::new(
        Rule::PathParamNotDescribed,
        span(sources, 0, ":isbn"),
        "path parameter `isbn` is not described",
    )
    .label("named here")
    .related(span(sources, 0, "`id`"), "only this is described")
    .help("add a row for `isbn`")
}

#[cfg(feature = "cli")]
#[test]
fn full_shows_the_lines_with_labels_and_help() {
    let sources = pages(&[("books.md", BOOKS)]);
    let expected = "\
warning[path-param-not-described]: path parameter `isbn` is not described
 --> books.md:4:12
  |
4 | GET /books/:isbn
  |            ^^^^^ named here
...
9 | | `id` | integer |
  |   ---- only this is described
  |
  = help: add a row for `isbn`

";
    assert_eq!(
        render(&[finding(&sources)], &sources, Style::Full),
        expected
    );
}

#[cfg(feature = "cli")]
#[test]
fn full_says_error_where_the_rule_is_denied() {
    let sources = pages(&[("books.md", BOOKS)]);
    let levels = Levels::default().with(Rule::PathParamNotDescribed, Level::Deny);
    let text = Renderer::new(&sources)
        .levels(levels)
        .folder("doc/api")
        .render(&[finding(&sources)], Style::Full);
    assert!(
        text.starts_with(
            "error[path-param-not-described]: path parameter `isbn` is not described\n --> doc/api/books.md:4:12\n"
        ),
        "{text}"
    );
}

#[cfg(feature = "cli")]
#[test]
fn full_places_marks_on_crlf_pages_with_wide_characters() {
    let sources = pages(&[("b.md", "# Bücher\r\n\r\n書 `preis` €\r\n")]);
    let finding = Diagnostic::new(
        Rule::UnreadBlock,
        span(&sources, 0, "`preis` €\r\n"),
        "this line is neither a fact nor ignorable",
    );
    let expected = "\
warning[unread-block]: this line is neither a fact nor ignorable
 --> b.md:3:3
  |
3 | 書 `preis` €
  |    ^^^^^^^^^

";
    assert_eq!(render(&[finding], &sources, Style::Full), expected);
}

#[cfg(feature = "cli")]
#[test]
fn full_shows_a_second_page() {
    let sources = pages(&[("a.md", "GET /books\n"), ("b.md", "text\nGET /books\n")]);
    let finding = Diagnostic::new(
        Rule::DuplicateOperation,
        span(&sources, 1, "GET /books"),
        "`GET /books` is documented twice",
    )
    .related(span(&sources, 0, "GET /books"), "first here");
    let expected = "\
warning[duplicate-operation]: `GET /books` is documented twice
 --> b.md:2:1
  |
2 | GET /books
  | ^^^^^^^^^^
  |
 ::: a.md:1:1
  |
1 | GET /books
  | ---------- first here

";
    assert_eq!(render(&[finding], &sources, Style::Full), expected);
}

#[cfg(feature = "cli")]
#[test]
fn full_survives_spans_that_fit_nothing() {
    let sources = pages(&[("a.md", "ü")]);
    for range in [0..0, 1..1, 1..2, 0..900, 700..900] {
        let span = Span {
            file: FileId(0),
            range,
        };
        let finding = Diagnostic::new(Rule::UnreadBlock, span, "odd");
        assert!(
            render(&[finding], &sources, Style::Full).starts_with("warning[unread-block]: odd\n")
        );
    }
    let nowhere = Span {
        file: FileId(7),
        range: 0..1,
    };
    let finding = Diagnostic::new(Rule::UnreadBlock, nowhere, "odd");
    assert_eq!(
        render(&[finding], &sources, Style::Full),
        "warning[unread-block]: odd\n\n"
    );
}

#[test]
fn concise_is_one_line_each_and_shows_control_characters() {
    let sources = pages(&[("books.md", BOOKS)]);
    let mut finding = finding(&sources);
    finding.message = "bell \u{7} and\nline end".to_owned();
    assert_eq!(
        render(&[finding], &sources, Style::Concise),
        "books.md:4:12: warning[path-param-not-described]: bell \\u{7} and\\nline end\n"
    );
}

#[test]
fn allowed_findings_are_not_shown() {
    let sources = pages(&[("books.md", BOOKS)]);
    let levels = Levels::default().with(Rule::PathParamNotDescribed, Level::Allow);
    let text = Renderer::new(&sources)
        .levels(levels)
        .render(&[finding(&sources)], Style::Concise);
    assert_eq!(text, "");
}

#[test]
fn json_is_one_object_each() {
    let sources = pages(&[("books.md", BOOKS)]);
    let expected = concat!(
        r#"{"rule":"path-param-not-described","level":"warning","#,
        r#""message":"path parameter `isbn` is not described","path":"books.md","#,
        r#""line":4,"column":12,"end_line":4,"end_column":17,"start_byte":24,"end_byte":29,"#,
        r#""label":"named here","related":[{"path":"books.md","line":9,"column":3,"#,
        r#""end_line":9,"end_column":7,"start_byte":68,"end_byte":72,"#,
        r#""label":"only this is described"}],"help":"add a row for `isbn`","repair":[]}"#,
        "\n"
    );
    assert_eq!(
        render(&[finding(&sources)], &sources, Style::Json),
        expected
    );
}

#[test]
fn repairs_are_told_and_shown() {
    let sources = pages(&[("books.md", BOOKS)]);
    let finding =
        Diagnostic::new(Rule::MalformedRow, span(&sources, 0, "|\n|---"), "odd").repair(Edit {
            span: span(&sources, 0, "integer"),
            text: "string".to_owned(),
        });
    let json = render(std::slice::from_ref(&finding), &sources, Style::Json);
    let repair = concat!(
        r#""repair":[{"path":"books.md","line":9,"column":10,"end_line":9,"end_column":17,"#,
        r#""start_byte":75,"end_byte":82,"text":"string"}]}"#,
    );
    assert!(json.contains(repair), "{json}");
    let github = render(std::slice::from_ref(&finding), &sources, Style::Github);
    assert!(
        github.ends_with("::odd%0Ahelp: `docbind fix` repairs this\n"),
        "{github}"
    );
    #[cfg(feature = "cli")]
    {
        let full = render(&[finding], &sources, Style::Full);
        assert!(
            full.ends_with("  = help: `docbind fix` repairs this\n\n"),
            "{full}"
        );
    }
}

#[test]
fn github_is_one_command_each() {
    let sources = pages(&[("books.md", BOOKS)]);
    let denied = Levels::default().with(Rule::PathParamNotDescribed, Level::Deny);
    let first = "::error file=books.md,line=4,col=12,endLine=4,endColumn=17,\
                 title=path-param-not-described::path parameter `isbn` is not described\
                 %0Ahere: named here%0Abooks.md:9:3: only this is described\
                 %0Ahelp: add a row for `isbn`\n";
    let bare = Diagnostic::new(
        Rule::InvalidJson,
        span(&sources, 0, "| `id`"),
        "100% odd, a: b",
    );
    let second = "::warning file=books.md,line=9,col=1,endLine=9,endColumn=7,\
                  title=invalid-json::100%25 odd, a: b\n";
    assert_eq!(
        Renderer::new(&sources)
            .levels(denied)
            .render(&[finding(&sources), bare], Style::Github),
        format!("{first}{second}")
    );
}

#[test]
fn github_counts_characters_and_leaves_no_way_out_of_a_command() {
    let sources = pages(&[("a,b:c%\n.md", "# Bücher\r\n\r\n書 `preis` €\r\n- x\r\n")]);
    let one_line = Diagnostic::new(
        Rule::UnreadBlock,
        span(&sources, 0, "`preis` €\r\n"),
        "odd\r\n::error::forged",
    );
    let two_lines = Diagnostic::new(Rule::UnreadBlock, span(&sources, 0, "€\r\n- x"), "odd");
    assert_eq!(
        render(&[one_line, two_lines], &sources, Style::Github),
        "::warning file=a%2Cb%3Ac%25\\n.md,line=3,col=3,endLine=3,endColumn=12,\
         title=unread-block::odd\\r\\n::error::forged\n\
         ::warning file=a%2Cb%3Ac%25\\n.md,line=3,endLine=4,title=unread-block::odd\n"
    );
}
