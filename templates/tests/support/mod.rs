//! Helpers of the fixture tests, the same in every generated crate.
//!
//! In: documented bodies and calls. Out: what differs, in words. Never reads a file.

#![allow(dead_code, reason = "no test uses all of them")]

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Decodes a documented body, writes it again, and panics with every difference between the
/// two. A key with `null` and a missing key are the same.
#[track_caller]
pub fn assert_round_trip<T: DeserializeOwned + Serialize>(documented: &str) {
    let expected: Value = match serde_json::from_str(documented) {
        Ok(value) => value,
        Err(error) => panic!("the documented body is not JSON: {error}"),
    };
    let decoded: T = match serde_json::from_str(documented) {
        Ok(value) => value,
        Err(error) => panic!("the documented body does not decode: {error}"),
    };
    let actual = match serde_json::to_value(&decoded) {
        Ok(value) => value,
        Err(error) => panic!("the decoded body cannot be written: {error}"),
    };
    assert_same_json(&expected, &actual);
}

/// Panics with every difference between two bodies. A key with `null` and a missing key are the
/// same.
#[track_caller]
pub fn assert_same_json(expected: &Value, actual: &Value) {
    let differences = differences(expected, actual);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// The differences between two bodies, each with the place where it is.
pub fn differences(expected: &Value, actual: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare("", expected, actual, &mut found);
    found
}

fn compare(place: &str, expected: &Value, actual: &Value, found: &mut Vec<String>) {
    match (expected, actual) {
        (Value::Object(left), Value::Object(right)) => {
            for (key, value) in left {
                let other = right.get(key).unwrap_or(&Value::Null);
                compare(&format!("{place}.{key}"), value, other, found);
            }
            for (key, value) in right {
                if !left.contains_key(key) && !value.is_null() {
                    found.push(format!("{place}.{key}: not documented, but {value}"));
                }
            }
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            for (index, (value, other)) in left.iter().zip(right).enumerate() {
                compare(&format!("{place}[{index}]"), value, other, found);
            }
        }
        _ if same_scalar(expected, actual) || is_quoted(expected, actual) => {}
        _ => found.push(format!("{place}: documented {expected}, but {actual}")),
    }
}

/// `1` and `1.0` are the same number.
fn same_scalar(expected: &Value, actual: &Value) -> bool {
    expected == actual
        || matches!((expected.as_f64(), actual.as_f64()), (Some(left), Some(right)) if left == right)
}

/// Whether the documents quote a number or boolean that is written without quotes.
fn is_quoted(documented: &Value, actual: &Value) -> bool {
    let scalar = actual.is_boolean() || actual.is_number();
    let written = actual.to_string();
    scalar && documented.as_str() == Some(written.as_str())
}

/// A request as it would be sent, taken apart for comparison.
#[cfg(feature = "client")]
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    /// The method.
    pub method: String,
    /// The path, still percent-encoded.
    pub path: String,
    /// The query, decoded, sorted by name.
    pub query: Vec<(String, String)>,
    /// The headers, names in lower case, sorted.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: SentBody,
}

/// The body of a request.
#[cfg(feature = "client")]
#[derive(Debug, Clone, PartialEq)]
pub enum SentBody {
    /// There is none.
    Empty,
    /// JSON.
    Json(Value),
    /// The fields of a form, decoded, in order.
    Form(Vec<(String, String)>),
    /// The parts of a multipart body: name, and text or `@` and the name of a file; in order.
    Multipart(Vec<(String, String)>),
    /// Anything else.
    Raw(Vec<u8>),
}

#[cfg(feature = "client")]
impl Sent {
    /// Takes the request of a call apart; panics if it is not well formed.
    #[track_caller]
    pub fn of(request: &http::Request<bytes::Bytes>) -> Self {
        let mut query = pairs(request.uri().query().unwrap_or_default());
        query.sort();
        let mut headers: Vec<(String, String)> = request
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), text(value.as_bytes())))
            .collect();
        headers.sort();
        Self {
            method: request.method().to_string(),
            path: request.uri().path().to_owned(),
            query,
            body: SentBody::of(request),
            headers,
        }
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str())
    }
}

#[cfg(feature = "client")]
impl SentBody {
    #[track_caller]
    fn of(request: &http::Request<bytes::Bytes>) -> Self {
        let media_type = request.headers().get("content-type");
        let media_type = text(media_type.map_or(b"", |value| value.as_bytes()));
        let content = request.body();
        if content.is_empty() {
            Self::Empty
        } else if media_type == "application/json" {
            match serde_json::from_slice(content) {
                Ok(value) => Self::Json(value),
                Err(error) => panic!("the body is not JSON: {error}"),
            }
        } else if media_type == "application/x-www-form-urlencoded" {
            Self::Form(pairs(&text(content)))
        } else if let Some((_, boundary)) = media_type.split_once("boundary=") {
            Self::Multipart(parts(&text(content), boundary))
        } else {
            Self::Raw(content.to_vec())
        }
    }
}

#[cfg(feature = "client")]
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The decoded pairs of a query or form.
#[cfg(feature = "client")]
fn pairs(text: &str) -> Vec<(String, String)> {
    let decode = |text: &str| {
        let text = text.replace('+', " ");
        let decoded = percent_encoding::percent_decode_str(&text);
        decoded.decode_utf8_lossy().into_owned()
    };
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

/// Names of the parts with their text, or `@` and the name of their file.
#[cfg(feature = "client")]
fn parts(content: &str, boundary: &str) -> Vec<(String, String)> {
    let attribute = |head: &str, name: &str| {
        let (_, rest) = head.split_once(&format!("; {name}=\""))?;
        Some(rest.split_once('"')?.0.to_owned())
    };
    content
        .split(&format!("--{boundary}"))
        .filter_map(|part| part.split_once("\r\n\r\n"))
        .map(|(head, value)| {
            let value = value.strip_suffix("\r\n").unwrap_or(value).to_owned();
            let name = attribute(head, "name").unwrap_or_default();
            let file = attribute(head, "filename").map(|file| format!("@{file}"));
            (name, file.unwrap_or(value))
        })
        .collect()
}

/// Serves a router on a free port of this machine for the rest of the test; gives its address.
#[cfg(feature = "server")]
pub async fn serve(router: axum::Router) -> String {
    let listener = match tokio::net::TcpListener::bind(("127.0.0.1", 0)).await {
        Ok(listener) => listener,
        Err(error) => panic!("no free port: {error}"),
    };
    let address = match listener.local_addr() {
        Ok(address) => address,
        Err(error) => panic!("no address: {error}"),
    };
    tokio::spawn(async move {
        let _ended = axum::serve(listener, router).await;
    });
    format!("http://{address}")
}
