//! The client's engine: from a [`Call`] to a decoded answer.
//!
//! In: the constants of an operation and the values of its parameters. Out: one request, sent
//! again where that is safe, and its answer. Credentials never appear in `Debug` output or
//! errors and never reach another origin than that of the base address.
//!
//! Everything but decoding is compiled once, not once per operation.

mod auth;
mod body;
mod builder;
mod call;
mod details;
mod error;
mod macros;
mod page;
mod raw;
mod response;
mod retry;
mod send;

pub use auth::Auth;
pub use builder::{Client, ClientBuilder, same_origin_redirects};
pub use call::Call;
pub use details::{ErrorDetails, FieldError};
pub use error::{BuildError, DecodeError, Error, StatusError, TransportError};
#[allow(unused_imports, reason = "an API may have no operations")]
pub(crate) use macros::call;
pub use page::{Items, Links, Page};
pub use raw::RawCall;
pub use response::Response;

use std::pin::Pin;

/// The future of a call. It can be sent to another thread.
pub type Pending<T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>;
