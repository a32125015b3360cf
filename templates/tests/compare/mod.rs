//! How the fixture tests of a generated crate compare what is documented with what is done.
//!
//! In: the data of one resource, `tests/fixtures/RESOURCE.json`, and values or requests of the
//! crate. Out: nothing, or a panic that shows both sides. Knows no particular API.
//!
//! **Values** are equal key for key, with two liberties: a key whose value is null equals a key
//! that is absent, and numbers are compared by value, not by the way they are written. Keys that
//! a type does not have are never dropped silently: they make a difference.
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

/// A request, reduced to what is compared.
#[derive(Debug, PartialEq, Eq)]
pub struct Sent {
    /// The method.
    pub method: String,
    /// The path, decoded.
    pub path: String,
    /// Names with their values, ordered.
    pub fields: Vec<(String, String)>,
    /// The body, where it is no list of fields.
    pub content: Option<String>,
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
        let value: T = match serde_json::from_value(example.clone()) {
            Ok(value) => value,
            Err(error) => panic!("{operation}: the example does not decode: {error}\n{example:#}"),
        };
        let encoded = serde_json::to_value(&value).expect("the value encodes");
        same(&encoded, &example);
    }
}

/// Two values are equal, by the rule at the top of this file.
#[track_caller]
pub fn same(actual: &Value, expected: &Value) {
    if let Some(difference) = difference(actual, expected, "") {
        panic!("{difference}\nactual: {actual:#}\nexpected: {expected:#}");
    }
}

/// Where two values differ, by the rule at the top of this file.
pub fn difference(actual: &Value, expected: &Value, place: &str) -> Option<String> {
    match (actual, expected) {
        (Value::Object(left), Value::Object(right)) => {
            let keys = left.keys().chain(right.keys().filter(|key| !left.contains_key(*key)));
            keys.into_iter().find_map(|key| {
                let side = |object: &serde_json::Map<String, Value>| {
                    object.get(key).cloned().unwrap_or(Value::Null)
                };
                difference(&side(left), &side(right), &format!("{place}.{key}"))
            })
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => left
            .iter()
            .zip(right)
            .enumerate()
            .find_map(|(index, (left, right))| difference(left, right, &format!("{place}[{index}]"))),
        (Value::Number(left), Value::Number(right)) if left.as_f64() == right.as_f64() => None,
        (left, right) if left == right => None,
        (left, right) => Some(format!("at `{place}`: {left} is not {right}")),
    }
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
fn documented(call: &Value, prefix: &str) -> Sent {
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
    Sent {
        method: text("method").to_owned(),
        path: format!("{prefix}{}", decode(text("path"))),
        fields,
        content: call["content"].as_str().map(str::to_owned),
    }
}

/// What a request sends.
pub fn sent(request: &http::Request<bytes::Bytes>) -> Sent {
    let mut fields = form(request.uri().query().unwrap_or_default());
    let body = String::from_utf8_lossy(request.body()).into_owned();
    let media_type = request
        .headers()
        .get("content-type")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let mut content = None;
    if media_type.starts_with("application/x-www-form-urlencoded") {
        fields.extend(form(&body));
    } else if let Some((_, boundary)) = media_type.split_once("boundary=") {
        fields.extend(parts(&body, boundary.trim_matches('"')));
    } else if let (true, Ok(Value::Object(object))) = (
        media_type.starts_with("application/json"),
        serde_json::from_str(&body),
    ) {
        for (name, value) in &object {
            flatten(name, value, &mut fields);
        }
    } else if !body.is_empty() {
        content = Some(body);
    }
    fields.sort();
    Sent {
        method: request.method().to_string(),
        path: decode(request.uri().path()),
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

fn form(text: &str) -> Vec<(String, String)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let plus = |text: &str| decode(&text.replace('+', " "));
            let name = plus(name);
            (name.strip_suffix("[]").unwrap_or(&name).to_owned(), plus(value))
        })
        .collect()
}

/// The fields of a multipart body, files by their name.
fn parts(body: &str, boundary: &str) -> Vec<(String, String)> {
    let border = format!("--{boundary}");
    body.split(&border)
        .filter_map(|part| {
            let (head, content) = part.split_once("\r\n\r\n")?;
            let value = |key: &str| {
                let (_, rest) = head.split_once(&format!("; {key}=\""))?;
                rest.split_once('"').map(|(value, _)| value.to_owned())
            };
            let name = value("name")?;
            let name = name.strip_suffix("[]").unwrap_or(&name).to_owned();
            let text = content.strip_suffix("\r\n").unwrap_or(content).to_owned();
            Some((name, value("filename").unwrap_or(text)))
        })
        .collect()
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
