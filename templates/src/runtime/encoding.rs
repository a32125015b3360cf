//! Texts to and from their form in an address.
//!
//! In: values as they are. Out: the same, percent-encoded exactly once, or decoded exactly once.
//! Never decides where a value stands.

use std::borrow::Cow;

#[cfg(feature = "server")]
use percent_encoding::percent_decode_str;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

#[cfg(feature = "client")]
use super::ArrayStyle;

/// Everything but the characters that RFC 3986 calls unreserved.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Adds one segment of a path, or one name or value of a query.
pub(crate) fn push_encoded(out: &mut String, text: &str) {
    out.extend(utf8_percent_encode(text, ESCAPED));
}

/// Undoes [`encode`]; bytes that are not UTF-8 become replacement characters.
#[cfg(feature = "server")]
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    if !text.as_bytes().contains(&b'%') {
        return Cow::Borrowed(text);
    }
    percent_decode_str(text).decode_utf8_lossy()
}

/// Pairs of names and values as a query string or url-encoded form.
#[cfg(feature = "client")]
pub(crate) fn encode_pairs(pairs: &[(String, String)]) -> String {
    let mut out = String::new();
    for (name, value) in pairs {
        push_pair(&mut out, name, value);
    }
    out
}

/// Adds one pair to a query string or url-encoded form.
pub(crate) fn push_pair(out: &mut String, name: &str, value: &str) {
    if !out.is_empty() {
        out.push('&');
    }
    push_encoded(out, name);
    out.push('=');
    push_encoded(out, value);
}

/// The pairs of a query string or url-encoded form.
#[cfg(feature = "server")]
pub(crate) fn decode_pairs(text: &str) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode_part(name), decode_part(value))
    })
}

/// A name or value of a query, in which a plus stands for a space.
#[cfg(feature = "server")]
fn decode_part(part: &str) -> Cow<'_, str> {
    if !part.as_bytes().contains(&b'+') {
        return decode(part);
    }
    Cow::Owned(decode(&part.replace('+', " ")).into_owned())
}

/// A value as pairs of a query or form: arrays in their style, objects as `name[key]`.
#[cfg(feature = "client")]
pub(crate) fn flatten(
    name: &str,
    value: &Value,
    style: ArrayStyle,
    out: &mut Vec<(String, String)>,
) {
    match value {
        Value::Array(items) if style == ArrayStyle::Commas => {
            out.push((name.to_owned(), joined(items)));
        }
        Value::Array(items) => {
            for item in items {
                if style == ArrayStyle::Brackets || item.is_object() {
                    flatten(&format!("{name}[]"), item, style, out);
                } else {
                    flatten(name, item, style, out);
                }
            }
        }
        Value::Object(fields) => {
            for (key, field) in fields {
                flatten(&format!("{name}[{key}]"), field, style, out);
            }
        }
        scalar => out.push((name.to_owned(), plain(scalar).into_owned())),
    }
}

/// The items as one text with commas between.
#[cfg(feature = "client")]
pub(crate) fn joined(items: &[Value]) -> String {
    let mut text = String::new();
    for (number, item) in items.iter().enumerate() {
        text.push_str(if number == 0 { "" } else { "," });
        text.push_str(&plain(item));
    }
    text
}

/// Whether an item of a list has a comma in it.
#[cfg(feature = "client")]
pub(crate) fn holds_comma(list: &Value) -> bool {
    let mut items = list.as_array().into_iter().flatten();
    items.any(|item| plain(item).contains(','))
}

/// A value as it stands in a query: texts without quotes, null as nothing.
pub(crate) fn plain(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Null => Cow::Borrowed(""),
        Value::String(text) => Cow::Borrowed(text),
        other => Cow::Owned(other.to_string()),
    }
}

#[cfg(all(test, feature = "client", feature = "server"))]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(value: &Value, style: ArrayStyle, expected: &str) {
        let mut pairs = Vec::new();
        flatten("x", value, style, &mut pairs);
        let text: Vec<String> = pairs.iter().map(|(n, v)| format!("{n}={v}")).collect();
        assert_eq!(text.join("&"), expected);
    }

    #[test]
    fn arrays_follow_their_style() {
        check(&json!(["a", 2]), ArrayStyle::Commas, "x=a,2");
        check(&json!(["a", 2]), ArrayStyle::Repeat, "x=a&x=2");
        check(&json!(["a", 2]), ArrayStyle::Brackets, "x[]=a&x[]=2");
        check(&json!([]), ArrayStyle::Commas, "x=");
        check(&json!([]), ArrayStyle::Repeat, "");
    }

    #[test]
    fn commas_in_items_are_seen() {
        for (list, expected) in [
            (json!(["a", "b"]), false),
            (json!(["a", "b,c"]), true),
            (json!("a,b"), false),
            (json!([]), false),
        ] {
            assert_eq!(holds_comma(&list), expected, "{list}");
        }
    }

    #[test]
    fn objects_become_brackets() {
        check(
            &json!({"a": {"b": true}}),
            ArrayStyle::Repeat,
            "x[a][b]=true",
        );
        check(&json!([{"a": 1}]), ArrayStyle::Repeat, "x[][a]=1");
        check(&json!(null), ArrayStyle::Repeat, "x=");
    }

    #[test]
    fn pairs_decode_once() {
        let pairs = decode_pairs("a=1%252&&b+c=d+e&f").collect::<Vec<_>>();
        let expected = [("a", "1%2"), ("b c", "d e"), ("f", "")];
        assert_eq!(pairs, expected.map(|(n, v)| (n.into(), v.into())));
    }
}
