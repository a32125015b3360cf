//! One line for every request.
//!
//! What comes in: requests and their answers on the way out. What goes out: lines, which a thread
//! of its own writes, so that no request waits for whoever reads them. No line holds a query or a
//! header of a request, which may be secrets.

mod line;
#[cfg(test)]
mod tests;
mod writer;

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{self, Next};

pub use line::{Colours, Line};
pub use writer::Writer;

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
    let log = Arc::new(log);
    router.layer(middleware::from_fn(move |request: Request, next: Next| {
        let log = Arc::clone(&log);
        async move {
            let (method, path) = (request.method().clone(), request.uri().path().to_owned());
            let start = Instant::now();
            let response = next.run(request).await;
            log.line(Line::of(method, path, start.elapsed(), &response));
            response
        }
    }))
}
