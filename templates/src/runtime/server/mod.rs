//! The server's engine: from a request to the method that answers it, and back.
//!
//! In: requests in every form that clients of such APIs use. Out: typed parameters for an
//! implementation, and answers and errors in the documented shape. All of the HTTP behaviour is
//! here and driven by the constants of the operations; generated code only names them.

mod auth;
mod body;
mod builder;
mod content;
mod dispatch;
mod failure;
mod guard;
mod macros;
mod paging;
mod parts;
mod reply;
mod routes;
mod trace;
mod values;

pub use auth::{Authenticate, Caller, Credential, Credentials};
pub use builder::{Answering, Options, Resource, Server};
pub use content::Content;
pub use failure::Failure;
#[allow(unused_imports, reason = "an API may have no operations")]
pub(crate) use macros::mount;
pub use paging::{PageInfo, PageRequest};
pub use parts::{Parameters, Parts, Request};
pub use reply::{Answer, Answers, Outcome, Rendered, Reply, not_implemented};
