//! Refusals in the API's error shape.

use std::fmt;

use axum::http::header::{ALLOW, HeaderValue};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use serde_json::{Value, json};

use super::Rendered;
use crate::runtime::{ErrorShape, Operation};

/// An answer other than success: a status and what stands in the body.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    inner: Box<Inner>,
}

#[derive(Debug, Clone, PartialEq)]
struct Inner {
    status: StatusCode,
    content: Content,
    headers: HeaderMap,
}

#[derive(Debug, Clone, PartialEq)]
enum Content {
    /// What stands under the API's error key.
    Message(Value),
    /// The name of a required parameter that is missing.
    Missing(String),
    /// The name of a parameter with a value that it does not take.
    Invalid(String),
    /// The whole body.
    Body(Value),
}

impl Failure {
    /// A status with a text.
    pub fn new(status: StatusCode, text: impl Into<String>) -> Self {
        Self::with(status, Content::Message(Value::String(text.into())))
    }

    /// A status with its number and phrase as the text, such as `404 Not Found`.
    pub fn status(status: StatusCode) -> Self {
        Self::new(status, status.to_string())
    }

    /// 400 with a text.
    pub fn bad_request(text: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, text)
    }

    /// 400 because a required parameter is missing.
    pub fn missing(name: impl Into<String>) -> Self {
        Self::with(StatusCode::BAD_REQUEST, Content::Missing(name.into()))
    }

    /// 400 because a parameter has a value that it does not take.
    pub fn invalid(name: impl Into<String>) -> Self {
        Self::with(StatusCode::BAD_REQUEST, Content::Invalid(name.into()))
    }

    /// 400 with messages about one field.
    pub fn field<M: Into<String>>(name: &str, messages: impl IntoIterator<Item = M>) -> Self {
        Self::with(StatusCode::BAD_REQUEST, Content::Message(json!({}))).and_field(name, messages)
    }

    /// Messages about one more field.
    #[must_use]
    pub fn and_field<M: Into<String>>(
        mut self,
        name: &str,
        messages: impl IntoIterator<Item = M>,
    ) -> Self {
        let messages: Vec<String> = messages.into_iter().map(Into::into).collect();
        match &mut self.inner.content {
            Content::Message(Value::Object(fields)) => {
                fields.insert(name.to_owned(), json!(messages));
            }
            other => *other = Content::Message(json!({ name: messages })),
        }
        self
    }

    /// Messages about a field of something that the field `entity` holds.
    #[must_use]
    pub fn and_field_of<M: Into<String>>(
        mut self,
        entity: &str,
        name: &str,
        messages: impl IntoIterator<Item = M>,
    ) -> Self {
        let messages: Vec<String> = messages.into_iter().map(Into::into).collect();
        if !matches!(self.inner.content, Content::Message(Value::Object(_))) {
            self.inner.content = Content::Message(json!({}));
        }
        if let Content::Message(fields) = &mut self.inner.content {
            if !fields[entity].is_object() {
                fields[entity] = json!({});
            }
            fields[entity][name] = json!(messages);
        }
        self
    }

    /// 401.
    pub fn unauthorized() -> Self {
        Self::status(StatusCode::UNAUTHORIZED)
    }

    /// 403.
    pub fn forbidden() -> Self {
        Self::status(StatusCode::FORBIDDEN)
    }

    /// 404.
    pub fn not_found() -> Self {
        Self::status(StatusCode::NOT_FOUND)
    }

    /// 409 with a text.
    pub fn conflict(text: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, text)
    }

    /// 422 with a text.
    pub fn unprocessable(text: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, text)
    }

    /// 500. The text is for the client; keep what is internal out of it.
    pub fn internal(text: impl Into<String>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, text)
    }

    /// 501 for an operation.
    pub fn not_implemented(operation: &Operation) -> Self {
        Self::new(
            StatusCode::NOT_IMPLEMENTED,
            format!("501 Not Implemented: {}", operation.id),
        )
    }

    /// 405 with the methods that the path has.
    pub(super) fn method_not_allowed(methods: &[&str]) -> Self {
        let failure = Self::status(StatusCode::METHOD_NOT_ALLOWED);
        match HeaderValue::from_str(&methods.join(", ")) {
            Ok(value) => failure.header(ALLOW, value),
            Err(_) => failure,
        }
    }

    /// A status with this body, whatever the API's shape.
    pub fn body(status: StatusCode, body: Value) -> Self {
        Self::with(status, Content::Body(body))
    }

    /// Adds a response header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.inner.headers.append(name, value);
        self
    }

    /// The status that is answered.
    pub fn status_code(&self) -> StatusCode {
        self.inner.status
    }

    /// Adds response headers.
    pub(super) fn headers(mut self, headers: HeaderMap) -> Self {
        self.inner.headers.extend(headers);
        self
    }

    /// The answer in the shape of the API.
    pub(super) fn render(self, shape: &ErrorShape) -> Rendered {
        let Inner {
            status,
            content,
            headers,
        } = *self.inner;
        let body = match content {
            Content::Message(message) => json!({ shape.key: message }),
            Content::Missing(name) => json!({ shape.key: shape.missing.replace("{}", &name) }),
            Content::Invalid(name) => json!({ shape.key: shape.invalid.replace("{}", &name) }),
            Content::Body(body) => body,
        };
        Rendered::json(status, headers, body.to_string())
    }

    fn with(status: StatusCode, content: Content) -> Self {
        Self {
            inner: Box::new(Inner {
                status,
                content,
                headers: HeaderMap::new(),
            }),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.inner.status)?;
        match &self.inner.content {
            Content::Message(Value::String(text)) => f.write_str(text),
            Content::Message(value) | Content::Body(value) => value.fmt(f),
            Content::Missing(name) => write!(f, "`{name}` is missing"),
            Content::Invalid(name) => write!(f, "`{name}` is invalid"),
        }
    }
}

impl std::error::Error for Failure {}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(failure: Failure, expected: &str) {
        let rendered = failure.render(&ErrorShape::DEFAULT);
        let body = rendered.content.map(|content| content.text());
        let body = body.unwrap_or_default();
        let status = rendered.status.map_or(0, |status| status.as_u16());
        assert_eq!(format!("{status} {body}"), expected);
    }

    #[test]
    fn a_header_may_have_several_values() {
        let failure = Failure::not_found()
            .header(ALLOW, HeaderValue::from_static("a"))
            .header(ALLOW, HeaderValue::from_static("b"));
        let headers = failure.render(&ErrorShape::DEFAULT).headers;
        let values: Vec<&HeaderValue> = headers.get_all(ALLOW).iter().collect();
        assert_eq!(values, ["a", "b"]);
    }

    #[test]
    fn bodies_have_the_shape_of_the_api() {
        check(Failure::not_found(), r#"404 {"message":"404 Not Found"}"#);
        check(Failure::conflict("taken"), r#"409 {"message":"taken"}"#);
        check(
            Failure::missing("title"),
            r#"400 {"message":"400 (Bad request) \"title\" not given"}"#,
        );
        check(
            Failure::field("name", ["is taken"]).and_field("year", ["is past"]),
            r#"400 {"message":{"name":["is taken"],"year":["is past"]}}"#,
        );
        check(
            Failure::field("name", ["is taken"])
                .and_field_of("owner", "bio", ["is too long"])
                .and_field_of("owner", "email", ["is bad"]),
            r#"400 {"message":{"name":["is taken"],"owner":{"bio":["is too long"],"email":["is bad"]}}}"#,
        );
        check(
            Failure::unprocessable("no").and_field_of("owner", "bio", ["is bad"]),
            r#"422 {"message":{"owner":{"bio":["is bad"]}}}"#,
        );
        let body = json!({"error": "invalid_grant"});
        check(
            Failure::body(StatusCode::UNAUTHORIZED, body),
            r#"401 {"error":"invalid_grant"}"#,
        );
    }
}
