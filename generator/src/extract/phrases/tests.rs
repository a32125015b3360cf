//! What descriptions state about values, in the words that people use.

use super::*;
use crate::markdown::{BlockKind, read};
use crate::source::{FileId, SourceFile};

fn facts(text: &str) -> ValueFacts {
    let file = SourceFile {
        path: "a.md".to_owned(),
        text: text.to_owned(),
    };
    match &read(FileId(0), &file).sections[0].blocks[0].kind {
        BlockKind::Paragraph(text) => value_facts(text),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_value_that_stands_twice_is_one() {
    for text in ["Sort order (asc|asc|desc)", "One of `asc`, `desc`, `asc`"] {
        assert_eq!(facts(text).values, ["asc", "desc"], "{text}");
    }
}

#[test]
fn defaults() {
    for (text, expected) in [
        ("Page number (default: `1`)", Some("1")),
        ("Items a page (default is 20)", Some("20")),
        ("How many, default 20, max 100", Some("20")),
        ("Can be `x` or `y`, default `x`", Some("x")),
        ("The shelf (default `new`)", Some("new")),
        ("The default `branch` of it", None),
        ("The shelf, default `name` of it", None),
        ("The default branch", None),
        ("Sort order. Default is `desc`", Some("desc")),
        ("The name. Default value is `none-yet`", Some("none-yet")),
        ("Branch to run on (default to `main`)", Some("main")),
        ("'main' by default", Some("main")),
        (
            "Whether it is lent - true or false (default)",
            Some("false"),
        ),
        ("'text' or 'base64'. Text is default.", Some("text")),
        ("Shelf for the book (defaults to user)", None),
        ("The mark, defaults to the tip of the list", None),
        ("Default is null, which means no mark", None),
        ("A name", None),
    ] {
        assert_eq!(facts(text).default.as_deref(), expected, "{text}");
    }
}

#[test]
fn several_values_in_one_text() {
    for (text, expected) in [
        ("Comma-separated list of shelves", true),
        ("The shelves, separated by commas", true),
        ("Names as a comma separated list", true),
        ("The sign that stands between, such as a comma", false),
    ] {
        assert_eq!(facts(text).commas, expected, "{text}");
    }
}

#[test]
fn enumerations() {
    for (text, expected) in [
        (
            "Can be one of the following: `new`, `used`, `lost`",
            "new used lost",
        ),
        (
            "The scope, one of: `a-b`, `c`; all of them if none is given",
            "a-b c",
        ),
        (
            "Keys such as `ctrl-<key>`, where `<key>` is one of: `a-z`, `_`",
            "",
        ),
        (
            "Return `all` books or just those that are `lent`, `here` or `lost`",
            "all lent here lost",
        ),
        (
            "ordered by `id`, `name` or `last_seen` fields. Default is `id`",
            "id name last_seen",
        ),
        (
            "Sorted in `asc` or `desc` order. Default is `desc`",
            "asc desc",
        ),
        ("Sorted `asc` or `desc` (default: `desc`)", "asc desc"),
        (
            "Sort field: `name` (default), `age` or `year`.",
            "name age year",
        ),
        ("What it has: `name`, `age`, `year`.", ""),
        ("The author: `name` or `id` of a reader", ""),
        (
            "Possible values: `open`, `closed`, `*` to get both, or a status id",
            "",
        ),
        ("One of `open`, `closed` or any number", ""),
        (
            "One of `open`, `closed`, or `lost` for a lost one",
            "open closed lost",
        ),
        ("The kind. Takes `new` or `old` as arguments", "new old"),
        (
            "The event ('lend' to lend it and 'return' to return it)",
            "lend return",
        ),
        ("New state (lend|return|lose)", "lend return lose"),
        ("limit by visibility `public`, `secret`", "public secret"),
        ("If given, limit by kind `new`, `used`", "new used"),
        ("Returns only `lent` or `lost` books", "lent lost"),
        ("'text' or 'base64'. Text is default.", "text base64"),
        ("Name; only `A-Z`, `a-z` and `_` are valid characters", ""),
        ("Needed if `a` or `b` is not given", ""),
        ("The `key` of a book", ""),
        ("The kind, e.g. `new` or `old`", ""),
    ] {
        assert_eq!(facts(text).values.join(" "), expected, "{text}");
    }
}

#[test]
fn booleans_in_words() {
    for (text, expected) in [
        ("Lent - true or false", true),
        ("Lent - true (default) or false", true),
        ("can be `true` or `false`", true),
        ("`true` (default) or `false`", true),
        ("true or not", false),
    ] {
        assert_eq!(facts(text).boolean, expected, "{text}");
    }
}

#[test]
fn limits_are_read() {
    assert_eq!(facts("Items (max: `100`)").limits.unwrap().max, Some(100));
    let limits = facts("must have no more than 255 characters")
        .limits
        .unwrap();
    assert_eq!((limits.max, limits.max_length), (None, Some(255)));
    for (text, min, max) in [
        ("Between 1 and 50", Some(1), Some(50)),
        ("Minimum 1, maximum `50`", Some(1), Some(50)),
        ("at least 8 characters", None, None),
        ("between two and 5", None, None),
    ] {
        let limits = facts(text).limits.unwrap_or_default();
        assert_eq!((limits.min, limits.max), (min, max), "{text}");
    }
    assert!(facts("the limit").limits.is_none());
    assert!(facts("at least 5, max 3").limits.is_none());
}
