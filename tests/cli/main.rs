//! The real program in a fresh directory: what it prints, writes and returns.

mod errors;
mod harness;
