//! The client's engine: from a [`Call`] to a decoded answer.
//!
//! In: the constants of an operation and the values of its parameters. Out: one request, sent
//! again where that is safe, and its answer. Credentials never appear in `Debug` output or
//! errors and never reach another origin than that of the base address.
//!
//! Everything but decoding is compiled once, not once per operation.

mod auth;
#[cfg(feature = "blocking")]
mod blocking;
mod body;
mod builder;
mod call;
mod connections;
mod content;
mod details;
mod disposition;
mod error;
mod macros;
mod outgoing;
mod page;
mod pending;
mod raw;
mod redirect;
mod response;
mod retry;
mod send;
mod template;

pub use auth::Auth;
#[cfg(feature = "blocking")]
pub use blocking::WaitItems;
pub use builder::{Client, ClientBuilder};
pub use call::Call;
pub use content::Content;
pub use details::{ErrorDetails, FieldError};
pub use error::{BuildError, DecodeError, Error, StatusError, TransportError};
#[allow(unused_imports, reason = "an API may have no operations")]
pub(crate) use macros::{call, waiting};
pub use page::{Items, Links, Page};
pub use pending::Pending;
pub use raw::RawCall;
pub use response::Response;
