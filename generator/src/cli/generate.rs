//! `docbind generate`: documentation or spec to a Rust crate.
//!
//! Everything is read, generated and planned before the first file is written.

use std::iter::repeat;
use std::path::PathBuf;

use docbind_spec::ApiSpec;

use super::Verdict;
use super::args::GenerateArgs;
use super::failure::Failure;
use super::findings::Unasked;
use super::input::Input;
use super::job::{read_inputs, take_all};
use super::lock::{Access, Locks};
use super::produce::Edits;
use super::settings::{Job, Settings};
use super::streams::Streams;
use super::summary::{self, Files, Row};
use super::unchanged::{Known, Question};
use super::work::{Work, complaint, places};
use crate::diff::Audience;
use crate::generate::{self, GenerateError, GenerateOptions};
use crate::output::OutputFile;

pub(super) fn run(
    args: &GenerateArgs,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<Verdict, Failure> {
    let folders = folders(args, settings)?;
    let access = if args.check {
        Access::Read
    } else {
        Access::Write
    };
    let locks = Locks::take(&places(&folders, settings), access, settings, streams)?;
    let settings = &settings.as_of_now()?;
    let inputs = take_all(settings, streams)?;
    let halves = Halves::of(args.client, args.server);
    let question = Question::about(&inputs, settings, repeat(["generate", halves.flag()]));
    let places = settings.jobs.iter().map(|job| job.spec.as_deref());
    let places = places.zip(folders.iter().map(|folder| Some(folder.as_path())));
    if let Some(known) = question.as_ref().and_then(|it| it.answer(places)) {
        return unchanged(&known, &inputs, settings, streams);
    }
    let (all, verdict) = read_inputs(inputs, settings, Unasked::Count, streams)?;
    if verdict == Verdict::Wanting {
        return Ok(verdict);
    }
    let work = Work::of(&all, folders.into_iter().map(Some), halves, settings)?;
    let rows = if args.check {
        let plan = work.plan()?;
        let complaint = complaint(&plan, "run the same command without --check");
        if !complaint.is_empty() {
            streams.complaint(&complaint);
            return Ok(Verdict::Wanting);
        }
        work.rows(&all, plan.counts())
    } else {
        let edits = Edits::of(args.force);
        work.write(edits, &locks, (&all, settings), streams)?
    };
    streams.account(&summary::table(&rows))?;
    if let Some(question) = question {
        question.keep(work.known(&all));
    }
    Ok(Verdict::Fine)
}

/// Says what a run says that finds everything as an earlier one left it.
fn unchanged(
    known: &[Known],
    inputs: &[Input],
    settings: &Settings,
    streams: &mut Streams,
) -> Result<Verdict, Failure> {
    let apis = settings.jobs.iter().zip(inputs);
    let mut rows = Vec::new();
    for (known, (job, input)) in known.iter().zip(apis) {
        streams.message(&known.findings);
        let files = Files {
            changed: 0,
            unchanged: known.files.count,
        };
        rows.push(Row::of(&job.name, &known.numbers, files, input.time));
    }
    streams.account(&summary::table(&rows))?;
    Ok(Verdict::Fine)
}

/// Which halves of a crate are generated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Halves {
    Both,
    Client,
    Server,
}

impl Halves {
    /// What the flags `--client` and `--server` ask for.
    pub(super) const fn of(client: bool, server: bool) -> Self {
        match (client, server) {
            (true, false) => Self::Client,
            (false, true) => Self::Server,
            _ => Self::Both,
        }
    }

    /// What the flags ask for, or what the API has if they say nothing.
    pub(super) const fn or(self, kept: Self) -> Self {
        match self {
            Self::Both => kept,
            asked => asked,
        }
    }

    /// For whom a crate with these halves is.
    pub(super) const fn audience(self) -> Audience {
        match self {
            Self::Both => Audience::Both,
            Self::Client => Audience::Client,
            Self::Server => Audience::Server,
        }
    }

    /// The flag that asks for them, with a blank before it.
    pub(super) const fn flag(self) -> &'static str {
        match self {
            Self::Both => "",
            Self::Client => " --client",
            Self::Server => " --server",
        }
    }
}

/// The files of a crate, which name the command that makes them; flags ask for these halves.
pub(super) fn generate(
    spec: &ApiSpec,
    job: &Job,
    asked: Halves,
) -> Result<Vec<OutputFile>, Failure> {
    let halves = asked.or(job.halves);
    let options = GenerateOptions {
        command: format!("{}{}", job.command, asked.flag()),
        version: job.version.to_string(),
        client: halves != Halves::Server,
        server: halves != Halves::Client,
        resources: None,
        blocking: false,
    };
    let generated = generate::generate(spec, &options).map_err(|error| match error {
        GenerateError::CrateName { .. } => Failure::new(error.to_string())
            .help("give the API another name, with --name or in `docbind.toml`"),
        error => Failure::new(error.to_string()),
    })?;
    Ok(generated.files)
}

/// The folder of every crate.
fn folders(args: &GenerateArgs, settings: &Settings) -> Result<Vec<PathBuf>, Failure> {
    if let Some(out) = &args.out {
        settings.single()?;
        return Ok(vec![out.clone()]);
    }
    settings
        .jobs
        .iter()
        .map(|job| {
            job.out.clone().ok_or_else(|| {
                Failure::new(format!("no folder to write the crate `{}` to", job.name))
                    .help("give one: --out DIR, or `out = \"DIR\"` in `docbind.toml`")
            })
        })
        .collect()
}
