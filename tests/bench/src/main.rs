//! How fast docbind is, beside others on the same API, and what its code costs its users.
//!
//! ```text
//! cargo run --release --manifest-path tests/bench/Cargo.toml                    # everything
//! cargo run --release --manifest-path tests/bench/Cargo.toml -- reading growth  # some parts
//! ```
//!
//! In: the pages of the corpus (`DOCBIND_CORPUS`, else `../shared/corpus` beside the project, else
//! the pages of this project). Out: one table of ratios, each with its target and whether it
//! holds. Nothing is asserted: numbers depend on the machine, ratios less so. What needs a program
//! or crates that are not here is skipped, with the reason.

mod client;
mod compile;
mod corpus;
mod growth;
mod measure;
mod openapi;
mod reading;
mod rival;
mod server;
mod table;
mod unchanged;
mod whole_job;

use std::process::ExitCode;

use corpus::Corpus;
use table::Row;

/// Why a part could not run.
type Fault = Box<dyn std::error::Error>;

/// Measures one thing, or says why not.
type Part = fn(&Corpus) -> Result<Vec<Row>, Fault>;

/// All parts, in the order of the table.
const PARTS: &[(&str, Part)] = &[
    ("reading", reading::rows),
    ("growth", growth::rows),
    ("whole-job", whole_job::rows),
    ("compile", compile::rows),
    ("compile-both", compile::outside::rows),
    ("unchanged", unchanged::rows),
    ("client-overhead", client::rows),
    ("server-overhead", server::rows),
];

fn main() -> ExitCode {
    if let Some(code) = measure::as_compiler() {
        return code;
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.split_first() {
        Some((first, rest)) if first == measure::HELPER => help(rest),
        _ => run(&arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("error: {fault}");
            ExitCode::from(2)
        }
    }
}

/// What the bench asks of itself in a process of its own, so that it can be measured from outside.
fn help(arguments: &[String]) -> Result<(), Fault> {
    let [task, rest @ ..] = arguments else {
        return Err("which task?".into());
    };
    match task.as_str() {
        "reading" => reading::help(rest),
        "growth" => growth::help(rest),
        "client" => client::help(rest),
        "client-stub" => client::serve(),
        "server" => server::help(rest),
        _ => Err(format!("no task `{task}`").into()),
    }
}

fn run(wanted: &[String]) -> Result<(), Fault> {
    if let Some(name) = wanted
        .iter()
        .find(|name| !PARTS.iter().any(|(part, _)| part == name))
    {
        let known: Vec<&str> = PARTS.iter().map(|(part, _)| *part).collect();
        return Err(format!("no part `{name}`, only {}", known.join(", ")).into());
    }
    let corpus = Corpus::find()?;
    println!("{corpus}");
    let mut rows = Vec::new();
    let mut skipped = Vec::new();
    for (name, part) in PARTS {
        if !wanted.is_empty() && !wanted.iter().any(|it| it == name) {
            continue;
        }
        eprintln!("measuring: {name}");
        match part(&corpus) {
            Ok(more) => rows.extend(more),
            Err(fault) => skipped.push(format!("skipped: {name}: {fault}")),
        }
    }
    table::print(&rows);
    for line in skipped {
        println!("{line}");
    }
    Ok(())
}
