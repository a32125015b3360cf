//! Errors with their places, and the style of what is written.

use serde_json::json;

use super::*;
use crate::{
    Content, Conventions, Example, ExampleBody, Method, Operation, Response, Section, Source,
    StatusOrigin,
};

/// The error that `text` gives: place, message and help.
#[track_caller]
fn spec_error(text: &str) -> String {
    let error = read_spec(text, "spec.yaml").expect_err("the text must not be readable");
    one_line(&error)
}

#[track_caller]
fn overrides_error(text: &str) -> String {
    let error = read_overrides(text, "o.yaml").expect_err("the text must not be readable");
    one_line(&error)
}

fn one_line(error: &SpecError) -> String {
    let place = error.place().expect("errors of the reader have a place");
    format!(
        "{}:{} [{}] {}; {}",
        place.line, place.column, place.text, place.message, place.help
    )
}

/// Compares the beginning of each text's error, and shows all differences at once.
#[track_caller]
fn check(table: &[(String, &str)], error: fn(&str) -> String) {
    let mut differences = String::new();
    for (text, expected) in table {
        let found = error(text);
        if !found.starts_with(expected) {
            differences += &format!("--- {text}\nfound    {found}\nexpected {expected}\n");
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

/// An override with this `set`.
fn set(lines: &str) -> String {
    format!("overrides:\n- at: a.md#b\n  reason: r\n  set:\n{lines}")
}

#[test]
fn places_and_explains_faults_of_a_spec() {
    let head = "format: 1\nname: bookshop\ncontent: full\n";
    let rest = "operations: []\ntypes: []\nignored: []\n";
    let table = [
        (String::new(), "1:1 [] the text is empty or ends too early"),
        (
            "format: 1\nname: x\ncontent: ful\n".to_owned(),
            "3:10 [content: ful] unknown value `ful`; did you mean `full`?",
        ),
        (
            "format: 1\nname: 12\n".to_owned(),
            "2:7 [name: 12] `12` is not a text but another type; put it in quotes",
        ),
        (
            "format: 1\nname:\n".to_owned(),
            "2:5 [name:] a text is expected here, not null",
        ),
        (
            "format: 1\nname: [a]\n".to_owned(),
            "2:7 [name: [a]] a text is expected here; put",
        ),
        (
            "format: 1\nname: a\nname: b\n".to_owned(),
            "3:1 [name: b] the key `name` stands twice",
        ),
        (
            "format: one\nname: a\n".to_owned(),
            "1:9 [format: one] not a valid whole number from 0 upwards",
        ),
        (
            "format: 2\nnew_key: 3\n".to_owned(),
            "1:9 [format: 2] format 2 is not format 1, the one this docbind reads; the file was written by a newer docbind",
        ),
        (
            format!("{head}operations: []\ntypes: []\nignored: []\napi: 3\n"),
            "7:6 [api: 3] a mapping is expected here",
        ),
        (
            format!("{head}{rest}api: {{}}\n"),
            "7:6 [api: {}] the key `other_roots` is missing",
        ),
        (
            format!("{head}{rest}operation: []\n"),
            "7:1 [operation: []] unknown key `operation`; did you mean `operations`?",
        ),
        (
            format!("{head}{rest}xyz: []\n"),
            "7:1 [xyz: []] unknown key `xyz`; known here: `format`, `name`, ",
        ),
        (
            format!("{head}operations: null\n"),
            "4:13 [operations: null] a list is expected here",
        ),
        ("- a\n".to_owned(), "1:1 [- a] a mapping is expected here"),
        (
            "format: 1\n name: x\n".to_owned(),
            "1:9 [format: 1] not a valid whole number",
        ),
        ("format: 1\nname: \"x\n".to_owned(), "2:7 [name: \"x] "),
        (
            "format: 1\n\tname: x\n".to_owned(),
            "1:9 [format: 1] while scanning a plain scalar, found a tab",
        ),
        ("format: 1\nname: a\u{0}b\n".to_owned(), "2:8 "),
        (
            "format: !x 1\n".to_owned(),
            "1:12 [format: !x 1] tags (`!name`) are not used",
        ),
        (
            "<<: {format: 1}\n".to_owned(),
            "1:1 [<<: {format: 1}] merge keys",
        ),
        ("format: *x\n".to_owned(), "1:9 [format: *x] "),
    ];
    check(&table, spec_error);
}

#[test]
fn places_and_explains_faults_of_overrides() {
    let table = [
        (
            set("    sucess_status: 202\n"),
            "5:5 [    sucess_status: 202] unknown value `sucess_status`; did you mean `success_status`?",
        ),
        (
            set("    success_status: high\n"),
            "5:21 [    success_status: high] not a valid whole number",
        ),
        (
            set("    success_status: 70000\n"),
            "5:21 [    success_status: 70000] not a valid whole number",
        ),
        (
            set("    success_status: 200\n    id: x\n"),
            "6:5 [    id: x] this mapping may have one key only; keep one",
        ),
        (
            set("    parameter:\n      name: a\n      schema: !array string\n"),
            "7:22 [      schema: !array string] tags (`!name`) are not used in this format; write a variant",
        ),
        (
            set("    parameter:\n      name: a\n      schema:\n        array: strin\n"),
            "8:16 [        array: strin] unknown value `strin`; did you mean `string`?",
        ),
        (
            set("    parameter:\n      name: a\n      default: {a: 1, a: 2}\n"),
            "7:23 [      default: {a: 1, a: 2}] the key `a` stands twice",
        ),
        (
            set("    parameter:\n      name: a\n      default: .inf\n"),
            "7:16 [      default: .inf] `.inf` is no number of JSON",
        ),
        (
            set("    parameter:\n      rename: a\n"),
            "6:7 [      rename: a] the key `name` is missing; add `name:`",
        ),
        (
            "overrides: []\n---\noverrides: []\n".to_owned(),
            "3:1 [overrides: []] a second YAML document begins here; keep one",
        ),
        (
            "overrides:\n".to_owned(),
            "1:10 [overrides:] a list is expected here; write the items",
        ),
    ];
    check(&table, overrides_error);
}

#[test]
fn shows_the_line_with_a_caret() {
    let error = read_spec("format: 1\nname:\t12\u{7}\n", "dir/spec.yaml").unwrap_err();
    let text = error.to_string();
    assert!(!text.contains(['\t', '\u{7}']), "{text:?}");
    let error = read_overrides(&set("    sucess_status: 202\n"), "o.yaml").unwrap_err();
    assert_eq!(
        error.to_string(),
        "o.yaml:5:5: unknown value `sucess_status`\n  \
           |\n\
         5 |     sucess_status: 202\n  \
           |     ^\n  \
           = help: did you mean `success_status`?"
    );
}

#[test]
fn shows_only_a_part_of_a_long_line() {
    let text = format!("format: 1\nname: {}[]\n", "[".repeat(5000));
    let shown = read_spec(&text, "spec.yaml").unwrap_err().to_string();
    assert!(shown.lines().all(|line| line.len() < 200), "{shown}");
}

#[test]
fn takes_comments_only_for_no_overrides() {
    for text in ["", "\n", "# later\n\n  # more\n", "\u{feff}# marked\n"] {
        assert_eq!(read_overrides(text, "o.yaml"), Ok(Overrides::default()));
    }
}

#[test]
fn reads_a_byte_order_mark_and_windows_lines() {
    let spec = bookshop();
    let text = write_spec(&spec).unwrap();
    let marked = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(read_spec(&marked, "spec.yaml"), Ok(spec));
}

#[test]
fn keeps_null_apart_from_absent() {
    let with = set("    parameter:\n      name: a\n      default: null\n");
    let without = set("    parameter:\n      name: a\n");
    for (text, expected) in [(with, Some(serde_json::Value::Null)), (without, None)] {
        let read = read_overrides(&text, "o.yaml").unwrap();
        let crate::Change::Parameter(change) = &read.overrides[0].set else {
            panic!("not a parameter: {read:?}")
        };
        assert_eq!(change.default, expected);
        let written = write_overrides(&read).unwrap();
        assert_eq!(read_overrides(&written, "o.yaml"), Ok(read));
    }
}

#[test]
fn hostile_yaml_is_an_error() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..30 {
        let alias = format!("*a{}, ", level - 1).repeat(9);
        bomb.push_str(&format!("a{level}: &a{level} [{alias}]\n"));
    }
    let json_bomb = set(&format!(
        "    parameter:\n      name: a\n      default:\n{}",
        bomb.lines()
            .map(|line| format!("        {line}\n"))
            .collect::<String>()
    ));
    let stairs: String = (0..2000)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    let deep = |open: &str| {
        set(&format!(
            "    parameter:\n      name: a\n      default: {}",
            open.repeat(100_000)
        ))
    };
    let texts = [
        bomb,
        json_bomb,
        "[".repeat(100_000),
        "{a: ".repeat(100_000),
        "- ".repeat(100_000),
        "? ".repeat(100_000),
        "&a ".repeat(100_000),
        "!".repeat(100_000),
        "---\n".repeat(100_000),
        format!("{}x", "\t".repeat(1000)),
        "\u{0}".to_owned(),
        "\u{feff}\u{feff}x: 1".to_owned(),
        "\u{85}\u{2028}:".to_owned(),
        "a: &a *a".to_owned(),
        "a: &a [*a]".to_owned(),
        stairs,
        deep("["),
        deep("{a: "),
        deep("!!seq ["),
    ];
    for text in texts {
        let start: String = text.chars().take(60).collect();
        assert!(read_overrides(&text, "o.yaml").is_err(), "{start}");
        assert!(read_spec(&text, "s.yaml").is_err(), "{start}");
    }
}

#[test]
fn refuses_to_write_what_it_could_not_read() {
    let mut spec = bookshop();
    spec.format = 7;
    assert!(matches!(
        write_spec(&spec),
        Err(SpecError::Unwritable { .. })
    ));

    let nested = |levels: usize| (0..levels).fold(json!(1), |inner, _| json!([inner]));
    let mut spec = bookshop();
    spec.operations[0].responses[0].examples[0].body = ExampleBody::Json(nested(127)).into();
    assert!(write_spec(&spec).is_ok());
    spec.operations[0].responses[0].examples[0].body = ExampleBody::Json(nested(400)).into();
    let error = write_spec(&spec).unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot write this as YAML: too many or too deeply nested values"
    );
}

#[test]
fn writes_in_fixed_order_with_block_texts() {
    let text = write_spec(&bookshop()).unwrap();
    assert_eq!(text, format!("{SPEC_HEADER}{BOOKSHOP}"));
    assert_eq!(read_spec(&text, "spec.yaml"), Ok(bookshop()));
}

const BOOKSHOP: &str = r##"format: 1
name: bookshop
content: full
api:
  other_roots: []
  security: []
  success: []
  statuses: []
  errors: []
operations:
- id: show
  resource: books
  method: GET
  path: /books/:isbn
  deprecated: false
  sections:
  - source: books.md#show-a-book
    title: "Show: a book"
    description: |-
      Answers one book.

      - with its authors
      - and its price
  parameters: []
  responses:
  - status: 200
    origin: stated
    headers: []
    examples:
    - source: books.md#show-a-book
      body:
        json:
          zip: "01234"
          available: "yes"
          tags: []
          extra: {}
          ratio: 1.0
          count: 12
          blurb: >-
            A text that goes on and on, without a line break of its own, but with far more characters than
            stand in one line of a page that somebody wants to review
  calls: []
  corrections: []
types: []
ignored: []
"##;

/// A small spec.
pub(super) fn bookshop() -> ApiSpec {
    let source = Source("books.md#show-a-book".to_owned());
    let body = json!({
        "zip": "01234", "available": "yes", "tags": [], "extra": {}, "ratio": 1.0, "count": 12,
        "blurb": "A text that goes on and on, without a line break of its own, but with far more \
                  characters than stand in one line of a page that somebody wants to review",
    });
    ApiSpec {
        format: FORMAT,
        name: "bookshop".to_owned(),
        title: None,
        content: Content::Full,
        api: Conventions::default(),
        operations: vec![Operation {
            id: "show".to_owned(),
            resource: "books".to_owned(),
            method: Method::Get,
            path: "/books/:isbn".to_owned(),
            aliases: Vec::new(),
            deprecated: false,
            sections: vec![Section {
                source: source.clone(),
                title: "Show: a book".to_owned(),
                description: Some(
                    "Answers one book.\n\n- with its authors\n- and its price".to_owned(),
                ),
            }],
            security: None,
            parameters: vec![],
            request_body: None,
            responses: vec![Response {
                status: 200,
                origin: StatusOrigin::Stated,
                description: None,
                headers: vec![],
                media_type: None,
                schema: None,
                like: None,
                stream: false,
                examples: vec![Example {
                    source,
                    body: ExampleBody::Json(body).into(),
                }],
            }],
            calls: vec![],
            corrections: vec![],
        }],
        types: vec![],
        answers: crate::AnswerRules::default(),
        ignored: vec![],
    }
}
