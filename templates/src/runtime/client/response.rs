//! Answers before and while they are decoded.

use std::fmt;

use bytes::Bytes;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::{DecodeError, Error, disposition};
use crate::runtime::values::lenient::{self, Misfit, Rules};

/// What some servers begin texts with.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// What stands before the body of an answer.
#[derive(Clone)]
pub(super) struct Head {
    pub(super) operation: &'static str,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    /// Whether [`Response::json`] takes nothing but what the types say.
    pub(super) strict: bool,
}

impl Head {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub(super) fn media_type(&self) -> Option<&str> {
        let text = self.header(CONTENT_TYPE.as_str())?;
        let essence = text.split(';').next().unwrap_or_default().trim();
        Some(essence).filter(|essence| !essence.is_empty())
    }

    pub(super) fn file_name(&self) -> Option<String> {
        let header = self.headers.get(CONTENT_DISPOSITION)?;
        disposition::file_name(&String::from_utf8_lossy(header.as_bytes()))
    }
}

/// An answer as it came.
#[derive(Clone)]
pub struct Response {
    head: Head,
    body: Bytes,
}

impl Response {
    pub(super) fn new(head: Head, body: Bytes) -> Self {
        Self { head, body }
    }

    pub(super) fn into_parts(self) -> (Head, Bytes) {
        (self.head, self.body)
    }

    /// The operation that was called, `resource.operation`.
    pub fn operation(&self) -> &'static str {
        self.head.operation
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The first header of this name that is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.header(name)
    }

    /// The media type without its parameters, such as `application/json`.
    pub fn media_type(&self) -> Option<&str> {
        self.head.media_type()
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
    /// of their type, and numbers and booleans may be quoted. Either way, an object is a struct
    /// only if one of its keys is a field of it: a message is none, nor is an answer without
    /// content.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] with the JSON path of the value that did not fit, and with the answer.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        let rules = match self.head.strict {
            true => Rules::Exact,
            false => Rules::ExactFirst,
        };
        lenient::read_answer(self.json_text(), rules).map_err(|misfit| self.undecodable(misfit))
    }

    /// The body without what stands around its JSON.
    fn json_text(&self) -> &[u8] {
        let text = self.body.strip_prefix(BYTE_ORDER_MARK);
        match text.unwrap_or(&self.body).trim_ascii() {
            [] => b"null",
            text => text,
        }
    }

    fn undecodable(&self, misfit: Misfit) -> Error {
        DecodeError::new(self.clone(), misfit.path, misfit.error).into()
    }
}

/// An answer made by hand, for tests of code that takes one.
impl From<http::Response<Bytes>> for Response {
    fn from(answer: http::Response<Bytes>) -> Self {
        let (parts, body) = answer.into_parts();
        let head = Head {
            operation: "made by hand",
            status: parts.status,
            headers: parts.headers,
            strict: false,
        };
        Self::new(head, body)
    }
}

/// Shows how long the body is, not what it holds: an answer may hold secrets.
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("operation", &self.operation())
            .field("status", &self.status())
            .field("media_type", &self.media_type())
            .field("length", &self.body.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::runtime::values::Id;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Label {
        name: String,
    }

    #[derive(Debug, PartialEq, Default, Deserialize)]
    struct Shelf {
        number: Option<i64>,
        id: Option<Id>,
        labels: Option<Vec<Label>>,
    }

    fn read<T: DeserializeOwned>(body: &'static str) -> Result<T, Error> {
        let body = Bytes::from_static(body.as_bytes());
        Response::from(http::Response::new(body)).json()
    }

    fn read_strictly<T: DeserializeOwned>(body: &'static str) -> Result<T, Error> {
        let body = Bytes::from_static(body.as_bytes());
        let mut response = Response::from(http::Response::new(body));
        response.head.strict = true;
        response.json()
    }

    #[track_caller]
    fn check_error(body: &'static str, path: &str, cause: &str) {
        match read::<Shelf>(body) {
            Err(Error::Decode(error)) => {
                assert_eq!(error.path(), path);
                assert!(error.to_string().contains(cause), "{error}");
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn errors_name_what_does_not_fit_at_all() {
        let labels = r#"{"number": "7", "labels": [{"name": "a"}, null]}"#;
        check_error(labels, "labels[1]", "null is not a `Label`");
        check_error(r#"{"id": "7", "number": "x"}"#, "number", "not a number");
        check_error(
            r#"{"message": "503"}"#,
            ".",
            "none of the fields of `Shelf`",
        );
        check_error("", ".", "null is not a `Shelf`");
        check_error("<html>", ".", "line 1");
        check_error(r#"{"number": 7} x"#, ".", "trailing");
    }

    #[test]
    fn bodies_without_content_are_no_structs() {
        for body in ["", " ", "null", "[]", "[null]", r#"{"message": "503"}"#] {
            assert!(read::<Shelf>(body).is_err(), "{body}");
            assert!(read_strictly::<Shelf>(body).is_err(), "{body}");
        }
        // All of its fields are optional: nothing is said of it.
        assert!(read::<Shelf>("{}").is_ok() && read_strictly::<Shelf>("{}").is_ok());
        for body in ["{}", r#"{"message": "503"}"#, "[null]", "[[7]]"] {
            assert!(read::<Vec<Shelf>>(body).is_err() || body == "{}", "{body}");
            assert!(read_strictly::<Vec<Shelf>>(body).is_err(), "{body}");
        }
        assert_eq!(read::<Vec<Shelf>>("").unwrap(), []);
        assert_eq!(read::<Option<Shelf>>("").unwrap(), None);
        assert_eq!(read_strictly::<Option<Shelf>>(" ").unwrap(), None);
        read::<()>("").unwrap();
    }

    #[test]
    fn strict_or_not() {
        let shelf = || Shelf {
            number: Some(7),
            ..Shelf::default()
        };
        for body in [r#"{"number": 7, "x": 1}"#, "\u{feff}{\"number\": 7}\n"] {
            assert_eq!(read::<Shelf>(body).unwrap(), shelf(), "{body}");
            assert_eq!(read_strictly::<Shelf>(body).unwrap(), shelf(), "{body}");
        }
        for body in [r#"{"number": "7"}"#, r#"{"number": 7.0, "id": ""}"#] {
            assert_eq!(read::<Shelf>(body).unwrap(), shelf(), "{body}");
            assert!(read_strictly::<Shelf>(body).is_err(), "{body}");
        }
        let escaped = r#"{"\u006eumber": 7}"#;
        assert_eq!(read::<Shelf>(escaped).unwrap(), shelf());
    }
}
