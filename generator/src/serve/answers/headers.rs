//! Values for the headers that an operation is documented to answer.
//!
//! What comes in: the name of a header, what is said about it, and the body beside it. What goes
//! out: the value that the text shows, that of the body's field with the same name, or one that
//! may stand there.

use axum::http::{HeaderName, HeaderValue};
use docbind_spec::Header;
use serde_json::Value;

/// Headers that the server sets itself, or that say how the answer is sent.
const OWN: &[&str] = &[
    "connection",
    "content-length",
    "content-type",
    "date",
    "link",
    "transfer-encoding",
    "x-next-page",
    "x-page",
    "x-per-page",
    "x-prev-page",
    "x-total",
    "x-total-pages",
];

/// The headers of an answer. `address` is where a new thing may be found.
pub(super) fn headers(
    documented: &[Header],
    body: Option<&Value>,
    address: &str,
) -> Vec<(HeaderName, HeaderValue)> {
    let known = documented.iter().filter_map(|header| {
        let name = HeaderName::from_bytes(header.name.as_bytes()).ok()?;
        let shown = header
            .description
            .as_deref()
            .and_then(|text| shown(&header.name, text));
        let value = shown.or_else(|| held(name.as_str(), body?));
        let value = value.unwrap_or_else(|| made(name.as_str(), address));
        let value = HeaderValue::from_str(&value).ok()?;
        (!OWN.contains(&name.as_str())).then_some((name, value))
    });
    known.collect()
}

/// The value in a text that shows the header as it is sent: `Range: 0-11`, in code.
fn shown(name: &str, text: &str) -> Option<String> {
    // Every second part stands in code.
    let code = text.split('`').skip(1).step_by(2);
    let values = code.filter_map(|code| {
        let (other, value) = code.split_once(':')?;
        other
            .trim()
            .eq_ignore_ascii_case(name)
            .then(|| value.trim())
    });
    let is_whole = |value: &str| {
        let left_open = value.contains(['{', '<', '[', '…', ':']) || value.contains("...");
        let mut words = value.split(|c: char| !c.is_alphanumeric());
        let stands_for_another = words.any(|word| matches!(word, "X" | "N" | "Y"));
        !value.is_empty() && !left_open && !stands_for_another
    };
    values.map(str::to_owned).find(|value| is_whole(value))
}

/// The value of a field of the body that is called like the header's last word.
fn held(name: &str, body: &Value) -> Option<String> {
    match body.get(name.rsplit('-').next()?)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A value that may stand there, by the name of the header.
fn made(name: &str, address: &str) -> String {
    let last = name.rsplit('-').next().unwrap_or_default();
    let value = match (name, last) {
        ("location" | "content-location", _) => address,
        ("etag", _) => "\"1\"",
        ("range" | "content-range", _) => "0-1",
        ("content-disposition", _) => "attachment; filename=\"example\"",
        ("last-modified" | "expires", _) => "Thu, 01 Jan 2026 00:00:00 GMT",
        (_, "at" | "date") => "2026-01-01T00:00:00Z",
        (_, "url" | "uri") => "https://example.com/",
        (
            _,
            "count" | "total" | "limit" | "remaining" | "length" | "size" | "id" | "after" | "age",
        ) => "1",
        _ => "example",
    };
    value.to_owned()
}

#[cfg(test)]
mod tests {
    use docbind_spec::Header;
    use serde_json::json;

    use super::headers;

    #[track_caller]
    fn check(name: &str, description: &str, expected: &str) {
        let documented = Header {
            name: name.to_owned(),
            description: Some(description.to_owned()),
        };
        let body = json!({"state": "lost", "id": 7, "location": null});
        let found = headers(&[documented], Some(&body), "/books/1");
        let values: Vec<_> = found
            .iter()
            .map(|(_, value)| value.to_str().unwrap())
            .collect();
        assert_eq!(values.join(", "), expected, "{name}: {description}");
    }

    #[test]
    fn values_are_those_of_the_text() {
        check("Range", "If you get `Range: 0-11`, go on.", "0-11");
        check("range", "With `Range: 0-X`, `X` being the length.", "0-1");
        check("Book-State", "`Book-State: {state}`", "lost");
        check("Book-Colour", "`Book-Colour: {colour}`", "example");
        check("X-Book-Id", "Which one.", "7");
        check("Book-State", "`Book-State: lent`, or `free`", "lent");
        check("Location", "Where it is.", "/books/1");
        check("X-Count", "How many.", "1");
        check("ETag", "", "\"1\"");
    }

    #[test]
    fn what_the_server_sets_itself_is_left_to_it() {
        check("Content-Length", "", "");
        check("X-Total", "`X-Total: 7`", "");
        check("not a header", "", "");
    }
}
