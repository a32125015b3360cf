//! Spans for those who watch the server; without the feature `tracing` there are none.
//!
//! A span tells what was called and how it ended. It never holds a value of the request: no
//! path as it came, no query, no header, no body.

use axum::http::{Method, StatusCode};

#[cfg(feature = "tracing")]
use std::time::Instant;

#[cfg(feature = "tracing")]
use tracing::field::Empty;
#[cfg(feature = "tracing")]
use tracing::{Instrument, Span};

use crate::runtime::Operation;

/// The span of one request.
#[cfg(feature = "tracing")]
pub(super) struct Trace {
    span: Span,
    start: Instant,
}

/// Nothing.
#[cfg(not(feature = "tracing"))]
pub(super) struct Trace;

#[cfg(feature = "tracing")]
impl Trace {
    /// Begins with a request for an operation, or for nothing that is known.
    pub(super) fn start(method: &Method, operation: Option<&Operation>) -> Self {
        let span = tracing::info_span!(
            "request",
            method = method.as_str(),
            route = operation.map(|operation| operation.path),
            operation = operation.map(|operation| operation.id),
            status = Empty,
            duration_ms = Empty,
        );
        Self {
            span,
            start: Instant::now(),
        }
    }

    /// The future inside of the span.
    pub(super) fn follow<T>(&self, future: impl Future<Output = T>) -> impl Future<Output = T> {
        future.instrument(self.span.clone())
    }

    /// Ends with the status of the answer.
    pub(super) fn end(self, status: StatusCode) {
        let duration = self.start.elapsed().as_secs_f64() * 1000.0;
        self.span.record("status", status.as_u16());
        self.span.record("duration_ms", duration);
        self.span
            .in_scope(|| tracing::debug!(status = status.as_u16(), "answered"));
    }
}

#[cfg(not(feature = "tracing"))]
impl Trace {
    /// Does nothing.
    pub(super) fn start(_method: &Method, _operation: Option<&Operation>) -> Self {
        Self
    }

    /// The future itself.
    pub(super) fn follow<F: Future>(&self, future: F) -> F {
        future
    }

    /// Does nothing.
    pub(super) fn end(self, _status: StatusCode) {}
}
