//! How the fixture tests of a generated crate compare what is documented with what is done.
//!
//! In: the data of one resource, `tests/fixtures/RESOURCE.json`, and values or requests of the
//! crate. Out: nothing, or a panic that shows both sides. Knows no particular API.
//!
//! **Values** are equal key for key, with three liberties: a key whose value is null equals a key
//! that is absent, numbers are compared by value, not by the way they are written, and a number
//! or boolean that is documented in quotes may come without. Keys that a type does not have are
//! never dropped silently: they make a difference.
//!
//! **Requests** are equal if method and path (percent-decoded) are, and if the fields of query
//! and body together are, whichever of the two they are sent in and in whichever order: servers
//! merge the two. A field's value is its text, as a form would hold it; a file is the name of
//! its file. Headers are set aside.
#![allow(dead_code, reason = "not every test target uses everything")]

use percent_encoding::percent_decode_str;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::support::{Sent, SentBody, assert_round_trip, assert_same_json};

/// A request, reduced to what is compared.
#[derive(Debug, PartialEq, Eq)]
struct Reduced {
    method: String,
    path: String,
    /// Names with their values, ordered.
    fields: Vec<(String, String)>,
    /// The body, where it is no list of fields.
    content: Option<String>,
}

/// How many variations of each example must be readable.
const VARIATIONS: u64 = 20;

/// Reads variations of the documented examples with this status as a server may answer them: keys
/// that are missing or new, nulls, quoted numbers and booleans, other texts and timestamps. What
/// is left of an example must be in what was read: `decode` gives that as JSON.
#[track_caller]
pub fn varied<E: std::fmt::Debug>(
    data: &str,
    operation: &str,
    status: u16,
    decode: impl Fn(Vec<u8>) -> Result<Value, E>,
) {
    for (number, example) in examples(data, operation, status).iter().enumerate() {
        for seed in 0..VARIATIONS {
            let mut dice = Dice(seed * 1000 + number as u64 + 1);
            let varied = vary(example, &mut dice);
            let lost = match decode(varied.to_string().into_bytes()) {
                Ok(read) => lost("", &varied, &read),
                Err(error) => vec![format!("{error:?}")],
            };
            let lost = lost.join("\n");
            assert!(
                lost.is_empty(),
                "variation {seed} of {operation}: {lost}\n{varied:#}"
            );
        }
    }
}

/// What of an answer is not in what was read. Quotes make no difference, numbers are equal by
/// value, and null says nothing.
fn lost(place: &str, answer: &Value, read: &Value) -> Vec<String> {
    match answer {
        Value::Null => Vec::new(),
        Value::Object(fields) => {
            let known = fields.iter().filter(|(key, _)| *key != NEW_KEY);
            known
                .flat_map(|(key, value)| lost(&format!("{place}.{key}"), value, &read[key]))
                .collect()
        }
        Value::Array(items) if items.len() == read.as_array().map_or(0, Vec::len) => {
            let items = items.iter().enumerate();
            items
                .flat_map(|(index, item)| lost(&format!("{place}[{index}]"), item, &read[index]))
                .collect()
        }
        scalar if same_without_quotes(scalar, read) => Vec::new(),
        other => vec![format!("{place}: {other} was read as {read}")],
    }
}

fn same_without_quotes(left: &Value, right: &Value) -> bool {
    let plain = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let (left, right) = (plain(left), plain(right));
    let numbers = (left.parse::<f64>(), right.parse::<f64>());
    left == right || matches!(numbers, (Ok(left), Ok(right)) if left == right)
}

/// Numbers that look drawn and are the same each time.
struct Dice(u64);

impl Dice {
    /// True once in so many times.
    fn one_in(&mut self, times: u64) -> bool {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33).is_multiple_of(times)
    }
}

/// A key that no type has.
const NEW_KEY: &str = "added_by_a_later_version";

fn vary(value: &Value, dice: &mut Dice) -> Value {
    match value {
        Value::Object(fields) => vary_object(fields, dice),
        Value::Array(items) => items.iter().map(|item| vary(item, dice)).collect(),
        Value::Number(_) | Value::Bool(_) if dice.one_in(3) => Value::from(value.to_string()),
        // What is documented in quotes may come without, and is no other text.
        Value::String(text) if is_quoted(text) => match dice.one_in(2) {
            true => serde_json::from_str(text).unwrap_or(Value::Null),
            false => value.clone(),
        },
        Value::String(_) if dice.one_in(8) => Value::from("never heard of"),
        Value::String(_) if dice.one_in(8) => Value::from("2020-02-03 04:05:06 UTC"),
        other => other.clone(),
    }
}

/// At least one key is kept: what has none is no answer.
fn vary_object(fields: &serde_json::Map<String, Value>, dice: &mut Dice) -> Value {
    let mut varied = serde_json::Map::new();
    for (number, (key, value)) in fields.iter().enumerate() {
        let is_last = number + 1 == fields.len();
        if dice.one_in(6) && !(is_last && varied.is_empty()) {
            continue;
        }
        let value = if dice.one_in(8) {
            Value::Null
        } else {
            vary(value, dice)
        };
        varied.insert(key.clone(), value);
    }
    // Of a kind that stands there already: the object may be a map.
    if let Some(value) = fields.values().next()
        && dice.one_in(2)
    {
        varied.insert(NEW_KEY.to_owned(), value.clone());
    }
    Value::Object(varied)
}

/// Whether a text holds a boolean or a whole number.
fn is_quoted(text: &str) -> bool {
    matches!(text, "true" | "false") || text.parse::<i64>().is_ok_and(|n| n.to_string() == text)
}

/// The documented examples of an operation with this status.
#[track_caller]
pub fn examples(data: &str, operation: &str, status: u16) -> Vec<Value> {
    let data: Value = serde_json::from_str(data).expect("the fixtures are JSON");
    let list = data[operation]["examples"].as_array();
    list.expect("the operation has fixtures")
        .iter()
        .filter(|example| example["status"] == status)
        .map(|example| example["body"].clone())
        .collect()
}

/// The first documented example of an operation with this status.
#[track_caller]
pub fn example(data: &str, operation: &str, status: u16) -> Value {
    let mut all = examples(data, operation, status);
    assert!(!all.is_empty(), "{operation} has an example with {status}");
    all.swap_remove(0)
}

/// The value of a type that is the first documented example.
#[track_caller]
pub fn decoded<T: DeserializeOwned>(data: &str, operation: &str, status: u16) -> T {
    match serde_json::from_value(example(data, operation, status)) {
        Ok(value) => value,
        Err(error) => panic!("{operation}: the example does not decode: {error}"),
    }
}

/// Each example of an operation decodes into the type, and encodes to the same again.
#[track_caller]
pub fn round_trip<T: DeserializeOwned + Serialize>(data: &str, operation: &str, status: u16) {
    let all = examples(data, operation, status);
    assert!(!all.is_empty(), "{operation} has an example with {status}");
    for example in all {
        assert_round_trip::<T>(&example.to_string());
    }
}

/// An answer that came over a connection is the documented one.
#[track_caller]
pub fn same(actual: &Value, data: &str, operation: &str, status: u16) {
    assert_same_json(&example(data, operation, status), actual);
}

/// The request that a call sends is the documented one.
#[track_caller]
pub fn same_request(
    request: &http::Request<bytes::Bytes>,
    data: &str,
    operation: &str,
    number: usize,
    prefix: &str,
) {
    let data: Value = serde_json::from_str(data).expect("the fixtures are JSON");
    let call = &data[operation]["calls"][number];
    assert!(call.is_object(), "{operation} has a call {number}");
    assert_eq!(sent(request), documented(call, prefix), "{call:#}");
}

/// What the documents say is sent.
fn documented(call: &Value, prefix: &str) -> Reduced {
    let text = |key: &str| call[key].as_str().unwrap_or_default();
    let mut fields = Vec::new();
    for field in call["fields"].as_array().into_iter().flatten() {
        let name = field["name"].as_str().unwrap_or_default();
        match field["file"].as_str() {
            Some(path) => fields.push((name.to_owned(), file_name(path).to_owned())),
            None => flatten(name, &field["value"], &mut fields),
        }
    }
    fields.sort();
    Reduced {
        method: text("method").to_owned(),
        path: format!("{prefix}{}", decode(text("path"))),
        fields,
        content: call["content"].as_str().map(str::to_owned),
    }
}

/// What a request sends.
fn sent(request: &http::Request<bytes::Bytes>) -> Reduced {
    let sent = Sent::of(request);
    let mut fields = Vec::new();
    let mut content = None;
    for (name, value) in &sent.query {
        flatten(name, &Value::from(value.as_str()), &mut fields);
    }
    match &sent.body {
        SentBody::Empty => {}
        SentBody::Json(Value::Object(object)) => {
            for (name, value) in object {
                flatten(name, value, &mut fields);
            }
        }
        SentBody::Json(value) => content = Some(value.to_string()),
        SentBody::Form(pairs) => {
            for (name, value) in pairs {
                flatten(name, &Value::from(value.as_str()), &mut fields);
            }
        }
        SentBody::Multipart(parts) => {
            for (name, value) in parts {
                let value = value.strip_prefix('@').unwrap_or(value);
                flatten(name, &Value::from(value), &mut fields);
            }
        }
        SentBody::Raw(bytes) => content = Some(String::from_utf8_lossy(bytes).into_owned()),
    }
    fields.sort();
    Reduced {
        method: sent.method,
        path: decode(&sent.path),
        fields,
        content,
    }
}

/// A value as the fields of a form: lists as repeated names, objects with their keys in
/// brackets.
fn flatten(name: &str, value: &Value, out: &mut Vec<(String, String)>) {
    let plain = name.strip_suffix("[]").unwrap_or(name).to_owned();
    match value {
        Value::Null => out.push((plain, String::new())),
        Value::String(text) => out.push((plain, text.clone())),
        Value::Array(items) => items.iter().for_each(|item| flatten(name, item, out)),
        Value::Object(object) => {
            for (key, value) in object {
                flatten(&format!("{plain}[{key}]"), value, out);
            }
        }
        other => out.push((plain, other.to_string())),
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
