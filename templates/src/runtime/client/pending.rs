//! Calls on their way.
//!
//! In: what the way is, and what is made of its end. Out: a future. The way is the same for all
//! types; only what is made of the answer is compiled for each.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::{Call, Content, Error};

/// What a call has come to.
pub(super) struct Answered {
    /// The call.
    pub(super) call: Box<Call>,
    /// Its answer.
    pub(super) content: Content,
}

/// The way from a call to its answer.
pub(super) type Exchange = Pin<Box<dyn Future<Output = Result<Answered, Error>> + Send>>;

/// A call on its way; await it. It can be sent to another thread.
#[must_use = "a call is sent only when it is awaited"]
pub struct Pending<T> {
    pub(super) operation: &'static str,
    pub(super) exchange: Exchange,
    pub(super) read: fn(Answered) -> Result<T, Error>,
}

impl<T> Future for Pending<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.exchange.as_mut().poll(context) {
            Poll::Ready(Ok(answered)) => Poll::Ready((self.read)(answered)),
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl<T> fmt::Debug for Pending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pending")
            .field("operation", &self.operation)
            .finish_non_exhaustive()
    }
}
