//! Answers that are read as they come.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, StatusCode};

use super::response::Head;
use super::{Error, Response, TransportError};

/// The answer of an operation that gives a file or a text. Its body is still on its way and is
/// read when it is asked for, piece by piece, so that it never needs to fit into memory.
///
/// It is a [`Stream`] of its pieces. The client's timeout holds for each of them and not for the
/// whole body; a stream of which nothing is asked does not time out.
pub struct Content {
    head: Head,
    pub(super) body: Body,
}

impl Content {
    /// An answer whose body is still to be read.
    pub(super) fn open(head: Head, answer: reqwest::Response, timeout: Duration) -> Self {
        let rest = Rest::Open(Box::new(Source {
            operation: head.operation,
            answer,
            timeout,
        }));
        Self {
            head,
            body: Body {
                ready: Bytes::new(),
                rest,
            },
        }
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

    /// The media type without its parameters, such as `text/plain`.
    pub fn media_type(&self) -> Option<&str> {
        self.head.media_type()
    }

    /// The name of the file from the header `Content-Disposition`, without folders.
    pub fn file_name(&self) -> Option<String> {
        self.head.file_name()
    }

    /// How many bytes the whole body has, where the server says so before it sends them.
    pub fn content_length(&self) -> Option<u64> {
        self.header(CONTENT_LENGTH.as_str())?.trim().parse().ok()
    }

    /// The next piece of the body, as it comes; `None` after the last.
    ///
    /// It may be given up and asked for again; nothing is lost.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] if the connection fails, or if nothing comes for as long as the
    /// client's timeout. The body has ended then.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        self.body.chunk().await
    }

    /// The rest of the body.
    ///
    /// # Errors
    ///
    /// Those of [`chunk`](Self::chunk).
    pub async fn bytes(self) -> Result<Bytes, Error> {
        self.body.all().await
    }

    /// The rest of the body as text; bytes that are not UTF-8 become replacement characters.
    ///
    /// # Errors
    ///
    /// Those of [`chunk`](Self::chunk).
    pub async fn text(self) -> Result<String, Error> {
        Ok(self.into_response().await?.text())
    }

    /// The answer with the rest of its body read into memory.
    ///
    /// # Errors
    ///
    /// Those of [`chunk`](Self::chunk).
    pub async fn into_response(self) -> Result<Response, Error> {
        let body = self.body.all().await?;
        Ok(Response::new(self.head, body))
    }
}

impl Content {
    /// The answer, where its body was read before: the one with which such content was made.
    pub(super) fn read(self) -> Response {
        Response::new(self.head, self.body.ready)
    }
}

/// An answer that is read already.
impl From<Response> for Content {
    fn from(response: Response) -> Self {
        let (head, ready) = response.into_parts();
        Self {
            head,
            body: Body {
                ready,
                rest: Rest::End,
            },
        }
    }
}

/// Shows what is said about the body, not what it holds.
impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Content")
            .field("operation", &self.operation())
            .field("status", &self.status())
            .field("media_type", &self.media_type())
            .field("content_length", &self.content_length())
            .finish_non_exhaustive()
    }
}

impl Stream for Content {
    type Item = Result<Bytes, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().body.poll_chunk(context)
    }
}

/// A body of which some may be read already.
#[derive(Default)]
pub(super) struct Body {
    /// What is read and was not taken.
    pub(super) ready: Bytes,
    rest: Rest,
}

/// What of a body is not read.
#[derive(Default)]
enum Rest {
    Open(Box<Source>),
    /// The next piece is on its way.
    Reading(Reading),
    #[default]
    End,
}

type Reading = Pin<Box<dyn Future<Output = (Box<Source>, Result<Option<Bytes>, Error>)> + Send>>;

/// An answer whose body can be read.
struct Source {
    operation: &'static str,
    answer: reqwest::Response,
    timeout: Duration,
}

impl Body {
    pub(super) async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        std::future::poll_fn(|context| self.poll_chunk(context))
            .await
            .transpose()
    }

    async fn all(mut self) -> Result<Bytes, Error> {
        let first = self.chunk().await?.unwrap_or_default();
        let Some(second) = self.chunk().await? else {
            return Ok(first);
        };
        let mut pieces = vec![first, second];
        while let Some(chunk) = self.chunk().await? {
            pieces.push(chunk);
        }
        // Once, with the length known: a buffer that grows is copied again and again.
        Ok(pieces.concat().into())
    }

    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        loop {
            if !self.ready.is_empty() {
                return Poll::Ready(Some(Ok(std::mem::take(&mut self.ready))));
            }
            match std::mem::take(&mut self.rest) {
                Rest::End => return Poll::Ready(None),
                Rest::Open(source) => self.rest = Rest::Reading(Box::pin(source.read())),
                Rest::Reading(mut reading) => match reading.as_mut().poll(context) {
                    Poll::Pending => {
                        self.rest = Rest::Reading(reading);
                        return Poll::Pending;
                    }
                    Poll::Ready((source, Ok(Some(chunk)))) => {
                        self.rest = Rest::Open(source);
                        self.ready = chunk;
                    }
                    Poll::Ready((_, Ok(None))) => return Poll::Ready(None),
                    Poll::Ready((_, Err(error))) => return Poll::Ready(Some(Err(error))),
                },
            }
        }
    }
}

impl Source {
    async fn read(mut self: Box<Self>) -> (Box<Self>, Result<Option<Bytes>, Error>) {
        let chunk = match tokio::time::timeout(self.timeout, self.answer.chunk()).await {
            Ok(chunk) => chunk.map_err(|error| TransportError::new(self.operation, error).into()),
            Err(_) => Err(TransportError::timed_out(self.operation).into()),
        };
        (self, chunk)
    }
}
