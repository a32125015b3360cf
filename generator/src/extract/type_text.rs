//! Types as documents write them: `integer`, `array of strings`, `string or integer`.

use docbind_spec::Schema;

use crate::markdown::with_single_blanks;

/// Words for types, one line each.
const WORDS: &[(&str, Schema)] = &[
    ("any", Schema::Any),
    ("mixed", Schema::Any),
    ("bool", Schema::Boolean),
    ("boolean", Schema::Boolean),
    ("flag", Schema::Boolean),
    ("int", Schema::Integer),
    ("integer", Schema::Integer),
    ("long", Schema::Integer),
    ("int32", Schema::Integer),
    ("int64", Schema::Integer),
    ("uint", Schema::Integer),
    ("uint32", Schema::Integer),
    ("uint64", Schema::Integer),
    ("integer value", Schema::Integer),
    ("unsigned integer", Schema::Integer),
    ("unix timestamp", Schema::Integer),
    ("boolean value", Schema::Boolean),
    ("id", Schema::Integer),
    ("number", Schema::Number),
    ("float", Schema::Number),
    ("double", Schema::Number),
    ("decimal", Schema::Number),
    ("str", Schema::String),
    ("string", Schema::String),
    ("text", Schema::String),
    ("char", Schema::String),
    ("alphanumeric", Schema::String),
    ("varchar", Schema::String),
    ("enum", Schema::String),
    ("string enum", Schema::String),
    ("string value", Schema::String),
    ("uuid", Schema::String),
    ("guid", Schema::String),
    ("duration", Schema::String),
    ("float32", Schema::Number),
    ("float64", Schema::Number),
    ("url", Schema::String),
    ("uri", Schema::String),
    ("email", Schema::String),
    ("date", Schema::Date),
    ("datetime", Schema::Timestamp),
    ("date-time", Schema::Timestamp),
    ("timestamp", Schema::Timestamp),
    ("time", Schema::Timestamp),
    ("file", Schema::File),
    ("binary", Schema::File),
    ("upload", Schema::File),
];

/// Words for objects whose keys nobody names.
const MAPS: &[&str] = &["hash", "object", "map", "json", "dictionary", "dict"];

/// Words for a list of something unnamed.
const ARRAYS: &[&str] = &["array", "list"];

/// Reads the text of a type cell or a type in parentheses; `None` where it is no type.
pub(crate) fn read(text: &str) -> Option<Schema> {
    let mut text = text.to_lowercase();
    text.retain(|c| !matches!(c, '`' | '*' | '"'));
    alternatives(&with_single_blanks(text))
}

/// The type that a description begins with, set apart by a semicolon or as a sentence of its own:
/// `Boolean; whether to tell everybody`. Words that may also begin a sentence about something, such
/// as "ID", are no types there.
pub(crate) fn leading(description: &str) -> Option<Schema> {
    let end = description.find([';', '.'])?;
    let (text, after) = description.split_at(end);
    let is_sentence = after[1..].is_empty() || after[1..].starts_with(char::is_whitespace);
    let names_thing = matches!(
        text.to_lowercase().trim(),
        "id" | "file" | "upload" | "flag"
    );
    (is_sentence && !names_thing).then(|| read(text)).flatten()
}

fn alternatives(text: &str) -> Option<Schema> {
    if let Some(whole) = single(text) {
        return Some(whole);
    }
    let parts = text.split(" or ").flat_map(|part| part.split(['/', '|']));
    let mut schemas: Vec<Schema> = Vec::new();
    for part in parts {
        let schema = single(part.trim())?;
        if !schemas.contains(&schema) {
            schemas.push(schema);
        }
    }
    if schemas.len() > 1 {
        Some(Schema::OneOf(schemas))
    } else {
        schemas.pop()
    }
}

fn single(text: &str) -> Option<Schema> {
    if let Some((_, schema)) = WORDS.iter().find(|(word, _)| *word == text) {
        return Some(schema.clone());
    }
    if MAPS.contains(&text) {
        return Some(Schema::Map(Box::new(Schema::Any)));
    }
    if ARRAYS.contains(&text) {
        return Some(Schema::Array(Box::new(Schema::Any)));
    }
    let of = |inner: &str| single(inner).or_else(|| single(inner.strip_suffix('s')?));
    let inner = text
        .strip_prefix("array of ")
        .or_else(|| text.strip_prefix("list of "))
        .or_else(|| text.strip_suffix("[]"))
        .or_else(|| bracketed(text, "array", '[', ']'))
        .or_else(|| bracketed(text, "array", '<', '>'))
        .or_else(|| bracketed(text, "array", '(', ')'))
        .or_else(|| bracketed(text, "list", '<', '>'))
        .or_else(|| text.strip_prefix("[]"))
        .or_else(|| text.strip_prefix('[')?.strip_suffix(']'))
        .or_else(|| text.strip_suffix(" array"));
    if let Some(inner) = inner {
        return of(inner.trim()).map(|inner| Schema::Array(Box::new(inner)));
    }
    let inner = text
        .strip_prefix("hash of ")
        .or_else(|| text.strip_prefix("map of "))
        .or_else(|| text.strip_prefix("object of "))
        .or_else(|| map_values(text))?;
    of(inner.trim()).map(|inner| Schema::Map(Box::new(inner)))
}

/// The type of the values in `map<string|integer>` and `map[string]integer`.
fn map_values(text: &str) -> Option<&str> {
    let keyed = bracketed(text, "map", '<', '>').and_then(|inner| inner.split_once(['|', ',']));
    keyed.map(|(_, values)| values).or_else(|| {
        let (_, values) = text.strip_prefix("map[")?.split_once(']')?;
        Some(values)
    })
}

fn bracketed<'a>(text: &'a str, word: &str, open: char, close: char) -> Option<&'a str> {
    text.strip_prefix(word)?
        .trim_start()
        .strip_prefix(open)?
        .strip_suffix(close)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_as_people_write_them() {
        let array = |inner| Schema::Array(Box::new(inner));
        for (text, expected) in [
            ("Integer", Some(Schema::Integer)),
            (
                "string **or** array of strings",
                Some(Schema::OneOf(vec![Schema::String, array(Schema::String)])),
            ),
            (
                "integer/string",
                Some(Schema::OneOf(vec![Schema::Integer, Schema::String])),
            ),
            ("Array[integer]", Some(array(Schema::Integer))),
            ("string[]", Some(array(Schema::String))),
            ("array", Some(array(Schema::Any))),
            ("hash", Some(Schema::Map(Box::new(Schema::Any)))),
            (
                "map of integers",
                Some(Schema::Map(Box::new(Schema::Integer))),
            ),
            ("[]string", Some(array(Schema::String))),
            ("[ string ]", Some(array(Schema::String))),
            ("array(string)", Some(array(Schema::String))),
            (
                "map<string|string>",
                Some(Schema::Map(Box::new(Schema::String))),
            ),
            (
                "map[string]integer",
                Some(Schema::Map(Box::new(Schema::Integer))),
            ),
            ("int64", Some(Schema::Integer)),
            ("yes", None),
            ("", None),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn a_description_may_begin_with_the_type() {
        for (text, expected) in [
            ("Boolean; whether it is shown", Some(Schema::Boolean)),
            ("String. The title.", Some(Schema::String)),
            ("Integer.", Some(Schema::Integer)),
            ("ID. The number", None),
            ("The title; a string", None),
            ("string.length", None),
        ] {
            assert_eq!(leading(text), expected, "{text}");
        }
    }
}
