//! docbind: your API's documentation is the spec.
//!
//! ```text
//! docs/*.md ─ markdown ─ extract ─ assemble ─▶ spec.yaml ─ names ─ lower ─ emit ─ output ─▶ crate
//! ```
//!
//! What comes in: Markdown pages as text. What goes out: an [`ApiSpec`](docbind_spec::ApiSpec)
//! and, from it, files of Rust code. Outside `cli`, `build_script` and `output` nothing reads or
//! writes files, and nothing panics on any input but `conformance`, whose job is to fail a test.

// `code!` takes its input token by token.
#![recursion_limit = "512"]

mod assemble;
pub mod build_script;
#[cfg(feature = "cli")]
pub mod cli;
mod code;
#[cfg(feature = "conformance")]
pub mod conformance;
pub mod diag;
pub mod diff;
pub mod emit;
mod extract;
pub mod facts;
mod few;
pub mod fix;
pub mod generate;
pub mod hints;
mod html;
pub mod ledger;
pub mod lower;
pub mod markdown;
pub mod names;
pub mod output;
pub mod pipeline;
pub mod report;
#[cfg(feature = "serve")]
pub mod serve;
pub mod source;
mod status;
pub mod survey;
mod threads;
pub mod waive;

pub use build_script::{BuildError, Config};
