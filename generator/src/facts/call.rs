//! Documented calls with their values replaced.

use docbind_spec::{Call, CallBody, NameValue, Operation, Part, PartContent};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::table::Table;

/// What stands in a path segment without being encoded.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':')
    .remove(b'@');

/// Replaces the values of a call of this operation. Literal parts of the operation's path stay.
pub(super) fn strip(table: &mut Table, operation: &Operation, call: &mut Call) {
    call.path = path(table, &operation.path, &call.path);
    for pair in &mut call.query {
        pair.value = table.text(&pair.name, &pair.value);
    }
    for header in &mut call.headers {
        header.value = header_value(table, header);
    }
    match &mut call.body {
        Some(CallBody::Form(pairs)) => {
            for pair in pairs {
                pair.value = table.text(&pair.name, &pair.value);
            }
        }
        Some(CallBody::Multipart(parts)) => {
            for part in parts {
                part_value(table, part);
            }
        }
        Some(CallBody::Json(value)) => *value = table.value("", value),
        Some(CallBody::Text(text)) => *text = table.text("text", text),
        None => {}
    }
}

fn part_value(table: &mut Table, part: &mut Part) {
    match &mut part.content {
        PartContent::Value(text) | PartContent::File(text) => {
            *text = table.text(&part.name, text);
        }
    }
}

/// `Bearer` and ranges of bytes are words of HTTP.
fn header_value(table: &mut Table, header: &NameValue) -> String {
    let value = &header.value;
    if let Some(token) = value.strip_prefix("Bearer ") {
        return format!("Bearer {}", table.text("token", token));
    }
    let range = value
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'*' | b'/'));
    if range {
        return value.clone();
    }
    table.text(&header.name, value)
}

/// The path of a call. Where it is not the operation's, only segments that the operation's path
/// has as well are taken for literal.
fn path(table: &mut Table, template: &str, path: &str) -> String {
    let wanted: Vec<&str> = template.split('/').collect();
    let shown: Vec<&str> = path.split('/').collect();
    let same_length = wanted.len() == shown.len();
    let segments: Vec<String> = shown
        .iter()
        .enumerate()
        .map(|(at, segment)| {
            let pattern = if same_length { wanted[at] } else { "" };
            match pattern.split_once(':') {
                Some((before, name)) => placeholder(table, before, name, segment),
                None if wanted.contains(segment) => (*segment).to_owned(),
                None => replaced(table, "id", segment),
            }
        })
        .collect();
    segments.join("/")
}

/// A segment that a placeholder stands for, with literal text around it.
fn placeholder(table: &mut Table, before: &str, name: &str, segment: &str) -> String {
    let end = name
        .find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-'))
        .unwrap_or(name.len());
    let (name, after) = name.split_at(end);
    let value = segment
        .strip_prefix(before)
        .and_then(|rest| rest.strip_suffix(after));
    match value {
        Some(value) => format!("{before}{}{after}", replaced(table, name, value)),
        None => replaced(table, name, segment),
    }
}

fn replaced(table: &mut Table, key: &str, segment: &str) -> String {
    let text = percent_decode_str(segment).decode_utf8_lossy();
    let text = table.text(key, &text);
    utf8_percent_encode(&text, SEGMENT).to_string()
}
