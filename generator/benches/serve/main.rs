//! `docbind serve --stateless` beside a bare axum handler that returns the same bytes, and beside
//! Prism 5: requests per second, latencies, memory, time until the first answer.
//!
//! ```text
//! cargo bench -p docbind --bench serve                 # all three; Prism comes from npm
//! cargo bench -p docbind --bench serve -- --offline    # without Prism
//! ```
//!
//! Each server has one core to itself and the load generator another. Nothing is asserted: the
//! numbers depend on the machine and on what else it does, ratios less so.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs,
    reason = "a bench fails by panicking, and prints"
)]

mod api;
mod bare;
mod load;
mod machine;
mod prism;
mod server;
mod table;

use std::path::Path;

use api::Api;
use prism::Prism;
use server::{Server, Setup};
use table::Row;

/// What the program is called with to be the bare server.
const BARE: &str = "--bare";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [first, answers] = arguments.as_slice()
        && first == BARE
    {
        bare::run(Path::new(answers));
        return;
    }
    // Cargo asks all benches for a test run with `cargo test --benches`.
    if arguments.iter().any(|argument| argument == "--test") {
        println!("skipped: benches measure, and test nothing");
        return;
    }
    let prism = if arguments.iter().any(|argument| argument == "--offline") {
        println!("skipped: Prism, because of --offline");
        None
    } else {
        Prism::install()
    };
    let setup = Setup::new();
    for api in [Api::small(), Api::whole()] {
        println!("\n{}", api.title);
        table::print(&rows(&api, prism.as_ref(), &setup));
    }
    println!("\nuntil the first answer, median of {}", server::STARTS);
    for (name, start) in api::starts(&setup) {
        println!("  {name:<40} {:>8.1} ms", start.as_secs_f64() * 1000.0);
    }
}

fn rows(api: &Api, prism: Option<&Prism>, setup: &Setup) -> Vec<Row> {
    let docbind = Server::start("docbind serve", setup.docbind(&api.spec));
    let answers = api.answers(&docbind);
    let mut rows = vec![load::measure(&docbind, &api.paths)];
    drop(docbind);
    let bare = Server::start("bare axum handler", setup.bare(&answers));
    rows.push(load::measure(&bare, &api.paths));
    drop(bare);
    if let Some(prism) = prism {
        let prism = Server::start("Prism 5", setup.prism(prism, &api.openapi));
        rows.push(load::measure(&prism, &api.below_base()));
    }
    rows
}
