//! Support code of generated crates.
#[macro_use]
pub mod runtime;
