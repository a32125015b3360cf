//! Support code of generated crates.
