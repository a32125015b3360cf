//! The command line program.
//!
//! What comes in: arguments, `docbind.toml`, the environment. What goes out: files, data on
//! stdout, messages on stderr, and an exit code: 0 done, 1 judged and found wanting, 2 could not
//! run. What never happens here: reading documents and generating code, which the pipeline does.
//!
//! `args` is what was typed, `settings` is what holds. One file per subcommand.

mod args;
mod cache;
mod check;
mod config;
mod diff;
mod explain;
mod export;
mod failure;
mod findings;
mod fix;
mod generate;
mod git;
mod init;
mod input;
mod job;
mod ledger;
mod lock;
mod locked;
mod produce;
mod render;
mod report;
mod serve;
mod settings;
mod spec;
mod streams;
mod summary;
mod unchanged;
mod unified;
mod update;
mod version;
mod work;
mod write;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;
use clap::error::ErrorKind;

use args::{Args, Command, ExportFormat};
use failure::Failure;
use settings::Settings;
use streams::Streams;

/// How a command ended that could run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// Everything is as it should be.
    Fine,
    /// A denied rule fired, or what was checked is out of date.
    Wanting,
}

/// Runs the program with these arguments, the program's name first.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut streams = Streams::standard();
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => return usage(&error),
    };
    streams.set_quiet(args.global.quiet);
    let code = match run(&args, &mut streams) {
        Ok(Verdict::Fine) => 0,
        Ok(Verdict::Wanting) => 1,
        // Whoever reads our output has seen enough.
        Err(Failure::Closed) => 0,
        Err(failure) => {
            streams.failure(&failure);
            2
        }
    };
    match streams.finish() {
        Ok(()) | Err(Failure::Closed) => ExitCode::from(code),
        Err(failure) => {
            streams.failure(&failure);
            ExitCode::from(2)
        }
    }
}

fn run(args: &Args, streams: &mut Streams) -> Result<Verdict, Failure> {
    match &args.command {
        Command::Explain(args) => return explain::run(args, streams),
        Command::Init(init) => return init::run(init, &args.global, streams),
        _ => {}
    }
    let settings = Settings::resolve(args)?;
    match &args.command {
        Command::Spec(args) => spec::run(args, &settings, streams),
        Command::Generate(args) => generate::run(args, &settings, streams),
        Command::Check(args) => check::run(args, &settings, streams),
        Command::Diff(args) => diff::run(args, &settings, streams),
        Command::Update(args) => update::run(args, &settings, streams),
        Command::Fix(args) => fix::run(args, &settings, streams),
        Command::Export(args) => match &args.format {
            ExportFormat::Openapi(args) => export::openapi(args, &settings, streams),
            ExportFormat::Operations(args) => export::operations(args, &settings, streams),
        },
        Command::Render(args) => render::run(args, &settings, streams),
        Command::Report(args) => report::run(args, &settings, streams),
        Command::Serve(args) => serve::run(args, &settings, streams),
        Command::Explain(_) | Command::Init(_) => Ok(Verdict::Fine),
    }
}

/// Help and version go to stdout, complaints to stderr.
fn usage(error: &clap::Error) -> ExitCode {
    // Nobody is left to tell when these streams are closed.
    let _ = error.print();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => ExitCode::SUCCESS,
        _ => ExitCode::from(2),
    }
}
