//! What tests share that need more than one crate of the workspace.
//!
//! - [`suite`]: Markdown files that are test suites.
//! - [`pages`]: the pages of a folder.
//! - [`facts`]: a spec as a short text that people can compare with a page.
//! - [`probes`]: what must hold of any input.

pub mod facts;
pub mod pages;
pub mod probes;
pub mod suite;
