//! Answers of an implementation.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::Serialize;

use super::{Content, Failure, PageInfo, Request};

/// What a method of an implementation returns: a future of a [`Reply`] or a [`Failure`].
///
/// Write the method as `async fn name(&self, request: Request<P>) -> Result<Reply<T>, Failure>`;
/// this trait is implemented for its future.
pub trait Answer<T>: Future<Output = Result<Reply<T>, Failure>> + Send {}

impl<T, F: Future<Output = Result<Reply<T>, Failure>> + Send> Answer<T> for F {}

/// A successful answer. The status is that of the operation unless set; a value becomes a reply
/// with `into()`.
#[derive(Debug, Clone)]
#[must_use]
pub struct Reply<T> {
    value: T,
    status: Option<StatusCode>,
    headers: HeaderMap,
    page: Option<PageInfo>,
}

impl<T> Reply<T> {
    /// An answer with the operation's own status.
    pub fn new(value: T) -> Self {
        Self {
            value,
            status: None,
            headers: HeaderMap::new(),
            page: None,
        }
    }

    /// Another status than the operation's own.
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = Some(status);
        self
    }

    /// Adds a response header.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }

    /// Says which page of a list the value is: the paging headers follow from it.
    pub fn page(mut self, page: PageInfo) -> Self {
        self.page = Some(page);
        self
    }

    fn render(self, content: impl FnOnce(T) -> Option<Content>) -> Rendered {
        Rendered {
            status: self.status,
            headers: self.headers,
            content: content(self.value),
            page: self.page,
        }
    }
}

impl<T: Serialize> Reply<T> {
    /// The value as JSON.
    ///
    /// # Errors
    ///
    /// A failure with 500 if the value cannot be written as JSON.
    pub fn json(self) -> Result<Rendered, Failure> {
        let content = json(&self.value)?;
        Ok(self.render(|_| Some(content)))
    }
}

impl Reply<Content> {
    /// The value as plain text, unless it has a media type.
    ///
    /// # Errors
    ///
    /// Never; the type is that of the other kinds.
    pub fn text(self) -> Result<Rendered, Failure> {
        Ok(self.render(|content| Some(content.or_media_type(TEXT))))
    }

    /// The value as bytes of no known kind, unless it has a media type.
    ///
    /// # Errors
    ///
    /// Never; the type is that of the other kinds.
    pub fn bytes(self) -> Result<Rendered, Failure> {
        Ok(self.render(|content| Some(content.or_media_type(BYTES))))
    }
}

impl Reply<()> {
    /// No body.
    ///
    /// # Errors
    ///
    /// Never; the type is that of the other kinds.
    pub fn empty(self) -> Result<Rendered, Failure> {
        Ok(self.render(|()| None))
    }
}

impl<T: Answers> Reply<T> {
    /// The documented answer with its own status.
    ///
    /// # Errors
    ///
    /// The failure that a refusal is, with the headers of this reply; one with 500 if the value
    /// cannot be written as JSON.
    pub fn documented(self) -> Result<Rendered, Failure> {
        let outcome = self.value.outcome()?;
        let status = self.status.unwrap_or(outcome.status);
        match outcome.content {
            Ok(content) => Ok(Rendered {
                status: Some(status),
                headers: self.headers,
                content,
                page: self.page,
            }),
            Err(text) if text.is_empty() => Err(Failure::status(status).headers(self.headers)),
            Err(text) => Err(Failure::new(status, text).headers(self.headers)),
        }
    }
}

impl<T> From<T> for Reply<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

/// The answers of an operation whose documents state several.
pub trait Answers {
    /// The status and body of this one.
    ///
    /// # Errors
    ///
    /// A failure with 500 if the body cannot be written as JSON.
    fn outcome(self) -> Result<Outcome, Failure>;
}

/// The status and body of one of the documented answers.
#[derive(Debug)]
pub struct Outcome {
    status: StatusCode,
    /// What is answered, or the text of a refusal.
    content: Result<Option<Content>, String>,
}

impl Outcome {
    /// A value as JSON.
    ///
    /// # Errors
    ///
    /// A failure with 500 if the value cannot be written as JSON.
    pub fn json(status: u16, value: &impl Serialize) -> Result<Self, Failure> {
        let content = json(value)?;
        Self::new(status, Ok(Some(content)))
    }

    /// Plain text, unless the content has a media type.
    ///
    /// # Errors
    ///
    /// A failure with 500 if there can be no such status.
    pub fn text(status: u16, content: Content) -> Result<Self, Failure> {
        Self::new(status, Ok(Some(content.or_media_type(TEXT))))
    }

    /// Bytes of no known kind, unless the content has a media type.
    ///
    /// # Errors
    ///
    /// A failure with 500 if there can be no such status.
    pub fn bytes(status: u16, content: Content) -> Result<Self, Failure> {
        Self::new(status, Ok(Some(content.or_media_type(BYTES))))
    }

    /// No body.
    ///
    /// # Errors
    ///
    /// A failure with 500 if there can be no such status.
    pub fn empty(status: u16) -> Result<Self, Failure> {
        Self::new(status, Ok(None))
    }

    /// A refusal with a text, or with the status and its phrase where the text is empty.
    ///
    /// # Errors
    ///
    /// A failure with 500 if there can be no such status.
    pub fn refusal(status: u16, text: String) -> Result<Self, Failure> {
        Self::new(status, Err(text))
    }

    fn new(status: u16, content: Result<Option<Content>, String>) -> Result<Self, Failure> {
        match StatusCode::from_u16(status) {
            Ok(status) => Ok(Self { status, content }),
            Err(_) => Err(Failure::status(StatusCode::INTERNAL_SERVER_ERROR)),
        }
    }
}

/// The media type of a text that names none.
const TEXT: &str = "text/plain; charset=utf-8";

/// The media type of bytes that name none.
const BYTES: &str = "application/octet-stream";

/// The media type of JSON.
const JSON: &str = "application/json";

/// How many bytes an answer is expected to have; a longer one is moved as it grows.
const ROOM: usize = 1024;

fn json(value: &impl Serialize) -> Result<Content, Failure> {
    let mut body = Vec::with_capacity(ROOM);
    match serde_json::to_writer(&mut body, value) {
        Ok(()) => Ok(Content::from(body).or_media_type(JSON)),
        Err(_) => Err(Failure::status(StatusCode::INTERNAL_SERVER_ERROR)),
    }
}

/// An answer as content, before the operation's status and the paging headers are added.
#[derive(Debug)]
pub struct Rendered {
    pub(super) status: Option<StatusCode>,
    pub(super) headers: HeaderMap,
    /// The body, if there is one.
    pub(super) content: Option<Content>,
    pub(super) page: Option<PageInfo>,
}

impl Rendered {
    /// JSON that is already written.
    pub(super) fn json(status: StatusCode, headers: HeaderMap, body: String) -> Self {
        Self {
            status: Some(status),
            headers,
            content: Some(Content::from(body).or_media_type(JSON)),
            page: None,
        }
    }
}

/// The answer of an operation that is not implemented: 501.
pub fn not_implemented<P, T: Send>(request: &Request<P>) -> impl Answer<T> + use<P, T> {
    std::future::ready(Err(Failure::not_implemented(request.operation())))
}
