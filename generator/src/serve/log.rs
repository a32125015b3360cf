//! One line for every request.

use std::fmt;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::Request;
use axum::http::{Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::Response;

use super::handle::{SOURCE, VIOLATION};

/// What there is to say about one request. It holds no query and no header of the request, which
/// may be secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The method.
    pub method: Method,
    /// The path as it came.
    pub path: String,
    /// The status of the answer.
    pub status: StatusCode,
    /// How long it took.
    pub time: Duration,
    /// The section that documents the operation.
    pub source: Option<String>,
    /// Which rules the request broke.
    pub broken: Vec<String>,
}

/// Takes the lines.
pub trait Log: Send + Sync + 'static {
    /// Takes one line; must not block for long.
    fn line(&self, line: Line);
}

impl<F: Fn(Line) + Send + Sync + 'static> Log for F {
    fn line(&self, line: Line) {
        self(line);
    }
}

/// The router with a line for every request.
pub(super) fn logged(router: Router, log: impl Log) -> Router {
    let log = std::sync::Arc::new(log);
    router.layer(middleware::from_fn(move |request: Request, next: Next| {
        let log = std::sync::Arc::clone(&log);
        async move {
            let (method, path) = (request.method().clone(), request.uri().path().to_owned());
            let start = Instant::now();
            let response = next.run(request).await;
            log.line(Line::of(method, path, start.elapsed(), &response));
            response
        }
    }))
}

impl Line {
    fn of(method: Method, path: String, time: Duration, response: &Response) -> Self {
        let texts = |name| {
            let values = response.headers().get_all(name).iter();
            values.filter_map(|value| Some(value.to_str().ok()?.to_owned()))
        };
        Self {
            method,
            path,
            status: response.status(),
            time,
            source: texts(SOURCE).next(),
            broken: texts(VIOLATION).collect(),
        }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = self.time.as_secs_f64() * 1000.0;
        let status = self.status.as_u16();
        write!(f, "{status} {} {} {ms:.1} ms", self.method, self.path)?;
        if let Some(source) = &self.source {
            write!(f, "  {source}")?;
        }
        Ok(())
    }
}
