//! The only maker of Rust identifiers and of names that specs keep.

pub mod mint;
