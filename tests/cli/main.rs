//! The real program in a fresh directory: what it prints, writes and returns.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests fail by panicking, and say why they skip"
)]

#[cfg(unix)]
mod at_once;
mod browser;
mod build_script;
mod check;
mod commands;
mod conformance;
mod diff;
mod elsewhere;
mod errors;
#[cfg(unix)]
mod faults;
mod fix;
mod git;
mod harness;
mod hints;
mod init;
#[cfg(unix)]
mod killed;
mod ledger;
mod ownership;
mod readme;
mod regenerate;
mod report;
mod score;
mod serve;
mod unchanged;
mod update;
#[cfg(unix)]
mod worlds;
