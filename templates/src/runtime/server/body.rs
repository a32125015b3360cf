//! Request bodies to named values.

use axum::body::{Body, Bytes, HttpBody as _};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use serde_json::{Map, Value};

use super::Failure;
use super::values::{add, from_pairs};
use crate::runtime::{BodyKind, File, Operation, Place};

/// What a body holds.
#[derive(Default)]
pub(super) struct Fields {
    pub(super) values: Map<String, Value>,
    pub(super) files: Vec<(String, File)>,
}

/// What editors and some clients put before UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Reads the fields of a body, whichever of the usual forms it has. A body of another form has
/// none. The content of an operation that takes it raw is not looked into.
///
/// Clients call JSON a form and a form JSON, so that what stands there counts for more than its
/// media type.
pub(super) async fn read(
    operation: &Operation,
    headers: &HeaderMap,
    content: &Bytes,
) -> Result<Fields, Failure> {
    let text = content.strip_prefix(BYTE_ORDER_MARK).unwrap_or(content);
    if text.trim_ascii().is_empty() || operation.body == BodyKind::Raw {
        return Ok(Fields::default());
    }
    if operation.body == BodyKind::Whole {
        let values = whole(operation, text)?;
        return Ok(Fields {
            values,
            files: Vec::new(),
        });
    }
    let media_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    let values = match essence.as_str() {
        // In a place of its own, so that the many other requests do not carry its room along.
        "multipart/form-data" => return Box::pin(multipart(media_type, content)).await,
        "application/x-www-form-urlencoded" | "" => json_object(text).unwrap_or_else(|| form(text)),
        _ if essence == "application/json" || essence.ends_with("+json") => json(text)?,
        _ => json_object(text).unwrap_or_default(),
    };
    Ok(Fields {
        values,
        files: Vec::new(),
    })
}

fn json(content: &[u8]) -> Result<Map<String, Value>, Failure> {
    match serde_json::from_slice(content) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Ok(Map::new()),
        Err(_) if looks_like_form(content) => Ok(form(content)),
        Err(error) => Err(Failure::bad_request(format!(
            "400 (Bad request) the body is not valid JSON: {error}"
        ))),
    }
}

/// The one value that a body is, under the name of the only parameter in it.
fn whole(operation: &Operation, content: &[u8]) -> Result<Map<String, Value>, Failure> {
    let value: Value = serde_json::from_slice(content).map_err(|error| {
        Failure::bad_request(format!(
            "400 (Bad request) the body is not valid JSON: {error}"
        ))
    })?;
    let mut params = operation.params.iter();
    let param = params.find(|param| param.place == Place::Body);
    let named = param.map(|param| (param.name.to_owned(), value));
    Ok(named.into_iter().collect())
}

fn json_object(content: &[u8]) -> Option<Map<String, Value>> {
    let looks_like = content.trim_ascii_start().starts_with(b"{");
    looks_like
        .then(|| serde_json::from_slice(content).ok())
        .flatten()
}

/// Whether the content begins with a name and an equals sign.
fn looks_like_form(content: &[u8]) -> bool {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.%[]".contains(byte);
    let end = content.iter().position(|byte| !is_name(byte));
    end.is_some_and(|end| end > 0 && content[end] == b'=' && content[0] != b'[')
}

fn form(content: &[u8]) -> Map<String, Value> {
    from_pairs(&String::from_utf8_lossy(content))
}

async fn multipart(media_type: &str, content: &Bytes) -> Result<Fields, Failure> {
    let malformed = |error: multer::Error| {
        Failure::bad_request(format!(
            "400 (Bad request) the body is not valid multipart: {error}"
        ))
    };
    let boundary = multer::parse_boundary(media_type).map_err(malformed)?;
    let stream = Body::from(content.clone()).into_data_stream();
    let mut parts = multer::Multipart::new(stream, boundary);
    let mut values = Map::new();
    let mut files = Vec::new();
    while let Some(part) = parts.next_field().await.map_err(malformed)? {
        let name = unquoted(part.name().unwrap_or_default());
        let file_name = part
            .file_name()
            .map(|name| without_folders(&unquoted(name)));
        let content_type = part.content_type().map(ToString::to_string);
        let content = part.bytes().await.map_err(malformed)?;
        match file_name {
            Some(file_name) => {
                let file = File {
                    name: file_name,
                    content,
                    content_type,
                };
                files.push((name, file));
            }
            None => add(&mut values, name.into(), String::from_utf8_lossy(&content)),
        }
    }
    Ok(Fields { values, files })
}

/// A name out of the head of a part, in which clients write some signs as browsers do.
fn unquoted(name: &str) -> String {
    let signs = [("%22", "\""), ("%0D", "\r"), ("%0A", "\n")];
    signs.iter().fold(name.to_owned(), |name, (written, sign)| {
        name.replace(written, sign)
    })
}

/// The last part of a path: some clients send where the file lay.
fn without_folders(name: &str) -> String {
    name.rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// The whole body; one that is larger than the limit is answered with 413.
pub(super) async fn collect(body: Body, limit: usize) -> Result<Bytes, Failure> {
    if body.is_end_stream() {
        return Ok(Bytes::new());
    }
    axum::body::to_bytes(body, limit).await.map_err(|error| {
        if is_limit(&error) {
            Failure::status(StatusCode::PAYLOAD_TOO_LARGE)
        } else {
            Failure::bad_request("400 (Bad request) the body ended early")
        }
    })
}

/// Whether the limit was reached; the type of that error is not part of the framework's own.
fn is_limit(error: &axum::Error) -> bool {
    let mut source: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = source {
        if error.to_string().contains("length limit exceeded") {
            return true;
        }
        source = error.source();
    }
    false
}
