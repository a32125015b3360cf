//! Support code, the same in every crate that docbind generates.
//!
//! What comes in: the constants of the [operations](Operation) and the typed parameters of a
//! call. What goes out: requests, and answers decoded into types (feature `client`), or a router
//! that calls an implementation (feature `server`). It knows no particular API.

#[cfg(feature = "client")]
pub mod client;
mod debug;
#[cfg(any(feature = "client", feature = "server"))]
mod encoding;
#[cfg(any(feature = "client", feature = "server"))]
mod file;
mod operation;
#[cfg(any(feature = "client", feature = "server"))]
mod path;
#[cfg(feature = "server")]
pub mod server;
pub mod values;

#[allow(unused_imports, reason = "an API may have no secrets")]
pub(crate) use debug::debug_hiding;
#[cfg(any(feature = "client", feature = "server"))]
pub use file::File;
pub use operation::*;
