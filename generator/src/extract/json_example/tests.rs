//! JSON as people print it, with every fault that is known.

use super::*;
use serde_json::json;

#[test]
fn scalars_are_json_where_the_block_says_so() {
    for (info, text, is) in [
        ("json", "42\n", true),
        ("JSON title=x", "\"a\"", true),
        ("json,ignore", "null", true),
        ("", "42", false),
        ("ruby", "42", false),
        ("json", "north", false),
        ("json", "[1]", false),
    ] {
        assert_eq!(is_scalar(info, text), is, "{info} {text}");
    }
}

#[test]
fn faults_with_one_repair_are_repaired() {
    for (text, kind, repaired) in [
        (
            r#"{"a": 1,}"#,
            JsonFault::TrailingComma,
            Some(json!({"a": 1})),
        ),
        (r#"[1, 2,]"#, JsonFault::TrailingComma, Some(json!([1, 2]))),
        (
            "[{\"a\": 1}, ...]",
            JsonFault::Ellipsis,
            Some(json!([{"a": 1}])),
        ),
        (
            "[...,\n{\"a\": 1}\n...\n]",
            JsonFault::Ellipsis,
            Some(json!([{"a": 1}])),
        ),
        (
            "{\"a\": 1\n\"b\": 2}",
            JsonFault::MissingComma,
            Some(json!({"a": 1, "b": 2})),
        ),
        (
            "{\"a\": 1, \"a\": 2}",
            JsonFault::DuplicateKey,
            Some(json!({"a": 2})),
        ),
        (
            "{\"a\": 1 // one\n}",
            JsonFault::Comment,
            Some(json!({"a": 1})),
        ),
        (
            "[\"a\tb\"]",
            JsonFault::ControlCharacter,
            Some(json!(["a\tb"])),
        ),
        (r#"["a\ b"]"#, JsonFault::BadEscape, None),
        (r#"["a\_b"]"#, JsonFault::BadEscape, Some(json!(["a_b"]))),
        ("{\"a\": {\"b\": 1}", JsonFault::Unbalanced, None),
        ("{} {}", JsonFault::SeveralValues, None),
        ("{\"a\": x}", JsonFault::Other, None),
    ] {
        let example = read(text);
        let ExampleBody::Invalid(invalid) = example.body else {
            panic!("{text} is valid")
        };
        assert_eq!(
            (invalid.faults[0], invalid.repaired),
            (kind, repaired),
            "{text}"
        );
    }
}

#[test]
fn one_fault_is_told_once() {
    use JsonFault::{ControlCharacter, Ellipsis, MissingComma, Other, TrailingComma, Unbalanced};
    for (text, expected) in [
        (r#"{"a": "x"", "b": 1}"#, vec![(Other, r#"", "b": 1}"#)]),
        (
            "{\"a\": [1,],\n\"b\": \"x\"y\", \"c\": \"z\n\"}",
            vec![(TrailingComma, ",],"), (Other, "y\", \"c\"")],
        ),
        (
            "[....\n\"a\tb\",\n{\"a: 1}\n]",
            vec![(Ellipsis, "...."), (ControlCharacter, "\tb")],
        ),
        (
            "{\"a\": \"x,\n\"b\": \"y,\n\"c\": 1}",
            vec![(ControlCharacter, "\n\"b\"")],
        ),
        (r#"{"a": "x}"#, vec![(Unbalanced, "\"x}")]),
        (r#"{"a": 1 "b": x, "c": y}"#, vec![(Other, "\"b\"")]),
        (r#"{"a": 1 "b": "\c"}"#, vec![(MissingComma, "\"b\"")]),
    ] {
        let found = read(text).faults;
        assert!(found.iter().all(|fault| fault.change.is_none()), "{text}");
        let kinds: Vec<_> = found.iter().map(|fault| fault.kind).collect();
        let wanted: Vec<_> = expected.iter().map(|(kind, _)| *kind).collect();
        assert_eq!(kinds, wanted, "{text}");
        for (fault, (_, place)) in found.iter().zip(expected) {
            assert!(text[fault.range.start..].starts_with(place), "{text}");
        }
    }
}

#[test]
fn an_ellipsis_may_have_more_dots() {
    let example = read("[\n  {\"a\": 1},\n  ....\n]");
    assert_eq!(example.faults.len(), 1);
    assert_eq!(example.body.value(), Some(&json!([{"a": 1}])));
}

#[test]
fn valid_json_is_taken_as_it_is() {
    let text = "{\"b\": [1.5e3, -0, true, null], \"a\": \"\\u00e9\\ud83d\\ude00\"}";
    let example = read(text);
    assert_eq!(
        example.body,
        ExampleBody::Json(serde_json::from_str(text).unwrap())
    );
}

#[test]
fn places_are_those_of_the_fault() {
    let text = "{\n  \"a\": 1,\n}";
    assert_eq!(&text[read(text).faults[0].range.clone()], ",");
}

#[test]
fn members_have_places() {
    let text = "[\n  {\"a/b\": 1, \"c\": [true]},\n]";
    let found: Vec<_> = members(text)
        .into_iter()
        .map(|member| (member.pointer, &text[member.key], &text[member.value]))
        .collect();
    let expected = [
        (
            "/0",
            "{\"a/b\": 1, \"c\": [true]}",
            "{\"a/b\": 1, \"c\": [true]}",
        ),
        ("/0/a~1b", "\"a/b\"", "1"),
        ("/0/c", "\"c\"", "[true]"),
        ("/0/c/0", "true", "true"),
    ];
    let expected = expected.map(|(pointer, key, value)| (pointer.to_owned(), key, value));
    assert_eq!(found, expected);
}

#[test]
fn deep_nesting_is_a_fault() {
    let text = "[".repeat(100_000);
    assert!(matches!(read(&text).body, ExampleBody::Invalid(_)));
}
