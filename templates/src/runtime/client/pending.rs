//! Calls on their way.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::Error;

/// A call on its way; await it. It can be sent to another thread.
#[must_use = "a call is sent only when it is awaited"]
pub struct Pending<T> {
    pub(super) operation: &'static str,
    pub(super) answer: Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>,
}

impl<T> Pending<T> {
    pub(super) fn new(
        operation: &'static str,
        answer: impl Future<Output = Result<T, Error>> + Send + 'static,
    ) -> Self {
        Self {
            operation,
            answer: Box::pin(answer),
        }
    }
}

impl<T> Future for Pending<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.answer.as_mut().poll(context)
    }
}

impl<T> fmt::Debug for Pending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pending")
            .field("operation", &self.operation)
            .finish_non_exhaustive()
    }
}
