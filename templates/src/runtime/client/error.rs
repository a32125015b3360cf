//! Everything that can go wrong with a call.

use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::{ErrorDetails, Response, retry};

/// Why a call gave no answer of its type. Never holds a credential.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The request could not be built; nothing was sent.
    Build(Box<BuildError>),
    /// The connection failed or took too long.
    Transport(Box<TransportError>),
    /// The server answered with a status other than 2xx.
    Status(Box<StatusError>),
    /// The server answered with a body of another shape.
    Decode(Box<DecodeError>),
}

impl Error {
    /// The operation that was called, `resource.operation`.
    pub fn operation(&self) -> &'static str {
        match self {
            Self::Build(error) => error.operation,
            Self::Transport(error) => error.operation,
            Self::Status(error) => error.response.operation(),
            Self::Decode(error) => error.response.operation(),
        }
    }

    /// The answer, if there was one.
    pub fn response(&self) -> Option<&Response> {
        match self {
            Self::Build(_) | Self::Transport(_) => None,
            Self::Status(error) => Some(&error.response),
            Self::Decode(error) => Some(&error.response),
        }
    }

    /// The status of the answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.response().map(Response::status)
    }

    /// Whether the server does not have what was asked for: 404 or 410.
    pub fn is_not_found(&self) -> bool {
        matches!(self.status().map(|status| status.as_u16()), Some(404 | 410))
    }

    /// Whether the credentials do not suffice: 401 or 403.
    pub fn is_unauthorized(&self) -> bool {
        matches!(self.status().map(|status| status.as_u16()), Some(401 | 403))
    }

    /// Whether the same call may succeed later: the connection failed, or the status is 429, 502,
    /// 503 or 504. A call that is not idempotent may have been done all the same.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Transport(error) => error.is_passing(),
            Self::Status(error) => retry::is_passing(error.status()),
            Self::Build(_) | Self::Decode(_) => false,
        }
    }

    /// How long the server asks to wait before the next attempt, with `Retry-After`.
    pub fn retry_after(&self) -> Option<Duration> {
        retry::retry_after(self.response()?.headers(), SystemTime::now())
    }

    /// What the server says about its refusal; `None` for other errors.
    pub fn details(&self) -> Option<ErrorDetails> {
        match self {
            Self::Status(error) => Some(error.details()),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Build(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Status(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Build(_) | Self::Status(_) => None,
            Self::Transport(error) => error.reqwest().map(|error| error as _),
            Self::Decode(error) => Some(&error.source),
        }
    }
}

/// A request that could not be built.
#[derive(Debug)]
pub struct BuildError {
    operation: &'static str,
    reason: String,
}

impl BuildError {
    pub(crate) fn new(operation: &'static str, reason: impl Into<String>) -> Self {
        Self {
            operation,
            reason: reason.into(),
        }
    }

    /// What is wrong, such as a value that is no header.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation, self.reason)
    }
}

impl std::error::Error for BuildError {}

impl From<BuildError> for Error {
    fn from(error: BuildError) -> Self {
        Self::Build(Box::new(error))
    }
}

/// A connection that failed.
#[derive(Debug)]
pub struct TransportError {
    operation: &'static str,
    cause: Cause,
    hint: &'static str,
}

#[derive(Debug)]
enum Cause {
    /// Without the address, because its query may hold a credential.
    Connection(reqwest::Error),
    Timeout,
}

impl TransportError {
    /// The address is taken out of the error.
    pub(crate) fn new(operation: &'static str, source: reqwest::Error) -> Self {
        let https = source.url().is_some_and(|url| url.scheme() == "https");
        let tls = cfg!(any(feature = "rustls", feature = "native-tls"));
        let hint = if https && !tls && source.is_connect() {
            " (for https, enable the crate feature `rustls` or `native-tls`)"
        } else {
            ""
        };
        Self {
            operation,
            cause: Cause::Connection(source.without_url()),
            hint,
        }
    }

    pub(crate) fn timed_out(operation: &'static str) -> Self {
        Self {
            operation,
            cause: Cause::Timeout,
            hint: "",
        }
    }

    /// Whether an attempt took longer than the client's timeout.
    pub fn is_timeout(&self) -> bool {
        match &self.cause {
            Cause::Connection(error) => error.is_timeout(),
            Cause::Timeout => true,
        }
    }

    /// Whether another attempt may go better.
    fn is_passing(&self) -> bool {
        let lasting = |error: &reqwest::Error| error.is_builder() || error.is_redirect();
        !self.reqwest().is_some_and(lasting)
    }

    /// The error of the connection, without the address; `None` if it just took too long.
    pub fn reqwest(&self) -> Option<&reqwest::Error> {
        match &self.cause {
            Cause::Connection(error) => Some(error),
            Cause::Timeout => None,
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            operation, hint, ..
        } = self;
        match &self.cause {
            Cause::Connection(error) => write!(f, "{operation}: {error}{hint}"),
            Cause::Timeout => write!(f, "{operation}: no answer within the client's timeout"),
        }
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.reqwest().map(|error| error as _)
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        Self::Transport(Box::new(error))
    }
}

/// An answer with a status other than 2xx.
pub struct StatusError {
    response: Response,
}

impl StatusError {
    pub(crate) fn new(response: Response) -> Self {
        Self { response }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    /// The body as it came.
    pub fn body(&self) -> &Bytes {
        self.response.body()
    }

    /// What the body says, whichever of the documented shapes it has.
    pub fn details(&self) -> ErrorDetails {
        ErrorDetails::parse(self.response.body())
    }
}

/// Shows what the body says, not the body: it may hold what was sent.
impl fmt::Debug for StatusError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StatusError")
            .field("response", &self.response)
            .field("details", &self.details())
            .finish()
    }
}

impl fmt::Display for StatusError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.status().to_string();
        write!(f, "{}: {status}", self.response.operation())?;
        let details = self.details().to_string();
        if details.is_empty() || details == status {
            Ok(())
        } else {
            write!(f, ": {details}")
        }
    }
}

impl std::error::Error for StatusError {}

impl From<StatusError> for Error {
    fn from(error: StatusError) -> Self {
        Self::Status(Box::new(error))
    }
}

/// An answer with a body of another shape than the documents say.
#[derive(Debug)]
pub struct DecodeError {
    response: Response,
    path: String,
    source: serde_json::Error,
}

impl DecodeError {
    pub(crate) fn new(response: Response, path: String, source: serde_json::Error) -> Self {
        Self {
            response,
            path,
            source,
        }
    }

    /// The place of the value that did not fit, such as `[3].author.id`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The answer as it came.
    pub fn response(&self) -> &Response {
        &self.response
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { response, path, .. } = self;
        write!(
            f,
            "{}: cannot decode the answer at `{path}`: {}",
            response.operation(),
            self.source
        )
    }
}

impl std::error::Error for DecodeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Self::Decode(Box::new(error))
    }
}
