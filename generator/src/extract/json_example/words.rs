//! What people write into JSON that is none: comments, keys without quotes, words for values.

use docbind_spec::Schema;
use serde_json::{Value, json};

use crate::extract::type_text;

/// The length of the comment that a text begins with.
pub(super) fn comment(text: &str) -> Option<usize> {
    if let Some(rest) = text.strip_prefix("/*") {
        return rest.find("*/").map(|end| end + 4);
    }
    let is_comment = text.starts_with("//") || text.starts_with('#');
    is_comment.then(|| text.find('\n').unwrap_or(text.len()))
}

/// The length of the key without quotes that a text begins with, before its colon.
pub(super) fn key_end(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | '.')))?;
    let begins = text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '$'));
    let colon = text[end..]
        .trim_start_matches([' ', '\t'])
        .strip_prefix(':')?;
    // `a::b` and `http://` are no keys.
    (begins && !colon.starts_with([':', '/'])).then_some(end)
}

/// The word for a value that a text begins with, such as `<string>` or `integer`, its length, and
/// a value of that type.
pub(super) fn placeholder(text: &str) -> Option<(usize, Value)> {
    if let Some(rest) = text.strip_prefix('<') {
        let end = rest.find(['>', '\n', '"'])?;
        let inner = rest[..end].trim();
        let length = end + 2;
        let closed = rest[end..].starts_with('>') && !inner.is_empty();
        return closed.then(|| (length, sample(inner, &text[..length])));
    }
    let end = text
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(text.len());
    let word = &text[..end];
    let ends = text[end..]
        .trim_start()
        .starts_with([',', '}', ']', '/', '#']);
    let is_value = matches!(word, "true" | "false" | "null");
    let known = type_text::read(word)?;
    (ends && !is_value).then(|| (end, of_type(&known, word)))
}

/// A value of the type that a word names; the word itself where it names none.
fn sample(word: &str, printed: &str) -> Value {
    match type_text::read(word) {
        Some(schema) => of_type(&schema, printed),
        None => json!(printed),
    }
}

fn of_type(schema: &Schema, printed: &str) -> Value {
    match schema {
        Schema::Boolean => json!(true),
        Schema::Integer => json!(1),
        Schema::Number => json!(1.5),
        Schema::Array(_) => json!([]),
        Schema::Map(_) => json!({}),
        Schema::Any => Value::Null,
        _ => json!(printed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_end_where_they_end() {
        for (text, length) in [
            ("// a\nb", Some(4)),
            ("# a", Some(3)),
            ("/* a\nb */ c", Some(9)),
            ("/* a", None),
            ("/a", None),
        ] {
            assert_eq!(comment(text), length, "{text}");
        }
    }

    #[test]
    fn keys_stand_before_a_colon() {
        for (text, length) in [
            ("isbn: 1", Some(4)),
            ("$a-b.c : 1", Some(6)),
            ("std::fs", None),
            ("http://a", None),
            ("1: 2", None),
            ("isbn", None),
        ] {
            assert_eq!(key_end(text), length, "{text}");
        }
    }

    #[test]
    fn words_stand_for_values() {
        for (text, expected) in [
            ("<string>,", Some((8, json!("<string>")))),
            ("<int>}", Some((5, json!(1)))),
            (
                "<ISBN of the book>",
                Some((18, json!("<ISBN of the book>"))),
            ),
            ("integer }", Some((7, json!(1)))),
            ("boolean // whether", Some((7, json!(true)))),
            ("true}", None),
            ("x}", None),
            ("<", None),
            ("<a\n>", None),
        ] {
            assert_eq!(placeholder(text), expected, "{text}");
        }
    }
}
