//! The real program in a fresh directory: what it prints, writes and returns.

mod commands;
mod errors;
mod harness;
mod readme;
mod regenerate;
mod score;
