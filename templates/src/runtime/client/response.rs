//! Answers before and while they are decoded.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::{DecodeError, Error};
use crate::runtime::values::lenient;

/// An answer as it came.
#[derive(Debug, Clone)]
pub struct Response {
    operation: &'static str,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    strict: bool,
}

impl Response {
    pub(crate) fn new(
        operation: &'static str,
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
    ) -> Self {
        Self {
            operation,
            status,
            headers,
            body,
            strict: false,
        }
    }

    /// The same answer, of which [`Self::json`] takes nothing but what the types say.
    pub(crate) fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// The operation that was called, `resource.operation`.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The first header of this name that is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body, without the rest.
    pub fn into_body(self) -> Bytes {
        self.body
    }

    /// The body as text; bytes that are not UTF-8 become replacement characters.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body decoded from JSON; an empty one is read as `null`.
    ///
    /// Where it does not fit, it is read once more and more leniently, unless the client is
    /// [strict](super::ClientBuilder::strict): fields that are missing or `null` have the default
    /// of their type, and numbers and booleans may be quoted.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] with the JSON path of the value that did not fit, and with the answer.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        let bytes: &[u8] = if self.body.trim_ascii().is_empty() {
            b"null"
        } else {
            &self.body
        };
        let mut json = serde_json::Deserializer::from_slice(bytes);
        let (path, error) = match serde_path_to_error::deserialize(&mut json) {
            Ok(value) => match json.end() {
                Ok(()) => return Ok(value),
                Err(error) => (String::from("."), error),
            },
            Err(error) => (error.path().to_string(), error.into_inner()),
        };
        if !self.strict
            && let Ok(value) = serde_json::from_slice(bytes)
            && let Ok(value) = lenient::read_answer(&value)
        {
            return Ok(value);
        }
        Err(self.undecodable(path, error))
    }

    fn undecodable(&self, path: String, error: serde_json::Error) -> Error {
        DecodeError::new(self.clone(), path, error).into()
    }
}

/// An answer made by hand, for tests of code that takes one.
impl From<http::Response<Bytes>> for Response {
    fn from(answer: http::Response<Bytes>) -> Self {
        let (parts, body) = answer.into_parts();
        Self::new("made by hand", parts.status, parts.headers, body)
    }
}
