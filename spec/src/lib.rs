//! The reviewed description of an HTTP API: the data model between reading documentation and
//! generating code.
//!
//! What comes in: nothing but data. What goes out: [`ApiSpec`] and its parts, read from and
//! written to YAML. What never happens here: Markdown is not read, Rust tokens are not made.

pub mod model;
#[cfg(feature = "schema")]
pub mod schema;
mod text;
mod validate;
pub mod yaml;

pub use model::*;
pub use validate::{Violation, validate, validate_overrides};
pub use yaml::SpecError;
