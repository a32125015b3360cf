//! The real program in a fresh directory: what it prints, writes and returns.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests fail by panicking, and say why they skip"
)]

mod browser;
mod build_script;
mod check;
mod commands;
mod conformance;
mod elsewhere;
mod errors;
mod fix;
mod harness;
mod ledger;
mod readme;
mod regenerate;
mod report;
mod score;
