//! Answers of an implementation.

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::Serialize;

use super::{Failure, PageInfo, Request};

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

    fn render(self, media_type: Option<&'static str>, body: Bytes) -> Rendered {
        Rendered {
            status: self.status,
            headers: self.headers,
            media_type,
            body,
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
        let body = serde_json::to_vec(&self.value)
            .map_err(|_| Failure::status(StatusCode::INTERNAL_SERVER_ERROR))?;
        Ok(self.render(Some("application/json"), body.into()))
    }
}

impl Reply<String> {
    /// The value as plain text.
    ///
    /// # Errors
    ///
    /// Never; the type is that of the other kinds.
    pub fn text(mut self) -> Result<Rendered, Failure> {
        let body = std::mem::take(&mut self.value);
        Ok(self.render(Some("text/plain; charset=utf-8"), body.into()))
    }
}

impl Reply<Bytes> {
    /// The value as it is.
    ///
    /// # Errors
    ///
    /// Never; the type is that of the other kinds.
    pub fn bytes(self) -> Result<Rendered, Failure> {
        let body = self.value.clone();
        Ok(self.render(Some("application/octet-stream"), body))
    }
}

impl Reply<()> {
    /// No body.
    ///
    /// # Errors
    ///
    /// Never; the type is that of the other kinds.
    pub fn empty(self) -> Result<Rendered, Failure> {
        Ok(self.render(None, Bytes::new()))
    }
}

impl<T> From<T> for Reply<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

/// An answer as bytes, before the operation's status and the paging headers are added.
#[derive(Debug, Clone)]
pub struct Rendered {
    pub(super) status: Option<StatusCode>,
    pub(super) headers: HeaderMap,
    pub(super) media_type: Option<&'static str>,
    pub(super) body: Bytes,
    pub(super) page: Option<PageInfo>,
}

impl Rendered {
    pub(super) fn new(
        status: Option<StatusCode>,
        headers: HeaderMap,
        media_type: Option<&'static str>,
        body: Bytes,
    ) -> Self {
        Self {
            status,
            headers,
            media_type,
            body,
            page: None,
        }
    }
}

/// The answer of an operation that is not implemented: 501.
pub fn not_implemented<P, T: Send>(request: &Request<P>) -> impl Answer<T> + use<P, T> {
    std::future::ready(Err(Failure::not_implemented(request.operation())))
}
