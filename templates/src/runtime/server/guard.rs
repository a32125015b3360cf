//! What keeps one bad handler from harming others: time limits and caught panics.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::http::StatusCode;
use tokio::time::{Instant, timeout_at};

use super::{Failure, Rendered};

/// When a request must have been answered.
#[derive(Clone, Copy)]
pub(super) struct Deadline(Option<Instant>);

impl Deadline {
    /// The time limit from now on; none that the clock cannot hold.
    pub(super) fn after(limit: Option<Duration>) -> Self {
        Self(limit.and_then(|limit| Instant::now().checked_add(limit)))
    }

    /// The result of the future, or a refusal with this status if it is not there in time.
    pub(super) async fn hold<T>(
        self,
        late: StatusCode,
        future: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        match self.0 {
            None => future.await,
            Some(deadline) => match timeout_at(deadline, future).await {
                Ok(result) => result,
                Err(_) => Err(Failure::status(late)),
            },
        }
    }
}

/// The future with a failure with 500 in place of a panic.
pub(super) struct Caught<'a, F>(pub(super) Pin<&'a mut F>);

impl<F: Future<Output = Result<Rendered, Failure>>> Future for Caught<'_, F> {
    type Output = Result<Rendered, Failure>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        // A future that panicked is never asked again, so that nothing sees what it left behind.
        let polled = catch_unwind(AssertUnwindSafe(|| self.0.as_mut().poll(context)));
        polled.unwrap_or_else(|_| {
            Poll::Ready(Err(Failure::status(StatusCode::INTERNAL_SERVER_ERROR)))
        })
    }
}
